//! Owns the settings of a facility: names, calendar, reports without an account, the contact on public pages.
use domain::form::FieldError;
use domain::policy::Action;
use store::FacilityRow;

use super::journal_facility;
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// What the administrator may change. Code and zone stay: the public address and the dates of reports hang on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditFacility {
    /// Name, Japanese.
    pub name_ja: String,
    /// Name, English.
    pub name_en: String,
    /// `wareki` (和暦) or `seireki` (西暦) first.
    pub calendar: String,
    /// Whether reports without an account are taken.
    pub anonymous_reports: bool,
    /// How the public reaches the facility.
    pub contact: String,
    /// How what it publishes may be used; empty = the program's own words.
    pub licence: String,
}

impl App {
    /// Changes the facility's settings.
    ///
    /// # Errors
    /// A denial; field errors for an empty name or an unknown calendar.
    pub async fn edit_facility(&self, ctx: &Ctx, edit: EditFacility) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut errors = Vec::new();
        for (field, name) in [("name_ja", &edit.name_ja), ("name_en", &edit.name_en)] {
            if name.trim().is_empty() {
                errors.push(FieldError::new(field, "name_missing"));
            }
        }
        if !["wareki", "seireki"].contains(&edit.calendar.as_str()) {
            errors.push(FieldError::new("calendar", "choice_unknown"));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.facility().await?.ok_or(AppError::NotFound)?;
        let changed = FacilityRow {
            name_ja: edit.name_ja.trim().to_owned(),
            name_en: edit.name_en.trim().to_owned(),
            calendar: edit.calendar,
            anonymous_reports: edit.anonymous_reports,
            contact: edit.contact.trim().to_owned(),
            licence: Some(edit.licence.trim().to_owned()).filter(|licence| !licence.is_empty()),
            ..row
        };
        tx.update_facility(&changed).await?;
        journal_facility(ctx, &mut tx, "facility_changed").await?;
        Ok(tx.commit().await?)
    }
}

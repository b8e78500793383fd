//! Owns the founding of a facility: its row, its first profile version, units and places.
use domain::id::FacilityId;
use domain::people::Actor;
use domain::profile::Profile;
use store::{FacilityRow, ProfileVersionRow, Tx, Write};

use crate::journal::note;
use crate::{App, AppError, Ctx};

/// A facility to be founded.
#[derive(Debug, Clone)]
pub struct NewFacility {
    /// Public code, part of the public address.
    pub code: String,
    /// Name, Japanese.
    pub name_ja: String,
    /// Name, English.
    pub name_en: String,
    /// IANA zone.
    pub zone: String,
    /// `wareki` or `seireki` first.
    pub calendar: String,
    /// Whether reports without an account are taken.
    pub anonymous_reports: bool,
    /// How the public reaches the facility.
    pub contact: String,
    /// The profile to begin with.
    pub profile: Profile,
}

impl App {
    /// Founds a facility. Only the program itself does this, from the command line.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the code is taken.
    pub async fn found_facility(&self, new: NewFacility) -> Result<FacilityId, AppError> {
        if self.store().facility_by_code(&new.code).await?.is_some() {
            return Err(AppError::Conflict);
        }
        let facility = FacilityId::from_uuid(self.ids.ordered());
        let zone = jiff::tz::TimeZone::get(&new.zone).map_err(|_| AppError::Data("zone"))?;
        let ctx = Ctx { actor: Actor::System, facility, now: self.now(), zone, proved_at: None };
        let mut tx = self.store().write(&facility).await?;
        tx.insert_facility(&FacilityRow {
            code: new.code,
            name_ja: new.name_ja,
            name_en: new.name_en,
            zone: new.zone,
            calendar: new.calendar,
            anonymous_reports: new.anonymous_reports,
            effective_from: new.profile.effective_from.to_string(),
            created_at: ctx.now,
            contact: new.contact,
            licence: None,
        })
        .await?;
        let profile = Profile { version: 1, ..new.profile };
        tx.insert_profile_version(&ProfileVersionRow {
            version: 1,
            toml: profile.to_toml().map_err(|_| AppError::Data("profile"))?,
            note: String::new(),
            created_at: ctx.now,
            created_by: ctx.actor.journal_name(),
        })
        .await?;
        journal_facility(&ctx, &mut tx, "facility_founded").await?;
        tx.commit().await?;
        Ok(facility)
    }
}

/// Journals a change of the facility's own rows.
pub(crate) async fn journal_facility(ctx: &Ctx, tx: &mut Tx<Write>, kind: &str) -> Result<(), AppError> {
    note(ctx, tx, "facility", kind, serde_json::json!({})).await
}

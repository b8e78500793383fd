//! Owns the lists of units (部署) and places (場所): adding, renaming, putting in order, retiring. Nothing is ever deleted: old reports name them.
use std::collections::HashSet;

use domain::form::FieldError;
use domain::id::{PlaceId, UnitId};
use domain::policy::Action;
use store::{PlaceRow, UnitRow};

use super::journal_facility;
use crate::access::authorise_facility;
use crate::people::Status;
use crate::{App, AppError, Ctx};

/// One line of a list as the administrator left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditLine<Id> {
    /// Which unit or place.
    pub id: Id,
    /// Japanese name.
    pub name_ja: String,
    /// English name; empty = as in Japanese.
    pub name_en: String,
    /// Place in the order, counted from 1; equal ones follow their codes.
    pub position: i64,
    /// Whether it can be chosen.
    pub active: bool,
}

impl App {
    /// Adds a unit (部署).
    ///
    /// # Errors
    /// A denial; field errors for an empty code or name, a used code.
    pub async fn add_unit(&self, ctx: &Ctx, code: &str, name_ja: &str, name_en: &str) -> Result<UnitId, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let held = tx.units().await?;
        let [code, name_ja, name_en] = checked(code, name_ja, name_en, held.iter().map(|row| row.code.as_str()))?;
        let unit_id = UnitId::from_uuid(self.ids.ordered());
        let position = next(held.iter().map(|row| row.position));
        tx.insert_unit(&UnitRow { unit_id, code, name_ja, name_en, position, active: true }).await?;
        journal_facility(ctx, &mut tx, "unit_added").await?;
        tx.commit().await?;
        Ok(unit_id)
    }

    /// Adds a place (場所).
    ///
    /// # Errors
    /// A denial; field errors for an empty code or name, a used code.
    pub async fn add_place(&self, ctx: &Ctx, code: &str, name_ja: &str, name_en: &str) -> Result<PlaceId, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let held = tx.places().await?;
        let [code, name_ja, name_en] = checked(code, name_ja, name_en, held.iter().map(|row| row.code.as_str()))?;
        let place_id = PlaceId::from_uuid(self.ids.ordered());
        let position = next(held.iter().map(|row| row.position));
        tx.insert_place(&PlaceRow { place_id, code, name_ja, name_en, position, active: true }).await?;
        journal_facility(ctx, &mut tx, "place_added").await?;
        tx.commit().await?;
        Ok(place_id)
    }

    /// Saves names, order and use of units; lines that are not named stay. Returns how many changed.
    ///
    /// # Errors
    /// A denial; field errors (`{id}_name_ja`, `{id}_active`) for an empty name, or a retired unit with people in it.
    pub async fn save_units(&self, ctx: &Ctx, lines: &[EditLine<UnitId>]) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let accounts = tx.accounts().await?;
        let present = accounts.iter().filter(|row| row.status != Status::Retired.code()).filter_map(|row| row.unit_id);
        let seated = tx.seat_holders().await?.into_iter().filter_map(|held| held.unit_id.unit());
        let in_use: HashSet<UnitId> = present.chain(seated).collect();
        let held = tx.units().await?;
        let (mut errors, mut changed) = (Vec::new(), Vec::new());
        for line in lines {
            let row = held.iter().find(|row| row.unit_id == line.id).ok_or(AppError::NotFound)?;
            let new = UnitRow { code: row.code.clone(), ..unit_row(line) };
            errors.extend(unnamed(line.id, &line.name_ja));
            if row.active && !line.active && in_use.contains(&line.id) {
                errors.push(FieldError::new(format!("{}_active", line.id), "unit_in_use"));
            }
            if new != *row {
                changed.push(new);
            }
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        for row in &changed {
            tx.update_unit(row).await?;
        }
        if !changed.is_empty() {
            journal_facility(ctx, &mut tx, "units_changed").await?;
        }
        tx.commit().await?;
        Ok(changed.len())
    }

    /// Saves names, order and use of places; lines that are not named stay. Returns how many changed.
    ///
    /// # Errors
    /// A denial; field errors (`{id}_name_ja`) for an empty name.
    pub async fn save_places(&self, ctx: &Ctx, lines: &[EditLine<PlaceId>]) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let held = tx.places().await?;
        let (mut errors, mut changed) = (Vec::new(), Vec::new());
        for line in lines {
            let row = held.iter().find(|row| row.place_id == line.id).ok_or(AppError::NotFound)?;
            let new = PlaceRow { code: row.code.clone(), ..place_row(line) };
            errors.extend(unnamed(line.id, &line.name_ja));
            if new != *row {
                changed.push(new);
            }
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        for row in &changed {
            tx.update_place(row).await?;
        }
        if !changed.is_empty() {
            journal_facility(ctx, &mut tx, "places_changed").await?;
        }
        tx.commit().await?;
        Ok(changed.len())
    }
}

fn unit_row(line: &EditLine<UnitId>) -> UnitRow {
    let [name_ja, name_en] = names(&line.name_ja, &line.name_en);
    UnitRow { unit_id: line.id, code: String::new(), name_ja, name_en, position: line.position, active: line.active }
}

fn place_row(line: &EditLine<PlaceId>) -> PlaceRow {
    let [name_ja, name_en] = names(&line.name_ja, &line.name_en);
    PlaceRow { place_id: line.id, code: String::new(), name_ja, name_en, position: line.position, active: line.active }
}

/// Both names, the English one as the Japanese where it is left empty.
fn names(ja: &str, en: &str) -> [String; 2] {
    let (ja, en) = (ja.trim(), en.trim());
    [ja, if en.is_empty() { ja } else { en }].map(str::to_owned)
}

fn unnamed(id: impl std::fmt::Display, name: &str) -> Option<FieldError> {
    name.trim().is_empty().then(|| FieldError::new(format!("{id}_name_ja"), "name_missing"))
}

fn next(positions: impl Iterator<Item = i64>) -> i64 {
    positions.max().unwrap_or(0).saturating_add(1)
}

/// Code and names of a new line.
fn checked<'a>(
    code: &str,
    ja: &str,
    en: &str,
    mut used: impl Iterator<Item = &'a str>,
) -> Result<[String; 3], AppError> {
    let mut errors = Vec::new();
    let code = code.trim();
    if code.is_empty() {
        errors.push(FieldError::new("code", "code_missing"));
    } else if used.any(|held| held == code) {
        errors.push(FieldError::new("code", "code_used"));
    }
    if ja.trim().is_empty() {
        errors.push(FieldError::new("name_ja", "name_missing"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let [ja, en] = names(ja, en);
    Ok([code.to_owned(), ja, en])
}

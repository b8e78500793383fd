//! Owns exposure (曝露量) as use cases: the months as they stand, and saving typed ones, all or none. The journal keeps both numbers
//! of every change, so that a rate drawn last year can be explained.
use std::collections::HashMap;

use domain::exposure::{Exposure, Measure, TypedExposure};
use domain::id::UnitId;
use domain::policy::Action;
use domain::publication::Month;
use serde_json::{Value, json};
use store::{ExposureRow, Tx, Write};

use crate::access::authorise_facility;
use crate::journal::note;
use crate::{App, AppError, Ctx};

/// One month that stands otherwise than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) before: Exposure,
    pub(crate) after: Exposure,
}

impl App {
    /// The exposures of the months from `from` to `until`, both included, of every unit and of the whole facility: by month, the
    /// facility before its units. A month of which nothing is known is not among them.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn exposures(&self, ctx: &Ctx, from: Month, until: Month) -> Result<Vec<Exposure>, AppError> {
        authorise_facility(ctx, Action::SeeExposures)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        exposures_in(&mut tx, from, until).await
    }

    /// Saves months as typed, all of them or none; an empty text takes the number away. Returns how many months changed.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] for a unit of somebody else; every field error at once, at the fields that
    /// [`Measure::field`] names.
    pub async fn save_exposures(&self, ctx: &Ctx, lines: &[TypedExposure]) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::WriteExposures)?;
        let (mut wanted, mut errors) = (Vec::new(), Vec::new());
        for line in lines {
            match line.read(ctx.today()) {
                Ok(exposure) => wanted.push(exposure),
                Err(wrong) => errors.extend(wrong),
            }
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let mut tx = self.store().write(&ctx.facility).await?;
        let units = tx.units().await?;
        let is_own = |unit: UnitId| units.iter().any(|row| row.unit_id == unit);
        if wanted.iter().filter_map(|exposure| exposure.unit).any(|unit| !is_own(unit)) {
            return Err(AppError::NotFound);
        }
        let changes = changes(&mut tx, &wanted).await?;
        if !changes.is_empty() {
            write(ctx, &mut tx, &changes).await?;
            tx.commit().await?;
        }
        Ok(changes.len())
    }
}

/// The exposures of these months, for use cases that have asked the policy already.
pub(crate) async fn exposures_in<M>(tx: &mut Tx<M>, from: Month, until: Month) -> Result<Vec<Exposure>, AppError> {
    let rows = tx.exposures(from, until).await?;
    rows.iter().map(|row| Ok(row.exposure()?)).collect()
}

/// What stands by unit and month over all months that are named.
pub(crate) async fn held<M>(
    tx: &mut Tx<M>,
    wanted: &[Exposure],
) -> Result<HashMap<(Option<UnitId>, Month), Exposure>, AppError> {
    let months = wanted.iter().map(|exposure| exposure.month);
    let (Some(first), Some(last)) = (months.clone().min(), months.max()) else { return Ok(HashMap::new()) };
    let held = exposures_in(tx, first, last).await?;
    Ok(held.into_iter().map(|exposure| ((exposure.unit, exposure.month), exposure)).collect())
}

/// Those of the wanted months that stand otherwise now.
async fn changes<M>(tx: &mut Tx<M>, wanted: &[Exposure]) -> Result<Vec<Change>, AppError> {
    let held = held(tx, wanted).await?;
    let change = |after: &Exposure| {
        let unknown = Exposure::unknown(after.unit, after.month);
        let before = held.get(&(after.unit, after.month)).copied().unwrap_or(unknown);
        (before != *after).then_some(Change { before, after: *after })
    };
    Ok(wanted.iter().filter_map(change).collect())
}

/// Writes the changes and journals them as one event.
pub(crate) async fn write(ctx: &Ctx, tx: &mut Tx<Write>, changes: &[Change]) -> Result<(), AppError> {
    for change in changes {
        let by = ctx.actor.journal_name();
        if change.after.is_unknown() {
            tx.delete_exposure(&ExposureRow::of(&change.before, ctx.now, by)).await?;
        } else {
            tx.put_exposure(&ExposureRow::of(&change.after, ctx.now, by)).await?;
        }
    }
    let facts: Vec<Value> = changes.iter().map(fact).collect();
    note(ctx, tx, "exposure", "exposures_changed", json!({ "changes": facts })).await
}

fn fact(change: &Change) -> Value {
    let both = |measure: Measure| json!([change.before.get(measure), change.after.get(measure)]);
    json!({
        "unit": change.after.unit,
        "month": change.after.month,
        "user_days": both(Measure::UserDays),
        "beds": both(Measure::Beds),
    })
}

//! Owns the demo's exposures (曝露量): on the third of each month the safety manager enters the user-days and beds of the month before.
//!
//! The chance here is its own, per unit and month, so that the rest of the story does not depend on it.
use domain::exposure::TypedExposure;
use domain::publication::Month;

use super::data::UnitPlan;
use super::dice::Dice;
use super::world::{Task, World};
use crate::AppError;

/// Plans the entering of every complete month. A facility whose plan names no beds enters nothing.
pub(super) fn plan(world: &mut World<'_>, months: &[Month]) {
    if world.plan.units.iter().all(|unit| unit.beds == 0) {
        return;
    }
    for month in months {
        let next = month.next().first_day();
        let third = next.with().day(3).build().unwrap_or(next);
        let at = world.calendar.at(third, 9, 20);
        world.push(at, Task::Exposure(*month));
    }
}

/// Enters a month: each unit with beds, and the whole facility as their sum.
pub(super) async fn perform(world: &World<'_>, at: i64, month: Month, seed: u64) -> Result<(), AppError> {
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    let mut lines = Vec::new();
    let mut whole = (0, 0);
    for (index, unit) in world.plan.units.iter().enumerate().filter(|(_, unit)| unit.beds > 0) {
        let mut dice = Dice::new(seed, &format!("{}/{}/{month}", world.plan.code, unit.code));
        let user_days = user_days(unit, month, &mut dice);
        whole = (whole.0 + user_days, whole.1 + unit.beds);
        lines.push(line(Some(world.place.units[index]), month, (user_days, unit.beds)));
    }
    lines.push(line(None, month, whole));
    world.app.save_exposures(&ctx, &lines).await?;
    Ok(())
}

/// Places × open days × the usual share taken, up to four in a hundred more or less, fewer around the turn of the year when people are
/// at home; never more than there are places.
fn user_days(unit: &UnitPlan, month: Month, dice: &mut Dice) -> u32 {
    let days = u32::from(month.last_day().day().unsigned_abs());
    let open = if unit.open_days == 0 { days } else { unit.open_days.min(days) };
    let most = unit.beds * open;
    let at_home = if matches!(month.number(), 1 | 8 | 12) { 3 } else { 0 };
    let chance = u32::try_from(dice.between(0, 80)).unwrap_or(40);
    // Tenths of a hundredth, so that the sums look like counted ones.
    let share = (unit.taken * 10 + chance).saturating_sub(40 + at_home * 10).min(1000);
    most * share / 1000
}

fn line(unit: Option<domain::id::UnitId>, month: Month, (user_days, beds): (u32, u32)) -> TypedExposure {
    TypedExposure { unit, month, user_days: user_days.to_string(), beds: beds.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_plausible_and_the_same_each_time() {
        let unit = |beds, open_days, taken| UnitPlan {
            code: "a".to_owned(),
            ja: String::new(),
            en: String::new(),
            staff: 0,
            weight: 1,
            beds,
            open_days,
            taken,
        };
        for month in ["2026-01", "2026-02", "2026-05"] {
            let month: Month = month.parse().unwrap();
            let of = |unit: &UnitPlan| user_days(unit, month, &mut Dice::new(1, "a"));
            let (house, day) = (unit(30, 0, 96), unit(40, 22, 84));
            let most = 30 * u32::from(month.last_day().day().unsigned_abs());
            assert!(of(&house) > most * 85 / 100 && of(&house) <= most, "{}", of(&house));
            assert!(of(&day) <= 40 * 22 && of(&day) > 600);
            assert_eq!(of(&house), of(&house));
        }
    }
}

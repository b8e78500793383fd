//! Owns the turn in the demo's story: a measure works, a form (形態) is reported less from its month on, and it is written on the chart.
use domain::insight::{Measure, SeriesKey};
use domain::publication::Month;

use super::data::{FacilityPlan, Scenario};
use super::world::{Task, World};
use crate::AppError;
use crate::insight::note::{NewNote, NoteKind};
use crate::insight::theme::Theme;

/// The day of the month on which the safety manager writes it down.
const DAY: i8 = 10;

/// The weight of a scenario in a month, counted back from the current one.
pub(super) fn weight(plan: &FacilityPlan, told: &Scenario, back: usize) -> u32 {
    match &plan.turn {
        Some(turn) if turn.form == told.form && back > turn.back => told.weight * turn.before,
        Some(turn) if turn.form == told.form => told.weight * turn.after,
        Some(_) => told.weight * 100,
        None => told.weight,
    }
}

/// Plans the note on the chart, where the story has a turn and is long enough.
pub(super) fn plan(world: &mut World<'_>, months: &[Month]) {
    let Some(turn) = &world.plan.turn else { return };
    let Some(month) = months.len().checked_sub(turn.back + 1).map(|at| months[at]) else { return };
    let day = month.first_day().with().day(DAY).build().unwrap_or(month.first_day());
    let at = world.calendar.at(day, 10, 15);
    world.push(at, Task::Turn(month));
}

/// Writes the measure on the chart of its form, and begins to watch its word.
pub(super) async fn perform(world: &World<'_>, at: i64, month: Month) -> Result<(), AppError> {
    let Some(turn) = &world.plan.turn else { return Ok(()) };
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    let key = SeriesKey { form: Some(turn.form.clone()), ..SeriesKey::of(Measure::Reports) };
    let new = NewNote {
        kind: NoteKind::Note.code().to_owned(),
        month: month.to_string(),
        chart: String::new(),
        words: turn.words.clone(),
        theme: None,
    };
    world.app.add_chart_note(&ctx, &key, &new).await?;
    match Theme::read(&turn.theme) {
        Some(theme) => world.app.watch_theme(&ctx, &theme).await,
        None => Ok(()),
    }
}

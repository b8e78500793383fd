//! Owns the demo's publications: each month drawn up, checked, approved and published by different people; one erratum.
use domain::publication::{KeepReason, Month, Period, PeriodLength};

use super::calendar::MINUTE;
use super::data::list;
use super::world::{Task, World};
use crate::approval::Act;
use crate::publication::Step;
use crate::{AppError, Ctx};

/// A step of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthTask {
    Draft,
    Check,
    Approve,
    Publish,
    /// A published case is judged anew.
    Reassess,
    Erratum,
}

const EVENING: i8 = 18;
/// The steps to the public, and how many minutes after the first each is taken.
const STEPS: [MonthTask; 4] = [MonthTask::Draft, MonthTask::Check, MonthTask::Approve, MonthTask::Publish];
const MINUTES: [i64; 4] = [0, 12, 31, 40];

/// Plans the publication of every month; the newest complete month is only in work.
pub(super) fn plan(world: &mut World<'_>, months: &[Month]) {
    let last = months.len().saturating_sub(2);
    for (index, month) in months.iter().enumerate().take(months.len().saturating_sub(1)) {
        if index == last {
            in_work(world, *month);
        } else {
            let day = 12 + i8::try_from(index % 5).unwrap_or(0);
            publish(world, *month, month.next(), day);
        }
    }
    let wrong = months.len().saturating_sub(11);
    if world.plan.rate >= 20 && months.len() > 3 {
        let month = months[wrong];
        let later = month.next().next();
        let day = |day| later.first_day().with().day(day).build().unwrap_or(later.first_day());
        let reassessed = world.calendar.at(day(8), 10, 0);
        world.push(reassessed, Task::Month(month, MonthTask::Reassess));
        let begun = world.calendar.at(day(9), EVENING, 2);
        world.push(begun, Task::Month(month, MonthTask::Erratum));
        publish(world, month, later, 9);
    }
    if world.plan.scenarios == "hospital" {
        periods(world, months);
    }
}

/// The hospital publishes each half-year that the story holds whole, after its last month is published.
fn periods(world: &mut World<'_>, months: &[Month]) {
    let Some(first) = months.first() else { return };
    let mut period = Period::of(first.first_day(), PeriodLength::HalfYear);
    if period.first_day() < first.first_day() {
        period = period.next();
    }
    for _ in 0..months.len() / 6 {
        let during = Month::of(period.last_day()).next();
        let date = during.first_day().with().day(20).build().unwrap_or(during.first_day());
        let start = world.calendar.at(date, EVENING, 5);
        for (minutes, step) in MINUTES.into_iter().zip(STEPS) {
            world.push(start + minutes * MINUTE, Task::Period(period, step));
        }
        period = period.next();
    }
}

/// After working hours, when no case moves: what was drawn up is what is published.
fn publish(world: &mut World<'_>, month: Month, during: Month, day: i8) {
    let date = during.first_day().with().day(day).build().unwrap_or(during.first_day());
    let start = world.calendar.at(date, EVENING, 5);
    for (minutes, step) in MINUTES.into_iter().zip(STEPS) {
        world.push(start + minutes * MINUTE, Task::Month(month, step));
    }
}

/// The welfare facility has drawn the month up and waits for a text; the others have drawn it up and checked it.
fn in_work(world: &mut World<'_>, month: Month) {
    let yesterday = world.calendar.date(world.end - 1);
    if Month::of(yesterday) == month {
        return;
    }
    let at = world.calendar.at(yesterday, EVENING, 5);
    world.push(at, Task::Month(month, MonthTask::Draft));
    if world.plan.scenarios == "hospital" {
        world.push(at + 12 * MINUTE, Task::Month(month, MonthTask::Check));
    }
}

/// Takes a step with a month.
pub(super) async fn perform(world: &mut World<'_>, at: i64, month: Month, task: MonthTask) -> Result<(), AppError> {
    let ctx = actor(world, at, task)?;
    if task == MonthTask::Reassess {
        return reassess(world, &ctx, month).await;
    }
    if task == MonthTask::Check {
        settle(world, at, month).await?;
    }
    let step = step(world, task);
    world.app.month_step(&ctx, month, step).await
}

/// Takes a step with a half-year.
pub(super) async fn perform_period(
    world: &mut World<'_>,
    at: i64,
    period: Period,
    task: MonthTask,
) -> Result<(), AppError> {
    let ctx = actor(world, at, task)?;
    let step = step(world, task);
    world.app.period_step(&ctx, period, step).await
}

fn actor(world: &World<'_>, at: i64, task: MonthTask) -> Result<Ctx, AppError> {
    let login = match task {
        MonthTask::Draft | MonthTask::Erratum => &world.plan.drafter,
        MonthTask::Check => &world.plan.checker,
        MonthTask::Approve | MonthTask::Reassess => &world.plan.approver,
        MonthTask::Publish => &world.plan.publisher,
    };
    Ok(world.ctx(world.place.person(login)?, at))
}

fn step(world: &mut World<'_>, task: MonthTask) -> Step {
    match task {
        MonthTask::Draft => Step::Draft,
        MonthTask::Check => Step::Check,
        MonthTask::Approve => Step::Approve,
        MonthTask::Publish => Step::Publish,
        // A new judgement of a case has no step of its own: it is why the erratum begins.
        MonthTask::Reassess | MonthTask::Erratum => {
            Step::Erratum { reason: world.dice.text(list(&world.data.phrases.public, "erratum")) }
        }
    }
}

/// The drafter answers for what an erratum tells beside the public version: the right number has to be published.
async fn settle(world: &World<'_>, at: i64, month: Month) -> Result<(), AppError> {
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    for finding in world.app.month_desk(&ctx, month).await?.findings.iter().filter(|finding| finding.kept.is_none()) {
        world.app.settle_month(&ctx, month, &finding.tag, Some(KeepReason::Needed), "").await?;
    }
    Ok(())
}

/// A case of level 2 turns out to be of level 3: an incident becomes an accident.
async fn reassess(world: &mut World<'_>, ctx: &Ctx, month: Month) -> Result<(), AppError> {
    let mild = |tale: &&super::world::Tale| {
        tale.month == month && !tale.over && tale.derived.as_ref().is_some_and(|level| level.as_str() == "2")
    };
    let Some(id) = world.tales.iter().flatten().find(mild).map(|tale| tale.id) else { return Ok(()) };
    let reason = world.dice.text(list(&world.data.phrases.opinion, "reassess"));
    let level = domain::profile::LevelCode::new("3");
    world.app.act(ctx, id, None, Act::Judge { level, reason }).await
}

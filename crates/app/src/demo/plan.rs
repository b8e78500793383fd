//! Owns the planning of the demo: which reports come when, and what becomes of each case.
use domain::publication::Month;
use domain::report::{Door, Mode};
use jiff::civil::Date;

use super::calendar::{DAY, MINUTE, plus};
use super::story::{self, Happening};
use super::turn;
use super::world::{Origin, Planned, Step, Task, World};
use crate::import::JqCase;

/// What becomes of a case beside the ordinary way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Ordinary,
    /// Sent back to the reporter, who sends it on again.
    Returned,
    /// Sent back, and not yet sent on.
    ReturnedOpen,
    /// Waits after so many stamps of both rounds.
    Waits(usize),
    /// Waits for the description of the measures.
    WaitsForMeasures,
    /// Waits for measures that are thought over again.
    WaitsForReview,
    /// A question was asked and answered.
    Answered,
    /// A question waits for its answer.
    Asked,
    /// A stamp was taken back and given again.
    TakenBack,
    /// The sealed name is asked for, and a second keeper agrees.
    Opened,
}

/// How many reports per hundred have a second report of the same event, or a full one after a quick one.
const SECOND: usize = 5;
/// So many cases wait on purpose: enough for each seat of both rounds to have one.
const EVERY_SEAT: usize = 26;

/// Plans the reports of all months and their filing.
pub(super) fn reports(world: &mut World<'_>, months: &[Month], rate: usize, cases: Vec<JqCase>) {
    let imported_per_month = cases.len() / months.len().max(1) + 1;
    let mut cases = cases.into_iter();
    for (index, month) in months.iter().enumerate() {
        let back = months.len() - 1 - index;
        if world.plan.quiet.contains(&back) {
            continue;
        }
        let spread = i64::try_from(rate / 6 + 1).unwrap_or(1);
        let count = i64::try_from(rate).unwrap_or(0) + world.dice.between(-spread, spread);
        for number in 0..count.max(1) {
            let date = day(world, *month);
            told(world, date, (back, number));
        }
        for case in cases.by_ref().take(imported_per_month) {
            imported(world, *month, case);
        }
    }
}

fn day(world: &mut World<'_>, month: Month) -> Date {
    let last = i64::from(month.last_day().day());
    plus(month.first_day(), world.dice.between(0, last - 1))
}

fn told(world: &mut World<'_>, date: Date, (back, number): (usize, i64)) {
    let (house, scenarios) = (world.plan, world.data.scenarios(world.plan));
    // The month in work has at least one case that needs a text of its own.
    let wanted = scenarios.iter().position(|told| told.detail.as_deref() == Some("wrong_person"));
    let scenario = match wanted {
        Some(index) if back == 1 && number == 4 => index,
        _ => world.dice.weighted(scenarios.iter().map(|told| turn::weight(house, told, back))),
    };
    let what = story::happening(world.data, world.plan, &mut world.dice, scenario, (date, &world.calendar));
    let (door, mode, reporter) = teller(world, &what);
    let at = what.at + world.dice.between(20, 11 * 60) * MINUTE;
    let age = (world.end - at) / DAY;
    let fate = fate(world, age, mode, reporter.is_some());
    let unit = what.unit;
    let index = plan(world, at, Planned { origin: Origin::Told(Box::new(what)), door, mode, reporter, unit, fate });
    if mode != Mode::Anonymous && world.dice.chance(SECOND) {
        second(world, index, at);
    }
}

fn plan(world: &mut World<'_>, at: i64, planned: Planned) -> usize {
    world.planned.push(planned);
    world.tales.push(None);
    let index = world.planned.len() - 1;
    world.push(at, Task::File(index));
    index
}

fn teller(world: &mut World<'_>, what: &Happening) -> (Door, Mode, Option<usize>) {
    let dice = &mut world.dice;
    let light = matches!(what.outcome.as_str(), "noticed" | "none");
    let door = if dice.chance(if light { 55 } else { 8 }) { Door::Quick } else { Door::Full };
    let mode = match dice.below(100) {
        0..=11 => Mode::Protected,
        12..=17 if world.plan.anonymous => Mode::Anonymous,
        _ => Mode::Named,
    };
    let of_unit = world.place.of_unit(what.unit);
    let reporter = if mode == Mode::Anonymous { None } else { world.dice.pick(&of_unit).copied() };
    (door, mode, reporter)
}

/// A colleague tells of the same event, or the reporter of a quick report writes the full one.
fn second(world: &mut World<'_>, first: usize, at: i64) {
    let Planned { door, mode, reporter, unit, .. } = world.planned[first].clone();
    let later = at + world.dice.between(60, 20 * 60) * MINUTE;
    let full =
        |origin, reporter, mode| Planned { origin, door: Door::Full, mode, reporter, unit, fate: Fate::Ordinary };
    if door == Door::Quick && mode == Mode::Named {
        plan(world, later, full(Origin::Promotes(first), reporter, mode));
        return;
    }
    let others: Vec<usize> = world.place.of_unit(unit).into_iter().filter(|other| Some(*other) != reporter).collect();
    let Some(other) = world.dice.pick(&others).copied() else { return };
    let index = plan(world, later, full(Origin::Witness(first), Some(other), Mode::Named));
    let merged_at = world.calendar.work_after(&mut world.dice, later, 1);
    world.push(merged_at, Task::Step(index, Step::Merge { into: first }));
    // A joining that was wrong is undone; only lately, so that no old case stays where it stood.
    if (world.end - later) / DAY < 40 && world.dice.chance(50) {
        let separated_at = world.calendar.work_after(&mut world.dice, merged_at, 1);
        world.push(separated_at, Task::Step(index, Step::Separate));
    }
}

fn imported(world: &mut World<'_>, month: Month, case: JqCase) {
    let date = day(world, month);
    let at = world.calendar.at(date, 9, 0) + world.dice.between(0, 480) * MINUTE;
    let unit = world.dice.weighted(world.plan.units.iter().map(|unit| unit.weight));
    let fate = fate(world, (world.end - at) / DAY, Mode::Named, false);
    let origin = Origin::Imported(Box::new(case));
    plan(world, at, Planned { origin, door: Door::Import, mode: Mode::Named, reporter: None, unit, fate });
}

/// Chooses the fate so that every state is to be seen today: cases of the last two months wait on each seat in turn.
fn fate(world: &mut World<'_>, age: i64, mode: Mode, has_account: bool) -> Fate {
    let fate = any_fate(world, age, mode);
    // Nobody can send on, or answer, what has no reporter within reach.
    match fate {
        Fate::Returned | Fate::ReturnedOpen if !has_account => Fate::Ordinary,
        Fate::Asked | Fate::Answered if !has_account && mode != Mode::Anonymous => Fate::Ordinary,
        fate => fate,
    }
}

fn any_fate(world: &mut World<'_>, age: i64, mode: Mode) -> Fate {
    let turn = world.planned.len();
    if world.plan.rate < 5 {
        return Fate::Ordinary;
    }
    match age {
        20..=62 if world.waiting < EVERY_SEAT && !turn.is_multiple_of(3) => {
            world.waiting += 1;
            Fate::Waits((world.waiting - 1) % 20)
        }
        28..=60 => match turn / 2 % 12 {
            0 => Fate::WaitsForMeasures,
            1 => Fate::WaitsForReview,
            2 => Fate::ReturnedOpen,
            3 => Fate::Asked,
            4 if mode == Mode::Protected => Fate::Opened,
            _ => Fate::Ordinary,
        },
        5..=12 if turn.is_multiple_of(7) => Fate::ReturnedOpen,
        3..=12 if turn.is_multiple_of(5) => Fate::Asked,
        _ => match world.dice.below(100) {
            0..=7 => Fate::Returned,
            8..=14 => Fate::Answered,
            15 | 16 => Fate::TakenBack,
            17..=30 if mode == Mode::Protected => Fate::Opened,
            _ => Fate::Ordinary,
        },
    }
}

/// What happens with a case after it was filed at `at`.
pub(super) fn course(world: &mut World<'_>, index: usize, at: i64) {
    let Some(tale) = world.tales[index].clone() else { return };
    let fate = world.planned[index].fate;
    let route = world.place.route(tale.unit);
    talk(world, index, at, fate);
    if tale.narrated {
        texts(world, index, at, tale.month);
    }
    let mut now = at;
    let mut left = if let Fate::Waits(count) = fate { count } else { usize::MAX };
    for (position, seat) in route.iter().enumerate() {
        if left == 0 {
            return;
        }
        now = wait(world, now);
        if position == 2 && matches!(fate, Fate::Returned | Fate::ReturnedOpen) {
            world.push(now, Task::Step(index, Step::Return { seat: seat.clone() }));
            if fate == Fate::ReturnedOpen {
                return;
            }
            now = resent(world, index, now, &route[..2]);
        }
        world.push(now, Task::Step(index, Step::Stamp { round: 1, seat: seat.clone() }));
        if position == 0 && fate == Fate::TakenBack {
            let back = now + world.dice.between(3, 15) * MINUTE;
            world.push(back, Task::Step(index, Step::TakeBack { seat: seat.clone() }));
            now = back + world.dice.between(10, 60) * MINUTE;
            world.push(now, Task::Step(index, Step::Stamp { round: 1, seat: seat.clone() }));
        }
        left = left.saturating_sub(1);
    }
    second_round(world, index, now, &route, left);
}

/// The reporter adds what was asked for and sends it on; the seats before stamp again.
fn resent(world: &mut World<'_>, index: usize, at: i64, again: &[String]) -> i64 {
    let mut now = world.calendar.work_after(&mut world.dice, at, 1);
    world.push(now, Task::Step(index, Step::Resend));
    for seat in again {
        now = wait(world, now);
        world.push(now, Task::Step(index, Step::Stamp { round: 1, seat: seat.clone() }));
    }
    wait(world, now)
}

fn second_round(world: &mut World<'_>, index: usize, at: i64, route: &[String], mut left: usize) {
    let fate = world.planned[index].fate;
    let Some(tale) = world.tales[index].clone() else { return };
    if fate == Fate::WaitsForMeasures || (fate == Fate::WaitsForReview && tale.review) {
        return;
    }
    let mut now = wait(world, at);
    if tale.review {
        world.push(now, Task::Step(index, Step::Revise));
        now = wait(world, now);
    }
    let days = world.dice.between(1, 3);
    now = world.calendar.work_after(&mut world.dice, now, days);
    world.push(now, Task::Step(index, Step::Describe));
    let unit = world.place.of_unit(tale.unit);
    // Most people read it within the week, the others when they are reminded.
    for person in unit {
        let soon = world.dice.chance(85);
        let minutes =
            if soon { world.dice.between(60, 6 * 24 * 60) } else { world.dice.between(7 * 24 * 60, 25 * 24 * 60) };
        world.push(now + minutes * MINUTE, Task::Step(index, Step::Confirm { person }));
    }
    for seat in route {
        if left == 0 {
            return;
        }
        now = wait(world, now);
        world.push(now, Task::Step(index, Step::Stamp { round: 2, seat: seat.clone() }));
        left = left.saturating_sub(1);
    }
    if world.dice.chance(25) {
        let at = world.calendar.work_after(&mut world.dice, now, 2);
        world.push(at, Task::Step(index, Step::Feedback));
    }
}

/// Questions, additions, readings and the sealed name, beside the route.
fn talk(world: &mut World<'_>, index: usize, at: i64, fate: Fate) {
    let first = world.calendar.work_after(&mut world.dice, at, 1);
    let second = world.calendar.work_after(&mut world.dice, first, 1);
    if matches!(fate, Fate::Asked | Fate::Answered) {
        world.push(first, Task::Step(index, Step::Ask));
    }
    if fate == Fate::Answered {
        world.push(second + 3 * 60 * MINUTE, Task::Step(index, Step::Answer));
    }
    if fate == Fate::Opened {
        world.push(first, Task::Step(index, Step::RequestIdentity));
        world.push(second, Task::Step(index, Step::OpenIdentity));
    }
    if world.dice.chance(8) {
        let later = world.calendar.work_after(&mut world.dice, second, 2);
        world.push(later, Task::Step(index, Step::Later));
    }
    if world.dice.chance(20) {
        let readers = [world.plan.drafter.as_str(), world.plan.publisher.as_str()];
        let reader = readers[world.dice.below(2)];
        if let Ok(person) = world.place.person(reader) {
            world.push(first + 5 * MINUTE, Task::Step(index, Step::Look { person }));
        }
    }
}

/// The separately written text: one person writes, another approves. In the month in work of the first facility one still waits.
fn texts(world: &mut World<'_>, index: usize, at: i64, month: Month) {
    let written = world.calendar.work_after(&mut world.dice, at, 2);
    world.push(written, Task::Step(index, Step::WriteText));
    let approved = world.calendar.work_after(&mut world.dice, written, 1);
    let in_work = month.next() == Month::of(world.calendar.date(world.end - 1));
    let waits = in_work && world.plan.scenarios == "welfare";
    if !waits {
        world.push(approved, Task::Step(index, Step::ApproveText));
    }
}

/// The time until the next seat acts.
fn wait(world: &mut World<'_>, at: i64) -> i64 {
    match world.dice.below(100) {
        0..=39 => {
            let soon = at + world.dice.between(25, 150) * MINUTE;
            let midnight = world.calendar.at(world.calendar.date(at), 0, 0);
            let working = (soon - midnight) < 18 * 60 * MINUTE && (at - midnight) > 8 * 60 * MINUTE;
            if working { soon } else { world.calendar.work_after(&mut world.dice, at, 1) }
        }
        40..=84 => world.calendar.work_after(&mut world.dice, at, 1),
        _ => {
            let days = world.dice.between(2, 3);
            world.calendar.work_after(&mut world.dice, at, days)
        }
    }
}

//! Owns the demo's corrective actions: some cases whose measures were described get one; it is done, or late, and its effect is checked.
//!
//! The chance here is its own, per case, so that the rest of the story does not depend on it.
use domain::corrective_action::{ActionKind, Owner, Strength, Verdict};
use domain::form::Fields;
use domain::profile::Judges;

use super::calendar::{MINUTE, plus};
use super::data::list;
use super::dice::Dice;
use super::world::{Task, World};
use crate::AppError;
use crate::corrective_action::ActionStep;

/// One in so many described cases gets an action.
const EVERY: usize = 4;
/// Of a hundred actions so many are withdrawn by mistake.
const MISTAKES: usize = 12;
/// Days after which the effect is checked: shortly after one, three and six months.
const CHECKS: [i64; 3] = [32, 93, 185];

/// What happens to an action of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ActionTask {
    /// It is set: its kind, days until it is due, whether a seat carries it out, and what it says.
    Set { kind: ActionKind, days: i64, seat: bool, what: String },
    /// Something is recorded: which step, its verdict, its words.
    Record { step: ActionStep, verdict: Option<Verdict>, words: String },
}

/// Plans the action of a case whose measures were described at `at`.
pub(super) fn plan(world: &mut World<'_>, index: usize, at: i64) {
    if !index.is_multiple_of(EVERY) {
        return;
    }
    let mut dice = Dice::new(u64::try_from(index).unwrap_or(0), &format!("{}/action", world.plan.code));
    let kind = kind(&mut dice);
    let days = dice.between(14, 60);
    let what = say(world, &mut dice, kind.code());
    let set = world.calendar.work_after(&mut dice, at, 1);
    push(world, index, set, ActionTask::Set { kind, days, seat: dice.chance(30), what });
    match dice.below(100) {
        // Nobody comes to it: it is open, and late in the end.
        0..=13 => {}
        14..=18 => record(world, &mut dice, index, set, (ActionStep::Withdraw, None)),
        _ => {
            let late = dice.between(-10, 12);
            let done = world.calendar.work_after(&mut dice, set, (days + late).max(1));
            record_at(world, &mut dice, index, done, (ActionStep::Done, None));
            checks(world, &mut dice, index, (done, kind.strength()));
            mistake(world, index, set);
        }
    }
}

/// Weak ones are common in any house.
fn kind(dice: &mut Dice) -> ActionKind {
    let weights = ActionKind::ALL.into_iter().map(|kind| match kind.strength() {
        Strength::Strong => 2,
        Strength::Intermediate => 3,
        Strength::Weak => 5,
    });
    ActionKind::ALL[dice.weighted(weights)]
}

/// Some checks are forgotten; strong actions work more often than weak ones.
fn checks(world: &mut World<'_>, dice: &mut Dice, index: usize, (done, strength): (i64, Strength)) {
    for days in CHECKS {
        if dice.chance(18) {
            continue;
        }
        let verdict = verdict(dice, strength);
        let at = world.calendar.work_after(dice, done, days);
        record_at(world, dice, index, at, (ActionStep::Check, Some(verdict)));
        if verdict == Verdict::Not {
            return;
        }
    }
}

/// Now and then the wrong action is withdrawn, which somebody notices at once and takes back. The chance is its own once more.
fn mistake(world: &mut World<'_>, index: usize, set: i64) {
    let mut dice = Dice::new(u64::try_from(index).unwrap_or(0), &format!("{}/action/mistake", world.plan.code));
    if !dice.chance(MISTAKES) {
        return;
    }
    record_at(world, &mut dice, index, set + 4 * MINUTE, (ActionStep::Withdraw, None));
    record_at(world, &mut dice, index, set + 9 * MINUTE, (ActionStep::TakeBack, None));
}

fn verdict(dice: &mut Dice, strength: Strength) -> Verdict {
    let [effective, partly, not] = match strength {
        Strength::Strong => [70, 18, 4],
        Strength::Intermediate => [48, 30, 12],
        Strength::Weak => [22, 34, 30],
    };
    match dice.below(100) {
        throw if throw < effective => Verdict::Effective,
        throw if throw < effective + partly => Verdict::Partly,
        throw if throw < effective + partly + not => Verdict::Not,
        _ => Verdict::CannotTell,
    }
}

fn say(world: &World<'_>, dice: &mut Dice, name: &str) -> String {
    dice.text(list(&world.data.phrases.action, name))
}

fn push(world: &mut World<'_>, index: usize, at: i64, task: ActionTask) {
    world.push(at, Task::Action(index, task));
}

fn record(world: &mut World<'_>, dice: &mut Dice, index: usize, set: i64, what: (ActionStep, Option<Verdict>)) {
    let days = dice.between(2, 9);
    let at = world.calendar.work_after(dice, set, days);
    record_at(world, dice, index, at, what);
}

fn record_at(
    world: &mut World<'_>,
    dice: &mut Dice,
    index: usize,
    at: i64,
    (step, verdict): (ActionStep, Option<Verdict>),
) {
    let name = match (step, verdict) {
        (ActionStep::Done, _) => "evidence",
        (ActionStep::Withdraw, _) | (ActionStep::Check, None) => "withdraw",
        (ActionStep::TakeBack, _) => "take_back",
        (ActionStep::Check, Some(verdict)) => verdict.code(),
    };
    let words = say(world, dice, name);
    push(world, index, at, ActionTask::Record { step, verdict, words });
}

/// Does what was planned, by the leader of the case.
pub(super) async fn perform(world: &mut World<'_>, at: i64, index: usize, task: ActionTask) -> Result<(), AppError> {
    let Some(tale) = world.tales[index].clone() else { return Ok(()) };
    let manager = world.place.person(&world.plan.drafter)?;
    let seat =
        world.place.profile.seats.iter().find(|seat| seat.judges == Judges::Leader).map(|seat| seat.code.clone());
    let leader = seat.as_deref().and_then(|seat| world.place.holder(seat, tale.unit));
    let ctx = world.ctx(leader.unwrap_or(manager), at);
    match task {
        ActionTask::Set { kind, days, seat: by_seat, what } => {
            let of_unit = world.place.of_unit(tale.unit);
            let person = of_unit.get(index % of_unit.len().max(1)).copied().unwrap_or(manager);
            let owner = match seat {
                Some(code) if by_seat && leader.is_some() => Owner::Seat(code),
                _ => Owner::Person(world.place.people[person].account),
            };
            let mut fields = Fields::default();
            for (name, value) in [
                ("what", what),
                ("kind", kind.code().to_owned()),
                ("owner", owner.form_value()),
                ("due", plus(ctx.today(), days).to_string()),
            ] {
                fields.set(name, value);
            }
            let id = world.app.add_action(&ctx, tale.id, None, &fields).await?;
            world.actions.insert(index, id);
        }
        ActionTask::Record { step, verdict, words } => {
            let Some(id) = world.actions.get(&index).copied() else { return Ok(()) };
            let mut fields = Fields::default();
            fields.set("on", ctx.today().to_string());
            fields.set(if step == ActionStep::Done { "evidence" } else { "reason" }, words);
            fields.set("verdict", verdict.map(Verdict::code).unwrap_or_default());
            world.app.action_step(&ctx, id, step, None, &fields).await?;
        }
    }
    Ok(())
}

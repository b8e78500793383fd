//! Owns what people do with the demo's cases, each through the use case behind the same button.
use domain::approval::{Opinion, ReturnTo};
use domain::form::Fields;
use domain::people::Actor;
use domain::profile::{Judges, LevelCode, Opinion as OpinionKind};
use domain::publication::KeepReason;
use domain::report::Mode;

use super::calendar::DAY;
use super::data::list;
use super::story::fill;
use super::world::{Step, Tale, Task, World};
use crate::approval::Act;
use crate::publication::Settle;
use crate::session::load_member;
use crate::{AppError, Ctx};

/// Does the step, if the case still goes its way.
pub(super) async fn step(world: &mut World<'_>, index: usize, step: Step, at: i64) -> Result<(), AppError> {
    let Some(tale) = world.tales[index].clone() else { return Ok(()) };
    match step {
        Step::WriteText | Step::ApproveText => text(world, &tale, &step, at).await,
        Step::Merge { into } => merge(world, index, into, at).await,
        Step::Separate if tale.over => separate(world, index, at).await,
        Step::Separate => Ok(()),
        Step::Look { person } => {
            let ctx = world.ctx(person, at);
            world.app.view_report(&ctx, tale.id).await.map(drop)
        }
        _ if tale.frozen => Ok(()),
        Step::Confirm { person } => {
            let ctx = world.ctx(person, at);
            world.app.confirm_measure(&ctx, tale.id).await
        }
        Step::Stamp { round, seat } => stamp(world, index, &tale, (round, seat), at).await,
        Step::Describe => {
            note(world, &tale, step, at).await?;
            super::corrective_action::plan(world, index, at);
            Ok(())
        }
        other => note(world, &tale, other, at).await,
    }
}

/// The person of a seat, or the deputy on the days of an absence, with the context to act.
async fn sitting(world: &World<'_>, tale: &Tale, seat: &str, at: i64) -> Result<(Ctx, Option<(usize, i64)>), AppError> {
    let holder = world.place.holder(seat, tale.unit).ok_or(AppError::Data("demo seat"))?;
    let today = world.calendar.date(at);
    let absence = world.place.absences.iter().find(|absence| {
        absence.seat == seat && absence.from == holder && absence.days.0 <= today && today <= absence.days.1
    });
    let Some(absence) = absence else { return Ok((world.ctx(holder, at), None)) };
    let mut ctx = world.ctx(absence.to, at);
    let mut tx = world.app.store().read(&ctx.facility).await?;
    let row = tx.account(world.place.people[absence.to].account).await?.ok_or(AppError::NotFound)?;
    ctx.actor = Actor::Member(load_member(&mut tx, &ctx, &row).await?);
    let back = world.calendar.at(absence.days.1, 9, 30) + DAY;
    Ok((ctx, Some((holder, back))))
}

async fn stamp(
    world: &mut World<'_>,
    index: usize,
    tale: &Tale,
    (round, seat): (u8, String),
    at: i64,
) -> Result<(), AppError> {
    let (ctx, deputised) = sitting(world, tale, &seat, at).await?;
    let opinion = if round == 1 { opinion(world, index, tale, &seat)? } else { remark(world) };
    world.app.act(&ctx, tale.id, None, Act::Stamp { seat: seat.clone(), opinion }).await?;
    if let Some((holder, back)) = deputised {
        world.push(back, Task::Step(index, Step::Review { round, seat, holder }));
    }
    Ok(())
}

fn say(world: &mut World<'_>, name: &str) -> String {
    world.dice.text(list(&world.data.phrases.opinion, name))
}

fn remark(world: &mut World<'_>) -> Opinion {
    let text = world.dice.chance(5).then(|| say(world, "note"));
    Opinion { text, ..Opinion::default() }
}

fn opinion(world: &mut World<'_>, index: usize, tale: &Tale, seat: &str) -> Result<Opinion, AppError> {
    let profile = std::sync::Arc::clone(&world.place.profile);
    let seat = profile.seat(seat).ok_or(AppError::Data("demo seat"))?;
    let mut opinion = match seat.opinion {
        OpinionKind::None => remark(world),
        OpinionKind::Leader => {
            let mut text = say(world, "leader");
            if world.dice.chance(50) && !tale.prevent.is_empty() && tale.prevent.chars().count() < 200 {
                text.push_str(&tale.prevent);
            }
            Opinion { text: Some(text), ..Opinion::default() }
        }
        OpinionKind::SectionHead => Opinion {
            text: Some(say(world, if seat.judges == Judges::Final { "final" } else { "head" })),
            measures_review: Some(tale.review && seat.judges == Judges::Final),
            ..Opinion::default()
        },
    };
    match seat.judges {
        Judges::None => {}
        Judges::Leader => {
            let raised = if world.dice.chance(9) { higher(&profile, tale.derived.as_ref()) } else { None };
            if let Some(tale) = &mut world.tales[index] {
                tale.raised.clone_from(&raised);
            }
            judge(world, &mut opinion, tale.derived.as_ref(), raised);
        }
        Judges::Final => judge(world, &mut opinion, tale.derived.as_ref(), tale.raised.clone()),
    }
    Ok(opinion)
}

fn judge(world: &mut World<'_>, opinion: &mut Opinion, derived: Option<&LevelCode>, raised: Option<LevelCode>) {
    let mildest = world.place.profile.levels.get(1).map(|level| level.code.clone());
    opinion.level = raised.or_else(|| derived.cloned()).or(mildest);
    if opinion.level.as_ref() != derived {
        opinion.level_reason = Some(say(world, "raise"));
    }
}

/// The next graver level, short of the gravest.
fn higher(profile: &domain::profile::Profile, level: Option<&LevelCode>) -> Option<LevelCode> {
    let rank = profile.rank(level?)?;
    (rank + 2 < profile.levels.len()).then(|| profile.levels[rank + 1].code.clone())
}

/// Everything beside the stamps: who does it, and what is written.
async fn note(world: &mut World<'_>, tale: &Tale, step: Step, at: i64) -> Result<(), AppError> {
    let manager = world.place.person(&world.plan.drafter)?;
    let leader = leader(world, tale).unwrap_or(manager);
    let talk = |world: &mut World<'_>, name: &str| {
        let text = world.dice.text(list(&world.data.phrases.talk, name));
        fill(&text, &[("prevent".to_owned(), tale.prevent.clone())].into())
    };
    let (ctx, act) = match step {
        Step::Return { seat } => {
            let (ctx, _) = sitting(world, tale, &seat, at).await?;
            (ctx, Act::Return { seat, target: ReturnTo::Reporter, reason: talk(world, "return") })
        }
        Step::TakeBack { seat } => (sitting(world, tale, &seat, at).await?.0, Act::TakeBack { seat }),
        Step::Review { round, seat, holder } => (world.ctx(holder, at), Act::Review { round, seat }),
        Step::Describe => {
            let units = vec![world.place.units[tale.unit]];
            (world.ctx(leader, at), Act::Describe { text: talk(world, "described"), units })
        }
        Step::Revise => (world.ctx(leader, at), Act::Revise(talk(world, "revised"))),
        Step::Ask => (world.ctx(manager, at), Act::Ask(talk(world, "ask"))),
        Step::Feedback => (world.ctx(manager, at), Act::Feedback(talk(world, "feedback"))),
        Step::Later => (world.ctx(leader, at), Act::Addendum(talk(world, "later"))),
        Step::Resend => (reporter(world, tale, at)?, Act::Resend { text: talk(world, "addendum") }),
        Step::Answer => (reporter(world, tale, at)?, Act::Answer(talk(world, "answer"))),
        Step::RequestIdentity => (keeper(world, 0, at)?, Act::RequestIdentity { reason: talk(world, "identity") }),
        Step::OpenIdentity => (keeper(world, 1, at)?, Act::OpenIdentity),
        _ => return Ok(()),
    };
    world.app.act(&ctx, tale.id, None, act).await
}

fn leader(world: &World<'_>, tale: &Tale) -> Option<usize> {
    let seat = world.place.profile.seats.iter().find(|seat| seat.judges == Judges::Leader)?;
    world.place.holder(&seat.code, tale.unit)
}

/// The reporter: by account, or by the receipt of an anonymous report.
fn reporter(world: &World<'_>, tale: &Tale, at: i64) -> Result<Ctx, AppError> {
    if tale.mode == Mode::Anonymous {
        let ctx = world.place.ctx.clone();
        let actor = Actor::ReceiptHolder { facility: ctx.facility, report: tale.id };
        return Ok(Ctx { actor, now: at, ..ctx });
    }
    tale.reporter.map(|person| world.ctx(person, at)).ok_or(AppError::Data("demo reporter"))
}

fn keeper(world: &World<'_>, number: usize, at: i64) -> Result<Ctx, AppError> {
    let keeper = |person: &&super::found::Person| person.member.has(domain::people::Role::IdentityKeeper);
    let found = world.place.people.iter().filter(keeper).nth(number).ok_or(AppError::Data("demo keeper"))?;
    Ok(world.ctx(world.place.person(&found.login)?, at))
}

async fn text(world: &mut World<'_>, tale: &Tale, step: &Step, at: i64) -> Result<(), AppError> {
    if *step == Step::ApproveText {
        let ctx = world.ctx(world.place.person(&world.plan.approver)?, at);
        let seen = world.app.text_desk(&ctx, tale.id).await?.seen;
        return world.app.approve_text(&ctx, tale.id, &seen).await;
    }
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    let desk = world.app.text_desk(&ctx, tale.id).await?;
    let ending = if world.plan.scenarios == "hospital" { "_hospital" } else { "" };
    // What was noticed in time is not told as if it had been taken.
    let noticed = ending.is_empty() && desk.view.content.coded.facts.reached == Some(false);
    let circumstances = if noticed { "circumstances_noticed".to_owned() } else { format!("circumstances{ending}") };
    let mut fields = Fields::default();
    for (name, phrases) in [("circumstances", circumstances), ("prevention", format!("prevention{ending}"))] {
        fields.set(name, world.dice.text(list(&world.data.phrases.public, &phrases)));
    }
    world.app.write_text(&ctx, tale.id, &fields).await?;
    // The texts of the demo name nobody: what the check asks about is a word like any other.
    let how = || Settle::Keep { reason: Some(KeepReason::CommonWord), words: None };
    for finding in world.app.text_desk(&ctx, tale.id).await?.checked.findings {
        world.app.settle_finding(&ctx, tale.id, &finding.tag, how()).await?;
    }
    Ok(())
}

async fn merge(world: &mut World<'_>, index: usize, into: usize, at: i64) -> Result<(), AppError> {
    let (Some(one), Some(other)) = (world.tales[index].clone(), world.tales[into].clone()) else { return Ok(()) };
    if one.over || other.over {
        return Ok(());
    }
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    world.app.merge_reports(&ctx, one.id, other.id).await?;
    if let Some(tale) = &mut world.tales[index] {
        tale.over = true;
        tale.frozen = true;
    }
    Ok(())
}

async fn separate(world: &mut World<'_>, index: usize, at: i64) -> Result<(), AppError> {
    let Some(tale) = &mut world.tales[index] else { return Ok(()) };
    tale.over = false;
    let id = tale.id;
    let ctx = world.ctx(world.place.person(&world.plan.drafter)?, at);
    world.app.separate_report(&ctx, id).await
}

//! Owns the demo's individual publications: one released, one withheld by decision, one that waits for consent, one that waits for the decision.
use domain::approval::Judge;
use domain::form::Fields;
use domain::id::{AttachmentId, ReportId};
use domain::profile::OutlinePart;

use super::calendar::{DAY, MINUTE};
use super::data::list;
use super::world::{Task, World};
use crate::approval::Act;
use crate::publication::individual::MatterStep;
use crate::{AppError, Ctx};

/// A step of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MatterTask {
    /// A case of the highest level is found, or one turns out to be of it, and is opened.
    Open,
    Outline,
    Talk,
    Consent,
    Refusal,
    Meet,
    Publish,
    Withhold,
    Press,
    Release,
}

/// What happens to each matter, and how many days before the end.
const COURSES: [&[(MatterTask, i64)]; 4] = [
    &[
        (MatterTask::Open, 75),
        (MatterTask::Outline, 74),
        (MatterTask::Talk, 70),
        (MatterTask::Consent, 63),
        (MatterTask::Meet, 58),
        (MatterTask::Publish, 56),
        (MatterTask::Press, 55),
        (MatterTask::Release, 54),
    ],
    &[
        (MatterTask::Open, 62),
        (MatterTask::Outline, 60),
        (MatterTask::Talk, 57),
        (MatterTask::Refusal, 50),
        (MatterTask::Meet, 44),
        (MatterTask::Withhold, 42),
    ],
    &[(MatterTask::Open, 40), (MatterTask::Outline, 39), (MatterTask::Talk, 36)],
    &[
        (MatterTask::Open, 20),
        (MatterTask::Outline, 19),
        (MatterTask::Talk, 17),
        (MatterTask::Consent, 13),
        (MatterTask::Meet, 6),
    ],
];

/// Plans the matters of the welfare facility with many reports.
pub(super) fn plan(world: &mut World<'_>, months: usize) {
    if world.plan.rate < 20 || world.plan.scenarios == "hospital" || months < 4 || !world.app.keeps_files() {
        return;
    }
    world.matters = vec![None; COURSES.len()];
    for (index, course) in COURSES.iter().enumerate() {
        for (task, days) in *course {
            let day = world.calendar.date(world.end - days * DAY);
            let at = world.calendar.at(day, 10, 30) + i64::try_from(index).unwrap_or(0) * MINUTE;
            world.push(at, Task::Matter(index, *task));
        }
    }
}

/// Takes a step.
pub(super) async fn perform(world: &mut World<'_>, at: i64, index: usize, task: MatterTask) -> Result<(), AppError> {
    let writer = world.ctx(world.place.person(&world.plan.drafter)?, at);
    if task == MatterTask::Open {
        world.matters[index] = chosen(world, at).await?;
    }
    let Some(id) = world.matters[index] else { return Ok(()) };
    let decider = world.ctx(world.place.person(&world.plan.publisher)?, at);
    let mut fields = Fields::default();
    fields.set("on", world.calendar.date(at).to_string());
    let (ctx, step) = match task {
        MatterTask::Open => (writer, MatterStep::Open),
        MatterTask::Outline => return outline(world, &writer, id, fields).await,
        MatterTask::Talk => {
            for name in ["who", "said", "outcome"] {
                fields.set(name, say(world, name));
            }
            fields.set("with", "parent");
            (writer, MatterStep::Talk)
        }
        MatterTask::Consent => {
            let document = signed(world, &writer, id).await?.to_string();
            for (name, value) in [("by", "parent"), ("scope", "full"), ("document", document.as_str())] {
                fields.set(name, value);
            }
            (writer, MatterStep::Consent)
        }
        MatterTask::Refusal => {
            fields.set("note", say(world, "refusal"));
            fields.set("by", "parent");
            fields.set("scope", "nothing");
            (writer, MatterStep::Consent)
        }
        MatterTask::Meet => {
            fields.set("attendees", list(&world.data.phrases.matter, "attendees").join("\n"));
            fields.set("minutes", say(world, "minutes"));
            fields.set("recommendation", if index == 1 { "withhold" } else { "publish" });
            (writer, MatterStep::Meeting)
        }
        MatterTask::Publish => {
            fields.set("decision", "publish");
            (decider, MatterStep::Decision)
        }
        MatterTask::Withhold => {
            fields.set("decision", "withhold");
            fields.set("reason", say(world, "withhold"));
            (decider, MatterStep::Decision)
        }
        MatterTask::Press => {
            fields.set("press", say(world, "press"));
            for (at, question) in list(&world.data.phrases.matter, "questions").iter().enumerate() {
                let (asks, answer) = question.split_once('/').unwrap_or((question.as_str(), ""));
                fields.set(format!("question-{}", at + 1), asks);
                fields.set(format!("answer-{}", at + 1), answer);
            }
            (writer, MatterStep::Press)
        }
        MatterTask::Release => (decider, MatterStep::Release),
    };
    world.app.matter_step(&ctx, id, step, &fields, None).await
}

fn say(world: &mut World<'_>, name: &str) -> String {
    world.dice.text(list(&world.data.phrases.matter, name))
}

/// A case whose level the rule names; where there is none, a grave one that is closed turns out to be of that level.
async fn chosen(world: &mut World<'_>, at: i64) -> Result<Option<ReportId>, AppError> {
    let profile = std::sync::Arc::clone(&world.place.profile);
    let Some(gravest) = profile.levels.last().map(|level| level.code.clone()) else { return Ok(None) };
    let grave = |rank: &usize| *rank + 2 >= profile.levels.len();
    let mut open: Vec<(usize, ReportId)> = Vec::new();
    for tale in world.tales.iter().flatten() {
        let rank = tale.derived.as_ref().and_then(|level| profile.rank(level));
        let free = !tale.over && !tale.narrated && !world.matters.contains(&Some(tale.id));
        open.extend(rank.filter(grave).filter(|_| free).map(|rank| (rank, tale.id)));
    }
    // The gravest first, and of these the newest.
    open.reverse();
    open.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let ctx = world.ctx(world.place.person(&world.plan.approver)?, at);
    for (_, id) in open {
        let mut tx = world.app.store().read(&ctx.facility).await?;
        let Some(row) = tx.report(id).await? else { continue };
        let (case, profile) = crate::report::load_case(world.app, &mut tx, &row).await?;
        drop(tx);
        if case.state.code() != "closed" {
            continue;
        }
        if case.level(Judge::Final).is_none_or(|level| !profile.publication.is_individual(level)) {
            let reason = world.dice.text(list(&world.data.phrases.matter, "gravest"));
            world.app.act(&ctx, id, None, Act::Judge { level: gravest, reason }).await?;
        }
        return Ok(Some(id));
    }
    Ok(None)
}

/// The wording, and a reason for each finding that stays.
async fn outline(world: &mut World<'_>, ctx: &Ctx, id: ReportId, mut fields: Fields) -> Result<(), AppError> {
    for part in OutlinePart::ALL.into_iter().filter(|part| *part != OutlinePart::Other) {
        fields.set(part.code(), say(world, part.code()));
    }
    world.app.matter_step(ctx, id, MatterStep::Outline, &fields, None).await?;
    for finding in world.app.matter(ctx, id).await?.findings {
        let mut kept = Fields::default();
        kept.set("part", finding.part.code());
        kept.set("class", finding.class);
        kept.set("text", finding.words);
        // A place that is rare is told of without the dice: what follows in the story does not hang on how many findings there are.
        let reason = match finding.class {
            "rare" => list(&world.data.phrases.matter, "kept").first().cloned().unwrap_or_default(),
            _ => say(world, "kept"),
        };
        kept.set("reason", reason);
        world.app.matter_step(ctx, id, MatterStep::Keep, &kept, None).await?;
    }
    Ok(())
}

/// The signed document as a file of the report.
async fn signed(world: &World<'_>, ctx: &Ctx, id: ReportId) -> Result<AttachmentId, AppError> {
    let (bytes, words) = super::picture::letter()?;
    let ready = world.app.prepare_addition(ctx, id, bytes).await?;
    world.app.add_attachment(ctx, id, ready, words).await
}

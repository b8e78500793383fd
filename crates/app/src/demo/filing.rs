//! Owns the filing of the demo's reports through the same use cases as everybody's.
use domain::form::Fields;
use domain::id::{DraftId, ReportId};
use domain::people::Actor;
use domain::publication::Month;
use domain::report::Mode;

use super::plan::{self, Fate};
use super::story::{self, Happening, Telling};
use super::world::{Origin, Tale, World};
use crate::import::{Filed, Incoming};
use crate::report::{Submission, load_case};
use crate::{AppError, Ctx};

/// Files the planned report and plans what becomes of it.
pub(super) async fn file(world: &mut World<'_>, index: usize, at: i64) -> Result<(), AppError> {
    let origin = world.planned[index].origin.clone();
    let filed = match origin {
        Origin::Told(what) => Some(submit(world, index, &what, at, (false, None)).await?),
        Origin::Witness(first) => match happening_of(world, first) {
            Some(what) => Some(submit(world, index, &what, at, (true, None)).await?),
            None => None,
        },
        Origin::Promotes(quick) => promote(world, index, quick, at).await?,
        Origin::Imported(case) => import(world, index, &case, at).await?,
    };
    let Some((id, fields, prevent)) = filed else { return Ok(()) };
    let tale = tale(world, index, (id, at), &fields, prevent).await?;
    world.tales[index] = Some(tale);
    plan::course(world, index, at);
    Ok(())
}

fn happening_of(world: &World<'_>, first: usize) -> Option<Happening> {
    match &world.planned[first].origin {
        Origin::Told(what) => Some((**what).clone()),
        _ => None,
    }
}

type Told = (ReportId, Fields, String);

async fn submit(
    world: &mut World<'_>,
    index: usize,
    what: &Happening,
    at: i64,
    (witness, promotes): (bool, Option<ReportId>),
) -> Result<Told, AppError> {
    let planned = world.planned[index].clone();
    let ctx = match planned.reporter {
        Some(person) => world.ctx(person, at),
        None => Ctx { actor: Actor::Public, now: at, ..world.place.ctx.clone() },
    };
    let reporter = planned.reporter.map(|person| &world.place.people[person]);
    let telling = Telling { door: planned.door, mode: planned.mode, reporter, witness };
    let fields = story::fields(world.data, world.plan, &world.place, &mut world.dice, what, &telling);
    let key = world.app.new_key();
    let draft = photographed(world, index, &ctx, (&planned, &fields)).await?;
    let submission = Submission { fields: fields.clone(), door: planned.door, key, draft, promotes };
    let receipt = world.app.submit_report(&ctx, submission).await?;
    Ok((receipt.report, fields, what.prevent.clone()))
}

/// Every so many reports one has a photograph: attached to its draft first, as people do it. No dice: the stories stay as they are.
const PHOTOGRAPHED: usize = 23;

async fn photographed(
    world: &World<'_>,
    index: usize,
    ctx: &Ctx,
    (planned, fields): (&super::world::Planned, &Fields),
) -> Result<Option<DraftId>, AppError> {
    let has_one = index % PHOTOGRAPHED == 2 && planned.reporter.is_some() && world.app.keeps_files();
    if !has_one || fields.get("form") == "death" {
        return Ok(None);
    }
    let (picture, words) = super::picture::for_form(fields.get("form"))?;
    let draft = world.app.new_draft(ctx, planned.door, fields.clone()).await?;
    let file = world.app.attach_to_draft(ctx, draft.id, picture).await?;
    let texts = [(file, words.to_owned())].into_iter().collect();
    world.app.describe_draft_files(ctx, draft.id, &texts).await?;
    Ok(Some(draft.id))
}

/// The reporter of a quick report writes the full one; the quick one goes on in it.
async fn promote(world: &mut World<'_>, index: usize, quick: usize, at: i64) -> Result<Option<Told>, AppError> {
    let (Some(what), Some(tale)) = (happening_of(world, quick), world.tales[quick].clone()) else { return Ok(None) };
    let told = submit(world, index, &what, at, (false, Some(tale.id))).await?;
    if let Some(tale) = &mut world.tales[quick] {
        tale.over = true;
        tale.frozen = true;
    }
    Ok(Some(told))
}

async fn import(
    world: &mut World<'_>,
    index: usize,
    case: &crate::import::JqCase,
    at: i64,
) -> Result<Option<Told>, AppError> {
    let ctx = Ctx { now: at, ..world.place.ctx.clone() };
    let mut fields = case.fields.clone();
    fields.set("unit", world.place.units[world.planned[index].unit].to_string());
    let incoming = Incoming { key: case.key(), fields: fields.clone(), report_date: ctx.today(), reporter_name: None };
    match world.app.file_incoming(&ctx, &world.facility, &incoming).await? {
        Filed::New(receipt) => Ok(Some((receipt.report, fields.clone(), fields.get("prevention").to_owned()))),
        Filed::Before => Ok(None),
    }
}

async fn tale(
    world: &mut World<'_>,
    index: usize,
    (id, at): (ReportId, i64),
    fields: &Fields,
    prevent: String,
) -> Result<Tale, AppError> {
    let planned = &world.planned[index];
    let mut tx = world.app.store().read(&world.place.ctx.facility).await?;
    let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
    let (case, profile) = load_case(world.app, &mut tx, &report).await?;
    drop(tx);
    let rule = &profile.publication;
    Ok(Tale {
        id,
        unit: planned.unit,
        month: Month::of(world.calendar.date(at)),
        mode: Mode::from_code(&report.mode).unwrap_or(planned.mode),
        reporter: planned.reporter,
        derived: case.derived,
        narrated: rule.needs_narrative(fields.get("form"), fields.text("medication_detail")),
        prevent,
        review: planned.fate == Fate::WaitsForReview || world.dice.chance(7),
        raised: None,
        over: false,
        frozen: false,
    })
}

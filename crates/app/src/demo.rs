//! Owns the demo: facilities with more than a year of invented reports, made by the same use cases as everybody's, with a moved clock.
//!
//! The same seed and day give the same data, ids included; only what is sealed or hashed with chance of its own differs from run to run.
//! Everything happens before the first instant of the day, so that nothing of it lies in the future of whoever opens the demo.
mod acting;
mod calendar;
mod clock;
mod corrective_action;
mod data;
mod dice;
mod exposure;
mod filing;
mod found;
mod matters;
mod months;
mod picture;
mod plan;
mod story;
mod turn;
mod world;

use std::sync::Arc;

use domain::form::Fields;
use domain::publication::Month;
use domain::report::Door;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::Store;

use calendar::Calendar;
use clock::{SeededIds, SimulatedClock};
use data::{Data, FacilityPlan};
use dice::Dice;
pub use found::DEMO_PASSWORD;
use world::{Task, World};

use crate::import::{JqCase, read_jq};
use crate::{App, AppError, Hasher};

const ZONE: &str = "Asia/Tokyo";

/// What is to be made.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// The seed.
    pub seed: u64,
    /// Today; the story ends with the day before.
    pub today: Date,
    /// How many months, the current one included.
    pub months: usize,
    /// So many per hundred of the usual number of reports; for quick tests.
    pub percent: usize,
    /// The public case search's CSV; the hospital then reports these cases too.
    pub cases: Option<Vec<u8>>,
}

impl DemoOptions {
    /// The whole demo.
    #[must_use]
    pub const fn new(seed: u64, today: Date) -> Self {
        Self { seed, today, months: 15, percent: 100, cases: None }
    }
}

/// A sign-in of the demo.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoSignIn {
    /// Code of the facility.
    pub facility: String,
    /// Its name.
    pub facility_ja: String,
    /// The part that the person plays.
    pub part: String,
    /// 氏名.
    pub name: String,
    /// Sign-in name.
    pub login: String,
    /// Password.
    pub password: String,
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct DemoSummary {
    /// Facilities.
    pub facilities: usize,
    /// Reports.
    pub reports: usize,
    /// Months, the current one included.
    pub months: usize,
    /// Sign-ins worth knowing.
    pub sign_ins: Vec<DemoSignIn>,
}

/// Fills an empty store. `progress` is told the facility, what has been done and how much there is to do.
///
/// # Errors
/// [`AppError::Conflict`] when the demo's facilities are there already; a broken building block; the store.
pub async fn fill(
    store: &Store,
    options: &DemoOptions,
    progress: &(dyn Fn(&str, usize, usize) + Send + Sync),
) -> Result<DemoSummary, AppError> {
    store.begin_bulk().await?;
    let filled = fill_all(store, options, progress).await;
    store.end_bulk().await?;
    filled
}

async fn fill_all(
    store: &Store,
    options: &DemoOptions,
    progress: &(dyn Fn(&str, usize, usize) + Send + Sync),
) -> Result<DemoSummary, AppError> {
    let data = Data::load()?;
    let clock = Arc::new(SimulatedClock::default());
    let ids = Arc::new(SeededIds::new(options.seed, Arc::clone(&clock)));
    let app = App::new(store.clone(), Arc::clone(&clock) as _, ids, Hasher::quick());
    let mut summary = DemoSummary { months: options.months, ..DemoSummary::default() };
    for plan in &data.facilities {
        summary.reports += tell(&app, &clock, &data, plan, options, progress).await?;
        let facility = store.facility_by_code(&plan.code).await?.ok_or(AppError::NotFound)?;
        app.index_pending(facility.facility_id, &mut |_| ()).await?;
        summary.facilities += 1;
        summary.sign_ins.extend(found::sign_ins(plan));
    }
    Ok(summary)
}

/// Tells the story of one facility; gives the number of its reports.
async fn tell(
    app: &App,
    clock: &Arc<SimulatedClock>,
    data: &Data,
    plan: &FacilityPlan,
    options: &DemoOptions,
    progress: &(dyn Fn(&str, usize, usize) + Send + Sync),
) -> Result<usize, AppError> {
    let mut dice = Dice::new(options.seed, &plan.code);
    let calendar = Calendar { zone: TimeZone::get(ZONE).map_err(|_| AppError::Data("zone"))? };
    let months = calendar::months_until(options.today, options.months);
    let first = months[0].first_day();
    clock.go_to(calendar.at(calendar::plus(first, -30), 9, 0));
    let mut place = found::found(app, plan, &data.phrases, &mut dice).await?;
    if plan.code == data.facilities[0].code && app.keeps_files() {
        let (picture, name) = picture::floor_plan()?;
        app.add_plan(&place.ctx, name, picture).await?;
    }
    found::delegate(app, plan, &mut place, (first, options.today)).await?;
    let facility = app.facility(&place.ctx).await?;
    let cases = cases(plan, options, &facility)?;
    let end = calendar.at(options.today, 0, 0);
    let mut world = World::new((app, clock), (data, plan), (place, facility), dice, end);
    let rate = (plan.rate * options.percent).div_ceil(100);
    let told = if cases.is_empty() { rate } else { rate / 2 };
    plan::reports(&mut world, &months, told, cases);
    months::plan(&mut world, &months);
    matters::plan(&mut world, months.len());
    exposure::plan(&mut world, &months);
    turn::plan(&mut world, &months);
    run(&mut world, options, progress).await?;
    drafts(&world, Month::of(options.today)).await?;
    Ok(world.tales.iter().flatten().count())
}

fn cases(
    plan: &FacilityPlan,
    options: &DemoOptions,
    facility: &crate::facility::Facility,
) -> Result<Vec<JqCase>, AppError> {
    match &options.cases {
        Some(bytes) if plan.scenarios == "hospital" => {
            let file = read_jq(bytes, facility).map_err(|_| AppError::Data("case file"))?;
            let keep = (file.cases.len() * options.percent).div_ceil(100);
            Ok(file.cases.into_iter().take(keep).collect())
        }
        _ => Ok(Vec::new()),
    }
}

async fn run(
    world: &mut World<'_>,
    options: &DemoOptions,
    progress: &(dyn Fn(&str, usize, usize) + Send + Sync),
) -> Result<(), AppError> {
    let total = world.planned.len();
    let mut filed = 0;
    while let Some((at, task)) = world.pop() {
        match task {
            Task::File(index) => {
                filing::file(world, index, at).await?;
                filed += 1;
                if filed % 50 == 0 {
                    progress(&world.plan.name_ja, filed, total);
                }
            }
            Task::Step(index, step) => acting::step(world, index, step, at).await?,
            Task::Month(month, task) => months::perform(world, at, month, task).await?,
            Task::Matter(index, task) => matters::perform(world, at, index, task).await?,
            Task::Period(period, task) => months::perform_period(world, at, period, task).await?,
            Task::Action(index, task) => corrective_action::perform(world, at, index, task).await?,
            Task::Turn(month) => turn::perform(world, at, month).await?,
            Task::Exposure(month) => exposure::perform(world, at, month, options.seed).await?,
        }
    }
    progress(&world.plan.name_ja, filed, total);
    Ok(())
}

/// Reports that somebody began and has not sent yet.
async fn drafts(world: &World<'_>, month: Month) -> Result<(), AppError> {
    let reporters = world.plan.people.iter().filter(|person| person.part.as_deref() == Some("reporter"));
    for reporter in reporters {
        let ctx = world.ctx(world.place.person(&reporter.login)?, world.end - calendar::DAY / 3);
        let mut fields = Fields::default();
        fields.set("narrative", "夕方の見回りのときに気づいたこと。続きは次の勤務で書きます。");
        fields.set("occurred", month.first_day().to_string());
        world.app.new_draft(&ctx, Door::Full, fields).await?;
    }
    Ok(())
}

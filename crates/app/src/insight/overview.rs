//! Owns what the insight page shows: charts, counts and three sentences about a period, beside the period before it.
use std::collections::{BTreeMap, HashMap};

use domain::exposure;
use domain::id::{PlaceId, UnitId};
use domain::insight::{Count, Cube, Heat, Lag, Measure, Part, Selection, SeriesKey, View};
use domain::policy::Action;
use domain::publication::Month;
use jiff::civil::Date;
use store::{Read, Tx};

use super::change::{Change, Verdict};
use super::note::Notes;
use super::series::{self, Exposures, SeriesChart};
use super::theme::{Counted, Theme, read_name, series_name};
use crate::access::authorise_facility;
use crate::exposure::exposures_in;
use crate::{App, AppError, Ctx};

/// Lengths that a period can have, in months.
pub const LENGTHS: [i32; 4] = [13, 25, 37, 61];
const USUAL_LENGTH: i32 = 25;

/// What the period is put beside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Compare {
    /// The time just before, of the same length.
    #[default]
    Before,
    /// The same months a year earlier.
    YearAgo,
}

impl Compare {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Before, Self::YearAgo];

    /// The code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::YearAgo => "year_ago",
        }
    }

    /// Reads a code; what is not known is the time before.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|compare| compare.code() == code).unwrap_or_default()
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InsightQuery {
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Of this form (形態).
    pub form: Option<String>,
    /// Months of the period; one of [`LENGTHS`].
    pub months: Option<i32>,
    /// The last month; at most the last whole one.
    pub until: Option<Month>,
    /// What it is put beside.
    pub compare: Compare,
    /// Only reports whose de-identified text has these words.
    pub theme: Option<Theme>,
    /// By what rates are divided; `None` = user-days where they are known, else beds.
    pub per: Option<exposure::Measure>,
}

impl InsightQuery {
    /// First and last month. The running month is never counted: it is not over.
    #[must_use]
    pub fn period(&self, today: Date) -> (Month, Month) {
        let whole = Month::of(today).previous();
        let until = self.until.map_or(whole, |until| until.min(whole));
        let months = self.months.filter(|months| LENGTHS.contains(months)).unwrap_or(USUAL_LENGTH);
        (until.plus(1 - months), until)
    }

    fn compared(&self, (from, until): (Month, Month)) -> (Month, Month) {
        let back = match self.compare {
            Compare::Before => until.ordinal() - from.ordinal() + 1,
            Compare::YearAgo => 12,
        };
        (from.plus(-back), until.plus(-back))
    }

    fn selection(&self, (from, until): (Month, Month)) -> Selection {
        Selection { unit: self.unit, form: self.form.clone(), from, until }
    }

    fn key(&self, measure: Measure) -> SeriesKey {
        SeriesKey { measure, unit: self.unit, form: self.form.clone(), per: None }
    }
}

/// Counts of the period by what the reports say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies {
    /// By form.
    pub forms: Vec<(Option<String>, Count)>,
    /// By place.
    pub places: Vec<(Option<PlaceId>, Count)>,
    /// By cause.
    pub causes: Vec<(Option<String>, Count)>,
    /// By level.
    pub levels: Vec<(Option<String>, Count)>,
    /// By medication detail, of the reports that have one.
    pub details: Vec<(Option<String>, Count)>,
    /// By occupation, of named reports; `None` = not told, or not counted.
    pub occupations: Vec<(Option<String>, Count)>,
    /// Reports whose reporter stays unnamed: their occupation is not counted.
    pub unnamed: u32,
    /// By weekday and time of day.
    pub heat: Heat,
    /// Days from event to report.
    pub lag: Lag,
}

/// The insight page.
#[derive(Debug, Clone)]
pub struct Overview {
    /// First and last month.
    pub period: (Month, Month),
    /// First and last month of what it is put beside.
    pub compared: (Month, Month),
    /// Reports and accidents of the period.
    pub now: Count,
    /// The same of what it is put beside; `None` where the facility has no data of that time.
    pub before: Option<Count>,
    /// What changed: reports, accidents, and the form with the strongest signal.
    pub changes: Vec<Change>,
    /// Whether no form shows more than chance explains.
    pub calm: bool,
    /// Reports and accidents; per exposure, too, where it is known.
    pub charts: Vec<SeriesChart>,
    /// By what the rates are divided; `None` = no exposure is known, and there are no rates.
    pub per: Option<exposure::Measure>,
    /// By what they could be divided.
    pub exposed: Vec<exposure::Measure>,
    /// Shares, and days to the report.
    pub shares: Vec<SeriesChart>,
    /// Reports by form, the strongest signal first; empty where one form is looked at.
    pub forms: Vec<SeriesChart>,
    /// Counts.
    pub tallies: Tallies,
    /// The day of the newest accident until today, of the same unit and form, whatever the period.
    pub last_harm: Option<Date>,
}

/// Months of exposure that are read: the longest period with the frozen baseline before it.
const EXPOSED_MONTHS: i32 = 96;

/// The exposures of a unit, or of the whole facility.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exposed {
    pub(crate) user_days: Exposures,
    pub(crate) beds: Exposures,
}

impl Exposed {
    pub(crate) fn of(&self, per: exposure::Measure) -> &Exposures {
        match per {
            exposure::Measure::UserDays => &self.user_days,
            exposure::Measure::Beds => &self.beds,
        }
    }

    /// Those of which a month is known.
    fn known(&self) -> Vec<exposure::Measure> {
        exposure::Measure::ALL.into_iter().filter(|per| !self.of(*per).is_empty()).collect()
    }
}

/// Exposures of a unit, or of the whole facility, by month. A month without the number has no rate, nor has one without care (0).
pub(crate) async fn exposures(tx: &mut Tx<Read>, unit: Option<UnitId>, until: Month) -> Result<Exposed, AppError> {
    let all = exposures_in(tx, until.plus(1 - EXPOSED_MONTHS), until).await?;
    let of = |per: exposure::Measure| {
        let of_unit = all.iter().filter(|exposure| exposure.unit == unit);
        let known = of_unit.filter_map(|exposure| Some((exposure.month, f64::from(exposure.get(per)?))));
        known.filter(|(_, number)| *number > 0.0).collect()
    };
    Ok(Exposed { user_days: of(exposure::Measure::UserDays), beds: of(exposure::Measure::Beds) })
}

/// The notes that are in force, by series: those of all reports, or those of the theme with this tag.
pub(crate) async fn notes(tx: &mut Tx<Read>, tag: Option<&str>) -> Result<HashMap<String, Notes>, AppError> {
    let mut rows: HashMap<String, Vec<store::ChartNoteRow>> = HashMap::new();
    for row in tx.chart_notes_in_force().await? {
        if let Some((key, of)) = read_name(&row.series)
            && of.as_deref() == tag
        {
            rows.entry(key.to_string()).or_default().push(row);
        }
    }
    rows.into_iter().map(|(series, rows)| Ok((series, Notes::opened(tx, &rows, &BTreeMap::new())?))).collect()
}

impl App {
    /// The insight page.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] for a form that the facility never had; when the store fails.
    pub async fn insight(&self, ctx: &Ctx, query: &InsightQuery) -> Result<Overview, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let period = query.period(ctx.today());
        let mut tx = self.store().read(&ctx.facility).await?;
        let Counted { cube, found } = self.counted(ctx, &mut tx, query.theme.as_ref()).await?;
        self.check_form(&mut tx, &cube, query.form.as_deref()).await?;
        let exposures = exposures(&mut tx, query.unit, period.1).await?;
        let tag = query.theme.as_ref().map(|theme| theme.tag(&tx));
        let notes = notes(&mut tx, tag.as_deref()).await?;
        drop(tx);
        self.note_theme(ctx, found).await?;
        let query = query.clone();
        let this_month = Month::of(ctx.today());
        let work = move || overview(&cube, &query, (period, this_month), &exposures, notes);
        tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("insight"))?
    }

    /// One chart with all that was said about it.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] for a form that the facility never had; when the store fails.
    pub async fn insight_chart(
        &self,
        ctx: &Ctx,
        key: &SeriesKey,
        query: &InsightQuery,
    ) -> Result<SeriesChart, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let period = query.period(ctx.today());
        let mut tx = self.store().read(&ctx.facility).await?;
        let Counted { cube, found } = self.counted(ctx, &mut tx, query.theme.as_ref()).await?;
        let chart = self.chart_in(&mut tx, &cube, (key, query.theme.as_ref()), period).await?;
        drop(tx);
        self.note_theme(ctx, found).await?;
        Ok(chart)
    }

    /// One chart from facts that were counted: all, or those of a theme.
    pub(super) async fn chart_in(
        &self,
        tx: &mut Tx<Read>,
        cube: &Cube,
        (key, theme): (&SeriesKey, Option<&Theme>),
        period: (Month, Month),
    ) -> Result<SeriesChart, AppError> {
        self.check_form(tx, cube, key.form.as_deref()).await?;
        let exposures = exposures(tx, key.unit, period.1).await?;
        let tag = theme.map(|theme| theme.tag(tx));
        let rows = tx.chart_notes(&series_name(key, tag.as_deref())).await?;
        let names = if rows.is_empty() { BTreeMap::new() } else { crate::report::names(tx).await? };
        let notes = Notes::opened(tx, &rows, &names)?;
        let none = Exposures::new();
        series::chart(cube, key, period, key.per.map_or(&none, |per| exposures.of(per)), notes)
    }

    /// A form (形態) is one of the profile, or one that a report has: also of an earlier version of the profile.
    pub(super) async fn check_form<M>(&self, tx: &mut Tx<M>, cube: &Cube, form: Option<&str>) -> Result<(), AppError> {
        let Some(form) = form.filter(|form| !cube.knows_form(form)) else { return Ok(()) };
        let version = tx.profile_latest_version().await?.ok_or(AppError::Data("profile"))?;
        let profile = self.profile_version(tx, version).await?;
        profile.form(form).map(drop).ok_or(AppError::NotFound)
    }
}

fn overview(
    cube: &Cube,
    query: &InsightQuery,
    (period, this_month): ((Month, Month), Month),
    exposed: &Exposed,
    mut notes: HashMap<String, Notes>,
) -> Result<Overview, AppError> {
    let compared = query.compared(period);
    let known = exposed.known();
    let per = query.per.filter(|per| known.contains(per)).or_else(|| known.first().copied());
    let none = Exposures::new();
    let exposures = per.map_or(&none, |per| exposed.of(per));
    let first = cube.first_month().unwrap_or(this_month);
    let last_harm = cube.view(&query.selection((first, this_month))).last_event(Measure::Harm);
    let view = cube.view(&query.selection(period));
    let mut chart = |key: &SeriesKey| {
        let notes = notes.remove(&key.to_string()).unwrap_or_default();
        series::chart(cube, key, period, exposures, notes)
    };
    let mut charts = Vec::new();
    for measure in [Measure::Reports, Measure::Harm] {
        charts.push(chart(&query.key(measure))?);
        // Exposure is known of the facility and of units, never of one form alone; the rate of a form is per all user-days.
        if per.is_some() {
            charts.push(chart(&SeriesKey { per, ..query.key(measure) })?);
        }
    }
    let has_physicians = view.monthly(Measure::PhysicianShare).iter().any(|(num, _)| *num > 0.0);
    let shares = Measure::ALL.into_iter().filter(|measure| !measure.is_count());
    let shares = shares.filter(|measure| *measure != Measure::PhysicianShare || has_physicians);
    let shares = shares.map(|measure| chart(&query.key(measure))).collect::<Result<Vec<_>, _>>()?;
    let mut forms = Vec::new();
    let by_form = view.by(Part::Form);
    if query.form.is_none() {
        for (form, _) in &by_form {
            forms.push(chart(&SeriesKey { form: form.clone(), ..query.key(Measure::Reports) })?);
        }
        forms.sort_by(|one, other| other.strength().total_cmp(&one.strength()).then_with(|| one.key.cmp(&other.key)));
    }
    let mut changes: Vec<Change> =
        charts.iter().filter(|chart| chart.key.per.is_none()).filter_map(Change::of).collect();
    let loudest = forms.first().and_then(Change::of);
    let loud = loudest.filter(|change| !matches!(change.verdict, Verdict::Usual | Verdict::TooFew));
    // Silence about forms is said only where a chart could have spoken.
    let calm = loud.is_none() && forms.iter().any(|form| form.kind != spc::Kind::Run);
    changes.extend(loud);
    let known_before = cube.first_month().is_some_and(|first| first <= compared.0);
    let before = known_before.then(|| total(&cube.view(&query.selection(compared))));
    Ok(Overview {
        period,
        compared,
        now: total(&view),
        before,
        changes,
        calm,
        charts,
        per,
        exposed: known,
        shares,
        forms,
        last_harm,
        tallies: tallies(&view, by_form),
    })
}

fn tallies(view: &View<'_>, forms: Vec<(Option<String>, Count)>) -> Tallies {
    Tallies {
        forms,
        places: view.by_place(),
        causes: view.by(Part::Cause),
        levels: view.by(Part::Level),
        details: view.by(Part::MedicationDetail).into_iter().filter(|(code, _)| code.is_some()).collect(),
        occupations: view.by(Part::Occupation),
        unnamed: view.unnamed(),
        heat: view.heat(),
        lag: view.lag(),
    }
}

/// Reports and accidents of a view.
fn total(view: &View<'_>) -> Count {
    view.by(Part::Form).iter().fold(Count::default(), |sum, (_, count)| Count {
        reports: sum.reports + count.reports,
        harm: sum.harm + count.harm,
    })
}

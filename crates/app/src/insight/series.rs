//! Owns the making of one chart: which values, which kind of chart and why, with the notes that people have put on it.
use std::collections::HashMap;

use domain::exposure;
use domain::insight::{Cube, Measure, Selection, SeriesKey, View};
use domain::publication::Month;
use jiff::civil::Date;
use spc::choose::{Choice, Measure as Measured, Reason, choose};
use spc::{Chart, Direction, Kind, Options, Preset, Series};

use super::memory::{Remembered, remembered};
use super::note::{NoteKind, Notes};
use crate::AppError;

/// User-days are counted by the thousand.
pub const PER_DAYS: f64 = 1_000.0;
/// Beds are counted by the hundred, as the national collection of medical accidents does; the count is that of one month.
pub const PER_BEDS: f64 = 100.0;
/// Fewer times between events than this say nothing: the monthly counts are drawn instead.
const FEW_TIMES: usize = 6;
/// Points of a chart of single events: the newest.
const MOST_EVENTS: usize = 60;

/// In what the values are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件.
    Reports,
    /// 件/1,000人日.
    PerThousandDays,
    /// 件/100床, of one month. Months of different length are not made alike: a place is a place on each day.
    PerHundredBeds,
    /// %.
    Percent,
    /// 日, between events or from event to report.
    Days,
    /// 件, between events: reports that came between two that count.
    ReportsBetween,
}

/// Where a point stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// A month.
    Month(Month),
    /// The day of an event.
    Day(Date),
}

impl At {
    /// The month in which it stands.
    #[must_use]
    pub fn month(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Day(day) => Month::of(day),
        }
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// A point as it was before any chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeriesPoint {
    /// Where.
    pub at: At,
    /// Numerator.
    pub count: Option<f64>,
    /// Denominator.
    pub exposure: Option<f64>,
}

/// A chart with everything that is said about it.
#[derive(Debug, Clone)]
pub struct SeriesChart {
    /// Which series.
    pub key: SeriesKey,
    /// The kind of chart.
    pub kind: Kind,
    /// Why the program chose it; `None` = a person did.
    pub reason: Option<Reason>,
    /// In what the values are told.
    pub unit: Unit,
    /// Which direction is better, in these values.
    pub direction: Direction,
    /// The chart.
    pub chart: Chart,
    /// Its points.
    pub points: Vec<SeriesPoint>,
    /// What people have put on it.
    pub notes: Notes,
    /// The chart with a memory that a person wants to see in its place; signals and sentences go by the chart above.
    pub memory: Option<Remembered>,
}

/// One kind of exposure (延べ利用者日数, or 病床数・定員) by month, of the unit of the series.
pub(crate) type Exposures = HashMap<Month, f64>;

/// The kinds of chart that fit a series, for whoever wants another one than the program's choice.
#[must_use]
pub fn fitting(key: &SeriesKey) -> &'static [Kind] {
    match key.measure {
        _ if key.per.is_some() => &[Kind::U, Kind::UPrime, Kind::Run],
        Measure::Reports | Measure::Harm => &[Kind::C, Kind::Individuals, Kind::Run, Kind::T],
        Measure::Lag => &[Kind::Individuals, Kind::Run],
        _ => &[Kind::P, Kind::PPrime, Kind::Run],
    }
}

/// Which direction is better. Reports have none: many can mean that people look.
#[must_use]
pub const fn direction(measure: Measure) -> Direction {
    match measure {
        Measure::Reports | Measure::AnonymousShare => Direction::Neutral,
        Measure::Harm | Measure::HarmShare | Measure::Lag => Direction::Decrease,
        Measure::LowShare | Measure::PhysicianShare => Direction::Increase,
    }
}

/// The view of a series over months.
pub(crate) fn selection(key: &SeriesKey, (from, until): (Month, Month)) -> Selection {
    Selection { unit: key.unit, form: key.form.clone(), from, until }
}

/// Charts a series over months.
pub(crate) fn chart(
    cube: &Cube,
    key: &SeriesKey,
    (from, until): (Month, Month),
    exposures: &Exposures,
    notes: Notes,
) -> Result<SeriesChart, AppError> {
    // A chart with a frozen baseline begins with it, whatever period is looked at: its limits must not move with the window.
    let from = notes.frozen().map_or(from, |month| month.plus(1 - BASELINE));
    // Before the first report of a unit or form there was nothing to count; zeros would make every later month a signal.
    let first = cube.first_month_of(key.unit, key.form.as_deref()).or_else(|| cube.first_month());
    let from = first.map_or(from, |first| from.max(first)).min(until);
    draw(&cube.view(&selection(key, (from, until))), key, exposures, notes)
}

/// Months of a frozen baseline.
const BASELINE: i32 = 12;

/// Charts a series over a view of its reports.
pub(crate) fn draw(
    view: &View<'_>,
    key: &SeriesKey,
    exposures: &Exposures,
    notes: Notes,
) -> Result<SeriesChart, AppError> {
    let monthly = monthly(view, key, exposures);
    let unit = monthly_unit(key);
    let memory = remembered(key, &monthly, unit, &notes, &options(key, unit, &monthly, &notes));
    Ok(SeriesChart { memory, ..judging(view, key, (monthly, unit), notes)? })
}

/// The chart that judges points.
fn judging(
    view: &View<'_>,
    key: &SeriesKey,
    (monthly, unit): (Vec<SeriesPoint>, Unit),
    notes: Notes,
) -> Result<SeriesChart, AppError> {
    let measured = match key.measure {
        _ if key.per.is_some() => Measured::Rate,
        measure if measure.is_count() => Measured::Count,
        measure if measure.is_share() => Measured::Proportion,
        _ => Measured::Value,
    };
    let series = series(&monthly, key);
    let chosen = notes.chart().filter(|kind| fitting(key).contains(kind));
    let Choice { kind, reason } = choose(measured, &series);
    let program = match kind {
        // The order of reports within a day is not known, and days between events know no exposure: the chart of the measure stays.
        Kind::G => (Kind::P, Reason::Fits),
        Kind::T if key.per.is_some() => (Kind::U, Reason::Fits),
        kind => (kind, reason),
    };
    let (kind, reason) = chosen.map_or((program.0, Some(program.1)), |kind| (kind, None));
    if kind == Kind::T
        && let Some(times) = times(view, key.measure, notes.frozen().is_some())
    {
        return finish(key, (kind, reason), times, Unit::Days, notes);
    }
    let (kind, reason) = if kind == Kind::T { (Kind::Run, Some(Reason::Sparse)) } else { (kind, reason) };
    finish(key, (kind, reason), monthly, unit, notes)
}

/// In what the values of months are told.
const fn monthly_unit(key: &SeriesKey) -> Unit {
    match (key.per, key.measure) {
        (Some(exposure::Measure::UserDays), _) => Unit::PerThousandDays,
        (Some(exposure::Measure::Beds), _) => Unit::PerHundredBeds,
        (None, measure) if measure.is_count() => Unit::Reports,
        (None, measure) if measure.is_share() => Unit::Percent,
        (None, _) => Unit::Days,
    }
}

/// A point a month. A month without a denominator has no value.
fn monthly(view: &View<'_>, key: &SeriesKey, exposures: &Exposures) -> Vec<SeriesPoint> {
    let counts = view.monthly(key.measure);
    let point = |(month, (num, den)): (Month, (f64, f64))| {
        let exposure = if key.per.is_some() {
            exposures.get(&month).copied()
        } else {
            (!key.measure.is_count() && den > 0.0).then_some(den)
        };
        let known = key.measure.is_count() || den > 0.0;
        SeriesPoint { at: At::Month(month), count: known.then_some(num), exposure }
    };
    view.months().into_iter().zip(counts).map(point).collect()
}

/// Days between the events of a count, each at the day of the later one; the newest, or all where a baseline is frozen.
fn times(view: &View<'_>, measure: Measure, all: bool) -> Option<Vec<SeriesPoint>> {
    let days = view.event_days(measure);
    let between = days.windows(2).map(|pair| {
        let days = pair[1].since(pair[0]).map_or(0, |span| span.get_days());
        SeriesPoint { at: At::Day(pair[1]), count: Some(f64::from(days)), exposure: None }
    });
    let mut points: Vec<SeriesPoint> = between.collect();
    if !all {
        points.drain(..points.len().saturating_sub(MOST_EVENTS));
    }
    (points.len() >= FEW_TIMES).then_some(points)
}

/// The numbers as the crate of charts takes them.
fn series(points: &[SeriesPoint], key: &SeriesKey) -> Series {
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let y: Vec<f64> = points.iter().map(|point| number(point.count)).collect();
    let n: Vec<f64> = points.iter().map(|point| number(point.exposure)).collect();
    let mut series = match key.measure {
        measure if key.per.is_some() || measure.is_share() => Series::ratio(y, n),
        measure if measure.is_count() => Series::values(y),
        _ => Series::values(y.iter().zip(&n).map(|(sum, n)| sum / n).collect()),
    };
    series.x = Some(points.iter().map(|point| point.at.to_string()).collect());
    series
}

fn finish(
    key: &SeriesKey,
    (kind, reason): (Kind, Option<Reason>),
    points: Vec<SeriesPoint>,
    unit: Unit,
    notes: Notes,
) -> Result<SeriesChart, AppError> {
    let is_between = kind == Kind::T;
    let series = match (kind, key.measure) {
        // Without dates: events come when they come, and a long time between two is no gap.
        (Kind::T, _) => Series::values(points.iter().map(|point| point.count.unwrap_or(f64::NAN)).collect()),
        // A run chart of rates or shares shows the quotients themselves.
        (Kind::Run, measure) if key.per.is_some() || measure.is_share() => quotients(&points),
        _ => self::series(&points, key),
    };
    let mut options = options(key, unit, &points, &notes);
    let better = match (direction(key.measure), is_between) {
        (Direction::Decrease, true) => Direction::Increase,
        (better, _) => better,
    };
    options.direction = Some(better);
    // The kinds of `fitting` take every series of their measure; what could be refused is a contradiction of our own.
    let chart = spc::chart(kind, &series, Preset::Futawa, &options).map_err(|_| AppError::Data("chart"))?;
    Ok(SeriesChart { key: key.clone(), kind, reason, unit, direction: better, chart, points, notes, memory: None })
}

/// What people's notes and the unit ask of a chart.
fn options(key: &SeriesKey, unit: Unit, points: &[SeriesPoint], notes: &Notes) -> Options {
    Options {
        direction: Some(direction(key.measure)),
        multiply: match unit {
            Unit::PerThousandDays => Some(PER_DAYS),
            Unit::PerHundredBeds => Some(PER_BEDS),
            Unit::Percent => Some(100.0),
            _ => None,
        },
        baseline: baseline(notes, points),
        rebase: rebase(notes, points),
        ..Options::default()
    }
}

/// How many of the points, from the first, a frozen baseline holds.
fn baseline(notes: &Notes, points: &[SeriesPoint]) -> Option<usize> {
    let month = notes.frozen()?;
    Some(points.iter().filter(|point| point.at.month() <= month).count()).filter(|held| *held > 0)
}

fn quotients(points: &[SeriesPoint]) -> Series {
    let value = |point: &SeriesPoint| point.count.unwrap_or(f64::NAN) / point.exposure.unwrap_or(f64::NAN);
    let mut series = Series::values(points.iter().map(value).collect());
    series.x = Some(points.iter().map(|point| point.at.to_string()).collect());
    series
}

fn rebase(notes: &Notes, points: &[SeriesPoint]) -> Vec<usize> {
    let starts = notes.of(NoteKind::Rebase).filter_map(|note| {
        let month = note.month?;
        points.iter().position(|point| point.at.month() >= month).filter(|at| *at > 0)
    });
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

impl SeriesChart {
    /// How many of these points, from the first, the frozen baseline holds.
    #[must_use]
    pub fn baseline(&self, points: &[SeriesPoint]) -> Option<usize> {
        baseline(&self.notes, points)
    }

    /// The last point that has a value.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.chart.y.iter().rposition(|value| !value.is_nan())
    }

    /// How far the last point lies from what is usual, in standard deviations; marked points come before all others.
    #[must_use]
    pub fn strength(&self) -> f64 {
        /// More than any distance.
        const MARKED: f64 = 1_000.0;
        let Some(last) = self.last() else { return -1.0 };
        let lines = &self.chart.lines;
        let (y, center) = (self.chart.y[last], lines.cl[last]);
        let limit = if y >= center { lines.ucl()[last] } else { lines.lcl()[last] };
        let distance = (y - center).abs() / ((limit - center).abs() / 3.0);
        let distance = if distance.is_finite() { distance.min(MARKED / 2.0) } else { 0.0 };
        distance + if self.chart.marks[last].is_some() { MARKED } else { 0.0 }
    }
}

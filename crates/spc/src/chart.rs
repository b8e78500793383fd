//! Owns the making of a chart: points, segments, limits, marks, runs and icons in one result.

mod marks;
mod memory;
mod plan;

use std::borrow::Cow;

use serde::Serialize;

use crate::icon::{Assurance, Variation, assurance, variation};
use crate::kind::Kind;
use crate::limits::{Lines, Segment};
use crate::options::Options;
use crate::points::{Data, Points, Series};
use crate::preset::Preset;
use crate::rules::{Mark, Runs, Side, sides};
use crate::warning::{Code, Warning};
pub use memory::{CusumChart, cusum_chart, ewma_chart};
use plan::Plan;

/// A chart: everything that is drawn, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The plotted values; NaN where there is none.
    pub y: Vec<f64>,
    /// Centre and limits.
    pub lines: Lines,
    /// The mark of each point.
    pub marks: Vec<Option<Mark>>,
    /// The side of each point.
    pub sides: Vec<Option<Side>>,
    /// The segments, in order; at least one.
    pub segments: Vec<Phase>,
    /// What the last point says.
    pub variation: Variation,
    /// Whether the target will be met.
    pub assurance: Option<Assurance>,
    /// σ_z of the last segment (P′ and U′ charts).
    pub sigma_z: Option<f64>,
    /// What was noticed and done.
    pub warnings: Vec<Warning>,
}

/// One segment of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// Its first point.
    pub from: usize,
    /// The point after its last.
    pub to: usize,
    /// Its runs analysis.
    pub runs: Runs,
}

/// Why there is no chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This kind needs a denominator.
    NeedsN,
    /// Values and denominators differ in number.
    LengthOfN,
    /// Values and dates differ in number.
    LengthOfX,
    /// This kind needs subgroups, or takes none.
    Groups,
    /// A baseline of fewer than 12 points (preset `nhs`), or of 0.
    ShortBaseline,
    /// The same date twice (preset `nhs`).
    DuplicateDates,
    /// Times between events must be greater than zero (preset `qicharts2`).
    NotPositive,
}

/// Makes a chart.
///
/// Presets `nhs` and `qicharts2` bring points into the order of their dates first, and `qicharts2` takes the rows of one
/// date together, as the packages do; indexes count in that order.
///
/// # Errors
///
/// Only where the request contradicts itself or the package refuses; odd data never do.
pub fn chart(kind: Kind, series: &Series, preset: Preset, options: &Options) -> Result<Chart, Refusal> {
    check(kind, series, preset, options)?;
    let mut warnings = Vec::new();
    let series = &in_order(kind, series, preset);
    // pbcharts has one chart for values, proportions and rates: I′, and its moving s.
    let kind = if preset == Preset::Pbcharts && kind == Kind::Individuals { Kind::IPrime } else { kind };
    let mut points = Points::new(kind, series, preset, &mut warnings);
    let mut plan = Plan::new(series, &mut points, preset, options, &mut warnings);
    plan.look(kind, &points, preset, &mut warnings);
    if kind == Kind::MovingRange {
        points.turn_into_ranges(&plan.starts(), preset == Preset::Pbcharts, preset == Preset::Futawa);
        plan.rebase(&points, preset, options);
    }
    let mut lines = Lines::empty(points.value.len());
    let mut sigma_z = None;
    for (at, span) in plan.spans().iter().enumerate() {
        let segment = Segment { kind, preset, options, points: &points, span: span.clone(), base: plan.base_of(at) };
        let found = segment.fill(&mut lines);
        sigma_z = found.sigma_z;
        warnings.extend(found.warnings);
    }
    let middle = plan.middle(kind, &points.value, &lines.cl, preset, &mut warnings);
    let marks = marks::marks(kind, &points, &plan, (&lines, &middle), (preset, options), &mut warnings);
    let segments = plan.phases(kind, &points.value, &middle, preset);
    Ok(finish(Parts { y: points.value, lines, marks, segments, sigma_z, warnings }, preset, options))
}

/// What two of the packages do with dates before anything else.
fn in_order<'a>(kind: Kind, series: &'a Series, preset: Preset) -> Cow<'a, Series> {
    let mut series = Cow::Borrowed(series);
    if matches!(preset, Preset::Nhs | Preset::Qicharts2)
        && let Some(sorted) = series.by_date()
    {
        series = Cow::Owned(sorted);
    }
    if preset == Preset::Qicharts2
        && let Some(together) = series.by_label(kind)
    {
        series = Cow::Owned(together);
    }
    series
}

fn check(kind: Kind, series: &Series, preset: Preset, options: &Options) -> Result<(), Refusal> {
    let len = series.len();
    if kind.is_grouped() != matches!(series.data, Data::Groups(_)) {
        return Err(Refusal::Groups);
    }
    if kind.needs_n() && series.n.is_none() {
        return Err(Refusal::NeedsN);
    }
    if series.n.as_ref().is_some_and(|n| n.len() != len) {
        return Err(Refusal::LengthOfN);
    }
    if series.x.as_ref().is_some_and(|x| x.len() != len) {
        return Err(Refusal::LengthOfX);
    }
    let least = if preset == Preset::Nhs { 12 } else { 1 };
    if options.baseline.is_some_and(|points| points < least) {
        return Err(Refusal::ShortBaseline);
    }
    if preset == Preset::Nhs && series.x.as_ref().is_some_and(|x| plan::has_duplicate_dates(x)) {
        return Err(Refusal::DuplicateDates);
    }
    if let (Kind::T, Preset::Qicharts2, Data::Single(y)) = (kind, preset, &series.data)
        && y.iter().any(|v| *v <= 0.0)
    {
        return Err(Refusal::NotPositive);
    }
    Ok(())
}

/// The parts of a chart before they are put together.
struct Parts {
    y: Vec<f64>,
    lines: Lines,
    marks: Vec<Option<Mark>>,
    segments: Vec<Phase>,
    sigma_z: Option<f64>,
    warnings: Vec<Warning>,
}

fn finish(parts: Parts, preset: Preset, options: &Options) -> Chart {
    let Parts { mut y, mut lines, marks, segments, sigma_z, mut warnings } = parts;
    let sides = sides(&y, &lines.cl);
    if let Some(factor) = options.multiply {
        y.iter_mut().for_each(|value| *value *= factor);
        lines.scale(factor);
    }
    if y.iter().chain(&lines.cl).chain(lines.lcl()).chain(lines.ucl()).any(|v| v.is_infinite()) {
        warnings.push(Warning::chart(Code::Overflow));
    }
    // The packages let the last row decide, even if it has no value; ours the last one that has.
    let last = match preset {
        Preset::Futawa => y.iter().rposition(|v| !v.is_nan()),
        _ => y.len().checked_sub(1),
    };
    let direction = options.direction(preset);
    let ends = last_limits(&lines, segments.last(), preset);
    warnings.sort_by(|a, b| (a.code, &a.at).cmp(&(b.code, &b.at)));
    warnings.dedup();
    Chart {
        variation: variation(last.and_then(|i| marks[i]), direction),
        assurance: assurance(options.target, direction, ends, preset),
        y,
        lines,
        marks,
        sides,
        segments,
        sigma_z,
        warnings,
    }
}

/// The limits that the target is compared with: those of the last point. Ours: the last that exist in the last segment.
fn last_limits(lines: &Lines, last: Option<&Phase>, preset: Preset) -> (f64, f64) {
    let Some(phase) = last.filter(|phase| phase.from < phase.to) else { return (f64::NAN, f64::NAN) };
    let is_known = |i: &usize| !(lines.lcl()[*i].is_nan() && lines.ucl()[*i].is_nan());
    let at = match preset {
        Preset::Futawa => (phase.from..phase.to).rev().find(is_known).unwrap_or(phase.to - 1),
        _ => phase.to - 1,
    };
    (lines.lcl()[at], lines.ucl()[at])
}

impl Chart {
    /// The runs analysis of the last segment: the process as it is now.
    #[must_use]
    pub fn runs(&self) -> Runs {
        self.segments.last().map_or(Runs::NONE, |phase| phase.runs)
    }
}

#[cfg(test)]
mod tests;

//! chart::source: what a control chart is drawn from, and the questions that picture, sentence and table ask of it.

use std::ops::Range;

use spc::rules::Mark;
use spc::{Direction, Kind, Variation};

use super::memory::Memory;
use crate::catalog::Text;

/// What belongs to one point besides its plotted value.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// The label under the axis: R8.11, 2026-11.
    pub short: String,
    /// The label in sentences: 令和8年11月, November 2026.
    pub long: String,
    /// Where its reports are listed, if this reader may see them.
    pub href: Option<String>,
    /// Its numerator.
    pub count: Option<f64>,
    /// Its denominator.
    pub exposure: Option<f64>,
}

/// What a note is about; each kind has its own flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Something happened here (対策開始).
    Note,
    /// The limits come from the points up to here.
    Freeze,
    /// Centre and limits are computed anew from here on.
    Rebase,
}

/// A note at a point.
#[derive(Debug, Clone)]
pub struct Note {
    /// The point, from 0.
    pub at: usize,
    /// What it is about.
    pub kind: NoteKind,
    /// What the writer wrote; any text.
    pub text: String,
}

/// Everything that a control chart shows.
#[derive(Debug, Clone)]
pub struct ControlSource {
    /// Unique on the page, of `[a-z0-9-]`.
    pub id: String,
    /// The name of the chart.
    pub title: String,
    /// The unit of the plotted value: 件, 件/1,000人日, %, 日.
    pub unit: String,
    /// The kind of chart.
    pub kind: Kind,
    /// Values, lines, marks and icons.
    pub chart: spc::Chart,
    /// Labels and links, one a point.
    pub points: Vec<Point>,
    /// Notes, in any order.
    pub notes: Vec<Note>,
    /// Which direction is better.
    pub direction: Direction,
    /// The target, in the unit of the plotted value.
    pub target: Option<f64>,
    /// So many first points of each segment are the frozen baseline, from which its lines come.
    pub baseline: Option<usize>,
    /// What it has besides, if it is a chart with a memory.
    pub memory: Option<Memory>,
    /// Why this chart was chosen, if the program chose it.
    pub choice: Option<spc::choose::Reason>,
    /// Where the table is had as CSV.
    pub csv: Option<String>,
}

impl ControlSource {
    /// The number of points.
    pub(super) fn len(&self) -> usize {
        self.chart.y.len()
    }

    /// The plotted value of a point, if it has one.
    pub(super) fn value(&self, i: usize) -> Option<f64> {
        known(&self.chart.y, i)
    }

    /// The last point that has a value.
    pub(super) fn last(&self) -> Option<usize> {
        (0..self.len()).rfind(|&i| self.value(i).is_some())
    }

    pub(super) fn mark(&self, i: usize) -> Option<Mark> {
        self.value(i)?;
        self.chart.marks.get(i).copied().flatten()
    }

    /// What the mark of a point means: its direction against the direction that is better.
    pub(super) fn meaning(&self, i: usize) -> Variation {
        spc::variation(self.mark(i), self.direction)
    }

    pub(super) fn href(&self, i: usize) -> Option<&str> {
        self.points.get(i)?.href.as_deref()
    }

    pub(super) fn short(&self, i: usize) -> String {
        self.label(i, |point| &point.short)
    }

    pub(super) fn long(&self, i: usize) -> String {
        self.label(i, |point| &point.long)
    }

    /// A point without a label is called by its number.
    fn label(&self, i: usize, of: impl Fn(&Point) -> &String) -> String {
        self.points.get(i).map(of).filter(|label| !label.is_empty()).cloned().unwrap_or_else(|| (i + 1).to_string())
    }

    /// The segments, within the data; at least one.
    pub(super) fn phases(&self) -> Vec<Range<usize>> {
        let within = |phase: &spc::Phase| phase.from.min(self.len())..phase.to.min(self.len());
        let phases: Vec<_> = self.chart.segments.iter().map(within).filter(|span| !span.is_empty()).collect();
        if phases.is_empty() { std::iter::once(0..self.len()).collect() } else { phases }
    }

    /// The frozen baseline of each segment, if there is one.
    pub(super) fn baselines(&self) -> Vec<Range<usize>> {
        let Some(points) = self.baseline.filter(|points| *points > 0) else { return Vec::new() };
        let base = |span: Range<usize>| span.start..span.end.min(span.start.saturating_add(points));
        self.phases().into_iter().map(base).filter(|span| !span.is_empty()).collect()
    }

    pub(super) fn center(&self) -> &[f64] {
        &self.chart.lines.cl
    }

    pub(super) fn upper(&self) -> &[f64] {
        self.chart.lines.ucl()
    }

    /// The lower limit as it is shown: where no value lies below 0, a limit at or below 0 says nothing and is left out.
    pub(super) fn lower(&self) -> Vec<f64> {
        let is_two_sided = self.memory.as_ref().is_some_and(|memory| memory.second().is_some());
        let may_be_negative = is_two_sided || self.chart.y.iter().any(|v| *v < 0.0);
        let shown = |v: &f64| if *v > 0.0 || may_be_negative { *v } else { f64::NAN };
        self.chart.lines.lcl().iter().map(shown).collect()
    }

    /// The last number of a line within the last segment: what holds now.
    pub(super) fn now(&self, line: &[f64]) -> Option<f64> {
        let last = self.phases().pop()?;
        last.rev().find_map(|i| known(line, i))
    }

    /// Whether there is a limit anywhere.
    pub(super) fn has_limits(&self) -> bool {
        self.upper().iter().chain(&self.lower()).any(|v| v.is_finite())
    }

    /// What the centre line is called: it is not always a mean.
    pub(super) fn center_name(&self, t: Text) -> String {
        let code = match self.kind {
            _ if matches!(self.memory, Some(Memory::Cusum { .. })) => "reference",
            _ if self.memory.is_some() => "mean",
            Kind::Run | Kind::G => "median",
            Kind::T => "center",
            _ => "mean",
        };
        t.choice("chart.center", code)
    }
}

/// A number of a line, if it is one.
pub(super) fn known(line: &[f64], i: usize) -> Option<f64> {
    line.get(i).copied().filter(|v| v.is_finite())
}

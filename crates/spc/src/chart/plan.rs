//! Owns the plan of a chart: its segments, the points that limits come from, and where periods are absent.

use std::ops::Range;

use super::Phase;
use crate::calendar;
use crate::kind::Kind;
use crate::options::Options;
use crate::points::{Points, Series};
use crate::preset::Preset;
use crate::rules::{Runs, runs, sign};
use crate::sums::majority;
use crate::warning::{Code, Warning};

/// Fewer points than this give trial limits only.
const SHORT: usize = 12;

pub(super) struct Plan {
    spans: Vec<Range<usize>>,
    bases: Vec<Vec<usize>>,
    excluded: Vec<bool>,
}

impl Plan {
    pub(super) fn new(
        series: &Series,
        points: &mut Points,
        preset: Preset,
        options: &Options,
        warnings: &mut Vec<Warning>,
    ) -> Self {
        let len = points.value.len();
        let excluded = exclusions(len, options, warnings);
        let spans = spans(len, options, warnings);
        if let Some(x) = &series.x
            && preset == Preset::Futawa
        {
            points.gap = calendar::gaps(x, warnings);
        }
        let mut plan = Self { spans, bases: Vec::new(), excluded };
        // qicharts2 and pbcharts know either phases or a frozen baseline.
        if plan.ignores_baseline(preset) && options.baseline.is_some() {
            warnings.push(Warning::chart(Code::BaselineIgnored));
        }
        plan.rebase(points, preset, options);
        plan
    }

    /// Chooses the points that limits come from, once the values are final.
    pub(super) fn rebase(&mut self, points: &Points, preset: Preset, options: &Options) {
        self.bases = self.spans.iter().map(|span| self.base(span, points, preset, options)).collect();
    }

    fn ignores_baseline(&self, preset: Preset) -> bool {
        self.spans.len() > 1 && matches!(preset, Preset::Qicharts2 | Preset::Pbcharts)
    }

    fn base(&self, span: &Range<usize>, points: &Points, preset: Preset, options: &Options) -> Vec<usize> {
        let frozen = if self.ignores_baseline(preset) { None } else { options.baseline };
        let end = frozen.map_or(span.end, |points| span.end.min(span.start.saturating_add(points)));
        // PowerBI-SPC takes rows without a value away before anything else.
        let is_gone = |i: usize| self.excluded[i] || (preset == Preset::Powerbi && points.value[i].is_nan());
        (span.start..end).filter(|&i| !is_gone(i)).collect()
    }

    /// Notes what is odd about the points.
    pub(super) fn look(&self, kind: Kind, points: &Points, preset: Preset, warnings: &mut Vec<Warning>) {
        let missing: Vec<usize> = (0..points.num.len()).filter(|&i| points.num[i].is_nan()).collect();
        if missing.len() == points.num.len() {
            warnings.push(Warning::chart(Code::NoData));
            return;
        }
        if missing.last().is_some_and(|last| last + 1 == points.num.len()) {
            warnings.push(Warning::chart(Code::LastMissing));
        }
        if preset == Preset::Nhs && !missing.is_empty() && self.breaks_ptd(points) {
            warnings.push(Warning::chart(Code::PackageFails));
        }
        warnings.extend(Warning::points(Code::MissingValues, missing));
        if kind != Kind::Run && self.spans.iter().any(|span| span.len() < SHORT) {
            warnings.push(Warning::chart(Code::ShortSegment));
        }
        if self.spans.len() > 1 && self.spans.last().is_some_and(|span| span.len() < SHORT) {
            warnings.push(Warning::chart(Code::ShortLastSegment));
        }
    }

    /// Whether ptd_spc() stops with an error: a missing value within a stretch of 7 that is monotone without it.
    fn breaks_ptd(&self, points: &Points) -> bool {
        self.spans.iter().any(|span| {
            points.value[span.clone()].windows(7).any(|y| {
                let steps =
                    || y.windows(2).filter(|pair| !(pair[1] - pair[0]).is_nan()).map(|pair| sign(pair[1], pair[0]));
                let first = steps().next().unwrap_or(0);
                steps().count() < 6 && first != 0 && steps().all(|step| step == first)
            })
        })
    }

    pub(super) fn spans(&self) -> &[Range<usize>] {
        &self.spans
    }

    pub(super) fn starts(&self) -> Vec<usize> {
        self.spans.iter().map(|span| span.start).collect()
    }

    pub(super) fn is_excluded(&self, i: usize) -> bool {
        self.excluded[i]
    }

    pub(super) fn base_of(&self, segment: usize) -> &[usize] {
        &self.bases[segment]
    }

    /// The line that runs of points are counted around: the centre.
    ///
    /// Ours: where more than half of a segment's values are equal (rare events, a scale of few steps), that value. Around
    /// the mean all of them would lie on one side, and every quiet stretch would be a shift.
    pub(super) fn middle(
        &self,
        kind: Kind,
        y: &[f64],
        center: &[f64],
        preset: Preset,
        warnings: &mut Vec<Warning>,
    ) -> Vec<f64> {
        let mut middle = center.to_vec();
        if preset != Preset::Futawa {
            return middle;
        }
        for span in &self.spans {
            let tied = majority(span.clone().filter(|&i| !self.excluded[i]).map(|i| y[i]));
            let is_apart = |i: usize| !tied.is_nan() && center[i] != tied;
            if span.clone().any(is_apart) {
                warnings.push(Warning::chart(Code::TiedValues));
                if kind == Kind::Individuals {
                    warnings.push(Warning::chart(Code::Sparse));
                }
                middle[span.clone()].fill(tied);
            }
        }
        middle
    }

    /// The runs analysis of each segment. Neighbouring moving ranges share a value: their runs are no signal (but in
    /// pbcharts).
    pub(super) fn phases(&self, kind: Kind, y: &[f64], center: &[f64], preset: Preset) -> Vec<Phase> {
        let is_silent = kind == Kind::MovingRange && preset != Preset::Pbcharts;
        let analyse = |span: &Range<usize>| {
            let found = runs(span.clone().filter(|&i| !self.excluded[i]).map(|i| sign(y[i], center[i])));
            Runs { signal: found.signal && !is_silent, ..found }
        };
        self.spans.iter().map(|span| Phase { from: span.start, to: span.end, runs: analyse(span) }).collect()
    }
}

fn exclusions(len: usize, options: &Options, warnings: &mut Vec<Warning>) -> Vec<bool> {
    let mut excluded = vec![false; len];
    for &i in &options.exclude {
        match excluded.get_mut(i) {
            Some(flag) => *flag = true,
            None => warnings.push(Warning::chart(Code::IndexIgnored)),
        }
    }
    excluded
}

/// The segments of so many points; at least one.
pub(super) fn spans(len: usize, options: &Options, warnings: &mut Vec<Warning>) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = options.rebase.iter().copied().filter(|&i| i > 0 && i < len).collect();
    if options.rebase.iter().any(|&i| i >= len) {
        warnings.push(Warning::chart(Code::IndexIgnored));
    }
    starts.sort_unstable();
    starts.dedup();
    starts.insert(0, 0);
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([len]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a date stands twice.
pub(super) fn has_duplicate_dates(x: &[String]) -> bool {
    let mut all: Vec<&String> = x.iter().collect();
    all.sort_unstable();
    all.windows(2).any(|pair| pair[0] == pair[1] && calendar::day(pair[0]).is_some())
}

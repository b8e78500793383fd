//! Owns charts with a memory (EWMA, CUSUM) over segments and a baseline, as charts that are drawn like the others.

use std::ops::Range;

use super::{Chart, Phase, plan};
use crate::icon::variation;
use crate::limits::Lines;
use crate::options::Options;
use crate::preset::Preset;
use crate::rules::{Mark, Rule, Runs, Toward, sides};
use crate::smooth::{CusumDesign, EwmaDesign, cusum, ewma};
use crate::warning::{Code, Warning};

/// Fewer points than this give trial limits only.
const SHORT: usize = 12;

/// A CUSUM chart: two sums of standardised deviations, in σ.
#[derive(Debug, Clone, PartialEq)]
pub struct CusumChart {
    /// The upper sum; its limits are the decision interval, its marks are those of both sums.
    pub chart: Chart,
    /// The lower sum, from 0 down.
    pub lower: Vec<f64>,
    /// The centre of the last segment, in the unit of the values.
    pub center: f64,
    /// σ of the last segment, in the unit of the values.
    pub sigma: f64,
}

/// A segment with what its points are measured by.
struct Part {
    span: Range<usize>,
    center: f64,
    sigma: f64,
}

/// An EWMA chart of values over the segments of `options.rebase`, centre and σ of each from its first `options.baseline` points;
/// other options but the direction do not apply. What is plotted is z; a missing value has none, and z is carried over it.
///
/// `None` where a segment has no spread: too few values, or all equal.
#[must_use]
pub fn ewma_chart(y: &[f64], design: EwmaDesign, options: &Options) -> Option<Chart> {
    let y = finite(y);
    let mut made = Made::new(&y, options);
    for Part { span, center, sigma } in parts(&y, design.center, design.sigma, options, &mut made.chart.warnings)? {
        let design = EwmaDesign { center: Some(center), sigma: Some(sigma), ..design };
        let found = ewma(&y[span.clone()], design);
        for (at, i) in span.clone().enumerate() {
            let lines = &mut made.chart.lines;
            lines.cl[i] = center;
            for k in 0..3 {
                let share = (k + 1) as f64 / 3.0;
                lines.lower[k][i] = center - (center - found.lcl[at]) * share;
                lines.upper[k][i] = center + (found.ucl[at] - center) * share;
            }
            if !y[i].is_nan() {
                let z = found.z[at];
                made.chart.y[i] = z;
                made.mark(i, (found.signal[at] && z > center, found.signal[at] && z < center));
            }
        }
        made.end(&span);
    }
    Some(made.finish(options))
}

/// A CUSUM chart of values; segments, baseline and `None` as in [`ewma_chart`]. Both sums begin anew in each segment.
#[must_use]
pub fn cusum_chart(y: &[f64], design: CusumDesign, options: &Options) -> Option<CusumChart> {
    let y = finite(y);
    let mut made = Made::new(&y, options);
    let mut lower = vec![f64::NAN; y.len()];
    let (mut last_center, mut last_sigma) = (f64::NAN, f64::NAN);
    for Part { span, center, sigma } in parts(&y, design.center, design.sigma, options, &mut made.chart.warnings)? {
        let found = cusum(&y[span.clone()], CusumDesign { center: Some(center), sigma: Some(sigma), ..design });
        for (at, i) in span.clone().enumerate() {
            let lines = &mut made.chart.lines;
            lines.cl[i] = 0.0;
            lines.lower[2][i] = -design.interval;
            lines.upper[2][i] = design.interval;
            if !y[i].is_nan() {
                made.chart.y[i] = found.upper[at];
                lower[i] = found.lower[at];
                made.mark(i, (found.above[at], found.below[at]));
            }
        }
        made.end(&span);
        (last_center, last_sigma) = (center, sigma);
    }
    Some(CusumChart { chart: made.finish(options), lower, center: last_center, sigma: last_sigma })
}

/// What is no finite number is missing.
fn finite(y: &[f64]) -> Vec<f64> {
    y.iter().map(|value| if value.is_finite() { *value } else { f64::NAN }).collect()
}

fn parts(
    y: &[f64],
    center: Option<f64>,
    sigma: Option<f64>,
    options: &Options,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Part>> {
    let part = |span: Range<usize>| {
        let end = options.baseline.map_or(span.end, |points| span.end.min(span.start.saturating_add(points)));
        let base = ewma(&y[span.start..end], EwmaDesign::default());
        let (center, sigma) = (center.unwrap_or(base.center), sigma.unwrap_or(base.sigma));
        (sigma > 0.0 && sigma.is_finite() && center.is_finite()).then_some(Part { span, center, sigma })
    };
    plan::spans(y.len(), options, warnings).into_iter().map(part).collect()
}

/// A chart on its way.
struct Made {
    chart: Chart,
}

impl Made {
    fn new(y: &[f64], options: &Options) -> Self {
        let missing = (0..y.len()).filter(|&i| y[i].is_nan()).collect();
        Self {
            chart: Chart {
                y: vec![f64::NAN; y.len()],
                lines: Lines::empty(y.len()),
                marks: vec![None; y.len()],
                sides: Vec::new(),
                segments: Vec::new(),
                variation: variation(None, options.direction(Preset::Futawa)),
                assurance: None,
                sigma_z: None,
                warnings: Warning::points(Code::MissingValues, missing).into_iter().collect(),
            },
        }
    }

    fn mark(&mut self, i: usize, (above, below): (bool, bool)) {
        let toward = match (above, below) {
            (true, _) => Toward::Up,
            (false, true) => Toward::Down,
            (false, false) => return,
        };
        self.chart.marks[i] = Some(Mark { rule: Rule::Astronomical, toward });
    }

    /// Runs of points that share their past mean nothing: no runs analysis.
    fn end(&mut self, span: &Range<usize>) {
        self.chart.segments.push(Phase { from: span.start, to: span.end, runs: Runs::NONE });
        if span.len() < SHORT {
            self.chart.warnings.push(Warning::chart(Code::ShortSegment));
        }
    }

    fn finish(self, options: &Options) -> Chart {
        let mut chart = self.chart;
        chart.sides = sides(&chart.y, &chart.lines.cl);
        let last = chart.y.iter().rposition(|value| !value.is_nan());
        chart.variation = variation(last.and_then(|i| chart.marks[i]), options.direction(Preset::Futawa));
        chart.warnings.sort_by(|a, b| (a.code, &a.at).cmp(&(b.code, &b.at)));
        chart.warnings.dedup();
        chart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve quiet values, then one σ more from the thirteenth on.
    fn shifted() -> Vec<f64> {
        let quiet = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 10.0, 8.0, 10.0, 11.0];
        quiet.iter().copied().chain(quiet.iter().map(|value| value + 2.0)).collect()
    }

    fn of_year() -> Options {
        Options { baseline: Some(12), ..Options::default() }
    }

    #[test]
    fn limits_of_an_ewma_widen_and_a_lasting_small_change_is_seen() {
        let chart = ewma_chart(&shifted(), EwmaDesign::default(), &of_year()).unwrap();
        let widths: Vec<f64> = chart.lines.ucl().iter().map(|limit| limit - chart.lines.cl[0]).collect();
        assert!(widths.windows(2).all(|pair| pair[0] < pair[1]), "{widths:?}");
        assert!(chart.marks[..12].iter().all(Option::is_none) && chart.marks[23].is_some(), "{:?}", chart.marks);
        let plain = ewma(&shifted(), EwmaDesign { center: Some(chart.lines.cl[0]), ..EwmaDesign::default() });
        assert_eq!(plain.z, chart.y, "the same average");
        assert!((chart.lines.upper[0][5] - chart.lines.cl[5]) * 3.0 - widths[5] < 1e-9);
    }

    #[test]
    fn both_sums_begin_at_nothing_and_cross_their_interval() {
        let found = cusum_chart(&shifted(), CusumDesign::default(), &of_year()).unwrap();
        let marked = found.chart.marks.iter().position(Option::is_some).unwrap();
        assert!(marked > 12 && found.chart.marks[marked].unwrap().toward == Toward::Up, "{:?}", found.chart.y);
        assert!(found.lower.iter().all(|sum| *sum <= 0.0) && found.chart.y.iter().all(|sum| *sum >= 0.0));
        assert_eq!((found.chart.lines.ucl()[0], found.chart.lines.lcl()[0]), (5.0, -5.0));
        let falling: Vec<f64> = shifted().iter().map(|value| -value).collect();
        let down = cusum_chart(&falling, CusumDesign::default(), &of_year()).unwrap();
        assert_eq!(down.chart.marks[marked].unwrap().toward, Toward::Down);
        assert!(down.lower.iter().zip(&found.chart.y).all(|(one, other)| (one + other).abs() < 1e-9));
    }

    #[test]
    fn segments_begin_anew_and_a_missing_value_has_no_point() {
        let mut y = shifted();
        y[3] = f64::NAN;
        y[7] = f64::INFINITY;
        let options = Options { rebase: vec![12], ..Options::default() };
        let chart = ewma_chart(&y, EwmaDesign::default(), &options).unwrap();
        assert!(chart.y[3].is_nan() && chart.y[7].is_nan() && !chart.lines.ucl()[3].is_nan());
        assert_eq!(chart.segments.iter().map(|phase| (phase.from, phase.to)).collect::<Vec<_>>(), [(0, 12), (12, 24)]);
        assert!(chart.lines.cl[12] - chart.lines.cl[11] > 1.5, "each segment has its own centre");
        assert!(chart.marks.iter().all(Option::is_none));
    }

    #[test]
    fn without_spread_there_is_no_chart() {
        for odd in [&[][..], &[1.0], &[3.0; 20], &[f64::NAN; 20]] {
            assert!(ewma_chart(odd, EwmaDesign::default(), &Options::default()).is_none(), "{odd:?}");
            assert!(cusum_chart(odd, CusumDesign::default(), &Options::default()).is_none(), "{odd:?}");
        }
    }
}

//! Owns charts of subgroups: X̄, S and R, and the estimates of the spread within subgroups.

use super::{Lines, NO_CLIP, NOT_NEGATIVE, Segment};
use crate::constants::{a3, b3_b4, c4, d2, d2_qcc, d3, d3_qcc};
use crate::kind::Kind;
use crate::options::SigmaMethod;
use crate::preset::Preset;
use crate::sums::{mean, sum};

impl Segment<'_> {
    pub(super) fn subgroups(&self, lines: &mut Lines) {
        if self.preset == Preset::Qcc || self.kind == Kind::R || self.options.sigma.is_some() {
            self.subgroups_by_sigma(lines);
        } else {
            self.subgroups_by_sd(lines);
        }
    }

    /// Weighted grand mean ± A3 S̄; S̄ with B3 and B4 (qicharts2, PowerBI-SPC and ours).
    ///
    /// S̄ is the plain mean of SDs where all subgroups have one size, else the pooled SD.
    fn subgroups_by_sd(&self, lines: &mut Lines) {
        let points = self.points;
        let spread = self.mean_sd();
        let center = match self.kind {
            Kind::S => spread,
            _ => self.weighted_mean(&points.num),
        };
        let center = self.options.center.unwrap_or(center);
        for i in self.span.clone() {
            let n = points.den[i];
            if self.kind == Kind::S {
                let (low, high) = b3_b4(n);
                self.factors(lines, i, center, (low, high));
            } else {
                lines.band(i, center, a3(n) * spread / 3.0, NO_CLIP);
            }
        }
    }

    /// Limits that are multiples of the centre.
    fn factors(&self, lines: &mut Lines, i: usize, center: f64, (_, high): (f64, f64)) {
        lines.band(i, center, (high - 1.0) / 3.0 * center, NOT_NEGATIVE);
    }

    fn weighted_mean(&self, of: &[f64]) -> f64 {
        let known = || self.base.iter().copied().filter(|&i| !of[i].is_nan());
        let total = sum(known().map(|i| self.points.den[i]));
        let first = sum(known().map(|i| of[i] * self.points.den[i])) / total;
        // A second pass takes away what rounding left, as for plain means.
        first + sum(known().map(|i| (of[i] - first) * self.points.den[i])) / total
    }

    fn mean_sd(&self) -> f64 {
        let points = self.points;
        let first = self.base.first().map_or(0.0, |&i| points.den[i]);
        let is_equal = self.span.clone().all(|i| points.den[i] == first);
        if is_equal && self.preset != Preset::Powerbi {
            return mean(self.base.iter().map(|&i| points.sd[i]));
        }
        self.pooled()
    }

    /// √(Σ(n−1)s² / Σ(n−1)).
    fn pooled(&self) -> f64 {
        let points = self.points;
        let known = || self.base.iter().copied().filter(|&i| !points.sd[i].is_nan());
        let squares = sum(known().map(|i| (points.den[i] - 1.0) * points.sd[i] * points.sd[i]));
        (squares / sum(known().map(|i| points.den[i] - 1.0))).sqrt()
    }

    /// Limits from an estimate of σ (qcc): mean ± 3σ/√n, c4 σ-type limits of SDs, ± 3 d3 σ of ranges.
    fn subgroups_by_sigma(&self, lines: &mut Lines) {
        let points = self.points;
        let is_qcc = self.preset == Preset::Qcc;
        let sigma = self.sigma_within();
        let center = match self.kind {
            Kind::S => self.weighted_mean(&points.sd),
            Kind::R => self.weighted_mean(&points.range),
            _ => self.weighted_mean(&points.num),
        };
        let center = self.options.center.unwrap_or(center);
        for i in self.span.clone() {
            let n = points.den[i];
            match self.kind {
                Kind::S => {
                    let c = c4(n);
                    lines.band(i, center, sigma * (1.0 - c * c).max(0.0).sqrt(), NOT_NEGATIVE);
                }
                Kind::R => {
                    let d3 = if is_qcc { d3_qcc(n as usize) } else { d3(n as usize) };
                    lines.band(i, center, sigma * d3, NOT_NEGATIVE);
                }
                _ => lines.band(i, center, sigma / n.sqrt(), NO_CLIP),
            }
        }
    }

    /// σ within subgroups; the default is the mean range up to subgroups of 25, then the mean SD (qcc).
    fn sigma_within(&self) -> f64 {
        let points = self.points;
        let largest = self.base.iter().map(|&i| points.den[i]).fold(0.0, f64::max);
        let default = match self.kind {
            Kind::S => SigmaMethod::MeanSd,
            _ if largest > 25.0 => SigmaMethod::MeanSd,
            _ => SigmaMethod::MeanRange,
        };
        let of = |n: f64| if self.preset == Preset::Qcc { d2_qcc(n as usize) } else { d2(n as usize) };
        let spread = |n: f64| if self.preset == Preset::Qcc { d3_qcc(n as usize) } else { d3(n as usize) };
        let weighted = |estimate: &dyn Fn(usize) -> f64, weight: &dyn Fn(usize) -> f64| {
            let known = || self.base.iter().copied().filter(|&i| !estimate(i).is_nan());
            sum(known().map(|i| estimate(i) * weight(i))) / sum(known().map(weight))
        };
        let by_range = |i: usize| points.range[i] / of(points.den[i]);
        let by_sd = |i: usize| points.sd[i] / c4(points.den[i]);
        match self.options.sigma.unwrap_or(default) {
            SigmaMethod::MeanRange => weighted(&by_range, &|_| 1.0),
            SigmaMethod::MeanSd => weighted(&by_sd, &|_| 1.0),
            SigmaMethod::WeightedRange => weighted(&by_range, &|i| (of(points.den[i]) / spread(points.den[i])).powi(2)),
            SigmaMethod::WeightedSd => weighted(&by_sd, &|i| {
                let c = c4(points.den[i]);
                c * c / (1.0 - c * c)
            }),
            SigmaMethod::RootMeanSquare => {
                let known = self.base.iter().copied().filter(|&i| !points.sd[i].is_nan());
                self.pooled() / c4(sum(known.map(|i| points.den[i] - 1.0)) + 1.0)
            }
        }
    }
}

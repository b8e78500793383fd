//! Owns the average moving range of a segment, and its screening.

use super::{Found, Segment};
use crate::points::prime_factor;
use crate::preset::Preset;
use crate::sums::{mean, median};
use crate::warning::{Code, Warning};

/// The mean of ranges after one screening, and whether it was given up.
pub(crate) struct Screened {
    pub(crate) mean: f64,
    pub(crate) dropped: usize,
    pub(crate) is_skipped: bool,
}

/// Drops ranges that are not below `factor` times their mean, once (Nelson 1982; Provost & Murray).
///
/// With `guarded` all ranges are kept where screening would take more than a quarter of them (but two may always go) or
/// leave none above 0: on sparse data every range that is not 0 would go, and the limits would collapse.
pub(crate) fn screen(ranges: &[f64], factor: f64, guarded: bool) -> Screened {
    let all = mean(ranges.iter().copied());
    let limit = factor * all;
    let kept = ranges.iter().copied().filter(move |&r| r < limit);
    let known = ranges.iter().filter(|r| !r.is_nan()).count();
    let dropped = known - kept.clone().count();
    let screened = mean(kept);
    let too_many = dropped > (known / 4).max(2) || screened.is_nan() || screened <= 0.0;
    if guarded && dropped > 0 && too_many {
        return Screened { mean: all, dropped: 0, is_skipped: all > 0.0 };
    }
    Screened { mean: screened, dropped, is_skipped: false }
}

impl Segment<'_> {
    /// Pairs of neighbouring base points between which a range is taken.
    ///
    /// The packages take every two neighbours of what is left; ours takes no range across a gap.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let neighbours = self.base.windows(2).map(|pair| (pair[0], pair[1]));
        neighbours.filter(|&(before, now)| !self.is_ours() || (now == before + 1 && !self.points.gap[now]))
    }

    pub(super) fn screens(&self) -> bool {
        self.options.screen_mr.unwrap_or(self.preset.screens())
    }

    /// The average of differences `value(i) − value(i−1)` over the base, screened if the options say so.
    pub(super) fn average_range(&self, value: impl Fn(usize) -> f64, found: &mut Found) -> f64 {
        let ranges: Vec<f64> = self.pairs().map(|(before, now)| (value(now) - value(before)).abs()).collect();
        let factor = if self.is_ours() { crate::constants::screen_exact() } else { crate::constants::SCREEN_RANGE };
        self.screened_mean(&ranges, factor, found)
    }

    /// The median of the moving ranges. PowerBI-SPC screens them at 3.267 times their median; ours needs no screening.
    pub(super) fn median_range(&self, value: impl Fn(usize) -> f64) -> f64 {
        let ranges: Vec<f64> = self.pairs().map(|(before, now)| (value(now) - value(before)).abs()).collect();
        let all = median(ranges.iter().copied());
        if self.is_ours() || !self.screens() {
            return all;
        }
        let kept = median(ranges.into_iter().filter(|&range| range < crate::constants::SCREEN_RANGE * all));
        // Its median of nothing is 0.
        if kept.is_nan() { 0.0 } else { kept }
    }

    pub(super) fn screened_mean(&self, ranges: &[f64], factor: f64, found: &mut Found) -> f64 {
        if !self.screens() {
            return mean(ranges.iter().copied());
        }
        let screened = screen(ranges, factor, self.is_ours());
        if self.is_ours() {
            if screened.is_skipped {
                found.warnings.push(Warning::chart(Code::ScreeningSkipped));
            } else if screened.dropped > 0 {
                found.warnings.push(Warning::chart(Code::RangesScreened));
            }
        }
        screened.mean
    }

    /// The average of s = √(π/2)·|Δ(y/n)| / √(1/n₁+1/n₂), an estimate of σ per √denominator (I′ charts).
    pub(super) fn average_prime_range(&self, found: &mut Found) -> f64 {
        let points = self.points;
        let s = |(before, now): (usize, usize)| {
            (points.value[now] - points.value[before]).abs() * prime_factor(points.den[before], points.den[now])
        };
        // qicharts2 takes all points here, whatever is frozen or excluded.
        let ranges: Vec<f64> = if self.preset == Preset::Qicharts2 {
            let all: Vec<usize> = self.span.clone().collect();
            all.windows(2).map(|pair| s((pair[0], pair[1]))).collect()
        } else {
            self.pairs().map(s).collect()
        };
        self.screened_mean(&ranges, crate::constants::SCREEN_PRIME, found)
    }
}

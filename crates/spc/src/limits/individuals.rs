//! Owns charts of single values: I (XmR), MR and I′.

use super::{Found, Lines, NO_CLIP, NOT_NEGATIVE, Segment};
use crate::constants;
use crate::options::Robust;
use crate::preset::Preset;
use crate::sums::{mean, median, sum};

/// E(median of moving ranges)/σ for pairs: 2 Φ⁻¹(0.75)/√2.
const D4_MEDIAN: f64 = 0.953_872_552_417_505_4;

impl Segment<'_> {
    /// mean ± 3σ with σ = mean moving range / d2 (Shewhart; Nelson 1982). The mean is not screened.
    pub(super) fn individuals(&self, lines: &mut Lines, found: &mut Found) {
        let value = |i: usize| self.points.value[i];
        let robust = self.options.robust;
        let center = self.options.center.unwrap_or_else(|| match robust {
            Some(_) => median(self.base_values()),
            None => mean(self.base_values()),
        });
        let sigma = match robust {
            Some(Robust::Both) if self.is_ours() => self.median_range(value) / D4_MEDIAN,
            Some(Robust::Both) => self.median_range(value) * self.preset.sigma_of_range(),
            _ => self.average_range(value, found) * self.preset.sigma_of_range(),
        };
        let positive = self.options.negative_limit == Some(false)
            && self.span.clone().all(|i| self.points.value[i].is_nan() || self.points.value[i] >= 0.0);
        let clip = if positive { NOT_NEGATIVE } else { NO_CLIP };
        for i in self.span.clone() {
            lines.band(i, center, sigma, clip);
        }
    }

    /// Mean moving range; upper limit D4 (3.267) times it, lower limit 0. Not screened.
    pub(super) fn moving_range(&self, lines: &mut Lines) {
        let center = self.options.center.unwrap_or_else(|| mean(self.base_values()));
        let is_prime = self.preset == Preset::Pbcharts;
        let factor = match self.preset {
            Preset::Pbcharts => constants::SCREEN_PRIME,
            Preset::Futawa => constants::screen_exact(),
            _ => constants::SCREEN_RANGE,
        };
        for i in self.span.clone() {
            lines.cl[i] = center;
            if is_prime && self.points.value[i].is_nan() {
                continue;
            }
            for k in 0..3 {
                lines.upper[k][i] = center * factor * (k + 1) as f64 / 3.0;
                lines.lower[k][i] = if is_prime { f64::NAN } else { 0.0 };
            }
        }
    }

    /// Σy/Σn ± 3 s̄/√nᵢ (Anhøj's I prime; Taylor 2018): the I chart for values with a denominator.
    pub(super) fn iprime(&self, lines: &mut Lines, found: &mut Found) {
        let points = self.points;
        let total = |of: &[f64]| sum(self.base.iter().map(|&i| of[i]));
        let center = self.options.center.unwrap_or_else(|| total(&points.num) / total(&points.den));
        let sigma = self.average_prime_range(found);
        for i in self.span.clone() {
            lines.band(i, center, sigma / points.den[i].sqrt(), NO_CLIP);
        }
    }
}

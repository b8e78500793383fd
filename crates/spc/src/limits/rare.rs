//! Owns charts of rare events: G (cases between) and T (time between).

use super::{Found, Lines, NOT_NEGATIVE, Segment};
use crate::preset::Preset;
use crate::sums::{mean, median};
use crate::warning::{Code, Warning};

/// Nelson's power: a Weibull of this shape is nearly normal.
const POWER: f64 = 3.6;

/// The chance beyond 1, 2 and 3 σ on one side of a normal distribution.
const TAILS: [f64; 3] = [0.158_655_253_931_457_05, 0.022_750_131_948_179_21, 0.001_349_898_031_630_094_6];

impl Segment<'_> {
    /// Cases between events, geometric with mean m.
    ///
    /// The packages draw m ± 3√(m(m+1)); that limit is passed by chance in 1.8 % of points, because the distribution is
    /// skewed. Ours draws exact quantiles: the upper limit is passed by chance in 0.135 % of points.
    pub(super) fn geometric(&self, lines: &mut Lines, found: &mut Found) {
        let average = self.options.center.unwrap_or_else(|| mean(self.base_values()));
        match self.preset {
            Preset::Futawa => self.geometric_exact(average, lines, found),
            Preset::Qcc => self.geometric_qcc(average, lines),
            _ => {
                let sigma = (average * (average + 1.0)).sqrt();
                // qicharts2 draws the median, or 0.693 (ln 2) of a given centre.
                let drawn = match self.options.center {
                    Some(center) => 0.693 * center,
                    None => median(self.base_values()),
                };
                for i in self.span.clone() {
                    lines.band(i, average, sigma, NOT_NEGATIVE);
                    lines.cl[i] = drawn;
                }
            }
        }
    }

    /// Quantiles of the geometric distribution at the tails of 1, 2 and 3 σ; the centre is the median of the base.
    fn geometric_exact(&self, average: f64, lines: &mut Lines, found: &mut Found) {
        found.warnings.push(Warning::chart(Code::ProbabilityLimits));
        let center = match self.options.center {
            Some(center) => center * std::f64::consts::LN_2,
            None => median(self.base_values()),
        };
        // ln of the chance that one case is no event: q = m/(m+1).
        let log_q = -(1.0 / average).ln_1p();
        for (k, tail) in TAILS.into_iter().enumerate() {
            // P(X > r) = q^(r+1) ≤ tail, and P(X < r) = 1 − q^r ≤ tail.
            let upper = (tail.ln() / log_q - 1.0).ceil().max(0.0);
            let lower = ((-tail).ln_1p() / log_q).floor().max(0.0);
            for i in self.span.clone() {
                lines.cl[i] = center;
                lines.upper[k][i] = if average > 0.0 { upper } else { f64::NAN };
                lines.lower[k][i] = if average > 0.0 { lower } else { f64::NAN };
            }
        }
    }

    /// qcc's G chart: counts that include the event, p = 1/mean; quantiles if a confidence is given.
    fn geometric_qcc(&self, average: f64, lines: &mut Lines) {
        let p = 1.0 / average;
        let sigma = (1.0 - p).max(0.0).sqrt() / p;
        for i in self.span.clone() {
            lines.band(i, average, sigma, NOT_NEGATIVE);
        }
        let Some(confidence) = self.options.confidence else { return };
        let tail = 0.5 * (1.0 - confidence);
        // R's qgeom: the smallest r with 1 − q^(r+1) ≥ probability.
        let quantile = |upper_tail: f64| ((upper_tail.ln() / (-p).ln_1p() - 1.0 - 1e-12).ceil()).max(0.0);
        for i in self.span.clone() {
            lines.upper[2][i] = quantile(tail);
            lines.lower[2][i] = quantile(1.0 - tail);
        }
    }

    /// An I chart of y^(1/3.6), brought back by the power 3.6 (Nelson 1994); a lower limit below 0 is 0.
    ///
    /// Times of 0 (two events on one day) have no place in the Weibull; our own preset takes half of the smallest time.
    pub(super) fn time_between(&self, lines: &mut Lines, found: &mut Found) {
        let mut stand_in = 0.0;
        if self.is_ours() {
            let positive = self.points.value.iter().copied().filter(|v| *v > 0.0);
            let least = positive.fold(f64::INFINITY, f64::min);
            stand_in = if least.is_finite() { 0.5 * least } else { 0.0 };
            let zeros: Vec<usize> = self.span.clone().filter(|&i| self.points.value[i] == 0.0).collect();
            found.warnings.extend(Warning::points(Code::ZeroTimes, zeros));
        }
        let power = |i: usize| {
            let v = self.points.value[i];
            if v == 0.0 { f64::powf(stand_in, 1.0 / POWER) } else { v.powf(1.0 / POWER) }
        };
        let back = |v: f64| if v < 0.0 { 0.0 } else { v.powf(POWER) };
        let transformed: Vec<f64> = self.base.iter().map(|&i| power(i)).collect();
        let center =
            self.options.center.map_or_else(|| mean(transformed.iter().copied()), |center| center.powf(1.0 / POWER));
        let sigma = self.average_range(power, found) * self.preset.sigma_of_range();
        for i in self.span.clone() {
            lines.cl[i] = back(center);
            for k in 0..3 {
                let width = (k + 1) as f64 * sigma;
                lines.lower[k][i] = back(center - width);
                lines.upper[k][i] = back(center + width);
            }
        }
    }
}

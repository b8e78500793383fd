//! Owns the interval of a mean, quantile groups, and the test for overdispersion.

use super::Interval;
use crate::special::{chi_square_sf, student_quantile};
use crate::sums::{mean, sd};

/// The mean of values with Student's t interval.
#[must_use]
pub fn mean_interval(values: &[f64], confidence: f64) -> Interval {
    let n = values.iter().filter(|v| !v.is_nan()).count() as f64;
    let value = mean(values.iter().copied());
    let half = student_quantile(0.5 + 0.5 * confidence, n - 1.0) * sd(values) / n.sqrt();
    Interval { value, lower: value - half, upper: value + half }
}

/// The quantile group (1 to `groups`) of each value; none where it is missing.
///
/// Ties share the lowest rank r: group = ⌊groups + 1 − ⌈(n + 1 − r)/(n/groups)⌉⌋, at least 1. With `inverted` the lowest
/// group holds the highest values (as in PHEindicatormethods).
#[must_use]
pub fn quantile_groups(values: &[f64], groups: usize, inverted: bool) -> Vec<Option<usize>> {
    let key = |v: f64| if inverted { -v } else { v };
    let sorted = crate::sums::sorted(values.iter().map(|v| key(*v)));
    let (n, q) = (sorted.len() as f64, groups as f64);
    let group = |value: f64| {
        if value.is_nan() || groups == 0 {
            return None;
        }
        let rank = sorted.partition_point(|v| *v < key(value)) as f64 + 1.0;
        Some(((q + 1.0 - ((n + 1.0 - rank) / (n / q)).ceil()).floor().max(1.0)) as usize)
    };
    values.iter().map(|v| group(*v)).collect()
}

/// The result of a test for overdispersion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Observed over theoretical variance.
    pub ratio: f64,
    /// The statistic, χ² with n − 1 degrees of freedom under chance.
    pub statistic: f64,
    /// The chance of a statistic as large.
    pub p: f64,
}

/// Wetherill and Brown's test of counts against a Poisson: (n−1)·s²/mean (as in qcc).
#[must_use]
pub fn overdispersion(counts: &[f64]) -> Dispersion {
    let n = counts.iter().filter(|v| !v.is_nan()).count() as f64;
    let ratio = sd(counts).powi(2) / mean(counts.iter().copied());
    let statistic = ratio * (n - 1.0);
    Dispersion { ratio, statistic, p: chi_square_sf(statistic, n - 1.0) }
}

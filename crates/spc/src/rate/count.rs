//! Owns intervals of counts and proportions.

use super::Interval;
use crate::special::{beta_quantile, chi_square_quantile, z_two_sided};

/// Below this count PHEindicatormethods takes the exact interval, from it on Byar's.
const EXACT_BELOW: f64 = 10.0;

/// Byar's approximation of the Poisson interval of a count:
/// x(1 − 1/(9x) − z/(3√x))³ and (x+1)(1 − 1/(9(x+1)) + z/(3√(x+1)))³.
///
/// Where the approximation fails (0, and small counts at high confidence) the lower limit would be negative: NaN.
#[must_use]
pub fn byar(count: f64, confidence: f64) -> Interval {
    if !(count >= 0.0 && count.is_finite()) {
        return Interval::NONE;
    }
    let z = z_two_sided(confidence);
    let cube = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    let lower = cube(count, -z);
    let lower = if lower >= 0.0 { lower } else { f64::NAN };
    Interval { value: count, lower, upper: cube(count + 1.0, z) }
}

/// The exact Poisson interval of a count (Garwood): χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2.
#[must_use]
pub fn exact(count: f64, confidence: f64) -> Interval {
    if !(count >= 0.0 && count.is_finite()) {
        return Interval::NONE;
    }
    let tail = 0.5 * (1.0 - confidence);
    let lower = 0.5 * chi_square_quantile(tail, 2.0 * count);
    let upper = 0.5 * chi_square_quantile(1.0 - tail, 2.0 * count + 2.0);
    Interval { value: count, lower, upper }
}

/// Exact below 10, Byar from 10 on.
#[must_use]
pub fn count_interval(count: f64, confidence: f64) -> Interval {
    if count < EXACT_BELOW { exact(count, confidence) } else { byar(count, confidence) }
}

/// Wilson's interval of a proportion x/n: (2x + z² ∓ z√(z² + 4x(1−x/n))) / (2(n+z²)).
#[must_use]
pub fn wilson(count: f64, n: f64, confidence: f64) -> Interval {
    if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&count)) {
        return Interval::NONE;
    }
    let z = z_two_sided(confidence);
    let root = z * (z * z + 4.0 * count * (1.0 - count / n)).sqrt();
    let bottom = 2.0 * (n + z * z);
    // At the ends rounding must not leave [0, 1].
    let lower = if count == 0.0 { 0.0 } else { (2.0 * count + z * z - root) / bottom };
    let upper = if count == n { 1.0 } else { (2.0 * count + z * z + root) / bottom };
    Interval { value: count / n, lower: lower.max(0.0), upper: upper.min(1.0) }
}

/// The exact binomial interval of a proportion (Clopper & Pearson 1934).
#[must_use]
pub fn clopper_pearson(count: f64, n: f64, confidence: f64) -> Interval {
    if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&count)) {
        return Interval::NONE;
    }
    let tail = 0.5 * (1.0 - confidence);
    let lower = if count == 0.0 { 0.0 } else { beta_quantile(tail, count, n - count + 1.0) };
    let upper = if count == n { 1.0 } else { beta_quantile(1.0 - tail, count + 1.0, n - count) };
    Interval { value: count / n, lower, upper }
}

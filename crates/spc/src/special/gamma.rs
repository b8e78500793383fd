//! Owns the incomplete gamma function, and with it the Poisson and the chi-square distribution.

use std::f64::consts::PI;

use super::normal::{normal_cdf, normal_quantile};
use super::saddle::{deviance, stirling_error};

/// How many terms at most; some √a terms are needed near x = a, so this serves up to `LARGEST`.
const MOST_TERMS: usize = 500_000;

/// Beyond this Wilson and Hilferty's normal approximation is exact to 1e-9 where it matters.
const LARGEST: f64 = 1e9;

/// xᵃ e⁻ˣ / Γ(a+1): the density of a Poisson at the real number a.
fn density(a: f64, x: f64) -> f64 {
    if x == 0.0 {
        return if a == 0.0 { 1.0 } else { 0.0 };
    }
    if a == 0.0 {
        return (-x).exp();
    }
    if a < 1e-9 * x {
        return (a * x.ln() - x - libm::lgamma(a + 1.0)).exp();
    }
    (-stirling_error(a) - deviance(a, x)).exp() / (2.0 * PI * a).sqrt()
}

/// P(a, x) and Q(a, x), the regularised lower and upper incomplete gamma functions, for a > 0 and x ≥ 0.
fn both(a: f64, x: f64) -> (f64, f64) {
    if !(a > 0.0 && x >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY || a == f64::INFINITY {
        return if a == f64::INFINITY { (f64::NAN, f64::NAN) } else { (1.0, 0.0) };
    }
    if a > LARGEST {
        let z = ((x / a).cbrt() - 1.0 + 1.0 / (9.0 * a)) * 3.0 * a.sqrt();
        return (normal_cdf(z), normal_cdf(-z));
    }
    if x < a + 1.0 {
        let p = (density(a, x) * series(a, x)).min(1.0);
        (p, 1.0 - p)
    } else {
        // xᵃ e⁻ˣ / Γ(a) = a · density
        let q = (a * density(a, x) * fraction(a, x)).min(1.0);
        (1.0 - q, q)
    }
}

/// P(a, x) and Q(a, x) = 1 − P(a, x), the regularised incomplete gamma functions; NaN unless a > 0 and x ≥ 0.
#[must_use]
pub fn gamma_tails(a: f64, x: f64) -> (f64, f64) {
    both(a, x)
}

/// 1 + x/(a+1) + x²/((a+1)(a+2)) + …
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut k) = (1.0, 1.0, a);
    for _ in 0..MOST_TERMS {
        k += 1.0;
        term *= x / k;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The continued fraction of Γ(a, x) eˣ x⁻ᵃ, by Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / if b.abs() < TINY { TINY } else { b };
    let mut h = d;
    for i in 1..MOST_TERMS {
        let i = i as f64;
        let an = -i * (i - a);
        b += 2.0;
        let bottom = an * d + b;
        d = 1.0 / if bottom.abs() < TINY { TINY } else { bottom };
        c = b + an / c;
        if c.abs() < TINY {
            c = TINY;
        }
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// P(X = k) of a Poisson with the given mean.
#[must_use]
pub fn poisson_pmf(k: f64, mean: f64) -> f64 {
    if k < 0.0 || k.fract() != 0.0 { 0.0 } else { density(k, mean) }
}

/// P(X ≤ k) of a Poisson with the given mean.
#[must_use]
pub fn poisson_cdf(k: f64, mean: f64) -> f64 {
    if k < 0.0 { 0.0 } else { both(k.floor() + 1.0, mean).1 }
}

/// P(X ≥ k) of a Poisson with the given mean.
#[must_use]
pub fn poisson_sf(k: f64, mean: f64) -> f64 {
    if k <= 0.0 { 1.0 } else { both(k.ceil(), mean).0 }
}

/// The smallest r with P(X ≤ r) ≥ p; NaN unless 0 ≤ p < 1 and the mean is finite and not negative.
#[must_use]
pub fn poisson_quantile(p: f64, mean: f64) -> f64 {
    if !((0.0..1.0).contains(&p) && mean >= 0.0 && mean.is_finite()) {
        return f64::NAN;
    }
    let z = normal_quantile(p).max(-40.0);
    let guess = (mean + z * mean.sqrt() + (z * z - 1.0) / 6.0).floor().max(0.0);
    super::beta::smallest(guess, mean.sqrt().max(1.0), f64::INFINITY, |r| poisson_cdf(r, mean) >= p)
}

/// P(X > x) of a chi-square with `df` degrees of freedom.
#[must_use]
pub fn chi_square_sf(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { both(0.5 * df, 0.5 * x).1 }
}

/// The chi-square quantile: Wilson and Hilferty's start, then Newton steps within a bracket.
///
/// `df` 0 gives 0 (the limit that Garwood's interval needs at no events).
#[must_use]
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && df >= 0.0 && df.is_finite()) {
        return f64::NAN;
    }
    if df == 0.0 || p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let a = 0.5 * df;
    let t = 1.0 - 2.0 / (9.0 * df) + normal_quantile(p) * (2.0 / (9.0 * df)).sqrt();
    let mut x = 0.5 * df * t * t * t;
    let is_impossible = x.is_nan() || x <= 0.0;
    if is_impossible || p < 0.05 {
        // Where the lower tail is small, P(a, x) ≈ xᵃ/Γ(a+1).
        let small = ((p.ln() + libm::lgamma(a + 1.0)) / a).exp();
        if is_impossible || small < 0.3 * a {
            x = small;
        }
    }
    let (mut low, mut high) = (0.0_f64, f64::INFINITY);
    for _ in 0..200 {
        let (lower, upper) = both(a, x);
        // The difference is taken on the side where it is accurate.
        let error = if lower < 0.5 { lower - p } else { (1.0 - p) - upper };
        if error > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let slope = density(a, x) * a / x;
        let mut next = x - error / slope;
        if !(next > low && next < high) {
            next = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * x };
        }
        if (next - x).abs() <= 1e-15 * x {
            x = next;
            break;
        }
        x = next;
    }
    2.0 * x
}

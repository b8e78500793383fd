//! Owns the incomplete beta function, and with it the binomial distribution and Student's t.

use std::f64::consts::PI;

use super::gamma::gamma_tails;
use super::normal::{normal_cdf, normal_quantile};
use super::saddle::{deviance, stirling_error};

/// Beyond this for both arguments the normal approximation serves.
const LARGEST: f64 = 1e9;

/// P(X = k) of a binomial with `n` trials of chance `p`.
#[must_use]
pub fn binomial_pmf(k: f64, n: f64, p: f64) -> f64 {
    if !(0.0..=n).contains(&k) || k.fract() != 0.0 { 0.0 } else { density(k, n - k, p) }
}

/// The binomial density at real counts of successes `a` and failures `b`.
fn density(a: f64, b: f64, p: f64) -> f64 {
    let (n, q) = (a + b, 1.0 - p);
    if p <= 0.0 {
        return if a == 0.0 { 1.0 } else { 0.0 };
    }
    if q <= 0.0 {
        return if b == 0.0 { 1.0 } else { 0.0 };
    }
    if a == 0.0 {
        return (n * (-p).ln_1p()).exp();
    }
    if b == 0.0 {
        return (n * p.ln()).exp();
    }
    let log = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * p) - deviance(b, n * q);
    log.exp() * (n / (2.0 * PI * a * b)).sqrt()
}

/// I_x(a, b), the regularised incomplete beta function, and its complement, for a, b > 0.
fn both(x: f64, a: f64, b: f64) -> (f64, f64) {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&x) && (a + b).is_finite()) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 || x == 1.0 {
        return (x, 1.0 - x);
    }
    if a.min(b) > LARGEST {
        let (center, n) = (a / (a + b), a + b);
        let z = (x - center) / (center * (1.0 - center) / n).sqrt();
        return (normal_cdf(z), normal_cdf(-z));
    }
    // With one argument huge the beta is nearly a gamma (Wise 1950).
    if b > LARGEST {
        return gamma_tails(a, -(b + 0.5 * (a - 1.0)) * (-x).ln_1p());
    }
    if a > LARGEST {
        let (lower, upper) = gamma_tails(b, -(a + 0.5 * (b - 1.0)) * x.ln());
        return (upper, lower);
    }
    // xᵃ(1−x)ᵇ/B(a,b) = density · ab/(a+b)
    let front = density(a, b, x) * a * b / (a + b);
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = (front * fraction(x, a, b) / a).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (front * fraction(1.0 - x, b, a) / b).min(1.0);
        (1.0 - upper, upper)
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..100_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// P(X ≤ k) of a binomial with `n` trials of chance `p`.
#[must_use]
pub fn binomial_cdf(k: f64, n: f64, p: f64) -> f64 {
    let k = k.floor();
    if k < 0.0 {
        0.0
    } else if k >= n {
        1.0
    } else {
        both(p, k + 1.0, n - k).1
    }
}

/// P(X ≥ k) of a binomial with `n` trials of chance `p`.
#[must_use]
pub fn binomial_sf(k: f64, n: f64, p: f64) -> f64 {
    let k = k.ceil();
    if k <= 0.0 {
        1.0
    } else if k > n {
        0.0
    } else {
        both(p, k, n - k + 1.0).0
    }
}

/// The smallest r with P(X ≤ r) ≥ p of a binomial with `n` trials of chance `chance`.
#[must_use]
pub fn binomial_quantile(p: f64, n: f64, chance: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && (0.0..=1.0).contains(&chance) && n >= 0.0 && n.is_finite()) {
        return f64::NAN;
    }
    let sd = (n * chance * (1.0 - chance)).sqrt();
    let guess = (n * chance + normal_quantile(p).clamp(-40.0, 40.0) * sd).floor().clamp(0.0, n);
    smallest(guess, sd.max(1.0), n.floor(), |r| binomial_cdf(r, n, chance) >= p)
}

/// The smallest whole number in `[0, most]` for which a monotone test holds, searched outward from a guess.
pub(super) fn smallest(guess: f64, step: f64, most: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let mut step = step.ceil();
    let (mut low, mut high);
    if holds(guess) {
        high = guess;
        low = guess;
        while low > 0.0 && holds(low) {
            high = low;
            low = (low - step).max(0.0);
            step *= 2.0;
        }
        if low == 0.0 && holds(0.0) {
            return 0.0;
        }
    } else {
        low = guess;
        high = (guess + step).min(most);
        for _ in 0..200 {
            if high >= most || holds(high) {
                break;
            }
            low = high;
            step *= 2.0;
            high = (high + step).min(most);
        }
    }
    for _ in 0..200 {
        if high - low <= 1.0 {
            break;
        }
        let middle = (low + 0.5 * (high - low)).floor();
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The quantile of the beta distribution, by bisection and Newton steps within the bracket.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && a > 0.0 && b > 0.0 && (a + b).is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return p;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..300 {
        let (lower, upper) = both(x, a, b);
        let error = if lower < 0.5 { lower - p } else { (1.0 - p) - upper };
        if error > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let slope = density(a, b, x) * a * b / (a + b) / (x * (1.0 - x));
        let mut next = x - error / slope;
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
        }
        if (next - x).abs() <= 1e-16 * x {
            return next;
        }
        x = next;
    }
    x
}

/// The quantile of Student's t with `df` degrees of freedom.
#[must_use]
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && df > 0.0 && df.is_finite()) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -student_quantile(1.0 - p, df);
    }
    if p == 0.5 {
        return 0.0;
    }
    // P(T < −t) = ½ I_{df/(df+t²)}(df/2, ½)
    let x = beta_quantile(2.0 * p, 0.5 * df, 0.5);
    -(df * (1.0 - x) / x).sqrt()
}

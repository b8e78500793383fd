//! Owns Loader's two functions: the error of Stirling's formula, and the deviance term.

use std::f64::consts::PI;

/// ln Γ(n+1) − [(n + ½) ln n − n + ½ ln 2π]: what Stirling's formula misses, for n > 0.
pub(super) fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return libm::lgamma(n + 1.0) - ((n + 0.5) * n.ln() - n + 0.5 * (2.0 * PI).ln());
    }
    let n2 = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / n2) / n2) / n2) / n2) / n
}

/// x ln(x/m) + m − x without cancellation where x is near m; x and m positive.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if !(x.is_finite() && m.is_finite()) || m <= 0.0 {
        return f64::NAN;
    }
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    for j in 1..1000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

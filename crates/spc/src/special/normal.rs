//! Owns the standard normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// Φ(x), from the complementary error function, so that the lower tail keeps its relative accuracy.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// Φ⁻¹(p): Acklam's rational approximation, then two steps of Halley's method.
///
/// 0 gives −∞, 1 gives ∞, anything outside `[0, 1]` NaN.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    if p > 0.5 {
        // The lower tail is the accurate one; 1 − p is exact here (Sterbenz).
        return -normal_quantile(1.0 - p);
    }
    let mut x = acklam(p);
    for _ in 0..2 {
        let error = (normal_cdf(x) - p) * (2.0 * PI).sqrt() * (0.5 * x * x).exp();
        x -= error / (1.0 + 0.5 * x * error);
    }
    x
}

/// The z that leaves (1 − `confidence`)/2 in each tail: 1.959964 for 0.95, 3.090232 for 0.998.
#[must_use]
pub fn z_two_sided(confidence: f64) -> f64 {
    normal_quantile(0.5 + 0.5 * confidence)
}

/// Acklam's approximation for 0 < p ≤ 0.5, relative error below 1.2e-9.
fn acklam(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.383_577_518_672_69e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 5] =
        [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 4] = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
    let poly = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    if p < 0.02425 {
        let q = (-2.0 * p.ln()).sqrt();
        poly(&C, q) / (poly(&D, q) * q + 1.0)
    } else {
        let q = p - 0.5;
        let r = q * q;
        poly(&A, r) * q / (poly(&B, r) * r + 1.0)
    }
}

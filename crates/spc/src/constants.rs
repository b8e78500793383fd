//! Owns the constants of Shewhart charts: what the range and the SD of n normal values are on average.
//!
//! d2 = E(range)/σ, d3 = SD(range)/σ, c4 = E(SD)/σ. Source: Montgomery, *Introduction to Statistical Quality Control*;
//! d2 and d3 to 1e-13 by numerical integration of the distribution of the range.

use std::f64::consts::PI;

/// d2 for subgroups of 2 to 25.
const D2: [f64; 24] = [
    std::f64::consts::FRAC_2_SQRT_PI,
    1.692568750643269,
    2.058750746007928,
    2.325928947281039,
    2.534412721222943,
    2.7043567512138087,
    2.8472006120905555,
    2.970026324418474,
    3.077505461670346,
    3.172872703816,
    3.258455279743826,
    3.335980354098255,
    3.406763108199953,
    3.4718268898820748,
    3.531982786109576,
    3.5878839617653817,
    3.640063757937444,
    3.688963023207649,
    3.734950119596641,
    3.7783358298426206,
    3.8193846433628322,
    3.8583234232850065,
    3.895348148451356,
    3.930629219507113,
];

/// d3 for subgroups of 2 to 25.
const D3: [f64; 24] = [
    0.8525024664274101,
    0.8883680040451953,
    0.8798082028249741,
    0.8640819410994964,
    0.8480396861174866,
    0.8332053356222849,
    0.8198314897919344,
    0.8078342745533152,
    0.7970506735194096,
    0.7873146205503282,
    0.7784783412033898,
    0.7704162020637529,
    0.7630230956247903,
    0.7562114297279475,
    0.7499080894099214,
    0.744051783960742,
    0.7385908533781846,
    0.7334814955188806,
    0.7286863457073239,
    0.7241733407175117,
    0.7199148084342409,
    0.7158867354918228,
    0.7120681751479577,
    0.7084407658886676,
];

/// qcc 2.7's own rounded table of d2.
const D2_QCC: [f64; 24] = [
    1.128, 1.693, 2.059, 2.326, 2.534, 2.704, 2.847, 2.97, 3.078, 3.173, 3.258, 3.336, 3.407, 3.472, 3.532, 3.588,
    3.64, 3.689, 3.735, 3.778, 3.819, 3.858, 3.895, 3.931,
];

/// qcc 2.7's own table of d3.
const D3_QCC: [f64; 24] = [
    0.8525033, 0.8883697, 0.8798108, 0.8640855, 0.8480442, 0.8332108, 0.8198378, 0.8078413, 0.7970584, 0.787323,
    0.7784873, 0.7704257, 0.763033, 0.7562217, 0.7499188, 0.7440627, 0.7386021, 0.7334929, 0.728698, 0.7241851,
    0.7199267, 0.7158987, 0.7120802, 0.7084528,
];

/// The factor of the average moving range that screens out a range: D4 for n = 2, as the packages round it.
pub const SCREEN_RANGE: f64 = 3.267;
/// The same for I′ charts, as qicharts2 and pbcharts round it.
pub const SCREEN_PRIME: f64 = 3.2665;

/// The exact D4 for n = 2: 1 + 3·d3/d2.
#[must_use]
pub fn screen_exact() -> f64 {
    1.0 + 3.0 * (2.0 - 4.0 / PI).sqrt() * PI.sqrt() / 2.0
}

/// d2 = E(range)/σ for `n` normal values; NaN outside 2 to 25 (ranges of larger groups are a poor measure).
#[must_use]
pub fn d2(n: usize) -> f64 {
    pick(&D2, n)
}

/// d3 = SD(range)/σ for `n` normal values; NaN outside 2 to 25.
#[must_use]
pub fn d3(n: usize) -> f64 {
    pick(&D3, n)
}

/// d2 as qcc rounds it.
pub(crate) fn d2_qcc(n: usize) -> f64 {
    pick(&D2_QCC, n)
}

/// d3 as qcc has it.
pub(crate) fn d3_qcc(n: usize) -> f64 {
    pick(&D3_QCC, n)
}

fn pick(table: &[f64; 24], n: usize) -> f64 {
    n.checked_sub(2).and_then(|i| table.get(i)).copied().unwrap_or(f64::NAN)
}

/// c4 = √(2/(n−1)) Γ(n/2)/Γ((n−1)/2); NaN below 2.
#[must_use]
pub fn c4(n: f64) -> f64 {
    if n.is_nan() || n < 2.0 {
        return f64::NAN;
    }
    let z = 0.5 * (n - 1.0);
    if z > 50.0 {
        // Γ(z+½)/(Γ(z)√z), expanded: no difference of large logarithms.
        let w = 1.0 / z;
        return 1.0
            + w * (-1.0 / 8.0
                + w * (1.0 / 128.0 + w * (5.0 / 1024.0 + w * (-21.0 / 32768.0 - w * 399.0 / 262_144.0))));
    }
    (libm::lgamma(z + 0.5) - libm::lgamma(z)).exp() / z.sqrt()
}

/// A2 = 3/(d2 √n), the factor of the mean range in limits of means.
#[must_use]
pub fn a2(n: usize) -> f64 {
    3.0 / (d2(n) * (n as f64).sqrt())
}

/// A3 = 3/(c4 √n), the factor of the mean SD in limits of means.
#[must_use]
pub fn a3(n: f64) -> f64 {
    3.0 / (c4(n) * n.sqrt())
}

/// B3 and B4 = 1 ∓ 3 √(1−c4²)/c4, the factors of the mean SD in limits of SDs; B3 not below 0.
#[must_use]
pub fn b3_b4(n: f64) -> (f64, f64) {
    let c = c4(n);
    let width = 3.0 * (1.0 - c * c).max(0.0).sqrt() / c;
    (floor_zero(1.0 - width), 1.0 + width)
}

/// D3 and D4 = 1 ∓ 3 d3/d2, the factors of the mean range in limits of ranges; D3 not below 0.
#[must_use]
pub fn d3_d4_factors(n: usize) -> (f64, f64) {
    let width = 3.0 * d3(n) / d2(n);
    (floor_zero(1.0 - width), 1.0 + width)
}

/// E2 = 3/d2, the factor of the mean range in limits of single values.
#[must_use]
pub fn e2(n: usize) -> f64 {
    3.0 / d2(n)
}

/// max(v, 0) that keeps NaN.
fn floor_zero(v: f64) -> f64 {
    if v < 0.0 { 0.0 } else { v }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_cdf;

    /// d2 = ∫ 1 − Φⁿ − (1−Φ)ⁿ, by the trapezoidal rule, which is exact for such bells.
    #[test]
    fn d2_is_the_integral() {
        for n in 2..=25_i32 {
            let step = 1.0 / 64.0;
            let term = |i: i32| {
                let low = normal_cdf(f64::from(i) * step);
                1.0 - low.powi(n) - (1.0 - low).powi(n)
            };
            let integral = (-64 * 9..=64 * 9).map(term).sum::<f64>() * step;
            assert!((integral - d2(n as usize)).abs() < 1e-11, "{n}: {integral} {}", d2(n as usize));
        }
        assert!(d2(1).is_nan() && d2(26).is_nan());
    }

    #[test]
    fn c4_has_no_seam_and_no_end() {
        // Just below and above the change of formula, and far out: c4 ≈ 1 − 1/(4n) − 7/(32n²).
        for n in [100.0, 101.0, 102.0, 103.0, 1e6, 1e12] {
            let rough = 1.0 - 1.0 / (4.0 * n) - 7.0 / (32.0 * n * n) - 19.0 / (128.0 * n * n * n);
            assert!((c4(n) - rough).abs() < 1e-8, "{n}: {} {rough}", c4(n));
        }
        assert!(c4(1.0).is_nan() && c4(f64::NAN).is_nan());
        assert!((c4(2.0) - (2.0 / PI).sqrt()).abs() < 1e-15);
    }
}

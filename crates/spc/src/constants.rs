//! Owns the constants of Shewhart charts: what the range and the SD of n normal values are on average.
//!
//! d2 = E(range)/σ, d3 = SD(range)/σ, c4 = E(SD)/σ. Source: Montgomery, *Introduction to Statistical Quality Control*;
//! full precision by numerical integration (`../shared/research/spc.md` §2), checked against it in the tests.

use std::f64::consts::PI;

/// d2 for subgroups of 2 to 25.
const D2: [f64; 24] = [
    std::f64::consts::FRAC_2_SQRT_PI,
    1.692_568_750_643_269,
    2.058750746014772,
    2.3259289473047264,
    2.5344127212544976,
    2.7043567511676865,
    2.847200611833163,
    2.9700263236743147,
    3.0775054603652467,
    3.1728727022369285,
    3.2584552787275234,
    3.3359803550118023,
    3.406763112695962,
    3.4718268994847308,
    3.5319828017548294,
    3.5878839834143896,
    3.6400637843540222,
    3.6889630519589702,
    3.7349501471218503,
    3.7783358519053123,
    3.819384655342212,
    3.8583234206052412,
    3.895348126952042,
    3.9306291757423177,
];

/// d3 for subgroups of 2 to 25.
const D3: [f64; 24] = [
    0.8525024664293739,
    0.8883680040491972,
    0.8798082028323597,
    0.8640819411161379,
    0.8480396861497109,
    0.8332053357236952,
    0.819831489811721,
    0.8078342746590873,
    0.7970506736660813,
    0.7873146206859464,
    0.7784783410538715,
    0.7704162010005944,
    0.7630230926629481,
    0.7562114237252946,
    0.7499080794234237,
    0.7440517696815911,
    0.7385908355193287,
    0.7334814759438824,
    0.7286863279715224,
    0.7241733291795867,
    0.7199148084203073,
    0.7158867527296604,
    0.712068215280364,
    0.7084408340051518,
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

//! Owns charts with a memory: EWMA and CUSUM (Montgomery, chapter 9; conventions of qcc 2.7).

use crate::sums::mean;

/// What an EWMA needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EwmaDesign {
    /// Weight of the newest value, 0 to 1; 0.2 is usual.
    pub lambda: f64,
    /// Width of the limits in σ; 3 is usual.
    pub sigmas: f64,
    /// Known centre; the mean if none.
    pub center: Option<f64>,
    /// Known σ; the mean moving range over 1.128 if none.
    pub sigma: Option<f64>,
}

impl Default for EwmaDesign {
    fn default() -> Self {
        Self { lambda: 0.2, sigmas: 3.0, center: None, sigma: None }
    }
}

/// An EWMA chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Ewma {
    /// The centre.
    pub center: f64,
    /// σ of single values.
    pub sigma: f64,
    /// zᵢ = λxᵢ + (1−λ)zᵢ₋₁, z₀ = centre.
    pub z: Vec<f64>,
    /// Lower limits.
    pub lcl: Vec<f64>,
    /// Upper limits.
    pub ucl: Vec<f64>,
    /// Whether z lies outside its limits.
    pub signal: Vec<bool>,
}

/// σ as qcc takes it: mean moving range over 1.128.
fn sigma_of(y: &[f64]) -> f64 {
    mean(y.windows(2).map(|pair| (pair[1] - pair[0]).abs())) / 1.128
}

/// The exponentially weighted moving average with limits ± L σ √(λ/(2−λ)·(1−(1−λ)²ⁱ)).
///
/// A missing value leaves z as it was.
#[must_use]
pub fn ewma(y: &[f64], design: EwmaDesign) -> Ewma {
    let EwmaDesign { lambda, sigmas, .. } = design;
    let center = design.center.unwrap_or_else(|| mean(y.iter().copied()));
    let sigma = design.sigma.unwrap_or_else(|| sigma_of(y));
    let mut chart = Ewma { center, sigma, z: Vec::new(), lcl: Vec::new(), ucl: Vec::new(), signal: Vec::new() };
    let (mut z, mut decay) = (center, 1.0);
    for &value in y {
        if !value.is_nan() {
            z = lambda * value + (1.0 - lambda) * z;
            decay *= (1.0 - lambda) * (1.0 - lambda);
        }
        let width = sigmas * sigma * (lambda / (2.0 - lambda) * (1.0 - decay)).sqrt();
        chart.z.push(z);
        chart.lcl.push(center - width);
        chart.ucl.push(center + width);
        chart.signal.push(z < center - width || z > center + width);
    }
    chart
}

/// What a CUSUM needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CusumDesign {
    /// The shift to be found, in σ; the allowance k is half of it.
    pub shift: f64,
    /// The decision interval h, in σ.
    pub interval: f64,
    /// Head start of both sums, in σ (fast initial response).
    pub head_start: f64,
    /// Known centre; the mean if none.
    pub center: Option<f64>,
    /// Known σ; the mean moving range over 1.128 if none.
    pub sigma: Option<f64>,
}

impl Default for CusumDesign {
    fn default() -> Self {
        Self { shift: 1.0, interval: 5.0, head_start: 0.0, center: None, sigma: None }
    }
}

/// A CUSUM chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Cusum {
    /// The centre.
    pub center: f64,
    /// σ of single values.
    pub sigma: f64,
    /// Standardised values.
    pub z: Vec<f64>,
    /// The upper sum C⁺, from 0 up.
    pub upper: Vec<f64>,
    /// The lower sum C⁻, from 0 down.
    pub lower: Vec<f64>,
    /// Whether C⁺ is above h.
    pub above: Vec<bool>,
    /// Whether C⁻ is below −h.
    pub below: Vec<bool>,
}

/// C⁺ = max(0, C⁺ + z − k) and C⁻ = min(0, C⁻ + z + k); a missing value leaves both as they were.
#[must_use]
pub fn cusum(y: &[f64], design: CusumDesign) -> Cusum {
    let center = design.center.unwrap_or_else(|| mean(y.iter().copied()));
    let sigma = design.sigma.unwrap_or_else(|| sigma_of(y));
    let z: Vec<f64> = y.iter().map(|value| (value - center) / sigma).collect();
    let (mut up, mut down) = (design.head_start, -design.head_start);
    let k = 0.5 * design.shift;
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    for z in z.iter().copied() {
        if !z.is_nan() {
            up = (up + z - k).max(0.0);
            down = (down + z + k).min(0.0);
        }
        upper.push(up);
        lower.push(down);
    }
    let above = upper.iter().map(|c| *c > design.interval).collect();
    let below = lower.iter().map(|c| *c < -design.interval).collect();
    Cusum { center, sigma, z, upper, lower, above, below }
}

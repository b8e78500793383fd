//! Owns the Anhøj rules: the longest run is too long, or the centre is crossed too seldom.
//!
//! Source: Anhøj & Olesen 2014, PLoS ONE 9:e113825. Both limits grow with the number of points, so that the chance of a
//! false alarm stays near 3 to 5 % for 10 to 120 points.

use serde::Serialize;

/// The result of a runs analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Runs {
    /// Points not on the centre line (missing ones do not count).
    pub n_useful: usize,
    /// The longest run on one side.
    pub longest: Option<usize>,
    /// The longest run that chance explains.
    pub longest_max: Option<usize>,
    /// How often the line is crossed.
    pub crossings: Option<usize>,
    /// The fewest crossings that chance explains.
    pub crossings_min: Option<usize>,
    /// Whether either limit is passed.
    pub signal: bool,
}

impl Runs {
    /// No analysis, as for MR charts.
    pub(crate) const NONE: Self =
        Self { n_useful: 0, longest: None, longest_max: None, crossings: None, crossings_min: None, signal: false };
}

/// Analyses signs (+1, −1; 0 is passed over, so that a run bridges a gap).
pub(crate) fn runs(signs: impl IntoIterator<Item = i8>) -> Runs {
    let (mut useful, mut longest, mut current, mut crossings, mut last) = (0_usize, 0_usize, 0_usize, 0_usize, 0_i8);
    for sign in signs.into_iter().filter(|s| *s != 0) {
        useful += 1;
        if sign == last {
            current += 1;
        } else {
            crossings += usize::from(last != 0);
            current = 1;
            last = sign;
        }
        longest = longest.max(current);
    }
    if useful == 0 {
        return Runs::NONE;
    }
    let (most, fewest) = (longest_max(useful), crossings_min(useful));
    Runs {
        n_useful: useful,
        longest: Some(longest),
        longest_max: Some(most),
        crossings: Some(crossings),
        crossings_min: Some(fewest),
        signal: longest > most || crossings < fewest,
    }
}

/// The longest run that chance explains: round(log₂ n) + 3 (Schilling 2012).
#[must_use]
pub fn longest_max(useful: usize) -> usize {
    if useful == 0 { 0 } else { (useful as f64).log2().round() as usize + 3 }
}

/// The fewest crossings that chance explains: the 5 % quantile of a binomial(n−1, ½) (Chen 2010).
#[must_use]
pub fn crossings_min(useful: usize) -> usize {
    let quantile = crate::special::binomial_quantile(0.05, useful.saturating_sub(1) as f64, 0.5);
    if quantile.is_nan() { 0 } else { quantile as usize }
}

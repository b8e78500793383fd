//! Owns rates with their confidence intervals: Byar, exact (Garwood), Wilson, directly and indirectly standardised.
//!
//! Source of the formulas: Breslow & Day 1987 (Byar), Garwood 1936, Wilson 1927, Dobson 1991; conventions as in
//! PHEindicatormethods 2.1.0. `confidence` is two-sided, as 0.95. NaN means "no value".

mod count;
mod other;
mod standardised;

pub use count::{byar, clopper_pearson, count_interval, exact, wilson};
pub use other::{Dispersion, mean_interval, overdispersion, quantile_groups};
pub use standardised::{Band, ESP2013, Standardised, dsr, isr};

/// A value with its lower and upper confidence limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// No value.
    pub const NONE: Self = Self { value: f64::NAN, lower: f64::NAN, upper: f64::NAN };

    /// The interval with all its numbers divided.
    #[must_use]
    pub fn divided_by(self, by: f64) -> Self {
        Self { value: self.value / by, lower: self.lower / by, upper: self.upper / by }
    }
}

//! Owns the signal rules: which points are marked, by which rule, in which direction.

mod anhoej;
mod nhs;
mod powerbi;
mod qcc;
mod zones;

use serde::Serialize;

pub(crate) use anhoej::runs;
pub use anhoej::{Runs, crossings_min, longest_max};
pub use nhs::{shift, trend, two_of_three};
pub use powerbi::{powerbi_shift, powerbi_trend, powerbi_two_of_three};
pub use qcc::runs_of;
pub use zones::{Zone, nelson, western_electric, zones};

/// A rule that marks points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Outside the limits.
    Astronomical,
    /// Steadily rising or falling.
    Trend,
    /// Two of three near a limit.
    TwoOfThree,
    /// Many points on one side of the centre.
    Shift,
    /// Four of five beyond 1 σ on one side.
    FourOfFive,
    /// Up and down in turn, 14 points.
    Alternating,
    /// 15 points within 1 σ.
    Stratification,
    /// 8 points outside 1 σ on both sides.
    Mixture,
}

/// Towards which side a mark points: a trend by its slope, other rules by their side of the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Toward {
    /// High or rising.
    Up,
    /// Low or falling.
    Down,
}

/// The mark of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Mark {
    /// The first rule that holds, in the rule set's order.
    pub rule: Rule,
    /// Its direction.
    pub toward: Toward,
}

/// The place of a point beside the centre line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above the centre.
    Above,
    /// Below the centre.
    Below,
    /// Exactly on it.
    On,
}

/// The side of each point; none where value or centre is missing.
#[must_use]
pub fn sides(y: &[f64], center: &[f64]) -> Vec<Option<Side>> {
    y.iter()
        .zip(center)
        .map(|(y, center)| {
            // ∞ − ∞ has no side.
            let order = (y - center).partial_cmp(&0.0)?;
            Some(match order {
                std::cmp::Ordering::Greater => Side::Above,
                std::cmp::Ordering::Less => Side::Below,
                std::cmp::Ordering::Equal => Side::On,
            })
        })
        .collect()
}

/// Points strictly outside the limits; missing limits mark nothing.
#[must_use]
pub fn astronomical(y: &[f64], lower: &[f64], upper: &[f64]) -> Vec<Option<Toward>> {
    (0..y.len())
        .map(|i| {
            if y[i] > upper[i] {
                Some(Toward::Up)
            } else if y[i] < lower[i] {
                Some(Toward::Down)
            } else {
                None
            }
        })
        .collect()
}

/// +1 above, −1 below, 0 on the centre or without a value.
pub(crate) fn sign(y: f64, center: f64) -> i8 {
    i8::from(y > center) - i8::from(y < center)
}

impl Toward {
    pub(crate) fn of(sign: i8) -> Option<Self> {
        match sign {
            1.. => Some(Self::Up),
            0 => None,
            _ => Some(Self::Down),
        }
    }
}

//! Owns the kinds of charts: what is plotted, and which variation is expected by chance.

use serde::{Deserialize, Serialize};

/// A kind of control chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Run chart: values around their median, no limits.
    #[serde(rename = "run")]
    Run,
    /// I (XmR): single values, limits from the moving range.
    #[serde(rename = "i")]
    Individuals,
    /// MR: the moving range itself.
    #[serde(rename = "mr")]
    MovingRange,
    /// X̄: means of subgroups.
    #[serde(rename = "xbar")]
    Xbar,
    /// S: standard deviations of subgroups.
    #[serde(rename = "s")]
    S,
    /// R: ranges of subgroups.
    #[serde(rename = "r")]
    R,
    /// P: proportion of `n` (binomial).
    #[serde(rename = "p")]
    P,
    /// P′: proportion with Laney's correction for overdispersion.
    #[serde(rename = "pp")]
    PPrime,
    /// NP: number out of `n` (binomial).
    #[serde(rename = "np")]
    Np,
    /// C: count over equal exposure (Poisson).
    #[serde(rename = "c")]
    C,
    /// U: count per exposure `n` (Poisson).
    #[serde(rename = "u")]
    U,
    /// U′: count per exposure with Laney's correction for overdispersion.
    #[serde(rename = "up")]
    UPrime,
    /// I′: single values weighted by their denominator.
    #[serde(rename = "ip")]
    IPrime,
    /// G: cases between events (geometric).
    #[serde(rename = "g")]
    G,
    /// T: time between events (Weibull, made normal by the power 1/3.6).
    #[serde(rename = "t")]
    T,
}

impl Kind {
    /// Every kind, in the order of this page.
    pub const ALL: [Self; 15] = [
        Self::Run,
        Self::Individuals,
        Self::MovingRange,
        Self::Xbar,
        Self::S,
        Self::R,
        Self::P,
        Self::PPrime,
        Self::Np,
        Self::C,
        Self::U,
        Self::UPrime,
        Self::IPrime,
        Self::G,
        Self::T,
    ];

    /// The code of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Individuals => "i",
            Self::MovingRange => "mr",
            Self::Xbar => "xbar",
            Self::S => "s",
            Self::R => "r",
            Self::P => "p",
            Self::PPrime => "pp",
            Self::Np => "np",
            Self::C => "c",
            Self::U => "u",
            Self::UPrime => "up",
            Self::IPrime => "ip",
            Self::G => "g",
            Self::T => "t",
        }
    }

    /// Whether the chart needs a denominator.
    #[must_use]
    pub fn needs_n(self) -> bool {
        matches!(self, Self::P | Self::PPrime | Self::Np | Self::U | Self::UPrime)
    }

    /// Whether a point is a subgroup of values.
    #[must_use]
    pub fn is_grouped(self) -> bool {
        matches!(self, Self::Xbar | Self::S | Self::R)
    }
}

//! Owns what the caller may choose about a chart.

use serde::{Deserialize, Serialize};

use crate::preset::Preset;

/// Choices about one chart; the default is the preset's own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Leave out moving ranges of 3.267 times their mean or more, once.
    pub screen_mr: Option<bool>,
    /// Limits from the first so many points (of each segment), drawn on.
    pub baseline: Option<usize>,
    /// The first index of each new segment.
    pub rebase: Vec<usize>,
    /// Points that count for neither centre, spread nor runs, but are drawn.
    pub exclude: Vec<usize>,
    /// Which direction is better.
    pub direction: Option<Direction>,
    /// The target value, in the unit of the plotted value.
    pub target: Option<f64>,
    /// Which version of the rule "two of three".
    pub two_of_three: Option<TwoOfThree>,
    /// So many points on one side are a shift.
    pub shift_points: Option<usize>,
    /// So many rising or falling points are a trend.
    pub trend_points: Option<usize>,
    /// Which rules mark points; the preset's own if absent.
    pub rules: Option<RuleSet>,
    /// A centre that is known beforehand, in the unit of the unscaled value.
    pub center: Option<f64>,
    /// Factor for value, centre and limits (1000 for "per 1,000 bed days").
    pub multiply: Option<f64>,
    /// Whether a lower limit may lie below 0 when no value does (I charts); default: it may.
    pub negative_limit: Option<bool>,
    /// How σ is estimated within subgroups (preset `qcc`).
    pub sigma: Option<SigmaMethod>,
    /// Two-sided probability of the limits instead of 3 σ (G charts of preset `qcc`), as 0.998.
    pub confidence: Option<f64>,
    /// Centre and spread of an I chart from means or medians (preset `powerbi`).
    pub robust: Option<Robust>,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Increase,
    /// Less is better.
    Decrease,
    /// Neither; signals are shown without a judgement.
    Neutral,
}

/// The two versions of the rule "two of three points near a limit".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TwoOfThree {
    /// NHS England since late 2023: points beyond 3 σ count as near, too.
    #[serde(rename = "2023")]
    Since2023,
    /// NHSRplotthedots: only points between 2 and 3 σ count.
    #[serde(rename = "classic")]
    Classic,
}

/// A set of rules that mark points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSet {
    /// Making Data Count: beyond 3 σ, trend, two of three, shift.
    Nhs,
    /// Beyond 3 σ only.
    ThreeSigma,
    /// Western Electric 1956.
    WesternElectric,
    /// Nelson 1984.
    Nelson,
    /// Beyond 3 σ, and runs of 7 (qcc 2.7).
    Qcc,
    /// PowerBI-SPC.
    Powerbi,
}

/// How σ is estimated within subgroups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SigmaMethod {
    /// Unweighted mean of ranges over d2.
    #[serde(rename = "UWAVE-R")]
    MeanRange,
    /// Unweighted mean of SDs over c4.
    #[serde(rename = "UWAVE-SD")]
    MeanSd,
    /// Minimum-variance weighted ranges.
    #[serde(rename = "MVLUE-R")]
    WeightedRange,
    /// Minimum-variance weighted SDs.
    #[serde(rename = "MVLUE-SD")]
    WeightedSd,
    /// Root of the mean square, over c4.
    #[serde(rename = "RMSDF")]
    RootMeanSquare,
}

/// Medians in I charts (PowerBI-SPC's `i_m` and `i_mm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Robust {
    /// Median centre, mean moving range.
    Center,
    /// Median centre and median moving range. PowerBI-SPC divides the latter by 1.128, too, which makes its limits
    /// 15 % too narrow; our own preset divides by 0.9539.
    Both,
}

impl Options {
    pub(crate) fn two_of_three(&self, preset: Preset) -> TwoOfThree {
        self.two_of_three.unwrap_or(if preset == Preset::Nhs { TwoOfThree::Classic } else { TwoOfThree::Since2023 })
    }

    pub(crate) fn direction(&self, preset: Preset) -> Direction {
        self.direction.unwrap_or(if preset == Preset::Nhs { Direction::Increase } else { Direction::Neutral })
    }
}

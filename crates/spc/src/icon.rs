//! Owns the two icons: what the last point says (variation), and whether the target will be met (assurance).

use serde::Serialize;

use crate::options::Direction;
use crate::preset::Preset;
use crate::rules::{Mark, Toward};

/// What the last point says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variation {
    /// Nothing that chance would not explain.
    Common,
    /// Better, because high.
    ImprovementHigh,
    /// Better, because low.
    ImprovementLow,
    /// Worse, because high.
    ConcernHigh,
    /// Worse, because low.
    ConcernLow,
    /// High, without a judgement.
    NeutralHigh,
    /// Low, without a judgement.
    NeutralLow,
}

/// Whether the process meets its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// It will always be met.
    Pass,
    /// It will never be met.
    Fail,
    /// Sometimes it will, sometimes not.
    HitOrMiss,
}

/// The colour of a mark: its direction against the direction that is better.
#[must_use]
pub fn variation(mark: Option<Mark>, direction: Direction) -> Variation {
    use Variation as V;
    let Some(mark) = mark else { return V::Common };
    match (direction, mark.toward) {
        (Direction::Increase, Toward::Up) => V::ImprovementHigh,
        (Direction::Increase, Toward::Down) => V::ConcernLow,
        (Direction::Decrease, Toward::Up) => V::ConcernHigh,
        (Direction::Decrease, Toward::Down) => V::ImprovementLow,
        (Direction::Neutral, Toward::Up) => V::NeutralHigh,
        (Direction::Neutral, Toward::Down) => V::NeutralLow,
    }
}

/// The target against the limits of the last segment; none without target, direction or limits (but NHSRplotthedots and PowerBI-SPC
/// answer "hit or miss" without limits).
#[must_use]
pub fn assurance(
    target: Option<f64>,
    direction: Direction,
    (lower, upper): (f64, f64),
    preset: Preset,
) -> Option<Assurance> {
    let target = target.filter(|t| !t.is_nan())?;
    let is_open = lower.is_nan() && upper.is_nan();
    if direction == Direction::Neutral || (is_open && !matches!(preset, Preset::Nhs | Preset::Powerbi)) {
        return None;
    }
    let wants_more = direction == Direction::Increase;
    Some(if target > upper {
        if wants_more { Assurance::Fail } else { Assurance::Pass }
    } else if target < lower {
        if wants_more { Assurance::Pass } else { Assurance::Fail }
    } else {
        Assurance::HitOrMiss
    })
}

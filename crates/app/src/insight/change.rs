//! Owns what a chart says about its newest point, as a sentence can say it: truly, and without a word about who.
use domain::insight::SeriesKey;
use spc::Kind;
use spc::rules::{Mark, Rule, Toward};

use super::series::{At, SeriesChart, Unit};

/// What is true of the newest point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There are too few points to say anything.
    TooFew,
    /// Nothing that chance would not explain.
    Usual,
    /// Beyond the limits.
    Beyond(Toward),
    /// Steadily rising or falling.
    Trend(Toward),
    /// On one side of the usual for long.
    Shift(Toward),
    /// Near the limit again and again.
    Near(Toward),
}

impl Verdict {
    /// Its direction, where it has one.
    #[must_use]
    pub const fn toward(self) -> Option<Toward> {
        match self {
            Self::TooFew | Self::Usual => None,
            Self::Beyond(toward) | Self::Trend(toward) | Self::Shift(toward) | Self::Near(toward) => Some(toward),
        }
    }

    /// Whether the newest point alone gave it.
    #[must_use]
    pub const fn is_beyond(self) -> bool {
        matches!(self, Self::Beyond(_))
    }

    /// The code in message keys: `usual`, `beyond_up`, …
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::Usual => "usual",
            Self::Beyond(Toward::Up) => "beyond_up",
            Self::Beyond(Toward::Down) => "beyond_down",
            Self::Trend(Toward::Up) => "trend_up",
            Self::Trend(Toward::Down) => "trend_down",
            Self::Shift(Toward::Up) => "shift_up",
            Self::Shift(Toward::Down) => "shift_down",
            Self::Near(Toward::Up) => "near_up",
            Self::Near(Toward::Down) => "near_down",
        }
    }
}

impl From<Mark> for Verdict {
    fn from(mark: Mark) -> Self {
        match mark.rule {
            Rule::Astronomical => Self::Beyond(mark.toward),
            Rule::Trend => Self::Trend(mark.toward),
            Rule::TwoOfThree | Rule::FourOfFive => Self::Near(mark.toward),
            _ => Self::Shift(mark.toward),
        }
    }
}

/// The newest point of a chart, ready for a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which series.
    pub key: SeriesKey,
    /// In what the values are told.
    pub unit: Unit,
    /// Where the point stands.
    pub at: At,
    /// Its value.
    pub value: f64,
    /// What is usual.
    pub center: f64,
    /// The limits of what chance explains; NaN where there is none.
    pub limits: (f64, f64),
    /// What is true of it.
    pub verdict: Verdict,
}

impl Change {
    /// The newest point of a chart that has a value.
    #[must_use]
    pub fn of(found: &SeriesChart) -> Option<Self> {
        let last = found.last()?;
        let lines = &found.chart.lines;
        let verdict = match found.chart.marks[last] {
            Some(mark) => mark.into(),
            None if found.kind == Kind::Run && found.chart.y.len() < spc::choose::FEW_POINTS => Verdict::TooFew,
            None => Verdict::Usual,
        };
        Some(Self {
            key: found.key.clone(),
            unit: found.unit,
            at: found.points.get(last)?.at,
            value: found.chart.y[last],
            center: lines.cl[last],
            limits: (lines.lcl()[last], lines.ucl()[last]),
            verdict,
        })
    }
}

//! Owns charts with a memory (EWMA, CUSUM) that a person chose to look at. Signals and sentences keep to the chart that judges points.
use domain::insight::SeriesKey;
use spc::choose::FEW_POINTS;
use spc::{Chart, CusumDesign, EwmaDesign, Options, cusum_chart, ewma_chart};

use super::note::Notes;
use super::series::{SeriesPoint, Unit};

/// A kind of chart with a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemoryKind {
    /// Exponentially weighted moving average, λ = 0.2, limits of 3 σ.
    Ewma,
    /// Cumulative sums, for a shift of 1 σ, decision interval 5 σ.
    Cusum,
}

impl MemoryKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ewma, Self::Cusum];

    /// The code in rows, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ewma => "ewma",
            Self::Cusum => "cusum",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The lower sums of a CUSUM, and what the values are compared with.
pub type Sums = (Vec<f64>, f64);

/// A chart with a memory: a point a month, whatever the chart that judges shows.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryChart {
    /// Its points.
    pub points: Vec<SeriesPoint>,
    /// In what the values are told.
    pub unit: Unit,
    /// The values, NaN where there is none.
    pub values: Vec<f64>,
    /// What is plotted: the moving average in the unit of the values, or the upper sum in σ.
    pub chart: Chart,
    /// The lower sum and what the values are compared with, of a CUSUM.
    pub sums: Option<Sums>,
}

/// A chart with a memory as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// Which.
    pub kind: MemoryKind,
    /// The chart; `None` where there are fewer than twelve values, or no spread in them.
    pub chart: Option<MemoryChart>,
    /// Whether the months differ in a denominator that it does not weigh.
    pub weighs_alike: bool,
}

/// The chart with a memory that the notes ask for. `options` are those of the monthly chart: baseline, new limits, factor, direction.
pub(super) fn remembered(
    key: &SeriesKey,
    points: &[SeriesPoint],
    unit: Unit,
    notes: &Notes,
    options: &Options,
) -> Option<Remembered> {
    let kind = notes.memory()?;
    let is_count = key.measure.is_count() && key.per.is_none();
    let value = |point: &SeriesPoint| {
        let count = point.count.unwrap_or(f64::NAN);
        let value = if is_count { count } else { count / point.exposure.unwrap_or(f64::NAN) };
        value * options.multiply.unwrap_or(1.0)
    };
    let values: Vec<f64> = points.iter().map(value).collect();
    let known = values.iter().filter(|value| value.is_finite()).count();
    let drawn = if known < FEW_POINTS { None } else { draw(kind, &values, options) };
    let chart = drawn.map(|(chart, sums)| MemoryChart { points: points.to_vec(), unit, values, chart, sums });
    Some(Remembered { kind, chart, weighs_alike: !is_count })
}

fn draw(kind: MemoryKind, values: &[f64], options: &Options) -> Option<(Chart, Option<Sums>)> {
    match kind {
        MemoryKind::Ewma => Some((ewma_chart(values, EwmaDesign::default(), options)?, None)),
        MemoryKind::Cusum => {
            let found = cusum_chart(values, CusumDesign::default(), options)?;
            Some((found.chart, Some((found.lower, found.center))))
        }
    }
}

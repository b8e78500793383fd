//! Owns the warnings: what a chart says about its data and about what was done to them.

use serde::Serialize;

/// One warning; `at` names points (from 0) where that helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What it is about.
    pub code: Code,
    /// The points concerned, from 0; empty when it is about the chart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<usize>,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No point has a value.
    NoData,
    /// A segment has fewer than 12 points: its limits are trial limits.
    ShortSegment,
    /// Values are missing; no range is taken across them, and a missing value ends a run of points.
    MissingValues,
    /// The last point has no value; the icon speaks of the last one that has.
    LastMissing,
    /// Values that are no finite numbers were taken as missing.
    NotFinite,
    /// A denominator of 0 or less: the point has neither value nor limits.
    ZeroDenominator,
    /// A numerator above its denominator, or below 0.
    OutOfRange,
    /// Periods are absent from the dates; they are gaps like missing values.
    AbsentPeriods,
    /// Dates are not equally spaced; absent periods cannot be seen.
    IrregularDates,
    /// Dates are not in order; the points were taken as they stand.
    UnsortedDates,
    /// The same date stands more than once.
    DuplicateDates,
    /// All values of the baseline are equal: there is no spread, and no point is flagged by limits.
    ConstantData,
    /// Screening would have taken away too many ranges (as on sparse data); all were kept.
    ScreeningSkipped,
    /// Ranges beyond the screening limit were left out of the mean range.
    RangesScreened,
    /// More than half of the values are equal: runs of points are counted around that value, not around the centre.
    TiedValues,
    /// Few events: a G or T chart shows more.
    Sparse,
    /// The spread is larger than chance allows: a P′ or U′ chart is right.
    Overdispersed,
    /// σ_z is below 1; the limits were not narrowed.
    SigmaZRaised,
    /// The run length that counts as a shift was scaled with the number of points, as in the Anhøj rules.
    ShiftScaled,
    /// Limits are exact quantiles of the geometric distribution.
    ProbabilityLimits,
    /// A time of 0 was taken as half of the smallest time (two events on one day).
    ZeroTimes,
    /// A baseline was given with rebase; this preset ignores the baseline.
    BaselineIgnored,
    /// An index lies outside the data, and was ignored.
    IndexIgnored,
    /// The limits of a short last segment decide the icons.
    ShortLastSegment,
    /// A number is too large to compute with.
    Overflow,
    /// The package would have stopped with an error here.
    PackageFails,
}

impl Warning {
    /// A warning about the whole chart.
    pub(crate) fn chart(code: Code) -> Self {
        Self { code, at: Vec::new() }
    }

    /// A warning about points; none when there are none.
    pub(crate) fn points(code: Code, at: Vec<usize>) -> Option<Self> {
        (!at.is_empty()).then_some(Self { code, at })
    }
}

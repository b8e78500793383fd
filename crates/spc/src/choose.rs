//! Owns the choice of a chart for people: from what is measured and from the data, with the reason.
//!
//! Whoever reports falls should not have to know that charts have letters. The choice can always be changed.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::points::{Data, Series};
use crate::preset::Preset;
use crate::sums::{mean, sum};

/// Below this mean count a C or U chart has no lower limit and a skewed upper one: the time between events shows more.
pub const SPARSE_MEAN: f64 = 1.0;
/// Above this σ_z the spread is larger than chance allows.
pub const OVERDISPERSED_SIGMA: f64 = 1.3;
/// Fewer points than this give no limits worth drawing.
pub const FEW_POINTS: usize = 12;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Events in equal periods.
    Count,
    /// Events per exposure (user-days).
    Rate,
    /// Cases among persons.
    Proportion,
    /// Time between events (days).
    TimeBetween,
    /// Cases between events (administrations).
    CasesBetween,
    /// Anything measured.
    Value,
}

/// Why a chart was chosen; a page says it in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too few points for limits: a run chart.
    Short,
    /// Too few events: the time (or cases) between them shows more.
    Sparse,
    /// More spread than chance explains: limits are widened to what is usual here.
    Overdispersed,
    /// The chart that fits the measure.
    Fits,
}

/// A chosen chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The chart.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
}

/// Chooses a chart.
///
/// Fewer than 12 points: run chart. Counts and rates of less than one event a period: T, where the caller has the dates
/// of events (G for proportions, where the caller knows the cases between). Counts, rates and proportions with σ_z above
/// 1.3: U′ and P′ (for counts over an equal exposure, I, which takes the spread from the data as they do). Else the chart
/// that fits the measure.
#[must_use]
pub fn choose(measure: Measure, series: &Series) -> Choice {
    let (kind, between) = match measure {
        Measure::Count => (Kind::C, Kind::T),
        Measure::Rate => (Kind::U, Kind::T),
        Measure::Proportion => (Kind::P, Kind::G),
        Measure::TimeBetween => (Kind::T, Kind::T),
        Measure::CasesBetween => (Kind::G, Kind::G),
        Measure::Value => (Kind::Individuals, Kind::Individuals),
    };
    let Data::Single(y) = &series.data else { return Choice { kind: Kind::Xbar, reason: Reason::Fits } };
    let rows = rows(measure, y, series.n.as_deref());
    if rows.len() < FEW_POINTS {
        return Choice { kind: Kind::Run, reason: Reason::Short };
    }
    if !matches!(kind, Kind::C | Kind::U | Kind::P) {
        return Choice { kind, reason: Reason::Fits };
    }
    if mean(rows.iter().map(|row| row.0)) < SPARSE_MEAN {
        return Choice { kind: between, reason: Reason::Sparse };
    }
    let wider = match kind {
        Kind::C => Kind::Individuals,
        Kind::U => Kind::UPrime,
        _ => Kind::PPrime,
    };
    if sigma_z(measure, &rows) > OVERDISPERSED_SIGMA {
        return Choice { kind: wider, reason: Reason::Overdispersed };
    }
    Choice { kind, reason: Reason::Fits }
}

/// The rows that have both numbers; without denominators all are 1.
fn rows(measure: Measure, y: &[f64], n: Option<&[f64]>) -> Vec<(f64, f64)> {
    let has_n = matches!(measure, Measure::Rate | Measure::Proportion);
    let size = |i: usize| match n {
        Some(n) if has_n => n.get(i).copied().unwrap_or(f64::NAN),
        _ => 1.0,
    };
    (0..y.len()).map(|i| (y[i], size(i))).filter(|(y, n)| y.is_finite() && n.is_finite() && *n > 0.0).collect()
}

/// The spread of standardised points against what chance allows (1).
fn sigma_z(measure: Measure, rows: &[(f64, f64)]) -> f64 {
    let center = sum(rows.iter().map(|row| row.0)) / sum(rows.iter().map(|row| row.1));
    let variance = if measure == Measure::Proportion { center * (1.0 - center) } else { center };
    let z: Vec<f64> = rows.iter().map(|(y, n)| (y / n - center) / (variance / n).sqrt()).collect();
    mean(z.windows(2).map(|pair| (pair[1] - pair[0]).abs())) * Preset::Futawa.sigma_of_range()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(measure: Measure, y: Vec<f64>, n: Option<f64>) -> (Kind, Reason) {
        let n = n.map(|n| vec![n; y.len()]);
        let choice = choose(measure, &Series { data: Data::Single(y), n, x: None });
        (choice.kind, choice.reason)
    }

    /// Counts that vary as a Poisson of mean 10 does, and the same with three times the distance from the mean.
    fn counts(times: f64) -> Vec<f64> {
        [9, 13, 7, 10, 12, 8, 6, 11, 14, 9, 10, 12, 5, 11, 9, 13].map(|v| (f64::from(v) - 10.0) * times + 20.0).to_vec()
    }

    #[test]
    fn few_points_give_a_run_chart() {
        assert_eq!(chosen(Measure::Count, vec![3.0; 11], None), (Kind::Run, Reason::Short));
        assert_eq!(chosen(Measure::Value, vec![f64::NAN; 40], None), (Kind::Run, Reason::Short));
        assert_eq!(chosen(Measure::Rate, vec![3.0; 30], Some(0.0)), (Kind::Run, Reason::Short));
        assert_eq!(chosen(Measure::Count, Vec::new(), None), (Kind::Run, Reason::Short));
    }

    #[test]
    fn rare_events_are_charted_by_what_lies_between() {
        let rare = vec![0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(chosen(Measure::Count, rare.clone(), None), (Kind::T, Reason::Sparse));
        assert_eq!(chosen(Measure::Rate, rare.clone(), Some(300.0)), (Kind::T, Reason::Sparse));
        assert_eq!(chosen(Measure::Proportion, rare, Some(300.0)), (Kind::G, Reason::Sparse));
    }

    #[test]
    fn more_spread_than_chance_widens_the_limits() {
        assert_eq!(chosen(Measure::Count, counts(1.0), None), (Kind::C, Reason::Fits));
        assert_eq!(chosen(Measure::Rate, counts(1.0), Some(500.0)), (Kind::U, Reason::Fits));
        assert_eq!(chosen(Measure::Proportion, counts(1.0), Some(500.0)), (Kind::P, Reason::Fits));
        assert_eq!(chosen(Measure::Count, counts(3.0), None), (Kind::Individuals, Reason::Overdispersed));
        assert_eq!(chosen(Measure::Rate, counts(3.0), Some(500.0)), (Kind::UPrime, Reason::Overdispersed));
        assert_eq!(chosen(Measure::Proportion, counts(3.0), Some(500.0)), (Kind::PPrime, Reason::Overdispersed));
    }

    #[test]
    fn other_measures_have_their_own_chart() {
        assert_eq!(chosen(Measure::TimeBetween, counts(1.0), None), (Kind::T, Reason::Fits));
        assert_eq!(chosen(Measure::CasesBetween, counts(1.0), None), (Kind::G, Reason::Fits));
        assert_eq!(chosen(Measure::Value, counts(3.0), None), (Kind::Individuals, Reason::Fits));
        let groups = Series::groups(vec![vec![1.0, 2.0]]);
        assert_eq!(choose(Measure::Value, &groups).kind, Kind::Xbar);
    }
}

//! Owns the points of a chart: raw data brought to plotted values, denominators and gaps by the preset's policy.

use std::collections::HashMap;

use crate::kind::Kind;
use crate::preset::Preset;
use crate::sums::{mean, sd, sum};
use crate::warning::{Code, Warning};

/// Raw data. NaN means missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// One value (or numerator) a point.
    Single(Vec<f64>),
    /// A subgroup of values a point.
    Groups(Vec<Vec<f64>>),
}

/// What is charted: data, denominators, dates or labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Values, numerators or subgroups.
    pub data: Data,
    /// Denominators or exposures (persons, user-days); NaN means missing.
    pub n: Option<Vec<f64>>,
    /// Dates (`YYYY-MM-DD`, `YYYY-MM`) or labels, in order.
    pub x: Option<Vec<String>>,
}

impl Series {
    /// A series of values without denominators and dates.
    #[must_use]
    pub fn values(y: Vec<f64>) -> Self {
        Self { data: Data::Single(y), n: None, x: None }
    }

    /// A series of numerators and denominators.
    #[must_use]
    pub fn ratio(y: Vec<f64>, n: Vec<f64>) -> Self {
        Self { data: Data::Single(y), n: Some(n), x: None }
    }

    /// A series of subgroups.
    #[must_use]
    pub fn groups(groups: Vec<Vec<f64>>) -> Self {
        Self { data: Data::Groups(groups), n: None, x: None }
    }

    /// The number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            Data::Single(y) => y.len(),
            Data::Groups(groups) => groups.len(),
        }
    }

    /// The series in the order of its dates; none if it is in order, or has no dates.
    pub(crate) fn by_date(&self) -> Option<Self> {
        let x = self.x.as_ref()?;
        if x.is_sorted() || x.iter().any(|text| crate::calendar::day(text).is_none()) {
            return None;
        }
        let mut order: Vec<usize> = (0..x.len()).collect();
        order.sort_by(|&a, &b| x[a].cmp(&x[b]));
        let data = match &self.data {
            Data::Single(y) => Data::Single(order.iter().map(|&i| y[i]).collect()),
            Data::Groups(groups) => Data::Groups(order.iter().map(|&i| groups[i].clone()).collect()),
        };
        let n = self.n.as_ref().map(|n| order.iter().map(|&i| n[i]).collect());
        Some(Self { data, n, x: Some(order.iter().map(|&i| x[i].clone()).collect()) })
    }

    /// The series with the rows of one date or label taken together, as qicharts2 does: numerators and denominators are
    /// added up, values without a denominator averaged (counts of C charts added up). None if no label stands twice.
    pub(crate) fn by_label(&self, kind: Kind) -> Option<Self> {
        let (Some(x), Data::Single(y)) = (&self.x, &self.data) else { return None };
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut rows: Vec<(String, Vec<f64>, Vec<f64>)> = Vec::new();
        for (i, label) in x.iter().enumerate() {
            let at = *places.entry(label).or_insert(rows.len());
            if at == rows.len() {
                rows.push((label.clone(), Vec::new(), Vec::new()));
            }
            rows[at].1.push(y[i]);
            rows[at].2.push(self.n.as_ref().map_or(f64::NAN, |n| n[i]));
        }
        if rows.len() == x.len() {
            return None;
        }
        let adds = self.n.is_some() || kind == Kind::C;
        let known = |values: &[f64]| values.iter().any(|v| !v.is_nan());
        let total = |values: &[f64]| if known(values) { sum(values.iter().copied()) } else { f64::NAN };
        let value = |values: &[f64]| if adds { total(values) } else { mean(values.iter().copied()) };
        Some(Self {
            data: Data::Single(rows.iter().map(|row| value(&row.1)).collect()),
            n: self.n.as_ref().map(|_| rows.iter().map(|row| total(&row.2)).collect()),
            x: Some(rows.into_iter().map(|row| row.0).collect()),
        })
    }

    /// Whether there is no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The points, ready for limits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points {
    /// What is plotted.
    pub(crate) value: Vec<f64>,
    /// The numerator (or the value where there is none).
    pub(crate) num: Vec<f64>,
    /// The denominator, or the size of the subgroup; 1 where there is none. NaN where the point is missing.
    pub(crate) den: Vec<f64>,
    /// SDs of subgroups (empty for others).
    pub(crate) sd: Vec<f64>,
    /// Ranges of subgroups (empty for others).
    pub(crate) range: Vec<f64>,
    /// Whether periods are absent between the point and the one before it.
    pub(crate) gap: Vec<bool>,
}

impl Points {
    /// Brings raw data to points.
    pub(crate) fn new(kind: Kind, series: &Series, preset: Preset, warnings: &mut Vec<Warning>) -> Self {
        let mut points = match &series.data {
            Data::Groups(groups) => Self::from_groups(kind, groups),
            Data::Single(y) => Self::from_values(kind, y, series.n.as_deref(), preset, warnings),
        };
        points.gap = vec![false; points.value.len()];
        points
    }

    fn from_groups(kind: Kind, groups: &[Vec<f64>]) -> Self {
        let mut points = Self::default();
        for group in groups {
            let present: Vec<f64> = group.iter().copied().filter(|v| v.is_finite()).collect();
            let size = present.len() as f64;
            let (low, high) = present.iter().fold((f64::NAN, f64::NAN), |(low, high), v| (v.min(low), v.max(high)));
            let range = if present.len() > 1 { high - low } else { f64::NAN };
            let (average, spread) = (mean(present.iter().copied()), sd(&present));
            points.value.push(match kind {
                Kind::S => spread,
                Kind::R => range,
                _ => average,
            });
            points.num.push(average);
            points.den.push(size);
            points.sd.push(spread);
            points.range.push(range);
        }
        points
    }

    fn from_values(kind: Kind, y: &[f64], n: Option<&[f64]>, preset: Preset, warnings: &mut Vec<Warning>) -> Self {
        let mut points = Self::default();
        let (mut odd, mut zero, mut outside) = (Vec::new(), Vec::new(), Vec::new());
        for (i, &raw) in y.iter().enumerate() {
            // The packages compute with ∞; so do their presets.
            let keeps_infinity = preset == Preset::Nhs;
            let mut num = if raw.is_infinite() && !keeps_infinity { f64::NAN } else { raw };
            let mut den = n.map_or(1.0, |n| n.get(i).copied().unwrap_or(f64::NAN));
            if raw.is_infinite() || den.is_infinite() {
                odd.push(i);
            }
            if den.is_infinite() {
                den = f64::NAN;
            }
            if n.is_some() && den <= 0.0 {
                zero.push(i);
                den = f64::NAN;
            }
            if den.is_nan() || num.is_nan() {
                (num, den) = (f64::NAN, f64::NAN);
            }
            let binomial = matches!(kind, Kind::P | Kind::PPrime | Kind::Np);
            let counted = binomial || matches!(kind, Kind::C | Kind::U | Kind::UPrime | Kind::G | Kind::T);
            if (binomial && num > den) || (counted && num < 0.0) {
                outside.push(i);
            }
            let divides = n.is_some() && !matches!(kind, Kind::Np | Kind::C | Kind::G | Kind::T);
            points.value.push(if divides { num / den } else { num });
            points.num.push(num);
            points.den.push(den);
        }
        warnings.extend(Warning::points(Code::NotFinite, odd));
        warnings.extend(Warning::points(Code::ZeroDenominator, zero));
        warnings.extend(Warning::points(Code::OutOfRange, outside));
        points
    }

    /// Replaces values by moving ranges within each segment.
    pub(crate) fn turn_into_ranges(&mut self, starts: &[usize], prime: bool, respects_gaps: bool) {
        let value = std::mem::take(&mut self.value);
        self.value = (0..value.len())
            .map(|i| {
                if i == 0 || starts.contains(&i) || (respects_gaps && self.gap[i]) {
                    return f64::NAN;
                }
                let range = (value[i] - value[i - 1]).abs();
                if prime { range * prime_factor(self.den[i - 1], self.den[i]) } else { range }
            })
            .collect();
    }
}

/// √(π/2) / √(1/n₁ + 1/n₂): makes a difference of two rates a measure of σ per unit of denominator (I′ charts).
pub(crate) fn prime_factor(before: f64, now: f64) -> f64 {
    (std::f64::consts::FRAC_PI_2).sqrt() / (1.0 / before + 1.0 / now).sqrt()
}

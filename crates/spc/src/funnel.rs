//! Owns funnel plots: units (wards, facilities) compared with a target, with limits that narrow as units grow.
//!
//! Source: Spiegelhalter 2005, Stat Med 24:1185 (limits, interpolation) and QSHC 14:347 (overdispersion).

mod dispersion;
mod limits;
mod packages;

use serde::{Deserialize, Serialize};

use crate::special::{binomial_cdf, binomial_sf, poisson_cdf, poisson_sf};
use crate::sums::sum;
pub use dispersion::{Estimate, TrimBy, estimate};
pub use limits::{exact_limit, garwood_limit};
pub use packages::{phe_expected, round_half_even};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FunnelKind {
    /// Observed over expected events; target 1.
    Ratio,
    /// Events among n; target Σo/Σn.
    Proportion,
    /// Events per exposure n (user-days, bed days); target Σo/Σn.
    Rate,
}

/// How limits are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Quantiles of the Poisson or binomial distribution, interpolated.
    Exact,
    /// Normal approximation.
    Normal,
    /// Square-root scale, squared back.
    Sqrt,
    /// Logarithmic scale.
    Log,
    /// Arcsine scale (proportions).
    Arcsine,
}

/// What is done about more spread between units than chance explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Overdispersion {
    /// Nothing.
    #[default]
    None,
    /// Units differ by themselves, with variance τ² (random effects).
    Additive,
    /// All variances are φ times as large.
    Multiplicative,
}

/// Whose conventions are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FunnelPreset {
    /// Our own.
    #[default]
    Futawa,
    /// FunnelPlotR 0.6.0.
    Funnelplotr,
    /// PowerBI-Funnels.
    Powerbi,
    /// PHEindicatormethods 2.1.0.
    Phe,
}

/// A unit. For ratios `size` is the expected number, else n.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its name.
    pub id: String,
    /// Observed events; NaN if not known.
    pub o: f64,
    /// Expected events, persons or exposure; NaN if not known.
    pub size: f64,
}

/// What a funnel is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What is compared.
    pub kind: FunnelKind,
    /// The units; rows of one id are added up first.
    pub units: Vec<Unit>,
    /// How limits are computed; the preset's own if absent.
    pub method: Option<Method>,
    /// What is done about overdispersion.
    pub overdispersion: Overdispersion,
    /// Share that is trimmed at each end, 0.1 if absent.
    pub trim: Option<f64>,
    /// How it is trimmed.
    pub trim_by: Option<TrimBy>,
    /// The target; 1 or Σo/Σn if absent.
    pub target: Option<f64>,
    /// Whose conventions.
    pub preset: FunnelPreset,
}

/// Where a unit lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// Within 95 %.
    None,
    /// Below 95 %.
    Low95,
    /// Above 95 %.
    High95,
    /// Below 99.8 %.
    Low998,
    /// Above 99.8 %.
    High998,
}

/// A unit's place in the funnel. NaN where there is no value.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its name.
    pub id: String,
    /// o over size.
    pub value: f64,
    /// Limits at 95 %, lower and upper.
    pub l95: (f64, f64),
    /// Limits at 99.8 %, lower and upper.
    pub l998: (f64, f64),
    /// Where it lies.
    pub flag: Flag,
    /// Standardised distance from the target, by chance alone.
    pub z: f64,
    /// The same with τ² or φ.
    pub z_adjusted: f64,
    /// P(X ≤ o) at the target.
    pub p_low: f64,
    /// P(X ≥ o) at the target.
    pub p_high: f64,
}

/// A warning of a funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelCode {
    /// Rows of one id were added up.
    Summed,
    /// Units without a positive size or with an impossible number of events have no place.
    Unplaced,
    /// There is no overdispersion to adjust for: limits are those of chance.
    NoOverdispersion,
    /// φ is above 1 and nothing is done about it.
    Overdispersed,
    /// Units with fewer than one expected event: a low flag is impossible there.
    SmallUnits,
    /// Fewer than ten units: τ² and φ are rough.
    FewUnits,
    /// The method does not fit the kind or the package; the square-root or arcsine scale, or the additive model, was taken.
    MethodReplaced,
    /// No unit can be placed.
    NoData,
    /// The package's adjusted limits are wrong here (not squared back); they are reproduced as they are.
    PackageError,
}

/// A funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The target.
    pub target: f64,
    /// φ, the mean of the trimmed squared z.
    pub phi: f64,
    /// τ², the variance between units on the scale of the method.
    pub tau2: f64,
    /// The units, in the order of their first row.
    pub units: Vec<Placed>,
    /// What was noticed.
    pub warnings: Vec<FunnelCode>,
}

/// Places units in a funnel. Total: a unit without a known number of events has limits only, one without a size nothing.
#[must_use]
pub fn funnel(request: &Request) -> Funnel {
    let mut warnings = Vec::new();
    let units = summed(&request.units, &mut warnings);
    if request.preset != FunnelPreset::Futawa && request.overdispersion == Overdispersion::Multiplicative {
        // The packages know the additive model only.
        warnings.push(FunnelCode::MethodReplaced);
    }
    let mut funnel = match request.preset {
        FunnelPreset::Futawa => limits::futawa(request, &units, &mut warnings),
        FunnelPreset::Funnelplotr => packages::funnelplotr(request, &units, &mut warnings),
        FunnelPreset::Powerbi => packages::powerbi(request, &units, &mut warnings),
        FunnelPreset::Phe => packages::phe(request, &units),
    };
    if funnel.units.iter().all(|unit| unit.value.is_nan()) {
        warnings.push(FunnelCode::NoData);
    } else if funnel.units.iter().any(|unit| unit.value.is_nan()) {
        warnings.push(FunnelCode::Unplaced);
    }
    warnings.sort_unstable();
    warnings.dedup();
    funnel.warnings = warnings;
    funnel
}

/// Rows of one id added up, in the order of their first row.
fn summed(units: &[Unit], warnings: &mut Vec<FunnelCode>) -> Vec<Unit> {
    let mut places = std::collections::HashMap::new();
    let mut sums: Vec<Unit> = Vec::new();
    for unit in units {
        match places.get(unit.id.as_str()) {
            Some(&at) => {
                let at: usize = at;
                sums[at].o += unit.o;
                sums[at].size += unit.size;
                warnings.push(FunnelCode::Summed);
            }
            None => {
                places.insert(unit.id.as_str(), sums.len());
                sums.push(unit.clone());
            }
        }
    }
    sums
}

impl FunnelKind {
    /// Whether a unit has limits: they need its size only.
    fn has_size(unit: &Unit) -> bool {
        unit.size > 0.0 && unit.size.is_finite()
    }

    /// Whether a unit can be placed.
    fn fits(self, unit: &Unit) -> bool {
        let is_possible = unit.o >= 0.0 && unit.o.is_finite() && Self::has_size(unit);
        is_possible && (self != Self::Proportion || unit.o <= unit.size)
    }

    /// 1 for ratios, Σo/Σsize of the units that fit for the others.
    fn natural_target(self, units: &[Unit]) -> f64 {
        if self == Self::Ratio {
            return 1.0;
        }
        let fitting = || units.iter().filter(|unit| self.fits(unit));
        sum(fitting().map(|unit| unit.o)) / sum(fitting().map(|unit| unit.size))
    }

    /// P(X ≤ o) and P(X ≥ o) at the target.
    fn tails(self, unit: &Unit, target: f64) -> (f64, f64) {
        if self == Self::Proportion {
            (binomial_cdf(unit.o, unit.size, target), binomial_sf(unit.o, unit.size, target))
        } else {
            (poisson_cdf(unit.o, unit.size * target), poisson_sf(unit.o, unit.size * target))
        }
    }
}

impl Placed {
    /// A unit that has no place.
    fn nowhere(id: &str) -> Self {
        let none = (f64::NAN, f64::NAN);
        Self {
            id: id.to_owned(),
            value: f64::NAN,
            l95: none,
            l998: none,
            flag: Flag::None,
            z: f64::NAN,
            z_adjusted: f64::NAN,
            p_low: f64::NAN,
            p_high: f64::NAN,
        }
    }

    /// The flag that the limits give: strictly outside.
    fn flag_by_limits(&self) -> Flag {
        if self.value > self.l998.1 {
            Flag::High998
        } else if self.value < self.l998.0 {
            Flag::Low998
        } else if self.value > self.l95.1 {
            Flag::High95
        } else if self.value < self.l95.0 {
            Flag::Low95
        } else {
            Flag::None
        }
    }
}

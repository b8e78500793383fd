//! Owns our own funnel: exact limits, and scales for approximations and overdispersion.

use super::{Funnel, FunnelCode, FunnelKind, Method, Overdispersion, Placed, Request, TrimBy, Unit, estimate};
use crate::special::{
    binomial_cdf, binomial_quantile, chi_square_quantile, normal_quantile, poisson_cdf, poisson_quantile,
};

/// The tails of 95 % and 99.8 %.
const TAILS: [f64; 2] = [0.025, 0.001];

/// The number of events at probability `p`, interpolated: r − α with r the smallest with F(r) ≥ p and
/// α = (F(r) − p)/(F(r) − F(r−1)) (Spiegelhalter 2005, appendix). Not clipped.
///
/// `trials` gives a binomial with chance `mean`/`trials`, none a Poisson.
#[must_use]
pub fn exact_limit(p: f64, mean: f64, trials: Option<f64>) -> f64 {
    let (r, at) = match trials {
        Some(n) => {
            let r = binomial_quantile(p, n, mean / n);
            (r, (binomial_cdf(r, n, mean / n), binomial_cdf(r - 1.0, n, mean / n)))
        }
        None => {
            let r = poisson_quantile(p, mean);
            (r, (poisson_cdf(r, mean), poisson_cdf(r - 1.0, mean)))
        }
    };
    let alpha = (at.0 - p) / (at.0 - at.1);
    // A step too small to divide by is no step.
    if alpha.is_finite() { r - alpha.clamp(0.0, 1.0) } else { r }
}

/// Garwood's interval about an expected number, as a ratio to it; what FunnelPlotR draws as Poisson limits.
#[must_use]
pub fn garwood_limit(p: f64, expected: f64) -> f64 {
    let degrees = if p < 0.5 { 2.0 * expected } else { 2.0 * (expected + 1.0) };
    0.5 * chi_square_quantile(p, degrees) / expected
}

/// A scale on which units are compared: value ↔ scale, and the standard error there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Linear,
    Sqrt,
    Log,
    Arcsine,
}

impl Scale {
    fn of(method: Method, kind: FunnelKind, warnings: &mut Vec<FunnelCode>) -> Self {
        let natural = if kind == FunnelKind::Proportion { Self::Arcsine } else { Self::Sqrt };
        match method {
            Method::Normal => Self::Linear,
            Method::Exact => natural,
            Method::Log => Self::Log,
            Method::Sqrt if kind != FunnelKind::Proportion => Self::Sqrt,
            Method::Arcsine if kind == FunnelKind::Proportion => Self::Arcsine,
            Method::Sqrt | Method::Arcsine => {
                warnings.push(FunnelCode::MethodReplaced);
                natural
            }
        }
    }

    pub(super) fn to(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Sqrt => value.max(0.0).sqrt(),
            Self::Log => value.ln(),
            Self::Arcsine => value.clamp(0.0, 1.0).sqrt().asin(),
        }
    }

    /// Back from the scale; what lies beyond its ends is its end.
    pub(super) fn back(self, y: f64) -> f64 {
        match self {
            Self::Linear => y,
            Self::Sqrt => y.max(0.0) * y.max(0.0),
            Self::Log => y.exp(),
            Self::Arcsine => y.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2),
        }
    }

    /// The standard error at the target, by the delta method.
    fn error(self, kind: FunnelKind, target: f64, size: f64) -> f64 {
        let variance = match kind {
            FunnelKind::Proportion => target * (1.0 - target) / size,
            _ => target / size,
        };
        match self {
            Self::Linear => variance.sqrt(),
            Self::Sqrt => 0.5 / size.sqrt(),
            Self::Log => variance.sqrt() / target,
            Self::Arcsine => 0.5 / size.sqrt(),
        }
    }
}

/// Our own funnel.
pub(super) fn futawa(request: &Request, units: &[Unit], warnings: &mut Vec<FunnelCode>) -> Funnel {
    let kind = request.kind;
    let target = request.target.unwrap_or_else(|| kind.natural_target(units));
    let method = request.method.unwrap_or(Method::Exact);
    let scale = Scale::of(method, kind, warnings);
    // Zeros have no logarithm; the spread between units is then measured on the square-root scale.
    let spread = if scale == Scale::Log && units.iter().any(|unit| unit.o == 0.0) { Scale::Sqrt } else { scale };
    let z = |unit: &Unit| (spread.to(unit.o / unit.size) - spread.to(target)) / spread.error(kind, target, unit.size);
    let fitting: Vec<&Unit> = units.iter().filter(|unit| kind.fits(unit)).collect();
    let errors: Vec<f64> = fitting.iter().map(|unit| spread.error(kind, target, unit.size)).collect();
    let scores: Vec<f64> = fitting.iter().map(|unit| z(unit)).collect();
    let found = estimate(&scores, &errors, request.trim.unwrap_or(0.1), request.trim_by.unwrap_or(TrimBy::Winsorise));
    look(request, &fitting, target, found.phi, warnings);
    let widen = |unit: &Unit| {
        let s = spread.error(kind, target, unit.size);
        match request.overdispersion {
            Overdispersion::None => s,
            Overdispersion::Additive => (s * s + found.tau2).sqrt(),
            Overdispersion::Multiplicative => s * found.phi.max(1.0).sqrt(),
        }
    };
    let is_widened = match request.overdispersion {
        Overdispersion::None => false,
        Overdispersion::Additive => found.tau2 > 0.0,
        Overdispersion::Multiplicative => found.phi > 1.0,
    };
    let place = |unit: &Unit| {
        if !FunnelKind::has_size(unit) || target.is_nan() {
            return Placed::nowhere(&unit.id);
        }
        let own = |tail: f64| chance_limits(kind, method, scale, target, unit, tail);
        let limits = TAILS.map(|tail| {
            let (low, high) = own(tail);
            if !is_widened {
                return (low, high);
            }
            let (center, width) = (spread.to(target), -normal_quantile(tail) * widen(unit));
            let wide = (spread.back(center - width), spread.back(center + width));
            let wide = if method == Method::Normal { wide } else { clipped(kind, wide) };
            // Exact limits stay where they are the wider ones: adjusting never flags more.
            if method == Method::Exact { (low.min(wide.0), high.max(wide.1)) } else { wide }
        });
        if !kind.fits(unit) {
            return Placed { l95: limits[0], l998: limits[1], ..Placed::nowhere(&unit.id) };
        }
        let (p_low, p_high) = kind.tails(unit, target);
        let z = z(unit);
        let mut placed = Placed {
            value: unit.o / unit.size,
            l95: limits[0],
            l998: limits[1],
            z,
            z_adjusted: z * spread.error(kind, target, unit.size) / widen(unit),
            p_low,
            p_high,
            ..Placed::nowhere(&unit.id)
        };
        placed.flag = placed.flag_by_limits();
        placed
    };
    Funnel { target, phi: found.phi, tau2: found.tau2, units: units.iter().map(place).collect(), warnings: Vec::new() }
}

fn look(request: &Request, fitting: &[&Unit], target: f64, phi: f64, warnings: &mut Vec<FunnelCode>) {
    match request.overdispersion {
        Overdispersion::None if phi > 1.0 => warnings.push(FunnelCode::Overdispersed),
        Overdispersion::None => {}
        _ if phi <= 1.0 => warnings.push(FunnelCode::NoOverdispersion),
        _ => {}
    }
    if request.overdispersion != Overdispersion::None && fitting.len() < 10 {
        warnings.push(FunnelCode::FewUnits);
    }
    if fitting.iter().any(|unit| unit.size * target < 1.0) {
        warnings.push(FunnelCode::SmallUnits);
    }
}

/// Limits by chance alone.
fn chance_limits(kind: FunnelKind, method: Method, scale: Scale, target: f64, unit: &Unit, tail: f64) -> (f64, f64) {
    let limits = if method == Method::Exact {
        let trials = (kind == FunnelKind::Proportion).then_some(unit.size);
        let at = |p: f64| exact_limit(p, unit.size * target, trials) / unit.size;
        (at(tail), at(1.0 - tail))
    } else {
        let width = -normal_quantile(tail) * scale.error(kind, target, unit.size);
        (scale.back(scale.to(target) - width), scale.back(scale.to(target) + width))
    };
    // The normal approximation is left as it is, so that one sees where it fails.
    if method == Method::Normal { limits } else { clipped(kind, limits) }
}

/// A limit is a possible value.
fn clipped(kind: FunnelKind, (low, high): (f64, f64)) -> (f64, f64) {
    let top = if kind == FunnelKind::Proportion { 1.0 } else { f64::INFINITY };
    let clip = |v: f64| {
        if v < 0.0 {
            0.0
        } else if v > top {
            top
        } else {
            v
        }
    };
    (clip(low), clip(high))
}

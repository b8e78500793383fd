//! Owns the funnels of the packages: FunnelPlotR, PowerBI-Funnels and PHEindicatormethods.

use super::limits::{Scale, garwood_limit};
use super::{
    Estimate, Flag, Funnel, FunnelCode, FunnelKind, Method, Overdispersion, Placed, Request, TrimBy, Unit, estimate,
};
use crate::rate::{count_interval, wilson};
use crate::special::{gamma_tails, normal_quantile, poisson_cdf, poisson_sf};

const TAILS: [f64; 2] = [0.025, 0.001];

fn z_of(tail: f64) -> f64 {
    -normal_quantile(tail)
}

/// FunnelPlotR's rounded quantiles: 1.959964 and 3.090232.
fn z_rounded(tail: f64) -> f64 {
    if tail == TAILS[0] { 1.959_964 } else { 3.090_232 }
}

/// Rounds to two decimals as R ≥ 4.0 does: the nearer of the two candidates, the even one of equals.
#[must_use]
pub fn round_half_even(x: f64) -> f64 {
    let scaled = 100.0 * x;
    let (down, up) = (scaled.floor() / 100.0, scaled.ceil() / 100.0);
    let (below, above) = (x - down, up - x);
    if below < above || (below == above && scaled.floor() % 2.0 == 0.0) { down } else { up }
}

/// A unit's numbers on the scale of a package.
struct Scored {
    y: f64,
    s: f64,
}

/// FunnelPlotR 0.6.0.
///
/// Ratio: method `log` is its SHMI (default), `sqrt` its CQC; proportion PR; rate RC. Without overdispersion a ratio gets
/// Garwood's interval. CQC's adjusted limits are not squared back (its open issue 33), and are drawn so here, too.
pub(super) fn funnelplotr(request: &Request, units: &[Unit], warnings: &mut Vec<FunnelCode>) -> Funnel {
    let kind = request.kind;
    let is_cqc = kind == FunnelKind::Ratio && request.method == Some(Method::Sqrt);
    let is_shmi = kind == FunnelKind::Ratio && !is_cqc;
    let given = units;
    // SHMI rounds the expected number for everything but the ratio itself.
    let units: Vec<Unit> = units
        .iter()
        .map(|unit| Unit { size: if is_shmi { round_half_even(unit.size) } else { unit.size }, ..unit.clone() })
        .collect();
    let target = request.target.unwrap_or_else(|| kind.natural_target(&units));
    let (center, score): (f64, fn(&Unit) -> Scored) = match kind {
        FunnelKind::Ratio if is_cqc => (1.0, |u| Scored { y: (u.o / u.size).sqrt(), s: 0.5 / u.size.sqrt() }),
        FunnelKind::Ratio => (0.0, |u| Scored { y: (u.o / u.size).ln(), s: 1.0 / u.size.sqrt() }),
        FunnelKind::Proportion => (target.sqrt().asin(), arcsine),
        FunnelKind::Rate => (target.ln(), counts),
    };
    let by = request.trim_by.unwrap_or(if is_shmi { TrimBy::Truncate } else { TrimBy::Winsorise });
    let found = spread(kind, &units, center, score, request.trim.unwrap_or(0.1), by);
    let draws_adjusted = request.overdispersion != Overdispersion::None && found.phi > 1.0;
    let tau2 = if draws_adjusted { found.tau2 } else { 0.0 };
    if is_cqc && draws_adjusted {
        warnings.push(FunnelCode::PackageError);
    }
    let limits = |unit: &Unit, tail: f64| -> (f64, f64) {
        let (z, e) = (z_rounded(tail), unit.size);
        match kind {
            FunnelKind::Ratio if !draws_adjusted => (garwood_limit(tail, e), garwood_limit(1.0 - tail, e)),
            FunnelKind::Ratio if is_cqc => {
                let width = z * (0.25 / e + tau2).sqrt();
                (1.0 - width, 1.0 + width)
            }
            FunnelKind::Ratio => {
                let width = z * (1.0 / e + tau2).sqrt();
                ((-width).exp(), width.exp())
            }
            FunnelKind::Proportion => {
                let width = z * (0.25 / e + tau2).sqrt();
                (Scale::Arcsine.back(center - width), Scale::Arcsine.back(center + width))
            }
            FunnelKind::Rate => {
                let width = z * (0.25 / e + tau2).sqrt();
                (target * (-width).exp(), target * width.exp())
            }
        }
    };
    let placed = units.iter().zip(given).map(|(unit, given)| {
        let mut placed = place(kind, unit, target, center, score, tau2, &limits);
        placed.value = if placed.value.is_nan() { placed.value } else { given.o / given.size };
        placed.flag = placed.flag_by_limits();
        placed
    });
    let placed: Vec<Placed> = placed.collect();
    let (phi, tau2) = if request.overdispersion == Overdispersion::None { (0.0, 0.0) } else { (found.phi, found.tau2) };
    Funnel { target, phi, tau2, units: placed, warnings: Vec::new() }
}

fn arcsine(unit: &Unit) -> Scored {
    Scored { y: Scale::Arcsine.to(unit.o / unit.size), s: 0.5 / unit.size.sqrt() }
}

fn counts(unit: &Unit) -> Scored {
    let (o, e) = (unit.o, unit.size);
    let s = (o / (o + 0.5).powi(2) + e / (e + 0.5).powi(2)).sqrt();
    Scored { y: ((o + 0.5) / (e + 0.5)).ln(), s }
}

fn spread(
    kind: FunnelKind,
    units: &[Unit],
    center: f64,
    score: fn(&Unit) -> Scored,
    trim: f64,
    by: TrimBy,
) -> Estimate {
    let scored: Vec<Scored> = units.iter().filter(|unit| kind.fits(unit)).map(score).collect();
    let z: Vec<f64> = scored.iter().map(|scored| (scored.y - center) / scored.s).collect();
    let s: Vec<f64> = scored.iter().map(|scored| scored.s).collect();
    estimate(&z, &s, trim, by)
}

fn place(
    kind: FunnelKind,
    unit: &Unit,
    target: f64,
    center: f64,
    score: fn(&Unit) -> Scored,
    tau2: f64,
    limits: &dyn Fn(&Unit, f64) -> (f64, f64),
) -> Placed {
    if !FunnelKind::has_size(unit) {
        return Placed::nowhere(&unit.id);
    }
    if !kind.fits(unit) {
        return Placed { l95: limits(unit, TAILS[0]), l998: limits(unit, TAILS[1]), ..Placed::nowhere(&unit.id) };
    }
    let scored = score(unit);
    let (p_low, p_high) = kind.tails(unit, target);
    let mut placed = Placed {
        value: unit.o / unit.size,
        l95: limits(unit, TAILS[0]),
        l998: limits(unit, TAILS[1]),
        z: (scored.y - center) / scored.s,
        z_adjusted: (scored.y - center) / (scored.s * scored.s + tau2).sqrt(),
        p_low,
        p_high,
        ..Placed::nowhere(&unit.id)
    };
    placed.flag = placed.flag_by_limits();
    placed
}

/// PowerBI-Funnels: square root squared back (ratio), arcsine (proportion), logarithm of counts (rate).
pub(super) fn powerbi(request: &Request, units: &[Unit], warnings: &mut Vec<FunnelCode>) -> Funnel {
    let kind = request.kind;
    let target = request.target.unwrap_or_else(|| kind.natural_target(units));
    let (center, score): (f64, fn(&Unit) -> Scored) = match kind {
        FunnelKind::Ratio => (1.0, |u| Scored { y: (u.o / u.size).sqrt(), s: 0.5 / u.size.sqrt() }),
        FunnelKind::Proportion => (target.sqrt().asin(), arcsine),
        FunnelKind::Rate => (target.ln(), counts),
    };
    let found =
        spread(kind, units, center, score, request.trim.unwrap_or(0.1), request.trim_by.unwrap_or(TrimBy::Winsorise));
    let tau2 = if request.overdispersion == Overdispersion::None { 0.0 } else { found.tau2 };
    if request.overdispersion != Overdispersion::None && tau2 == 0.0 {
        warnings.push(FunnelCode::NoOverdispersion);
    }
    let limits = |unit: &Unit, tail: f64| {
        let n = unit.size;
        if kind == FunnelKind::Ratio && tau2 == 0.0 {
            return (garwood_limit(tail, n), garwood_limit(1.0 - tail, n));
        }
        let s2 = if kind == FunnelKind::Rate { 2.0 * n / ((n + 0.5) * (n + 0.5)) } else { 0.25 / n };
        let width = z_of(tail) * (s2 + tau2).sqrt();
        let (scale, top) = match kind {
            FunnelKind::Ratio => (Scale::Sqrt, f64::INFINITY),
            FunnelKind::Proportion => (Scale::Arcsine, std::f64::consts::FRAC_PI_2),
            FunnelKind::Rate => (Scale::Log, f64::INFINITY),
        };
        // A limit beyond the end of the scale is not drawn.
        let low = if kind != FunnelKind::Rate && center < width { f64::NAN } else { scale.back(center - width) };
        let high = if center + width > top { f64::NAN } else { scale.back(center + width) };
        (low, high)
    };
    let placed = units.iter().map(|unit| {
        let mut placed = place(kind, unit, target, center, score, tau2, &limits);
        if kind == FunnelKind::Ratio && tau2 == 0.0 && !placed.value.is_nan() {
            placed.z = z_of_garwood(unit);
            placed.z_adjusted = placed.z;
        }
        placed
    });
    let placed = placed.collect();
    Funnel { target, phi: found.phi, tau2: found.tau2, units: placed, warnings: Vec::new() }
}

/// The z at which Garwood's limit about E is the observed number.
fn z_of_garwood(unit: &Unit) -> f64 {
    let a = if unit.o < unit.size { unit.size } else { unit.size + 1.0 };
    let (lower, upper) = gamma_tails(a, unit.o);
    if lower < upper { normal_quantile(lower) } else { -normal_quantile(upper) }
}

/// The expected number E at which `observed` events lie just on a limit: P(X ≤ o | E) = p (lower limit) or
/// P(X ≥ o | E) = p (upper limit), by the package's 23 halvings of E/(1+o+E); good to about 1e-6.
#[must_use]
pub fn phe_expected(observed: f64, p: f64, is_lower: bool) -> f64 {
    let (mut v, mut step) = (0.5_f64, 0.5_f64);
    while step > 1e-7 {
        step /= 2.0;
        let expected = (1.0 + observed) * v / (1.0 - v);
        let is_too_large =
            if is_lower { poisson_cdf(observed, expected) < p } else { poisson_sf(observed, expected) > p };
        v += if is_too_large { -step } else { step };
    }
    (1.0 + observed) * v / (1.0 - v)
}

/// PHEindicatormethods: limits of proportions by the score test; of ratios and rates at the observed number of events.
pub(super) fn phe(request: &Request, units: &[Unit]) -> Funnel {
    let kind = request.kind;
    let target = request.target.unwrap_or_else(|| kind.natural_target(units));
    let place = |unit: &Unit| {
        if !FunnelKind::has_size(unit) {
            return Placed::nowhere(&unit.id);
        }
        let limits = TAILS.map(|tail| match kind {
            FunnelKind::Proportion => {
                let width = z_of(tail) * (target * (1.0 - target) / unit.size).sqrt();
                ((target - width).max(0.0), (target + width).min(1.0))
            }
            _ => {
                let at = |is_lower: bool| target * unit.o / phe_expected(unit.o, tail, is_lower);
                (at(true), at(false))
            }
        });
        if !kind.fits(unit) {
            return Placed { l95: limits[0], l998: limits[1], ..Placed::nowhere(&unit.id) };
        }
        let (p_low, p_high) = kind.tails(unit, target);
        let variance = if kind == FunnelKind::Proportion { target * (1.0 - target) } else { target };
        let z = (unit.o / unit.size - target) / (variance / unit.size).sqrt();
        Placed {
            value: unit.o / unit.size,
            l95: limits[0],
            l998: limits[1],
            flag: phe_flag(kind, unit, target),
            z,
            z_adjusted: z,
            p_low,
            p_high,
            id: unit.id.clone(),
        }
    };
    Funnel { target, phi: 0.0, tau2: 0.0, units: units.iter().map(place).collect(), warnings: Vec::new() }
}

/// Whether the unit's own confidence interval leaves out the target: Wilson, or exact below 10 events and Byar above.
fn phe_flag(kind: FunnelKind, unit: &Unit, target: f64) -> Flag {
    let interval = |confidence: f64| match kind {
        FunnelKind::Proportion => wilson(unit.o, unit.size, confidence),
        _ => count_interval(unit.o, confidence).divided_by(unit.size),
    };
    let (wide, narrow) = (interval(0.998), interval(0.95));
    if wide.lower > target {
        Flag::High998
    } else if wide.upper < target {
        Flag::Low998
    } else if narrow.lower > target {
        Flag::High95
    } else if narrow.upper < target {
        Flag::Low95
    } else {
        Flag::None
    }
}

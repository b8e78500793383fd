//! Owns the comparison of funnels: exact limits, FunnelPlotR, PowerBI-Funnels and PHEindicatormethods.

use spc::funnel::{
    Flag, Funnel, FunnelKind, FunnelPreset, Method, Overdispersion, Placed, Request, Unit, exact_limit, funnel,
    garwood_limit, phe_expected,
};
use spc::rate::byar;
use spc::special::{normal_quantile, poisson_cdf, poisson_sf};

use crate::compare::{Case, Differences, number};

fn units(case: &Case) -> Vec<Unit> {
    let (id, o, size) = (case.texts("input", "unit"), case.numbers("input", "obs"), case.numbers("input", "exp"));
    (0..id.len()).map(|i| Unit { id: id[i].clone(), o: o[i], size: size[i] }).collect()
}

fn request(case: &Case, kind: FunnelKind, preset: FunnelPreset) -> Request {
    Request {
        kind,
        units: units(case),
        method: None,
        overdispersion: Overdispersion::None,
        trim: None,
        trim_by: None,
        target: None,
        preset,
    }
}

fn kind_of(code: &str) -> FunnelKind {
    match code.split('_').next().unwrap().to_lowercase().as_str() {
        "pr" => FunnelKind::Proportion,
        "rc" | "rate" => FunnelKind::Rate,
        _ => FunnelKind::Ratio,
    }
}

fn pick(funnel: &Funnel, of: impl Fn(&Placed) -> f64) -> Vec<f64> {
    funnel.units.iter().map(of).collect()
}

// ---- exact

pub(crate) fn exact(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    if case.has("output", "E") {
        poisson_table(case, &mut differences);
        return differences.0;
    }
    let ours = funnel(&request(case, kind_of(case.name()), FunnelPreset::Futawa));
    let mut compare = |column: &str, of: &dyn Fn(&Placed) -> f64, relative: f64| {
        differences.near(column, &pick(&ours, of), &case.numbers("output", column), relative);
    };
    compare("ratio", &|u| u.value, 1e-9);
    compare("target", &|_| ours.target, 1e-9);
    compare("ll998", &|u| u.l998.0, 1e-9);
    compare("ul998", &|u| u.l998.1, 1e-9);
    compare("ll95", &|u| u.l95.0, 1e-9);
    compare("ul95", &|u| u.l95.1, 1e-9);
    compare("p_low", &|u| u.p_low, 1e-9);
    compare("p_high", &|u| u.p_high, 1e-9);
    normal(case, &ours, &mut differences);
    differences.0
}

/// The normal approximation without clipping, and Garwood's interval.
fn normal(case: &Case, ours: &Funnel, differences: &mut Differences) {
    let size = case.numbers("output", "exp");
    let variance = if kind_of(case.name()) == FunnelKind::Proportion { 1.0 - ours.target } else { 1.0 };
    for (column, p) in
        [("normal_ll998", 0.001), ("normal_ll95", 0.025), ("normal_ul95", 0.975), ("normal_ul998", 0.999)]
    {
        let limit = |n: &f64| ours.target + normal_quantile(p) * (ours.target * variance / n).sqrt();
        let limits: Vec<f64> = size.iter().map(limit).collect();
        differences.numbers(column, &limits, &case.numbers("output", column));
        let request =
            Request { method: Some(Method::Normal), ..request(case, kind_of(case.name()), FunnelPreset::Futawa) };
        let drawn = funnel(&request);
        let of = |u: &Placed| match p {
            0.001 => u.l998.0,
            0.025 => u.l95.0,
            0.975 => u.l95.1,
            _ => u.l998.1,
        };
        differences.numbers(column, &pick(&drawn, of), &limits);
        let column = column.replace("normal", "garwood");
        if case.has("output", &column) {
            // About the expected number at the target, as a rate.
            let limits: Vec<f64> = size.iter().map(|n| ours.target * garwood_limit(p, n * ours.target)).collect();
            differences.near(&column, &limits, &case.numbers("output", &column), 1e-8);
        }
    }
}

fn poisson_table(case: &Case, differences: &mut Differences) {
    let expected = case.numbers("output", "E");
    let column = |name: &str, of: &dyn Fn(f64) -> f64, relative: f64, differences: &mut Differences| {
        let ours: Vec<f64> = expected.iter().map(|e| of(*e)).collect();
        differences.near(name, &ours, &case.numbers("output", name), relative);
    };
    for (suffix, p) in [("ll998", 0.001), ("ll95", 0.025), ("ul95", 0.975), ("ul998", 0.999)] {
        let exact = |e: f64| exact_limit(p, e, None) / e;
        column(&format!("exact_{suffix}"), &exact, 1e-9, differences);
        column(&format!("garwood_{suffix}"), &|e| garwood_limit(p, e), 1e-8, differences);
        column(&format!("normal_{suffix}"), &|e| 1.0 + normal_quantile(p) / e.sqrt(), 1e-9, differences);
        let confidence = if suffix.ends_with("95") { 0.95 } else { 0.998 };
        if p > 0.5 || expected.iter().all(|e| !byar(*e, confidence).lower.is_nan()) {
            let of = |e: f64| if p < 0.5 { byar(e, confidence).lower / e } else { byar(e, confidence).upper / e };
            column(&format!("byar_{suffix}"), &of, 1e-9, differences);
        }
    }
    // The chance that a unit in control falls outside.
    for (confidence, tail) in [("998", 0.001), ("95", 0.025)] {
        let chance = |e: f64, low: f64, high: f64| {
            let below = if low <= 0.0 { 0.0 } else { poisson_cdf((low * e).ceil() - 1.0, e) };
            below + poisson_sf((high * e).floor() + 1.0, e)
        };
        let exact = |e: f64| chance(e, exact_limit(tail, e, None) / e, exact_limit(1.0 - tail, e, None) / e);
        column(&format!("exact_flag{confidence}"), &exact, 1e-8, differences);
        let garwood = |e: f64| chance(e, garwood_limit(tail, e), garwood_limit(1.0 - tail, e));
        column(&format!("garwood_flag{confidence}"), &garwood, 1e-8, differences);
    }
}

// ---- FunnelPlotR

pub(crate) fn funnelplotr(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let kind = kind_of(case.option("data_type").as_str().unwrap_or("SR"));
    let adjusts = case.option("draw_adjusted").as_bool() != Some(false);
    let request = Request {
        method: (case.option("sr_method").as_str() == Some("CQC")).then_some(Method::Sqrt),
        overdispersion: if adjusts { Overdispersion::Additive } else { Overdispersion::None },
        trim: case.option("trim_by").as_f64(),
        ..request(case, kind, FunnelPreset::Funnelplotr)
    };
    let ours = funnel(&request);
    differences.near("phi", &[ours.phi], &[number(case.scalar("phi"))], 1e-9);
    differences.near("tau2", &[ours.tau2], &[number(case.scalar("tau2"))], 1e-9);
    differences.same(
        "group",
        &ours.units.iter().map(|u| u.id.clone()).collect::<Vec<_>>(),
        &case.texts("units", "group"),
    );
    let multiplier = case.option("multiplier").as_f64().unwrap_or(1.0);
    let drawn = if case.scalar("draw_adjusted").as_bool() == Some(true) { "OD" } else { "" };
    let mut compare = |column: &str, of: &dyn Fn(&Placed) -> f64, relative: f64| {
        differences.near(column, &pick(&ours, of), &case.numbers("units", column), relative);
    };
    compare("rr", &|u| u.value, 1e-9);
    compare("Uzscore", &|u| u.z, 1e-9);
    compare(&format!("{drawn}{}", limit_name(drawn, "LCL", 95)), &|u| u.l95.0 * multiplier, 1e-8);
    compare(&format!("{drawn}{}", limit_name(drawn, "UCL", 95)), &|u| u.l95.1 * multiplier, 1e-8);
    compare(&format!("{drawn}{}", limit_name(drawn, "LCL", 99)), &|u| u.l998.0 * multiplier, 1e-8);
    compare(&format!("{drawn}{}", limit_name(drawn, "UCL", 99)), &|u| u.l998.1 * multiplier, 1e-8);
    let by_95 = case.option("limit").as_f64() == Some(95.0);
    let is_outlier = |u: &Placed| match u.flag {
        Flag::None => 0.0,
        Flag::High95 | Flag::Low95 => f64::from(u8::from(by_95)),
        _ => 1.0,
    };
    compare("outlier", &is_outlier, 1e-9);
    differences.0
}

fn limit_name(drawn: &str, side: &str, level: u8) -> String {
    if drawn.is_empty() { format!("{side}{level}") } else { format!("{level}{side}") }
}

// ---- PowerBI-Funnels

pub(crate) fn powerbi(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let kind = kind_of(case.option("type").as_str().unwrap());
    let adjusts = case.option("od_adjust").as_str() != Some("no");
    let request = Request {
        overdispersion: if adjusts { Overdispersion::Additive } else { Overdispersion::None },
        ..request(case, kind, FunnelPreset::Powerbi)
    };
    let ours = funnel(&request);
    differences.near("tau2", &[ours.tau2], &[number(case.scalar("tau2_estimate"))], 1e-9);
    let is_adjusted = case.scalar("od_adjusted").as_bool() == Some(true);
    let mut compare = |column: &str, of: &dyn Fn(&Placed) -> f64| {
        // Ratios without adjustment are chi-square quantiles.
        let relative = if kind == FunnelKind::Ratio && !is_adjusted { 1e-8 } else { 1e-9 };
        differences.near(column, &pick(&ours, of), &case.numbers("output", column), relative);
    };
    compare("ratio", &|u| u.value);
    compare("target", &|_| ours.target);
    compare("ll99", &|u| u.l998.0);
    compare("ul99", &|u| u.l998.1);
    compare("ll95", &|u| u.l95.0);
    compare("ul95", &|u| u.l95.1);
    compare("z", &|u| u.z_adjusted);
    let texts = |wide: bool| -> Vec<String> {
        let name = |u: &Placed| match u.flag {
            Flag::High998 => "upper",
            Flag::Low998 => "lower",
            Flag::High95 if !wide => "upper",
            Flag::Low95 if !wide => "lower",
            _ => "none",
        };
        ours.units.iter().map(|u| name(u).to_owned()).collect()
    };
    differences.same("three_sigma", &texts(true), &case.texts("output", "three_sigma"));
    differences.same("two_sigma", &texts(false), &case.texts("output", "two_sigma"));
    differences.0
}

// ---- PHEindicatormethods

pub(crate) fn phe(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    if case.has("output", "Observed_events") {
        phe_ratio_limits(case, &mut differences);
    } else if case.has("output", "Population") {
        phe_proportion_limits(case, &mut differences);
    } else {
        let ours = funnel(&request(case, kind_of(case.name()), FunnelPreset::Phe));
        let name = |flag: Flag| match flag {
            Flag::None => "Not significant",
            Flag::High95 => "High (0.025)",
            Flag::High998 => "High (0.001)",
            Flag::Low95 => "Low (0.025)",
            Flag::Low998 => "Low (0.001)",
        };
        let ours: Vec<String> = ours.units.iter().map(|u| name(u.flag).to_owned()).collect();
        differences.same("significance", &ours, &case.texts("output", "significance"));
    }
    differences.0
}

fn phe_ratio_limits(case: &Case, differences: &mut Differences) {
    let observed = case.numbers("output", "Observed_events");
    let sides =
        [("lower_2s", 0.025, true), ("upper_2s", 0.025, false), ("lower_3s", 0.001, true), ("upper_3s", 0.001, false)];
    // A unit at each observed number: its limits are those of the table.
    let unit = |o: &f64| Unit { id: o.to_string(), o: *o, size: *o };
    let request =
        Request { units: observed.iter().map(unit).collect(), ..request(case, FunnelKind::Ratio, FunnelPreset::Phe) };
    let drawn = funnel(&request);
    for (name, p, is_lower) in sides {
        let expected: Vec<f64> = observed.iter().map(|o| phe_expected(*o, p, is_lower)).collect();
        differences.numbers(name, &expected, &case.numbers("output", &format!("{name}_exp_events")));
        let of = |u: &Placed| {
            let pair = if p < 0.01 { u.l998 } else { u.l95 };
            100.0 * if is_lower { pair.0 } else { pair.1 }
        };
        differences.numbers(name, &pick(&drawn, of), &case.numbers("output", &format!("{name}_limit")));
    }
}

fn phe_proportion_limits(case: &Case, differences: &mut Differences) {
    let size = case.numbers("output", "Population");
    let natural = funnel(&request(case, FunnelKind::Proportion, FunnelPreset::Phe)).target;
    let unit = |n: &f64| Unit { id: n.to_string(), o: 0.0, size: *n };
    let request = Request {
        units: size.iter().map(unit).collect(),
        target: Some(natural),
        ..request(case, FunnelKind::Proportion, FunnelPreset::Phe)
    };
    let drawn = funnel(&request);
    differences.numbers("baseline", &vec![100.0 * natural; size.len()], &case.numbers("output", "baseline"));
    let mut compare = |column: &str, of: &dyn Fn(&Placed) -> f64| {
        differences.numbers(column, &pick(&drawn, |u| 100.0 * of(u)), &case.numbers("output", column));
    };
    compare("lower_2s_limit", &|u| u.l95.0);
    compare("upper_2s_limit", &|u| u.l95.1);
    compare("lower_3s_limit", &|u| u.l998.0);
    compare("upper_3s_limit", &|u| u.l998.1);
}

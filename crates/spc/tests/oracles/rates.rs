//! Owns the comparison of rates, constants, charts with a memory, and tables.

use spc::rate::{
    Band, Interval, byar, clopper_pearson, count_interval, dsr, exact, isr, mean_interval, overdispersion,
    quantile_groups, wilson,
};
use spc::{CusumDesign, EwmaDesign, constants, cusum, ewma, pareto};

use crate::compare::{Case, Differences, number};

pub(crate) fn rates(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    match case.family() {
        "phe_primitives" => primitives(case, &mut differences),
        "phe_proportion" => two_levels(case, wilson, 100.0, &mut differences),
        "phe_rate" => {
            two_levels(case, |o, n, level| count_interval(o, level).divided_by(n), 1000.0, &mut differences);
        }
        "phe_dsr" | "phe_isr" => standardised(case, &mut differences),
        "phe_mean" => means(case, &mut differences),
        _ => {
            let groups = if case.name().starts_with("deciles") { 10 } else { 5 };
            let by_region = case.call().contains("group_by");
            quantiles(case, groups, case.call().contains("invert = TRUE"), by_region, &mut differences);
        }
    }
    differences.0
}

fn primitives(case: &Case, differences: &mut Differences) {
    let x = case.numbers("input", "x");
    let level: f64 = case.name().rsplit("conf").next().unwrap().parse().unwrap();
    let mut compare = |column: &str, relative: f64, of: &dyn Fn(usize) -> f64| {
        let ours: Vec<f64> = (0..x.len()).map(of).collect();
        differences.near(column, &ours, &case.numbers("output", column), relative);
    };
    if case.name().starts_with("byars") {
        compare("byar_lower", 1e-9, &|i| byar(x[i], level).lower);
        compare("byar_upper", 1e-9, &|i| byar(x[i], level).upper);
        compare("exact_lower", 1e-8, &|i| exact(x[i], level).lower);
        compare("exact_upper", 1e-8, &|i| exact(x[i], level).upper);
        return;
    }
    let n = case.numbers("input", "n");
    compare("wilson_lower", 1e-9, &|i| wilson(x[i], n[i], level).lower);
    compare("wilson_upper", 1e-9, &|i| wilson(x[i], n[i], level).upper);
    compare("cp_lower", 1e-9, &|i| clopper_pearson(x[i], n[i], level).lower);
    compare("cp_upper", 1e-9, &|i| clopper_pearson(x[i], n[i], level).upper);
}

fn two_levels(case: &Case, of: impl Fn(f64, f64, f64) -> Interval, times: f64, differences: &mut Differences) {
    let (y, n) = (case.numbers("input", "y"), case.numbers("input", "n"));
    let all = |level: f64| -> Vec<Interval> { (0..y.len()).map(|i| of(y[i], n[i], level)).collect() };
    for (level, name) in [(0.95, "95_0"), (0.998, "99_8")] {
        let ours = all(level);
        let pick = |of: &dyn Fn(&Interval) -> f64| -> Vec<f64> { ours.iter().map(|i| of(i) * times).collect() };
        differences.numbers("value", &pick(&|i| i.value), &case.numbers("output", "value"));
        differences.near(name, &pick(&|i| i.lower), &case.numbers("output", &format!("lower{name}cl")), 1e-8);
        differences.near(name, &pick(&|i| i.upper), &case.numbers("output", &format!("upper{name}cl")), 1e-8);
    }
}

fn standardised(case: &Case, differences: &mut Differences) {
    let areas = case.texts("input", "area");
    let column = |name: &str| {
        let values = case.numbers("input", name);
        if values.is_empty() { vec![f64::NAN; areas.len()] } else { values }
    };
    let (o, n, w) = (column("obs"), column("pop"), column("stdpop"));
    let (ref_o, ref_n) = (column("ref_obs"), column("ref_pop"));
    let is_direct = case.family() == "phe_dsr";
    let names = case.texts("output", "area");
    let confidences = case.texts("output", "confidence");
    for (row, name) in names.iter().enumerate() {
        let rows = (0..areas.len()).filter(|&i| areas[i] == *name);
        let bands: Vec<Band> =
            rows.map(|i| Band { o: o[i], n: n[i], w: w[i], ref_o: ref_o[i], ref_n: ref_n[i] }).collect();
        let level = confidences[row].trim_end_matches('%').parse::<f64>().unwrap() / 100.0;
        let times = if is_direct { 100_000.0 } else { 1.0 };
        let ours = if is_direct { dsr(&bands, level) } else { isr(&bands, level) };
        let theirs: Vec<f64> =
            ["value", "lowercl", "uppercl"].iter().map(|c| number(&case.values("output", c)[row])).collect();
        let interval = ours.interval;
        let got = [interval.value * times, interval.lower * times, interval.upper * times];
        differences.near(name, &got, &theirs, 1e-8);
        if is_direct {
            differences.same(name, &[ours.suppressed], &[theirs[0].is_nan()]);
        } else {
            differences.numbers(name, &[ours.expected], &[number(&case.values("output", "expected")[row])]);
        }
    }
}

fn means(case: &Case, differences: &mut Differences) {
    let (areas, v) = (case.texts("input", "area"), case.numbers("input", "v"));
    for (row, name) in case.texts("output", "area").iter().enumerate() {
        let values: Vec<f64> = (0..v.len()).filter(|&i| areas[i] == *name).map(|i| v[i]).collect();
        let ours = mean_interval(&values, 0.95);
        let theirs: Vec<f64> =
            ["value", "lowercl", "uppercl"].iter().map(|c| number(&case.values("output", c)[row])).collect();
        differences.numbers(name, &[ours.value, ours.lower, ours.upper], &theirs);
    }
}

fn quantiles(case: &Case, groups: usize, inverted: bool, by_region: bool, differences: &mut Differences) {
    let (areas, v) = (case.texts("input", "area"), case.numbers("input", "val"));
    let regions = case.texts("input", "region");
    let mut ours = vec![f64::NAN; v.len()];
    let mut names = if by_region { regions.clone() } else { vec![String::new()] };
    names.sort();
    names.dedup();
    for name in names {
        let rows: Vec<usize> = (0..v.len()).filter(|&i| !by_region || regions[i] == name).collect();
        let values: Vec<f64> = rows.iter().map(|&i| v[i]).collect();
        for (at, group) in quantile_groups(&values, groups, inverted).into_iter().enumerate() {
            ours[rows[at]] = group.map_or(f64::NAN, |g| g as f64);
        }
    }
    let order: Vec<f64> =
        case.texts("output", "area").iter().map(|a| ours[areas.iter().position(|x| x == a).unwrap()]).collect();
    differences.numbers("quantile", &order, &case.numbers("output", "quantile"));
}

pub(crate) fn others(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    match case.family() {
        "constants" => constant_table(case, &mut differences),
        "ewma" => ewmas(case, &mut differences),
        "cusum" => cusums(case, &mut differences),
        "pareto" => paretos(case, &mut differences),
        _ => {
            let ours = overdispersion(&case.numbers("input", "y"));
            differences.numbers("ratio", &[ours.ratio], &case.numbers("output", "Obs.Var/Theor.Var"));
            differences.numbers("statistic", &[ours.statistic], &case.numbers("output", "Statistic"));
            // The package prints five digits.
            differences.near("p", &[ours.p], &case.numbers("output", "p-value"), 2e-5);
        }
    }
    differences.0
}

fn constant_table(case: &Case, differences: &mut Differences) {
    let sizes = case.numbers("output", "n");
    let mut compare = |column: &str, of: &dyn Fn(f64) -> f64| {
        let ours: Vec<f64> = sizes.iter().map(|n| of(*n)).collect();
        differences.numbers(column, &ours, &case.numbers("output", column));
        differences.near(&format!("rough {column}"), &ours, &case.numbers("output", column), 1e-6);
    };
    compare("d2", &|n| constants::d2(n as usize));
    compare("d3", &|n| constants::d3(n as usize));
    compare("c4", &constants::c4);
    compare("A2", &|n| constants::a2(n as usize));
    compare("A3", &constants::a3);
    compare("B3", &|n| constants::b3_b4(n).0);
    compare("B4", &|n| constants::b3_b4(n).1);
    compare("D3", &|n| constants::d3_d4_factors(n as usize).0);
    compare("D4", &|n| constants::d3_d4_factors(n as usize).1);
    compare("E2", &|n| constants::e2(n as usize));
}

fn ewmas(case: &Case, differences: &mut Differences) {
    let defaults = EwmaDesign::default();
    let design = EwmaDesign {
        lambda: case.option("lambda").as_f64().unwrap_or(defaults.lambda),
        sigmas: case.option("nsigmas").as_f64().unwrap_or(defaults.sigmas),
        center: case.option("center").as_f64(),
        sigma: case.option("std.dev").as_f64(),
    };
    let ours = ewma(&case.numbers("input", "y"), design);
    differences.numbers(
        "center",
        &[ours.center, ours.sigma],
        &[number(case.scalar("center")), number(case.scalar("std_dev"))],
    );
    differences.numbers("z", &ours.z, &case.numbers("output", "z"));
    differences.numbers("lcl", &ours.lcl, &case.numbers("output", "lcl"));
    differences.numbers("ucl", &ours.ucl, &case.numbers("output", "ucl"));
    flags("violation", &ours.signal, case, differences);
}

fn cusums(case: &Case, differences: &mut Differences) {
    let defaults = CusumDesign::default();
    let design = CusumDesign {
        shift: case.option("se.shift").as_f64().unwrap_or(defaults.shift),
        interval: case.option("decision.interval").as_f64().unwrap_or(defaults.interval),
        head_start: case.option("head.start").as_f64().unwrap_or(0.0),
        center: case.option("center").as_f64(),
        sigma: case.option("std.dev").as_f64(),
    };
    let ours = cusum(&case.numbers("input", "y"), design);
    differences.numbers(
        "center",
        &[ours.center, ours.sigma],
        &[number(case.scalar("center")), number(case.scalar("std_dev"))],
    );
    differences.numbers("z", &ours.z, &case.numbers("output", "z"));
    differences.numbers("pos", &ours.upper, &case.numbers("output", "pos"));
    differences.numbers("neg", &ours.lower, &case.numbers("output", "neg"));
    flags("above", &ours.above, case, differences);
    flags("below", &ours.below, case, differences);
}

fn flags(column: &str, ours: &[bool], case: &Case, differences: &mut Differences) {
    let theirs: Vec<bool> = case.numbers("output", column).iter().map(|v| *v == 1.0).collect();
    differences.same(column, ours, &theirs);
}

fn paretos(case: &Case, differences: &mut Differences) {
    let items: Vec<Option<String>> =
        case.values("input", "x").iter().map(|v| v.as_str().map(ToOwned::to_owned)).collect();
    // The file's input lists no missing items; the table counts them.
    let total: f64 = case.numbers("output", "y").iter().sum();
    let mut items = items;
    items.resize(items.len().max(total as usize), None);
    let rows = pareto(&items, case.call().contains("useNA = TRUE"));
    let theirs: Vec<Option<String>> =
        case.values("output", "x").iter().map(|v| v.as_str().map(ToOwned::to_owned)).collect();
    differences.same("x", &rows.iter().map(|r| r.name.clone()).collect::<Vec<_>>(), &theirs);
    let pick = |of: &dyn Fn(&spc::ParetoRow) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
    differences.numbers("y", &pick(&|r| r.count as f64), &case.numbers("output", "y"));
    differences.numbers("y.cum", &pick(&|r| r.cumulative as f64), &case.numbers("output", "y.cum"));
    differences.numbers("p", &pick(&|r| r.share), &case.numbers("output", "p"));
    differences.numbers("p.cum", &pick(&|r| r.cumulative_share), &case.numbers("output", "p.cum"));
}

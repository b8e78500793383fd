//! Owns the comparison of charts with qicharts2.

use spc::{Data, Kind, Options, Preset, Series, chart};

use super::{compare_signals, indexes, kind_of};
use crate::compare::{Case, Differences};

/// The input, aggregated as qic() does: by subgroup, or by month.
fn qic_series(case: &Case, kind: Kind) -> Series {
    let y = case.numbers("input", "y");
    let n = case.has("input", "n").then(|| case.numbers("input", "n"));
    let keys: Option<Vec<String>> = if case.has("input", "sub") {
        Some(case.texts("input", "sub"))
    } else if case.option("x.period").as_str() == Some("month") {
        Some(case.texts("input", "date").iter().map(|d| d[..7].to_owned()).collect())
    } else {
        None
    };
    let x = case.has("input", "date").then(|| case.texts("input", "date"));
    let Some(keys) = keys else { return Series { data: Data::Single(y), n, x } };
    let mut groups: Vec<(String, Vec<f64>)> = Vec::new();
    for (key, value) in keys.into_iter().zip(y) {
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(value),
            _ => groups.push((key, vec![value])),
        }
    }
    let groups: Vec<Vec<f64>> = groups.into_iter().map(|(_, group)| group).collect();
    if kind.is_grouped() {
        return Series::groups(groups);
    }
    let by_median = case.option("agg.fun").as_str() == Some("median");
    Series::values(groups.into_iter().map(|group| if by_median { median(group) } else { mean(&group) }).collect())
}

fn mean(group: &[f64]) -> f64 {
    group.iter().sum::<f64>() / group.len() as f64
}

fn median(mut group: Vec<f64>) -> f64 {
    group.sort_by(f64::total_cmp);
    let middle = group.len() / 2;
    if group.len() % 2 == 1 { group[middle] } else { 0.5 * (group[middle - 1] + group[middle]) }
}

fn qic_options(case: &Case) -> Options {
    Options {
        screen_mr: case.option("qic.screenedmr").as_bool(),
        baseline: case.option("freeze").as_u64().map(|n| n as usize),
        rebase: indexes(case.option("part")),
        exclude: indexes(case.option("exclude")).into_iter().map(|i| i - 1).collect(),
        target: case.option("target").as_f64(),
        center: case.option("cl").as_f64(),
        multiply: case.option("multiply").as_f64(),
        negative_limit: case.option("y.neg").as_bool(),
        ..Options::default()
    }
}

pub(crate) fn qicharts2(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let kind = kind_of(case.family().strip_prefix("qic_").unwrap());
    let answer = chart(kind, &qic_series(case, kind), Preset::Qicharts2, &qic_options(case));
    if case.error().is_some() {
        if answer.is_ok() {
            differences.0.push("theirs is an error".to_owned());
        }
        return differences.0;
    }
    let ours = answer.unwrap();
    differences.numbers("y", &ours.y, &case.numbers("output", "y"));
    differences.numbers("cl", &ours.lines.cl, &case.numbers("output", "cl"));
    differences.numbers("lcl", ours.lines.lcl(), &case.numbers("output", "lcl"));
    differences.numbers("ucl", ours.lines.ucl(), &case.numbers("output", "ucl"));
    if kind != Kind::MovingRange && case.has("output", "lcl.95") {
        differences.numbers("lcl95", &ours.lines.lower[1], &case.numbers("output", "lcl.95"));
        differences.numbers("ucl95", &ours.lines.upper[1], &case.numbers("output", "ucl.95"));
    }
    compare_signals(case, &ours, &mut differences);
    differences.0
}

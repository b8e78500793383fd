//! Owns the comparison of charts with qcc, with the rule sets of Western Electric and Nelson.

use serde_json::Value;
use spc::rules::{Rule, nelson, western_electric, zones};
use spc::{Data, Kind, Options, Preset, Series, SigmaMethod, chart};

use super::kind_of;
use crate::compare::{Case, Differences, number};

pub(crate) fn qcc(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let kind = match case.family() {
        "qcc_R" => Kind::R,
        "qcc_xbar.one" => Kind::Individuals,
        other => kind_of(other.strip_prefix("qcc_").unwrap()),
    };
    let series = if kind.is_grouped() {
        let columns: Vec<Vec<f64>> = (1..=30)
            .map(|i| format!("V{i}"))
            .filter(|v| case.has("input", v))
            .map(|v| case.numbers("input", &v))
            .collect();
        Series::groups((0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect())
    } else {
        let n = case.has("input", "n").then(|| case.numbers("input", "n"));
        Series { data: Data::Single(case.numbers("input", "y")), n, x: None }
    };
    let options = Options {
        sigma: serde_json::from_value::<SigmaMethod>(case.option("std.dev").clone()).ok(),
        confidence: case.option("confidence.level").as_f64(),
        ..Options::default()
    };
    let ours = chart(kind, &series, Preset::Qcc, &options).unwrap();
    differences.numbers("y", &ours.y, &case.numbers("output", "statistic"));
    differences.numbers("lcl", ours.lines.lcl(), &case.numbers("output", "lcl"));
    differences.numbers("ucl", ours.lines.ucl(), &case.numbers("output", "ucl"));
    let center = case.scalar("center");
    let theirs: Vec<f64> = match center {
        Value::Array(list) => list.iter().map(number).collect(),
        one => vec![number(one); ours.y.len()],
    };
    differences.numbers("cl", &ours.lines.cl, &theirs);
    let flag = |rule: Rule| -> Vec<bool> { ours.marks.iter().map(|m| m.is_some_and(|m| m.rule == rule)).collect() };
    let theirs = |column: &str| -> Vec<bool> { case.numbers("output", column).iter().map(|v| *v == 1.0).collect() };
    differences.same("beyond", &flag(Rule::Astronomical), &theirs("beyond"));
    let run = spc::rules::runs_of(&ours.y, &ours.lines.cl, 7);
    differences.same("run7", &run.iter().map(Option::is_some).collect::<Vec<_>>(), &theirs("run7"));
    let zones = zones(&ours.y, &ours.lines);
    for (i, hits) in western_electric(&zones).iter().enumerate() {
        let column = format!("we{}", i + 1);
        if case.has("output", &column) {
            differences.same(&column, hits, &theirs(&column));
        }
    }
    for (i, hits) in nelson(&ours.y, &zones).iter().enumerate() {
        let column = format!("nelson{}", i + 1);
        if case.has("output", &column) {
            differences.same(&column, hits, &theirs(&column));
        }
    }
    differences.0
}

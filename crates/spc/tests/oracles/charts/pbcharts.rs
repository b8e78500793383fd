//! Owns the comparison of charts with pbcharts.

use spc::{Data, Kind, Options, Preset, Series, chart};

use super::{compare_signals, indexes};
use crate::compare::{Case, Differences};

pub(crate) fn pbcharts(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let kind = match case.family() {
        "pbc_i" => Kind::Individuals,
        "pbc_ms" => Kind::MovingRange,
        _ => Kind::Run,
    };
    let n = case.has("input", "n").then(|| case.numbers("input", "n"));
    let series = Series { data: Data::Single(case.numbers("input", "y")), n, x: None };
    let options = Options {
        baseline: case.option("freeze").as_u64().map(|n| n as usize),
        rebase: indexes(case.option("split")),
        exclude: indexes(case.option("exclude")).into_iter().map(|i| i - 1).collect(),
        screen_mr: case.option("screen").as_bool(),
        ..Options::default()
    };
    let ours = chart(kind, &series, Preset::Pbcharts, &options).unwrap();
    differences.numbers("y", &ours.y, &case.numbers("output", "y"));
    differences.numbers("cl", &ours.lines.cl, &case.numbers("output", "cl"));
    differences.numbers("lcl", ours.lines.lcl(), &case.numbers("output", "lcl"));
    differences.numbers("ucl", ours.lines.ucl(), &case.numbers("output", "ucl"));
    compare_signals(case, &ours, &mut differences);
    differences.0
}

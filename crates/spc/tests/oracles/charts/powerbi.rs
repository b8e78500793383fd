//! Owns the comparison of charts with PowerBI-SPC.

use spc::rules::Toward;
use spc::{Assurance, Chart, Data, Direction, Kind, Options, Preset, Robust, Series, Variation, chart};

use super::kind_of;
use crate::compare::{Case, Differences};

pub(crate) fn powerbi(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    let (kind, robust) = match case.family().strip_prefix("pbi_").unwrap() {
        "i_m" => (Kind::Individuals, Some(Robust::Center)),
        "i_mm" => (Kind::Individuals, Some(Robust::Both)),
        code => (kind_of(code), None),
    };
    let n = case.has("input", "n").then(|| case.numbers("input", "n"));
    let series = Series { data: Data::Single(case.numbers("input", "y")), n, x: None };
    let screen_mr = case.option("keep").as_bool().map(|keep| !keep);
    // Its icons were computed with a trend of 7.
    let options = Options { screen_mr, robust, trend_points: Some(7), ..Options::default() };
    let ours = chart(kind, &series, Preset::Powerbi, &options).unwrap();
    // The program's table of moving ranges begins with the second row.
    let skip = ours.y.len() - case.values("output", "value").len();
    differences.numbers("y", &ours.y[skip..], &case.numbers("output", "value"));
    differences.numbers("cl", &ours.lines.cl[skip..], &case.numbers("output", "target"));
    for (k, (low, high)) in [("ll68", "ul68"), ("ll95", "ul95"), ("ll99", "ul99")].into_iter().enumerate() {
        differences.numbers(low, &ours.lines.lower[k][skip..], &case.numbers("output", low));
        differences.numbers(high, &ours.lines.upper[k][skip..], &case.numbers("output", high));
    }
    powerbi_rules(case, &ours, skip, &mut differences);
    powerbi_icons(case, kind, &series, &options, &ours, &mut differences);
    differences.0
}

fn powerbi_rules(case: &Case, ours: &Chart, skip: usize, differences: &mut Differences) {
    use spc::rules::{astronomical, powerbi_shift, powerbi_trend, powerbi_two_of_three};
    let (y, cl) = (&ours.y[skip..], &ours.lines.cl[skip..]);
    let (low, high) = (&ours.lines.lower[1][skip..], &ours.lines.upper[1][skip..]);
    let text = |towards: Vec<Option<Toward>>| -> Vec<String> {
        let name = |toward: Option<Toward>| match toward {
            Some(Toward::Up) => "upper".to_owned(),
            Some(Toward::Down) => "lower".to_owned(),
            None => "none".to_owned(),
        };
        towards.into_iter().map(name).collect()
    };
    let outside = astronomical(y, &ours.lines.lcl()[skip..], &ours.lines.ucl()[skip..]);
    differences.same("astronomical", &text(outside), &case.texts("output", "astronomical"));
    differences.same("shift7", &text(powerbi_shift(y, cl, 7)), &case.texts("output", "shift7"));
    differences.same("trend5", &text(powerbi_trend(y, 5)), &case.texts("output", "trend5"));
    differences.same("trend7", &text(powerbi_trend(y, 7)), &case.texts("output", "trend7"));
    let near = powerbi_two_of_three(y, low, high, false);
    differences.same("two_in_three", &text(near), &case.texts("output", "two_in_three"));
    let near = powerbi_two_of_three(y, low, high, true);
    differences.same("two_in_three_series", &text(near), &case.texts("output", "two_in_three_series"));
}

fn powerbi_icons(
    case: &Case,
    kind: Kind,
    series: &Series,
    options: &Options,
    ours: &Chart,
    differences: &mut Differences,
) {
    let center = ours.lines.cl.last().copied().unwrap_or(f64::NAN);
    for (name, direction) in
        [("increase", Direction::Increase), ("decrease", Direction::Decrease), ("neutral", Direction::Neutral)]
    {
        for factor in ["0.5", "1", "1.5"] {
            let target = center * factor.parse::<f64>().unwrap();
            let options = Options { direction: Some(direction), target: Some(target), ..options.clone() };
            let ours = chart(kind, series, Preset::Powerbi, &options).unwrap();
            let key = format!("assurance_{name}_target_{factor}xCL");
            if let Some(theirs) = case.scalar(&key).as_str() {
                let text = match ours.assurance {
                    Some(Assurance::Pass) => "consistentPass",
                    Some(Assurance::Fail) => "consistentFail",
                    Some(Assurance::HitOrMiss) => "inconsistent",
                    None => "none",
                };
                differences.same(&key, &[text], &[theirs]);
            }
            let text = match ours.variation {
                Variation::Common => "commonCause",
                Variation::ImprovementHigh => "improvementHigh",
                Variation::ImprovementLow => "improvementLow",
                Variation::ConcernHigh => "concernHigh",
                Variation::ConcernLow => "concernLow",
                Variation::NeutralHigh => "neutralHigh",
                Variation::NeutralLow => "neutralLow",
            };
            let theirs = case.scalar(&format!("variation_{name}"))[0].as_str().unwrap();
            differences.same(&format!("variation_{name}"), &[text], &[theirs]);
        }
    }
}

//! Owns the comparison of charts with NHSRplotthedots.

use serde_json::Value;
use spc::rules::{Mark, Rule, Side, Toward};
use spc::{Assurance, Chart, Kind, Options, Preset, Series, Variation, chart};

use super::{dates, direction};
use crate::compare::{Case, Differences};

/// The rows of each facet, in order.
fn facets(case: &Case) -> Vec<(String, Vec<usize>)> {
    if !case.has("input", "unit") {
        return vec![("no facet".to_owned(), (0..case.values("input", "y").len()).collect())];
    }
    let mut facets: Vec<(String, Vec<usize>)> = Vec::new();
    for (row, unit) in case.texts("input", "unit").into_iter().enumerate() {
        match facets.iter_mut().find(|(name, _)| *name == unit) {
            Some((_, rows)) => rows.push(row),
            None => facets.push((unit, vec![row])),
        }
    }
    facets
}

pub(crate) fn nhs(case: &Case) -> Vec<String> {
    let mut differences = Differences::default();
    if case.error().is_some() {
        nhs_error(case, &mut differences);
        return differences.0;
    }
    for (facet, rows) in facets(case) {
        nhs_facet(case, &facet, &rows, &mut differences);
    }
    differences.0
}

fn nhs_options(case: &Case, facet: &str, dates_of: &[String]) -> Options {
    let of_facet = |option: &'static str| match case.option(option) {
        Value::Object(map) => map.get(facet).cloned().unwrap_or(Value::Null),
        other => other.clone(),
    };
    let rebase = dates(&of_facet("rebase")).iter().filter_map(|d| dates_of.iter().position(|x| x == d)).collect();
    Options {
        screen_mr: case.option("screen_outliers").as_bool(),
        baseline: case.option("fix_after_n_points").as_u64().map(|n| n as usize),
        rebase,
        direction: direction(case.option("improvement_direction")),
        target: of_facet("target").as_f64(),
        ..Options::default()
    }
}

fn nhs_error(case: &Case, differences: &mut Differences) {
    let y = case.numbers("input", "y");
    let text = case.error().unwrap();
    let mut series = Series::values(y);
    series.x = Some(case.texts("input", "date"));
    let x = series.x.clone().unwrap_or_default();
    let answer = chart(Kind::Individuals, &series, Preset::Nhs, &nhs_options(case, "", &x));
    // What the type of the data rules out here (text as values) or is no error (no rows) is not compared.
    let is_ours = text.contains("fix_after_n_points") || text.contains("duplicate");
    if is_ours && answer.is_ok() {
        differences.0.push(format!("theirs: {text}"));
    }
    if text.contains("TRUE/FALSE")
        && !answer.is_ok_and(|c| c.warnings.iter().any(|w| w.code == spc::Code::PackageFails))
    {
        differences.0.push("no warning".to_owned());
    }
}

fn nhs_facet(case: &Case, facet: &str, rows: &[usize], differences: &mut Differences) {
    let pick = |column: &str| -> Vec<f64> {
        let all = case.numbers("output", column);
        facet_rows(case, facet).iter().map(|&i| all[i]).collect()
    };
    let all = case.numbers("input", "y");
    let x: Vec<String> = rows.iter().map(|&i| case.texts("input", "date")[i].clone()).collect();
    let options = nhs_options(case, facet, &x);
    let mut series = Series::values(rows.iter().map(|&i| all[i]).collect());
    series.x = Some(x);
    let ours = chart(Kind::Individuals, &series, Preset::Nhs, &options).unwrap();
    differences.numbers("y", &ours.y, &pick("y"));
    differences.numbers("cl", &ours.lines.cl, &pick("mean_col"));
    differences.numbers("lcl", ours.lines.lcl(), &pick("lpl"));
    differences.numbers("ucl", ours.lines.ucl(), &pick("upl"));
    let sides: Vec<f64> = ours.sides.iter().map(|side| side_number(*side)).collect();
    differences.numbers("side", &sides, &pick("relative_to_mean"));
    let types = case.texts("output", "special_cause_type");
    let theirs: Vec<String> = facet_rows(case, facet).iter().map(|&i| types[i].clone()).collect();
    differences.same("rules", &ours.marks.iter().map(|m| nhs_type(*m)).collect::<Vec<_>>(), &theirs);
    nhs_icons(case, facet, &ours, differences);
}

fn facet_rows(case: &Case, facet: &str) -> Vec<usize> {
    let f = case.texts("output", "f");
    (0..f.len()).filter(|&i| f[i] == facet).collect()
}

fn side_number(side: Option<Side>) -> f64 {
    match side {
        Some(Side::Above) => 1.0,
        Some(Side::Below) => -1.0,
        Some(Side::On) => 0.0,
        None => f64::NAN,
    }
}

fn nhs_type(mark: Option<Mark>) -> String {
    let Some(Mark { rule, toward }) = mark else { return "Common Cause".to_owned() };
    let up = toward == Toward::Up;
    let text = match rule {
        Rule::Astronomical if up => "Above UCL",
        Rule::Astronomical => "Below LCL",
        Rule::Trend if up => "7 Point Trend (Increasing)",
        Rule::Trend => "7 Point Trend (Decreasing)",
        Rule::TwoOfThree if up => "2 in 3 Above CL",
        Rule::TwoOfThree => "2 in 3 Below CL",
        _ if up => "7 Points Above CL",
        _ => "7 Points Below CL",
    };
    text.to_owned()
}

fn nhs_icons(case: &Case, facet: &str, ours: &Chart, differences: &mut Differences) {
    let (f, types, icons) = (case.texts("icons", "f"), case.texts("icons", "type"), case.texts("icons", "icon"));
    for i in (0..f.len()).filter(|&i| f[i] == facet) {
        let icon = if types[i] == "variation" {
            match ours.variation {
                Variation::Common => "common_cause.svg",
                Variation::ImprovementHigh => "improvement_high.svg",
                Variation::ImprovementLow => "improvement_low.svg",
                Variation::ConcernHigh => "concern_high.svg",
                Variation::ConcernLow => "concern_low.svg",
                Variation::NeutralHigh => "neutral_high.svg",
                Variation::NeutralLow => "neutral_low.svg",
            }
        } else {
            match ours.assurance {
                Some(Assurance::Pass) => "pass.svg",
                Some(Assurance::Fail) => "fail.svg",
                Some(Assurance::HitOrMiss) => "inconsistent.svg",
                None => "empty.svg",
            }
        };
        differences.same(&types[i], &[icon.to_owned()], &[icons[i].clone()]);
    }
}

//! Owns the comparison of charts: NHSRplotthedots, qicharts2, pbcharts, qcc and PowerBI-SPC.

use serde_json::Value;
use spc::rules::{Mark, Rule, Side, Toward, nelson, western_electric, zones};
use spc::{Assurance, Chart, Data, Direction, Kind, Options, Preset, Robust, Series, SigmaMethod, Variation, chart};

use crate::compare::{Case, Differences, number, text};

fn kind_of(code: &str) -> Kind {
    *Kind::ALL.iter().find(|kind| kind.as_str() == code).unwrap_or_else(|| panic!("no kind {code}"))
}

fn direction(value: &Value) -> Option<Direction> {
    match value.as_str()? {
        "increase" => Some(Direction::Increase),
        "decrease" => Some(Direction::Decrease),
        _ => Some(Direction::Neutral),
    }
}

/// The numbers of an option that is one number or a list.
fn indexes(value: &Value) -> Vec<usize> {
    match value {
        Value::Array(list) => list.iter().map(|v| v.as_u64().unwrap() as usize).collect(),
        Value::Number(one) => vec![one.as_u64().unwrap() as usize],
        _ => Vec::new(),
    }
}

fn dates(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

// ---- NHSRplotthedots

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

// ---- qicharts2

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

/// Marks by limits, and the runs analysis of each part.
fn compare_signals(case: &Case, ours: &Chart, differences: &mut Differences) {
    let marked: Vec<f64> = ours.marks.iter().map(|m| f64::from(u8::from(m.is_some()))).collect();
    let theirs: Vec<f64> =
        case.numbers("output", "sigma.signal").iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    differences.numbers("sigma", &marked, &theirs);
    for phase in &ours.segments {
        let at = |column: &str| {
            let value = case.values("output", column).get(phase.from).map_or(f64::NAN, number);
            vec![value]
        };
        let one = |value: Option<usize>| vec![value.map_or(f64::NAN, |v| v as f64)];
        differences.numbers("n.useful", &[phase.runs.n_useful as f64], &at("n.useful"));
        differences.numbers("longest", &one(phase.runs.longest), &at("longest.run"));
        differences.numbers("longest.max", &one(phase.runs.longest_max), &at("longest.run.max"));
        differences.numbers("crossings", &one(phase.runs.crossings), &at("n.crossings"));
        differences.numbers("crossings.min", &one(phase.runs.crossings_min), &at("n.crossings.min"));
        differences.numbers("runs.signal", &[f64::from(u8::from(phase.runs.signal))], &at("runs.signal"));
    }
}

// ---- pbcharts

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

// ---- qcc

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

// ---- PowerBI-SPC

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

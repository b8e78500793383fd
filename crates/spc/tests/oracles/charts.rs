//! Owns what the comparisons of charts have in common; one file a package.

mod nhs;
mod pbcharts;
mod powerbi;
mod qcc;
mod qicharts2;

use serde_json::Value;
use spc::{Chart, Direction, Kind};

use crate::compare::{Case, Differences, number, text};

pub(crate) use nhs::nhs;
pub(crate) use pbcharts::pbcharts;
pub(crate) use powerbi::powerbi;
pub(crate) use qcc::qcc;
pub(crate) use qicharts2::qicharts2;

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

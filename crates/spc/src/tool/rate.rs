//! Owns `futawa tool rate`: a rate with its confidence interval.

use serde::Deserialize;
use serde_json::{Value, json};

use super::ToolError;
use super::read::{Object, list, number_or_null};
use crate::rate::{Band, Interval, byar, dsr, exact, isr, wilson};

const KEYS: [&str; 5] = ["kind", "o", "n", "bands", "confidence"];

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RateKind {
    Byar,
    Exact,
    Wilson,
    Dsr,
    Isr,
}

/// Answers one line of `futawa tool rate`.
///
/// # Errors
///
/// Says which key is at fault.
pub fn rate(line: &str) -> Result<Value, ToolError> {
    let mut object = Object::of_line(line, &KEYS)?;
    let kinds = ["byar", "exact", "wilson", "dsr", "isr"];
    let kind: RateKind = object.code("kind", &kinds)?.ok_or_else(|| ToolError::missing("kind"))?;
    let confidence = object.share("confidence", 1.0)?.unwrap_or(0.95);
    if matches!(kind, RateKind::Dsr | RateKind::Isr) {
        return standardised(kind, object.need("bands")?, confidence);
    }
    let o = count(&mut object, "o")?.ok_or_else(|| ToolError::missing("o"))?;
    let n = count(&mut object, "n")?;
    let interval = match (kind, n) {
        (RateKind::Wilson, None) => return Err(ToolError::missing("n")),
        (RateKind::Wilson, Some(n)) if o > n => {
            return Err(ToolError::bad_value("o", "at most `n`", " n 以下の数"));
        }
        (RateKind::Wilson, Some(n)) => wilson(o, n, confidence),
        (RateKind::Exact, n) => exact(o, confidence).divided_by(n.unwrap_or(1.0)),
        (_, n) => byar(o, confidence).divided_by(n.unwrap_or(1.0)),
    };
    let interval = if n == Some(0.0) { Interval::NONE } else { interval };
    Ok(answer(interval, false))
}

/// A number that is not negative.
fn count(object: &mut Object, key: &str) -> Result<Option<f64>, ToolError> {
    match object.number(key)? {
        Some(count) if count < 0.0 => Err(ToolError::bad_value(key, "0 or more", " 0 以上の数")),
        count => Ok(count),
    }
}

fn standardised(kind: RateKind, bands: Value, confidence: f64) -> Result<Value, ToolError> {
    let needed = if kind == RateKind::Dsr { ["o", "n", "w"].as_slice() } else { &["o", "n", "ref_o", "ref_n"] };
    let band = |value: Value| -> Result<Band, ToolError> {
        let mut object = Object::of(value, "bands", &["o", "n", "w", "ref_o", "ref_n"])?;
        let mut get = |key: &str| -> Result<f64, ToolError> {
            match object.take(key) {
                Some(value) => number_or_null(&value, key),
                None if needed.contains(&key) => Err(ToolError::missing(key)),
                None => Ok(f64::NAN),
            }
        };
        let band = Band { o: get("o")?, n: get("n")?, w: get("w")?, ref_o: get("ref_o")?, ref_n: get("ref_n")? };
        // A band without people has no rate.
        let size = if kind == RateKind::Dsr { band.n } else { band.ref_n };
        if size > 0.0 && band.n >= 0.0 && band.o >= 0.0 {
            return Ok(band);
        }
        let key = if kind == RateKind::Dsr { "n" } else { "ref_n" };
        Err(ToolError::bad_value(key, "above 0, and counts 0 or more", " 0 より大きい数（件数は 0 以上）"))
    };
    let bands: Vec<Band> = list(bands, "bands")?.into_iter().map(band).collect::<Result<_, _>>()?;
    let rate = if kind == RateKind::Dsr { dsr(&bands, confidence) } else { isr(&bands, confidence) };
    Ok(answer(rate.interval, rate.suppressed))
}

fn answer(interval: Interval, suppressed: bool) -> Value {
    json!({"value": interval.value, "lower": interval.lower, "upper": interval.upper, "suppressed": suppressed})
}

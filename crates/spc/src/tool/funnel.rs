//! Owns `futawa tool funnel`: units compared with a target.

use serde_json::{Value, json};

use super::ToolError;
use super::read::{Object, label, list, number_or_null};
use crate::funnel::{self as plot, FunnelKind, Placed, Request, Unit};

const KEYS: [&str; 8] = ["kind", "units", "method", "overdispersion", "trim", "trim_by", "target", "preset"];

/// Answers one line of `futawa tool funnel`.
///
/// # Errors
///
/// Says which key is at fault.
pub fn funnel(line: &str) -> Result<Value, ToolError> {
    let mut object = Object::of_line(line, &KEYS)?;
    let kind: FunnelKind =
        object.code("kind", &["ratio", "proportion", "rate"])?.ok_or_else(|| ToolError::missing("kind"))?;
    let units = list(object.need("units")?, "units")?;
    let request = Request {
        kind,
        units: units.into_iter().map(|value| unit(value, kind)).collect::<Result<_, _>>()?,
        method: object.code("method", &["exact", "normal", "sqrt", "log", "arcsine"])?,
        overdispersion: object.code("overdispersion", &["none", "additive", "multiplicative"])?.unwrap_or_default(),
        trim: object.share("trim", 0.5)?,
        trim_by: object.code("trim_by", &["winsorise", "truncate"])?,
        target: target(&mut object, kind)?,
        preset: object.code("preset", &["futawa", "funnelplotr", "powerbi", "phe"])?.unwrap_or_default(),
    };
    let drawn = plot::funnel(&request);
    let warnings: Vec<Value> = drawn.warnings.iter().map(|code| json!({"code": code})).collect();
    Ok(json!({
        "target": drawn.target,
        "phi": drawn.phi,
        "tau2": drawn.tau2,
        "units": drawn.units.iter().map(placed).collect::<Vec<_>>(),
        "warnings": warnings,
    }))
}

fn target(object: &mut Object, kind: FunnelKind) -> Result<Option<f64>, ToolError> {
    let target = object.number("target")?;
    let is_possible = |t: f64| t > 0.0 && (kind != FunnelKind::Proportion || t < 1.0);
    if target.is_some_and(|t| !is_possible(t)) {
        return Err(ToolError::bad_value(
            "target",
            "above 0 (and below 1 for proportions)",
            " 0 より大きい数（割合では 1 未満）",
        ));
    }
    Ok(target)
}

/// A unit; the size is `e` for ratios and `n` for the others, or the other one where that is not given.
fn unit(value: Value, kind: FunnelKind) -> Result<Unit, ToolError> {
    let mut object = Object::of(value, "units", &["id", "o", "e", "n"])?;
    let id = label(&object.need("id")?, "id")?;
    let mut get = |key: &str| object.take(key).map_or(Ok(f64::NAN), |value| number_or_null(&value, key));
    let (o, e, n) = (get("o")?, get("e")?, get("n")?);
    let (first, second) = if kind == FunnelKind::Ratio { (e, n) } else { (n, e) };
    Ok(Unit { id, o, size: if first.is_nan() { second } else { first } })
}

fn placed(unit: &Placed) -> Value {
    json!({
        "id": unit.id,
        "value": unit.value,
        "l95": unit.l95.0,
        "u95": unit.l95.1,
        "l998": unit.l998.0,
        "u998": unit.l998.1,
        "flag": unit.flag,
        "z": unit.z,
        "z_adjusted": unit.z_adjusted,
        "p_low": unit.p_low,
        "p_high": unit.p_high,
    })
}

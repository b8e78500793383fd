//! Owns reading a line: keys, codes, numbers and lists, each with the name of what is at fault.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::ToolError;

/// A JSON object whose keys are known.
pub(super) struct Object {
    map: Map<String, Value>,
}

impl Object {
    /// Reads a line; every key must be known.
    pub(super) fn of_line(line: &str, known: &[&str]) -> Result<Self, ToolError> {
        let value: Value = serde_json::from_str(line).map_err(|error| ToolError::bad_json(&error))?;
        Self::of(value, "", known)
    }

    /// Takes a value as an object; every key must be known.
    pub(super) fn of(value: Value, field: &str, known: &[&str]) -> Result<Self, ToolError> {
        let Value::Object(map) = value else {
            return Err(ToolError::bad_value(field, "a JSON object", " JSON のオブジェクト"));
        };
        match map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(ToolError::unknown_key(key)),
            None => Ok(Self { map }),
        }
    }

    /// Takes a key out; null counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    pub(super) fn need(&mut self, key: &str) -> Result<Value, ToolError> {
        self.take(key).ok_or_else(|| ToolError::missing(key))
    }

    /// A code, if the key is there.
    pub(super) fn code<T: DeserializeOwned>(&mut self, key: &str, known: &[&str]) -> Result<Option<T>, ToolError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let Value::String(text) = value else {
            return Err(ToolError::bad_value(key, "a text", "文字列"));
        };
        match serde_json::from_value(Value::String(text.clone())) {
            Ok(code) => Ok(Some(code)),
            Err(_) => Err(ToolError::unknown_code(key, &text, &known.join(", "))),
        }
    }

    pub(super) fn number(&mut self, key: &str) -> Result<Option<f64>, ToolError> {
        self.take(key).map(|value| number(&value, key)).transpose()
    }

    pub(super) fn count(&mut self, key: &str) -> Result<Option<usize>, ToolError> {
        self.take(key).map(|value| index(&value, key)).transpose()
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<Option<bool>, ToolError> {
        let wrong = || ToolError::bad_value(key, "true or false", " true か false ");
        self.take(key).map(|value| value.as_bool().ok_or_else(wrong)).transpose()
    }

    pub(super) fn indexes(&mut self, key: &str) -> Result<Vec<usize>, ToolError> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        list(value, key)?.iter().map(|value| index(value, key)).collect()
    }

    /// A share of all, `[0, most)`.
    pub(super) fn share(&mut self, key: &str, most: f64) -> Result<Option<f64>, ToolError> {
        let share = self.number(key)?;
        match share {
            Some(share) if !(0.0..most).contains(&share) => {
                let (wanted, wanted_ja) = (format!("from 0 to below {most}"), format!(" 0 以上 {most} 未満の数"));
                Err(ToolError::bad_value(key, &wanted, &wanted_ja))
            }
            _ => Ok(share),
        }
    }
}

pub(super) fn list(value: Value, field: &str) -> Result<Vec<Value>, ToolError> {
    match value {
        Value::Array(list) => Ok(list),
        _ => Err(ToolError::bad_value(field, "a list", "配列")),
    }
}

pub(super) fn number(value: &Value, field: &str) -> Result<f64, ToolError> {
    value.as_f64().ok_or_else(|| ToolError::bad_value(field, "a number", "数"))
}

/// A number, or NaN for null.
pub(super) fn number_or_null(value: &Value, field: &str) -> Result<f64, ToolError> {
    if value.is_null() { Ok(f64::NAN) } else { number(value, field) }
}

/// A list of numbers; null is NaN.
pub(super) fn numbers(value: Value, field: &str) -> Result<Vec<f64>, ToolError> {
    list(value, field)?.iter().map(|value| number_or_null(value, field)).collect()
}

fn index(value: &Value, field: &str) -> Result<usize, ToolError> {
    let wrong = || ToolError::bad_value(field, "a whole number from 0", " 0 以上の整数");
    value.as_u64().and_then(|n| usize::try_from(n).ok()).ok_or_else(wrong)
}

/// A label: a text, or a number as it is written.
pub(super) fn label(value: &Value, field: &str) -> Result<String, ToolError> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        _ => Err(ToolError::bad_value(field, "texts or numbers", "文字列か数")),
    }
}

//! Owns reading an oracle case, and the comparison of numbers.

use serde_json::Value;

/// One line of an oracle file.
pub(crate) struct Case {
    line: Value,
}

impl Case {
    pub(crate) fn new(line: Value) -> Self {
        Self { line }
    }

    pub(crate) fn family(&self) -> &str {
        self.line["family"].as_str().unwrap()
    }

    pub(crate) fn name(&self) -> &str {
        self.line["case"].as_str().unwrap()
    }

    pub(crate) fn option(&self, key: &str) -> &Value {
        &self.line["meta"]["options"][key]
    }

    pub(crate) fn scalar(&self, key: &str) -> &Value {
        &self.line["meta"]["scalars"][key]
    }

    pub(crate) fn call(&self) -> &str {
        self.line["meta"]["call"].as_str().unwrap_or("")
    }

    pub(crate) fn error(&self) -> Option<&str> {
        self.line["meta"]["error"].as_str()
    }

    /// A column of a table, as numbers; NaN for null.
    pub(crate) fn numbers(&self, table: &str, column: &str) -> Vec<f64> {
        self.values(table, column).iter().map(number).collect()
    }

    pub(crate) fn values(&self, table: &str, column: &str) -> &[Value] {
        self.line[table][column].as_array().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn texts(&self, table: &str, column: &str) -> Vec<String> {
        self.values(table, column).iter().map(text).collect()
    }

    pub(crate) fn has(&self, table: &str, column: &str) -> bool {
        self.line[table][column].is_array()
    }
}

/// A number of an oracle: null is NaN, and so are its own spellings.
pub(crate) fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap(),
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::String(text) if text == "Inf" => f64::INFINITY,
        Value::String(text) if text == "-Inf" => f64::NEG_INFINITY,
        _ => f64::NAN,
    }
}

/// A cell as text, for grouping.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// Whether two numbers agree; "no value" agrees with NaN.
pub(crate) fn agrees(ours: f64, theirs: f64, relative: f64) -> bool {
    if ours.is_nan() || theirs.is_nan() {
        return ours.is_nan() && theirs.is_nan();
    }
    ours == theirs || (ours - theirs).abs() <= relative * theirs.abs().max(ours.abs()) || (ours - theirs).abs() < 1e-13
}

/// Collects differences.
#[derive(Default)]
pub(crate) struct Differences(pub(crate) Vec<String>);

impl Differences {
    pub(crate) fn numbers(&mut self, name: &str, ours: &[f64], theirs: &[f64]) {
        self.near(name, ours, theirs, 1e-9);
    }

    pub(crate) fn near(&mut self, name: &str, ours: &[f64], theirs: &[f64], relative: f64) {
        if ours.len() != theirs.len() {
            self.0.push(format!("{name}: {} values, theirs {}", ours.len(), theirs.len()));
            return;
        }
        let wrong = (0..ours.len()).filter(|&i| !agrees(ours[i], theirs[i], relative));
        let list: Vec<String> = wrong.map(|i| format!("[{i}] {} theirs {}", ours[i], theirs[i])).collect();
        if !list.is_empty() {
            self.0.push(format!("{name}: {} differ: {}", list.len(), list[..list.len().min(4)].join(", ")));
        }
    }

    pub(crate) fn same<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, ours: &[T], theirs: &[T]) {
        if ours.len() != theirs.len() {
            self.0.push(format!("{name}: {} values, theirs {}", ours.len(), theirs.len()));
            return;
        }
        let wrong = (0..ours.len()).filter(|&i| ours[i] != theirs[i]);
        let list: Vec<String> = wrong.map(|i| format!("[{i}] {:?} theirs {:?}", ours[i], theirs[i])).collect();
        if !list.is_empty() {
            self.0.push(format!("{name}: {} differ: {}", list.len(), list[..list.len().min(6)].join(", ")));
        }
    }
}

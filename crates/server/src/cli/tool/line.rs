//! Owns how a tool reads a line: one JSON object, known keys only, each value of its kind, and what is wrong named with its field.
use serde_json::{Map, Value};

use super::refusal;

/// The object of one line.
#[derive(Debug)]
pub(super) struct Line(Map<String, Value>);

impl Line {
    /// Reads a line whose keys are among these.
    pub(super) fn read(line: &str, keys: &[&str]) -> Result<Self, Value> {
        let value: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
            let message = format!("the line cannot be read as a JSON object: {error}");
            refusal("bad_json", "", &message, "この行を JSON のオブジェクトとして読めません。")
        })?;
        Self(value).with_keys(keys, "")
    }

    /// Refuses other keys than these; `within` is the path to the object.
    fn with_keys(self, keys: &[&str], within: &str) -> Result<Self, Value> {
        match self.0.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => {
                let key = format!("{within}{key}");
                let message = format!("the key `{key}` is not known");
                Err(refusal("unknown_key", &key, &message, &format!("「{key}」という項目はありません。")))
            }
            None => Ok(self),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&self, key: &str) -> Result<&str, Value> {
        let found = self.0.get(key).ok_or_else(|| {
            let message = format!("the key `{key}` is missing");
            refusal("missing_key", key, &message, &format!("{key} がありません。"))
        })?;
        found.as_str().ok_or_else(|| wrong(key, "a text", "文字列"))
    }

    /// A text, or nothing when it is left out or null.
    pub(super) fn text_or_none(&self, key: &str) -> Result<Option<&str>, Value> {
        match self.given(key) {
            None => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or_else(|| wrong(key, "a text or null", "文字列か null")),
        }
    }

    /// A whole number of at least 0, or nothing when it is left out or null.
    pub(super) fn count_or_none(&self, key: &str) -> Result<Option<u64>, Value> {
        match self.given(key) {
            None => Ok(None),
            Some(value) => {
                value.as_u64().map(Some).ok_or_else(|| wrong(key, "a whole number of 0 or more", "0 以上の整数"))
            }
        }
    }

    /// An object within, with its keys; empty when it is left out or null.
    pub(super) fn object(&self, key: &str, keys: &[&str]) -> Result<Self, Value> {
        match self.given(key) {
            None => Ok(Self(Map::new())),
            Some(Value::Object(object)) => Self(object.clone()).with_keys(keys, &format!("{key}.")),
            Some(_) => Err(wrong(key, "an object or null", "オブジェクトか null")),
        }
    }

    /// A list of texts; empty when it is left out or null. `path` names it in an error.
    pub(super) fn texts(&self, key: &str, path: &str) -> Result<Vec<String>, Value> {
        let texts = || match self.given(key) {
            None => Some(Vec::new()),
            Some(value) => value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
        };
        texts().ok_or_else(|| wrong(path, "a list of texts or null", "文字列の配列か null"))
    }

    fn given(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }
}

fn wrong(key: &str, wanted: &str, wanted_ja: &str) -> Value {
    let message = format!("`{key}` must be {wanted}");
    refusal("bad_value", key, &message, &format!("{key} は{wanted_ja}で入れてください。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T>(read: Result<T, Value>) -> (String, String) {
        let error = read.err().expect("a refusal");
        let text = |key: &str| error["error"][key].as_str().unwrap_or_default().to_owned();
        (text("code"), text("field"))
    }

    fn pair(code: &str, field: &str) -> (String, String) {
        (code.to_owned(), field.to_owned())
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        let keys = ["text", "k", "known"];
        for line in ["", "[]", "1", "{", "\"text\""] {
            assert_eq!(told(Line::read(line, &keys)), pair("bad_json", ""), "{line}");
        }
        assert_eq!(told(Line::read(r#"{"text":"","x":null}"#, &keys)), pair("unknown_key", "x"));
        let line = Line::read(r#"{"k":-1,"known":{"people":[1],"x":1}}"#, &keys).unwrap();
        assert_eq!(told(line.text("text")), pair("missing_key", "text"));
        assert_eq!(told(line.count_or_none("k")), pair("bad_value", "k"));
        assert_eq!(told(line.object("known", &["people"])), pair("unknown_key", "known.x"));
        let known = line.object("known", &["people", "x"]).unwrap();
        assert_eq!(told(known.texts("people", "known.people")), pair("bad_value", "known.people"));
    }

    #[test]
    fn null_is_no_value() {
        let line = Line::read(r#"{"text":null,"k":null,"known":null}"#, &["text", "k", "known"]).unwrap();
        assert_eq!(told(line.text("text")), pair("bad_value", "text"));
        assert_eq!(line.text_or_none("text"), Ok(None));
        assert_eq!((line.count_or_none("k"), line.count_or_none("gone")), (Ok(None), Ok(None)));
        assert_eq!(line.object("known", &[]).unwrap().texts("people", "known.people"), Ok(Vec::new()));
    }
}

//! `futawa tool level`: one line of JSON in, one value out, as the contract promises.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Facts, LastingLoss, TreatedAt, Treatment, derive};
use crate::profile::Profile;

/// Keys of a line.
const KEYS: [&str; 2] = ["profile", "facts"];

/// Keys of the facts; all but the last must always be there.
const FACTS: [&str; 8] =
    ["reached", "body_effect", "treatment", "treated_at", "lasting_loss", "death", "form", "medication_detail"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    profile: String,
    facts: Facts,
}

/// Why a line cannot be answered.
struct Refusal {
    code: &'static str,
    field: String,
    message: String,
    message_ja: String,
}

impl Refusal {
    fn new(code: &'static str, field: &str, message: impl Into<String>, message_ja: impl Into<String>) -> Self {
        Self { code, field: field.to_owned(), message: message.into(), message_ja: message_ja.into() }
    }

    fn into_value(self) -> Value {
        json!({"error": {
            "code": self.code,
            "field": self.field,
            "message": self.message,
            "message_ja": self.message_ja,
        }})
    }
}

/// Answers one line: the derived level, or `{"error":{"code","field","message"}}`.
#[must_use]
pub fn tool_level(line: &str) -> Value {
    answer(line).unwrap_or_else(Refusal::into_value)
}

fn answer(line: &str) -> Result<Value, Refusal> {
    let request = read(line)?;
    let Some(profile) = Profile::builtin(&request.profile) else {
        let (name, known) = (&request.profile, known_profiles());
        return Err(Refusal::new(
            "unknown_profile",
            "profile",
            format!("there is no profile “{name}”; known: {known}"),
            format!("「{name}」という様式はありません。使えるのは {known} です。"),
        ));
    };
    let derived = derive(profile, &request.facts).map_err(|error| {
        let message = error.message();
        Refusal::new(error.code(), &error.field(), message.en, message.ja)
    })?;
    Ok(json!(derived))
}

fn known_profiles() -> String {
    let ids: Vec<&str> = Profile::builtins().iter().map(|profile| profile.id.as_str()).collect();
    ids.join(", ")
}

/// Reads the line; only a line that fails is looked at again, to name the key at fault.
fn read(line: &str) -> Result<Request, Refusal> {
    let error = match serde_json::from_str::<Request>(line) {
        Ok(request) => return detail_was_said(line, request),
        Err(error) => error,
    };
    let value: Value = serde_json::from_str(line).map_err(|error| bad_json(&error))?;
    let outer = object(&value, "")?;
    keys(outer, &KEYS, &KEYS)?;
    if !outer["profile"].is_string() {
        return Err(bad_value("profile", "a text", "文字列"));
    }
    let facts = object(&outer["facts"], "facts")?;
    keys(facts, &FACTS, &FACTS[..FACTS.len() - 1])?;
    for name in FACTS {
        fact(name, facts.get(name).unwrap_or(&Value::Null))?;
    }
    // Every key is known and every value fits: what is left is a key given twice.
    Err(bad_json(&error))
}

/// For the form that has details a missing key is an error: a rule that raises the level would be lost unseen.
fn detail_was_said(line: &str, request: Request) -> Result<Request, Refusal> {
    let detailed =
        Profile::builtin(&request.profile).is_some_and(|profile| profile.publication.detail_form == request.facts.form);
    if detailed && request.facts.medication_detail.is_none() {
        let value: Value = serde_json::from_str(line).map_err(|error| bad_json(&error))?;
        if value.pointer("/facts/medication_detail").is_none() {
            return Err(missing("medication_detail"));
        }
    }
    Ok(request)
}

fn bad_json(error: &serde_json::Error) -> Refusal {
    Refusal::new(
        "bad_json",
        "",
        format!("the line cannot be read as JSON: {error}"),
        format!("この行を JSON として読めません（{error}）。"),
    )
}

fn bad_value(field: &str, wanted: &str, wanted_ja: &str) -> Refusal {
    Refusal::new(
        "bad_value",
        field,
        format!("`{field}` must be {wanted}"),
        format!("{field} は{wanted_ja}で入れてください。"),
    )
}

fn missing(field: &str) -> Refusal {
    Refusal::new("missing_key", field, format!("the key `{field}` is missing"), format!("{field} がありません。"))
}

fn object<'a>(value: &'a Value, field: &str) -> Result<&'a Map<String, Value>, Refusal> {
    value.as_object().ok_or_else(|| bad_value(field, "a JSON object", "JSON のオブジェクト"))
}

fn keys(map: &Map<String, Value>, known: &[&str], needed: &[&str]) -> Result<(), Refusal> {
    if let Some(key) = map.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(Refusal::new(
            "unknown_key",
            key,
            format!("the key `{key}` is not known"),
            format!("「{key}」という項目はありません。"),
        ));
    }
    match needed.iter().find(|key| !map.contains_key(**key)) {
        Some(key) => Err(missing(key)),
        None => Ok(()),
    }
}

/// Checks one fact's type and code.
fn fact(name: &str, value: &Value) -> Result<(), Refusal> {
    let codes: Vec<&str> = match name {
        "treatment" => Treatment::ALL.iter().map(|t| t.as_str()).collect(),
        "treated_at" => TreatedAt::ALL.iter().map(|t| t.as_str()).collect(),
        "lasting_loss" => LastingLoss::ALL.iter().map(|l| l.as_str()).collect(),
        "form" if value.is_string() => return Ok(()),
        "medication_detail" if value.is_string() || value.is_null() => return Ok(()),
        "form" => return Err(bad_value(name, "a text", "文字列")),
        "medication_detail" => return Err(bad_value(name, "a text or null", "文字列か null ")),
        _ if value.is_boolean() => return Ok(()),
        _ => return Err(bad_value(name, "true or false", " true か false ")),
    };
    let Some(code) = value.as_str() else {
        return Err(bad_value(name, "a text", "文字列"));
    };
    if codes.contains(&code) {
        return Ok(());
    }
    let known = codes.join(", ");
    Err(Refusal::new(
        "unknown_code",
        name,
        format!("`{name}` holds the unknown code “{code}”; known: {known}"),
        format!("{name} の「{code}」は使えないコードです。使えるのは {known} です。"),
    ))
}

//! Owns `futawa tool deidentify`: what in a text identifies somebody, with a proposed wording.
use app::text::deidentify::{Known, deidentify_tool};
use serde::Deserialize;
use serde_json::{Value, json};

use super::text::read;

pub(super) const HELP: &str = r#"In:  {"text":"…","known":{"people":["…"],"staff":["…"],"places":["…"],"facility":["…"]}}   known and each list may be left out
Out: {"spans":[{"start","end","class","text","confidence","proposal"}],"text":"…"}

Positions count characters. Classes: person, staff, relative, facility, place, room, date, time, age, phone, mail, id, address.
The text of the answer has every proposal in place. A proposal is no release: a person decides.

Example:
  echo '{"text":"佐藤さん(82歳)が11/3に305号室で転倒","known":{"people":["佐藤 花子"]}}' | futawa tool deidentify

Exit 0 when every line was answered, 1 when one was not."#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    text: String,
    #[serde(default)]
    known: Option<Lists>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lists {
    people: Option<Vec<String>>,
    staff: Option<Vec<String>>,
    places: Option<Vec<String>>,
    facility: Option<Vec<String>>,
}

impl From<Lists> for Known {
    fn from(lists: Lists) -> Self {
        Self {
            people: lists.people.unwrap_or_default(),
            staff: lists.staff.unwrap_or_default(),
            places: lists.places.unwrap_or_default(),
            facility: lists.facility.unwrap_or_default(),
        }
    }
}

/// Answers one line.
pub(super) fn answer(line: &str) -> Value {
    match read::<Request>(line) {
        Ok(request) => json!(deidentify_tool(&request.text, &request.known.unwrap_or_default().into())),
        Err(refusal) => refusal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_kept() {
        let line = r#"{"text":"佐藤さん(82歳)が11/3に305号室で転倒","known":{"people":["佐藤 花子"]}}"#;
        let answer = answer(line);
        assert_eq!(answer["text"], "利用者A(80歳代)が○月上旬に居室で転倒");
        let span = &answer["spans"][0];
        assert_eq!(
            (&span["start"], &span["end"], &span["class"], &span["text"]),
            (&json!(0), &json!(4), &json!("person"), &json!("佐藤さん"))
        );
        assert_eq!(span["proposal"], "利用者A");
        assert!(span["confidence"].as_f64().is_some_and(|value| value > 0.9 && value <= 1.0));
    }

    #[test]
    fn lists_may_be_missing_and_unknown_keys_are_refused() {
        for known in ["", r#","known":null"#, r#","known":{}"#, r#","known":{"people":null}"#] {
            let answer = answer(&format!(r#"{{"text":"転倒なし"{known}}}"#));
            assert_eq!(answer, json!({"spans": [], "text": "転倒なし"}), "{known}");
        }
        assert_eq!(answer(r#"{"text":"a","known":{"x":[]}}"#)["error"]["code"], "unknown_key");
        assert_eq!(answer(r#"{"known":{}}"#)["error"]["code"], "missing_key");
    }
}

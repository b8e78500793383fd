//! Owns `futawa tool deidentify`: what in a text identifies somebody, with a proposed wording.
use app::text::deidentify::{Known, deidentify_tool};
use serde_json::{Value, json};

use super::line::Line;

pub(super) const HELP: &str = r#"In:  {"text":"…","known":{"people":["…"],"staff":["…"],"places":["…"],"facility":["…"]}}   known and each list may be left out
Out: {"spans":[{"start","end","class","text","confidence","proposal"}],"text":"…"}

Positions count characters. Classes: person, staff, relative, facility, place, room, date, time, age, phone, mail, id, address.
The text of the answer has every proposal in place. A proposal is no release: a person decides.

Example:
  echo '{"text":"佐藤さん(82歳)が11/3に305号室で転倒","known":{"people":["佐藤 花子"]}}' | futawa tool deidentify

Exit 0 when every line was answered, 1 when one was not."#;

/// Answers one line.
pub(super) fn answer(line: &str) -> Value {
    read(line).map_or_else(|refusal| refusal, |(text, known)| json!(deidentify_tool(&text, &known)))
}

fn read(line: &str) -> Result<(String, Known), Value> {
    let line = Line::read(line, &["text", "known"])?;
    let text = line.text("text")?.to_owned();
    let known = line.object("known", &["people", "staff", "places", "facility"])?;
    let list = |key: &str| known.texts(key, &format!("known.{key}"));
    let known =
        Known { people: list("people")?, staff: list("staff")?, places: list("places")?, facility: list("facility")? };
    Ok((text, known))
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
        assert_eq!(answer(r#"{"text":"a","known":{"x":[]}}"#)["error"]["field"], "known.x");
        assert_eq!(answer(r#"{"known":{}}"#)["error"]["code"], "missing_key");
        assert_eq!(answer(r#"{"text":"a","known":{"people":"佐藤"}}"#)["error"]["field"], "known.people");
    }
}

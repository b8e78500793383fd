//! Tests of `futawa tool level`: the promised answers and the named errors.

use serde_json::{Value, json};

use super::*;

fn line(profile: &str) -> Value {
    json!({"profile": profile, "facts": {
        "reached": true, "body_effect": true, "treatment": "simple", "treated_at": "ward",
        "lasting_loss": "none", "death": false, "form": "fall", "medication_detail": null,
    }})
}

fn error(line: &str) -> (String, String) {
    let answer = tool_level(line);
    let part = |name: &str| answer["error"][name].as_str().expect(line).to_owned();
    assert!(!part("message").is_empty());
    (part("code"), part("field"))
}

fn error_after(edit: impl Fn(&mut Value)) -> (String, String) {
    let mut value = line("welfare");
    edit(&mut value);
    error(&value.to_string())
}

fn pair(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

#[test]
fn the_answer_has_the_promised_keys() {
    let answer = tool_level(&line("welfare").to_string());
    assert_eq!(answer["level"], "3");
    assert_eq!(answer["kind"], "accident");
    assert_eq!(answer["rules"], json!(["welfare-3-treated"]));
    assert_eq!(answer["ambiguous"], false);
    assert!(answer["explain"]["ja"].as_str().is_some_and(|text| text.contains("施設内診療所で処置したもの")));
    assert!(answer["explain"]["en"].is_string());
    let answer = tool_level(&line("university-hospital").to_string());
    assert_eq!((&answer["level"], &answer["kind"]), (&json!("3a"), &json!("incident")));
}

#[test]
fn a_contradiction_names_both_facts() {
    let death = error_after(|v| (v["facts"]["reached"], v["facts"]["death"]) = (json!(false), json!(true)));
    assert_eq!(death, pair("contradictory_facts", "reached,death"));
    let loss = error_after(|v| {
        (v["facts"]["reached"], v["facts"]["lasting_loss"]) = (json!(false), json!("mild"));
    });
    assert_eq!(loss, pair("contradictory_facts", "reached,lasting_loss"));
}

#[test]
fn unknown_and_missing_keys_are_named() {
    assert_eq!(error_after(|v| v["colour"] = json!(1)), pair("unknown_key", "colour"));
    assert_eq!(error_after(|v| v["facts"]["colour"] = json!(1)), pair("unknown_key", "colour"));
    for key in ["profile", "facts"] {
        let gone = error_after(|v| {
            v.as_object_mut().unwrap().remove(key);
        });
        assert_eq!(gone, pair("missing_key", key));
    }
    for key in ["reached", "body_effect", "treatment", "treated_at", "lasting_loss", "death", "form"] {
        let gone = error_after(|v| {
            v["facts"].as_object_mut().unwrap().remove(key);
        });
        assert_eq!(gone, pair("missing_key", key));
    }
}

#[test]
fn the_detail_may_only_be_left_out_where_it_cannot_matter() {
    let without = |form: &str| {
        let mut value = line("welfare");
        value["facts"]["form"] = json!(form);
        value["facts"].as_object_mut().unwrap().remove("medication_detail");
        value.to_string()
    };
    assert_eq!(tool_level(&without("fall"))["level"], "3");
    assert_eq!(error(&without("medication")), pair("missing_key", "medication_detail"));
}

#[test]
fn wrong_values_are_named() {
    assert_eq!(error_after(|v| v["profile"] = json!("moon")), pair("unknown_profile", "profile"));
    assert_eq!(error_after(|v| v["profile"] = json!(1)), pair("bad_value", "profile"));
    assert_eq!(error_after(|v| v["facts"] = json!([])), pair("bad_value", "facts"));
    assert_eq!(error_after(|v| v["facts"]["death"] = json!("no")), pair("bad_value", "death"));
    assert_eq!(error_after(|v| v["facts"]["treatment"] = json!(null)), pair("bad_value", "treatment"));
    assert_eq!(error_after(|v| v["facts"]["treatment"] = json!("magic")), pair("unknown_code", "treatment"));
    assert_eq!(error_after(|v| v["facts"]["form"] = json!("magic")), pair("unknown_code", "form"));
    assert_eq!(error_after(|v| v["facts"]["form"] = json!(3)), pair("bad_value", "form"));
    assert_eq!(error_after(|v| v["facts"]["medication_detail"] = json!(3)), pair("bad_value", "medication_detail"));
    let detail = error_after(|v| v["facts"]["medication_detail"] = json!("magic"));
    assert_eq!(detail, pair("unknown_code", "medication_detail"));
}

#[test]
fn lines_that_are_no_objects_are_errors() {
    for text in ["", "{", "nonsense", "{\"profile\":\"welfare\"} x"] {
        assert_eq!(error(text).0, "bad_json", "{text}");
    }
    for text in ["[]", "3", "null", "\"welfare\""] {
        assert_eq!(error(text).0, "bad_value", "{text}");
    }
    let doubled = line("welfare").to_string().replace("\"reached\":true", "\"reached\":true,\"reached\":false");
    assert_eq!(error(&doubled).0, "bad_json");
}

proptest::proptest! {
    #[test]
    fn any_line_gets_a_level_or_an_error(text in ".{0,80}") {
        let answer = tool_level(&text);
        proptest::prop_assert!(answer["error"]["code"].is_string() || answer["level"].is_string());
    }
}

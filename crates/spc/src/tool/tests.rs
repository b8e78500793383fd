//! Tests of the JSON contract.

use super::{ToolError, funnel, rate, spc};
use serde_json::{Value, json};

fn field(answer: Result<Value, ToolError>) -> (String, String) {
    let error = answer.unwrap_err();
    (error.code.to_owned(), error.field)
}

#[test]
fn a_chart_keeps_the_contract() {
    let line = r#"{"chart":"p","y":[1,2,null,3],"n":[10,12,11,0],"x":null,"preset":"futawa","options":{"target":0.1,"direction":"decrease"}}"#;
    let answer = spc(line).unwrap();
    for key in ["y", "cl", "lcl", "ucl", "rules", "side"] {
        assert_eq!(answer[key].as_array().unwrap().len(), 4, "{key}");
    }
    assert_eq!(answer["y"][2], Value::Null);
    assert_eq!(answer["y"][3], Value::Null);
    assert_eq!(answer["variation"], "common");
    assert_eq!(answer["assurance"], "hit_or_miss");
    for key in ["n_useful", "longest", "longest_max", "crossings", "crossings_min", "signal"] {
        assert!(answer["runs"].get(key).is_some(), "{key}");
    }
    let codes: Vec<&str> = answer["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"missing_values") && codes.contains(&"zero_denominator"), "{codes:?}");
}

#[test]
fn subgroups_are_lists() {
    let answer = spc(r#"{"chart":"xbar","y":[[1,2,3],[2,3,4],[1,null,2]],"preset":"qicharts2"}"#).unwrap();
    assert_eq!(answer["y"], json!([2.0, 3.0, 1.5]));
    assert_eq!(field(spc(r#"{"chart":"xbar","y":[1,2]}"#)), ("bad_value".into(), "y".into()));
}

#[test]
fn what_is_at_fault_is_named() {
    assert_eq!(field(spc("{")), ("bad_json".into(), String::new()));
    assert_eq!(field(spc("[]")), ("bad_value".into(), String::new()));
    assert_eq!(field(spc(r#"{"chart":"i","y":[1],"z":1}"#)), ("unknown_key".into(), "z".into()));
    assert_eq!(field(spc(r#"{"chart":"i","y":[1],"options":{"z":1}}"#)), ("unknown_key".into(), "z".into()));
    assert_eq!(field(spc(r#"{"chart":"q","y":[1]}"#)), ("unknown_code".into(), "chart".into()));
    assert_eq!(field(spc(r#"{"chart":"i"}"#)), ("missing_key".into(), "y".into()));
    assert_eq!(field(spc(r#"{"chart":"p","y":[1]}"#)), ("missing_key".into(), "n".into()));
    assert_eq!(field(spc(r#"{"chart":"p","y":[1],"n":[1,2]}"#)), ("lengths_differ".into(), "n".into()));
    assert_eq!(field(spc(r#"{"chart":"i","y":[1],"x":[1,2]}"#)), ("lengths_differ".into(), "x".into()));
    assert_eq!(field(spc(r#"{"chart":"i","y":["1"]}"#)), ("bad_value".into(), "y".into()));
    let line = r#"{"chart":"i","y":[1],"preset":"nhs","options":{"baseline":11}}"#;
    assert_eq!(field(spc(line)), ("bad_value".into(), "baseline".into()));
    assert_eq!(field(spc(r#"{"chart":"i","y":[1],"options":{"rebase":[-1]}}"#)), ("bad_value".into(), "rebase".into()));
}

#[test]
fn a_funnel_keeps_the_contract() {
    let line = r#"{"kind":"rate","units":[{"id":"a","o":3,"e":null,"n":1000},{"id":"b","o":0,"n":50},{"id":"c","o":null,"n":5}],"method":"exact","overdispersion":"none","trim":0.1,"trim_by":"winsorise","target":null,"preset":"futawa"}"#;
    let answer = funnel(line).unwrap();
    assert_eq!(answer["target"], json!(3.0 / 1050.0));
    let units = answer["units"].as_array().unwrap();
    for key in ["id", "value", "l95", "u95", "l998", "u998", "flag", "z", "z_adjusted", "p_low", "p_high"] {
        assert!(units[0].get(key).is_some(), "{key}");
    }
    assert_eq!(units[1]["flag"], "none", "zero events in a small unit are no signal");
    assert_eq!(units[2]["value"], Value::Null);
    assert_eq!(field(funnel(r#"{"kind":"rate","units":[{"id":"a","x":1}]}"#)), ("unknown_key".into(), "x".into()));
    assert_eq!(field(funnel(r#"{"kind":"rate","units":[],"trim":0.6}"#)), ("bad_value".into(), "trim".into()));
}

#[test]
fn rates_keep_the_contract() {
    let answer = rate(r#"{"kind":"wilson","o":0,"n":71,"bands":null,"confidence":0.95}"#).unwrap();
    assert!((answer["upper"].as_f64().unwrap() - 0.051_327_952_196_890_32).abs() < 1e-12, "{answer}");
    assert_eq!(answer["suppressed"], false);
    let bands = r#"{"kind":"dsr","bands":[{"o":3,"n":100,"w":10},{"o":4,"n":50,"w":20}]}"#;
    let answer = rate(bands).unwrap();
    assert_eq!(answer, json!({"value": null, "lower": null, "upper": null, "suppressed": true}));
    assert_eq!(rate(r#"{"kind":"byar","o":0}"#).unwrap()["lower"], Value::Null);
    assert_eq!(field(rate(r#"{"kind":"wilson","o":2,"n":1}"#)), ("bad_value".into(), "o".into()));
    assert_eq!(field(rate(r#"{"kind":"byar"}"#)), ("missing_key".into(), "o".into()));
    assert_eq!(field(rate(r#"{"kind":"isr","bands":[{"o":1,"n":1}]}"#)), ("missing_key".into(), "ref_o".into()));
}

//! The sample inputs under `samples/`.

use pdf::{Cover, Lang, ReportForm, Reports};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) const FORMS: [&str; 5] =
    ["report-welfare", "report-medication", "report-anonymous", "report-hospital", "report-english"];

pub(crate) fn json(name: &str) -> &'static str {
    match name {
        "report-welfare" => include_str!("../../samples/report-welfare.json"),
        "report-medication" => include_str!("../../samples/report-medication.json"),
        "report-anonymous" => include_str!("../../samples/report-anonymous.json"),
        "report-hospital" => include_str!("../../samples/report-hospital.json"),
        "report-english" => include_str!("../../samples/report-english.json"),
        "month" => include_str!("../../samples/month.json"),
        "list" => include_str!("../../samples/list.json"),
        "trail" => include_str!("../../samples/trail.json"),
        "meeting" => include_str!("../../samples/meeting.json"),
        "press" => include_str!("../../samples/press.json"),
        other => panic!("no sample {other}"),
    }
}

pub(crate) fn sheets(_name: &str) -> usize {
    2
}

pub(crate) fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(json(name)).unwrap()
}

pub(crate) fn form(name: &str) -> ReportForm {
    read(name)
}

pub(crate) fn cover(name: &str) -> Cover {
    let lang = if name == "report-english" { Lang::En } else { Lang::Ja };
    Cover {
        title: "リスクマネジメント報告書".into(),
        author: "あおぞら園".into(),
        lang,
        date: (2026, 11, 21),
        ident: name.into(),
    }
}

/// Forms as one file, added in portions.
pub(crate) fn many(forms: &[ReportForm], at_once: usize) -> Vec<u8> {
    let add = |file: Reports, some: &[ReportForm]| file.add(&cover("many"), some.to_vec()).unwrap();
    forms.chunks(at_once).fold(Reports::new(), add).finish().unwrap()
}

/// Every text of a sample; the labels of seats by their lines.
pub(crate) fn strings(sample: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_json::from_str(sample).unwrap(), "", &mut found);
    assert!(found.len() > 10);
    found
}

fn collect(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) if matches!(key, "wording" | "half" | "blank_sex" | "blank_eras" | "no_person") => {}
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Object(fields) => {
            for (inner, field) in fields {
                let is_list =
                    matches!(key, "first_round" | "second_round" | "seats" | "no_person" | "blank_sex" | "blank_eras");
                if matches!(key, "first_round" | "second_round" | "seats") && inner == "label" {
                    let lines = field.as_str().unwrap_or_default().replace('(', "/").replace(')', "");
                    found.extend(lines.split('/').filter(|line| line.chars().count() <= 6).map(str::to_owned));
                } else {
                    collect(field, if is_list { key } else { inner }, found);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

//! Keeps the lines of the form lines: what is longer than a line holds goes to the continuation sheet (続紙) whole.

use serde_json::{Map, Value, json};

/// Longest text of a field that is not a box, in characters.
const LINE: usize = 80;

/// Longest mark in the head and foot of a page.
const MARK: usize = 40;

/// Fields that stand in the head and foot of every page.
const MARKS: [&str; 4] = ["number", "code", "title", "edition"];

/// Longest name on a seal.
const SEAL: usize = 8;

/// Persons on the sheet itself.
const PERSONS: usize = 3;

/// Characters that the readers' names may take at the foot of their box.
const READERS: usize = 150;

/// Fields that are boxes: they flow on by themselves.
const BOXES: [&str; 3] = ["narrative", "cause_text", "made_known"];

/// Fields that are boxes with a `text` inside.
const REMARKS: [&str; 4] = ["prevention", "leader", "head", "further"];

/// Cuts the fields of one form and lists what was cut under `further`; says whether something was.
pub(crate) fn clip(form: &mut Value, words: &Map<String, Value>) -> bool {
    let mut cut = Vec::new();
    let Some(fields) = form.as_object_mut() else { return false };
    for (key, value) in fields.iter_mut() {
        match key.as_str() {
            "persons" => persons(value, words, &mut cut),
            "readers" => readers(value, words, &mut cut),
            "pictures" | "entry" => {}
            _ => field(value, key, key, &title(key, words), words, &mut cut),
        }
    }
    let some = !cut.is_empty();
    if let Some(further) = fields.get_mut("further").and_then(Value::as_array_mut) {
        further.extend(cut);
    }
    some
}

/// The form's word for a field; the fields that are named otherwise are listed.
fn title(key: &str, words: &Map<String, Value>) -> String {
    let key = match key {
        "place" => "occurred_place",
        "forms" => "form",
        "medication" => "medication_detail",
        "findings" | "finding_present" => "finding",
        "discovered" => "discovered_time",
        "superior" => "superior_told",
        "guarantor" => "guarantor_told",
        "levels" => "risk_level",
        "care_kind" | "care_degree" => "care_involved",
        "first_round" | "second_round" => "approval",
        "no_person" | "blank_sex" | "blank_eras" => "person_name",
        other => other,
    };
    let word = words.get(key).or_else(|| words.get("form_title"));
    word.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn entry(title: &str, text: &str) -> Value {
    json!({ "title": title, "text": text })
}

/// `room` is the field of the form, `key` the name of this value inside it.
fn field(value: &mut Value, room: &str, key: &str, name: &str, words: &Map<String, Value>, cut: &mut Vec<Value>) {
    match value {
        Value::String(_) if BOXES.contains(&room) || REMARKS.contains(&room) && key == "text" => {}
        Value::String(text) if MARKS.contains(&room) => *text = text.chars().take(MARK).collect(),
        Value::String(text) if key == "seal" => *text = text.chars().take(SEAL).collect(),
        Value::String(text) => {
            let line = text.replace('\n', " ");
            if line.chars().count() > LINE {
                cut.push(entry(name, text));
                *text =
                    line.chars().take(LINE - 12).chain("…".chars()).collect::<String>() + &title("continued", words);
            } else if line.len() == text.len() {
                *text = line;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| field(item, room, key, name, words, cut)),
        Value::Object(parts) => {
            let label =
                parts.get("label").and_then(Value::as_str).filter(|l| !l.is_empty() && l.chars().count() <= LINE);
            let name = label.unwrap_or(name).to_owned();
            // Of a seal only the name is written into a box: its words lie under the picture, its date is the picture's.
            let is_cut = |inner: &str| inner != "image" && (key != "seal" || inner == "name");
            for (inner, part) in parts.iter_mut().filter(|(inner, _)| is_cut(inner)) {
                let key = if key == "seal" { "seal" } else { inner.as_str() };
                field(part, room, key, &name, words, cut);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first persons stand on the sheet, the others by name, birth date and age on the continuation sheet.
fn persons(value: &mut Value, words: &Map<String, Value>, cut: &mut Vec<Value>) {
    let Some(list) = value.as_array_mut() else { return };
    let name = title("person_name", words);
    let rest: Vec<String> = list.drain(PERSONS.min(list.len())..).map(|person| person_line(&person, words)).collect();
    if !rest.is_empty() {
        cut.push(entry(&name, &rest.join("\n")));
    }
    for person in list {
        field(person, "persons", "persons", &name, words, cut);
    }
}

fn person_line(person: &Value, words: &Map<String, Value>) -> String {
    let text = |key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let chosen = |key: &str| {
        let list = person.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let chosen = list.iter().filter(|c| c.get("chosen") == Some(&Value::Bool(true)));
        chosen.filter_map(|c| c.get("label")?.as_str().map(str::to_owned)).collect::<String>()
    };
    let word = |key: &str| title(key, words);
    let unit = |number: String, key: &str| if number.is_empty() { number } else { number + &word(key) };
    let birth =
        chosen("eras") + &unit(text("year"), "year") + &unit(text("month"), "month") + &unit(text("day"), "day");
    let parts = [text("name"), chosen("sex"), birth, unit(text("age"), "years_old")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// As many names as fit at the foot of the box; all of them on the continuation sheet when some do not.
fn readers(value: &mut Value, words: &Map<String, Value>, cut: &mut Vec<Value>) {
    let Some(list) = value.as_array_mut() else { return };
    let lengths = list.iter().scan(0, |sum, name| {
        *sum += name.as_str().unwrap_or_default().chars().count() + 1;
        Some(*sum)
    });
    let fit = lengths.take_while(|sum| *sum <= READERS).count();
    if fit == list.len() {
        return;
    }
    let all: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
    cut.push(entry(&title("readers", words), &all.join("、")));
    list.truncate(fit);
    list.push(Value::String(title("continued", words)));
}

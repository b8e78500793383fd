//! page::report::left_out: what was written beside an answer that does not open it, told before sending.

use askama::Template;
use domain::drawing::Region;
use domain::profile::ChoiceField;
use domain::report::{LeftOut, left_out};

use super::form::Form;
use super::told::{choice, medication_detail, person_lines, told_words};
use crate::catalog::Text;
use crate::drawing::region_words;
use crate::html::Html;

/// The card of what does not go into the report.
#[derive(Debug, Clone, Template)]
#[template(path = "report/left_out.html")]
struct Card {
    t: Text,
    items: Vec<(Option<String>, String)>,
}

impl askama::filters::HtmlSafe for Card {}

/// The card, or nothing where everything that was written goes into the report. `address` gives the way to the answer
/// that would have to change, from its control and the field that it belongs to.
pub(super) fn card(form: &Form<'_>, address: impl Fn(&str, &str) -> Option<String>) -> Option<Html> {
    let left = left_out(form.fields, form.profile);
    let items = left.iter().map(|left| (address(control(&left.opener), &left.opener), item(form, left)));
    let card = Card { t: form.t, items: items.collect() };
    (!card.items.is_empty()).then(|| Html::of(&card))
}

/// The id of the answer's control.
fn control(opener: &str) -> &str {
    match opener {
        "occurred" => "occurred-when",
        "discovered" => "discovered-when",
        other => other,
    }
}

/// The name of what was left out, with what was written there.
fn item(form: &Form<'_>, left: &LeftOut) -> String {
    let t = form.t;
    let given: Vec<&str> =
        left.fields.iter().map(String::as_str).filter(|field| form.fields.text(field).is_some()).collect();
    let separator = t.get("report.answer.separator");
    let (name, words) = match left.opener.as_str() {
        "no_person" => (form.label("persons"), person_lines(form).join(separator)),
        "discovered" => (form.label("discovered"), told_words(form, "discovered", "")),
        "guarantor_told" => (form.label("guarantor"), told_words(form, "guarantor", "")),
        "region" => (t.get("drawing.title").to_owned(), region(form, &given)),
        _ => {
            let words: Vec<String> = given.iter().filter_map(|field| words(form, &given, field)).collect();
            let first = given.first().copied().unwrap_or_default();
            let name = if left.opener == "occurred" { "occurred" } else { first };
            (form.label(name.strip_suffix("_other").unwrap_or(name)), words.join(separator))
        }
    };
    if words.is_empty() {
        return name;
    }
    t.with("report.check.left_out_item", &[("name", &name), ("words", &words)])
}

/// A chosen answer has the words of its その他（　） in it.
fn words(form: &Form<'_>, given: &[&str], field: &str) -> Option<String> {
    Some(match field {
        "finding" => choice(form, ChoiceField::Finding),
        "medication_detail" => medication_detail(form),
        other if other.strip_suffix("_other").is_some_and(|list| given.contains(&list)) => return None,
        typed => form.fields.get(typed).trim().to_owned(),
    })
}

/// Region and finding in words.
fn region(form: &Form<'_>, given: &[&str]) -> String {
    let found = given.first().and_then(|field| {
        let region = Region::from_code(field.strip_prefix("region_finding_")?)?;
        let finding = form.t.choice("drawing.finding", form.fields.get(field));
        Some(form.t.with("report.answer.with_text", &[("choice", &region_words(form.t, region)), ("text", &finding)]))
    });
    found.unwrap_or_default()
}

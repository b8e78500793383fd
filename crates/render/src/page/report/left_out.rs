//! page::report::left_out: what was written beside an answer that does not open it, told before sending.

use askama::Template;
use domain::profile::ChoiceField;
use domain::report::{LeftOut, left_out};

use super::form::Form;
use super::told::{choice, discovered_words, medication_detail, person_lines, told_words};
use crate::catalog::Text;
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

/// The name of the answer with what was written beside it.
fn item(form: &Form<'_>, left: &LeftOut) -> String {
    let name = match left.opener.as_str() {
        "no_person" => form.label("persons"),
        "guarantor_told" => form.label("guarantor"),
        other => form.label(other),
    };
    let words: Vec<String> =
        left.fields.iter().map(|field| words(form, field)).filter(|words| !words.is_empty()).collect();
    let words = match left.opener.as_str() {
        "no_person" => person_lines(form).join(form.t.get("report.answer.separator")),
        "discovered" => discovered_words(form),
        "guarantor_told" => told_words(form, "guarantor", ""),
        _ => words.join(form.t.get("report.answer.separator")),
    };
    if words.is_empty() {
        return name;
    }
    form.t.with("report.check.left_out_item", &[("name", &name), ("words", &words)])
}

fn words(form: &Form<'_>, field: &str) -> String {
    match field {
        "finding" => choice(form, ChoiceField::Finding),
        "medication_detail" => medication_detail(form),
        typed => form.fields.get(typed).trim().to_owned(),
    }
}

//! Estimates how much room a form's texts take, so that an ordinary form is laid out once, without measuring.
//!
//! The figures are millimetres on the A4 sheet of `templates/report.typ` and err on the safe side: a form that is not
//! plainly roomy is measured by the typesetter.

use serde_json::{Value, json};

use crate::parts::Choice;
use crate::text::printable;

use super::{Further, Remark, ReportForm};

/// Height of the page's text area.
const PAGE: f64 = 271.0;

/// A line of 9-point text with its leading.
const LINE: f64 = 4.7;

/// A line of choices with its leading.
const CHOICES: f64 = 5.1;

/// Characters of full width that surely fit on a line of a box (54 do).
const BOX_WIDTH: f64 = 49.0;

/// The same for the right column of the form's rows (44 do).
const ROW_WIDTH: f64 = 38.0;

/// The same for the inner column of 利用者の状態.
const INNER_WIDTH: f64 = 22.0;

/// What surely stands on one continuation sheet (262 are free).
const CONTINUATION: f64 = 240.0;

/// The second sheet without its five boxes: two rows of told, the seats, the gaps.
const SECOND_FIXED: f64 = 52.0;

/// `null` if the form has to be measured; otherwise it has two sheets, or three with additions (追記): the shares of the second
/// sheet's five boxes.
pub(crate) fn estimate(form: &ReportForm) -> Value {
    let additions: f64 = form.further.iter().map(addition).sum();
    let ordinary = form.pictures.is_empty()
        && additions <= CONTINUATION
        && form.first_round.len().max(form.second_round.len()) <= 16;
    let narrative = 16.0 + lines(&form.narrative, BOX_WIDTH) * LINE;
    let boxes = [
        cause_head(form) + lines(&form.cause_text, BOX_WIDTH) * LINE,
        remark(&form.prevention),
        remark(&form.leader),
        remark(&form.head),
        16.0 + (lines(&form.made_known, BOX_WIDTH) + lines(&form.readers.join("、"), BOX_WIDTH)) * LINE,
    ];
    if !ordinary || head(form) + narrative > PAGE || SECOND_FIXED + boxes.iter().sum::<f64>() > PAGE {
        return Value::Null;
    }
    json!(boxes)
}

/// Lines that a text takes.
fn lines(text: &str, width: f64) -> f64 {
    printable(text).split('\n').map(|line| (em(line) / width).ceil().max(1.0)).sum()
}

/// Width in full-width characters.
fn em(text: &str) -> f64 {
    let is_narrow = |c: char| c.is_ascii() && !c.is_ascii_uppercase() && !matches!(c, '@' | '%' | 'm' | 'w');
    text.chars().map(|c| if is_narrow(c) { 0.66 } else { 1.0 }).sum()
}

fn choices(list: &[Choice], width: f64) -> f64 {
    let total: f64 = list.iter().map(|c| em(&c.label) + em(&c.text) + if c.asks { 6.5 } else { 1.8 }).sum();
    (total / width).ceil().max(1.0)
}

/// A titled text of the continuation sheet, in a bar of its own.
fn addition(part: &Further) -> f64 {
    12.0 + (lines(&part.title, BOX_WIDTH) + lines(&part.text, BOX_WIDTH - 2.0)) * LINE
}

fn remark(remark: &Remark) -> f64 {
    26.0 + lines(&remark.text, BOX_WIDTH) * LINE
}

fn cause_head(form: &ReportForm) -> f64 {
    let causes: f64 = form.causes.iter().map(|c| em(&c.label) + em(&c.text) + if c.asks { 8.0 } else { 3.0 }).sum();
    14.0 + (((causes + 9.0) / (BOX_WIDTH - 3.0)).ceil() + choices(&form.factors, BOX_WIDTH - 9.0)) * CHOICES
}

/// The first sheet above the narrative.
fn head(form: &ReportForm) -> f64 {
    let frame = 58.0 + if form.entry.is_some() { 12.0 } else { 0.0 };
    let reporter =
        lines(&form.reporter.unit, 9.0).max(lines(&form.reporter.name, 9.0)).max(lines(&form.reporter.occupation, 6.0));
    let persons: f64 = form.persons.iter().map(|p| 2.0 * lines(&p.name, 14.0)).sum::<f64>().max(2.0);
    let state = lines(&form.disability, INNER_WIDTH)
        + lines(&form.comprehension, INNER_WIDTH)
        + choices(&form.care_kind, INNER_WIDTH)
        + choices(&form.care_degree, INNER_WIDTH);
    let lists = [&form.situation, &form.party, &form.usage, &form.forms, &form.medication, &form.levels];
    let lists: f64 = lists.iter().map(|list| choices(list, ROW_WIDTH)).sum();
    let findings = choices(&form.findings, ROW_WIDTH - 8.0) + choices(&form.finding_present, ROW_WIDTH) - 1.0;
    let notes = lines(&form.place.text, ROW_WIDTH - 6.0) + lines(&form.occurred_date.text, ROW_WIDTH - 8.0);
    let times = lines(&form.occurred_time.note, ROW_WIDTH - 18.0) + lines(&form.discovered.time.note, ROW_WIDTH - 28.0);
    frame + reporter * LINE + 13.0 * 3.0 + (persons + state + lists + findings + notes + times) * CHOICES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_form_is_roomy_and_a_long_one_is_not() {
        let mut form: ReportForm = serde_json::from_str(include_str!("../../samples/report-welfare.json")).unwrap();
        assert!(estimate(&form).is_array(), "{} {}", head(&form), cause_head(&form));
        form.leader.text = "長い意見。".repeat(400);
        assert!(estimate(&form).is_null());
        form.leader.text.clear();
        form.narrative = "一行\n".repeat(60);
        assert!(estimate(&form).is_null());
        form.narrative.clear();
        form.further = vec![Further { title: "追記".into(), text: "一行\n".repeat(40) }];
        assert!(estimate(&form).is_array(), "one continuation sheet for sure");
        form.further[0].text = "一行\u{2028}".repeat(70);
        assert!(estimate(&form).is_null(), "paper takes these for ends of lines");
        form.further[0].text = "一行\n".repeat(40);
        form.further.extend(form.further.clone());
        assert!(estimate(&form).is_null(), "one or two");
    }
}

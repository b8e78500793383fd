//! Tests of the wiring that all components rely on: ids, errors before hints, escaping, marks in words.

use super::*;
use crate::catalog::Text;
use crate::lang::Lang;

fn t() -> Text {
    Text::new(Lang::En)
}

#[test]
fn the_error_is_described_before_the_hint() {
    let field = Field::new(t(), "place", "Where").hint("Room or corridor").error(Some("Choose a place"));
    let html = TextInput::new(field).to_string();
    assert!(html.contains(r#"aria-describedby="place-error place-hint" aria-invalid="true""#), "{html}");
    assert!(html.contains(r#"id="place-error""#) && html.contains(r#"id="place-hint""#), "{html}");
}

#[test]
fn a_sound_field_claims_no_error() {
    let html = TextInput::new(Field::new(t(), "place", "Where").error(None::<String>)).to_string();
    assert!(!html.contains("aria-invalid") && !html.contains("aria-describedby"), "{html}");
}

#[test]
fn user_text_is_escaped_everywhere() {
    let evil = "</textarea><script>\"'";
    let field = Field::new(t(), "n", evil).hint(evil).error(Some(evil)).value(evil);
    let choice = Choice::new(evil, evil).hint(evil);
    let date = DateValue { year: evil.into(), approx: evil.into(), ..DateValue::default() };
    let parts = [
        TextInput::new(field.clone()).suggestions(vec![evil.into()]).to_string(),
        TextArea::new(field.clone()).limit(5).to_string(),
        Radios::new(field.clone(), vec![choice.clone()]).to_string(),
        Select::new(field.clone(), vec![choice]).blank(evil).to_string(),
        DateInput::new(field, date).may_be_unknown().echo(evil).to_string(),
        SummaryList::new(t(), vec![Row::text(evil, evil).change(evil)]).to_string(),
        Cell::link(evil, evil).0.to_string(),
        Badge::new(evil, Tone::Danger).to_string(),
    ];
    for html in parts {
        assert!(!html.contains("<script>") && !html.contains("</textarea><"), "{html}");
    }
}

#[test]
fn the_first_choice_bears_the_id_of_the_field() {
    let choices = vec![Choice::new("a", "A"), Choice::new("b", "B")];
    let html = Radios::new(Field::new(t(), "kind", "Kind").value("b"), choices).to_string();
    assert!(html.contains(r#"id="kind" name="kind" value="a""#), "{html}");
    assert!(html.contains(r#"id="kind-2" name="kind" value="b" checked"#), "{html}");
}

#[test]
fn an_empty_error_summary_prints_nothing() {
    assert_eq!(ErrorSummary::new(t(), Vec::new()).to_string().trim(), "");
}

#[test]
fn levels_are_told_in_words_and_bars() {
    let html = LevelMark::judged(t(), "3a", 3).to_string();
    assert!(html.contains("Level 3a"), "{html}");
    assert_eq!(html.matches("ui-level__rest").count(), 2, "{html}");
    assert!(LevelMark::suggested(t(), "2", 2).to_string().contains("suggested"));
}

#[test]
fn a_ring_has_a_segment_for_each_step() {
    let html = Ring::new(t(), 3, 8).to_string();
    assert_eq!(html.matches("<circle").count(), 8, "{html}");
    assert_eq!(html.matches(r#"data-state="done""#).count(), 3, "{html}");
    assert_eq!(html.matches(r#"data-state="current""#).count(), 1, "{html}");
    assert!(html.contains("3 of 8 steps done"), "{html}");
    assert_eq!(Ring::new(t(), 9, 0).to_string().matches("<circle").count(), 1);
}

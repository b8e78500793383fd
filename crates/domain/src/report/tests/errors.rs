//! Every error is told at once, at its field, in the order of the form.
use super::*;

fn expected(pairs: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    pairs.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect()
}

#[test]
fn an_empty_form_misses_the_core_and_nothing_else() {
    let full = [
        ("occurred_year", "occurred_missing"),
        ("place", "place_missing"),
        ("form", "form_missing"),
        ("narrative", "narrative_missing"),
        ("reached", "reached_missing"),
    ];
    assert_eq!(errors(&Fields::default()), expected(&full));
    let quick = [full[3], full[1], full[0], full[2], full[4]];
    assert_eq!(errors_at(Door::Quick, &Fields::default()), expected(&quick), "the quick form has another order");
}

#[test]
fn all_errors_come_at_once_in_the_order_of_the_form() {
    let fields: Fields = [
        ("prevention", "x".repeat(MAX_TEXT_CHARS + 1).as_str()),
        ("cause", "bad_luck"),
        ("superior_month", "13"),
        ("finding", "scratch"),
        ("proposed_level", "9"),
        ("death", "perhaps"),
        ("treatment", "prayer"),
        ("other_forms", "storm"),
        ("experience_months", "12"),
        ("experience_years", "many"),
        ("person1_sex", "試験"),
        ("person1_birth", "いつか"),
        ("situation", "sleeping"),
        ("place", "somewhere"),
        ("occurred_hour", "25"),
        ("unit", "elsewhere"),
        ("mode", "secret"),
    ]
    .into_iter()
    .collect();
    let codes = [
        ("mode", "choice_unknown"),
        ("unit", "choice_unknown"),
        ("occurred_year", "occurred_missing"),
        ("occurred_hour", "time"),
        ("place", "choice_unknown"),
        ("situation", "choice_unknown"),
        ("person1_sex", "choice_unknown"),
        ("person1_birth", "date"),
        ("experience_years", "number"),
        ("experience_months", "number"),
        ("form", "form_missing"),
        ("other_forms", "choice_unknown"),
        ("narrative", "narrative_missing"),
        ("reached", "reached_missing"),
        ("treatment", "choice_unknown"),
        ("death", "choice_unknown"),
        ("proposed_level", "choice_unknown"),
        ("finding", "choice_unknown"),
        ("superior_year", "date"),
        ("cause", "choice_unknown"),
        ("prevention", "text_too_long"),
    ];
    assert_eq!(errors(&fields), expected(&codes));
}

#[test]
fn a_date_that_cannot_be_read_is_told_once_at_its_box() {
    assert_eq!(errors(&on("", "2026", "13", "1")), expected(&[("occurred_month", "date")]));
    assert_eq!(errors(&on("R", "8", "2", "30")), expected(&[("occurred_day", "date")]));
    assert_eq!(error([("occurred_unknown", ""), ("occurred", "きのう？")]), ("occurred".to_owned(), "date"));
    assert_eq!(error([("occurred_unknown", ""), ("occurred_text", "きのう？")]), ("occurred_text".to_owned(), "date"));
    assert_eq!(
        error([("occurred_unknown", ""), ("occurred_approx", "先週")]),
        ("occurred_year".to_owned(), "occurred_missing")
    );
}

#[test]
fn a_date_error_speaks_both_languages() {
    let errors = read(&on("", "2026", "13", "1"), &context(Door::Full)).expect_err("there is no month 13");
    let args: Vec<&str> = errors[0].args.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| *name).collect();
    assert_eq!(args, ["ja", "en"]);
}

#[test]
fn an_event_cannot_lie_in_the_future() {
    assert_eq!(errors(&on("", "2026", "11", "22")), expected(&[("occurred_year", "date_in_future")]));
    assert_eq!(errors(&on("", "2026", "11", "21")), []);
    assert_eq!(error([("occurred_unknown", ""), ("occurred", "R8.11.22")]), ("occurred".to_owned(), "date_in_future"));
}

#[test]
fn nobody_is_born_after_the_event() {
    let mut fields = on("", "2026", "11", "1");
    fields.set("person2_birth", "2026-11-02");
    assert_eq!(errors(&fields), expected(&[("person2_birth", "birth_after_event")]));
    fields.set("person2_birth", "");
    for (name, value) in [("person2_birth_year", "2026"), ("person2_birth_month", "11"), ("person2_birth_day", "2")] {
        fields.set(name, value);
    }
    assert_eq!(errors(&fields), expected(&[("person2_birth_year", "birth_after_event")]));
}

#[test]
fn facts_that_cannot_both_be_true_are_told() {
    assert_eq!(error([("reached", "no"), ("death", "yes")]), ("reached".to_owned(), "facts_contradict_death"));
    assert_eq!(error([("reached", "no"), ("lasting_loss", "mild")]), ("reached".to_owned(), "facts_contradict_loss"));
    for fine in [
        [("reached", "no"), ("lasting_loss", "none")],
        [("reached", "unknown"), ("death", "yes")],
        [("reached", "yes"), ("lasting_loss", "severe")],
    ] {
        assert_eq!(errors(&with(fine)), []);
    }
}

#[test]
fn codes_that_the_form_does_not_offer_are_refused() {
    let fields = [
        "mode",
        "unit",
        "place",
        "form",
        "situation",
        "party",
        "care_kind",
        "care_degree",
        "usage",
        "occupation",
        "discovered",
        "occurred_band",
        "person1_sex",
        "reached",
        "body_effect",
        "treatment",
        "treated_at",
        "lasting_loss",
        "death",
        "proposed_level",
        "finding_present",
        "finding",
        "factor",
        "cause",
        "guarantor_told",
    ];
    for field in fields {
        assert_eq!(error([(field, "試験")]), (field.to_owned(), "choice_unknown"));
    }
    let detail = error([("form", "medication"), ("medication_detail", "試験")]);
    assert_eq!(detail, ("medication_detail".to_owned(), "choice_unknown"));
}

#[test]
fn a_unit_or_place_of_another_facility_is_refused() {
    let foreign = Uuid::from_u128(99).to_string();
    assert_eq!(error([("unit", foreign.as_str())]), ("unit".to_owned(), "choice_unknown"));
    assert_eq!(error([("place", foreign.as_str())]), ("place".to_owned(), "choice_unknown"));
}

#[test]
fn a_retired_form_is_not_offered_any_more() {
    let mut profile = welfare().clone();
    profile.forms[0].retired = true;
    let context = ReadContext { profile: &profile, ..context(Door::Full) };
    let errors = read(&with([("form", "fall")]), &context).expect_err("retired");
    assert_eq!((errors[0].field.as_str(), errors[0].code), ("form", "choice_unknown"));
}

#[test]
fn texts_have_a_limit_in_characters_and_say_by_how_much_it_is_passed() {
    for (field, max) in [
        ("narrative", MAX_TEXT_CHARS),
        ("prevention", MAX_TEXT_CHARS),
        ("disability", MAX_SHORT_CHARS),
        ("person1_name", MAX_SHORT_CHARS),
    ] {
        assert_eq!(errors(&with([(field, "あ".repeat(max).as_str())])), [], "{field}");
        let too_long = "あ".repeat(max + 3);
        let errors = read(&with([(field, too_long.as_str())]), &context(Door::Full)).expect_err("too long");
        assert_eq!((errors[0].field.as_str(), errors[0].code), (field, "text_too_long"));
        assert_eq!(errors[0].args, [("max", max.to_string()), ("over", "3".to_owned())]);
    }
}

#[test]
fn experience_takes_whole_years_and_months() {
    let months = |years: &str, months: &str| {
        content(&with([("experience_years", years), ("experience_months", months)])).coded.experience_months
    };
    assert_eq!(months("", ""), None);
    assert_eq!(months("0", ""), Some(0));
    assert_eq!(months("", "11"), Some(11));
    assert_eq!(months("７０", "０"), Some(840));
    assert_eq!(error([("experience_years", "71")]), ("experience_years".to_owned(), "number"));
    assert_eq!(error([("experience_months", "-1")]), ("experience_months".to_owned(), "number"));
}

#[test]
fn white_space_is_no_narrative() {
    assert_eq!(error([("narrative", " \u{3000}\r\n")]), ("narrative".to_owned(), "narrative_missing"));
}

//! What a person writes in words never reaches the coded half.
use proptest::prelude::*;

use super::*;

/// Every field that takes words, with the answers that open it.
const TEXTS: &[(&str, &[(&str, &str)])] = &[
    ("narrative", &[]),
    ("occurred_approx", &[("occurred_unknown", "yes")]),
    ("place_other", &[("place", "other")]),
    ("form_other", &[("form", "other")]),
    ("medication_detail_other", &[("form", "medication"), ("medication_detail", "other")]),
    ("situation_other", &[("situation", "other")]),
    ("care_kind_other", &[("care_kind", "other")]),
    ("usage_other", &[("usage", "other")]),
    ("finding_other", &[("finding", "other")]),
    ("cause_other", &[("cause", "other")]),
    ("occupation_other", &[("occupation", "other")]),
    ("party_name", &[("party", "different")]),
    ("person1_name", &[]),
    ("person5_name", &[("person5_sex", "female")]),
    ("disability", &[]),
    ("comprehension", &[]),
    ("finding_site", &[("finding", "fracture")]),
    ("superior_name", &[]),
    ("cause_narrative", &[]),
    ("prevention", &[]),
    ("proposed_reason", &[("proposed_level", "4")]),
    ("drawing_text", &[]),
    ("pin_1", &[("drawing", r#"{"strokes":[],"pins":["1 2"]}"#)]),
];

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data")
}

#[test]
fn every_text_is_sealed_and_none_is_coded() {
    for (field, opening) in TEXTS {
        let mut fields = with(opening.iter().copied());
        fields.set(*field, "秘密のことば");
        let content = content(&fields);
        assert!(json(&content.sealed).contains("秘密のことば"), "{field} is lost");
        assert!(!json(&content.coded).contains("秘密のことば"), "{field} is readable");
    }
}

#[test]
fn the_words_of_other_are_kept_under_the_field() {
    let read =
        content(&with([("place", "other"), ("place_other", "中庭"), ("cause", "other"), ("cause_other", "停電")]));
    let texts: Vec<(&str, &str)> =
        read.sealed.other_texts.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    assert_eq!(texts, [("cause", "停電"), ("place", "中庭")]);
    assert_eq!(read.coded.place, PlaceAnswer::Other);
}

#[test]
fn the_words_of_other_are_not_kept_without_other() {
    let read = content(&with([
        ("cause", "assumption"),
        ("cause_other", "停電"),
        ("place_other", "中庭"),
        ("form_other", "嵐"),
    ]));
    assert!(read.sealed.other_texts.is_empty());
}

#[test]
fn a_birth_date_is_sealed_and_only_the_age_is_coded() {
    let read = content(&with([("person1_birth", "1950-02-03")]));
    assert!(json(&read.sealed).contains("1950-02-03") && !json(&read.coded).contains("1950"));
    assert_eq!(read.coded.persons[0].age, Some(76));
}

#[test]
fn both_halves_survive_json() {
    let read = content(&super::full::full());
    assert_eq!(serde_json::from_str::<ReportCoded>(&json(&read.coded)).expect("own output"), read.coded);
    assert_eq!(serde_json::from_str::<ReportSealed>(&json(&read.sealed)).expect("own output"), read.sealed);
}

/// Words that no code contains: they begin with a private-use character.
fn words() -> impl Strategy<Value = String> {
    "[\u{e000}][ぁ-んa-z0-9\"\\\\<>&]{0,12}".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn no_words_typed_anywhere_reach_the_coded_half(typed in prop::collection::vec(words(), TEXTS.len()),
                                                    open in prop::collection::vec(any::<bool>(), TEXTS.len())) {
        let mut fields = core();
        for (((field, opening), text), open) in TEXTS.iter().zip(&typed).zip(&open) {
            for (name, value) in opening.iter().filter(|_| *open) {
                fields.set(*name, *value);
            }
            fields.set(*field, text.clone());
        }
        let content = read(&fields, &context(Door::Full)).expect("every answer is possible");
        prop_assert!(!json(&content.coded).contains('\u{e000}'), "{}", json(&content.coded));
    }

    #[test]
    fn words_in_any_field_are_refused_or_sealed(text in words(), index in 0..1000usize, whole: bool) {
        let mut fields = if whole { super::full::full() } else { core() };
        let mut names: Vec<String> = super::full::full().iter().map(|(name, _)| name.to_owned()).collect();
        names.extend(TEXTS.iter().map(|(name, _)| (*name).to_owned()));
        fields.set(names[index % names.len()].clone(), text);
        if let Ok(content) = read(&fields, &context(Door::Full)) {
            prop_assert!(!json(&content.coded).contains('\u{e000}'), "{}", json(&content.coded));
        }
    }

    #[test]
    fn reading_never_panics(answers in prop::collection::vec(("[a-z_]{1,12}|occurred(_year|_month|_day|_hour)?|person1_birth(_year)?", ".{0,20}"), 0..12)) {
        let fields = with(answers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let again = read(&fields, &context(Door::Full));
        prop_assert_eq!(again, read(&fields, &context(Door::Full)));
    }
}

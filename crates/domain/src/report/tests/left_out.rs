//! What is written beside an answer that does not open it is left out, and every such thing is told.
use super::*;
use crate::profile::ChoiceField;

fn openers(fields: &Fields) -> Vec<String> {
    super::left_out(fields, welfare()).into_iter().map(|left| left.opener).collect()
}

type Answer = (&'static str, &'static str);

/// A field with words or a choice, the answer that leaves it out and the one that takes it in.
const CASES: &[(&str, &str, Answer, Answer)] = &[
    ("place_other", "中庭", ("place", "unknown"), ("place", "other")),
    ("form_other", "嵐", ("form", "fall"), ("form", "other")),
    ("situation_other", "散歩", ("situation", "recreation"), ("situation", "other")),
    ("occupation_other", "助手", ("occupation", "nurse"), ("occupation", "other")),
    ("finding_other", "発赤", ("finding", "burn"), ("finding", "other")),
    ("medication_detail_other", "貼り薬", ("medication_detail", "omission"), ("medication_detail", "other")),
    ("occurred_approx", "先週", ("occurred_unknown", ""), ("occurred_unknown", "yes")),
    ("person2_name", "佐藤", ("no_person", "yes"), ("no_person", "")),
    ("party_name", "鈴木", ("party", "unknown"), ("party", "different")),
    ("finding", "fracture", ("finding_present", "none"), ("finding_present", "present")),
    ("finding_site", "右手首", ("finding_present", "none"), ("finding_present", "present")),
    ("medication_detail", "omission", ("form", "fall"), ("form", "medication")),
    ("discovered_hour", "11", ("discovered", "same"), ("discovered", "different")),
    ("discovered_band", "night", ("discovered", "same"), ("discovered", "different")),
    ("region_finding_sacrum", "redness", ("region", ""), ("region", "sacrum")),
    ("guarantor_hour", "11", ("guarantor_told", "no"), ("guarantor_told", "yes")),
    ("proposed_reason", "重いと思う", ("proposed_level", "derived"), ("proposed_level", "4")),
];

#[test]
fn every_answer_that_is_left_out_is_told_with_the_answer_that_would_take_it_in() {
    for (field, text, (opener, closed), (_, open)) in CASES {
        let mut fields = with([("form", "medication"), (*field, *text), (*opener, *closed)]);
        let told = opener.trim_end_matches("_unknown");
        assert_eq!(openers(&fields), [told], "{field}");
        fields.set(*opener, *open);
        assert_eq!(openers(&fields), [""; 0], "{field}");
    }
}

#[test]
fn an_answer_is_told_exactly_when_the_report_does_not_have_it() {
    // Without a date in boxes an event that is not unknown cannot be read.
    let whole = [("form", "medication"), ("occurred_unknown", ""), ("occurred", "2026-11-01")];
    let read = |answers: &[(&str, &str)]| content(&with(whole.into_iter().chain(answers.iter().copied())));
    for (field, text, (opener, closed), (_, open)) in CASES {
        for code in [closed, open] {
            let answers = [(*opener, *code), (*field, *text)];
            let is_in = read(&answers) != read(&answers[..1]);
            let fields = with(whole.into_iter().chain(answers));
            assert_eq!(is_in, openers(&fields).is_empty(), "{field} {code}");
        }
    }
}

#[test]
fn what_is_left_out_is_told_once_with_all_that_hangs_on_it() {
    let deep = with([("form", "fall"), ("medication_detail", "other"), ("medication_detail_other", "貼り薬")]);
    assert_eq!(openers(&deep), ["form"]);
    let found = with([("finding_present", "none"), ("finding", "burn"), ("finding_other", "発赤")]);
    assert_eq!(openers(&found), ["finding_present"]);
}

#[test]
fn a_day_beside_an_unknown_day_is_told() {
    assert_eq!(openers(&with([("occurred_unknown", "yes"), ("occurred_month", "11")])), ["occurred"]);
}

#[test]
fn findings_beside_nothing_found_are_left_out() {
    let fields = with([("finding_present", "none"), ("finding", "death"), ("finding_site", "右手首")]);
    let read = content(&fields);
    assert!(!read.coded.choices.contains_key(&ChoiceField::Finding), "{:?}", read.coded.choices);
    assert_eq!(read.sealed.finding_site, None);
}

#[test]
fn a_full_form_leaves_nothing_out() {
    assert_eq!(openers(&super::full::full()), [""; 0]);
}

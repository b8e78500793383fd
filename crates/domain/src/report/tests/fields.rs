//! Every field of the paper form (form-fields.md) reads into its place.
use std::collections::BTreeMap;

use super::full::full;
use super::*;
use crate::level::{LastingLoss, PartialFacts, TreatedAt, Treatment};
use crate::moment::{Discovery, EventDate, EventTime, TimeBand};
use crate::profile::{ChoiceField, LevelCode};

#[test]
fn when_and_where_read() {
    let coded = content(&full()).coded;
    assert_eq!((coded.door, coded.mode, coded.unit), (Door::Full, Mode::Protected, Some(UNITS[0])));
    assert_eq!(coded.occurred_date, EventDate::Exact(date(2026, 11, 20)));
    assert_eq!(coded.occurred_time, EventTime::Exact { hour: 23, minute: 50 });
    let found = Discovery::At { date: Some(date(2026, 11, 21)), time: EventTime::Band(TimeBand::EarlyMorning) };
    assert_eq!(coded.discovered, found);
    assert_eq!(coded.place, PlaceAnswer::Known(PLACES[0]));
}

#[test]
fn who_reads_and_names_are_sealed() {
    let ReportContent { coded, sealed } = content(&full());
    let persons = [(Some("male"), Some(80)), (Some("unknown"), None)];
    assert_eq!(coded.persons.iter().map(|person| (person.sex.as_deref(), person.age)).collect::<Vec<_>>(), persons);
    let birth = Some(date(1945, 11, 21));
    assert_eq!(
        sealed.persons[0],
        PersonSealed { name: Some("試験 太郎".to_owned()), birth },
        "80 until the day before the birthday"
    );
    assert_eq!(sealed.persons[1], PersonSealed { name: Some("試験 花子".to_owned()), birth: None });
    assert_eq!((coded.occupation.as_deref(), coded.experience_months), (Some("nurse"), Some(42)));
    assert_eq!(sealed.party_name.as_deref(), Some("試験 次郎"));
    assert_eq!(sealed.disability.as_deref(), Some("知的障害"));
    assert_eq!(sealed.comprehension.as_deref(), Some("短い文なら伝わる"));
}

#[test]
fn what_and_its_result_read() {
    let ReportContent { coded, sealed } = content(&full());
    assert_eq!((coded.form.as_str(), coded.medication_detail.as_deref()), ("medication", Some("wrong_person")));
    assert_eq!(coded.other_forms, ["fall", "injury"]);
    let facts = PartialFacts {
        reached: Some(true),
        body_effect: Some(false),
        treatment: Some(Treatment::Observation),
        treated_at: Some(TreatedAt::Ward),
        lasting_loss: Some(LastingLoss::None),
        death: Some(false),
        form: Some("medication".to_owned()),
        medication_detail: Some("wrong_person".to_owned()),
    };
    assert_eq!(coded.facts, facts);
    assert_eq!(coded.proposed_level, Some(LevelCode::new("3")));
    assert_eq!(sealed.proposed_reason.as_deref(), Some("他者の薬のため"));
    assert_eq!(sealed.finding_site.as_deref(), Some("右手首"));
    assert_eq!(sealed.narrative, "配薬の際に隣の方の薬を渡した。");
}

#[test]
fn who_was_told_and_why_it_happened_read() {
    let ReportContent { coded, sealed } = content(&full());
    let day = Some(date(2026, 11, 21));
    assert_eq!(coded.superior_told, Some(Told { date: day, time: EventTime::Exact { hour: 8, minute: 5 } }));
    assert_eq!(sealed.superior_name.as_deref(), Some("試験 部長"));
    assert_eq!(
        coded.guarantor_told,
        Some(GuarantorTold::Yes(Told { date: day, time: EventTime::Band(TimeBand::Day) }))
    );
    assert_eq!(sealed.cause_narrative.as_deref(), Some("手順書の二重確認を省いた。"));
    assert_eq!(sealed.prevention.as_deref(), Some("二人で名前を読み上げる。"));
}

#[test]
fn every_choice_list_of_the_form_reads() {
    let expected: BTreeMap<&str, Vec<&str>> = [
        ("situation", vec!["care"]),
        ("party", vec!["different"]),
        ("care_kind", vec!["medication"]),
        ("care_degree", vec!["partial"]),
        ("usage", vec!["short_stay"]),
        ("finding_present", vec!["present"]),
        ("finding", vec!["fracture", "bruise"]),
        ("factor", vec!["staff", "environment"]),
        ("cause", vec!["insufficient_check", "assumption"]),
    ]
    .into();
    let choices = content(&full()).coded.choices;
    let read: BTreeMap<&str, Vec<&str>> =
        choices.iter().map(|(field, codes)| (field.as_str(), codes.iter().map(String::as_str).collect())).collect();
    assert_eq!(read, expected);
    let answered: Vec<ChoiceField> =
        ChoiceField::ALL.into_iter().filter(|field| field.is_answered_in_report()).collect();
    assert_eq!(choices.into_keys().collect::<Vec<_>>(), answered);
}

#[test]
fn every_offered_choice_of_every_list_is_accepted() {
    for field in ChoiceField::ALL.into_iter().filter(|field| field.is_answered_in_report()) {
        for choice in welfare().choice_list(field).expect("a list").offered() {
            let read = content(&with([(field.as_str(), choice.code.as_str())]));
            assert_eq!(read.coded.choices[&field], [choice.code.as_str()], "{field:?}");
        }
    }
    for form in welfare().forms.iter().filter(|form| !form.retired) {
        assert_eq!(content(&with([("form", form.code.as_str())])).coded.form, form.code);
    }
    for detail in welfare().medication_details.iter().filter(|detail| !detail.retired) {
        let read = content(&with([("form", "medication"), ("medication_detail", detail.code.as_str())]));
        assert_eq!(read.coded.medication_detail.as_deref(), Some(detail.code.as_str()));
    }
}

#[test]
fn the_core_alone_is_enough_and_unknown_is_an_answer() {
    let content = read(&core(), &context(Door::Quick)).expect("the core is complete");
    let coded = content.coded;
    assert_eq!((coded.door, coded.mode), (Door::Quick, Mode::Named));
    assert_eq!((coded.occurred_date, coded.occurred_time), (EventDate::Unknown, EventTime::Unknown));
    assert_eq!((coded.place, coded.form.as_str()), (PlaceAnswer::Unknown, "unknown"));
    assert_eq!(coded.facts, PartialFacts::default());
    assert!(coded.persons.is_empty() && coded.choices.is_empty());
    assert!(core().iter().all(|(name, _)| QUICK_FIELDS.contains(&name)), "the quick form has the whole core");
}

#[test]
fn a_date_reads_in_japanese_and_western_years() {
    let expected = EventDate::Exact(date(2026, 10, 31));
    assert_eq!(content(&on("R", "８", "１０", "31")).coded.occurred_date, expected);
    assert_eq!(content(&on("", "2026", "10", "31")).coded.occurred_date, expected);
    for text in ["令和8年10月31日", "R8.10.31", "2026-10-31", "20261031"] {
        let fields = with([("occurred_unknown", ""), ("occurred", text)]);
        assert_eq!(content(&fields).coded.occurred_date, expected, "{text}");
    }
    let kanji = with([("occurred_unknown", ""), ("occurred_text", "令和八年十月三十一日")]);
    assert_eq!(content(&kanji).coded.occurred_date, expected);
    assert_eq!(content(&on("reiwa", "8", "10", "31")).coded.occurred_date, expected, "the select's own codes");
    assert_eq!(content(&on("H", "31", "4", "30")).coded.occurred_date, EventDate::Exact(date(2019, 4, 30)));
}

#[test]
fn an_approximate_date_keeps_its_words_sealed() {
    let content = content(&with([("occurred_approx", "先週の中ごろ"), ("occurred_band", "night")]));
    assert_eq!(content.coded.occurred_date, EventDate::Approximate);
    assert_eq!(content.coded.occurred_time, EventTime::Band(TimeBand::Night));
    assert_eq!(content.sealed.approximate_date.as_deref(), Some("先週の中ごろ"));
}

#[test]
fn the_age_is_that_at_the_event() {
    let born = |mut fields: Fields, text: &str| {
        fields.set("person1_birth", text);
        content(&fields).coded.persons[0].age
    };
    assert_eq!(born(on("", "2026", "11", "19"), "2000-11-20"), Some(25));
    assert_eq!(born(on("", "2026", "11", "20"), "2000-11-20"), Some(26));
    assert_eq!(born(on("", "2016", "11", "20"), "2000-11-20"), Some(16));
    assert_eq!(born(core(), "2000-11-21"), Some(26), "of an event at an unknown date, today");
}

#[test]
fn no_more_persons_are_read_than_the_form_has() {
    let names: Vec<(String, String)> =
        (1..=10).map(|number| (format!("person{number}_name"), format!("試験 {number}"))).collect();
    let read = content(&with(names.iter().map(|(name, value)| (name.as_str(), value.as_str()))));
    assert_eq!((read.coded.persons.len(), read.sealed.persons.len()), (MAX_PERSONS, MAX_PERSONS));
}

#[test]
fn no_person_means_none_and_gaps_close() {
    let none = content(&with([("no_person", "yes"), ("person1_name", "試験 太郎")]));
    assert!(none.coded.no_person && none.coded.persons.is_empty() && none.sealed.persons.is_empty());
    let gap = content(&with([("person1_name", " "), ("person3_name", "試験 三郎")]));
    assert_eq!(gap.coded.persons.len(), 1);
    assert_eq!(gap.sealed.persons[0].name.as_deref(), Some("試験 三郎"));
}

#[test]
fn a_medication_detail_belongs_to_medication() {
    let dropped = content(&with([
        ("form", "fall"),
        ("medication_detail", "wrong_person"),
        ("medication_detail_other", "別の薬"),
    ]));
    assert_eq!(dropped.coded.medication_detail, None);
    assert_eq!(dropped.coded.facts.medication_detail, None);
    assert!(dropped.sealed.other_texts.is_empty());
    let unknown = content(&with([("form", "medication"), ("medication_detail", "unknown")]));
    assert_eq!(unknown.coded.medication_detail, None);
}

#[test]
fn discovery_and_the_guarantor_may_be_unknown() {
    for (answer, expected) in
        [("same", Discovery::SameAsOccurrence), ("unknown", Discovery::Unknown), ("", Discovery::Unknown)]
    {
        assert_eq!(content(&with([("discovered", answer)])).coded.discovered, expected);
    }
    let told = [("no", Some(GuarantorTold::No)), ("unknown", Some(GuarantorTold::Unknown)), ("", None)];
    for (answer, expected) in told {
        assert_eq!(content(&with([("guarantor_told", answer)])).coded.guarantor_told, expected);
    }
    let undated = Told { date: None, time: EventTime::Unknown };
    assert_eq!(content(&with([("guarantor_told", "yes")])).coded.guarantor_told, Some(GuarantorTold::Yes(undated)));
}

#[test]
fn a_list_for_one_answer_keeps_one() {
    let mut fields = core();
    for code in ["care", "recreation"] {
        fields.push("situation", code);
    }
    assert_eq!(content(&fields).coded.choices[&ChoiceField::Situation], ["care"]);
}

#[test]
fn another_partys_name_is_kept_only_for_another_party() {
    let read = content(&with([("party", "same_as_reporter"), ("party_name", "試験 次郎")]));
    assert_eq!(read.sealed.party_name, None);
}

//! The figures of a month against a naive recount, and the cases that do not count.
use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::{EventId, ReportId};
use crate::profile::{Kind, LevelCode, Profile};

fn welfare() -> Profile {
    Profile::builtin("welfare").expect("shipped").clone()
}

fn case(number: u128, form: &str, kind: Kind) -> CaseForMonth {
    CaseForMonth {
        report: ReportId::from_uuid(Uuid::from_u128(number)),
        event: EventId::from_uuid(Uuid::from_u128(number)),
        merged: false,
        report_date: date(2026, 10, 15),
        form: form.to_owned(),
        medication_detail: None,
        level: LevelCode::new(if kind == Kind::Incident { "2" } else { "3" }),
        kind,
        provisional: false,
    }
}

fn medication(number: u128, detail: Option<&str>) -> CaseForMonth {
    CaseForMonth { medication_detail: detail.map(str::to_owned), ..case(number, "medication", Kind::Accident) }
}

fn october(cases: &[CaseForMonth]) -> MonthFigures {
    figures(&welfare(), month("2026-10"), cases)
}

fn counts(figures: &MonthFigures, form: &str) -> (u32, u32) {
    figures.forms.iter().find(|row| row.form == form).map_or((0, 0), |row| (row.incident, row.accident))
}

#[test]
fn a_month_without_cases_has_every_row_at_zero() {
    let figures = october(&[]);
    assert!(figures.is_empty());
    assert_eq!(figures.forms.len(), welfare().forms.len());
    assert_eq!(figures.details.len(), welfare().medication_details.len());
    assert!(figures.forms.iter().all(|row| row.incident + row.accident == 0));
    assert_eq!((figures.forms[0].ja.as_str(), figures.forms[0].en.as_str()), ("転倒", "Fall"));
}

#[test]
fn only_the_levels_that_the_standard_publishes_count() {
    let cases = [case(1, "fall", Kind::Incident), case(2, "fall", Kind::Accident)];
    let mut serious = welfare();
    serious.publication.monthly_levels = vec![LevelCode::new("3"), LevelCode::new("4"), LevelCode::new("5")];
    assert_eq!(counts(&figures(&serious, month("2026-10"), &cases), "fall"), (0, 1));
    let unknown = CaseForMonth { level: LevelCode::new("3a"), ..case(3, "fall", Kind::Incident) };
    assert_eq!(
        counts(&figures(&serious, month("2026-10"), &[unknown]), "fall"),
        (1, 0),
        "an older scale is not dropped"
    );
}

#[test]
fn cases_of_other_months_and_before_the_standard_do_not_count() {
    let on = |number, report_date: Date| CaseForMonth { report_date, ..case(number, "fall", Kind::Incident) };
    let days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1), date(2025, 10, 15)];
    let cases: Vec<CaseForMonth> = (1..).zip(days).map(|(number, day)| on(number, day)).collect();
    assert_eq!(counts(&october(&cases), "fall"), (2, 0));
    let mut later = welfare();
    later.effective_from = date(2026, 10, 31);
    assert_eq!(
        counts(&figures(&later, month("2026-10"), &cases), "fall"),
        (1, 0),
        "附則: reported on or after the day"
    );
}

#[test]
fn a_joined_report_does_not_count_and_one_event_counts_once() {
    let leading = case(1, "fall", Kind::Accident);
    let joined = CaseForMonth { merged: true, event: leading.event, ..case(2, "injury", Kind::Incident) };
    let same_event = CaseForMonth { event: leading.event, ..case(3, "burn", Kind::Incident) };
    let figures = october(&[joined, leading, same_event]);
    assert_eq!((figures.total_incident, figures.total_accident), (0, 1));
    assert_eq!(counts(&figures, "fall"), (0, 1));
}

#[test]
fn a_retired_or_unknown_form_keeps_its_cases_after_the_others() {
    let mut profile = welfare();
    profile.forms[0].retired = true;
    let cases =
        [case(1, "unknown", Kind::Incident), case(2, "fall", Kind::Accident), case(3, "bygone", Kind::Incident)];
    let with_cases = figures(&profile, month("2026-10"), &cases);
    let last: Vec<(&str, &str)> =
        with_cases.forms.iter().rev().take(3).rev().map(|row| (row.form.as_str(), row.ja.as_str())).collect();
    assert_eq!(last, [("unknown", "不明"), ("fall", "転倒"), ("bygone", "bygone")]);
    assert_eq!((with_cases.total_incident, with_cases.total_accident), (2, 1));
    let empty = figures(&profile, month("2026-10"), &[]);
    assert!(empty.forms.iter().all(|row| row.form != "fall"), "a retired form without a case is not shown");
}

#[test]
fn details_are_counted_for_medication_only() {
    let stray = CaseForMonth { medication_detail: Some("wrong_person".to_owned()), ..case(3, "fall", Kind::Incident) };
    let figures = october(&[medication(1, Some("wrong_person")), medication(2, None), stray]);
    let counted: Vec<(&str, &str, u32)> = figures
        .details
        .iter()
        .filter(|row| row.incident + row.accident > 0)
        .map(|row| (row.detail.as_str(), row.ja.as_str(), row.accident))
        .collect();
    assert_eq!(counted, [("wrong_person", "他者の薬の誤服薬", 1), ("unknown", "不明", 1)]);
}

#[test]
fn provisional_cases_are_counted_and_said() {
    let open = CaseForMonth { provisional: true, ..case(1, "fall", Kind::Incident) };
    let other_month =
        CaseForMonth { provisional: true, report_date: date(2026, 9, 1), ..case(2, "fall", Kind::Incident) };
    let figures = october(&[open, other_month, case(3, "fall", Kind::Incident)]);
    assert_eq!((figures.total_incident, figures.provisional), (2, 1));
}

prop_compose! {
    fn any_case()(number in 0..40u128, event in 0..30u128, merged in prop::bool::weighted(0.2), day in 1..=28i8, month in 9..=11i8,
                  year in prop::sample::select(vec![2007i16, 2026]), accident: bool, provisional: bool,
                  form in prop::sample::select(vec!["fall", "medication", "other", "unknown", "bygone"]),
                  detail in prop::option::of(prop::sample::select(vec!["wrong_person", "omission", "other", "bygone"]))) -> CaseForMonth {
        CaseForMonth {
            event: EventId::from_uuid(Uuid::from_u128(event)),
            merged,
            report_date: date(year, month, day),
            medication_detail: detail.map(str::to_owned),
            provisional,
            ..case(number, form, if accident { Kind::Accident } else { Kind::Incident })
        }
    }
}

type Recount = BTreeMap<(String, Kind), u32>;

/// Counts as one would on paper: a stroke per case, skipping what does not count.
fn recount(cases: &[CaseForMonth], of: Month) -> (Recount, Recount, u32) {
    let (mut forms, mut details, mut provisional, mut seen) = (Recount::new(), Recount::new(), 0, Vec::new());
    for case in cases {
        let day = case.report_date;
        let in_month = day.year() == of.year() && day.month() == of.number();
        if case.merged || !in_month || day < date(2008, 11, 1) || seen.contains(&case.event) {
            continue;
        }
        seen.push(case.event);
        *forms.entry((case.form.clone(), case.kind)).or_default() += 1;
        if case.form == "medication" {
            let detail = case.medication_detail.clone().unwrap_or_else(|| "unknown".to_owned());
            *details.entry((detail, case.kind)).or_default() += 1;
        }
        provisional += u32::from(case.provisional);
    }
    (forms, details, provisional)
}

fn strokes<'a>(rows: impl Iterator<Item = (&'a String, u32, u32)>) -> Recount {
    rows.flat_map(|(code, incident, accident)| {
        [((code.clone(), Kind::Incident), incident), ((code.clone(), Kind::Accident), accident)]
    })
    .filter(|(_, count)| *count > 0)
    .collect()
}

proptest! {
    #[test]
    fn figures_are_those_of_a_naive_recount(cases in prop::collection::vec(any_case(), 0..60),
                                            of in prop::sample::select(vec!["2026-10", "2026-09", "2007-10"])) {
        let of = month(of);
        let figures = figures(&welfare(), of, &cases);
        let (forms, details, provisional) = recount(&cases, of);
        prop_assert_eq!(strokes(figures.forms.iter().map(|row| (&row.form, row.incident, row.accident))), forms);
        prop_assert_eq!(strokes(figures.details.iter().map(|row| (&row.detail, row.incident, row.accident))), details);
        prop_assert_eq!(figures.provisional, provisional);
    }

    #[test]
    fn totals_are_the_sums_of_the_rows(cases in prop::collection::vec(any_case(), 0..60)) {
        let figures = october(&cases);
        let sum = |count: fn(&FormCount) -> u32| figures.forms.iter().map(count).sum::<u32>();
        prop_assert_eq!(figures.total_incident, sum(|row| row.incident));
        prop_assert_eq!(figures.total_accident, sum(|row| row.accident));
        let medication: u32 = figures.details.iter().map(|row| row.incident + row.accident).sum();
        let (incident, accident) = counts(&figures, "medication");
        prop_assert_eq!(medication, incident + accident);
        let text = serde_json::to_string(&figures).expect("figures are plain data");
        prop_assert_eq!(serde_json::from_str::<MonthFigures>(&text).expect("own output"), figures);
    }
}

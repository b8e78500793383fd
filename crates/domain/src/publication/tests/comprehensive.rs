//! Tests of comprehensive publication: periods, what counts, and rows without a case.
use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::id::{EventId, ReportId};
use crate::profile::{CountBy, Kind, LevelCode, Profile};
use crate::publication::*;

fn hospital() -> &'static Profile {
    Profile::builtin("university-hospital").expect("it ships")
}

fn case(n: u128, day: Date, level: &str, form: &str) -> CaseForMonth {
    let level = LevelCode::new(level);
    CaseForMonth {
        report: ReportId::from_uuid(Uuid::from_u128(n)),
        event: EventId::from_uuid(Uuid::from_u128(n)),
        merged: false,
        report_date: day,
        form: form.to_owned(),
        medication_detail: None,
        kind: hospital().kind(&level).unwrap_or(Kind::Accident),
        level,
        provisional: false,
    }
}

fn count(cases: &[CaseForMonth]) -> PeriodFigures {
    let rule = hospital().publication.comprehensive.as_ref().expect("the hospital has the rule");
    period_figures(hospital(), rule, "fy2026-h1".parse().expect("a period"), cases)
}

#[test]
fn periods_are_fiscal() {
    let half = |day| Period::of(day, PeriodLength::HalfYear).to_string();
    assert_eq!(half(date(2026, 3, 31)), "fy2025-h2");
    assert_eq!(half(date(2026, 4, 1)), "fy2026-h1");
    assert_eq!(half(date(2026, 10, 1)), "fy2026-h2");
    assert_eq!(Period::of(date(2027, 3, 1), PeriodLength::Year).to_string(), "fy2026");
    let second: Period = "fy2026-h2".parse().expect("a period");
    assert_eq!((second.first_day(), second.last_day()), (date(2026, 10, 1), date(2027, 3, 31)));
    assert_eq!(second.months().len(), 6);
    assert_eq!(second.months().last().map(ToString::to_string).as_deref(), Some("2027-03"));
    assert!(!second.is_over(date(2027, 3, 31)) && second.is_over(date(2027, 4, 1)));
    assert_eq!(second.next().to_string(), "fy2027-h1");
    for text in ["2026", "fy26", "fy2026-h3", "fy2026-", "fy2026-h1x", "FY2026", "fy20260"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
    }
}

#[test]
fn every_level_and_month_has_its_row_also_without_a_case() {
    let none = count(&[]);
    assert!(none.is_empty());
    assert_eq!((none.levels.len(), none.months.len()), (8, 6));
    assert!(
        none.levels.iter().all(|row| row.cases == 0) && none.forms.iter().all(|row| row.incident + row.accident == 0)
    );
}

#[test]
fn a_period_counts_events_once_by_level_form_and_month() {
    let mut twice = case(9, date(2026, 6, 2), "3a", "fall");
    twice.event = EventId::from_uuid(Uuid::from_u128(1));
    let mut merged = case(8, date(2026, 6, 2), "3a", "fall");
    merged.merged = true;
    let mut open = case(3, date(2026, 9, 30), "5", "medication");
    open.provisional = true;
    let figures = count(&[
        case(1, date(2026, 4, 1), "3a", "fall"),
        case(2, date(2026, 4, 30), "3b", "fall"),
        open,
        case(4, date(2026, 3, 31), "5", "fall"),
        case(5, date(2026, 10, 1), "5", "fall"),
        merged,
        twice,
    ]);
    let of = |level: &str| figures.levels.iter().find(|row| row.level.as_str() == level).map(|row| row.cases);
    assert_eq!((of("3a"), of("3b"), of("5"), of("0")), (Some(1), Some(1), Some(1), Some(0)));
    assert_eq!((figures.total_incident, figures.total_accident, figures.provisional), (1, 2, 1));
    let april = figures.months.first().map(|row| (row.incident, row.accident));
    assert_eq!(april, Some((1, 1)));
    let falls = figures.forms.iter().find(|row| row.form == "fall").map(|row| (row.incident, row.accident));
    assert_eq!(falls, Some((1, 1)));
}

#[test]
fn the_rule_is_data_and_its_mistakes_are_named() {
    let mut profile = hospital().clone();
    assert!(profile.validate().is_empty(), "{:?}", profile.validate());
    let rule = profile.publication.comprehensive.as_mut().expect("the rule");
    rule.levels = vec![LevelCode::new("9")];
    rule.count_by = vec![CountBy::Form];
    rule.due_months = 0;
    let paths: Vec<String> = profile.validate().into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["levels[0]", "count_by", "due_months"].map(|name| format!("publication.comprehensive.{name}")));
    let rule = hospital().publication.comprehensive.as_ref().expect("the rule");
    assert_eq!(due_day(rule, "fy2026-h1".parse().expect("a period")), date(2026, 12, 31));
    let without = Profile::builtin("welfare").expect("it ships");
    assert!(without.publication.comprehensive.is_none() && !without.to_toml().expect("TOML").contains("comprehensive"));
}

#[test]
fn a_rule_without_forms_gives_no_rows_of_forms() {
    let mut rule = hospital().publication.comprehensive.clone().expect("the rule");
    rule.count_by = vec![CountBy::Level, CountBy::Kind];
    rule.levels = vec![LevelCode::new("5")];
    let cases = [case(1, date(2026, 4, 1), "3a", "fall"), case(2, date(2026, 4, 1), "5", "fall")];
    let figures = period_figures(hospital(), &rule, "fy2026".parse().expect("a period"), &cases);
    assert_eq!((figures.forms.len(), figures.levels.len(), figures.months.len()), (0, 1, 12));
    assert_eq!((figures.total_incident, figures.total_accident), (0, 1));
}

//! Owns the tests of facts and their counts.
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::exposure;
use crate::id::{ReportId, UnitId};
use crate::profile::Kind;
use crate::publication::Month;
use crate::report::Mode;

fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(n))
}

fn fact(n: u128, reported: Date) -> Fact {
    Fact {
        report: ReportId::from_uuid(Uuid::from_u128(n)),
        reported,
        occurred: Some(reported),
        hour: Some(7),
        unit: Some(unit(1)),
        place: None,
        form: "fall".to_owned(),
        medication_detail: None,
        level: Some("1".to_owned()),
        mild: Some(true),
        kind: Some(Kind::Incident),
        mode: Mode::Named,
        occupation: Some("nurse".to_owned()),
        causes: vec!["check".to_owned()],
        merged: false,
    }
}

fn cube(facts: Vec<Fact>) -> Cube {
    let mut cube = Cube::default();
    facts.into_iter().for_each(|fact| cube.put(fact));
    cube
}

fn year() -> Selection {
    let month = |text: &str| text.parse().unwrap();
    Selection { unit: None, form: None, from: month("2026-01"), until: month("2026-12") }
}

#[test]
fn the_occupation_of_who_stays_unnamed_is_not_counted() {
    let day = date(2026, 3, 31);
    let of = |n, mode| Fact { mode, occupation: Some("doctor".to_owned()), ..fact(n, day) };
    let all = cube(vec![fact(1, day), of(2, Mode::Named), of(3, Mode::Protected), of(4, Mode::Anonymous)]);
    let view = all.view(&year());
    let mut counts: Vec<_> =
        view.by(Part::Occupation).into_iter().map(|(code, count)| (code.unwrap_or_default(), count.reports)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [(String::new(), 2), ("doctor".to_owned(), 1), ("nurse".to_owned(), 1)]);
    assert_eq!(view.unnamed(), 2);
    assert_eq!(view.monthly(Measure::PhysicianShare)[2], (1.0, 2.0));
}

#[test]
fn a_report_counts_in_its_month_once_and_not_when_it_was_merged() {
    let day = date(2026, 3, 31);
    let merged = Fact { merged: true, ..fact(2, day) };
    let harm = Fact { kind: Some(Kind::Accident), level: Some("3".to_owned()), ..fact(3, date(2026, 4, 1)) };
    let mut all = cube(vec![fact(1, day), merged, harm, fact(4, date(2025, 12, 31))]);
    let view = all.view(&year());
    assert_eq!(view.len(), 2);
    let counts = |measure| -> Vec<f64> { view.monthly(measure).iter().map(|(num, _)| *num).collect() };
    assert_eq!(counts(Measure::Reports)[2..4], [1.0, 1.0]);
    assert_eq!(counts(Measure::Harm)[2..4], [0.0, 1.0]);
    assert_eq!(view.months().len(), 12);
    // The level was judged anew: the fact is replaced, not added.
    all.put(Fact { kind: Some(Kind::Accident), ..fact(1, day) });
    let view = all.view(&year());
    assert_eq!((view.len(), view.monthly(Measure::Harm)[2]), (2, (1.0, 1.0)));
}

#[test]
fn shares_have_the_reports_that_could_have_it_below_the_line() {
    let day = date(2026, 5, 10);
    let doctor = Fact { occupation: Some("doctor".to_owned()), ..fact(1, day) };
    let unknown = Fact { occupation: None, level: None, mild: None, kind: None, mode: Mode::Anonymous, ..fact(2, day) };
    let late =
        Fact { occurred: Some(date(2026, 5, 4)), level: Some("3".to_owned()), mild: Some(false), ..fact(3, day) };
    let wrong = Fact { occurred: Some(date(2026, 5, 11)), ..fact(4, day) };
    let all = cube(vec![doctor, unknown, late, wrong]);
    let view = all.view(&year());
    let may = |measure| view.monthly(measure)[4];
    assert_eq!(may(Measure::PhysicianShare), (1.0, 3.0));
    assert_eq!(may(Measure::AnonymousShare), (1.0, 4.0));
    assert_eq!(may(Measure::LowShare), (2.0, 3.0));
    assert_eq!(may(Measure::HarmShare), (0.0, 3.0));
    assert_eq!(may(Measure::Lag), (6.0, 3.0), "a day after the report is no lag");
}

#[test]
fn the_week_the_lag_and_the_parts_are_counted() {
    let monday = date(2026, 6, 1);
    let night =
        Fact { hour: Some(23), causes: ["check", "place", "check"].map(str::to_owned).into(), ..fact(1, monday) };
    let sunday = Fact { hour: Some(0), reported: date(2026, 6, 10), ..fact(2, date(2026, 6, 7)) };
    let open =
        Fact { occurred: None, hour: None, causes: Vec::new(), form: "medication".to_owned(), ..fact(3, monday) };
    let all = cube(vec![night, sunday, open]);
    let view = all.view(&year());
    let heat = view.heat();
    assert_eq!((heat.cells[0][7], heat.cells[6][0], heat.unknown), (1, 1, 1));
    let lag = view.lag();
    assert_eq!((lag.counts, lag.unknown, lag.median), ([1, 0, 1, 0, 0], 1, Some(0)));
    let mut causes = view.by(Part::Cause);
    causes.sort_by(|one, other| one.0.cmp(&other.0));
    let reports: Vec<(Option<&str>, u32)> =
        causes.iter().map(|(code, count)| (code.as_deref(), count.reports)).collect();
    assert_eq!(reports, [(None, 1), (Some("check"), 2), (Some("place"), 1)]);
    assert_eq!(view.of_form("medication").len(), 1);
    assert_eq!(view.of_form("nothing").len(), 0);
    let of_unit = |n| all.view(&Selection { unit: Some(unit(n)), ..year() }).len();
    assert_eq!((of_unit(1), of_unit(2)), (3, 0));
    let first = |form| all.first_month_of(Some(unit(1)), form).map(|month| month.to_string());
    assert_eq!((first(Some("medication")).as_deref(), first(Some("nothing"))), (Some("2026-06"), None));
}

#[test]
fn a_part_counts_its_reports_and_begins_with_the_whole() {
    let report = |n: u128| ReportId::from_uuid(Uuid::from_u128(n));
    let early = fact(1, date(2026, 2, 1));
    let merged = Fact { merged: true, ..fact(3, date(2026, 6, 3)) };
    let all = std::sync::Arc::new(cube(vec![early, fact(2, date(2026, 6, 2)), merged]));
    let part = all.only(&[report(2), report(3), report(9), report(2)]);
    let view = part.view(&year());
    let counts: Vec<f64> = view.monthly(Measure::Reports).iter().map(|(num, _)| *num).collect();
    assert_eq!((view.len(), counts[1], counts[5]), (1, 0.0, 1.0), "asked for twice, it counts once");
    assert_eq!(part.first_month().map(|month| month.to_string()).as_deref(), Some("2026-02"));
    assert_eq!((all.only(&[]).view(&year()).len(), all.view(&year()).len()), (0, 2));
    assert!(part.knows_form("fall") && !part.knows_form("nothing"));
}

#[test]
fn events_stand_at_the_day_on_which_they_happened() {
    let one = Fact { occurred: Some(date(2026, 2, 3)), kind: Some(Kind::Accident), ..fact(1, date(2026, 2, 9)) };
    let two = Fact { occurred: None, ..fact(2, date(2026, 2, 5)) };
    let all = cube(vec![two, one]);
    let view = all.view(&year());
    assert_eq!(view.event_days(Measure::Reports), [date(2026, 2, 3), date(2026, 2, 5)]);
    assert_eq!(view.last_event(Measure::Harm), Some(date(2026, 2, 3)));
}

#[test]
fn the_name_of_a_series_comes_back() {
    let per = |per| SeriesKey { unit: Some(unit(7)), form: Some("fall".to_owned()), per, measure: Measure::Harm };
    let (days, beds) = (per(Some(exposure::Measure::UserDays)), per(Some(exposure::Measure::Beds)));
    assert!(days.to_string().ends_with(" per_exposure"), "the name under which notes are kept");
    for key in [SeriesKey::of(Measure::Lag), days.clone(), beds, SeriesKey { unit: None, ..days }] {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    for bad in
        ["", "x", "harm x", "harm unit=1", "harm form=", "lag per_exposure", "lag per_bed", "harm per_exposure=1"]
    {
        assert_eq!(bad.parse::<SeriesKey>(), Err(measure::SeriesKeyError), "{bad}");
    }
}

#[test]
fn months_are_numbered_one_after_another() {
    let month: Month = "2026-01".parse().unwrap();
    assert_eq!(Month::from_ordinal(month.ordinal()), month);
    assert_eq!(month.plus(-1), month.previous());
    assert_eq!(month.plus(13).to_string(), "2027-02");
}

proptest! {
    /// Every count of a view adds up to its reports, whatever the order in which facts came.
    #[test]
    fn parts_add_up(days in prop::collection::vec((0_i32..700, 0_u8..4, any::<bool>()), 0..60)) {
        let facts: Vec<Fact> = days.iter().enumerate().map(|(n, (day, form, merged))| Fact {
            form: format!("form{form}"),
            merged: *merged,
            ..fact(n as u128, date(2025, 6, 1).saturating_add(jiff::Span::new().days(*day)))
        }).collect();
        let mut turned = facts.clone();
        turned.reverse();
        let (one, other) = (cube(facts), cube(turned));
        let (one, other) = (one.view(&year()), other.view(&year()));
        let sum: f64 = one.monthly(Measure::Reports).iter().map(|(num, _)| num).sum();
        let forms: u32 = one.by(Part::Form).iter().map(|(_, count)| count.reports).sum();
        prop_assert_eq!(sum as usize, one.len());
        prop_assert_eq!(forms as usize, one.len());
        prop_assert_eq!(one.monthly(Measure::Reports), other.monthly(Measure::Reports));
        prop_assert_eq!(one.heat(), other.heat());
    }
}

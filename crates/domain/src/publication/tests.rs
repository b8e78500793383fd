//! Tests of `publication`: the month, its figures against a naive recount, and the steps to the public.
mod comprehensive;
mod figures;
mod release;
mod steps;

use jiff::civil::date;

use super::*;

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

#[test]
fn a_month_is_written_in_one_way() {
    assert_eq!(month("2026-10").to_string(), "2026-10");
    let wrong = [
        "",
        "2026",
        "2026-",
        "-10",
        "2026-1",
        "2026-13",
        "2026-00",
        "2026-10-01",
        "26-10",
        "2026/10",
        "2026-1a",
        " 2026-10",
        "2026-10 ",
        "+202-10",
        "2026-+1",
        "2026--1",
        "２０２６-10",
        "1867-12",
        "9999-01",
        "令和8-10",
    ];
    for text in wrong {
        assert_eq!(text.parse::<Month>(), Err(MonthError), "{text}");
    }
}

#[test]
fn months_stand_in_the_order_of_time() {
    let mut months = ["2026-10", "2025-12", "2026-01", "2026-09"].map(month);
    months.sort();
    assert_eq!(months.map(|month| month.to_string()), ["2025-12", "2026-01", "2026-09", "2026-10"]);
    assert_eq!(month("2025-12").next(), month("2026-01"));
    assert_eq!(month("2026-01").previous(), month("2025-12"));
    assert_eq!(month("2026-09").next().previous(), month("2026-09"));
}

#[test]
fn a_month_has_its_days() {
    let february = month("2028-02");
    assert_eq!((february.first_day(), february.last_day()), (date(2028, 2, 1), date(2028, 2, 29)));
    assert!(
        february.contains(date(2028, 2, 29))
            && !february.contains(date(2028, 3, 1))
            && !february.contains(date(2027, 2, 1))
    );
    assert_eq!(Month::of(date(2028, 2, 29)), february);
    assert_eq!((february.year(), february.number()), (2028, 2));
}

#[test]
fn a_month_survives_json_and_a_wrong_one_does_not() {
    let text = serde_json::to_string(&month("2026-10")).expect("a month is text");
    assert_eq!(text, "\"2026-10\"");
    assert_eq!(serde_json::from_str::<Month>(&text).expect("own output"), month("2026-10"));
    assert!(serde_json::from_str::<Month>("\"2026-13\"").is_err());
}

#[test]
fn a_month_is_over_on_the_first_of_the_next() {
    assert!(!is_over(month("2026-10"), date(2026, 10, 31)));
    assert!(is_over(month("2026-10"), date(2026, 11, 1)));
}

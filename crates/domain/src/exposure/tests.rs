//! Tests of `exposure`: counts and months in the writings of people and spreadsheets, zero is not missing, what is doubtful.
use jiff::civil::Date;
use proptest::prelude::*;

use super::*;

const TODAY: Date = Date::constant(2026, 11, 20);

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn user_days(text: &str) -> Result<Option<u32>, CountError> {
    read_count(Measure::UserDays, text)
}

#[test]
fn counts_are_read_in_every_writing() {
    for (text, value) in [
        ("3012", 3012),
        ("３０１２", 3012),
        ("3,012", 3012),
        ("３，０１２", 3012),
        ("3 012", 3012),
        ("1,234,567", 1_234_567),
        (" 3012人日 ", 3012),
        ("3,012 人日", 3012),
        ("延べ3012人", 3012),
        ("60床", 60),
        ("50名", 50),
        ("3012.0", 3012),
        ("三千十二", 3012),
        ("3012 patient-days", 3012),
        ("0", 0),
        ("０人日", 0),
        ("0003", 3),
        ("3100000", MOST_USER_DAYS),
    ] {
        assert_eq!(user_days(text), Ok(Some(value)), "{text}");
    }
}

#[test]
fn thousands_are_set_apart() {
    for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (12_345_678, "12,345,678")] {
        assert_eq!(grouped(number), text);
    }
}

#[test]
fn missing_is_not_zero() {
    for text in ["", "  ", "　"] {
        assert_eq!(user_days(text), Ok(None), "{text:?}");
    }
    assert_eq!(user_days("0"), Ok(Some(0)));
}

#[test]
fn what_is_no_count_is_refused_with_its_reason() {
    use CountError as E;
    for (text, error) in [
        ("-", E::NoNumber),
        ("不明", E::NoNumber),
        ("12a", E::NoNumber),
        ("30,12", E::NoNumber),
        ("1,23", E::NoNumber),
        ("1234,567", E::NoNumber),
        ("12.", E::NoNumber),
        ("人日", E::NoNumber),
        ("-5", E::Negative),
        ("－５", E::Negative),
        ("△5", E::Negative),
        ("3012.5", E::Fraction),
        ("3,012.5人日", E::Fraction),
        ("3100001", E::TooMuch { most: MOST_USER_DAYS }),
        ("99999999999999999999", E::TooMuch { most: MOST_USER_DAYS }),
    ] {
        assert_eq!(user_days(text), Err(error), "{text}");
    }
    assert_eq!(user_days(&"1".repeat(500)), Err(E::NoNumber), "a pasted page");
    assert_eq!(read_count(Measure::Beds, "100001"), Err(E::TooMuch { most: MOST_BEDS }));
}

#[test]
fn months_are_read_in_every_writing() {
    for text in [
        "2026-11",
        "2026/11",
        "2026.11",
        "２０２６／１１",
        "2026年11月",
        "2026年11月分",
        "202611",
        "令和8年11月",
        "令和８年１１月度",
        "令和八年十一月",
        "R8.11",
        "R8/11",
        "r08.11",
        "8年11月",
        "2026/11/1",
        "2026-11-30",
        "R8.11.1",
        "Nov-26",
        "November 2026",
        "2026-Nov",
    ] {
        assert_eq!(read_month(text, TODAY), Ok(month("2026-11")), "{text}");
    }
    assert_eq!(read_month("令和元年5月", TODAY), Ok(month("2019-05")));
    assert_eq!(read_month("H31.4", TODAY), Ok(month("2019-04")));
    assert_eq!(read_month("2005-11", TODAY), Ok(month("2005-11")));
    assert_eq!(read_month("200511", TODAY), Ok(month("2005-11")), "never 令和20年5月11日");
}

#[test]
fn a_month_is_never_guessed() {
    use MonthTextError as E;
    for (text, error) in [
        ("", E::Missing),
        (" ", E::Missing),
        ("11月", E::NoYear),
        ("8.11", E::NoYear),
        ("11", E::Unreadable),
        ("2026", E::Unreadable),
        ("2026-13", E::Unreadable),
        ("202613", E::Unreadable),
        ("2026年", E::Unreadable),
        ("合計", E::Unreadable),
        ("Nov-2", E::Unreadable),
    ] {
        assert_eq!(read_month(text, TODAY), Err(error), "{text}");
    }
}

#[test]
fn more_than_the_beds_explain_is_doubtful_and_no_error() {
    let of = |user_days, beds| Exposure { unit: None, month: month("2026-11"), user_days, beds };
    // 50 × 30 × 1.2 = 1800
    assert!(!of(Some(1800), Some(50)).is_doubtful());
    assert!(of(Some(1801), Some(50)).is_doubtful());
    assert!(of(Some(1), Some(0)).is_doubtful() && !of(Some(0), Some(0)).is_doubtful());
    assert!(!of(Some(9999), None).is_doubtful() && !of(None, Some(1)).is_doubtful());
    let february = Exposure { month: month("2028-02"), ..of(Some(1740), Some(50)) };
    assert!(!february.is_doubtful(), "29 days");
}

#[test]
fn a_line_tells_every_error_at_its_field() {
    let line = |month_text: &str, user_days: &str, beds: &str| TypedExposure {
        unit: None,
        month: month(month_text),
        user_days: user_days.to_owned(),
        beds: beds.to_owned(),
    };
    let read = line("2026-10", "1,500人日", "").read(TODAY).unwrap();
    assert_eq!((read.user_days, read.beds), (Some(1500), None));
    let errors = line("2026-10", "x", "-1").read(TODAY).unwrap_err();
    let told: Vec<(&str, &str)> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
    assert_eq!(told, [("user_days_2026-10", "exposure_no_number"), ("beds_2026-10", "exposure_negative")]);
    let errors = line("2026-12", "5", "").read(TODAY).unwrap_err();
    assert_eq!((errors.len(), errors[0].code), (1, "exposure_in_future"));
    assert!(line("2026-12", "", "").read(TODAY).unwrap().is_unknown(), "nothing typed is no error");
    assert!(line("2026-11", "5", "1").read(TODAY).is_ok(), "this month");
}

proptest! {
    #[test]
    fn reading_never_fails_in_another_way(text in "\\PC{0,40}") {
        if let Ok(Some(value)) = user_days(&text) {
            prop_assert!(value <= MOST_USER_DAYS);
        }
        let _ = read_month(&text, TODAY);
    }

    #[test]
    fn a_number_is_read_back_with_and_without_separators(value in 0..=MOST_USER_DAYS) {
        prop_assert_eq!(user_days(&value.to_string()), Ok(Some(value)));
        prop_assert_eq!(user_days(&grouped(value.into())), Ok(Some(value)));
    }

    #[test]
    fn every_month_is_read_back_in_both_calendars(year in 2020i16..2100, number in 1i8..=12) {
        let month = Month::of(Date::new(year, number, 1).unwrap());
        prop_assert_eq!(read_month(&month.to_string(), TODAY), Ok(month));
        prop_assert_eq!(read_month(&format!("令和{}年{number}月", year - 2018), TODAY), Ok(month));
    }
}

//! Tests of reading the conditions of the list from the address, and writing them back.
use super::*;

#[test]
fn dates_are_read_in_both_calendars_and_nonsense_is_named() {
    let query: Fields = [("from", "R8.11.1"), ("until", "きのうごろ"), ("page", "3")].into_iter().collect();
    let (filter, unreadable) = read_filter(&query, Date::constant(2026, 11, 21));
    assert_eq!(filter.from.as_deref(), Some("2026-11-01"));
    assert_eq!((filter.until, unreadable), (None, vec!["until"]));
    assert_eq!(offset(&query), 100);
}

#[test]
fn days_to_the_report_are_read_as_they_are_written() {
    let read = |text: &str| lag(&[("lag", text)].into_iter().collect());
    for (first, last) in LAG_BANDS {
        assert_eq!(read(&lag_of((first, last))), Some(LagDays::Between(first, last)));
    }
    assert_eq!(read(NOT_TOLD), Some(LagDays::Unknown));
    for odd in ["", "3", "7-4", "-1", "x-", "1-x", "99999-"] {
        assert_eq!(read(odd), None, "{odd}");
    }
    let asked = |text: &str| [("lag", text)].into_iter().collect::<Fields>();
    let t = Text::new(render::Lang::Ja);
    assert_eq!(conditions(&asked("02-3")).lag, "2-3", "in the spelling of the choices");
    assert_eq!(
        (lags(t, &asked("2-3")).len(), lags(t, &asked("5-6")).len()),
        (6, 7),
        "another band is kept as a choice"
    );
}

#[test]
fn weekday_hours_and_merged_reports_are_conditions_and_nonsense_is_none() {
    let read = |fields: [(&str, &str); 3]| read_filter(&fields.into_iter().collect(), Date::constant(2026, 11, 21)).0;
    let filter = read([("weekday", "6"), ("hours", "21-23"), ("merged", "no")]);
    assert_eq!((filter.weekday, filter.hours, filter.without_merged), (Some(6), Some((21, 23)), true));
    assert_eq!(hours_of(7), "21-23");
    let nothing = Fields::default();
    assert_eq!(
        spans(&nothing).into_iter().map(span_code).collect::<Vec<_>>(),
        (0..8).map(hours_of).collect::<Vec<_>>()
    );
    let fourth = [("hours", "09-11")].into_iter().collect();
    assert_eq!((spans(&fourth).len(), conditions(&fourth).hours.as_str()), (8, "9-11"), "one of the parts");
    let other = [("hours", "22-23")].into_iter().collect();
    assert_eq!((spans(&other)[8], conditions(&other).hours.as_str()), ((22, 23), "22-23"), "kept as a choice");
    for odd in [("7", "21-24"), ("-1", "9"), ("x", "12-9"), ("", "-")] {
        let filter = read([("weekday", odd.0), ("hours", odd.1), ("merged", "yes")]);
        assert_eq!((filter.weekday, filter.hours, filter.without_merged), (None, None, false), "{odd:?}");
    }
}

//! Tests of event times: JSON shapes, discovery before occurrence, reading a clock.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const DAY: EventDate = EventDate::Exact(date(2026, 11, 21));

fn at(hour: u8, minute: u8) -> EventTime {
    EventTime::Exact { hour, minute }
}

fn found(date: Option<Date>, time: EventTime) -> Discovery {
    Discovery::At { date, time }
}

fn json<T: Serialize>(value: T) -> String {
    serde_json::to_string(&value).unwrap()
}

#[test]
fn json_shapes_are_stable_and_read_back() {
    assert_eq!(json(DAY), r#"{"precision":"exact","date":"2026-11-21"}"#);
    assert_eq!(json(EventDate::Approximate), r#"{"precision":"approximate"}"#);
    assert_eq!(json(EventDate::Unknown), r#"{"precision":"unknown"}"#);
    assert_eq!(json(at(14, 5)), r#"{"kind":"exact","at":{"hour":14,"minute":5}}"#);
    assert_eq!(json(EventTime::Unknown), r#"{"kind":"unknown"}"#);
    assert_eq!(json(Discovery::SameAsOccurrence), r#"{"kind":"same_as_occurrence"}"#);
    let later = found(None, EventTime::Band(TimeBand::ShiftChange));
    assert_eq!(json(later), r#"{"kind":"at","date":null,"time":{"kind":"band","at":"shift_change"}}"#);
    for discovery in [later, Discovery::SameAsOccurrence, Discovery::Unknown] {
        let back: Discovery = serde_json::from_str(&json(discovery)).unwrap();
        assert_eq!(back, discovery);
    }
    for time in [r#"{"hour":24,"minute":0}"#, r#"{"hour":1,"minute":60}"#] {
        let text = format!(r#"{{"kind":"exact","at":{time}}}"#);
        assert!(serde_json::from_str::<EventTime>(&text).is_err(), "{text}");
    }
}

#[test]
fn band_codes_are_those_of_json() {
    for band in TimeBand::ALL {
        assert_eq!(json(band), format!("\"{}\"", band.code()));
        assert_eq!(TimeBand::from_code(band.code()), Some(band));
    }
    assert_eq!(TimeBand::from_code("noon"), None);
}

#[test]
fn discovery_before_occurrence_is_flagged_only_when_certain() {
    let (before, same) = (Some(date(2026, 11, 20)), DAY.exact());
    let next = Some(date(2026, 11, 22));
    let band = EventTime::Band;
    let cases = [
        (found(same, at(14, 4)), DAY, at(14, 5), true),
        (found(same, at(14, 5)), DAY, at(14, 5), false),
        (found(None, at(0, 10)), DAY, at(23, 50), true),
        (found(next, at(0, 10)), DAY, at(23, 50), false),
        (found(before, EventTime::Unknown), DAY, EventTime::Unknown, true),
        (found(before, at(9, 0)), EventDate::Approximate, at(10, 0), false),
        (found(None, at(9, 0)), EventDate::Unknown, at(10, 0), true),
        (found(same, band(TimeBand::EarlyMorning)), DAY, at(14, 0), true),
        (found(same, band(TimeBand::Day)), DAY, at(14, 0), false),
        (found(same, at(5, 0)), DAY, band(TimeBand::Evening), true),
        (found(same, band(TimeBand::Midnight)), DAY, at(23, 0), false),
        (found(same, at(0, 0)), DAY, band(TimeBand::ShiftChange), false),
        (Discovery::SameAsOccurrence, DAY, at(14, 5), false),
        (Discovery::Unknown, DAY, at(14, 5), false),
    ];
    for (discovery, day, time, flagged) in cases {
        assert_eq!(discovery.is_earlier_than(day, time), flagged, "{discovery:?} {time:?}");
    }
}

#[test]
fn clocks_are_read() {
    let (am, pm) = (Some(Half::Am), Some(Half::Pm));
    let cases = [
        (None, "14", "05", (14, 5), None),
        (None, "１４", "５", (14, 5), None),
        (None, "14時", "5分", (14, 5), None),
        (None, "十四", "三十", (14, 30), None),
        (None, "0", "0", (0, 0), None),
        (None, "14:05", "", (14, 5), None),
        (None, "午後2時5分", "", (14, 5), None),
        (None, "2:05 pm", "", (14, 5), None),
        (pm, "午後2時半", "", (14, 30), None),
        (pm, "2", "半", (14, 30), None),
        (pm, "０", "０", (12, 0), None),
        (pm, "11", "59", (23, 59), None),
        (pm, "12", "10", (12, 10), Some(TimeNote::Noon)),
        (am, "12", "10", (0, 10), Some(TimeNote::Midnight)),
        (am, "0", "10", (0, 10), None),
        (am, "11", "59", (11, 59), None),
        (pm, "14", "5", (14, 5), Some(TimeNote::TwentyFourHours)),
        (None, "12", "0", (12, 0), None),
    ];
    for (half, hour, minute, expected, note) in cases {
        assert_eq!(read_time(half, hour, minute), Ok(expected), "{half:?} {hour} {minute}");
        let read = read_clock(half, hour, minute).unwrap();
        assert_eq!(read.note, note, "{half:?} {hour} {minute}");
    }
}

#[test]
fn impossible_clocks_name_the_box() {
    let cases = [
        (None, "", "5", "missing_hour", "hour"),
        (None, "　", "", "missing_hour", "hour"),
        (None, "14", "", "missing_minute", "minute"),
        (None, "24", "0", "twenty_four", "hour"),
        (None, "25", "0", "bad_hour", "hour"),
        (None, "-1", "0", "bad_hour", "hour"),
        (None, "朝", "0", "bad_hour", "hour"),
        (None, "14:05", "7", "bad_hour", "hour"),
        (None, "14", "60", "bad_minute", "minute"),
        (None, "14", "ごろ", "bad_minute", "minute"),
        (Some(Half::Am), "14", "0", "half_contradicts", "half"),
        (Some(Half::Am), "午後2", "0", "half_contradicts", "half"),
    ];
    for (half, hour, minute, code, field) in cases {
        let error = read_time(half, hour, minute).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, field), "{hour} {minute}");
        assert!(error.message_ja().ends_with("ください。"), "{code}");
        assert!(error.to_string().ends_with('.'), "{code}");
    }
}

proptest! {
    #[test]
    fn any_clock_is_in_range_or_refused(hour in "\\PC{0,8}", minute in "\\PC{0,4}", half in 0..3) {
        let half = [None, Some(Half::Am), Some(Half::Pm)][half as usize];
        if let Ok((h, m)) = read_time(half, &hour, &minute) {
            prop_assert!(h < 24 && m < 60);
        }
    }

    #[test]
    fn every_minute_reads_back(h in 0_u8..24, m in 0_u8..60) {
        prop_assert_eq!(read_time(None, &h.to_string(), &m.to_string()), Ok((h, m)));
        prop_assert_eq!(read_time(None, &format!("{h}:{m:02}"), ""), Ok((h, m)));
        let half = if h < 12 { Half::Am } else { Half::Pm };
        prop_assert_eq!(read_time(Some(half), &(h % 12).to_string(), &m.to_string()), Ok((h, m)));
    }
}

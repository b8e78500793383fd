//! An oracle over every day to 2035, and generated texts that must never panic.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{TODAY, day};
use crate::date::*;

/// Walks every day and checks the count of years by its own rule: it grows on 1 January, and falls to 1 only where an era begins.
#[test]
fn every_day_to_2035_has_one_era_year_and_reads_back() {
    let starts = ["1912-07-30", "1926-12-25", "1989-01-08", "2019-05-01"];
    let (mut era, mut year, mut days) = (0_usize, 6, 0);
    let mut at = date(1873, 1, 1);
    while at <= date(2035, 12, 31) {
        if starts.contains(&at.to_string().as_str()) {
            (era, year) = (era + 1, 1);
        } else if days > 0 && (at.month(), at.day()) == (1, 1) {
            year += 1;
        }
        let wareki = Wareki::of(at).unwrap();
        assert_eq!((wareki.era() as usize, wareki.era_year()), (era, year), "{at}");
        assert_eq!(wareki.to_string().contains("元年"), year == 1, "{at}");
        for text in [wareki.to_string(), format_both(at), format_english(at)] {
            let found = read(&text, TODAY).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!((found.date, found.notes), (at, Vec::new()), "{text}");
        }
        days += 1;
        at = at.tomorrow().unwrap();
    }
    assert_eq!(days, 59_534);
}

fn any_date() -> impl Strategy<Value = Date> {
    (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_panic(text in "\\PC*", today in any_date()) {
        if let Err(error) = read(&text, today) {
            prop_assert!(!error.message_ja().is_empty() && !error.message_en().is_empty());
        }
    }

    #[test]
    fn any_date_like_text_is_read_or_refused_without_panic(
        text in "[RHSTMr令和平成昭明大元年月日土()（）0-9０-９〇一二十百千廿./\\-・ 　前頃]{0,16}",
        today in any_date(),
    ) {
        if let Ok(found) = read(&text, today) {
            prop_assert!(found.date >= Era::Meiji.start());
            prop_assert_eq!(day(&found.date.to_string()), found.date);
            for note in found.notes {
                prop_assert!(!note.message_ja().is_empty() && !note.message_en().is_empty());
            }
        }
    }

    #[test]
    fn any_boxes_are_read_or_refused_without_panic(y in "\\PC{0,9}", m in "[0-9月一十]{0,4}", d in "\\PC{0,3}") {
        let _ = read_parts(Some(Era::Heisei), &y, &m, &d, TODAY);
        let outcome = read_parts(None, "", &m, &d, TODAY);
        prop_assert!(outcome.is_err());
    }

    #[test]
    fn every_spelling_of_a_day_reads_back(year in 2019_i16..=2035, month in 1_i8..=12, dom in 1_i8..=28) {
        let at = date(year, month, dom);
        let wareki = Wareki::of(at).unwrap();
        let (letter, n) = (wareki.era().letter(), wareki.era_year());
        for text in [
            format!("{year}-{month:02}-{dom:02}"),
            format!("{year}{month:02}{dom:02}"),
            format!("{letter}{n}.{month}.{dom}"),
            format!("{letter}{n:02}{month:02}{dom:02}"),
            format!("{} {n} / {month} / {dom}", wareki.era_name()),
            format_seireki(at),
        ] {
            prop_assert_eq!(day(&text), at, "{}", text);
        }
    }
}

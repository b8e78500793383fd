//! Tests of reading and writing dates: the contract's spellings, era edges, refusals.

use jiff::civil::{Date, date};

use super::*;

mod oracle;

const TODAY: Date = date(2026, 11, 21);

fn day(text: &str) -> Date {
    read(text, TODAY).unwrap_or_else(|e| panic!("{text}: {e:?}")).date
}

fn codes(text: &str) -> Vec<&'static str> {
    let found = read(text, TODAY).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    found.notes.iter().map(DateNote::code).collect()
}

fn refusal(text: &str) -> (&'static str, &'static str) {
    match read(text, TODAY) {
        Ok(found) => panic!("{text} was read as {found:?}"),
        Err(error) => (error.code(), error.field()),
    }
}

fn assert_plain_today(spellings: &[&str]) {
    for text in spellings {
        assert_eq!(day(text), TODAY, "{text}");
        assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
    }
}

#[test]
fn plain_era_spellings_are_read_without_notes() {
    assert_plain_today(&[
        "R8.11.21",
        "r8/11/21",
        "R08-11-21",
        "R 8. 11. 21",
        "Ｒ８．１１．２１",
        "R.8.11.21",
        "R-8-11-21",
        "R8.11.21.",
        "令和8年11月21日",
        "令和 8 年 11 月 21 日",
        "令和８年１１月２１日",
        "令8.11.21",
        "㋿8年11月21日",
        "令和八年十一月二十一日",
        "令和八年一一月二一日",
        "令和八年拾壱月廿一日",
        "れいわ8ねん11がつ21にち",
        "レイワ8年11月21日",
        "Reiwa 8.11.21",
        "R081121",
        "R81121",
        "R8年11月21日",
        "R8年11/21",
        "令和8・11・21",
        "R8、11、21",
        "R8－11－21",
        "R8ー11ー21",
        "R8‐11‐21",
        "R8−11−21",
    ]);
}

#[test]
fn plain_western_spellings_and_words_are_read_without_notes() {
    assert_plain_today(&[
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "2026年11月21日",
        "20261121",
        "２０２６１１２１",
        "2026 11 21",
        "2 0 2 6 年 1 1 月 2 1 日",
        "西暦2026年11月21日",
        "二〇二六年十一月二十一日",
        "二○二六年一一月二一日",
        "二千二十六年十一月二十一日",
        "2026年㋊21日",
        "2026年11⽉21⽇",
        "2026-11-21(土)",
        "2026年11月21日（土曜日）",
        "2026年11月21日㈯",
        "2026年11月21日土曜",
        "2026年11月21日 土",
        "令和8年(2026年)11月21日",
        "2026年（令和8年）11月21日（土・祝）",
        "令和8年11月21日〔2026.11.21〕",
        "8年（2026年）11月21日",
        "(R8.11.21)",
        "\u{200e}2026\u{200e}年11月21日\u{feff}",
        "  2026-11-21\n",
        "21 November 2026",
        "Nov. 21, 2026",
        "Sat, 21st Nov 2026",
        "2026-NOV-21",
        "2026/11/21/",
        "今日",
        "きょう",
        "キョウ",
        "本日",
        "TODAY",
        "今日（土）",
        "0日前",
    ]);
}

#[test]
fn other_eras_and_their_edges() {
    let cases = [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("令和 元 年 5 月 1 日", date(2019, 5, 1)),
        ("令和一年五月一日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成三十一年四月三十日", date(2019, 4, 30)),
        ("平成三一年四月三〇日", date(2019, 4, 30)),
        ("㍻31年4月30日", date(2019, 4, 30)),
        ("H310430", date(2019, 4, 30)),
        ("平成31年（2019年）4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("H1.1.8", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("S640107", date(1989, 1, 7)),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("㍼元年12月25日", date(1926, 12, 25)),
        ("昭39.2.29", date(1964, 2, 29)),
        ("㍽15.12.24", date(1926, 12, 24)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("T1.7.30", date(1912, 7, 30)),
        ("㍾45年7月29日", date(1912, 7, 29)),
        ("M6.1.1", date(1873, 1, 1)),
    ];
    for (text, expected) in cases {
        assert_eq!(day(text), expected, "{text}");
        assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
    }
}

#[test]
fn words_count_back_from_today() {
    for (text, expected) in [
        ("きのう", date(2026, 11, 20)),
        ("昨日", date(2026, 11, 20)),
        ("Yesterday", date(2026, 11, 20)),
        ("一昨日", date(2026, 11, 19)),
        ("おととい", date(2026, 11, 19)),
        ("３日前", date(2026, 11, 18)),
        ("十日前", date(2026, 11, 11)),
        ("明日", date(2026, 11, 22)),
    ] {
        assert_eq!(day(text), expected, "{text}");
    }
}

#[test]
fn a_year_without_era_takes_the_era_of_today() {
    for text in ["８年１１月２１日", "8.11.21", "8年11月21日", "08/11/21", "081121", "八年十一月二十一日"]
    {
        assert_eq!(day(text), TODAY, "{text}");
        assert_eq!(codes(text), ["assumed_era"], "{text}");
    }
    let in_heisei = read("8年11月21日", date(2018, 1, 1)).unwrap();
    assert_eq!(in_heisei.date, date(1996, 11, 21));
    assert_eq!(refusal("26.11.21"), ("ambiguous_year", "year"));
    assert_eq!(refusal("261121"), ("ambiguous_year", "year"));
    assert_eq!(read("8.1.1", date(1800, 1, 1)), Err(DateError::MissingYear));
}

#[test]
fn years_outside_their_era_are_converted_and_said() {
    let cases = [
        ("平成40年1月1日", date(2028, 1, 1), "after_era_end"),
        ("H38.11.21", date(2026, 11, 21), "after_era_end"),
        ("昭和64年1月8日", date(1989, 1, 8), "after_era_end"),
        ("昭和100年12月31日", date(2025, 12, 31), "after_era_end"),
        ("平成31年5月1日", date(2019, 5, 1), "after_era_end"),
        ("大正15年12月25日", date(1926, 12, 25), "after_era_end"),
        ("明治45年7月30日", date(1912, 7, 30), "after_era_end"),
        ("令和1年4月30日", date(2019, 4, 30), "before_era_start"),
        ("令和元年1月1日", date(2019, 1, 1), "before_era_start"),
        ("平成元年1月7日", date(1989, 1, 7), "before_era_start"),
        ("令和2026年11月21日", TODAY, "western_year_under_era"),
        ("R20261121", TODAY, "western_year_under_era"),
        ("平成2019.5.1", date(2019, 5, 1), "western_year_under_era"),
        ("明治5年12月2日", date(1872, 12, 2), "old_calendar"),
        ("1868-10-23", date(1868, 10, 23), "old_calendar"),
        ("2026-11-21（金）", TODAY, "weekday_mismatch"),
        ("今日（月）", TODAY, "weekday_mismatch"),
    ];
    for (text, expected, code) in cases {
        assert_eq!(day(text), expected, "{text}");
        assert_eq!(codes(text), [code], "{text}");
    }
    let answer = tool("平成40年1月1日", TODAY).unwrap();
    assert_eq!(
        answer.notes,
        ["平成40年と書かれていますが、平成はその前に終わっています。令和10年1月1日と読みました。"]
    );
}

#[test]
fn what_is_no_date_is_refused_with_the_part_at_fault() {
    let cases = [
        ("", "empty", "date"),
        ("　 \n", "empty", "date"),
        ("2月30日", "missing_year", "year"),
        ("令和8年2月30日", "bad_day", "day"),
        ("2026-02-29", "bad_day", "day"),
        ("R8.11.0", "bad_day", "day"),
        ("R8.4.31", "bad_day", "day"),
        ("令和8年13月1日", "bad_month", "month"),
        ("20260021", "bad_month", "month"),
        ("令和0年5月1日", "year_zero", "year"),
        ("0年5月1日", "year_zero", "year"),
        ("令和300年5月1日", "year_out_of_range", "year"),
        ("西暦8年5月1日", "year_out_of_range", "year"),
        ("１１月２１日", "missing_year", "year"),
        ("11/21", "missing_year", "year"),
        ("Nov 21", "missing_year", "year"),
        ("令和8年", "missing_month", "month"),
        ("2026", "missing_month", "month"),
        ("令和8年11月", "missing_day", "day"),
        ("2026-11", "missing_day", "day"),
        ("21/11/2026", "year_not_first", "year"),
        ("1868-10-22", "before_meiji", "year"),
        ("明治元年10月22日", "before_meiji", "year"),
        ("0001-01-01", "before_meiji", "year"),
        ("令和8年11月頃", "approximate", "date"),
        ("11月上旬", "approximate", "date"),
        ("不明", "approximate", "date"),
        ("令和8年（2025年）11月21日", "contradiction", "date"),
        ("2026-11-21（R8.11.20）", "contradiction", "date"),
        ("令和8年元月1日", "unreadable", "date"),
        ("8.元.1", "unreadable", "date"),
        ("R8..11.21", "unreadable", "date"),
        ("-8.11.21", "unreadable", "date"),
        ("2026-11-21-3", "unreadable", "date"),
        ("202611211", "unreadable", "date"),
        ("99999999999999999999", "unreadable", "date"),
        ("令和平成8年1月1日", "unreadable", "date"),
        ("2026-11-21(", "unreadable", "date"),
        ("2026-11-21)", "unreadable", "date"),
        ("2026-11-21（例）", "unreadable", "date"),
        ("二十一二年1月1日", "unreadable", "date"),
        ("転倒", "unreadable", "date"),
        ("X8.11.21", "unreadable", "date"),
    ];
    for (text, code, field) in cases {
        assert_eq!(refusal(text), (code, field), "{text}");
    }
    assert_eq!(refusal(&"8".repeat(200)), ("unreadable", "date"));
    let long_ago = read("99999999日前", TODAY).map_err(|e| e.code());
    assert_eq!(long_ago, Err("year_out_of_range"));
}

#[test]
fn messages_name_the_remedy() {
    let error = read("2026-02-29", TODAY).unwrap_err();
    assert_eq!(error.message_ja(), "2026年2月に29日はありません。日は1から28で入れてください。");
    assert_eq!(error.to_string(), "There is no day 29 in 2026-02. Enter a day from 1 to 28.");
    let note = read("2026-11-21(金)", TODAY).unwrap().notes[0];
    assert_eq!(note.message_ja(), "曜日が合いません。金曜日と書かれていますが、この日は土曜日です。");
    assert_eq!(
        read("H38.11.21", TODAY).unwrap().notes[0].message_en(),
        "Heisei ended before year 38; read as 21 November 2026 (Reiwa 8)."
    );
}

#[test]
fn boxes_of_the_form() {
    let boxes = |era, y, m, d| read_parts(era, y, m, d, TODAY).map(|found| found.date);
    assert_eq!(boxes(Some(Era::Reiwa), "８", "11", "２１"), Ok(TODAY));
    assert_eq!(boxes(Some(Era::Reiwa), "8年", "11月", "21日"), Ok(TODAY));
    assert_eq!(boxes(Some(Era::Reiwa), "元", "5", "1"), Ok(date(2019, 5, 1)));
    assert_eq!(boxes(Some(Era::Reiwa), "H31", "4", "30"), Ok(date(2019, 4, 30)));
    assert_eq!(boxes(Some(Era::Showa), "2026", "11", "21"), Ok(TODAY));
    assert_eq!(boxes(None, "2026", "11", "21"), Ok(TODAY));
    assert_eq!(boxes(Some(Era::Heisei), "R8.11.21", "", ""), Ok(TODAY));
    assert_eq!(boxes(None, "20261121", " ", ""), Ok(TODAY));
    assert_eq!(boxes(None, "", "", ""), Err(DateError::Empty));
    assert_eq!(boxes(None, "", "11", "21"), Err(DateError::MissingYear));
    assert_eq!(boxes(None, "8", "", "21"), Err(DateError::MissingMonth));
    assert_eq!(boxes(None, "8", "", ""), Err(DateError::MissingMonth));
    assert_eq!(boxes(None, "8", "11", "　"), Err(DateError::MissingDay));
    assert_eq!(boxes(Some(Era::Reiwa), "8", "13", "1"), Err(DateError::BadMonth { month: 13 }));
}

#[test]
fn the_answer_of_the_tool_follows_the_contract() {
    let answer = tool("R8.11.21", TODAY).unwrap();
    assert_eq!(
        serde_json::to_string(&answer).unwrap(),
        r#"{"iso":"2026-11-21","wareki":"令和8年11月21日","era":"令和","era_year":8,"notes":[]}"#
    );
    let first = tool("令和元年5月1日", TODAY).unwrap();
    assert_eq!((first.wareki.as_str(), first.era_year), ("令和元年5月1日", 1));
    assert_eq!(tool("1868-10-22", TODAY), Err(DateError::BeforeMeiji));
}

#[test]
fn written_forms() {
    assert_eq!(format_seireki(TODAY), "2026年11月21日（土）");
    assert_eq!(format_wareki(TODAY), "令和8年11月21日");
    assert_eq!(format_wareki(date(1868, 1, 2)), "1868年1月2日");
    assert_eq!(format_both(TODAY), "令和8年11月21日（2026年11月21日・土）");
    assert_eq!(format_english(TODAY), "21 November 2026");
    assert_eq!(Wareki::of(date(1868, 10, 22)), None);
    assert_eq!(Wareki::of(TODAY).map(Wareki::era_name), Some("令和"));
}

#[test]
fn fiscal_year_turns_in_april() {
    assert_eq!(fiscal_year(date(2027, 3, 31)), 2026);
    assert_eq!(fiscal_year(date(2027, 4, 1)), 2027);
    assert_eq!(fiscal_year(date(2026, 12, 31)), 2026);
}

#[test]
fn age_changes_on_the_birthday() {
    let birth = date(1940, 11, 21);
    assert_eq!(age_on(birth, date(2026, 11, 20)), Some(85));
    assert_eq!(age_on(birth, TODAY), Some(86));
    assert_eq!(age_on(birth, birth), Some(0));
    assert_eq!(age_on(birth, date(1940, 11, 20)), None);
    let leap = date(2000, 2, 29);
    assert_eq!(age_on(leap, date(2026, 2, 28)), Some(25));
    assert_eq!(age_on(leap, date(2026, 3, 1)), Some(26));
    assert_eq!(age_on(leap, date(2028, 2, 29)), Some(28));
    assert_eq!(age_on(Date::MIN, Date::MAX), Some(19_998));
}

#[test]
fn the_era_table_is_in_order() {
    for pair in Era::ALL.windows(2) {
        assert!(pair[0].start() < pair[1].start());
        let last_day = pair[1].start().yesterday().unwrap();
        assert_eq!(Era::of(last_day), Some(pair[0]));
        assert_eq!(Era::of(pair[1].start()), Some(pair[1]));
    }
    let letters: String = Era::ALL.into_iter().map(Era::letter).collect();
    assert_eq!(letters, "MTSHR");
}

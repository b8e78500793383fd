//! The pack for the board: every text comes back, the words of the charts with them, and a broken chart does not stop it.

use pdf::{Lang, MeetingSheet};

use crate::all_comes_back;
use crate::samples::{cover, json, read};
use crate::tools::{assert_accessible, bare, keep, pages, text};

/// A control chart as the program draws it.
const CHART: &str = include_str!("../../samples/meeting-chart.svg");
/// A small one.
const SMALL: &str = include_str!("../../samples/meeting-small.svg");

fn sheet() -> MeetingSheet {
    let mut sheet: MeetingSheet = read("meeting");
    for figure in sheet.charts.iter_mut().chain(&mut sheet.parts) {
        CHART.clone_into(&mut figure.svg);
    }
    for figure in sheet.forms.iter_mut().chain(&mut sheet.shares) {
        SMALL.clone_into(&mut figure.svg);
    }
    sheet
}

#[test]
fn its_texts_and_the_words_of_its_charts_come_back() {
    let bytes = pdf::meeting(&cover("meeting"), sheet()).unwrap();
    keep("meeting", &bytes);
    all_comes_back("meeting", &bytes, json("meeting"));
    assert_accessible("meeting", &bytes);
    assert!(pages(&bytes).is_none_or(|count| count == 3), "{:?}", pages(&bytes));
    let Some(words) = text(&bytes, &[]) else { return };
    for (at, page) in words.split('\u{c}').filter(|page| !page.trim().is_empty()).enumerate() {
        assert!(page.contains(&format!("{}/3", at + 1)), "page {at}: {page}");
    }
    let words = bare(&words);
    for label in ["R7.10", "R8.10", "上限52.7", "平均34.9"] {
        assert!(words.contains(label), "{label} is not in {words}");
    }
    let sentence = "報告: 令和7年9月から令和8年10月まで、14点のグラフです。";
    let alt: String = sentence.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    assert!(String::from_utf8_lossy(&bytes).contains(&format!("/Alt<FEFF{alt}")), "it is read aloud for the picture");
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    assert_eq!(pdf::meeting(&cover("a"), sheet()), pdf::meeting(&cover("a"), sheet()));
}

#[test]
fn a_chart_that_cannot_be_read_is_left_out_and_letters_that_no_face_draws_are_marked() {
    let mut broken = sheet();
    broken.charts[0].svg = "<svg".to_owned();
    broken.charts[1].svg = CHART.replace("R8.10", "R8.\u{e000}");
    broken.charts[1].title = String::new();
    broken.charts[1].sentence = String::new();
    let bytes = pdf::meeting(&cover("broken"), broken).unwrap();
    assert_accessible("broken", &bytes);
    let Some(words) = text(&bytes, &[]) else { return };
    assert!(words.contains("画像を表示できません") && words.contains("R8.〓"), "{words}");
}

#[test]
fn a_pack_with_nothing_to_tell_is_one_page() {
    let whole = sheet();
    let empty = MeetingSheet {
        facility: whole.facility,
        period: whole.period,
        empty: vec!["この期間の報告はまだありません。".to_owned(), "期間を長くしてください。".to_owned()],
        notes: whole.notes,
        ..MeetingSheet::default()
    };
    let mut english = cover("empty");
    english.lang = Lang::En;
    for cover in [cover("empty"), english] {
        let bytes = pdf::meeting(&cover, empty.clone()).unwrap();
        assert_accessible("empty", &bytes);
        assert!(pages(&bytes).is_none_or(|count| count == 1));
        let Some(words) = text(&bytes, &[]) else { return };
        assert!(bare(&words).contains("この期間の報告はまだありません。期間を長く"), "{words}");
    }
}

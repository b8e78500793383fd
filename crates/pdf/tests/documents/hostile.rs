//! Input that nobody should send: every document still stands, and every text comes back.

use pdf::{Choice, Further, Person, ReportForm, Seal, Seat};

use crate::samples::{cover, form};
use crate::tools::{assert_accessible, bare, keep, pages, text};

fn print(name: &str, form: ReportForm) -> Vec<u8> {
    let bytes = pdf::report(&cover(name), form).unwrap();
    keep(name, &bytes);
    assert_accessible(name, &bytes);
    bytes
}

#[test]
fn six_thousand_characters_flow_onto_continuation_sheets_that_say_so() {
    let mut long = form("report-welfare");
    long.narrative = (0..150)
        .map(|n| format!("第{n:03}文：利用者は食堂から居室へ戻る途中で、職員が見守っていたが転倒した。"))
        .collect();
    long.cause_text =
        (0..60).map(|n| format!("原因{n:02}：床が濡れていたことに気づくのが遅れたためと考える。")).collect();
    assert!(long.narrative.chars().count() >= 6000 - 300, "{}", long.narrative.chars().count());
    let bytes = print("long", long.clone());
    let (Some(count), Some(read)) = (pages(&bytes), text(&bytes, &[])) else { return };
    assert!(count >= 4, "{count}");
    let all = body(&read);
    for sentence in long.narrative.split_inclusive('。').chain(long.cause_text.split_inclusive('。')) {
        assert!(all.contains(sentence), "{sentence}");
    }
    assert!(all.contains("（続紙へ）"));
    for page in read.split('\u{c}').filter(|page| !page.trim().is_empty()).skip(2) {
        assert!(page.contains("続紙") && page.contains("2026-0123") && page.contains("K7QF-29XM"), "{page}");
    }
}

/// The text without the head and foot of the pages, which stand between the halves of a sentence.
fn body(read: &str) -> String {
    let own = [
        "リスクマネジメント報告書",
        "続紙",
        "文書番号2026-0123",
        "社会福祉法人ふたわ会あおぞら園",
        "社会福祉法人ふたわ会あおぞら園文書番号2026-0123",
        "確認コードK7QF-29XM",
    ];
    let lines = read.split(['\n', '\u{c}']).map(bare);
    lines.filter(|line| !(own.contains(&line.as_str()) || line.contains('/') && line.len() < 6)).collect()
}

#[test]
fn every_box_full_at_once() {
    let mut full = form("report-medication");
    let much: String = (0..200).map(|n| format!("{n}番目の文です。髙﨑𠮷。")).collect();
    for target in [&mut full.narrative, &mut full.cause_text, &mut full.made_known] {
        target.clone_from(&much);
    }
    for remark in [&mut full.prevention, &mut full.leader, &mut full.head] {
        remark.text.clone_from(&much);
    }
    let bytes = print("full", full);
    if let Some(read) = text(&bytes, &[]) {
        assert_eq!(bare(&read).matches("199番目の文です。髙﨑𠮷。").count(), 6);
    }
}

#[test]
fn emoji_other_scripts_and_controls() {
    let mut odd = form("report-welfare");
    odd.narrative = "転倒😀👨‍👩‍👧🇯🇵❤️ שלום עולם مرحبا \0\u{7}\u{1b}[31m\u{202e}逆\u{202c} 𠀋𡈽 \u{e123} ＜>&\"' 한국 ไทย 张伟 ☐ ①㍻㋿葛\u{e0100}".to_owned();
    odd.place.text = "a\nb\tc\0d".to_owned();
    odd.reporter.name = "👩‍⚕️\u{0}髙﨑".to_owned();
    odd.reporter.seal = Some(Seal::new("😀\0髙", None));
    let bytes = print("odd", odd);
    let Some(read) = text(&bytes, &[]) else { return };
    for wanted in ["転倒😀", "𠀋", "①㍻㋿葛", "逆", "髙﨑", "〓"] {
        assert!(read.contains(wanted), "{wanted}: {read}");
    }
    let raw = bare(&read);
    assert!(raw.contains("שלום") || raw.contains("םולש"), "{read}");
    assert!(!read.contains('\0') && !read.contains('\u{1b}'));
    for wanted in ["한국", "ไทย", "张伟", "☐"] {
        assert!(raw.contains(wanted), "{wanted}: {read}");
    }
    let note = bare("〓は、この紙の活字にない字です。");
    assert_eq!(raw.matches(&note).count(), 2, "every sheet explains the mark: {read}");
    let plain = text(&print("plain", form("report-welfare")), &[]).unwrap();
    assert!(!bare(&plain).contains(&note), "{plain}");
}

#[test]
fn texts_are_never_markup() {
    let mut sly = form("report-welfare");
    let text_in = "#read(\"/etc/passwd\") $x^2$ *a* _b_ `c` <d> @e = f // g /* h */ \\ https://example.jp [i] ~ -- ..."
        .to_owned();
    sly.narrative.clone_from(&text_in);
    sly.reporter.unit = "#panic(\"x\")".to_owned();
    sly.forms.push(Choice::asking("#include \"base.typ\"", true, "]#eval(\"1\")"));
    let bytes = print("sly", sly);
    let Some(read) = text(&bytes, &[]) else { return };
    assert!(bare(&read).contains(&bare(&text_in)), "{read}");
    assert!(bare(&read).contains("#panic(\"x\")"));
}

#[test]
fn no_person_three_persons_and_thirty() {
    let person = form("report-welfare").persons[0].clone();
    for (count, wanted) in [(0, 2), (3, 2), (30, 3)] {
        let mut many = form("report-welfare");
        many.persons = (0..count).map(|n| Person { name: format!("利用者{n:02}"), ..person.clone() }).collect();
        let bytes = print(&format!("persons-{count}"), many);
        let (Some(sheets), Some(read)) = (pages(&bytes), text(&bytes, &[])) else { return };
        assert_eq!(sheets, wanted, "{count}");
        assert!((0..count).all(|n| read.contains(&format!("利用者{n:02}"))), "{read}");
    }
}

#[test]
fn an_empty_form_and_one_to_forty_seats() {
    print("empty", ReportForm::default());
    for count in [1, 6, 16, 40] {
        let mut seats = form("report-welfare");
        seats.first_round = (0..count)
            .map(|n| Seat {
                label: format!("席{n}長/代理(補佐)"),
                date: "8.11.21".into(),
                seal: Some(Seal::new("勅使河原", None)),
                note: "後閲".into(),
            })
            .collect();
        let bytes = print(&format!("seats-{count}"), seats);
        assert!(pages(&bytes).is_none_or(|sheets| sheets >= 2), "{count}");
    }
}

#[test]
fn fields_that_are_far_too_long_go_to_the_continuation_sheet() {
    let long = |what: &str| (0..60).map(|n| format!("{what}{n}、")).collect::<String>();
    let mut wide = form("report-medication");
    wide.place.text = long("場所");
    wide.disability = long("障害");
    wide.reporter.unit = long("部署");
    wide.reporter.name = "x".repeat(3000);
    wide.number = "9".repeat(500);
    wide.findings = (0..300).map(|n| Choice::asking(&format!("所見{n}"), true, "文\n\n\n")).collect();
    wide.readers = (0..300).map(|n| format!("職員{n}")).collect();
    wide.further = vec![Further { title: "追記".into(), text: long("追記") }];
    let bytes = print("wide", wide.clone());
    let Some(read) = text(&bytes, &[]) else { return };
    let all = bare(&read);
    for wanted in [&wide.place.text, &wide.disability, &wide.reporter.unit] {
        let end: String = wanted.chars().skip(wanted.chars().count() - 20).collect();
        assert!(all.contains(&end), "{end}");
    }
    assert!(all.contains("職員299") && all.contains("追記59") && all.contains("所見299"));
    // Its head takes more than a sheet: every page is counted, and has its foot.
    let sheets: Vec<&str> = read.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    for (at, page) in sheets.iter().enumerate() {
        assert!(
            page.contains(&format!("{}/{}", at + 1, sheets.len())) && page.contains(&wide.code),
            "page {at}: {page}"
        );
    }
}

/// What has no place to break a line is broken all the same, stays on the sheet, and nothing of it is lost.
#[test]
fn runs_without_a_place_to_break_stay_on_the_sheet() {
    let mut runs = form("report-welfare");
    let parts = ["W", "━", "ー", "…", "〜", "！", "0", "=", "*", "「", "。", "ッ", "w.", "%E3%81%82"];
    runs.narrative = parts.map(|part| part.repeat(160)).join("\n");
    runs.cause_text = format!("痛い{}", "ー".repeat(200));
    runs.place.text = "Wxyz".repeat(50);
    let bytes = print("runs", runs);
    let (Some(read), Some(boxes)) = (text(&bytes, &[]), text(&bytes, &["-bbox"])) else { return };
    assert!(!read.contains("W\u{200b}") && !read.contains("ー\u{200b}"), "copied text is what was written");
    let read = bare(&read);
    for part in parts {
        assert!(read.matches(part).count() >= 160, "{part}: {}", read.matches(part).count());
    }
    assert!(read.matches('ー').count() >= 160 + 200 && read.matches("Wxyz").count() >= 50, "{read}");
    let right = |line: &str| line.split("xMax=\"").nth(1)?.split('"').next()?.parse::<f64>().ok();
    let widest = boxes.lines().filter(|line| line.contains("<word")).filter_map(right).fold(0.0, f64::max);
    // The text area ends 12 mm before the right edge of the sheet; a mark at the end of a line may hang over by a third.
    assert!(widest <= 595.3 - 12.0 * 72.0 / 25.4 + 3.0, "a line runs to {widest}");
}

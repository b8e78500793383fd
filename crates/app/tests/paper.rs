//! Owns the tests of printed sheets: what stands on them for whom, and the check of a sheet against the record.
mod pictures;

use std::process::Command;

use app::AppError;
use app::approval::Act;
use app::paper::{PaperCheck, Sheet};
use app::rows::ReportFilter;
use domain::id::ReportId;
use domain::policy::Decision;
use render::{Lang, Text};
use testkit::TestApp;

use crate::support::{fall, round_one, submit};

const JA: Text = Text::new(Lang::Ja);

/// What a tool of poppler says of a sheet; `None` with a message where it is not installed.
fn told(sheet: &Sheet, tool: &str, before: &[&str], after: &[&str]) -> Option<String> {
    assert!(sheet.bytes.starts_with(b"%PDF-"), "a PDF");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    std::fs::write(&path, &sheet.bytes).unwrap();
    match Command::new(tool).args(before).arg(&path).args(after).output() {
        Ok(out) => Some(String::from_utf8_lossy(&out.stdout).into_owned()),
        Err(error) => {
            eprintln!("skipped: {tool}: {error}");
            None
        }
    }
}

/// The text of a sheet without white space.
fn text(sheet: &Sheet) -> Option<String> {
    Some(told(sheet, "pdftotext", &["-enc", "UTF-8"], &["-"])?.split_whitespace().collect())
}

/// What stands in bold on a sheet: the circled choices among others, the beginning of each in a line.
fn circled(sheet: &Sheet) -> Option<String> {
    let tags = told(sheet, "pdfinfo", &["-enc", "UTF-8", "-struct-text"], &[])?;
    // The attributes of a tag stand between its name and its words.
    let lines: Vec<&str> = tags.lines().map(str::trim).filter(|line| !line.starts_with('/')).collect();
    let bold = lines.windows(2).filter(|pair| pair[0].starts_with("Span (inline)")).map(|pair| pair[1]);
    Some(bold.collect::<Vec<_>>().join("\n"))
}

fn has(text: &Option<String>, parts: &[&str]) {
    let Some(text) = text else { return };
    for part in parts {
        let part: String = part.split_whitespace().collect();
        assert!(text.contains(&part), "{part} is not on the sheet: {text}");
    }
}

#[tokio::test]
async fn the_form_says_what_the_record_says() {
    let t = TestApp::new().await;
    let mut fields = fall(&t);
    for (name, value) in
        [("cause_narrative", "床がぬれていた。"), ("prevention", "使用後すぐに床をふく。"), ("disability", "脳性まひ")]
    {
        fields.set(name, value);
    }
    for (name, value) in [
        ("proposed_level", "4"),
        ("proposed_reason", "痛みが続いている。"),
        ("discovered", "different"),
        ("discovered_hour", "11"),
    ] {
        fields.set(name, value);
    }
    fields.set("door", "full");
    let id = submit(&t, "kaigo", fields, "k").await.report;
    round_one(&t, id, "2").await;
    let risk = t.ctx("risk").await;
    t.app.act(&risk, id, None, Act::Addendum("翌日も痛みの訴えはない。".into())).await.unwrap();
    let sheet = t.app.report_pdf(&risk, id, JA).await.unwrap();
    assert_eq!(sheet.name, "R8-0001");
    has(
        &text(&sheet),
        &[
            "リスクマネジメント報告書",
            "R8-0001",
            "令和8年11月20日",
            "食堂で立ち上がる際にふらつき、床に膝をついた。",
            "床がぬれていた。",
            "使用後すぐに床をふく。",
            "脳性まひ",
            "確認しました。声かけを徹底します。",
            "翌日も痛みの訴えはない。",
            "痛みが続いている。",
            "介護 花子",
            "理事長",
            "転倒",
            "誤嚥",
        ],
    );
    if let Some(circled) = circled(&sheet) {
        assert!(circled.contains("\"転倒\"") && circled.contains("\"違"), "違う場合 is circled: {circled}");
        assert!(!circled.contains("\"発生") && !circled.contains("\"転落"), "発生と同じ is not: {circled}");
    }
    let again = t.app.report_pdf(&risk, id, JA).await.unwrap();
    assert_eq!(sheet.bytes, again.bytes, "the same record gives the same bytes");
    has(
        &text(&t.app.report_pdf(&risk, id, Text::new(Lang::En)).await.unwrap()),
        &["Risk management report", "R8-0001"],
    );
}

#[tokio::test]
async fn a_hidden_name_is_on_no_sheet() {
    let t = TestApp::new().await;
    for mode in ["protected", "anonymous"] {
        let mut fields = fall(&t);
        fields.set("mode", mode);
        let id = submit(&t, "kaigo", fields, mode).await.report;
        let risk = t.ctx("risk").await;
        for sheet in [t.app.report_pdf(&risk, id, JA).await.unwrap(), t.app.trail_pdf(&risk, id, JA).await.unwrap()] {
            if let Some(text) = text(&sheet) {
                assert!(
                    !text.contains("介護花子") && (text.contains("匿名") || text.contains("氏名を保護した報告者")),
                    "{text}"
                );
            }
        }
    }
}

#[tokio::test]
async fn only_readers_of_the_record_print_it() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    t.second_facility().await;
    let colleague = t.ctx("kaigo2").await;
    assert!(matches!(t.app.report_pdf(&colleague, id, JA).await, Err(AppError::Denied(Decision::Forbid))));
    assert!(matches!(t.app.trail_pdf(&colleague, id, JA).await, Err(AppError::Denied(Decision::Forbid))));
    assert!(matches!(t.app.reports_pdf(&colleague, &[id], JA).await, Err(AppError::Denied(Decision::Forbid))));
    assert!(matches!(t.app.reports_pdf(&t.ctx("risk").await, &[], JA).await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn a_sheet_is_checked_against_the_record() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let risk = t.ctx("risk").await;
    let Some(text) = text(&t.app.report_pdf(&risk, id, JA).await.unwrap()) else { return };
    let mark = |text: &str| -> (i64, String) {
        let edition = text.split("R8-0001第").nth(1).unwrap().split('版').next().unwrap().parse().unwrap();
        let dashed = |part: &&str| part.len() == 14 && part.matches('-').count() == 2;
        let chars: Vec<char> = text.chars().collect();
        let windows: Vec<String> = chars.windows(14).map(|part| part.iter().collect()).collect();
        let code = windows.iter().map(String::as_str).find(|part| {
            dashed(part)
                && part.split('-').all(|group| {
                    group.len() == 4 && group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                })
        });
        (edition, code.unwrap().to_owned())
    };
    let (edition, code) = mark(&text);
    let check =
        async |number: &str, edition: i64, code: &str| t.app.check_paper("hoshi", number, edition, code).await.unwrap();
    assert_eq!(check("ｒ８－０００１", edition, &code.to_lowercase()).await, PaperCheck::Current);
    assert_eq!(check("R8-0001", edition + 1, &code).await, PaperCheck::Unknown);
    assert_eq!(check("R8-0001", edition, "AAAA-AAAA-AAAA").await, PaperCheck::Unknown);
    assert_eq!(check("R8-0009", edition, &code).await, PaperCheck::Unknown);
    t.app.act(&risk, id, None, Act::Addendum("追記です。".into())).await.unwrap();
    assert_eq!(check("R8-0001", edition, &code).await, PaperCheck::Older(1));
    assert!(matches!(t.app.check_paper("nowhere", "R8-0001", 1, "x").await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn guessing_codes_has_to_wait() {
    let t = TestApp::new().await;
    submit(&t, "kaigo", fall(&t), "k").await;
    let mut waits = 0;
    for n in 0..110 {
        match t.app.check_paper("hoshi", "R8-0001", 1, &format!("AAAA-AAAA-{n:04}")).await {
            Ok(PaperCheck::Unknown) => {}
            Err(AppError::TooManyTries(_)) => waits += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(waits > 0, "guesses are slowed down");
}

#[tokio::test]
async fn blank_form_list_and_trail() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    round_one(&t, id, "2").await;
    let risk = t.ctx("risk").await;
    let blank = t.app.blank_pdf(&risk, "http://127.0.0.1:8080/reports/new", JA).await.unwrap();
    has(
        &text(&blank),
        &["リスクマネジメント報告書", "転倒", "無断外出", "理事長", "http://127.0.0.1:8080/reports/new"],
    );
    let list = t.app.list_pdf(&risk, &ReportFilter::default(), vec!["形態: 転倒".into()], JA).await.unwrap();
    has(&text(&list), &["R8-0001", "転倒", "形態: 転倒"]);
    let trail = t.app.trail_pdf(&risk, id, JA).await.unwrap();
    has(&text(&trail), &["決裁の記録", "R8-0001", "理事長", "確認しました。声かけを徹底します。"]);
}

/// More forms than are made at once: their order, the readings, and what happens when one of them may not be read.
#[tokio::test]
async fn many_forms_are_read_in_order_and_each_reading_is_journalled() {
    let t = TestApp::new().await;
    let mut ids = Vec::new();
    for key in ["a", "b", "c", "d", "e", "f"] {
        ids.push(submit(&t, "kaigo", fall(&t), key).await.report);
    }
    let risk = t.ctx("risk").await;
    let readings = async || t.raw_rows().await.iter().filter(|row| row.text.contains("report_read")).count();
    let before = readings().await;
    let sheet = t.app.reports_pdf(&risk, &ids, JA).await.unwrap();
    assert_eq!(readings().await, before + ids.len());
    if let Some(read) = text(&sheet) {
        let places: Vec<usize> = (1..=6).map(|n| read.find(&format!("R8-000{n}")).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
    }

    ids.push(ReportId::from_uuid(uuid::Uuid::nil()));
    assert!(matches!(t.app.reports_pdf(&risk, &ids, JA).await, Err(AppError::NotFound)));
}

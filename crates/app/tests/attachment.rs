//! Owns the tests of photographs and files as use cases: handed over once, sealed anew for who stays hidden, added, blurred, thrown away.
use std::path::Path;

use app::AppError;
use app::attachment::Size;
use app::draft::Draft;
use app::report::{Receipt, Submission};
use app::rows::{BLOB_DIR, VerifyOptions};
use domain::approval::CaseEvent;
use domain::attachment::{BlurRect, FileKind};
use domain::form::Fields;
use domain::id::{AttachmentId, ReportId};
use domain::policy::Decision;
use domain::report::Door;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use testkit::TestApp;

use crate::support::{fall, round_one, submit};

/// A photograph that differs from the others by its shade.
fn photo(shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 48, |x, y| Rgb([shade, (x * 4) as u8, (y * 5) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A draft of `kaigo` with these answers and one described photograph.
async fn draft(t: &TestApp, fields: Fields) -> (Draft, AttachmentId) {
    let kaigo = t.ctx("kaigo").await;
    let draft = t.app.new_draft(&kaigo, Door::Quick, fields).await.unwrap();
    let file = t.app.attach_to_draft(&kaigo, draft.id, photo(1)).await.unwrap();
    let texts = [(file, "ぬれた床\n".to_owned())].into_iter().collect();
    t.app.describe_draft_files(&kaigo, draft.id, &texts).await.unwrap();
    (draft, file)
}

async fn send(t: &TestApp, draft: &Draft) -> Receipt {
    let fields = t.app.draft(&t.ctx("kaigo").await, draft.id).await.unwrap().fields;
    let submission = Submission { fields, door: Door::Quick, key: "k".into(), draft: Some(draft.id), promotes: None };
    t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap()
}

async fn add(t: &TestApp, login: &str, id: ReportId, bytes: Vec<u8>) -> Result<AttachmentId, AppError> {
    let ctx = t.ctx(login).await;
    let ready = t.app.prepare_addition(&ctx, id, bytes).await?;
    t.app.add_attachment(&ctx, id, ready, "後から").await
}

/// The sealed files of a test, by name.
fn sealed(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for folder in std::fs::read_dir(dir.join(BLOB_DIR)).into_iter().flatten() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            names.push(file.unwrap().file_name().into_string().unwrap());
        }
    }
    names.sort();
    names
}

fn rows(all: &[testkit::RawRow], table: &str) -> Vec<String> {
    all.iter().filter(|row| row.table == table).map(|row| row.text.clone()).collect()
}

async fn is_clean(t: &TestApp) -> bool {
    t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty()
}

#[tokio::test]
async fn the_files_of_a_draft_go_into_the_report_once() {
    let t = TestApp::new().await;
    let (draft, _) = draft(&t, fall(&t)).await;
    let before = sealed(t.dir());
    let receipt = send(&t, &draft).await;
    assert_eq!(send_again(&t).await, receipt.report, "sent twice, handed over once");
    let view = t.app.view_report(&t.ctx("risk").await, receipt.report).await.unwrap();
    assert_eq!(view.attachments.len(), 1);
    let file = &view.attachments[0];
    assert_eq!((file.kind, file.description.as_str(), file.size), (FileKind::Jpeg, "ぬれた床", Some((64, 48))));
    assert_eq!(sealed(t.dir()), before, "a named report keeps the sealed bytes as they are");
    let raw = t.raw_rows().await;
    assert!(rows(&raw, "draft_files").is_empty() && rows(&raw, "attachments").len() == 1);
    assert!(raw.iter().all(|row| !row.text.contains("ぬれた床")), "descriptions are sealed");
    assert!(is_clean(&t).await);
}

/// The same form once more, after the draft has gone.
async fn send_again(t: &TestApp) -> ReportId {
    let (fields, key) = (Fields::default(), "k".to_owned());
    let submission = Submission { fields, door: Door::Quick, key, draft: None, promotes: None };
    t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap().report
}

#[tokio::test]
async fn nothing_leads_from_the_draft_of_a_hidden_reporter_to_the_report() {
    for mode in ["protected", "anonymous"] {
        let t = TestApp::new().await;
        t.clock.advance(23 * 60 + 45);
        let mut fields = fall(&t);
        fields.set("mode", mode);
        let (draft, file) = draft(&t, fields).await;
        let before = sealed(t.dir());
        let id = send(&t, &draft).await.report;
        let after = sealed(t.dir());
        assert_eq!((before.len(), after.len()), (2, 2));
        assert!(after.iter().all(|name| !before.contains(name)), "{mode}: sealed anew under other names");
        let raw = t.raw_rows().await;
        let of_report = rows(&raw, "attachments").remove(0);
        assert!(!of_report.contains(&file.to_string()), "{mode}: another id");
        assert!(before.iter().all(|name| raw.iter().all(|row| !row.text.contains(name))), "{mode}");
        let view = t.app.view_report(&t.ctx("risk").await, id).await.unwrap();
        let opened = t.app.open_attachment(&t.ctx("risk").await, id, view.attachments[0].id, Size::Full).await.unwrap();
        assert_eq!(domain::attachment::sniff(&opened.bytes), Ok(FileKind::Jpeg));
        assert!(is_clean(&t).await);
        for row in rows(&raw, "attachments") {
            let at: i64 = row.trim_end_matches('}').rsplit([',', ':']).next().unwrap().parse().unwrap();
            assert_eq!(at % 3_600_000_000, 0, "{mode}: only the hour is kept");
        }
    }
}

#[tokio::test]
async fn who_may_add_an_addendum_may_add_a_file_and_make_a_blurred_copy() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let first = add(&t, "kaigo", id, photo(1)).await.unwrap();
    assert_eq!(add(&t, "kaigo", id, photo(1)).await.unwrap(), first, "a double click adds one");
    add(&t, "leader", id, photo(2)).await.unwrap();
    let denied = |answer: Result<AttachmentId, AppError>| matches!(answer, Err(AppError::Denied(Decision::Forbid)));
    assert!(denied(add(&t, "kaigo2", id, photo(3)).await));
    round_one(&t, id, "2").await;
    let rects = vec![BlurRect::new(0, 0, 500, 500).unwrap()];
    let copy = t.app.blur_attachment(&t.ctx("risk").await, id, first, rects.clone()).await.unwrap();
    assert_eq!(t.app.blur_attachment(&t.ctx("risk").await, id, first, rects.clone()).await.unwrap(), copy);
    assert!(denied(t.app.blur_attachment(&t.ctx("kaigo2").await, id, first, rects.clone()).await));
    assert!(t.app.blur_attachment(&t.ctx("risk").await, id, first, Vec::new()).await.is_err());
    let view = t.app.view_report(&t.ctx("risk").await, id).await.unwrap();
    let origins: Vec<Option<AttachmentId>> = view.attachments.iter().map(|file| file.origin).collect();
    assert_eq!(origins, [None, None, Some(first)]);
    let told = view.timeline.iter().filter(|entry| matches!(entry.event, CaseEvent::AttachmentAdded { .. })).count();
    assert_eq!(told, 3);
    assert!(is_clean(&t).await);
}

#[tokio::test]
async fn a_hidden_reporter_adds_a_file_without_a_name_or_a_minute() {
    let t = TestApp::new().await;
    t.clock.advance(23 * 60 + 45);
    let mut fields = fall(&t);
    fields.set("mode", "protected");
    let id = submit(&t, "kaigo", fields, "k").await.report;
    add(&t, "kaigo", id, photo(1)).await.unwrap();
    let view = t.app.view_report(&t.ctx("risk").await, id).await.unwrap();
    let entry = view.timeline.iter().find(|entry| matches!(entry.event, CaseEvent::AttachmentAdded { .. })).unwrap();
    assert_eq!((entry.actor_key.as_str(), entry.at % 3_600_000_000), ("protected", 0));
    let file = view.attachments[0].id;
    t.app.open_attachment(&t.ctx("kaigo").await, id, file, Size::Full).await.unwrap();
    let read = rows(&t.raw_rows().await, "journal").into_iter().find(|row| row.contains("attachment_read")).unwrap();
    let kaigo = t.people.iter().find(|person| person.login == "kaigo").unwrap().account.to_string();
    assert!(!read.contains(&kaigo), "{read}");
}

#[tokio::test]
async fn what_is_thrown_away_leaves_no_bytes() {
    let t = TestApp::new().await;
    let kaigo = t.ctx("kaigo").await;
    let (first, file) = draft(&t, fall(&t)).await;
    assert_eq!(sealed(t.dir()).len(), 2);
    t.app.remove_from_draft(&kaigo, first.id, file).await.unwrap();
    assert!(sealed(t.dir()).is_empty());
    t.app.attach_to_draft(&kaigo, first.id, photo(4)).await.unwrap();
    t.app.discard_draft(&kaigo, first.id).await.unwrap();
    assert!(sealed(t.dir()).is_empty() && rows(&t.raw_rows().await, "draft_files").is_empty());
    assert!(is_clean(&t).await);
}

#[tokio::test]
async fn a_gone_or_changed_file_is_found_by_verification() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    add(&t, "kaigo", id, photo(1)).await.unwrap();
    assert!(is_clean(&t).await);
    let name = sealed(t.dir()).remove(0);
    std::fs::remove_file(t.dir().join(BLOB_DIR).join(&name[..2]).join(&name)).unwrap();
    let report = t.app.verify(&VerifyOptions::default()).await.unwrap();
    assert_eq!(report.findings().len(), 1);
    assert_eq!(report.findings()[0].table, "attachments");
    assert_eq!(t.app.sweep_files().await.unwrap(), 0, "what a row names is never swept, and what is young neither");
}

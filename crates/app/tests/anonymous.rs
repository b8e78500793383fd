//! Owns the tests of protected and anonymous reporting: what the page promises is true in the rows.
use app::AppError;
use app::approval::Act;
use app::report::Submission;
use app::rows::Page;
use domain::policy::Decision;
use domain::report::Door;
use testkit::TestApp;

use crate::support::{fall, submit};

#[tokio::test]
async fn an_anonymous_reporter_follows_and_answers_by_code() {
    let t = TestApp::new().await;
    let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
    let submission = Submission { fields: fall(&t), door: Door::Quick, key: "a".into(), draft: None, promotes: None };
    let receipt = t.app.submit_report(&visitor, submission.clone()).await.unwrap();
    let again = t.app.submit_report(&visitor, submission).await.unwrap();
    assert_eq!(receipt, again, "a double click shows the same code");
    let code = receipt.receipt_code.unwrap();
    assert_eq!(receipt.number, "R8-A0001");

    let risk = t.ctx("risk").await;
    t.app.act(&risk, receipt.report, None, Act::Ask("ブレーキはかかっていましたか。".into())).await.unwrap();
    let (holder, id) = t.app.receipt_holder("hoshi", &code.to_lowercase().replace('-', " ")).await.unwrap().unwrap();
    let view = t.app.track_report(&holder, id).await.unwrap();
    assert!(view.case.question_open);
    t.app.act(&holder, id, None, Act::Answer("かかっていませんでした。".into())).await.unwrap();
    let view = t.app.view_report(&risk, id).await.unwrap();
    assert!(view.timeline.iter().any(|entry| entry.texts.text.as_deref() == Some("かかっていませんでした。")));
    assert_eq!(view.reporter, None);
    assert_eq!(view.report.submitted_at % 3_600_000_000, 0, "only the hour is kept");
    assert!(t.app.receipt_holder("hoshi", "AAAA-AAAA-AAAA-AAAA").await.unwrap().is_none());
}

#[tokio::test]
async fn a_protected_name_opens_only_for_two_keepers() {
    let t = TestApp::new().await;
    t.clock.advance(23 * 60 + 45);
    let mut fields = fall(&t);
    fields.set("mode", "protected");
    let receipt = submit(&t, "kaigo", fields, "p").await;
    let id = receipt.report;
    let risk = t.ctx("risk").await;
    let view = t.app.view_report(&risk, id).await.unwrap();
    assert_eq!((view.reporter.as_deref(), view.report.reporter_account), (None, None));
    assert_eq!(t.app.my_reports(&t.ctx("kaigo").await, Page::ALL).await.unwrap().items.len(), 1);
    assert!(t.app.my_reports(&t.ctx("kaigo2").await, Page::ALL).await.unwrap().items.is_empty());
    assert!(view.timeline.iter().all(|entry| entry.actor.is_none()), "the journal names nobody");
    assert!(view.timeline.iter().all(|entry| entry.at % 3_600_000_000 == 0), "only the hour is kept");
    assert_eq!(view.report.submitted_at % 3_600_000_000, 0, "only the hour is kept");
    assert_eq!(receipt.report.to_string().as_bytes()[14], b'4', "a random id tells no time");
    assert_eq!(receipt.number, "R8-P0001", "a number of its own tells not between which named ones it came");

    let request =
        Act::RequestIdentity { reason: "本人の身に危険があり、緊急の連絡が必要なため".into() };
    assert!(matches!(t.app.act(&risk, id, None, request.clone()).await, Err(AppError::Denied(Decision::Forbid))));
    let (first, second) = (t.ctx("mamoru").await, t.ctx("mamoru2").await);
    t.app.act(&first, id, None, request).await.unwrap();
    let alone = t.app.act(&first, id, None, Act::OpenIdentity).await;
    assert!(matches!(alone, Err(AppError::Refused(domain::approval::Refusal::SamePerson))));
    t.app.act(&second, id, None, Act::OpenIdentity).await.unwrap();
    for keeper in [&first, &second] {
        assert_eq!(t.app.reveal_identity(keeper, id).await.unwrap().as_deref(), Some("介護 花子"));
    }
    assert!(matches!(t.app.reveal_identity(&risk, id).await, Err(AppError::Denied(Decision::Forbid))));
    let told = t.app.view_report(&risk, id).await.unwrap().timeline;
    let opened = told.iter().find(|entry| entry.event.kind() == "identity_opened").unwrap();
    let asked = told.iter().find(|entry| entry.event.kind() == "identity_opening_requested").unwrap();
    assert_eq!((asked.actor.as_deref(), opened.actor.as_deref()), (Some("守 秘子"), Some("守 密男")));
    assert!(asked.texts.reason.as_deref().unwrap().contains("緊急の連絡"), "the record tells why");
}

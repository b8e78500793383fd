//! Owns the tests of submitting, reading and listing reports.
use app::AppError;
use app::draft::SaveDraft;
use app::report::Submission;
use app::rows::{Page, ReportFilter, VerifyOptions};
use domain::form::Fields;
use domain::policy::Decision;
use domain::report::Door;
use testkit::TestApp;

use crate::support::{fall, submit};

#[tokio::test]
async fn the_same_key_gives_the_same_report() {
    let t = TestApp::new().await;
    let first = submit(&t, "kaigo", fall(&t), "key-1").await;
    let second = submit(&t, "kaigo", fall(&t), "key-1").await;
    assert_eq!(first, second);
    let other = submit(&t, "kaigo", fall(&t), "key-2").await;
    assert_ne!(first.report, other.report);
    assert_eq!(t.app.my_reports(&t.ctx("kaigo").await, Page::ALL).await.unwrap().items.len(), 2);
    assert_eq!(first.number, "R8-0001");
    assert_eq!(other.number, "R8-0002");
}

#[tokio::test]
async fn two_sendings_at_once_make_one_report() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let send = || {
        let (app, ctx, fields) = (t.app.clone(), ctx.clone(), fall(&t));
        tokio::spawn(async move {
            let submission = Submission { fields, door: Door::Quick, key: "same".into(), draft: None, promotes: None };
            app.submit_report(&ctx, submission).await
        })
    };
    let sendings = [send(), send(), send(), send()];
    let mut receipts = Vec::new();
    for sending in sendings {
        receipts.push(sending.await.unwrap().unwrap());
    }
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]), "{receipts:?}");
    assert_eq!(t.app.my_reports(&ctx, Page::ALL).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn all_errors_come_at_once_and_nothing_is_saved() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let submission =
        Submission { fields: Fields::default(), door: Door::Quick, key: "k".into(), draft: None, promotes: None };
    let Err(AppError::Invalid(errors)) = t.app.submit_report(&ctx, submission).await else { panic!("no field errors") };
    let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["form", "narrative", "occurred_year", "place", "reached"]);
    assert!(t.app.my_reports(&ctx, Page::ALL).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_and_becomes_a_report_once() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let draft = t.app.new_draft(&ctx, Door::Full, Fields::default()).await.unwrap();
    let mut typed = fall(&t);
    typed.set("occurred", "きのうの夕方だったとおもう");
    let save = SaveDraft { version: Some(1), fields: typed, ..SaveDraft::default() };
    let saved = t.app.save_draft(&ctx, draft.id, save.clone()).await.unwrap();
    assert_eq!(saved.fields.get("occurred"), "きのうの夕方だったとおもう");
    assert!(matches!(t.app.save_draft(&ctx, draft.id, save).await, Err(AppError::Conflict)));
    let stranger = t.ctx("kaigo2").await;
    assert!(matches!(t.app.draft(&stranger, draft.id).await, Err(AppError::Denied(Decision::Hide))));

    let submission = Submission {
        fields: fall(&t),
        door: Door::Full,
        key: saved.fields.get("_key").to_owned(),
        draft: Some(draft.id),
        promotes: None,
    };
    let receipt = t.app.submit_report(&ctx, submission.clone()).await.unwrap();
    assert_eq!(t.app.submit_report(&ctx, submission).await.unwrap(), receipt);
    assert!(t.app.drafts(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn strangers_get_nothing_and_colleagues_are_told() {
    let t = TestApp::new().await;
    let receipt = submit(&t, "kaigo", fall(&t), "k").await;
    t.second_facility().await;
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    assert!(matches!(t.app.view_report(&stranger, receipt.report).await, Err(AppError::NotFound)));
    for login in ["kaigo2", "kanri", "mamoru"] {
        let colleague = t.ctx(login).await;
        let denied = t.app.view_report(&colleague, receipt.report).await;
        assert!(matches!(denied, Err(AppError::Denied(Decision::Forbid))), "{login}");
    }
    for login in ["kaigo", "risk", "leader", "head", "rijicho"] {
        assert!(t.app.view_report(&t.ctx(login).await, receipt.report).await.is_ok(), "{login}");
    }
}

#[tokio::test]
async fn the_database_verifies_after_reports_were_made_and_read() {
    let t = TestApp::new().await;
    for number in 0..5 {
        let receipt = submit(&t, "kaigo", fall(&t), &format!("k{number}")).await;
        t.app.view_report(&t.ctx("risk").await, receipt.report).await.unwrap();
    }
    let report = t.app.verify(&VerifyOptions::default()).await.unwrap();
    assert!(report.findings().is_empty(), "{report:?}");
    let all =
        t.app.list_reports(&t.ctx("risk").await, &ReportFilter::default(), Page { limit: 3, offset: 0 }).await.unwrap();
    assert_eq!((all.items.len(), all.total), (3, 5));
}

#[tokio::test]
async fn a_promoted_quick_report_goes_on_in_the_full_one() {
    let t = TestApp::new().await;
    let quick = submit(&t, "kaigo", fall(&t), "quick").await;
    let submission = Submission {
        fields: fall(&t),
        door: Door::Full,
        key: "full".into(),
        draft: None,
        promotes: Some(quick.report),
    };
    let ctx = t.ctx("kaigo").await;
    let full = t.app.submit_report(&ctx, submission).await.unwrap();
    let view = t.app.view_report(&ctx, quick.report).await.unwrap();
    assert_eq!(view.case.state.code(), "merged");
    let view = t.app.view_report(&ctx, full.report).await.unwrap();
    assert_eq!(view.absorbed.len(), 1);
}

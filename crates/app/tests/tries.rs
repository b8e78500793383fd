//! Owns the tests of the limits on guessing, with a clock that stands still.
use app::AppError;
use app::report::Submission;
use domain::report::Door;
use testkit::{PASSWORD, TestApp};

use crate::support::fall;

async fn code_of(t: &TestApp) -> String {
    let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
    let submission = Submission { fields: fall(t), door: Door::Quick, key: "a".into(), draft: None, promotes: None };
    t.app.submit_report(&visitor, submission).await.unwrap().receipt_code.unwrap()
}

#[tokio::test]
async fn guessing_receipt_codes_becomes_slow_and_nobody_else_is_kept_out() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let code = code_of(&t).await;
    for _ in 0..100 {
        assert!(t.app.receipt_holder("hoshi", "AAAA-AAAA-AAAA-AAAA").await.unwrap().is_none());
    }
    let wait = |result| match result {
        Err(AppError::TooManyTries(seconds)) => seconds,
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(t.app.receipt_holder("hoshi", &code).await), 5);
    assert!(t.app.receipt_holder("kita", "AAAA").await.unwrap().is_none(), "each facility counts by itself");
    t.app.sign_in("hoshi", "kaigo", PASSWORD).await.unwrap();
    assert!(
        matches!(t.app.sign_in("hoshi", " receipt", PASSWORD).await, Err(AppError::Invalid(_))),
        "counts as a name"
    );
    t.clock.advance(5);
    assert!(t.app.receipt_holder("hoshi", &code).await.unwrap().is_some());
    for _ in 0..8 {
        assert!(t.app.receipt_holder("hoshi", "BBBB").await.unwrap().is_none());
        t.clock.advance(60);
    }
    assert!(t.app.receipt_holder("hoshi", "BBBB").await.unwrap().is_none());
    assert_eq!(wait(t.app.receipt_holder("hoshi", &code).await), 60, "never longer, so that reporters get in");
    t.clock.advance(60 * 60);
    for _ in 0..100 {
        assert!(t.app.receipt_holder("hoshi", "CCCC").await.unwrap().is_none(), "an hour later all is forgotten");
    }
    assert_eq!(wait(t.app.receipt_holder("hoshi", &code).await), 5);
}

#[tokio::test]
async fn the_old_password_is_guessed_no_faster_than_at_the_door() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let new = "another horse battery";
    for _ in 0..10 {
        assert!(matches!(t.app.change_password(&ctx, "wrong", new).await, Err(AppError::Invalid(_))));
    }
    assert!(matches!(t.app.change_password(&ctx, PASSWORD, new).await, Err(AppError::TooManyTries(5))));
    assert!(matches!(t.app.sign_in("hoshi", "kaigo", PASSWORD).await, Err(AppError::TooManyTries(5))));
    t.app.sign_in("hoshi", "kaigo2", PASSWORD).await.expect("a colleague is not kept out");
    t.clock.advance(5);
    let cookie = t.app.sign_in("hoshi", "kaigo", PASSWORD).await.unwrap().cookie;
    let ctx = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    t.app.change_password(&ctx, PASSWORD, new).await.unwrap();
    t.app.sign_in("hoshi", "kaigo", new).await.unwrap();
}

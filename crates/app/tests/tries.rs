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
async fn the_old_password_is_guessed_no_faster_than_at_the_door_and_counted_apart() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let new = "another horse battery";
    for _ in 0..10 {
        assert!(matches!(t.app.change_password(&ctx, "wrong", new).await, Err(AppError::Invalid(_))));
    }
    assert!(matches!(t.app.change_password(&ctx, PASSWORD, new).await, Err(AppError::TooManyTries(5))));
    t.app.sign_in("hoshi", "kaigo", PASSWORD).await.expect("the door is another matter");
    t.app.sign_in("hoshi", "kaigo2", PASSWORD).await.expect("a colleague is not kept out");
    t.clock.advance(5);
    let cookie = t.app.sign_in("hoshi", "kaigo", PASSWORD).await.unwrap().cookie;
    let ctx = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    t.app.change_password(&ctx, PASSWORD, new).await.unwrap();
    t.app.sign_in("hoshi", "kaigo", new).await.unwrap();
}

#[tokio::test]
async fn nobody_is_kept_out_of_an_own_device_by_others() {
    let t = TestApp::new().await;
    let device = t.app.sign_in("hoshi", "kaigo", PASSWORD).await.unwrap().device;
    let at = |device: Option<String>, password: &'static str| {
        let app = t.app.clone();
        async move { app.sign_in_on("hoshi", "kaigo", password, device.as_deref()).await }
    };
    for _ in 0..10 {
        assert!(matches!(at(None, "wrong").await, Err(AppError::Invalid(_))));
    }
    assert!(matches!(at(None, PASSWORD).await, Err(AppError::TooManyTries(5))), "a new device waits");
    let made_up = Some("0".repeat(64));
    assert!(matches!(at(made_up, PASSWORD).await, Err(AppError::TooManyTries(5))), "a made-up device is a new one");
    let signed = at(Some(device.clone()), PASSWORD).await.expect("the known device does not wait");
    assert_eq!(signed.device, device, "a device keeps its secret");
    assert!(
        matches!(t.app.sign_in_on("hoshi", "kaigo2", "wrong", Some(&device)).await, Err(AppError::Invalid(_))),
        "to another person it is a new device"
    );
    for _ in 0..10 {
        assert!(matches!(at(Some(device.clone()), "wrong").await, Err(AppError::Invalid(_))));
    }
    let tired = at(Some(device.clone()), PASSWORD).await;
    assert!(matches!(tired, Err(AppError::TooManyTries(5))), "guessing there has its limit too: {tired:?}");
    t.clock.advance(24 * 60 * 60);
    for _ in 0..10 {
        assert!(matches!(at(None, "wrong").await, Err(AppError::Invalid(_))), "after a day all is forgotten");
    }
}

#[tokio::test]
async fn a_known_device_is_forgotten_with_the_sessions() {
    let t = TestApp::new().await;
    let device = t.app.sign_in("hoshi", "kaigo", PASSWORD).await.unwrap().device;
    for _ in 0..10 {
        t.app.sign_in("hoshi", "kaigo", "wrong").await.unwrap_err();
    }
    let account = t.people.iter().find(|person| person.login == "kaigo").unwrap().account;
    t.app.end_sessions(&t.ctx("kanri").await, account).await.unwrap();
    let lost = t.app.sign_in_on("hoshi", "kaigo", PASSWORD, Some(&device)).await;
    assert!(matches!(lost, Err(AppError::TooManyTries(_))), "a lost phone is a stranger: {lost:?}");
}

#[tokio::test]
async fn made_up_names_leave_nothing_for_long() {
    let t = TestApp::new().await;
    let long = "あ".repeat(101);
    t.app.sign_in("hoshi", &long, "x").await.unwrap_err();
    for n in 0..20 {
        t.app.sign_in("hoshi", &format!("nobody{n}"), "x").await.unwrap_err();
    }
    let kept = async || t.raw_rows().await.into_iter().filter(|row| row.table == "sign_in_attempts").count();
    assert_eq!(kept().await, 20, "a name that is too long is not kept at all");
    t.clock.advance(24 * 60 * 60 + 1);
    t.app.sign_in("hoshi", "one more", "x").await.unwrap_err();
    assert_eq!(kept().await, 1);
}

//! Tests with cookies that somebody copied, planted or kept: dead with the next request.
use axum::http::StatusCode;
use domain::report::Door;
use testkit::{PASSWORD, TestApp};

use crate::browser::Browser;
use crate::scene::fall;

async fn sign_in(browser: &mut Browser, login: &str) {
    let fields = [("facility", "hoshi"), ("login", login), ("password", PASSWORD)];
    browser.post("/sign-in", &fields).await.location();
}

async fn is_alive(test: &TestApp, cookie: &str) -> bool {
    let mut browser = Browser::new(test);
    browser.cookies.insert("futawa".to_owned(), cookie.to_owned());
    browser.get("/me").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_planted_cookie_is_never_taken_over() {
    let test = TestApp::new().await;
    let planted = format!("{}.{}", test.facility, "ab".repeat(32));
    let mut browser = Browser::new(&test);
    browser.cookies.insert("futawa".to_owned(), planted.clone());
    sign_in(&mut browser, "kaigo").await;
    assert_ne!(browser.cookies["futawa"], planted);
    assert!(!is_alive(&test, &planted).await);
    let first = browser.cookies["futawa"].clone();
    sign_in(&mut browser, "risk").await;
    assert_ne!(browser.cookies["futawa"], first);
    assert!(!is_alive(&test, &first).await, "the session before ends when the browser signs in again");
}

#[tokio::test]
async fn what_the_administrator_does_ends_sessions_at_once() {
    let test = TestApp::new().await;
    let admin = test.ctx("kanri").await;
    let account = test.people[0].account;
    let cookie = test.cookie("kaigo").await;
    assert!(is_alive(&test, &cookie).await);
    test.app.reset_password(&admin, account, "another long password").await.unwrap();
    assert!(!is_alive(&test, &cookie).await, "a new password");
    let fresh = test.app.sign_in("hoshi", "kaigo", "another long password").await.unwrap();
    assert!(fresh.must_change);
    let cookie = test.cookie("kaigo2").await;
    test.app.end_sessions(&admin, test.people[1].account).await.unwrap();
    assert!(!is_alive(&test, &cookie).await, "signed out everywhere");
    let risk = test.cookie("risk").await;
    let mut browser = Browser::new(&test);
    browser.cookies.insert("futawa".to_owned(), risk.clone());
    browser.post("/sign-out", &[]).await.location();
    assert!(!is_alive(&test, &risk).await, "signed out");
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_whole() {
    let test = TestApp::new().await;
    let ctx = test.ctx("kaigo").await;
    let draft = test.app.new_draft(&ctx, Door::Quick, fall(&test)).await.unwrap().id;
    let mut browser = Browser::of(&test, "kaigo").await;
    test.clock.advance(30 * 60);
    let path = format!("/drafts/{draft}");
    let asked = browser.post(&path, &[("narrative", "夜勤で書いた長い文"), ("act", "check")]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert_eq!(asked.hidden("next"), Some(path.as_str()));
    let kept = asked.hidden("kept").expect("the form is kept").to_owned();
    assert!(kept.contains("narrative=") && !asked.body.contains("介護 花子"));
    // Somebody else signs in at the same terminal: the text is offered to nobody's draft but the writer's.
    let kept = kept.replace("&amp;", "&").replace("&#38;", "&");
    let fields = [("facility", "hoshi"), ("login", "kaigo2"), ("password", PASSWORD), ("next", &path), ("kept", &kept)];
    browser.post("/sign-in", &fields).await;
    assert_eq!(browser.post(&path, &[("narrative", "x")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(test.app.draft(&test.ctx("kaigo").await, draft).await.unwrap().version, 1);
}

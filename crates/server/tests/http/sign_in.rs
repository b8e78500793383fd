//! Tests of signing in and out, of what is kept meanwhile, and of passwords.
use app::people::NewAccount;
use axum::http::StatusCode;
use domain::people::Role;
use testkit::{PASSWORD, TestApp};

use crate::browser::{Browser, Reply};

async fn sign_in(browser: &mut Browser, login: &str, password: &str, more: &[(&str, &str)]) -> Reply {
    let mut fields = vec![("facility", "hoshi"), ("login", login), ("password", password)];
    fields.extend_from_slice(more);
    browser.post("/sign-in", &fields).await
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    assert_eq!(browser.get("/me").await.location(), "/sign-in?next=%2Fme");
    let form = browser.get("/sign-in?next=%2Fme").await;
    assert_eq!(form.hidden("next"), Some("/me"));
    assert!(form.body.contains("autocomplete=\"username\"") && form.body.contains("autocomplete=\"current-password\""));
    let reply = sign_in(&mut browser, "kaigo", PASSWORD, &[("next", "/me")]).await;
    assert_eq!(reply.location(), "/me");
    let cookie = reply.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert!(browser.get("/me").await.body.contains("介護 花子"));
    assert_eq!(browser.get("/sign-in").await.location(), "/");
}

#[tokio::test]
async fn no_answer_tells_which_names_exist() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let words = |reply: Reply| {
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = reply.body.split("id=\"login-error\"").nth(1).unwrap().split("</").next().unwrap().to_owned();
        assert!(reply.body.contains("エラー"), "{}", reply.body);
        text
    };
    let wrong = words(sign_in(&mut browser, "kaigo", "wrong", &[]).await);
    let unknown = words(sign_in(&mut browser, "nobody", PASSWORD, &[]).await);
    let elsewhere =
        words(browser.post("/sign-in", &[("facility", "none"), ("login", "kaigo"), ("password", PASSWORD)]).await);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong, elsewhere);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn many_wrong_tries_have_to_wait() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    for _ in 0..10 {
        assert_eq!(sign_in(&mut browser, "kaigo", "wrong", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let reply = sign_in(&mut browser, "kaigo", PASSWORD, &[]).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(reply.body.contains("5秒"), "{}", reply.body);
}

#[tokio::test]
async fn nobody_is_led_away_after_signing_in() {
    let test = TestApp::new().await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let mut browser = Browser::new(&test);
        assert_eq!(sign_in(&mut browser, "kaigo", PASSWORD, &[("next", next)]).await.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn a_form_sent_without_a_session_is_kept_and_sent_on() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let asked = browser.post("/test/form", &[("what", "転倒 <b>&\""), ("what", "二つ目")]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("入力はこの画面で預かっています"));
    assert_eq!(asked.hidden("next"), Some("/test/form"));
    let kept = asked.hidden("kept").unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let resumed = sign_in(&mut browser, "kaigo", PASSWORD, &[("next", "/test/form"), ("kept", &kept)]).await;
    assert_eq!(resumed.status, StatusCode::OK);
    assert!(resumed.body.contains("介護 花子さんとして"), "{}", resumed.body);
    assert!(resumed.body.contains("action=\"/test/form\""));
    assert!(resumed.body.contains("value=\"二つ目\""));
    assert!(!resumed.body.contains("<b>&"), "escaped");
    let done = browser.post("/test/form", &[("what", "転倒 <b>&\""), ("what", "二つ目")]).await;
    assert_eq!(done.body, "転倒 <b>&\"|二つ目");
}

#[tokio::test]
async fn scripts_get_an_answer_that_they_understand() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    browser.headers.push(("x-futawa-autosave", "1".to_owned()));
    assert_eq!(browser.post("/test/form", &[("what", "x")]).await.status, StatusCode::UNAUTHORIZED);
    browser.headers =
        vec![("hx-request", "true".to_owned()), ("hx-current-url", "http://localhost:8080/me?x=1".to_owned())];
    let reply = browser.get("/me").await;
    assert_eq!(reply.header("hx-redirect"), "/sign-in?next=%2Fme%3Fx%3D1");
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_signed_out() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let cookie = browser.cookies["futawa"].clone();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!(out.location(), "/sign-in?done=signed_out");
    assert!(out.header("clear-site-data").contains("storage"));
    assert!(browser.get("/sign-in?done=signed_out").await.body.contains("おつかれさまでした"));
    browser.cookies.insert("futawa".to_owned(), cookie);
    assert!(browser.get("/me").await.location().starts_with("/sign-in"), "a cookie that was copied is dead too");
    let mut idle = Browser::of(&test, "kaigo").await;
    test.clock.advance(31 * 60);
    assert!(idle.get("/me").await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_given_password_is_changed_before_anything_else() {
    let test = TestApp::new().await;
    let ctx = test.app.system(test.facility).await.unwrap();
    let new = NewAccount {
        login: "shinjin".to_owned(),
        name: "新人 さくら".to_owned(),
        kana: "シンジン サクラ".to_owned(),
        occupation: "care_worker".to_owned(),
        unit: None,
        roles: vec![Role::Staff],
        password: PASSWORD.to_owned(),
        must_change: true,
    };
    test.app.add_account(&ctx, new).await.unwrap();
    let mut browser = Browser::new(&test);
    let first = sign_in(&mut browser, "shinjin", PASSWORD, &[("next", "/test/form"), ("kept", "what=x")]).await;
    assert!(first.body.contains("自分だけのパスワード"), "{}", first.body);
    assert_eq!(first.hidden("kept"), Some("what=x"));
    assert_eq!(browser.get("/test/report").await.location(), "/me/password");
    let fields = |again| {
        [
            ("old", PASSWORD),
            ("new", "a longer new password"),
            ("again", again),
            ("next", "/test/form"),
            ("kept", "what=x"),
        ]
    };
    let differ = browser.post("/me/password", &fields("another")).await;
    assert_eq!(differ.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = browser.cookies["futawa"].clone();
    let changed = browser.post("/me/password", &fields("a longer new password")).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(changed.hidden("what"), Some("x"));
    assert_ne!(browser.cookies["futawa"], before, "a new session after a new password");
    assert_eq!(browser.get("/test/report").await.body, "新人 さくら");
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let test = TestApp::new().await;
    let mut here = Browser::of(&test, "kaigo").await;
    let mut there = Browser::of(&test, "kaigo").await;
    let short = here.post("/me/password", &[("old", PASSWORD), ("new", "short"), ("again", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = "correct horse battery 2";
    let done = here.post("/me/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
    assert_eq!(done.location(), "/me?done=password_changed");
    assert_eq!(here.get("/me").await.status, StatusCode::OK);
    assert!(there.get("/me").await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn the_session_of_one_facility_is_a_stranger_in_another() {
    let test = TestApp::new().await;
    let other = test.second_facility().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let cookie = browser.cookies["futawa"].clone();
    let secret = cookie.split('.').nth(1).unwrap();
    browser.cookies.insert("futawa".to_owned(), format!("{other}.{secret}"));
    assert!(browser.get("/me").await.location().starts_with("/sign-in"));
}

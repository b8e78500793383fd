//! Tests of the guards: host, origin, size and kind of what is sent.
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use server::http::{Settings, form::MAX_FORM};
use testkit::TestApp;

use crate::browser::{Browser, send};

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn only_our_hosts_are_answered() {
    let test = TestApp::new().await;
    let settings = Settings { hosts: vec!["futawa.example".to_owned()], https: false };
    let router = Browser::with(&test, settings).router;
    let status = async |hosts: &[&str]| {
        let mut request = Request::get("/healthz");
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        send(&router, request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(status(&["futawa.example"]).await, StatusCode::OK);
    assert_eq!(status(&["[::1]:8080"]).await, StatusCode::OK);
    for bad in [&[][..], &["evil.example"], &["localhost", "localhost"], &["localhost", "evil.example"]] {
        assert_eq!(status(bad).await, StatusCode::BAD_REQUEST, "{bad:?}");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing_and_says_what_to_do() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let cookie = browser.cookies["futawa"].clone();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")] {
        let request = Request::post("/sign-out")
            .header(header::HOST, "localhost:8080")
            .header(header::COOKIE, format!("futawa={cookie}"))
            .header(header::CONTENT_TYPE, FORM)
            .header(name, value);
        let reply = send(&browser.router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(reply.body.contains("安全のため、送信を止めました"), "{}", reply.body);
        assert!(reply.body.contains("開き直して"), "{}", reply.body);
    }
    assert_eq!(browser.get("/me").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn a_form_has_a_size_a_kind_and_no_nul() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let good = browser.post("/test/form", &[("what", "転倒"), ("what", "<b>")]).await;
    assert_eq!((good.status, good.body.as_str()), (StatusCode::OK, "転倒|<b>"));
    // Kanji travel as nine letters each.
    let full = "語".repeat(domain::report::MAX_TEXT_CHARS);
    let whole = browser.post("/test/form", &[("what", full.as_str()); 6]).await;
    assert_eq!((whole.status, whole.body.matches('語').count()), (StatusCode::OK, 6 * domain::report::MAX_TEXT_CHARS));
    let large = browser.post_raw("/test/form", FORM, "a".repeat(MAX_FORM + 1)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let nul = browser.post_raw("/test/form", FORM, "what=%00").await;
    assert_eq!(nul.status, StatusCode::BAD_REQUEST);
    let json = browser.post_raw("/test/form", "application/json", "{}").await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn https_is_kept_and_binds_the_cookie() {
    let test = TestApp::new().await;
    let mut browser = Browser::with(&test, Settings { hosts: Vec::new(), https: true });
    let reply =
        browser.post("/sign-in", &[("facility", "hoshi"), ("login", "kaigo"), ("password", testkit::PASSWORD)]).await;
    assert!(reply.header("set-cookie").starts_with("__Host-futawa="), "{:?}", reply.headers);
    assert!(reply.header("set-cookie").contains("; Secure"));
    assert!(reply.header("strict-transport-security").starts_with("max-age="));
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
}

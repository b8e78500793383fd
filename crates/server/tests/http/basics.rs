//! Tests of health, headers, error pages, languages and the gate.
use axum::http::{Method, StatusCode};
use server::http::headers::CSP;
use server::route;
use testkit::TestApp;

use crate::browser::Browser;

#[tokio::test]
async fn health_answers_while_the_database_does() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let reply = browser.get("/healthz").await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, "ok"));
    test.app.clone().close().await.unwrap();
    assert_eq!(browser.get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn every_route_answers_with_the_headers_and_none_with_500() {
    let test = TestApp::new().await;
    for login in [None, Some("kaigo"), Some("risk"), Some("kanri")] {
        let mut browser = Browser::new(&test);
        if let Some(login) = login {
            browser.cookies.insert("futawa".to_owned(), test.cookie(login).await);
        }
        for route in route::all() {
            let path = route.path.replace(['{', '}'], "");
            let reply =
                if route.method == Method::GET { browser.get(&path).await } else { browser.post(&path, &[]).await };
            assert_eq!(reply.header("content-security-policy"), CSP, "{route:?}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{route:?}");
            assert_eq!(reply.header("referrer-policy"), "same-origin", "{route:?}");
            assert!(reply.header("permissions-policy").contains("camera=()"), "{route:?}");
            assert_eq!(reply.header("x-request-id").len(), 12, "{route:?}");
            assert!(!reply.header("cache-control").is_empty(), "{route:?}");
            assert_ne!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{route:?} {}", reply.body);
            if login.is_none() && !route.action.is_public() && route.method == Method::GET {
                assert!(reply.location().starts_with("/sign-in"), "{route:?}");
            }
            if let ("/sign-out", Some(login)) = (route.path, login) {
                browser.cookies.insert("futawa".to_owned(), test.cookie(login).await);
            }
        }
    }
}

#[tokio::test]
async fn assets_are_kept_and_pages_are_not() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let page = browser.get("/sign-in").await;
    assert_eq!(page.header("cache-control"), "no-store");
    let css = page
        .body
        .split("href=\"")
        .find_map(|part| part.split('"').next().filter(|path| path.ends_with(".css")))
        .unwrap();
    let asset = browser.get(css).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert!(asset.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn what_is_not_there_is_plainly_not_there() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    for path in ["/nowhere", "/test/id/7", "/test/id/%00", "/a/none.css"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(reply.body.contains("<h1>見つかりません</h1>"), "{path} {}", reply.body);
    }
    let reply = browser.post("/healthz", &[]).await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get("/test/conflict").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_defect_tells_a_number_and_nothing_else() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let reply = browser.get("/test/panic").await;
    assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(reply.body.contains(reply.header("x-request-id")));
    assert!(!reply.body.contains("secret"));
}

#[tokio::test]
async fn the_address_the_cookie_and_the_browser_choose_the_language() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    assert!(browser.get("/sign-in").await.body.contains("<html lang=\"ja\""));
    assert!(browser.get("/sign-in?lang=en").await.body.contains("<html lang=\"en\""));
    browser.headers.push(("accept-language", "en-GB, ja;q=0.5".to_owned()));
    assert!(browser.get("/sign-in").await.body.contains("<html lang=\"en\""));
    let back = browser
        .post("/preferences", &[("lang", "ja"), ("theme", "dark"), ("back", "/sign-in?lang=en&next=%2Fme")])
        .await;
    assert_eq!(back.location(), "/sign-in?next=%2Fme");
    let page = browser.get("/sign-in").await;
    assert!(page.body.contains("<html lang=\"ja\" data-theme=\"dark\""), "{}", page.body);
}

#[tokio::test]
async fn the_account_keeps_its_own_language() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    browser.post("/preferences", &[("lang", "en"), ("back", "/me")]).await;
    let mut elsewhere = Browser::of(&test, "kaigo").await;
    let page = elsewhere.get("/me").await;
    assert!(page.body.contains("<html lang=\"en\""), "{}", page.body);
}

#[tokio::test]
async fn a_colleague_without_the_right_is_told_so() {
    let test = TestApp::new().await;
    let refused = Browser::of(&test, "kaigo").await.get("/test/admin").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("介護 花子"), "the frame stays the person's");
    let allowed = Browser::of(&test, "kanri").await.get("/test/admin").await;
    assert_eq!((allowed.status, allowed.body.as_str()), (StatusCode::OK, "for administrators"));
    let anybody = Browser::of(&test, "kaigo").await.get("/test/report").await;
    assert_eq!(anybody.body, "介護 花子", "what concerns one report is for its use case to decide");
}

#[tokio::test]
async fn an_anonymous_route_never_sees_the_session() {
    let test = TestApp::new().await;
    let reply = Browser::of(&test, "kaigo").await.get("/test/anonymous").await;
    assert_eq!(reply.body, "false");
}

#[tokio::test]
async fn a_part_of_a_page_gets_a_notice_and_not_a_page() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    browser.headers.push(("hx-request", "true".to_owned()));
    let reply = browser.get("/test/conflict").await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.body.contains("ほかの人が先に操作しました") && !reply.body.contains("<html"), "{}", reply.body);
}

#[tokio::test]
async fn the_language_menu_of_a_failed_form_leads_back_to_its_page() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    browser.headers.push(("referer", "http://localhost:8080/sign-in?next=%2Fme".to_owned()));
    let reply = browser.post("/sign-in", &[("facility", "hoshi"), ("login", "kaigo"), ("password", "wrong")]).await;
    assert_eq!(reply.hidden("back"), Some("/sign-in?next=%2Fme"));
}

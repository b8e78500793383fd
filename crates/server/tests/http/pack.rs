//! Tests of the pack for the board (会議資料): a PDF of the insight page, for whom, in which language.
use std::process::Command;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use testkit::TestApp;
use tower::ServiceExt as _;

use crate::browser::{Browser, Reply};
use crate::scene::{fall, submit, wrong_person};

const PACK: &str = "/insight/pack.pdf";

/// Falls and a wrong medicine in five months; the clock stands in the month after.
async fn five_months(t: &TestApp) {
    for month in ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"] {
        t.clock.set(&format!("{month}-20T01:00:00Z"));
        for (at, mut fields) in [fall(t), fall(t), wrong_person(t)].into_iter().enumerate() {
            fields.set("occurred", format!("{month}-10"));
            submit(t, fields, &format!("{month} {at}")).await;
        }
    }
    t.clock.set("2026-11-21T01:00:00Z");
}

async fn bytes(browser: &Browser, path: &str) -> Vec<u8> {
    let request = Request::get(path)
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, format!("futawa={}", browser.cookies["futawa"]));
    let response = browser.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

/// The words of a sheet without white space; `None` with a message where poppler is not installed.
fn words(t: &TestApp, pdf: &[u8]) -> Option<String> {
    let path = t.dir().join("pack.pdf");
    std::fs::write(&path, pdf).unwrap();
    match Command::new("pdftotext").arg(&path).arg("-").output() {
        Ok(out) => Some(String::from_utf8(out.stdout).unwrap().split_whitespace().collect()),
        Err(error) => {
            eprintln!("skipped: pdftotext: {error}");
            None
        }
    }
}

fn is_pdf(reply: &Reply) {
    assert_eq!((reply.status, reply.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/pdf"));
    assert_eq!(reply.header(header::CONTENT_DISPOSITION), "inline; filename=\"insight-2026-10.pdf\"");
    assert!(reply.body.starts_with("%PDF-"));
}

#[tokio::test]
async fn the_pack_is_for_those_who_may_see_insight() {
    let t = TestApp::new().await;
    for (login, may) in [("risk", true), ("rijicho", true), ("kaigo", false), ("leader", false), ("kanri", false)] {
        let reply = Browser::of(&t, login).await.get(PACK).await;
        if may {
            is_pdf(&reply);
        } else {
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{login}");
        }
    }
    assert!(Browser::new(&t).get(PACK).await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn it_tells_what_the_page_tells_and_no_case() {
    let t = TestApp::new().await;
    five_months(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get("/insight?months=13").await;
    assert!(page.body.contains("href=\"/insight/pack.pdf?months=13\""), "{}", page.body);
    is_pdf(&risk.get(&format!("{PACK}?months=13")).await);
    let pdf = bytes(&risk, &format!("{PACK}?months=13")).await;
    let Some(words) = words(&t, &pdf) else { return };
    for told in
        ["会議資料", "令和8年10月（2026年10月）", "報告は15件", "報告とアクシデントの動き", "部署を報告の数で並べる"]
    {
        assert!(words.contains(told), "{told} is not in {words}");
    }
    let sentence = page.body.split("ui-figure__sentence\">").nth(1).unwrap().split('<').next().unwrap();
    let sentence: String = sentence.split_whitespace().collect();
    assert!(sentence.len() > 20 && words.contains(&sentence), "{sentence} is not in {words}");
    for hidden in ["海野", "ふらついた", "R8-0001"] {
        assert!(!words.contains(hidden), "{hidden}");
    }
    let links = String::from_utf8_lossy(&pdf).matches("/URI").count();
    assert_eq!(links, 0, "paper follows no link");
}

#[tokio::test]
async fn it_is_set_in_english_and_for_a_unit_and_a_form() {
    let t = TestApp::new().await;
    five_months(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let address = format!("{PACK}?unit={}&form=fall&until=2026-09&compare=year_ago&lang=en", t.units[0]);
    let reply = risk.get(&address).await;
    assert_eq!((reply.status, reply.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/pdf"));
    assert!(reply.header(header::CONTENT_DISPOSITION).contains("insight-2026-09.pdf"));
    let Some(words) = words(&t, &bytes(&risk, &address).await) else { return };
    for told in ["September2026(Reiwa8)", "Whatthismonthshows", "therewere8reports", "Howtoreadthis"] {
        assert!(words.contains(told), "{told} is not in {words}");
    }
    assert!(!words.contains("会議資料"), "{words}");
}

#[tokio::test]
async fn a_facility_without_reports_gets_a_page_that_says_so() {
    let t = TestApp::new().await;
    let risk = Browser::of(&t, "risk").await;
    for (lang, told) in [("ja", "この期間の報告はまだありません。"), ("en", "Therearenoreportsinthisperiodyet.")]
    {
        let Some(words) = words(&t, &bytes(&risk, &format!("{PACK}?lang={lang}")).await) else { return };
        assert!(words.contains(told) && words.contains("1/1"), "{words}");
    }
}

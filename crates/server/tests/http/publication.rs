//! Tests publishing over the pages: the texts, the steps by two people, the public month as page and files, an erratum.
use axum::http::{StatusCode, header};
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{ROUTE, fall, stamp, submit, wrong_person};

const MONTH: &str = "/months/2026-11";
const PUBLIC: &str = "/public/hoshi/2026-11";

async fn step(t: &TestApp, login: &str, code: &str) -> Reply {
    step_with(t, login, code, &[]).await
}

async fn step_with(t: &TestApp, login: &str, code: &str, fields: &[(&str, &str)]) -> Reply {
    Browser::of(t, login).await.post(&format!("{MONTH}/{code}"), fields).await
}

/// Another person reads the text and approves what was read.
async fn approve(t: &TestApp, editor: &str) {
    let mut approver = Browser::of(t, "rijicho").await;
    let seen = approver.get(editor).await.hidden("seen").expect("the form knows its text").to_owned();
    let approved = approver.post(&format!("{editor}/approve"), &[("seen", &seen)]).await;
    assert_eq!(approved.location(), format!("{MONTH}?done=text_approved"));
}

/// Two cases, judged; a text written by one and approved by another; the month is over.
async fn ready() -> TestApp {
    let t = TestApp::new().await;
    let plain = submit(&t, fall(&t), "a").await;
    let wrong = submit(&t, wrong_person(&t), "b").await;
    for seat in ROUTE {
        stamp(&t, plain, seat, "2").await.location();
        stamp(&t, wrong, seat, "3").await.location();
    }
    t.clock.set("2026-12-02T01:00:00Z");
    let editor = format!("{MONTH}/texts/{wrong}");
    let mut writer = Browser::of(&t, "risk").await;
    assert!(writer.get(&editor).await.body.contains("海野さんの薬"), "the original stands beside the text");
    let half = writer.post(&editor, &[("circumstances", "別の方の薬を渡した。"), ("prevention", " ")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("別の方の薬を渡した。"), "what was typed is kept");
    let whole = [("circumstances", "別の方の薬を渡した。"), ("prevention", "名前を声に出して読む。")];
    assert_eq!(writer.post(&editor, &whole).await.location(), format!("{editor}?done=text_saved"));
    let own = writer.post(&format!("{editor}/approve"), &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "who wrote it cannot approve it");
    approve(&t, &editor).await;
    t
}

#[tokio::test]
async fn a_text_that_changed_while_it_was_read_is_shown_again_and_not_approved() {
    let t = TestApp::new().await;
    let wrong = submit(&t, wrong_person(&t), "a").await;
    let editor = format!("{MONTH}/texts/{wrong}");
    let (mut writer, mut approver) = (Browser::of(&t, "risk").await, Browser::of(&t, "rijicho").await);
    let text = |told: &'static str| [("circumstances", told), ("prevention", "名前を声に出して読む。")];
    writer.post(&editor, &text("別の方の薬を渡した。")).await.location();
    let seen = approver.get(&editor).await.hidden("seen").expect("the form knows its text").to_owned();
    writer.post(&editor, &text("別の方の薬を渡し、飲まれた。")).await.location();
    let late = approver.post(&format!("{editor}/approve"), &[("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("公表文が変わりました") && late.body.contains("別の方の薬を渡し、飲まれた。"));
    let now = late.hidden("seen").expect("the new text can be approved from here").to_owned();
    assert_ne!(now, seen);
    approver.post(&format!("{editor}/approve"), &[("seen", &now)]).await.location();
}

async fn publish(t: &TestApp) {
    for (login, code, done) in [
        ("risk", "draft", "month_drafted"),
        ("risk", "check", "month_checked"),
        ("rijicho", "approve", "month_approved"),
        ("rijicho", "publish", "month_published"),
    ] {
        assert_eq!(step(t, login, code).await.location(), format!("{MONTH}?done={done}"));
    }
}

#[tokio::test]
async fn a_month_is_published_by_two_people_and_read_by_everybody() {
    let t = ready().await;
    let mut public = Browser::new(&t);
    assert_eq!(public.get(PUBLIC).await.status, StatusCode::NOT_FOUND, "nothing is public before the last step");
    let desk = Browser::of(&t, "risk").await.get(MONTH).await.body;
    assert!(
        desk.contains("/cases?from=2026-11-01&#38;until=2026-11-30")
            || desk.contains("/cases?from=2026-11-01&amp;until=2026-11-30"),
        "numbers lead to their cases"
    );
    publish(&t).await;

    let page = public.get(PUBLIC).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "令和8年11月（2026年11月）",
        "報告された出来事は2件です。",
        "転倒",
        "別の方の薬を渡した。",
        "名前を声に出して読む。",
        "報告の数が多いことは、危険が多いことを意味しません",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.contains("海野") && !page.body.contains("介護"), "nobody is named");
    assert!(!page.body.contains("/sign-in") && !page.body.contains("ui-nav"), "no navigation of members");
    assert!(
        public
            .get(&format!("{PUBLIC}?lang=en"))
            .await
            .body
            .contains("In November 2026 (Reiwa 8), 2 cases were reported")
    );
    assert!(public.get("/public/hoshi").await.body.contains("令和8年度（2026年度）"));
    assert!(public.get("/public").await.body.contains("/public/hoshi"));

    let csv = public.get(&format!("{PUBLIC}.csv")).await;
    assert_eq!(csv.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(csv.body.starts_with('\u{FEFF}') && csv.body.contains("\"burn\""), "rows with zero are in the file");
    let json: serde_json::Value = serde_json::from_str(&public.get(&format!("{PUBLIC}.json")).await.body).unwrap();
    assert_eq!(json["figures"]["total_accident"], 1);
    for nothing in ["/public/nowhere", "/public/hoshi/2026-10", "/public/hoshi/2026-11.exe", "/public/hoshi/x"] {
        assert_eq!(public.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn steps_are_refused_in_words_and_by_right() {
    let t = ready().await;
    let early = step(&t, "rijicho", "publish").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("いまはこの段階に進めません"));
    step(&t, "risk", "draft").await.location();
    step(&t, "risk", "check").await.location();
    let own = step(&t, "risk", "approve").await;
    assert!(own.body.contains("下書きを作った人は、承認も公表もできません"));
    assert!(Browser::of(&t, "risk").await.get(MONTH).await.body.contains("あなたが下書きを作ったので"));
    assert_eq!(step(&t, "risk", "publish").await.status, StatusCode::FORBIDDEN, "only a director publishes");
    assert_eq!(step(&t, "kaigo", "draft").await.status, StatusCode::FORBIDDEN);
    assert_eq!(step(&t, "risk", "burn").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_erratum_is_shown_with_its_reason_and_the_old_version_stands_until_then() {
    let t = ready().await;
    publish(&t).await;
    let third = submit(&t, fall(&t), "late").await;
    assert!(Browser::of(&t, "risk").await.get(&format!("/reports/{third}")).await.status.is_success());
    let without = step_with(&t, "risk", "erratum", &[("reason", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    step_with(&t, "risk", "erratum", &[("reason", "転倒1件のレベルを改めました。")]).await.location();
    let desk = Browser::of(&t, "risk").await.get(MONTH).await.body;
    assert!(desk.contains("公表中の版から変わること") && desk.contains("訂正中"));
    assert!(!Browser::new(&t).get(PUBLIC).await.body.contains("転倒1件のレベルを改めました。"));
    publish(&t).await;
    let page = Browser::new(&t).get(PUBLIC).await.body;
    assert!(page.contains("に訂正しました。理由：転倒1件のレベルを改めました。"));
}

#[tokio::test]
async fn a_month_without_a_case_says_so() {
    let t = ready().await;
    t.clock.set("2027-02-02T01:00:00Z");
    let mut manager = Browser::of(&t, "risk").await;
    assert!(manager.get("/months").await.body.contains("期限を過ぎています"));
    for (login, code) in [("risk", "draft"), ("risk", "check"), ("rijicho", "approve"), ("rijicho", "publish")] {
        Browser::of(&t, login).await.post(&format!("/months/2026-12/{code}"), &[]).await.location();
    }
    let page = Browser::new(&t).get("/public/hoshi/2026-12").await.body;
    assert!(page.contains("報告された出来事はありませんでした。"));
}

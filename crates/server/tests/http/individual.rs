//! Tests individual publication over the pages: every form without scripts, the public page and its files, rights, what is typed is kept.
use axum::http::{StatusCode, header};
use domain::form::Fields;
use domain::id::ReportId;
use image::{DynamicImage, ImageFormat, RgbImage};
use testkit::{PASSWORD, TestApp};

use crate::browser::{Browser, Reply};
use crate::scene::{ROUTE, fall, stamp, submit};

const PUBLIC: &str = "/public/hoshi/cases/2026-1";

fn death(t: &TestApp) -> Fields {
    let mut fields = fall(t);
    for (name, value) in
        [("body_effect", "yes"), ("treatment", "intensive"), ("treated_at", "external_hospital"), ("death", "yes")]
    {
        fields.set(name, value);
    }
    fields
}

async fn send(t: &TestApp, login: &str, id: ReportId, step: &str, fields: &[(&str, &str)]) -> Reply {
    let mut browser = Browser::of(t, login).await;
    let path = format!("/reports/{id}/individual/{step}");
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{step}: {}", page.body);
    let length = page.hidden("length").expect("the form knows how far the matter is").to_owned();
    let mut all = vec![("length", length.as_str())];
    all.extend_from_slice(fields);
    browser.post(&path, &all).await
}

async fn done(t: &TestApp, login: &str, id: ReportId, step: &str, fields: &[(&str, &str)]) {
    let reply = send(t, login, id, step, fields).await;
    assert!(reply.location().starts_with(&format!("/reports/{id}/individual?done=matter_")), "{step}");
}

const OUTLINE: [(&str, &str); 6] = [
    ("when", "夕方の食事の時間"),
    ("where", "食堂"),
    ("circumstances", "食べ物がのどにつまりました。<b>"),
    ("course", "救急車を呼び、病院へ運びました。"),
    ("cause", "引きつぎが言葉だけでした。"),
    ("improvement", "書いたもので引きつぎます。"),
];

async fn document(t: &TestApp, id: ReportId) -> String {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(40, 30)).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let ctx = t.ctx("risk").await;
    let ready = t.app.prepare_addition(&ctx, id, bytes.into_inner()).await.unwrap();
    t.app.add_attachment(&ctx, id, ready, "同意書").await.unwrap().to_string()
}

async fn judged(t: &TestApp) -> ReportId {
    let id = submit(t, death(t), "k").await;
    for seat in ROUTE {
        stamp(t, id, seat, "5").await.location();
    }
    id
}

/// Up to the decision, by the forms alone.
async fn decided(t: &TestApp) -> ReportId {
    let id = judged(t).await;
    done(t, "risk", id, "open", &[]).await;
    done(t, "risk", id, "outline", &OUTLINE).await;
    for finding in t.app.matter(&t.ctx("risk").await, id).await.unwrap().findings {
        let (part, class, text) = (finding.part.code(), finding.class, finding.words.as_str());
        done(t, "risk", id, "keep", &[("part", part), ("class", class), ("text", text), ("reason", "一般の言葉")])
            .await;
    }
    let told = [("with", "parent"), ("on", "R8.11.20"), ("said", "経過を説明した。"), ("outcome", "持ち帰る。")];
    done(t, "risk", id, "talk", &told).await;
    let document = document(t, id).await;
    let agreed = [("by", "parent"), ("scope", "full"), ("on", "R8.11.20"), ("document", document.as_str())];
    done(t, "risk", id, "consent", &agreed).await;
    let met = [("on", "R8.11.20"), ("attendees", "総務課長"), ("minutes", "読んだ。"), ("recommendation", "publish")];
    done(t, "risk", id, "meeting", &met).await;
    done(t, "rijicho", id, "decision", &[("decision", "publish"), ("proof", PASSWORD)]).await;
    id
}

#[tokio::test]
async fn the_whole_way_by_forms_and_the_public_page() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    let record = Browser::of(&t, "risk").await.get(&format!("/reports/{id}")).await.body;
    assert!(record.contains(&format!("/reports/{id}/individual")), "the record leads to it");
    let mut public = Browser::new(&t);
    assert_eq!(public.get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    done(&t, "rijicho", id, "release", &[("proof", PASSWORD)]).await;
    let page = public.get(PUBLIC).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("食べ物がのどにつまりました。&lt;b&gt;"), "what was typed is escaped");
    assert!(page.body.contains("課長会議") && page.body.contains("理事長"));
    for private in ["経過を説明した", "海野", "R8-", "安全 一郎"] {
        assert!(!page.body.contains(private), "{private}");
    }
    assert!(public.get(&format!("{PUBLIC}?lang=en")).await.body.contains("Examined and decided by"));
    assert!(public.get("/public/hoshi").await.body.contains("/public/hoshi/cases/2026-1"));
    assert!(public.get("/public/hoshi/feed.atom").await.body.contains("/public/hoshi/cases/2026-1?lang=ja"));
    assert_eq!(page.header(header::CACHE_CONTROL), "public, no-cache", "nobody shows it without asking");
    let json = public.get(&format!("{PUBLIC}.json")).await;
    assert_eq!(json.header(header::CONTENT_TYPE), "application/json");
    let told: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!((told["slug"].as_str(), told["edition"].as_u64()), (Some("2026-1"), Some(1)));

    done(&t, "rijicho", id, "withdraw", &[("reason", "ご家族の意向"), ("proof", PASSWORD)]).await;
    let stub = public.get(PUBLIC).await.body;
    assert!(stub.contains("取り下げました") && !stub.contains("のどにつまりました") && !stub.contains("ご家族"));
    assert_eq!(public.get(&format!("{PUBLIC}.json")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let t = TestApp::new().await;
    let id = judged(&t).await;
    done(&t, "risk", id, "open", &[]).await;
    let half = send(&t, "risk", id, "outline", &[("when", "夕方"), ("course", "運びました。")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("運びました。"), "what was typed is kept");
    done(&t, "risk", id, "outline", &OUTLINE).await;
    let wrong_day = [("with", "parent"), ("on", "あした"), ("said", "説明した。"), ("outcome", "持ち帰る。")];
    assert_eq!(send(&t, "risk", id, "talk", &wrong_day).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let early = Browser::of(&t, "rijicho").await.get(&format!("/reports/{id}/individual/decision")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the step is not offered yet");
    assert!(early.body.contains("いまはこの段階に進めません"));
    let mut skipped = Browser::of(&t, "rijicho").await;
    let reply = skipped.post(&format!("/reports/{id}/individual/release"), &[("proof", PASSWORD)]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "an address that was typed releases nothing");
}

#[tokio::test]
async fn only_who_takes_part_sees_it() {
    let t = TestApp::new().await;
    let id = judged(&t).await;
    done(&t, "risk", id, "open", &[]).await;
    for (login, status) in [
        ("kaigo", StatusCode::FORBIDDEN),
        ("leader", StatusCode::FORBIDDEN),
        ("rijicho", StatusCode::OK),
        ("risk", StatusCode::OK),
    ] {
        let mut browser = Browser::of(&t, login).await;
        assert_eq!(browser.get(&format!("/reports/{id}/individual")).await.status, status, "{login}");
    }
    let mut kaigo = Browser::of(&t, "kaigo").await;
    assert_eq!(kaigo.post(&format!("/reports/{id}/individual/open"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(kaigo.get("/publications").await.status, StatusCode::FORBIDDEN);
    let mut chairman = Browser::of(&t, "rijicho").await;
    let form = chairman.get(&format!("/reports/{id}/individual/outline")).await;
    assert_eq!(form.status, StatusCode::FORBIDDEN, "who decides does not write");
    assert!(!kaigo.get(&format!("/reports/{id}")).await.body.contains("/individual"));
    let desk = Browser::of(&t, "risk").await.get("/publications").await.body;
    assert!(desk.contains(&format!("/reports/{id}/individual")) && desk.contains("公表文を書いてください"));
}

#[tokio::test]
async fn the_sheets_for_the_press_are_files() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    done(&t, "risk", id, "press", &[("press", "本部"), ("question-1", "人数は"), ("answer-1", "三人")]).await;
    let mut risk = Browser::of(&t, "risk").await;
    for sheet in ["press.pdf", "questions.pdf"] {
        let reply = risk.get(&format!("/reports/{id}/individual/{sheet}")).await;
        assert_eq!((reply.status, reply.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/pdf"), "{sheet}");
    }
}

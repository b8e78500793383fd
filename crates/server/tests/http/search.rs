//! Tests of searching on the pages: the box, marked finds, similar cases, the queue of possible duplicates.
use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::Browser;
use crate::scene::{fall, submit};

async fn told(t: &TestApp, narrative: &str, key: &str) -> domain::id::ReportId {
    let mut fields = fall(t);
    fields.set("narrative", narrative);
    submit(t, fields, key).await
}

async fn index(t: &TestApp) {
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap();
}

async fn page(t: &TestApp, login: &str, path: &str) -> String {
    let reply = Browser::of(t, login).await.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{login} {path}");
    reply.body
}

#[tokio::test]
async fn finds_are_marked_and_nothing_typed_is_trusted() {
    let t = TestApp::new().await;
    told(&t, "車椅子から<b>ﾍﾞｯﾄﾞへ移乗する際に滑り落ちた。", "1").await;
    told(&t, "昼食後の薬を隣の方に渡した。", "2").await;
    index(&t).await;
    let found = page(&t, "risk", "/cases?q=%E3%81%B9%E3%81%A3%E3%81%A9").await;
    assert!(found.contains("&lt;b&gt;<mark>ﾍﾞｯﾄﾞ</mark>"), "{found}");
    assert!(found.contains("R8-0001") && !found.contains("R8-0002"));
    assert!(found.contains("value=\"べっど\""));
    let none = page(&t, "risk", "/cases?q=%3Cscript%3E&order=best").await;
    assert!(!none.contains("<script>") && !none.contains("R8-0001"));
    let all = page(&t, "risk", "/cases").await;
    assert!(all.contains("R8-0001") && all.contains("R8-0002") && all.contains("id=\"head-q\""));
    let csv = page(&t, "risk", "/cases.csv?q=%E8%96%AC").await;
    assert!(csv.contains("R8-0002") && !csv.contains("R8-0001"));
    assert!(!page(&t, "kaigo", "/reports").await.contains("id=\"head-q\""), "who may not list has no box in the head");
    assert_eq!(Browser::of(&t, "kaigo").await.get("/cases?q=a").await.status, StatusCode::FORBIDDEN);
    let [here, elsewhere] = t.places.map(|place| format!("/cases?q=%E8%96%AC&place={place}"));
    let placed = page(&t, "risk", &here).await;
    assert!(placed.contains("R8-0002") && !placed.contains("R8-0001"), "words and place together");
    assert!(!page(&t, "risk", &elsewhere).await.contains("R8-0002"));
    let own = page(&t, "kaigo", "/reports?q=%E7%A7%BB%E4%B9%97").await;
    assert!(own.contains("R8-0001") && !own.contains("R8-0002"));
    assert!(page(&t, "kaigo2", "/reports?q=%E7%A7%BB%E4%B9%97").await.contains("見つかりません"));
}

#[tokio::test]
async fn similar_cases_stand_on_the_record() {
    let t = TestApp::new().await;
    let id = told(&t, "車椅子からベッドへ移乗する際にブレーキをかけ忘れ、ずり落ちた。", "1").await;
    let other = told(&t, "ベッドから車椅子へ移乗する際、ブレーキの確認を忘れた。", "2").await;
    assert!(page(&t, "risk", &format!("/reports/{id}")).await.contains("似た事例は見つかりませんでした"));
    index(&t).await;
    let record = page(&t, "risk", &format!("/reports/{id}")).await;
    assert!(record.contains(&format!("href=\"/reports/{other}\"")) && record.contains("共通の言葉"));
}

#[tokio::test]
async fn doubts_are_settled_by_the_safety_manager() {
    let t = TestApp::new().await;
    let text = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。";
    let one = told(&t, text, "1").await;
    let two = told(&t, text, "2").await;
    let three = told(&t, text, "3").await;
    index(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    assert!(risk.get("/cases").await.body.contains("重複の疑いが3件"));
    assert!(risk.get(&format!("/reports/{two}")).await.body.contains("/cases/doubts"));
    let queue = risk.get("/cases/doubts").await.body;
    assert!(queue.contains("別の出来事") && queue.contains(&format!("/reports/{two}/act/merge")));
    let (a, b, c) = (one.to_string(), two.to_string(), three.to_string());
    let fields = [("one", a.as_str()), ("other", b.as_str())];
    let mut director = Browser::of(&t, "rijicho").await;
    assert!(!director.get("/cases/doubts").await.body.contains("act/merge"));
    assert_eq!(director.post("/cases/doubts", &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(Browser::of(&t, "kaigo").await.get("/cases/doubts").await.status, StatusCode::FORBIDDEN);
    let done = risk.post("/cases/doubts", &fields).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/cases/doubts?done=told_apart"));
    let merged = risk.post(&format!("/reports/{c}/act/merge"), &[("number", "R8-0001")]).await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER);
    assert!(risk.get("/cases/doubts").await.body.contains("重複の疑いはありません"));
    assert_eq!(risk.post("/cases/doubts", &[("one", "x"), ("other", "y")]).await.status, StatusCode::NOT_FOUND);
}

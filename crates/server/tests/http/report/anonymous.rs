//! Tests of reports without a name: at the open desk, from an account, and what follows by the receipt code.
use app::approval::Act;
use axum::http::StatusCode;
use testkit::TestApp;

use super::{checked, sound};
use crate::browser::{Browser, Reply};

/// The receipt code on a page.
fn code(page: &Reply) -> String {
    let at = page.body.find("translate=\"no\">").expect("a receipt code");
    page.body[at..].split(['>', '<']).nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn the_open_desk_takes_a_report_and_gives_a_code() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::new(&test);
    let form = browser.get("/anonymous/hoshi").await;
    assert!(form.body.contains("だれが書いたかは、どこにも記録しません") && !form.body.contains("name=\"mode\""));
    let key = form.hidden("key").unwrap().to_owned();

    let wrong = browser.post("/anonymous/hoshi", &[("key", &key), ("narrative", "途中まで"), ("act", "check")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("途中まで") && wrong.hidden("key") == Some(&key));

    let fields = [sound(&place).as_slice(), &[("key", &key)]].concat();
    let check = browser.post("/anonymous/hoshi", &[fields.as_slice(), &[("act", "check")]].concat()).await;
    assert!(check.body.contains("この内容で送信する"), "{}", check.body);
    assert!(check.hidden("narrative").is_some(), "the page carries the answers");
    let edit = browser.post("/anonymous/hoshi", &[fields.as_slice(), &[("act", "edit")]].concat()).await;
    assert!(edit.body.contains("車いすのブレーキ") && edit.status == StatusCode::OK);

    let sending = [fields.as_slice(), &[("act", "submit")]].concat();
    let receipt = browser.post("/anonymous/hoshi", &sending).await;
    assert!(receipt.body.contains("R8-A0001"), "{}", receipt.body);
    let twice = browser.post("/anonymous/hoshi", &sending).await;
    assert_eq!(code(&twice), code(&receipt), "sent twice it is one report");
    assert!(browser.cookies.is_empty(), "nothing is kept in the browser");
}

#[tokio::test]
async fn a_question_is_answered_by_the_code_alone() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::new(&test);
    let fields = [sound(&place).as_slice(), &[("key", "k1"), ("act", "submit")]].concat();
    let code = code(&browser.post("/anonymous/hoshi", &fields).await);
    let risk = test.ctx("risk").await;
    let id = test.app.report_by_number(&risk, "R8-A0001").await.unwrap();
    test.app.act(&risk, id, None, Act::Ask("どの車いすでしたか".to_owned())).await.unwrap();

    let typed = code.to_lowercase().replace('-', " ");
    let page = browser.post("/track/hoshi", &[("code", &typed)]).await;
    for words in ["R8-A0001", "どの車いすでしたか", "が読んでいます", "車いすのブレーキ"] {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    let empty = browser.post("/track/hoshi/answer", &[("code", &code), ("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("文章を書いてください"), "{}", empty.body);
    let answered = browser.post("/track/hoshi/answer", &[("code", &code), ("text", "青いほうです")]).await;
    assert!(answered.body.contains("青いほうです") && !answered.body.contains("答えを送る"), "{}", answered.body);
    let read = test.app.view_report(&risk, id).await.unwrap();
    assert!(read.timeline.iter().any(|entry| entry.texts.text.as_deref() == Some("青いほうです")));
}

#[tokio::test]
async fn a_wrong_code_opens_nothing() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let page = browser.post("/track/hoshi", &[("code", "AAAA-BBBB")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("このコードの報告は見つかりません") && page.body.contains("AAAA-BBBB"));
    assert_eq!(browser.get("/track/nowhere").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/anonymous/nowhere").await.status, StatusCode::NOT_FOUND);
    let answer = browser.post("/track/hoshi/answer", &[("code", "AAAA"), ("text", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_account_can_report_without_its_name() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let mut fields = sound(&place);
    fields.retain(|(name, _)| *name != "mode");
    fields.push(("mode", "anonymous"));
    let (draft, page) = checked(&mut browser, &fields).await;
    let key = page.hidden("key").unwrap().to_owned();
    let receipt = browser.post(&format!("{draft}/submit"), &[("key", &key)]).await;
    assert_eq!(receipt.status, StatusCode::OK);
    let code = code(&receipt);
    let again = browser.post(&format!("{draft}/submit"), &[("key", &key)]).await;
    assert!(again.body.contains(&code), "the same receipt");
    assert!(browser.get("/reports").await.body.contains("報告はまだありません"), "no list knows it");
    let followed = Browser::new(&test).post("/track/hoshi", &[("code", &code)]).await;
    assert!(followed.body.contains("R8-A0001"));
}

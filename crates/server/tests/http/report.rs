//! Tests of reporting as a browser without script does it: quick, full, twice, back and change, without an account.
mod anonymous;
mod drawing;
mod full;

use app::approval::Act;
use app::rows::Page;
use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::{Browser, Reply};

/// Presses a door and gives the address of the draft.
async fn begin(browser: &mut Browser, door: &str) -> String {
    browser.get(&format!("/reports/new?door={door}")).await.location().to_owned()
}

/// A sound quick report; `place` is the id of a place.
fn sound(place: &str) -> Vec<(&str, &str)> {
    vec![
        ("narrative", "車いすのブレーキがかかっていなかった <b>"),
        ("place", place),
        ("occurred", "2026-11-19"),
        ("occurred_band", "evening"),
        ("form", "fall"),
        ("reached", "no"),
        ("mode", "named"),
    ]
}

/// Fills in the quick form and comes to the check page.
async fn checked(browser: &mut Browser, fields: &[(&str, &str)]) -> (String, Reply) {
    let draft = begin(browser, "quick").await;
    let to_check = browser.post(&draft, &[fields, &[("act", "check")]].concat()).await;
    assert_eq!(to_check.location(), format!("{draft}/check"));
    let page = browser.get(&format!("{draft}/check")).await;
    assert_eq!(page.status, StatusCode::OK);
    (draft, page)
}

#[tokio::test]
async fn a_quick_report_goes_from_the_door_to_the_receipt() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let doors = browser.get("/reports/new").await;
    assert!(doors.body.contains("ヒヤリ・ハットを1分で") && doors.body.contains("報告書を書く"));

    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    for words in ["令和8年11月19日", "夕", "転倒", "はい、届く前に気づいた", "決裁の順に読みます"]
    {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    assert!(!page.body.contains("いなかった <b>"), "what was typed is escaped");
    let key = page.hidden("key").unwrap().to_owned();
    let sent = browser.post(&format!("{draft}/submit"), &[("key", &key)]).await;
    let receipt = browser.get(sent.location()).await;
    assert!(receipt.body.contains("R8-0001"), "{}", receipt.body);
    assert!(receipt.body.contains("次は取扱者(リスク委員長)が読みます。"));
    for path in [draft.clone(), format!("{draft}/check")] {
        assert_eq!(browser.get(&path).await.location(), sent.location(), "who goes back comes to the receipt");
    }

    let mine = browser.get("/reports").await;
    assert!(mine.body.contains("R8-0001 転倒") && mine.body.contains("取扱者(リスク委員長)が読んでいます"));
    let home = browser.get("/").await;
    assert!(home.body.contains("R8-0001 転倒") && !home.body.contains("あなたを待っているもの"));
    let waiting = Browser::of(&test, "risk").await.get("/").await;
    assert!(waiting.body.contains("あなたを待っているもの") && waiting.body.contains("R8-0001 転倒"));
}

#[tokio::test]
async fn sent_twice_it_is_one_report() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    let key = page.hidden("key").unwrap().to_owned();
    let address = format!("{draft}/submit");
    let first = browser.post(&address, &[("key", &key)]).await.location().to_owned();
    assert_eq!(browser.post(&address, &[("key", &key)]).await.location(), first);
    assert_eq!(test.app.my_reports(&test.ctx("kaigo").await, Page::ALL).await.unwrap().items.len(), 1);
    let made_up = browser.post(&address, &[("key", "never-seen")]).await;
    assert_eq!(made_up.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn errors_keep_what_was_typed_and_lead_to_it() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    let typed = [
        ("narrative", "  ぬれた\"床\"で  "),
        ("occurred", "other"),
        ("occurred_era", "heisei"),
        ("occurred_year", "31"),
        ("occurred_month", "13"),
        ("occurred_day", "１"),
        ("reached", "no"),
        ("act", "check"),
    ];
    let page = browser.post(&draft, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["ぬれた", "value=\"13\"", "value=\"１\"", "href=\"#occurred-month\"", "href=\"#form\"", "エラー："]
    {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    let selected = page.body.contains("<option value=\"heisei\" data-offset=\"1988\" selected>");
    assert!(selected, "the era stays chosen");
    let again = browser.get(&draft).await;
    assert!(again.body.contains("value=\"13\""), "the draft holds it too");
}

#[tokio::test]
async fn going_back_and_changing_keeps_the_rest() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    assert!(page.body.contains(&format!("href=\"{draft}#place\"")), "{}", page.body);
    let form = browser.get(&draft).await;
    assert!(form.body.contains("value=\"2026-11-19\" checked"), "yesterday is still chosen");
    let mut changed = sound(&place);
    changed[1] = ("place", "other");
    changed.extend([("place_other", "送迎車の中"), ("act", "check")]);
    browser.post(&draft, &changed).await;
    let page = browser.get(&format!("{draft}/check")).await;
    assert!(page.body.contains("その他（送迎車の中）") && page.body.contains("令和8年11月19日"), "{}", page.body);
}

#[tokio::test]
async fn drafts_save_themselves_and_are_found_again() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    assert_eq!(begin(&mut browser, "quick").await, draft, "an untouched draft is used again");
    let saved = browser.post(&format!("{draft}/save"), &[("narrative", "書きかけの文"), ("_promotes", "x")]).await;
    assert_eq!(saved.status, StatusCode::NO_CONTENT);
    assert_ne!(begin(&mut browser, "quick").await, draft);
    assert!(browser.get("/reports/new").await.body.contains("書きかけの文"));
    assert!(browser.get("/").await.body.contains("書きかけの文"));
    let other = Browser::of(&test, "kaigo2").await.get(&draft).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "a draft is its writer's");
    assert!(browser.post(&format!("{draft}/discard"), &[]).await.location().starts_with("/reports/new?done="));
    assert_eq!(browser.get(&draft).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_lost_session_does_not_lose_the_form() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    browser.cookies.clear();
    let page = browser.post(&draft, &[("narrative", "消えない文"), ("act", "check")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.hidden("kept").is_some_and(|kept| kept.contains("narrative=")), "{}", page.body);
}

#[tokio::test]
async fn pages_speak_english_too() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    let page = browser.get(&format!("{draft}?lang=en")).await;
    for words in ["What happened, or nearly happened?", "Fall", "Today (20 November)", "Who sees what"] {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    let home = browser.get("/?lang=en").await;
    assert!(home.body.contains("Near miss in one minute"));
}

#[tokio::test]
async fn what_is_new_is_marked_in_the_reporters_list() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    browser.post(&format!("{draft}/submit"), &[("key", page.hidden("key").unwrap())]).await;
    assert!(!browser.get("/reports").await.body.contains("質問が届いています"));
    let risk = test.ctx("risk").await;
    let id = test.app.report_by_number(&risk, "R8-0001").await.unwrap();
    test.app.act(&risk, id, None, Act::Ask("どこの床ですか".to_owned())).await.unwrap();
    test.app.act(&risk, id, None, Act::Feedback("手すりを付けました".to_owned())).await.unwrap();
    for address in ["/reports", "/"] {
        let page = browser.get(address).await;
        assert!(
            page.body.contains("質問が届いています") && page.body.contains("「この報告で変わったこと」が届いています")
        );
        assert!(!page.body.contains("手すりを付けました"), "a list opens no wording");
    }
}

#[tokio::test]
async fn a_sealed_name_stays_the_reporters_own() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let mut fields = sound(&place);
    fields.retain(|(name, _)| *name != "mode");
    fields.push(("mode", "protected"));
    let (draft, page) = checked(&mut browser, &fields).await;
    assert!(page.body.contains("名前を伏せる") && page.body.contains("もう1人が認めます"));
    let sent = browser.post(&format!("{draft}/submit"), &[("key", page.hidden("key").unwrap())]).await;
    let receipt = browser.get(sent.location()).await;
    assert!(receipt.body.contains("封をして保存しました"), "{}", receipt.body);
    let others = Browser::of(&test, "risk").await.get(sent.location()).await;
    assert_eq!(others.status, StatusCode::FORBIDDEN, "the receipt is the reporter's");
}

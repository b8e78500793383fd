//! Tests of what words suggest: a second look at the facts, candidates while one writes, what is counted; never a choice by itself.
use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{fall, stamp, submit};

const GRAVE: &str = "食堂で転倒し、意識がなく救急搬送となった。";

async fn begin(browser: &mut Browser, door: &str) -> String {
    browser.get(&format!("/reports/new?door={door}")).await.location().to_owned()
}

/// A quick report with these facts, at its check page.
async fn checked(test: &TestApp, narrative: &str, form: &str, treated_at: &str) -> (Browser, String, Reply) {
    let mut browser = Browser::of(test, "kaigo").await;
    let place = test.places[0].to_string();
    let fields = [
        ("narrative", narrative),
        ("place", &place),
        ("occurred", "2026-11-19"),
        ("form", form),
        ("reached", "yes"),
        ("body_effect", "yes"),
        ("treatment", "first_aid"),
        ("treated_at", treated_at),
        ("mode", "named"),
        ("act", "check"),
    ];
    let draft = begin(&mut browser, "quick").await;
    assert_eq!(browser.post(&draft, &fields).await.location(), format!("{draft}/check"));
    let page = browser.get(&format!("{draft}/check")).await;
    (browser, draft, page)
}

#[tokio::test]
async fn a_text_that_says_more_than_the_facts_is_asked_about_and_stops_nothing() {
    let test = TestApp::new().await;
    let (mut browser, draft, page) = checked(&test, GRAVE, "fall", "ward").await;
    assert!(page.body.contains("本文に「救急搬送」とあります。レベル2の事実と合っていますか。"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"{draft}#treated_at\"")), "the way to the question");
    let key = page.hidden("key").unwrap().to_owned();
    let sent = browser.post(&format!("{draft}/submit"), &[("key", &key)]).await;
    assert!(sent.location().ends_with("/receipt"), "it can be sent as it is");

    let (_, _, page) = checked(&test, GRAVE, "fall", "external_hospital").await;
    assert!(!page.body.contains("とあります。"), "facts that say it are not asked about");
    let (_, _, page) = checked(&test, "食堂で転倒した。救急搬送はせず様子を見た。", "fall", "ward").await;
    assert!(!page.body.contains("とあります。"), "what is denied is not claimed");
}

#[tokio::test]
async fn who_judges_sees_it_until_somebody_has_judged_higher() {
    let test = TestApp::new().await;
    let mut fields = fall(&test);
    fields.set("narrative", GRAVE);
    let id = submit(&test, fields, "k1").await;
    let path = format!("/reports/{id}");
    stamp(&test, id, ("risk", "handler"), "").await;
    let page = Browser::of(&test, "leader").await.get(&path).await;
    assert!(page.body.contains("本文に「救急搬送」とあります。レベル2の事実と合っていますか。"), "{}", page.body);
    assert!(page.body.contains("報告の事実は変わりません"));
    let reporter = Browser::of(&test, "kaigo").await.get(&path).await;
    assert!(!reporter.body.contains("とあります。"), "only where somebody judges");
    stamp(&test, id, ("leader", "unit_leader"), "4").await;
    let page = Browser::of(&test, "head").await.get(&path).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("とあります。"), "{}", page.body);
}

#[tokio::test]
async fn candidates_are_chips_with_their_words_and_nothing_is_chosen() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    let form = browser.get(&draft).await;
    assert!(form.body.contains(&format!("data-path=\"{draft}/suggest/form\"")), "{}", form.body);
    let text = "廊下でつまずいて転倒した <b>";
    let chips = browser.post(&format!("{draft}/suggest/form"), &[("text", text)]).await;
    assert_eq!(chips.status, StatusCode::OK);
    for words in ["data-value=\"fall\"", "転倒", "」から", "学習中", "name=\"form_suggested\""] {
        assert!(chips.body.contains(words), "{words}\n{}", chips.body);
    }
    assert!(!chips.body.contains("checked") && !chips.body.contains("<b>") && !chips.body.contains("<html"));
    assert!(chips.body.matches("<li>").count() <= 3);
    assert!(browser.post(&format!("{draft}/suggest/form"), &[("text", " あ ")]).await.body.is_empty());
    assert_eq!(browser.post(&format!("{draft}/suggest/level"), &[("text", text)]).await.status, StatusCode::NOT_FOUND);
    let again = browser.get(&draft).await;
    assert!(!again.body.contains("つまずいて"), "the text that was asked about is not kept");
    assert!(!again.body.contains("value=\"fall\" checked"), "nothing was chosen");
    let other = Browser::of(&test, "kaigo2").await.post(&format!("{draft}/suggest/form"), &[("text", text)]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "somebody else's draft");
}

#[tokio::test]
async fn causes_are_read_from_the_account_on_the_other_page_too() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = format!("/drafts/{}", begin(&mut browser, "full").await.rsplit('/').next().unwrap());
    browser.post(&format!("{draft}/what"), &[("narrative", "朝の申し送りで食事の変更が伝わっていなかった")]).await;
    let page = browser.get(&format!("{draft}/cause")).await;
    assert!(page.body.contains(&format!("data-path=\"{draft}/suggest/cause\"")), "{}", page.body);
    let chips = browser.post(&format!("{draft}/suggest/cause"), &[("text", "")]).await;
    assert!(chips.body.contains("連絡不足") && chips.body.contains("申し送り"), "{}", chips.body);
}

#[tokio::test]
async fn without_script_the_check_page_hints_in_words() {
    let test = TestApp::new().await;
    let (_, _, page) = checked(&test, "昼食後、床に錠剤が落ちているのを見つけた", "fall", "ward").await;
    assert!(page.body.contains("次の形態も考えられます") && page.body.contains("与薬"), "{}", page.body);
    let (_, _, page) = checked(&test, "廊下でつまずいて転倒した", "fall", "ward").await;
    assert!(!page.body.contains("次の形態も考えられます"), "a choice that fits is left in peace");
}

#[tokio::test]
async fn the_open_desk_is_answered_without_an_account_and_closed_with_it() {
    let test = TestApp::new().await;
    let mut browser = Browser::new(&test);
    let form = browser.get("/anonymous/hoshi").await;
    assert!(form.body.contains("data-path=\"/anonymous/hoshi/suggest/form\""), "{}", form.body);
    let chips = browser.post("/anonymous/hoshi/suggest/form", &[("text", "床で転倒していた")]).await;
    assert!(chips.body.contains("data-value=\"fall\""), "{}", chips.body);
    for path in ["/anonymous/hoshi/suggest/cause", "/anonymous/nowhere/suggest/form"] {
        assert_eq!(browser.post(path, &[("text", "床で転倒していた")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_became_of_candidates_is_counted_and_told_on_the_card() {
    let test = TestApp::new().await;
    for (narrative, suggested, form) in [
        ("廊下で転倒した。名前は海野さん。", "fall injury", "fall"),
        ("食堂で滑って転倒した", "fall made_up", "burn"),
        ("浴室で転倒した", "", "fall"),
    ] {
        let mut browser = Browser::of(&test, "kaigo").await;
        let place = test.places[0].to_string();
        let draft = begin(&mut browser, "quick").await;
        let fields = [
            ("narrative", narrative),
            ("place", &place),
            ("occurred", "2026-11-19"),
            ("form", form),
            ("form_suggested", suggested),
            ("reached", "no"),
            ("mode", "named"),
            ("act", "check"),
        ];
        browser.post(&draft, &fields).await;
        let page = browser.get(&format!("{draft}/check")).await;
        let key = page.hidden("key").unwrap().to_owned();
        assert!(browser.post(&format!("{draft}/submit"), &[("key", &key)]).await.location().ends_with("/receipt"));
    }
    let card = Browser::of(&test, "risk").await.get("/suggestions").await;
    let row = |name: &str| {
        let at = card.body.find(&format!(">{name}</th>")).unwrap_or_else(|| panic!("{name}\n{}", card.body));
        let row = &card.body[at..at + card.body[at..].find("</tr>").unwrap()];
        let cells = row.split("<td").skip(1).filter_map(|cell| cell.split('>').nth(1)?.split('<').next());
        cells.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("転倒"), ["–", "–", "–", "2", "1", "0"], "shown twice, accepted once");
    assert_eq!(row("火傷"), ["–", "–", "–", "0", "0", "1"], "chosen though not shown");
    for words in ["学習中", "決してありません", "正解の付いた公開データがありません", "点数は付けません"]
    {
        assert!(card.body.contains(words), "{words}");
    }
    assert!(!card.body.contains("海野"), "no words of reports");
    assert_eq!(Browser::of(&test, "kanri").await.get("/suggestions").await.status, StatusCode::OK);
    assert_eq!(Browser::of(&test, "kaigo").await.get("/suggestions").await.status, StatusCode::FORBIDDEN);
    assert!(Browser::of(&test, "risk").await.get("/help").await.body.contains("href=\"/suggestions\""));
    assert!(!Browser::of(&test, "kaigo").await.get("/help").await.body.contains("href=\"/suggestions\""));
}

#[tokio::test]
async fn themes_are_for_who_oversees_and_say_when_there_is_too_little() {
    let test = TestApp::new().await;
    submit(&test, fall(&test), "k1").await;
    let mut manager = Browser::of(&test, "risk").await;
    let page = manager.get("/themes?period=quarter&unit=nowhere").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["言葉の動き", "報告が少ないため、まだくらべられません", "3件以上", "部署の順位ではありません"]
    {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    assert!(page.body.contains("<option value=\"quarter\" selected>"), "{}", page.body);
    assert!(manager.get("/cases").await.body.contains("href=\"/themes\""));
    assert_eq!(Browser::of(&test, "kaigo").await.get("/themes").await.status, StatusCode::FORBIDDEN);
}

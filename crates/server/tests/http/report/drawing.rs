//! Tests of the drawing (図): kept with the draft, shown before and after sending, hostile posts refused, no way to markup.
use axum::http::StatusCode;
use testkit::TestApp;

use super::{begin, checked, sound};
use crate::browser::Browser;

const SKETCH: &str =
    r#"{"strokes":[{"pen":"red","points":"10 20 30 40"},{"pen":"ink","points":"7 8"}],"pins":["500 600"]}"#;
const LINE: &str = "<polyline points=\"10 20 30 40\" stroke=\"#b3001b\" stroke-width=\"6\"/>";

/// What the page of the drawing sends.
fn drawn<'a>(extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("back", ""),
        ("drawing", SKETCH),
        ("drawing_ground", "body"),
        ("drawing_text", "右ひざから床についた"),
        ("pin_1", "ここが<b>ぬれていた"),
        ("region", "knee_right"),
        ("region_finding_knee_right", "bruise"),
        ("act", "save"),
    ];
    [all.as_slice(), extra].concat()
}

#[tokio::test]
async fn a_drawing_goes_from_the_quick_form_to_the_record() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    let fields = sound(&place);
    let on = browser.post(&draft, &[fields.as_slice(), &[("next", "drawing")]].concat()).await;
    assert_eq!(on.location(), format!("{draft}/drawing?back="), "the page is saved and one goes on");
    let pad = browser.get(on.location()).await;
    assert!(
        pad.body.contains("図の説明") && pad.body.contains("data-region=\"sacrum\"") && pad.status == StatusCode::OK
    );

    let back = browser.post(&format!("{draft}/drawing"), &drawn(&[])).await;
    assert_eq!(back.location(), format!("{draft}#drawing-section"));
    let form = browser.get(&draft).await;
    assert!(form.body.contains(LINE) && form.body.contains("車いすのブレーキ"), "both are kept");

    browser.post(&draft, &[fields.as_slice(), &[("act", "check")]].concat()).await;
    let check = browser.get(&format!("{draft}/check")).await;
    for words in [LINE, "右ひざから床についた", "ひざ 右（本人の）：皮下出血", "ここが&lt;b&gt;ぬれていた"]
    {
        assert!(check.body.contains(words), "{words}\n{}", check.body);
    }
    assert!(!check.body.contains("ここが<b>"), "nothing typed is markup");
    assert!(check.body.contains(&format!("{draft}/drawing?back=check#drawing")), "it can be changed");
    let key = check.hidden("key").unwrap().to_owned();
    let sent = browser.post(&format!("{draft}/submit"), &[("key", &key)]).await;
    let report = sent.location().trim_end_matches("/receipt").to_owned();

    for login in ["kaigo", "risk"] {
        let record = Browser::of(&test, login).await.get(&report).await;
        for words in [LINE, "fw-region--marked\" data-region=\"knee_right\"", "右ひざから床についた", "ここが&lt;b&gt;"]
        {
            assert!(record.body.contains(words), "{words} for {login}");
        }
        assert!(!record.body.contains("ここが<b>"));
    }
    let paper = browser.get(&format!("{report}/form.pdf")).await;
    assert_eq!((paper.status, paper.header("content-type")), (StatusCode::OK, "application/pdf"));

    // A page travels compressed; a document is compressed already.
    browser.headers.push(("accept-encoding", "gzip".to_owned()));
    assert_eq!(browser.get(&report).await.header("content-encoding"), "gzip");
    let packed = browser.get(&format!("{report}/form.pdf")).await;
    assert_eq!((packed.header("content-encoding"), packed.body.starts_with("%PDF-")), ("", true));
}

#[tokio::test]
async fn the_full_form_keeps_the_drawing_on_every_page() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let what = [("narrative", "x"), ("form", "fall"), ("next", "drawing")];
    let on = browser.post(&format!("{draft}/what"), &what).await;
    assert_eq!(on.location(), format!("{draft}/drawing?back=what"));
    let back = browser.post(&format!("{draft}/drawing"), &drawn(&[("back", "what")])).await;
    assert_eq!(back.location(), format!("{draft}/what#drawing-section"));
}

#[tokio::test]
async fn no_page_of_the_form_loses_the_drawing() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    browser.post(&format!("{draft}/drawing"), &drawn(&[])).await;
    for page in ["when", "what", "all"] {
        browser.post(&format!("{draft}/{page}"), &[("narrative", "x"), ("act", "next")]).await;
        browser.post(&format!("{draft}/save?page={page}"), &[("narrative", "y")]).await;
        assert!(browser.get(&format!("{draft}/what")).await.body.contains(LINE), "{page}");
    }
    let files = browser.post(&format!("{draft}/all"), &[("narrative", "z"), ("next", "files")]).await;
    assert_eq!(files.location(), format!("{draft}/files?back=all"));
    // The page of the drawing in turn touches nothing else.
    browser.post(&format!("{draft}/drawing"), &drawn(&[("narrative", "stolen")])).await;
    assert!(!browser.get(&format!("{draft}/what")).await.body.contains("stolen"));
}

#[tokio::test]
async fn what_no_pad_sends_changes_nothing() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let address = format!("{draft}/drawing");
    browser.post(&address, &drawn(&[])).await;
    let too_many = format!(r#"{{"strokes":[],"pins":[{}]}}"#, vec!["\"1 1\""; 21].join(","));
    let hostile = [
        "<svg onload=alert(1)>",
        r#"{"strokes":[{"pen":"\" onclick=\"x","points":"1 2"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"1 2\"/><script>"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"99999 2"}],"pins":[]}"#,
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        &too_many,
    ];
    for json in hostile {
        let answer = browser.post(&address, &[("drawing", json), ("drawing_text", "ことばは残る")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{json}");
        assert!(answer.body.contains("href=\"#drawing\""), "the error leads to the pad");
        assert!(answer.body.contains(LINE) && answer.body.contains("ことばは残る"), "{json}");
        assert!(!answer.body.contains("onload=alert") && !answer.body.contains("/><script>"), "{json}");
        browser.post(&format!("{draft}/save?page=drawing"), &[("drawing", json)]).await;
        assert!(browser.get(&address).await.body.contains(LINE), "saved as one types: {json}");
    }
    for (length, refusal) in [(300_000, StatusCode::UNPROCESSABLE_ENTITY), (1_100_000, StatusCode::PAYLOAD_TOO_LARGE)] {
        let huge = "x".repeat(length);
        assert_eq!(browser.post(&address, &[("drawing", &huge)]).await.status, refusal, "{length}");
    }
    // Past the page of the drawing a hostile value can be stored as an answer, but never drawn nor sent.
    browser.post(&format!("{draft}/what"), &[("drawing", "<svg onload=alert(1)>"), ("act", "later")]).await;
    for page in ["drawing", "what", "check"] {
        let page = browser.get(&format!("{draft}/{page}")).await;
        assert!(!page.body.contains("<svg onload"), "{}", page.body);
    }
    let check = browser.get(&format!("{draft}/check")).await;
    assert!(check.body.contains(&format!("{draft}/drawing?back=check#drawing")), "{}", check.body);
}

#[tokio::test]
async fn sheets_are_changed_and_strokes_cleared_without_script() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "quick").await;
    let address = format!("{draft}/drawing");
    let changed = browser.post(&address, &drawn(&[("to", "blank")])).await;
    assert_eq!(changed.location(), format!("{address}?back=#drawing"));
    let page = browser.get(&address).await;
    assert!(page.body.contains("fw-grid") && page.body.contains(LINE) && !page.body.contains("data-region"));
    assert!(page.body.contains("value=\"knee_right\" checked"), "the list stays");
    for to in ["plan:0192b7c4-0000-4000-8000-000000000001", "//elsewhere"] {
        browser.post(&address, &[("drawing", SKETCH), ("drawing_ground", "blank"), ("to", to)]).await;
        assert!(browser.get(&address).await.body.contains("fw-grid"), "{to} is not offered");
    }
    browser.post(&address, &[("drawing", SKETCH), ("drawing_text", "残る"), ("act", "clear")]).await;
    let page = browser.get(&address).await;
    assert!(!page.body.contains(LINE) && page.body.contains("残る"));
    let other = Browser::of(&test, "risk").await.get(&address).await;
    assert_ne!(other.status, StatusCode::OK, "a draft is its writer's alone");
}

#[tokio::test]
async fn a_drawing_is_never_a_wall() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    assert!(!page.body.contains("図の説明"), "who did not draw is not asked for it");
    let silent = [("drawing", SKETCH), ("drawing_ground", "blank"), ("back", "check")];
    let back = browser.post(&format!("{draft}/drawing"), &silent).await;
    assert_eq!(back.location(), format!("{draft}/check"));
    let page = browser.get(back.location()).await;
    assert!(page.body.contains("図の説明") && page.hidden("key").is_some(), "asked for, and sent without");
    let long = "あ".repeat(2_001);
    let answer = browser.post(&format!("{draft}/drawing"), &[("drawing_text", &long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("href=\"#drawing-text\"") && answer.body.contains(&long), "nothing typed is lost");
}

#[tokio::test]
async fn the_open_desk_offers_regions_and_words() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::new(&test);
    let form = browser.get("/anonymous/hoshi").await;
    assert!(form.body.contains("value=\"heel_left\"") && !form.body.contains("ui-drawing"), "no draft, no pad");
    let region = [("key", "k9"), ("region", "heel_left"), ("region_finding_heel_left", "pressure_injury")];
    let fields = [sound(&place).as_slice(), &region].concat();
    let check = browser.post("/anonymous/hoshi", &[fields.as_slice(), &[("act", "check")]].concat()).await;
    assert!(check.body.contains("かかと 左（本人の）：褥瘡"), "{}", check.body);
    assert_eq!(check.hidden("region"), Some("heel_left"));
}

//! Tests of the full form: six pages, one page, the level box, completing a quick report.
use axum::http::StatusCode;
use testkit::TestApp;

use super::{begin, checked, sound};
use crate::browser::Browser;

/// A page, what is answered on it, and where that leads.
type Step = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// The pages of a whole report: page, answers, the page that comes next.
const PAGES: [Step; 5] = [
    (
        "when",
        &[
            ("occurred", "other"),
            ("occurred_era", "reiwa"),
            ("occurred_year", "8"),
            ("occurred_month", "11"),
            ("occurred_day", "18"),
            ("occurred_half", "pm"),
            ("occurred_hour", "2"),
            ("occurred_minute", "5"),
            ("discovered", "same"),
            ("place", "unknown"),
            ("situation", "other"),
            ("situation_other", "送迎中"),
            ("mode", "named"),
        ],
        "who",
    ),
    (
        "who",
        &[
            ("no_person", ""),
            ("person1_name", "山田 太郎"),
            ("person1_sex", "male"),
            ("person1_birth_era", "showa"),
            ("person1_birth_year", "35"),
            ("person1_birth_month", "2"),
            ("person1_birth_day", "29"),
            ("experience_years", "５"),
        ],
        "what",
    ),
    (
        "what",
        &[("form", "medication"), ("medication_detail", "wrong_person"), ("narrative", "となりの席の人の薬を飲んだ")],
        "result",
    ),
    ("result", &[("reached", "yes"), ("body_effect", "no"), ("treatment", "none"), ("superior_name", "佐藤")], "cause"),
    (
        "cause",
        &[("factor", "staff"), ("cause", "assumption"), ("cause", "other"), ("cause_other", "暗かった")],
        "check",
    ),
];

/// What the check page then says.
const ON_CHECK: [&str; 11] = [
    "令和8年11月18日（2026年11月18日・水）",
    "午後2時05分",
    "その他（送迎中）",
    "山田 太郎 男 昭和35年2月29日（1960年2月29日・月） 66歳",
    "5年0か月",
    "他者の薬の誤服薬",
    "レベル3（案）",
    "アクシデント",
    "その他（暗かった）",
    "あとで書けます",
    "身元引受人への報告",
];

#[tokio::test]
async fn a_full_report_is_written_page_by_page() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    assert_eq!(browser.get(&draft).await.location(), format!("{draft}/when"));
    let first = browser.get(&format!("{draft}/when")).await;
    for words in ["全6ページ中 1ページ目", "発生年月日", "発見時刻", "発生時の状況", "1ページで入力", "あとで書く"]
    {
        assert!(first.body.contains(words), "{words}");
    }
    for (page, fields, next) in PAGES {
        let saved = browser.post(&format!("{draft}/{page}"), &[fields, &[("act", "next")]].concat()).await;
        assert_eq!(saved.location(), format!("{draft}/{next}"), "after {page}");
    }
    let check = browser.get(&format!("{draft}/check")).await;
    for words in ON_CHECK {
        assert!(check.body.contains(words), "{words}\n{}", check.body);
    }
    let sent = browser.post(&format!("{draft}/submit"), &[("key", check.hidden("key").unwrap())]).await;
    assert!(browser.get(sent.location()).await.body.contains("R8-0001"));
}

#[tokio::test]
async fn what_cannot_be_read_is_asked_again_and_what_is_missing_is_not() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let page = browser.post(&format!("{draft}/who"), &[("experience_years", "たくさん"), ("act", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("value=\"たくさん\"") && page.body.contains("0から70までの数字"), "{}", page.body);
    let later = browser.post(&format!("{draft}/who"), &[("experience_years", "たくさん"), ("act", "later")]).await;
    assert!(later.location().starts_with("/reports/new?done=draft_saved"), "later is always possible");
    let empty = browser.post(&format!("{draft}/when"), &[("act", "next")]).await;
    assert_eq!(empty.location(), format!("{draft}/who"));

    let check = browser.get(&format!("{draft}/check")).await;
    let way = format!("href=\"{draft}/what?back=check#narrative\"");
    assert!(check.body.contains(&way), "{}", check.body);
    assert!(!check.body.contains("この内容で送信する"), "what has errors cannot be sent");
    let mend = browser.get(&format!("{draft}/what?back=check")).await;
    assert!(
        mend.body.contains("何が起きたか（起きそうだったか）を書いてください")
            && mend.body.contains("保存して確認へもどる")
    );
    let back = browser.post(&format!("{draft}/what"), &[("narrative", "x"), ("back", "check"), ("act", "check")]).await;
    assert_eq!(back.location(), format!("{draft}/check"));
}

#[tokio::test]
async fn the_level_box_answers_without_script() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let result = format!("{draft}/result");
    assert!(browser.get(&result).await.body.contains("上の質問に答えると"));
    let facts = [("reached", "yes"), ("treatment", "first_aid"), ("act", "level")];
    let page = browser.post(&result, &facts).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "id=\"level-box\"",
        "レベル2（案）",
        "まで上がることがあります",
        "処置をした場所",
        "著明なレベル低下を及ぼす後遺症",
    ] {
        assert!(page.body.contains(words), "{words}\n{}", page.body);
    }
    let clash = browser.post(&result, &[("reached", "no"), ("death", "yes"), ("act", "level")]).await;
    assert!(clash.body.contains("両立しません"), "{}", clash.body);
}

#[tokio::test]
async fn persons_are_added_one_by_one_and_nothing_is_lost() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let page = browser.post(&format!("{draft}/who"), &[("person1_name", "山田"), ("add_person", "2")]).await;
    assert!(page.body.contains("value=\"山田\"") && page.body.contains("name=\"person2_name\""), "{}", page.body);
    assert!(!page.body.contains("name=\"person3_name\""));
    let (first, more) = (page.body.find("name=\"act\" value=\"next\""), page.body.find("name=\"add_person\""));
    assert!(first < more && first.is_some(), "the enter key goes on, it does not add a person");
    let page = browser.post(&format!("{draft}/who"), &[("person_count", "2"), ("add_person", "9")]).await;
    assert!(page.body.contains("name=\"person5_name\"") && !page.body.contains("person6_name"));
}

#[tokio::test]
async fn one_page_holds_every_question() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let draft = begin(&mut browser, "full").await;
    let page = browser.get(&format!("{draft}/all")).await;
    for name in ["occurred", "person1_name", "narrative", "reached", "prevention", "mode"] {
        assert!(page.body.contains(&format!("name=\"{name}\"")), "{name}");
    }
    let sent = browser.post(&format!("{draft}/all"), &[sound(&place).as_slice(), &[("act", "check")]].concat()).await;
    assert_eq!(sent.location(), format!("{draft}/check"));
    assert!(browser.get(&format!("{draft}/check")).await.body.contains("この内容で送信する"));
    let lost = browser.get(&format!("{draft}/nonsense")).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_quick_report_is_completed_as_a_full_one() {
    let test = TestApp::new().await;
    let place = test.places[0].to_string();
    let mut browser = Browser::of(&test, "kaigo").await;
    let (draft, page) = checked(&mut browser, &sound(&place)).await;
    let receipt = browser.post(&format!("{draft}/submit"), &[("key", page.hidden("key").unwrap())]).await;
    let report = receipt.location().strip_suffix("/receipt").unwrap().to_owned();
    let full = browser.post(&format!("{report}/promote"), &[]).await.location().to_owned();
    assert_eq!(browser.post(&format!("{report}/promote"), &[]).await.location(), full, "one draft, however often");
    let check = browser.get(&format!("{full}/check")).await;
    assert!(check.body.contains("R8-0001") && check.body.contains("車いすのブレーキ"), "{}", check.body);
    let sent = browser.post(&format!("{full}/submit"), &[("key", check.hidden("key").unwrap())]).await;
    assert!(browser.get(sent.location()).await.body.contains("R8-0002"));
    let stranger = Browser::of(&test, "kaigo2").await.post(&format!("{report}/promote"), &[]).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_written_beside_an_answer_that_leaves_it_out_is_told_before_sending() {
    let test = TestApp::new().await;
    let mut browser = Browser::of(&test, "kaigo").await;
    let place = test.places[0].to_string();
    let draft = begin(&mut browser, "full").await;
    let beside = [("place_other", "中庭の<b>"), ("finding_present", "none"), ("finding", "fracture"), ("act", "check")];
    browser.post(&format!("{draft}/all"), &[sound(&place).as_slice(), &beside].concat()).await;
    let check = browser.get(&format!("{draft}/check")).await;
    assert!(check.body.contains("書いてあるのに、報告に入らないもの"), "{}", check.body);
    for item in [
        format!("href=\"{draft}/when?back=check#place\">発生場所（中庭の&#60;b&#62;）</a>"),
        format!("href=\"{draft}/result?back=check#finding_present\">所見の内容（骨折）</a>"),
    ] {
        assert!(check.body.contains(&item), "{item}\n{}", check.body);
    }
    assert!(check.body.contains("この内容で送信する"), "it may be sent as it is");
    browser.post(&format!("{draft}/all"), &[sound(&place).as_slice(), &[("act", "check")]].concat()).await;
    let check = browser.get(&format!("{draft}/check")).await;
    assert!(!check.body.contains("報告に入らないもの"), "{}", check.body);
}

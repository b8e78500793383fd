//! Tests settling over the pages: findings in place, each decision as an ordinary form, the refusal to approve, the list of other names.
use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{submit, wrong_person};

const MONTH: &str = "/months/2026-11";

/// The tag of the finding with these words, as the page's form has it.
fn tag(page: &Reply, words: &str) -> String {
    let from = page.body.find(&format!("<strong>{words}</strong>")).unwrap_or_else(|| panic!("{words} is not listed"));
    let rest = &page.body[from..];
    let at = rest.find("name=\"finding\" value=\"").expect("a form");
    rest[at + 22..].split('"').next().expect("a value").to_owned()
}

async fn desk() -> (TestApp, String) {
    let t = TestApp::new().await;
    let id = submit(&t, wrong_person(&t), "a").await;
    let editor = format!("{MONTH}/texts/{id}");
    let text = [
        ("circumstances", "11月3日の昼食後、海野さんの薬を田中さんに渡した。<西>側の席。"),
        ("prevention", "名前を声に出して読む。"),
    ];
    Browser::of(&t, "risk").await.post(&editor, &text).await.location();
    (t, editor)
}

#[tokio::test]
async fn findings_are_marked_in_the_text_and_settled_by_plain_forms() {
    let (t, editor) = desk().await;
    let mut writer = Browser::of(&t, "risk").await;
    let page = writer.get(&editor).await;
    assert!(page.body.contains("海野さん<a class=\"ui-find__number\""), "marked in place");
    assert!(page.body.contains("<kbd class=\"ui-key\">A</kbd>"), "the keys stand on the buttons");
    let mut other = Browser::of(&t, "rijicho").await;
    let shown = other.get(&editor).await;
    assert!(
        shown.body.contains("決めるのを待っています") && !shown.body.contains("name=\"finding\""),
        "an approver sees and waits"
    );
    let early = other.post(&format!("{editor}/approve"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("個人が分かるおそれのある言葉が、まだ残っています"));

    let settle = format!("{editor}/settle");
    let date = tag(&page, "11月3日");
    let done = writer.post(&settle, &[("finding", &date), ("how", "apply")]).await;
    assert_eq!(done.location(), format!("{editor}?done=finding_settled#finding-open"));
    let again = writer.post(&settle, &[("finding", &date), ("how", "apply")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("そのあいだに変わりました"), "a second press changes nothing and says so");
    let page = writer.get(&editor).await;
    assert!(page.body.contains("○月上旬"));
    let name = tag(&page, "海野さん");
    let without = writer.post(&settle, &[("finding", &name), ("how", "keep")]).await;
    assert!(without.status == StatusCode::UNPROCESSABLE_ENTITY && without.body.contains("残す理由を選んでください"));
    writer
        .post(&settle, &[("finding", &name), ("how", "keep"), ("reason", "other"), ("reason_words", "架空の名前です")])
        .await
        .location();
    let page = writer.get(&editor).await;
    assert!(page.body.contains("架空の名前です") && page.body.contains("安全 一郎"), "reason and person are shown");
    writer.post(&format!("{settle}/sure"), &[]).await.location();
    let page = writer.get(&editor).await;
    assert!(!page.body.contains("田中さん<a"), "what is sure was changed");
    writer.post(&format!("{settle}/undo"), &[]).await.location();
    let page = writer.get(&editor).await;
    let left = tag(&page, "田中さん");
    writer.post(&settle, &[("finding", &left), ("how", "reword"), ("wording", "隣の方")]).await.location();
    let page = writer.get(&editor).await;
    assert!(page.body.contains("隣の方"));
    for (code, status) in [("burn", StatusCode::NOT_FOUND), ("apply", StatusCode::FORBIDDEN)] {
        let mut browser = Browser::of(&t, if code == "burn" { "risk" } else { "kaigo" }).await;
        assert_eq!(browser.post(&settle, &[("finding", &left), ("how", code)]).await.status, status, "{code}");
    }
}

#[tokio::test]
async fn the_administrator_keeps_other_names() {
    let (t, editor) = desk().await;
    let mut admin = Browser::of(&t, "kanri").await;
    assert!(admin.get("/admin").await.body.contains("href=\"/admin/names\""));
    let empty = admin.post("/admin/names", &[("kind", "person"), ("names", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let lines: String = (0..60).map(|number| format!("呼び名{number:02}\n")).collect();
    assert_eq!(
        admin.post("/admin/names", &[("kind", "person"), ("names", &lines)]).await.location(),
        "/admin/names?done=names_added"
    );
    let page = admin.get("/admin/names").await;
    assert!(
        page.body.contains("呼び名00") && !page.body.contains("呼び名55") && page.body.contains("/admin/names?page=2")
    );
    let second = admin.get("/admin/names?page=2").await;
    let at = second.body.find("/admin/names/").expect("a form");
    let remove: String = second.body[at..].split('"').next().unwrap().to_owned();
    admin.post(&remove, &[]).await.location();
    assert_eq!(Browser::of(&t, "risk").await.get("/admin/names").await.status, StatusCode::FORBIDDEN);
    admin.post("/admin/names", &[("kind", "place"), ("names", "昼食後")]).await.location();
    let found = Browser::of(&t, "risk").await.get(&editor).await;
    assert!(found.body.contains("昼食後<a"), "a name of the list is found at once");
}

//! Tests of the public face over HTTP: home, plain words, feed, tables, and that a browser need not fetch twice.
use app::publication::Step;
use axum::http::{StatusCode, header};
use domain::publication::Month;
use testkit::TestApp;

use crate::browser::Browser;

/// Two months without a case, published.
async fn published() -> TestApp {
    let t = TestApp::new().await;
    t.clock.set("2026-12-02T01:00:00Z");
    for month in ["2026-10", "2026-11"] {
        let month: Month = month.parse().unwrap();
        for (login, step) in
            [("risk", Step::Draft), ("risk", Step::Check), ("rijicho", Step::Approve), ("rijicho", Step::Publish)]
        {
            t.app.month_step(&t.ctx(login).await, month, step).await.unwrap();
        }
    }
    t
}

#[tokio::test]
async fn the_home_explains_in_four_ways() {
    let t = published().await;
    let mut public = Browser::new(&t);
    let page = public.get("/public/hoshi?lang=ja").await.body;
    for words in [
        "令和8年11月（2026年11月）",
        "令和8年度（2026年度）",
        "id=\"trend-all\"",
        "id=\"trend-accident\"",
        "<desc id=\"trend-all-desc\">",
        "href=\"/public/hoshi/months.csv\"",
        "電話 000-000-0000",
        "CC BY 4.0",
        "長崎県障害者福祉事業団",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let plain = public.get("/public/hoshi?lang=ja&words=plain").await.body;
    assert!(plain.contains("<ruby>") && !page.contains("<ruby>"));
    assert!(
        plain.contains("/public/hoshi/2026-11?lang=ja&#38;words=plain")
            || plain.contains("/public/hoshi/2026-11?lang=ja&amp;words=plain"),
        "the words stay chosen"
    );
    let english = public.get("/public/hoshi?lang=en").await.body;
    assert!(english.contains("Plain English") && english.contains("November 2026 (Reiwa 8)"));
    for page in ["/public?lang=en&words=plain", "/public/hoshi/data", "/public/hoshi/2026-10?lang=ja&words=plain"] {
        assert_eq!(public.get(page).await.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn lists_for_programs_have_stable_addresses() {
    let t = published().await;
    let mut public = Browser::new(&t);
    let feed = public.get("/public/hoshi/feed.atom?lang=en").await;
    assert_eq!(feed.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry>").count(), 2);
    assert!(feed.body.contains("<updated>2026-12-02T10:00:00+09:00</updated>"), "{}", feed.body);
    let index: serde_json::Value = serde_json::from_str(&public.get("/public/hoshi/months.json").await.body).unwrap();
    let newest = &index["months"][0];
    assert_eq!((&newest["month"], &newest["revision"]), (&"2026-11".into(), &1.into()));
    let original = public.get("/public/hoshi/2026-11.json").await.body;
    assert_eq!(newest["snapshot_sha256"], sha256(&original), "the list tells the hash of the original");
    let all = public.get("/public/hoshi/months.csv").await.body;
    assert_eq!(public.get("/public/hoshi/months-fy2026.csv").await.body, all, "both months lie in one year");
    assert_eq!(all.matches("施設コード").count(), 1);
    for nothing in ["months-fy2025.csv", "months-fyx.csv", "fy2026-h1", "fy2026-h1.csv", "feed", "months.xml", "cases"]
    {
        let status = public.get(&format!("/public/hoshi/{nothing}")).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let t = published().await;
    let mut public = Browser::new(&t);
    for path in [
        "/public?lang=ja",
        "/public/hoshi?lang=ja",
        "/public/hoshi/2026-10?lang=ja",
        "/public/hoshi/2026-10.csv",
        "/public/hoshi/feed.atom",
    ] {
        public.headers.clear();
        let first = public.get(path).await;
        assert_eq!(first.header(header::CACHE_CONTROL), "public, max-age=300", "{path}");
        let tag = first.header(header::ETAG).to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        public.headers = vec![("if-none-match", tag)];
        let again = public.get(path).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
    }
    let month = Browser::new(&t).get("/public/hoshi/2026-10").await;
    assert_eq!(month.header(header::LAST_MODIFIED), "Wed, 02 Dec 2026 01:00:00 GMT");
}

#[tokio::test]
async fn the_licence_is_a_setting() {
    let t = published().await;
    let fields = [
        ("name_ja", "ほし"),
        ("name_en", "Hoshi"),
        ("calendar", "wareki"),
        ("contact", "1\r\n2"),
        ("licence", "政府標準利用規約"),
    ];
    let saved = Browser::of(&t, "kanri").await.post("/admin/facility", &fields).await;
    assert_eq!(saved.location(), "/admin/facility?done=facility_saved");
    let page = Browser::new(&t).get("/public/hoshi").await.body;
    assert!(page.contains("政府標準利用規約") && page.contains("1<br>2"), "lines stay lines");
    assert!(Browser::of(&t, "kanri").await.get("/admin/facility").await.body.contains("政府標準利用規約"));
}

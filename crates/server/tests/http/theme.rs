//! Tests of insight of a theme over HTTP: the words go through every link, a chip removes them, notes stand on its own charts.
use axum::http::StatusCode;
use domain::publication::Month;
use testkit::TestApp;

use crate::browser::Browser;
use crate::scene::{fall, submit};

/// 浴室, as addresses have it.
const BATH: &str = "%E6%B5%B4%E5%AE%A4";

/// Fourteen months with two falls each, one of them in the bath.
async fn bathing(t: &TestApp) {
    let first: Month = "2025-09".parse().unwrap();
    for at in 0..14 {
        let month = first.plus(at);
        t.clock.set(&format!("{month}-10T01:00:00Z"));
        for (n, told) in ["浴室の床で足がすべった。", "廊下で転倒した。"].into_iter().enumerate() {
            let mut fields = fall(t);
            fields.set("occurred", month.first_day().to_string());
            fields.set("narrative", told);
            submit(t, fields, &format!("m{at}-{n}")).await;
        }
    }
    t.clock.set("2026-11-02T01:00:00Z");
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap();
}

#[tokio::test]
async fn the_words_go_through_every_link_and_a_chip_removes_them() {
    let t = TestApp::new().await;
    bathing(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get(&format!("/insight?q={BATH}&months=13")).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["「浴室」を本文に含む報告だけ", "「浴室」を含む報告", "href=\"/insight?months=13\"", "「浴室」を外す"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let lists: Vec<&str> = page.body.split("href=\"/cases?").skip(1).collect();
    assert!(lists.len() > 12 && lists.iter().all(|list| list.split('"').next().unwrap().contains(BATH)), "{lists:?}");
    let charts = page.body.split("href=\"/insight/chart?").skip(1);
    assert!(charts.clone().count() > 3 && charts.clone().all(|link| link.split('"').next().unwrap().contains(BATH)));
    assert!(!page.body.contains("/insight/pack.pdf"), "the pack tells of all reports");
    let actions = "対策の効きやすさと効果";
    assert!(!page.body.contains(actions), "actions know no words");
    assert!(risk.get("/insight?months=13").await.body.contains(actions));
    let address = format!("measure=reports&q={BATH}");
    let chart = risk.get(&format!("/insight/chart?{address}")).await;
    assert!(
        chart.body.contains("このテーマのグラフだけに出ます") && chart.body.contains("グラフに書きこむ"),
        "{}",
        chart.body
    );
    assert!(chart.body.contains("href=\"/insight/chart?measure=reports\""), "back to all reports");
    assert!(chart.body.contains(&format!("/insight/numbers.csv?measure=reports&#38;q={BATH}")), "{}", chart.body);
    let csv = risk.get(&format!("/insight/numbers.csv?{address}")).await;
    assert!(csv.body.contains("\"2026-10\",\"1\""), "{}", csv.body);
    // A note stands on the theme's chart alone; the pack is not made of a theme, offered or not.
    let note = [("measure", "reports"), ("kind", "note"), ("month", "2026-10"), ("words", "手すり設置"), ("q", "浴室")];
    let kept = risk.post("/insight/chart/notes", &note).await;
    assert_eq!(kept.location(), format!("/insight/chart?{address}&done=note_added"));
    assert!(risk.get(&format!("/insight/chart?{address}")).await.body.contains("手すり設置"));
    assert!(!risk.get("/insight/chart?measure=reports").await.body.contains("手すり設置"));
    assert_eq!(risk.get(&format!("/insight/pack.pdf?q={BATH}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(Browser::of(&t, "kaigo").await.get(&format!("/insight?q={BATH}")).await.status, StatusCode::FORBIDDEN);
    let odd = risk.get("/insight?q=%3Cb%3E%26months%3D1").await;
    assert!(odd.status == StatusCode::OK && !odd.body.contains("「<b>"), "{}", odd.body);
    assert_eq!(risk.get("/insight?form=suzuki").await.status, StatusCode::NOT_FOUND);
    assert_eq!(risk.get("/insight/chart?measure=reports&form=suzuki").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_view_of_a_theme_is_kept_and_themes_lead_to_insight() {
    let t = TestApp::new().await;
    bathing(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let query = format!("q={BATH}&months=13");
    let saved = risk.post("/insight/views", &[("name", "浴室を毎月"), ("query", &query)]).await;
    assert_eq!(saved.location(), format!("/insight?months=13&q={BATH}&done=view_saved"));
    let page = risk.get("/insight").await;
    assert!(page.body.contains(&format!("href=\"/insight?months=13&#38;q={BATH}\"")), "{}", page.body);
    let rows = t.raw_rows().await;
    let view = rows.iter().find(|row| row.table == "saved_views").unwrap();
    assert!(view.text.contains("months=13") && !view.text.contains("浴室") && !view.text.contains(BATH));
    for n in 0..12 {
        let mut fields = fall(&t);
        fields.set("narrative", "離床センサーの電池が切れていた。");
        fields.set("occurred", "2026-11-01");
        submit(&t, fields, &format!("new{n}")).await;
    }
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap();
    let page = risk.get("/themes?period=month").await;
    assert!(
        page.body.contains("」の分析") && page.body.contains("href=\"/insight?q=%E9%9B%BB%E6%B1%A0\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_theme_is_watched_from_its_page_and_stands_among_the_signals() {
    let t = TestApp::new().await;
    bathing(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let query = format!("months=13&q={BATH}");
    let address = format!("/insight?{query}");
    assert!(risk.get(&address).await.body.contains("この言葉の動きも毎晩見る"));
    assert!(!risk.get("/insight").await.body.contains("毎晩見る"), "of all reports everything is watched anyway");
    let sent = risk.post("/insight/themes", &[("query", &query)]).await;
    assert_eq!(sent.location(), format!("{address}&done=theme_watched"));
    let page = risk.get(&address).await.body;
    let stop = page.split("formaction=\"").find(|part| part.starts_with("/insight/themes/")).unwrap();
    let stop = stop.split('"').next().unwrap().to_owned();
    let signals = risk.get("/insight/signals").await.body;
    assert!(signals.contains(&format!("<a href=\"/insight?q={BATH}\">浴室</a>")), "{signals}");
    let mut director = Browser::of(&t, "rijicho").await;
    assert!(!director.get(&address).await.body.contains("見るのをやめる"));
    assert_eq!(director.post(&stop, &[("query", &query)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(risk.post(&stop, &[("query", &query)]).await.location(), format!("{address}&done=theme_not_watched"));
    assert!(!risk.get("/insight/signals").await.body.contains("毎晩見ている言葉"));
    assert_eq!(risk.post("/insight/themes", &[("query", "months=13")]).await.status, StatusCode::NOT_FOUND);
}

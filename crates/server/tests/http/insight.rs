//! Tests of the insight pages: what they show and to whom, notes on a chart, signals in the inbox, saved views.
mod behind;

use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::Browser;
use crate::scene::{fall, submit};

/// A year and a half with three falls a month, and ten in the last whole month; the clock stands at its end.
async fn months(t: &TestApp) {
    let first: domain::publication::Month = "2025-03".parse().unwrap();
    for at in 0..20 {
        let month = first.plus(at);
        t.clock.set(&format!("{month}-10T01:00:00Z"));
        for n in 0..if at == 19 { 12 } else { 3 } {
            let mut fields = fall(t);
            fields.set("occurred", month.first_day().to_string());
            submit(t, fields, &format!("m{at}-{n}")).await;
        }
    }
    t.clock.set("2026-11-02T01:00:00Z");
}

#[tokio::test]
async fn the_page_says_what_changed_and_every_chart_has_words_table_and_numbers() {
    let t = TestApp::new().await;
    months(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get("/insight").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "令和8年10月の報告は12件です。",
        "偶然では説明しにくい",
        "報告の数で並べることはしません",
        "<desc",
        "表で見る",
        "曜日と時間帯",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(
        page.body.contains("href=\"/cases?from=2026-10-01&amp;until=2026-10-31&amp;merged=no\""),
        "from a sentence to its reports"
    );
    let chart = risk.get("/insight/chart?measure=reports").await;
    assert!(chart.body.contains("<svg") && chart.body.contains("グラフに書きこむ"));
    let csv = risk.get("/insight/numbers.csv?measure=reports").await;
    assert!(
        csv.header("content-type").starts_with("text/csv") && csv.body.contains("\"2026-10\",\"12\""),
        "{}",
        csv.body
    );
    assert_eq!(risk.get("/insight/chart?measure=x").await.status, StatusCode::NOT_FOUND);
    for odd in ["/insight?unit=x&months=7&until=2099-13&compare=z", "/insight?form=%3Cb%3E", "/insight?until=1900-01"] {
        let page = risk.get(odd).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("<b>"), "{odd}");
    }
}

#[tokio::test]
async fn who_may_look_and_who_may_write() {
    let t = TestApp::new().await;
    for path in ["/insight", "/insight/chart?measure=harm", "/insight/numbers.csv?measure=harm", "/insight/signals"] {
        assert_eq!(Browser::of(&t, "kaigo").await.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(Browser::of(&t, "rijicho").await.get(path).await.status, StatusCode::OK, "{path}");
    }
    let mut director = Browser::of(&t, "rijicho").await;
    let page = director.get("/insight/chart?measure=harm").await;
    assert!(!page.body.contains("グラフに書きこむ"), "nothing is offered that would be refused");
    let note = [("measure", "harm"), ("kind", "note"), ("month", "2026-10"), ("words", "x")];
    assert_eq!(director.post("/insight/chart/notes", &note).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_note_is_written_refused_with_what_was_typed_and_taken_back() {
    let t = TestApp::new().await;
    months(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let wrong = [("measure", "reports"), ("kind", "rebase"), ("month", ""), ("words", "様式を改めた")];
    let page = risk.post("/insight/chart/notes", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("月を選んでください") && page.body.contains("様式を改めた"), "{}", page.body);
    let note = [("measure", "reports"), ("kind", "note"), ("month", "2026-04"), ("words", "<b>対策開始")];
    let done = risk.post("/insight/chart/notes", &note).await;
    assert_eq!(done.location(), "/insight/chart?measure=reports&done=note_added");
    let page = risk.get("/insight/chart?measure=reports").await;
    assert!(page.body.contains("&#60;b&#62;対策開始") && !page.body.contains("<b>対策"), "{}", page.body);
    let kind = [("measure", "reports"), ("note", "chart"), ("chart", "i")];
    assert_eq!(risk.post("/insight/chart/notes", &kind).await.status, StatusCode::SEE_OTHER);
    let page = risk.get("/insight/chart?measure=reports").await;
    assert!(page.body.contains("I管理図"));
    for (code, words) in [("ewma", "ならした値"), ("cusum", "下向きの和")] {
        t.clock.advance(1);
        let kind = [("measure", "reports"), ("note", "chart"), ("chart", code)];
        assert_eq!(risk.post("/insight/chart/notes", &kind).await.status, StatusCode::SEE_OTHER);
        let page = risk.get("/insight/chart?measure=reports").await;
        let chosen = format!("<option value=\"{code}\" selected>");
        assert!(page.body.contains(words) && page.body.contains(&chosen), "{code}: {}", page.body);
        assert!(risk.get("/insight").await.body.contains(words), "the overview shows it, too");
    }
    let id = page.body.split("/insight/chart/notes/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let back = risk.post(&format!("/insight/chart/notes/{id}/withdraw"), &[("measure", "reports")]).await;
    assert_eq!(back.location(), "/insight/chart?measure=reports&done=note_withdrawn");
    assert!(risk.get("/insight/chart?measure=reports").await.body.contains("取り消し"));
    let frozen = [("measure", "reports"), ("kind", "freeze"), ("month", "2026-02"), ("words", "基準の年")];
    assert_eq!(risk.post("/insight/chart/notes", &frozen).await.status, StatusCode::SEE_OTHER);
    let page = risk.get("/insight/chart?measure=reports").await.body;
    assert!(page.contains("ui-chart__base") && page.contains("基準は令和7年3月から令和8年2月まで（12点）"), "{page}");
}

#[tokio::test]
async fn a_signal_waits_in_the_inbox_until_somebody_has_dealt_with_it() {
    let t = TestApp::new().await;
    months(&t).await;
    let system = t.app.system(t.facility).await.unwrap();
    assert!(t.app.raise_signals(&system).await.unwrap() > 0);
    let mut risk = Browser::of(&t, "risk").await;
    assert!(risk.get("/inbox").await.body.contains("グラフの知らせ"));
    assert!(risk.get("/").await.body.contains("/insight/signals"));
    assert!(!Browser::of(&t, "leader").await.get("/inbox").await.body.contains("グラフの知らせ"));
    let page = risk.get("/insight/signals").await;
    assert!(page.body.contains("いつもの幅を上に外れました") && page.body.contains("月に約"), "{}", page.body);
    let (waiting, charts) = (page.body.matches("id=\"done-").count(), page.body.matches("id=\"seen-").count());
    assert!(waiting > 0 && charts >= waiting, "each with its chart: {}", page.body);
    for action in page.body.split("action=\"/insight/signals/").skip(1) {
        let id = action.split('"').next().unwrap();
        let path = format!("/insight/signals/{id}");
        let refused = risk.post(&path, &[("done", " ")]).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("どうしたかを書いてください")
        );
        assert_eq!(
            risk.post(&path, &[("done", "会議で確かめた")]).await.location(),
            "/insight/signals?done=signal_dealt"
        );
    }
    let page = risk.get("/insight/signals").await;
    assert!(page.body.contains("会議で確かめた") && page.body.contains("対応を待っている知らせはありません"));
    assert!(!risk.get("/inbox").await.body.contains("グラフの知らせが"));
}

#[tokio::test]
async fn a_view_is_kept_by_its_name_and_only_what_was_understood() {
    let t = TestApp::new().await;
    let mut risk = Browser::of(&t, "risk").await;
    let view = [("name", "転倒を<毎月>"), ("query", "form=fall&months=13&evil=1&done=x")];
    assert_eq!(risk.post("/insight/views", &view).await.location(), "/insight?form=fall&months=13&done=view_saved");
    let page = risk.get("/insight").await;
    assert!(
        page.body.contains("href=\"/insight?form=fall&#38;months=13\"") && page.body.contains("転倒を&#60;毎月&#62;")
    );
    let refused = risk.post("/insight/views", &[("name", ""), ("query", "form=fall")]).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("保存する名前を書いてください")
    );
    let id = page.body.split("/insight/views/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let other = Browser::of(&t, "rijicho").await.post(&format!("/insight/views/{id}/delete"), &[]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(risk.post(&format!("/insight/views/{id}/delete"), &[]).await.location(), "/insight?done=view_deleted");
}

//! Tests of corrective actions over HTTP: rights, from setting one to its check, wrong answers that stay, two people at once, insight.
use axum::http::StatusCode;
use domain::id::ReportId;
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{fall, submit};

fn person(t: &TestApp, login: &str) -> String {
    format!("person:{}", t.people.iter().find(|person| person.login == login).unwrap().account)
}

/// Opens the form, fills it and sends it.
async fn set(t: &TestApp, browser: &mut Browser, report: ReportId, kind: &str) -> Reply {
    let path = format!("/reports/{report}/actions/new");
    let form = browser.get(&path).await;
    let (key, owner) = (form.hidden("key").unwrap().to_owned(), person(t, "kaigo2"));
    let fields =
        [("key", key.as_str()), ("what", "椅子を替える"), ("kind", kind), ("owner", &owner), ("due", "R8.12.20")];
    browser.post(&path, &fields).await
}

/// The address of the action to which setting it led.
fn address(reply: &Reply) -> String {
    reply.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn strangers_learn_nothing_and_colleagues_are_told() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let report = submit(&t, fall(&t), "a").await;
    let action = address(&set(&t, &mut Browser::of(&t, "leader").await, report, "training").await);
    let form = format!("/reports/{report}/actions/new");
    let done = [("on", "R8.11.20"), ("evidence", "x")];
    let (ok, no) = (StatusCode::OK, StatusCode::FORBIDDEN);
    for (login, reads, asks, carries) in [
        ("kaigo2", ok, no, StatusCode::UNPROCESSABLE_ENTITY),
        ("kaigo", ok, no, no),
        ("kanri", no, no, no),
        ("mamoru", no, no, no),
        ("rijicho", ok, ok, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let mut browser = Browser::of(&t, login).await;
        assert_eq!(browser.get(&action).await.status, reads, "{login}");
        assert_eq!(browser.get(&form).await.status, asks, "{login}");
        assert_eq!(browser.post(&format!("{action}/done"), &[]).await.status, carries, "{login}");
        let withdrawn = browser.post(&format!("{action}/withdraw"), &[]).await.status;
        assert_eq!(withdrawn, if asks == ok { StatusCode::UNPROCESSABLE_ENTITY } else { no }, "{login}");
        assert_eq!(browser.get("/actions").await.status, ok, "{login}: staff may carry one out");
    }
    let mut stranger = Browser::new(&t);
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    stranger.cookies.insert("futawa".to_owned(), cookie);
    for path in [&action, &form] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(stranger.post(&format!("{action}/done"), &done).await.status, StatusCode::NOT_FOUND);
    assert!(Browser::new(&t).get("/actions").await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn an_action_is_set_done_and_checked() {
    let t = TestApp::new().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let record = leader.get(&format!("/reports/{report}")).await.body;
    assert!(record.contains("まだ対策は決められていません。") && record.contains("対策を決める"));
    let reply = set(&t, &mut leader, report, "reminder").await;
    assert!(reply.location().ends_with("done=action_set"), "{}", reply.body);
    let action = address(&reply);
    let record = leader.get(&format!("/reports/{report}")).await.body;
    assert!(record.contains("椅子を替える") && record.contains("期限：令和8年12月20日"), "{record}");
    assert!(record.contains("効きやすさ 弱") && record.contains("それだけでは長くは効きにくいので"), "all are weak");
    set(&t, &mut leader, report, "structure").await;
    let record = leader.get(&format!("/reports/{report}")).await.body;
    assert!(!record.contains("それだけでは長くは効きにくいので"), "one is strong");
    // The owner sees the action, records it, and is no reader of the report.
    let mut owner = Browser::of(&t, "kaigo2").await;
    let list = owner.get("/actions").await.body;
    assert!(list.contains(&action) && list.contains("あなたが担当する対策です"), "{list}");
    let page = owner.get(&action).await.body;
    assert!(!page.contains(&format!("/reports/{report}")) && page.contains("実施したと記録する"));
    let done = [("seen", "0"), ("on", "きょう"), ("evidence", "掲示の写真")];
    let reply = owner.post(&format!("{action}/done"), &done).await;
    assert_eq!(reply.location(), format!("{action}?done=action_done"));
    let page = owner.get(&action).await.body;
    assert!(page.contains("1か月後の確認：令和8年12月20日") && page.contains("担当者が記録"), "{page}");
    t.clock.set("2026-12-20T01:00:00Z");
    let mut risk = Browser::of(&t, "risk").await;
    assert!(risk.get("/actions?group=check_due").await.body.contains(&action));
    assert!(Browser::of(&t, "kaigo2").await.get("/").await.body.contains("1件が期限か確認の時期"), "home says so");
    let check = [("seen", "1"), ("on", "R8.12.20"), ("verdict", "not"), ("reason", "また転倒があった")];
    assert!(risk.post(&format!("{action}/check"), &check).await.location().ends_with("action_checked"));
    let page = risk.get(&action).await.body;
    assert!(page.contains("効果がなかった対策です") && !page.contains("確認を記録する"), "{page}");
}

#[tokio::test]
async fn wrong_answers_stay_and_of_two_people_one_wins() {
    let t = TestApp::new().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let path = format!("/reports/{report}/actions/new");
    let wrong = [("key", "k"), ("what", "<b>椅子"), ("kind", "checklist"), ("due", "きのう")];
    let reply = leader.post(&path, &wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("&#60;b&#62;椅子") && reply.body.contains("value=\"checklist\" checked"));
    assert!(reply.body.contains("value=\"きのう\"") && reply.body.contains("期限がもう過ぎています"), "{}", reply.body);
    let action = address(&set(&t, &mut leader, report, "checklist").await);
    let early = [("seen", "0"), ("on", "R8.11.21"), ("evidence", "<i>写真")];
    let reply = leader.post(&format!("{action}/done"), &early).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("きょうより後の日") && reply.body.contains("&#60;i&#62;写真"), "{}", reply.body);
    let done = [("seen", "0"), ("on", "R8.11.20"), ("evidence", "写真")];
    assert_eq!(leader.post(&format!("{action}/done"), &done).await.status, StatusCode::SEE_OTHER);
    let late = leader.post(&format!("{action}/withdraw"), &[("seen", "0"), ("reason", "別の対策")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("ほかの人が先に進めました"), "{}", late.body);
    assert_eq!(leader.get("/actions/00000000-0000-4000-8000-000000000001").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_step_is_taken_back_and_the_history_keeps_both() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let action = address(&set(&t, &mut leader, report, "structure").await);
    let (path, button) = (format!("{action}/take-back"), "直前の記録を取り消す");
    assert!(!leader.get(&action).await.body.contains(button), "nothing is recorded yet");
    let done = [("seen", "0"), ("on", "R8.11.20"), ("evidence", "掲示の写真")];
    leader.post(&format!("{action}/done"), &done).await;
    let back = [("seen", "1"), ("reason", "<b>別の対策</b>と間違えた")];
    // Who could record a step but did not record this one is told; who may not read the action too; a stranger learns nothing.
    for login in ["kaigo2", "rijicho", "kaigo", "mamoru"] {
        let mut browser = Browser::of(&t, login).await;
        assert!(!browser.get(&action).await.body.contains(button), "{login}");
        assert_eq!(browser.post(&path, &back).await.status, StatusCode::FORBIDDEN, "{login}");
    }
    let mut stranger = Browser::new(&t);
    stranger
        .cookies
        .insert("futawa".to_owned(), t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie);
    assert_eq!(stranger.post(&path, &back).await.status, StatusCode::NOT_FOUND);
    let missing = leader.post(&path, &[("seen", "1"), ("reason", " ")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        missing.body.contains("id=\"reason-error\"")
            && missing.body.contains("理由を書いてください")
            && missing.body.contains("取り消す記録：令和8年11月20日に実施しました")
    );
    let mut risk = Browser::of(&t, "risk").await;
    assert!(risk.get(&action).await.body.contains(button), "the safety manager may");
    assert_eq!(leader.post(&path, &back).await.location(), format!("{action}?done=action_taken_back"));
    let late = risk.post(&path, &back).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("ほかの人が先に進めました"), "{}", late.body);
    let page = leader.get(&action).await.body;
    assert!(page.contains("<s>令和8年11月20日に実施しました</s>") && page.contains("取り消し済み"), "{page}");
    assert!(
        page.contains("直前の記録を取り消しました</strong>")
            && page.contains("&#60;b&#62;別の対策&#60;/b&#62;と間違えた")
    );
    assert!(page.contains("実施したと記録する") && !page.contains(button), "it stands where it stood before");
}

#[tokio::test]
async fn the_history_of_the_report_tells_what_happened_to_its_actions() {
    let t = TestApp::new().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let action = address(&set(&t, &mut leader, report, "structure").await);
    let done = [("seen", "0"), ("on", "R8.11.20"), ("evidence", "掲示の写真")];
    Browser::of(&t, "kaigo2").await.post(&format!("{action}/done"), &done).await;
    leader.post(&format!("/reports/{report}/act/addendum"), &[("length", "1"), ("text", "あとで分かったこと")]).await;
    let back = [("seen", "1"), ("reason", "まだだった")];
    Browser::of(&t, "risk").await.post(&format!("{action}/take-back"), &back).await;
    let withdrawn = [("seen", "2"), ("reason", "<i>別の対策")];
    leader.post(&format!("{action}/withdraw"), &withdrawn).await;
    for login in ["leader", "kaigo", "risk"] {
        let page = Browser::of(&t, login).await.get(&format!("/reports/{report}")).await.body;
        let history = page.split_once("history-title").unwrap().1;
        let told = [
            ("対策を決めました", "主任 春子"),
            ("対策の実施を記録しました（令和8年11月20日に実施）", "介護 次郎"),
            ("対策の直前の記録を取り消しました", ""),
            ("対策を取りやめました", "主任 春子"),
        ];
        let mut before = 0;
        for (what, who) in told {
            let at = history.find(what).unwrap_or_else(|| panic!("{login} {what}: {history}"));
            let item = history[at..].split_once("</li>").unwrap().0;
            assert!(at > before && item.contains(who), "{login} {what}: {item}");
            assert!(item.contains(&format!("<a href=\"{action}\">椅子を替える</a>")), "{login} {what}: {item}");
            before = at;
        }
        assert!(!history.contains("別の対策"), "reasons stand on the page of the action");
    }
    let english = leader.get(&format!("/reports/{report}?lang=en")).await.body;
    assert!(english.contains("Took back the last entry of a corrective action"), "{english}");
}

#[tokio::test]
async fn the_list_is_a_file_by_the_same_conditions_and_rights() {
    let t = TestApp::new().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let path = format!("/reports/{report}/actions/new");
    for (kind, what, owner) in [
        ("training", "=HYPERLINK(1)", "seat:unit_leader".to_owned()),
        ("structure", "「椅子」を\"替える\"", person(&t, "kaigo2")),
    ] {
        let fields = [("what", what), ("kind", kind), ("owner", owner.as_str()), ("due", "R8.12.20")];
        assert_eq!(leader.post(&path, &fields).await.status, StatusCode::SEE_OTHER, "{kind}");
    }
    let mut risk = Browser::of(&t, "risk").await;
    let csv = risk.get("/actions.csv").await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"actions.csv\"");
    assert_eq!(csv.header("cache-control"), "private, no-store");
    assert!(csv.body.starts_with('\u{feff}') && csv.body.lines().count() == 3, "{}", csv.body);
    assert!(csv.body.contains("\"'=HYPERLINK(1)\",\"training\",\"weak\",\"\",\"unit_leader\""), "{}", csv.body);
    let chairs = "\"「椅子」を\"\"替える\"\"\",\"structure\",\"strong\",\"介護 次郎\",\"\",\"2026-11-20\",\"2026-12-20\",\"open\",\"open\"";
    assert!(csv.body.contains(chairs), "{}", csv.body);
    // The link carries the conditions, and the file goes by them; where nothing passes there is no link.
    let list = risk.get("/actions?strength=strong&group=open").await.body;
    assert!(list.contains("href=\"/actions.csv?strength=strong&#38;group=open\""), "{list}");
    let strong = risk.get("/actions.csv?strength=strong&group=open").await.body;
    assert!(strong.lines().count() == 2 && strong.contains("structure"), "{strong}");
    assert_eq!(risk.get("/actions.csv?group=over").await.body.lines().count(), 1);
    assert!(!risk.get("/actions?group=over").await.body.contains("/actions.csv"));
    // Who carries some out gets those; who carries none out gets none; a stranger is asked to sign in.
    for (login, lines) in [("kaigo2", 2), ("leader", 2), ("mamoru", 1)] {
        let own = Browser::of(&t, login).await.get("/actions.csv").await.body;
        assert_eq!(own.lines().count(), lines, "{login}: {own}");
    }
    assert!(Browser::new(&t).get("/actions.csv").await.location().starts_with("/sign-in"));
    t.second_facility().await;
    let mut stranger = Browser::new(&t);
    stranger
        .cookies
        .insert("futawa".to_owned(), t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie);
    assert_eq!(stranger.get("/actions.csv").await.body.lines().count(), 1, "nothing of another facility");
}

#[tokio::test]
async fn insight_counts_actions_and_leads_to_them() {
    let t = TestApp::new().await;
    let report = submit(&t, fall(&t), "a").await;
    let mut leader = Browser::of(&t, "leader").await;
    let weak = address(&set(&t, &mut leader, report, "training").await);
    let strong = address(&set(&t, &mut leader, report, "structure").await);
    t.clock.set("2026-12-21T01:00:00Z");
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get("/insight?months=13").await.body;
    let href = "/actions?from=2025-11-01&amp;until=2026-11-30&amp;strength=weak&amp;standing=overdue";
    assert!(page.contains("対策の効きやすさと効果") && page.contains(&format!("<a href=\"{href}\">1</a>")), "{page}");
    let list = risk.get(&href.replace("&amp;", "&")).await.body;
    assert!(list.contains(&weak) && !list.contains(&strong), "{list}");
    let other = risk.get(&format!("/insight?months=13&unit={}", t.units[1])).await.body;
    assert!(!other.contains("strength=weak"), "no action of that unit");
    let english = risk.get("/actions?lang=en").await.body;
    assert!(english.contains("Corrective actions") && english.contains("Overdue"), "{english}");
}

//! Tests judging and stamping over the pages: two rounds, two people at once, sending back, deputies, joining, the rights to it all.
use axum::http::StatusCode;
use domain::id::ReportId;
use jiff::civil::Date;
use testkit::TestApp;

use crate::browser::Browser;
use crate::scene::{ROUTE, act, fall, send, stamp, submit};

async fn page(t: &TestApp, login: &str, path: &str) -> String {
    let reply = Browser::of(t, login).await.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{login} {path}");
    reply.body
}

async fn round_one(t: &TestApp, id: ReportId) {
    for seat in ROUTE {
        assert_eq!(stamp(t, id, seat, "2").await.status, StatusCode::SEE_OTHER, "{seat:?}");
    }
}

#[tokio::test]
async fn a_report_goes_through_both_rounds() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    let path = format!("/reports/{id}");
    assert!(page(&t, "risk", "/inbox").await.contains(&path), "it waits for the first seat");
    assert!(!page(&t, "leader", "/inbox").await.contains(&path), "and for nobody else");
    round_one(&t, id).await;

    let mut leader = Browser::of(&t, "leader").await;
    let unit = t.units[0].to_string();
    let empty = act(&mut leader, id, "describe", &[("text", "声かけを2人で行う。")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.body.contains("声かけを2人で行う。") && empty.body.contains("#describe-units"),
        "the text is kept, the error leads to its field"
    );
    let described = act(&mut leader, id, "describe", &[("text", "声かけを2人で行う。"), ("units", &unit)]).await;
    assert_eq!(described.location(), format!("{path}?done=described"));

    let mut carer = Browser::of(&t, "kaigo").await;
    assert!(carer.get(&format!("{path}/measure")).await.body.contains("声かけを2人で行う。"));
    let read = carer.post(&format!("{path}/measure"), &[]).await;
    assert_eq!(read.location(), format!("{path}/measure?done=measure_read"));
    let other_unit = Browser::of(&t, "kaigo2").await.get(&format!("{path}/measure")).await;
    assert_eq!(other_unit.status, StatusCode::FORBIDDEN);

    for seat in ROUTE {
        assert_eq!(stamp(&t, id, seat, "2").await.status, StatusCode::SEE_OTHER, "{seat:?}");
    }
    let record = page(&t, "risk", &path).await;
    assert!(record.contains("決裁が終わりました"));
    assert_eq!(record.matches("data-state=\"stamped\"").count(), 8, "four seals in each round");
    assert!(record.contains("介護 花子"), "who reported is named in a named report");
    let readers = record.split("4人のうち1人が読みました").count();
    assert_eq!(readers, 2, "how many have read it is told");
}

#[tokio::test]
async fn a_stamp_opens_the_next_report_and_then_the_list() {
    let t = TestApp::new().await;
    let first = submit(&t, fall(&t), "a").await;
    t.clock.advance(3600);
    let second = submit(&t, fall(&t), "b").await;
    let reply = stamp(&t, first, ROUTE[0], "").await;
    assert_eq!(reply.location(), format!("/reports/{second}?done=stamped_next"));
    let reply = stamp(&t, second, ROUTE[0], "").await;
    assert_eq!(reply.location(), "/inbox?done=stamped_all");
}

#[tokio::test]
async fn a_refused_stamp_keeps_what_was_typed() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    stamp(&t, id, ROUTE[0], "").await;
    let mut leader = Browser::of(&t, "leader").await;
    let fields = [("seat", "unit_leader"), ("opinion", "よく気づいた。"), ("level", "4")];
    let reply = act(&mut leader, id, "stamp", &fields).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("よく気づいた。") && reply.body.contains("href=\"#stamp-level_reason\""));
    assert!(reply.body.contains("<option value=\"4\" selected"), "the chosen level is kept");
}

#[tokio::test]
async fn of_two_stamps_at_once_one_wins_and_the_other_is_told_kindly() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    let mut first = Browser::of(&t, "risk").await;
    let length = first.get(&format!("/reports/{id}")).await.hidden("length").unwrap().to_owned();
    let mut second = Browser::of(&t, "risk").await;
    let fields = [("seat", "handler"), ("opinion", "わたしの書いた文")];
    assert_eq!(send(&mut first, id, "stamp", &length, &[("seat", "handler")]).await.status, StatusCode::SEE_OTHER);
    let late = send(&mut second, id, "stamp", &length, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body.contains("先にほかの人が処理しました")
            && late.body.contains("安全 一郎さんが「取扱者(リスク委員長)として押印しました")
    );
    assert!(late.body.contains("わたしの書いた文"), "what was typed is still there");
    let record = page(&t, "risk", &format!("/reports/{id}")).await;
    assert_eq!(record.matches("data-state=\"stamped\"").count(), 1);
}

#[tokio::test]
async fn a_returned_report_comes_back_from_its_reporter() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    stamp(&t, id, ROUTE[0], "").await;
    let mut leader = Browser::of(&t, "leader").await;
    let without = act(&mut leader, id, "return", &[("seat", "unit_leader"), ("target", "reporter")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let fields = [("seat", "unit_leader"), ("target", "reporter"), ("reason", "発見した時刻を足してください。")];
    act(&mut leader, id, "return", &fields).await.location();

    let mut carer = Browser::of(&t, "kaigo").await;
    let record = carer.get(&format!("/reports/{id}")).await.body;
    assert!(record.contains("発見した時刻を足してください。") && record.contains("data-state=\"returned\""));
    assert!(
        record.contains("この押印は、その後の差戻しまたは取戻しにより無効になりました。"),
        "the void stamp stays in the history"
    );
    let resent = act(&mut carer, id, "resend", &[("text", "14時5分に発見しました。")]).await;
    assert_eq!(resent.location(), format!("/reports/{id}?done=resent"));
    let inbox = page(&t, "risk", "/inbox").await;
    assert!(inbox.contains(&format!("/reports/{id}")), "it begins again at the first seat");
    assert!(page(&t, "risk", &format!("/reports/{id}")).await.contains("14時5分に発見しました。"));
}

#[tokio::test]
async fn a_stamp_is_taken_back_and_a_case_goes_back_to_a_seat() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    stamp(&t, id, ROUTE[0], "").await;
    let mut risk = Browser::of(&t, "risk").await;
    act(&mut risk, id, "take-back", &[("seat", "handler")]).await.location();
    assert!(page(&t, "risk", "/inbox").await.contains(&format!("/reports/{id}")));
    stamp(&t, id, ROUTE[0], "").await;
    let mut leader = Browser::of(&t, "leader").await;
    let fields = [("seat", "unit_leader"), ("target", "seat:handler"), ("reason", "番号を確かめてください。")];
    act(&mut leader, id, "return", &fields).await.location();
    assert!(page(&t, "risk", "/inbox").await.contains(&format!("/reports/{id}")));
}

#[tokio::test]
async fn a_deputy_stamps_and_the_holder_looks_at_it_later() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    stamp(&t, id, ROUTE[0], "").await;
    let leader = t.people.iter().find(|person| person.login == "leader").unwrap().account;
    let deputy = t.people.iter().find(|person| person.login == "kaigo2").unwrap().account;
    let days = (Date::constant(2026, 11, 20), Date::constant(2026, 11, 30));
    t.app.delegate(&t.ctx("kanri").await, "unit_leader", leader, deputy, days).await.unwrap();

    let shown = page(&t, "kaigo2", &format!("/reports/{id}")).await;
    assert!(shown.contains("主任 春子さんの代わりに押印します"), "the deputy is told for whom");
    stamp(&t, id, ("kaigo2", "unit_leader"), "2").await.location();
    let record = page(&t, "leader", &format!("/reports/{id}")).await;
    assert!(record.contains("代決で押印済み") && record.contains("後閲を待っています"));
    assert!(page(&t, "leader", "/inbox").await.contains("後閲を待っている代決"));
    let mut holder = Browser::of(&t, "leader").await;
    let reply = act(&mut holder, id, "review", &[("seat", "unit_leader"), ("round", "1")]).await;
    assert_eq!(reply.location(), format!("/reports/{id}?done=reviewed"));
    assert!(page(&t, "leader", &format!("/reports/{id}")).await.contains("主任 春子さんが後閲しました"));
}

#[tokio::test]
async fn reports_of_one_event_are_joined_and_separated() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    let leading = submit(&t, fall(&t), "b").await;
    let number = t.app.view_report(&t.ctx("risk").await, leading).await.unwrap().report.number;
    let mut risk = Browser::of(&t, "risk").await;
    let unknown = act(&mut risk, id, "merge", &[("number", "R8-9999")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.body.contains("value=\"R8-9999\"") && unknown.body.contains("その番号の報告はありません"));
    act(&mut risk, id, "merge", &[("number", &number)]).await.location();
    assert!(page(&t, "risk", &format!("/reports/{id}")).await.contains(&number), "it says where it goes on");
    assert!(page(&t, "risk", &format!("/reports/{leading}")).await.contains("同じ出来事のほかの報告"));
    act(&mut risk, id, "separate", &[]).await.location();
    assert!(page(&t, "risk", &format!("/reports/{id}")).await.contains("まとめを解きました"));
}

#[tokio::test]
async fn strangers_learn_nothing_and_colleagues_are_told() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let id = submit(&t, fall(&t), "a").await;
    let path = format!("/reports/{id}");
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let mut stranger = Browser::new(&t);
    stranger.cookies.insert("futawa".to_owned(), cookie);
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    let reply = stranger.post(&format!("{path}/act/stamp"), &[("length", "1"), ("seat", "handler")]).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);

    let mut colleague = Browser::of(&t, "kaigo2").await;
    assert_eq!(colleague.get(&path).await.status, StatusCode::FORBIDDEN);
    let reply = colleague.post(&format!("{path}/act/stamp"), &[("length", "1"), ("seat", "handler")]).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(colleague.get("/cases").await.status, StatusCode::FORBIDDEN);
    let out_of_turn = send(&mut Browser::of(&t, "rijicho").await, id, "stamp", "", &[("seat", "chairman")]).await;
    assert_eq!(out_of_turn.status, StatusCode::FORBIDDEN, "a seat stamps in its turn only");
    let mut owner = Browser::of(&t, "kaigo").await;
    assert!(!owner.get(&path).await.body.contains("/act/stamp"), "the reporter is offered no stamp");
    let anybody = Browser::new(&t).get(&path).await;
    assert!(
        anybody.status != StatusCode::OK && !anybody.body.contains("食堂で立ち上がる"),
        "nobody reads it without signing in"
    );
}

#[tokio::test]
async fn a_protected_name_is_opened_by_two_and_read_by_them_alone() {
    let t = TestApp::new().await;
    let mut fields = fall(&t);
    fields.set("mode", "protected");
    let id = submit(&t, fields, "a").await;
    assert!(!page(&t, "risk", &format!("/reports/{id}")).await.contains("介護 花子"));
    let mut first = Browser::of(&t, "mamoru").await;
    let length = first.get("/identity").await.hidden("length").unwrap().to_owned();
    let asked = send(
        &mut first,
        id,
        "identity-request",
        &length,
        &[("reason", "けがの手当てについて、本人に至急聞く必要があるため")],
    )
    .await;
    assert_eq!(asked.location(), "/identity?done=identity_requested");
    let mut second = Browser::of(&t, "mamoru2").await;
    let desk = second.get("/identity").await;
    assert!(desk.body.contains("けがの手当てについて"));
    let length = desk.hidden("length").unwrap().to_owned();
    let alone = send(&mut first, id, "identity-open", &length, &[]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY, "who asked cannot agree");
    assert!(alone.body.contains("もう一人の担当者が行います"), "{}", alone.body);
    assert_eq!(send(&mut second, id, "identity-open", &length, &[]).await.location(), "/identity?done=identity_opened");
    let shown = second.post(&format!("/identity/{id}/name"), &[]).await;
    assert!(shown.body.contains("介護 花子"));
    let director = Browser::of(&t, "rijicho").await.post(&format!("/identity/{id}/name"), &[]).await;
    assert_eq!(director.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn all_reports_are_listed_by_condition() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    let found = page(&t, "risk", "/cases?form=fall&from=R8.11.1&until=2026-11-30").await;
    assert!(found.contains(&format!("/reports/{id}")) && found.contains("1件"));
    assert!(found.contains("/cases.csv?form=fall"), "the list is taken along under the same conditions");
    let csv = page(&t, "risk", "/cases.csv?form=fall").await;
    assert!(
        csv.starts_with('\u{FEFF}') && csv.lines().count() == 2 && !csv.contains("ふらついた"),
        "codes only, no text"
    );
    assert!(!page(&t, "risk", "/cases.csv?form=burn").await.contains("R8-"));
    let none = page(&t, "risk", "/cases?form=burn").await;
    assert!(none.contains("条件に合う報告はありません"));
    let asked = page(&t, "risk", "/cases?weekday=0&merged=no").await;
    assert_eq!(asked.matches("<li><a href=\"/cases?").count(), 2, "each condition can be taken away: {asked}");
    assert!(asked.contains("<details class=\"ui-details\"><summary>"), "the reports come before the fields: {asked}");
    let nonsense = page(&t, "risk", "/cases?weekday=9&hours=x&merged=yes").await;
    assert!(!nonsense.contains("ui-chips"), "what says nothing is not told: {nonsense}");
    let odd = page(&t, "risk", "/cases?from=xyz").await;
    assert!(odd.contains("日付として読めませんでした") && odd.contains("value=\"xyz\""));
    assert!(odd.contains("<details class=\"ui-details\" open>"), "what is to be mended is in sight: {odd}");
}

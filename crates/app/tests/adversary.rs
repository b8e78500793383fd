//! Owns the tests in the place of an adversary who holds the whole database: whom does it name? (ADR 0004)
use app::AppError;
use app::approval::Act;
use app::draft::PROMOTES_FIELD;
use app::report::{Receipt, Submission};
use domain::approval::{Refusal, ReturnTo};
use domain::form::Fields;
use domain::id::{ReportId, UnitId};
use domain::people::Role;
use domain::report::Door;
use sha2::{Digest as _, Sha256};
use testkit::{RawRow, TestApp};

use crate::support::{fall, round_one, stamp, submit};

const WRITERS: [&str; 5] = ["kaigo", "kaigo2", "leader", "risk", "kanri"];

fn with_mode(t: &TestApp, mode: &str) -> Fields {
    let mut fields = fall(t);
    fields.set("mode", mode);
    fields
}

/// The rows in which any of these texts stands, also inside bytes (hexadecimal).
fn hits<'a>(rows: &'a [RawRow], texts: &[String]) -> Vec<&'a RawRow> {
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02X}")).collect::<String>();
    let needles: Vec<String> = texts.iter().flat_map(|text| [text.clone(), hex(text)]).collect();
    rows.iter().filter(|row| needles.iter().any(|needle| row.text.contains(needle.as_str()))).collect()
}

/// The rows about these reports: those that name the id, and those that are new since `before`.
fn about(rows: &[RawRow], before: &[RawRow], ids: &[ReportId]) -> Vec<RawRow> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let is_of = |row: &&RawRow| {
        ids.iter().any(|id| row.text.contains(id))
            || (!["sessions", "known_devices"].contains(&row.table.as_str()) && !before.contains(row))
    };
    rows.iter().filter(is_of).cloned().collect()
}

/// Everything by which the database could name one of the writers.
fn traces(t: &TestApp, cookies: &[String]) -> Vec<String> {
    let people = t.people.iter().filter(|person| WRITERS.contains(&person.login));
    let names = ["介護 花子", "介護 次郎", "主任 春子", "安全 一郎", "管理 太郎"].map(str::to_owned);
    let sessions = cookies.iter().map(|cookie| {
        let secret = cookie.split_once('.').unwrap().1;
        Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    });
    let logins = WRITERS.map(|login| format!("'{login}'"));
    people.map(|person| person.account.to_string()).chain(names).chain(logins).chain(sessions).collect()
}

async fn anonymous_from_a_draft(t: &TestApp, cookie: &str) -> (Receipt, i64) {
    let ctx = t.app.resolve(cookie).await.unwrap().unwrap().ctx;
    let draft = t.app.new_draft(&ctx, Door::Quick, with_mode(t, "anonymous")).await.unwrap();
    let key = draft.fields.get("_key").to_owned();
    let fields = draft.fields;
    let submission = Submission { fields, door: Door::Quick, key, draft: Some(draft.id), promotes: None };
    (t.app.submit_report(&ctx, submission).await.unwrap(), ctx.now)
}

/// Whether a dumped journal row stands on this chain; the two engines quote a text differently.
fn on_chain(row: &RawRow, chain: &str) -> bool {
    row.text.contains(&format!("'{chain}'")) || row.text.contains(&format!("\"{chain}\""))
}

#[tokio::test]
async fn fifty_anonymous_reports_name_nobody_anywhere() {
    let t = TestApp::new().await;
    let mut cookies = Vec::new();
    for login in WRITERS {
        cookies.push(t.cookie(login).await);
    }
    let (before, mut ids, mut times) = (t.raw_rows().await, Vec::new(), Vec::new());
    for number in 0..50 {
        t.clock.advance(161 + number % 7);
        if number % 5 == 4 {
            let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
            let submission = Submission {
                fields: fall(&t),
                door: Door::Quick,
                key: number.to_string(),
                draft: None,
                promotes: None,
            };
            times.push(visitor.now.to_string());
            ids.push(t.app.submit_report(&visitor, submission).await.unwrap().report);
        } else {
            let (receipt, at) = anonymous_from_a_draft(&t, &cookies[usize::try_from(number).unwrap() % 5]).await;
            times.push(at.to_string());
            ids.push(receipt.report);
        }
    }
    let rows = t.raw_rows().await;
    let found = about(&rows, &before, &ids);
    for table in ["reports", "report_keys", "cases"] {
        assert_eq!(found.iter().filter(|row| row.table == table).count(), 50, "{table}");
    }
    for table in ["journal", "idempotency_keys", "number_series"] {
        assert!(found.iter().any(|row| row.table == table), "{table} was searched");
    }
    let hits = hits(&found, &[traces(&t, &cookies), times].concat());
    assert!(hits.is_empty(), "{hits:#?}");
    assert!(rows.iter().all(|row| row.table != "drafts"), "no draft is left");
    let main = found.iter().filter(|row| row.table == "journal" && on_chain(row, "main"));
    assert_eq!(main.count(), 0, "the chain of named acts does not grow");
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn following_by_code_leaves_an_hour_and_no_person() {
    let t = TestApp::new().await;
    let cookie = t.cookie("kaigo").await;
    let (receipt, _) = anonymous_from_a_draft(&t, &cookie).await;
    let risk = t.ctx("risk").await;
    t.app.act(&risk, receipt.report, None, Act::Ask("いつごろですか。".into())).await.unwrap();
    t.clock.advance(1_234);
    let before = t.raw_rows().await;
    let (holder, id) = t.app.receipt_holder("hoshi", &receipt.receipt_code.unwrap()).await.unwrap().unwrap();
    t.app.track_report(&holder, id).await.unwrap();
    t.app.act(&holder, id, None, Act::Answer("朝です。".into())).await.unwrap();
    t.app.track_report(&holder, id).await.unwrap();
    let rows = t.raw_rows().await;
    let new: Vec<RawRow> = rows.into_iter().filter(|row| !before.contains(row)).collect();
    let traces = [traces(&t, &[cookie]), vec![holder.now.to_string()]].concat();
    assert!(hits(&new, &traces).is_empty(), "{new:#?}");
    assert!(new.iter().all(|row| row.table != "journal" || on_chain(row, "anonymous")), "{new:#?}");
}

/// Every row that a protected reporter leaves behind, in every act that a reporter has.
#[tokio::test]
async fn a_protected_reporter_stays_unnamed_through_every_act() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    let before = t.raw_rows().await;
    let id = submit(&t, "kaigo", with_mode(&t, "protected"), "p").await.report;
    t.app.act(&ctx, id, None, Act::Addendum("追記です。".into())).await.unwrap();
    t.app.act(&ctx, id, None, Act::Revise("考え直しました。".into())).await.unwrap();
    let reason = "時刻を書いてください。".to_owned();
    let back = Act::Return { seat: "handler".into(), target: ReturnTo::Reporter, reason };
    t.app.act(&t.ctx("risk").await, id, None, back).await.unwrap();
    t.app.act(&ctx, id, None, Act::Resend { text: "14時です。".into() }).await.unwrap();
    t.app.act(&t.ctx("risk").await, id, None, Act::Ask("どこでですか。".into())).await.unwrap();
    t.app.act(&ctx, id, None, Act::Answer("食堂です。".into())).await.unwrap();
    t.app.view_report(&ctx, id).await.unwrap();
    t.app.track_report(&ctx, id).await.unwrap();
    round_one(&t, id, "2").await;
    let describe = Act::Describe { text: "見直した。".into(), units: vec![t.units[1]] };
    t.app.act(&t.ctx("risk").await, id, None, describe).await.unwrap();
    t.app.measure(&ctx, id).await.unwrap();
    t.app.confirm_measure(&ctx, id).await.unwrap();
    t.app.confirm_measure(&t.ctx("kaigo2").await, id).await.unwrap();

    let own = [t.people[0].account.to_string(), "介護 花子".to_owned()];
    let rows = t.raw_rows().await;
    let found = about(&rows, &before, &[id]);
    assert!(found.len() > 20, "the acts left rows");
    let hits = hits(&found, &own);
    assert!(hits.is_empty(), "{hits:#?}");
    for login in ["risk", "leader", "head", "rijicho"] {
        let reader = t.ctx(login).await;
        let view = t.app.view_report(&reader, id).await.unwrap();
        assert_eq!((view.reporter, view.report.reporter_account), (None, None), "{login}");
        assert!(view.timeline.iter().all(|entry| entry.actor.as_deref() != Some("介護 花子")), "{login}");
        assert!(view.read_receipts.iter().all(|read| read.account_id != t.people[0].account), "{login}");
    }
}

#[tokio::test]
async fn a_protected_reporter_of_an_addressed_unit_is_one_reader_among_others() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", with_mode(&t, "protected"), "p").await.report;
    round_one(&t, id, "2").await;
    let describe = Act::Describe { text: "見直した。".into(), units: vec![t.units[0]] };
    t.app.act(&t.ctx("risk").await, id, None, describe).await.unwrap();
    t.app.confirm_measure(&t.ctx("kaigo").await, id).await.unwrap();
    let view = t.app.view_report(&t.ctx("risk").await, id).await.unwrap();
    assert_eq!(view.read_receipts.len(), 1);
}

#[tokio::test]
async fn a_hidden_quick_report_is_only_completed_in_its_own_mode() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kaigo").await;
    for (index, first) in ["named", "protected"].into_iter().enumerate() {
        let quick = submit(&t, "kaigo", with_mode(&t, first), &format!("quick{index}")).await.report;
        let full = |mode: &str| {
            let (door, key) = (Door::Full, format!("{index} {mode}"));
            Submission { fields: with_mode(&t, mode), door, key, draft: None, promotes: Some(quick) }
        };
        for other in ["named", "protected", "anonymous"].into_iter().filter(|other| *other != first) {
            let before = t.raw_rows().await;
            let Err(AppError::Invalid(errors)) = t.app.submit_report(&ctx, full(other)).await else {
                panic!("{first} to {other} joins two modes")
            };
            assert_eq!((errors[0].field.as_str(), errors[0].code), ("mode", "mode_of_quick"));
            assert_eq!(t.raw_rows().await, before, "nothing is saved");
            let mut checked = with_mode(&t, other);
            checked.set(PROMOTES_FIELD, quick.to_string());
            let check = t.app.check_report(&ctx, &checked, Door::Full).await;
            assert!(matches!(check, Err(AppError::Invalid(_))), "the check page says so before sending");
        }
        let before = t.raw_rows().await;
        let receipt = t.app.submit_report(&ctx, full(first)).await.unwrap();
        let found = about(&t.raw_rows().await, &before, &[quick, receipt.report]);
        let own = [ctx.member().unwrap().account.to_string()];
        assert_eq!(hits(&found, &own).is_empty(), first == "protected", "{found:#?}");
    }
}

#[tokio::test]
async fn only_a_quick_report_of_ones_own_is_promoted() {
    let t = TestApp::new().await;
    let foreign = submit(&t, "kaigo2", fall(&t), "foreign").await.report;
    let ctx = t.ctx("kaigo").await;
    let full =
        |key: &str, promotes| Submission { fields: fall(&t), door: Door::Full, key: key.into(), draft: None, promotes };
    let own_full = t.app.submit_report(&ctx, full("a", None)).await.unwrap().report;
    for (index, promoted) in [foreign, own_full].into_iter().enumerate() {
        let refused = t.app.submit_report(&ctx, full(&format!("f{index}"), Some(promoted))).await;
        assert!(matches!(refused, Err(AppError::Denied(_))), "{refused:?}");
    }
    t.second_facility().await;
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    let mut checked = Fields::default();
    checked.set(PROMOTES_FIELD, foreign.to_string());
    for pair in [("narrative", "x"), ("place", "unknown"), ("form", "other"), ("occurred_unknown", "1")] {
        checked.set(pair.0, pair.1);
    }
    checked.set("reached", "no");
    let check = t.app.check_report(&stranger, &checked, Door::Full).await;
    assert!(matches!(check, Err(AppError::NotFound | AppError::Invalid(_))), "{check:?}");
}

/// A manager joins the own protected report to another one: one row "protected", one row by name would tell whose it is.
#[tokio::test]
async fn joining_an_own_protected_report_does_not_tell_whose_it_is() {
    let t = TestApp::new().await;
    let own = submit(&t, "risk", with_mode(&t, "protected"), "own").await.report;
    let other = submit(&t, "kaigo", fall(&t), "other").await.report;
    let risk = t.ctx("risk").await;
    t.app.merge_reports(&risk, own, other).await.unwrap();
    t.app.separate_report(&risk, own).await.unwrap();
    for id in [own, other] {
        let view = t.app.view_report(&t.ctx("rijicho").await, id).await.unwrap();
        let joining = view
            .timeline
            .iter()
            .filter(|entry| entry.event.kind().starts_with("report_") && entry.event.kind() != "report_submitted");
        let names: Vec<_> = joining.map(|entry| entry.actor.clone()).collect();
        assert_eq!(names, [Some("安全 一郎".to_owned()), Some("安全 一郎".to_owned())], "{id}");
    }
}

#[tokio::test]
async fn a_key_opens_nobody_elses_receipt() {
    let t = TestApp::new().await;
    let first = submit(&t, "kaigo", with_mode(&t, "anonymous"), "same").await;
    let second = submit(&t, "kaigo2", with_mode(&t, "anonymous"), "same").await;
    assert_ne!(first.receipt_code, second.receipt_code);
    let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
    let at_the_desk = |text: &str| {
        let mut fields = fall(&t);
        fields.set("narrative", text);
        Submission { fields, door: Door::Quick, key: "same".into(), draft: None, promotes: None }
    };
    let one = t.app.submit_report(&visitor, at_the_desk("一人目")).await.unwrap();
    let two = t.app.submit_report(&visitor, at_the_desk("二人目")).await.unwrap();
    assert_ne!((one.report, &one.receipt_code), (two.report, &two.receipt_code), "the page of the one before was open");
    assert_eq!(t.app.submit_report(&visitor, at_the_desk("二人目")).await.unwrap(), two);
}

#[tokio::test]
async fn ids_of_nowhere_are_refused_and_break_nothing() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    round_one(&t, id, "2").await;
    let risk = t.ctx("risk").await;
    let nowhere = UnitId::from_uuid(uuid::Uuid::from_u128(77));
    let describe = Act::Describe { text: "見直した。".into(), units: vec![t.units[0], nowhere] };
    let refused = t.app.act(&risk, id, None, describe).await;
    assert!(matches!(refused, Err(AppError::Refused(Refusal::UnitsMissing))), "{refused:?}");
    let judged = t
        .app
        .act(&risk, id, None, Act::Judge { level: domain::profile::LevelCode::new("99"), reason: "x".into() })
        .await;
    assert!(matches!(judged, Err(AppError::Refused(Refusal::LevelUnknown))), "{judged:?}");
    let seat = t.app.act(&t.ctx("kaigo").await, id, None, stamp("handler", None)).await;
    assert!(matches!(seat, Err(AppError::Denied(_))), "{seat:?}");
}

#[tokio::test]
async fn a_right_taken_away_is_gone_with_the_next_request() {
    let t = TestApp::new().await;
    let cookie = t.cookie("risk").await;
    let admin = t.ctx("kanri").await;
    let account = t.people[2].account;
    let before = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    assert!(before.member().unwrap().has(Role::SafetyManager));
    let held = t.app.colleague(&admin, account).await.unwrap();
    let mut edit = app::people::EditAccount {
        name: held.name,
        kana: held.kana,
        occupation: held.occupation,
        unit: held.unit,
        roles: vec![Role::Staff],
        status: app::people::Status::Active,
    };
    t.app.edit_account(&admin, account, edit.clone()).await.unwrap();
    let after = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    assert!(!after.member().unwrap().has(Role::SafetyManager));
    edit.status = app::people::Status::Suspended;
    t.app.edit_account(&admin, account, edit).await.unwrap();
    assert!(t.app.resolve(&cookie).await.unwrap().is_none(), "suspended");
    assert!(t.app.sign_in("hoshi", "risk", testkit::PASSWORD).await.is_err());
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_rest_and_twelve_hours_in_all() {
    let t = TestApp::new().await;
    let cookie = t.cookie("kaigo").await;
    for _ in 0..24 {
        t.clock.advance(29 * 60);
        assert!(t.app.resolve(&cookie).await.unwrap().is_some());
    }
    t.clock.advance(23 * 60 + 59);
    assert!(t.app.resolve(&cookie).await.unwrap().is_some(), "11:59:59");
    t.clock.advance(1);
    assert!(t.app.resolve(&cookie).await.unwrap().is_none(), "12 hours, however busy");
    let idle = t.cookie("kaigo").await;
    t.clock.advance(30 * 60 - 1);
    assert!(t.app.resolve(&idle).await.unwrap().is_some());
    t.clock.advance(30 * 60);
    assert!(t.app.resolve(&idle).await.unwrap().is_none());
}

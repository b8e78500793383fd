//! Owns the tests of the identity check: known lists, findings in place, decisions that stand, undoing, and who may approve.
use app::AppError;
use app::publication::{Checked, Finding, Settle, Step, TextDesk};
use app::rows::VerifyOptions;
use domain::form::Fields;
use domain::id::ReportId;
use domain::publication::{KeepReason, Month, MonthRefusal};
use testkit::TestApp;

use crate::support::{submit, wrong_person};

fn november() -> Month {
    "2026-11".parse().unwrap()
}

/// A case whose report names a user in its fields.
async fn case(t: &TestApp) -> ReportId {
    let mut fields = wrong_person(t);
    for (name, value) in [("person1_name", "海野 ハル"), ("person1_sex", "female"), ("person1_birth", "昭和15年3月4日")]
    {
        fields.set(name, value);
    }
    submit(t, "kaigo", fields, "a").await.report
}

async fn write(t: &TestApp, id: ReportId, circumstances: &str) {
    let text: Fields =
        [("circumstances", circumstances), ("prevention", "名前を声に出して読む。")].into_iter().collect();
    t.app.write_text(&t.ctx("risk").await, id, &text).await.unwrap();
}

async fn desk(t: &TestApp, id: ReportId) -> TextDesk {
    t.app.text_desk(&t.ctx("risk").await, id).await.unwrap()
}

async fn checked(t: &TestApp, id: ReportId) -> Checked {
    desk(t, id).await.checked
}

fn words(checked: &Checked) -> Vec<(&str, &str)> {
    checked.findings.iter().map(|finding| (finding.class, finding.words.as_str())).collect()
}

fn of<'c>(checked: &'c Checked, words: &str) -> &'c Finding {
    checked.findings.iter().find(|finding| finding.words == words).unwrap_or_else(|| panic!("{:?}", checked.findings))
}

async fn settle(t: &TestApp, id: ReportId, found: &str, how: Settle) -> Result<(), AppError> {
    let tag = of(&checked(t, id).await, found).tag.clone();
    t.app.settle_finding(&t.ctx("risk").await, id, &tag, how).await
}

fn keep(reason: KeepReason) -> Settle {
    Settle::Keep { reason: Some(reason), words: None }
}

async fn approve(t: &TestApp, id: ReportId) -> Result<(), AppError> {
    let reader = t.ctx("rijicho").await;
    let seen = t.app.text_desk(&reader, id).await.unwrap().seen;
    t.app.approve_text(&reader, id, &seen).await
}

fn is_open(answer: &Result<(), AppError>) -> bool {
    matches!(answer, Err(AppError::MonthRefused(MonthRefusal::FindingsOpen)))
}

#[tokio::test]
async fn findings_are_settled_one_by_one_before_anybody_approves() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    t.app.add_other_names(&t.ctx("kanri").await, "person", "はるばあ\nはるばあ\n").await.unwrap();
    write(&t, id, "11月3日、うんのさんではなく海野に渡した。はるばあと呼ぶ次郎が気づいた。西側の席だった。").await;
    let found = checked(&t, id).await;
    let kinds = words(&found);
    for expected in [("date", "11月3日"), ("person", "海野"), ("person", "はるばあ"), ("staff", "次郎")] {
        assert!(kinds.contains(&expected), "{expected:?} in {kinds:?}");
    }
    assert!(!kinds.iter().any(|(_, words)| words.contains('西')), "a direction is nobody: {kinds:?}");
    assert!(is_open(&approve(&t, id).await));

    settle(&t, id, "11月3日", Settle::Apply).await.unwrap();
    settle(&t, id, "海野", keep(KeepReason::FitsMany)).await.unwrap();
    settle(&t, id, "はるばあ", Settle::Reword("ある愛称".to_owned())).await.unwrap();
    let now = checked(&t, id).await;
    assert!(now.words.circumstances.starts_with("○月上旬、") && now.words.circumstances.contains("ある愛称"));
    assert_eq!(
        of(&now, "海野").kept.as_ref().map(|kept| kept.reason),
        Some(KeepReason::FitsMany),
        "a reason goes on holding"
    );
    assert!(is_open(&approve(&t, id).await), "two names are still open");
    t.app.settle_sure(&t.ctx("risk").await, id).await.unwrap();
    for finding in checked(&t, id).await.findings.into_iter().filter(|finding| finding.kept.is_none()) {
        t.app.settle_finding(&t.ctx("risk").await, id, &finding.tag, Settle::Apply).await.unwrap();
    }
    approve(&t, id).await.unwrap();
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn only_the_text_that_was_read_is_approved() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。").await;
    settle(&t, id, "海野", keep(KeepReason::FitsMany)).await.unwrap();
    let reader = t.ctx("rijicho").await;
    let seen = t.app.text_desk(&reader, id).await.unwrap().seen;
    let is_refused = async |seen: &str| matches!(t.app.approve_text(&reader, id, seen).await, Err(AppError::Conflict));
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。本人は飲んだ。").await;
    assert!(is_refused(&seen).await, "the text has one sentence more");
    let kept = t.app.text_desk(&reader, id).await.unwrap().seen;
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。").await;
    assert!(is_refused(&kept).await && is_refused("").await, "nor one that was not seen at all");
    t.app.approve_text(&reader, id, &seen).await.unwrap();
    let approved = desk(&t, id).await.text.unwrap();
    assert_eq!((approved.state.as_str(), approved.circumstances.contains("飲んだ")), ("approved", false));
}

#[tokio::test]
async fn another_reason_for_what_stays_is_another_text_to_approve() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    let reader = t.ctx("rijicho").await;
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。").await;
    settle(&t, id, "海野", keep(KeepReason::FitsMany)).await.unwrap();
    let seen = t.app.text_desk(&reader, id).await.unwrap().seen;
    t.app.undo_settling(&t.ctx("risk").await, id).await.unwrap();
    settle(&t, id, "海野", keep(KeepReason::Consent)).await.unwrap();
    assert!(matches!(t.app.approve_text(&reader, id, &seen).await, Err(AppError::Conflict)));
    approve(&t, id).await.unwrap();
}

#[tokio::test]
async fn a_changed_text_asks_again_only_for_what_is_new() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。").await;
    settle(&t, id, "海野", keep(KeepReason::FitsMany)).await.unwrap();
    assert_eq!(checked(&t, id).await.open(), 0);
    write(&t, id, "朝の食事のあとで、海野の薬を隣の席の方に渡してしまった。その次に、急いで海野を呼んだ。").await;
    let now = checked(&t, id).await;
    assert_eq!((now.findings.len(), now.open()), (2, 1), "the same name elsewhere is another finding");
    assert!(now.findings[0].kept.is_some());
}

#[tokio::test]
async fn what_was_settled_with_one_press_is_undone_with_one_press() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    let text = "11月3日14時25分、203号室で海野ハルさんの薬を渡した。";
    write(&t, id, text).await;
    let risk = t.ctx("risk").await;
    let count = t.app.settle_sure(&risk, id).await.unwrap();
    assert!(count >= 3, "{count}");
    let after = desk(&t, id).await;
    assert!(!after.checked.words.circumstances.contains("海野") && after.can_undo);
    t.app.undo_settling(&risk, id).await.unwrap();
    let back = desk(&t, id).await;
    assert_eq!(back.checked.words.circumstances, text);
    assert!(back.checked.open() >= 3 && !back.can_undo);
    assert!(matches!(t.app.undo_settling(&risk, id).await, Err(AppError::Invalid(_))), "nothing is left to undo");
    t.app.settle_sure(&risk, id).await.unwrap();
    write(&t, id, "別の方の薬を渡した。").await;
    assert!(!desk(&t, id).await.can_undo, "a rewritten text is not overwritten");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn decisions_need_their_reasons_and_their_rights() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    write(&t, id, "海野さんに渡した。").await;
    let tag = checked(&t, id).await.findings[0].tag.clone();
    let risk = t.ctx("risk").await;
    let other = Settle::Keep { reason: Some(KeepReason::Other), words: None };
    for (how, field) in [
        (Settle::Keep { reason: None, words: None }, "reason"),
        (other, "reason_words"),
        (Settle::Reword(" ".to_owned()), "wording"),
        (Settle::Reword("あ".repeat(201)), "wording"),
    ] {
        match t.app.settle_finding(&risk, id, &tag, how).await {
            Err(AppError::Invalid(errors)) => assert_eq!(errors[0].field, field),
            answer => panic!("{field}: {answer:?}"),
        }
    }
    let gone = t.app.settle_finding(&risk, id, "nothing", Settle::Apply).await;
    assert!(matches!(gone, Err(AppError::Invalid(errors)) if errors[0].code == "finding_gone"));
    for login in ["rijicho", "kaigo", "kanri"] {
        let answer = t.app.settle_finding(&t.ctx(login).await, id, &tag, Settle::Apply).await;
        assert!(matches!(answer, Err(AppError::Denied(_))), "{login}");
    }
    assert!(matches!(t.app.other_names(&risk, 1).await, Err(AppError::Denied(_))), "the list is the administrator's");
}

#[tokio::test]
async fn no_name_of_a_draft_or_of_a_decision_is_readable_in_the_database() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    t.app.add_other_names(&t.ctx("kanri").await, "person", "たまごばあ").await.unwrap();
    write(&t, id, "海野ハルさんを「たまごばあ」と呼び、小鳥遊さんに渡した。").await;
    settle(
        &t,
        id,
        "小鳥遊さん",
        Settle::Keep { reason: Some(KeepReason::Other), words: Some("小鳥遊は架空の名".into()) },
    )
    .await
    .unwrap();
    t.app.settle_sure(&t.ctx("risk").await, id).await.unwrap();
    for row in t.raw_rows().await {
        let text = format!("{row:?}");
        for name in ["海野", "たまごばあ", "小鳥遊"] {
            assert!(!text.contains(name), "{name} in {}", row.table);
        }
    }
}

#[tokio::test]
async fn a_month_waits_for_a_name_that_became_known_after_approval() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    t.clock.set("2026-12-02T01:00:00Z");
    write(&t, id, "隣の席の、ゆずの方の薬を渡した。").await;
    for finding in checked(&t, id).await.findings {
        t.app.settle_finding(&t.ctx("risk").await, id, &finding.tag, keep(KeepReason::CommonWord)).await.unwrap();
    }
    approve(&t, id).await.unwrap();
    t.app.add_other_names(&t.ctx("kanri").await, "person", "ゆず").await.unwrap();
    let risk = t.ctx("risk").await;
    t.app.month_step(&risk, november(), Step::Draft).await.unwrap();
    let stopped = t.app.month_step(&risk, november(), Step::Check).await;
    assert!(is_open(&stopped), "{stopped:?}");
    let checks = t.app.month_desk(&risk, november()).await.unwrap().checks;
    assert!(checks.iter().any(|check| check.count == 1 && check.report == id), "{checks:?}");
    settle(&t, id, "ゆず", Settle::Reword("別".to_owned())).await.unwrap();
    approve(&t, id).await.unwrap();
    t.app.month_step(&risk, november(), Step::Draft).await.unwrap();
    t.app.month_step(&risk, november(), Step::Check).await.unwrap();
}

#[tokio::test]
async fn a_feature_that_fits_too_few_cases_is_asked_about() {
    let t = TestApp::new().await;
    let id = case(&t).await;
    write(&t, id, "80歳代の女性に、食堂で別の方の薬を渡した。").await;
    let found = checked(&t, id).await;
    assert!(
        words(&found).contains(&("rare", "80歳代の")) && words(&found).contains(&("rare", "女性")),
        "{:?}",
        words(&found)
    );
    write(&t, id, "別の方の薬を渡した。").await;
    assert_eq!(checked(&t, id).await.findings, []);
}

#[tokio::test]
async fn other_names_come_in_parts_and_go_again() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    let lines: String = (0..120).map(|number| format!("呼び名{number}\n")).collect();
    assert_eq!(t.app.add_other_names(&kanri, "person", &lines).await.unwrap(), 120);
    assert_eq!(t.app.add_other_names(&kanri, "person", "呼び名7").await.unwrap(), 0, "once is enough");
    let third = t.app.other_names(&kanri, 3).await.unwrap();
    assert_eq!((third.names.len(), third.page, third.total), (20, 3, 120));
    assert_eq!(t.app.other_names(&kanri, 99).await.unwrap().page, 3);
    t.app.remove_other_name(&kanri, third.names[0].id).await.unwrap();
    assert_eq!(t.app.other_names(&kanri, 3).await.unwrap().total, 119);
    for (kind, lines, field) in [("", "あ", "kind"), ("person", " \n", "names"), ("staff", &"あ".repeat(41), "names")]
    {
        match t.app.add_other_names(&kanri, kind, lines).await {
            Err(AppError::Invalid(errors)) => assert_eq!(errors[0].field, field),
            answer => panic!("{field}: {answer:?}"),
        }
    }
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

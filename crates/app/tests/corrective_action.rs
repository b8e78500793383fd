//! Owns the tests of corrective actions on the use cases: who may, what is taken, what is refused, lists and counts, the proof.
use app::AppError;
use app::corrective_action::{ActionGroup, ActionQuery, ActionStep};
use app::rows::VerifyOptions;
use domain::corrective_action::{Owner, Standing, Strength, Verdict};
use domain::form::Fields;
use domain::id::{CorrectiveActionId, ReportId};
use domain::policy::Decision;
use testkit::TestApp;

use crate::support::{fall, submit};

fn typed(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().copied().collect()
}

fn account(t: &TestApp, login: &str) -> Owner {
    Owner::Person(t.people.iter().find(|person| person.login == login).unwrap().account)
}

fn new_action(kind: &str, owner: &Owner, due: &str) -> Fields {
    let mut fields = typed(&[("what", "食堂の椅子を肘掛けつきに替える"), ("kind", kind), ("due", due)]);
    fields.set("owner", owner.form_value());
    fields
}

fn codes(error: AppError) -> Vec<&'static str> {
    match error {
        AppError::Invalid(errors) => errors.into_iter().map(|error| error.code).collect(),
        other => panic!("{other:?}"),
    }
}

async fn set(t: &TestApp, report: ReportId, kind: &str, owner: &Owner) -> CorrectiveActionId {
    let fields = new_action(kind, owner, "令和8年12月20日");
    t.app.add_action(&t.ctx("leader").await, report, None, &fields).await.unwrap()
}

async fn step(
    t: &TestApp,
    login: &str,
    id: CorrectiveActionId,
    step: ActionStep,
    fields: &Fields,
) -> Result<(), AppError> {
    t.app.action_step(&t.ctx(login).await, id, step, None, fields).await
}

fn done(on: &str) -> Fields {
    typed(&[("on", on), ("evidence", "納品書と写真")])
}

fn check(on: &str, verdict: &str) -> Fields {
    typed(&[("on", on), ("verdict", verdict), ("reason", "1か月、同じ転倒がない")])
}

#[tokio::test]
async fn an_action_goes_from_setting_to_its_last_check() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let id = set(&t, report, "standard_equipment", &account(&t, "kaigo2")).await;
    t.clock.set("2026-12-10T01:00:00Z");
    step(&t, "kaigo2", id, ActionStep::Done, &done("令和8年12月10日")).await.unwrap();
    let early = step(&t, "leader", id, ActionStep::Check, &check("R8.12.10", "effective")).await.unwrap_err();
    assert_eq!(codes(early), ["action_check_too_early"]);
    for (now, on, verdict) in [
        ("2027-01-10T01:00:00Z", "R9.1.10", "cannot_tell"),
        ("2027-03-10T01:00:00Z", "R9.3.10", "partly"),
        ("2027-06-10T01:00:00Z", "R9.6.10", "effective"),
    ] {
        t.clock.set(now);
        step(&t, "leader", id, ActionStep::Check, &check(on, verdict)).await.unwrap();
    }
    let page = t.app.corrective_action(&t.ctx("kaigo2").await, id).await.unwrap();
    assert_eq!(page.view.what.as_deref(), Some("食堂の椅子を肘掛けつきに替える"));
    assert_eq!(page.view.action.last_check().map(|(_, verdict)| verdict), Some(Verdict::Effective));
    assert_eq!(page.view.steps.len(), 4);
    assert!(page.view.action.is_over() && page.view.steps[0].by_owner && !page.view.steps[1].by_owner);
    assert_eq!(page.view.steps[0].words.as_deref(), Some("納品書と写真"));
    let over = step(&t, "leader", id, ActionStep::Check, &check("R9.6.10", "not")).await.unwrap_err();
    assert!(matches!(over, AppError::Conflict), "{over:?}");
    let proof = t.app.verify(&VerifyOptions::default()).await.unwrap();
    assert_eq!(proof.findings(), []);
}

#[tokio::test]
async fn who_judges_sets_and_who_owns_carries_out() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let fields = new_action("training", &account(&t, "kaigo2"), "R8.12.20");
    for login in ["kaigo", "kaigo2", "kanri", "mamoru"] {
        let denied = t.app.add_action(&t.ctx(login).await, report, None, &fields).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(Decision::Forbid)), "{login}: {denied:?}");
    }
    for login in ["leader", "risk", "rijicho", "head"] {
        t.app.add_action(&t.ctx(login).await, report, None, &fields).await.unwrap();
    }
    t.second_facility().await;
    let stranger = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&stranger).await.unwrap().unwrap().ctx;
    let id = set(&t, report, "training", &account(&t, "kaigo2")).await;
    assert!(matches!(t.app.corrective_action(&stranger, id).await, Err(AppError::NotFound)));
    assert!(matches!(t.app.add_action(&stranger, report, None, &fields).await, Err(AppError::NotFound)));
    // The owner carries it out without reading the report; the reporter reads along; others do neither.
    let page = t.app.corrective_action(&t.ctx("kaigo2").await, id).await.unwrap();
    assert!(page.may_carry_out && page.is_owner && !page.may_write && !page.may_read_report);
    let page = t.app.corrective_action(&t.ctx("kaigo").await, id).await.unwrap();
    assert!(!page.may_carry_out && page.may_read_report);
    let denied = t.app.corrective_action(&t.ctx("mamoru").await, id).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(Decision::Forbid)), "{denied:?}");
    let reason = typed(&[("reason", "別の対策に替える")]);
    let denied = step(&t, "kaigo2", id, ActionStep::Withdraw, &reason).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(Decision::Forbid)), "{denied:?}");
    step(&t, "leader", id, ActionStep::Withdraw, &reason).await.unwrap();
    let late = step(&t, "kaigo2", id, ActionStep::Done, &done("R8.11.20")).await.unwrap_err();
    assert!(matches!(late, AppError::Conflict), "{late:?}");
    // A seat is an owner too: whoever sits there.
    let seat = set(&t, report, "training", &Owner::Seat("facility_director".to_owned())).await;
    assert!(t.app.corrective_action(&t.ctx("head").await, seat).await.unwrap().is_owner);
    assert_eq!(t.app.actions_of_report(&t.ctx("kaigo").await, report).await.unwrap().len(), 6);
}

#[tokio::test]
async fn a_mistake_is_taken_back_by_who_recorded_it_or_the_safety_manager() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let id = set(&t, report, "structure", &account(&t, "kaigo2")).await;
    let reason = typed(&[("reason", "別の対策と間違えた")]);
    let back = async |login: &str, seen: Option<usize>| {
        t.app.action_step(&t.ctx(login).await, id, ActionStep::TakeBack, seen, &reason).await
    };
    let denied = |found: Result<(), AppError>| matches!(found, Err(AppError::Denied(Decision::Forbid)));
    assert!(matches!(back("risk", None).await, Err(AppError::Conflict)), "nothing was recorded yet");
    step(&t, "kaigo2", id, ActionStep::Done, &done("R8.11.20")).await.unwrap();
    // Neither the reporter nor an overseer who did not record it; who withdraws may not for that reason either.
    for login in ["kaigo", "rijicho", "leader", "mamoru"] {
        assert!(denied(back(login, Some(1)).await), "{login}");
    }
    let nothing =
        t.app.action_step(&t.ctx("kaigo2").await, id, ActionStep::TakeBack, Some(1), &Fields::default()).await;
    assert_eq!(codes(nothing.unwrap_err()), ["reason_missing"]);
    assert!(t.app.corrective_action(&t.ctx("kaigo2").await, id).await.unwrap().may_take_back);
    assert!(!t.app.corrective_action(&t.ctx("leader").await, id).await.unwrap().may_take_back);
    let tally = async || t.app.action_tally(&t.ctx("risk").await, &ActionQuery::default()).await.unwrap();
    assert_eq!(tally().await.count(Strength::Strong, Standing::Waiting), 1);
    back("kaigo2", Some(1)).await.unwrap();
    assert_eq!(tally().await.count(Strength::Strong, Standing::Open), 1, "it stands where it stood before");
    let page = t.app.corrective_action(&t.ctx("leader").await, id).await.unwrap();
    assert_eq!(page.view.steps.iter().map(|step| step.taken_back).collect::<Vec<_>>(), [true, false]);
    assert_eq!(page.view.steps[1].words.as_deref(), Some("別の対策と間違えた"));
    assert!(page.view.steps[1].by_owner && page.view.action.last_step().is_none());
    // Twice is once too often: by the one who did, by the manager, and from a page that shows the step still.
    assert!(matches!(back("kaigo2", Some(1)).await, Err(AppError::Conflict)));
    assert!(matches!(back("risk", Some(1)).await, Err(AppError::Conflict)));
    assert!(matches!(back("risk", Some(2)).await, Err(AppError::Conflict)));
    // What somebody else recorded is taken back by the safety manager; then it can be withdrawn, and that taken back too.
    step(&t, "leader", id, ActionStep::Withdraw, &reason).await.unwrap();
    assert!(denied(back("kaigo2", Some(3)).await));
    back("risk", Some(3)).await.unwrap();
    step(&t, "kaigo2", id, ActionStep::Done, &done("R8.11.20")).await.unwrap();
    let proof = t.app.verify(&VerifyOptions::default()).await.unwrap();
    assert_eq!(proof.findings(), []);
}

#[tokio::test]
async fn of_two_who_take_the_same_step_back_one_wins() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let id = set(&t, report, "structure", &account(&t, "kaigo2")).await;
    step(&t, "leader", id, ActionStep::Done, &done("R8.11.20")).await.unwrap();
    let (leader, risk, reason) = (t.ctx("leader").await, t.ctx("risk").await, typed(&[("reason", "間違い")]));
    let back = |ctx| t.app.action_step(ctx, id, ActionStep::TakeBack, Some(1), &reason);
    let (one, other) = tokio::join!(back(&leader), back(&risk));
    let (won, lost) = if one.is_ok() { (one, other) } else { (other, one) };
    assert!(won.is_ok() && matches!(lost, Err(AppError::Conflict)), "{lost:?}");
    let page = t.app.corrective_action(&leader, id).await.unwrap();
    assert_eq!((page.view.steps.len(), page.view.action.standing_steps().count()), (2, 0));
}

#[tokio::test]
async fn wrong_answers_are_told_and_the_same_form_sets_one_action() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let ctx = t.ctx("leader").await;
    let nothing = t.app.add_action(&ctx, report, None, &Fields::default()).await.unwrap_err();
    assert_eq!(codes(nothing), ["text_missing", "choice_missing", "choice_missing", "date"]);
    let unknown = new_action("training", &Owner::Seat("vice_chairman".to_owned()), "R8.12.20");
    assert_eq!(codes(t.app.add_action(&ctx, report, None, &unknown).await.unwrap_err()), ["choice_unknown"]);
    let offers = t.app.action_offers(&ctx, report).await.unwrap();
    assert!(offers.seats.iter().any(|(code, _)| code == "unit_leader") && offers.others.is_empty());
    assert!(offers.people.iter().any(|(_, name, _)| name == "介護 次郎"));
    let fields = new_action("reminder", &account(&t, "kaigo2"), "R8.12.20");
    for _ in 0..2 {
        let id = t.app.add_action(&ctx, report, Some(offers.key), &fields).await.unwrap();
        assert_eq!(id, offers.key);
    }
    assert_eq!(t.app.actions_of_report(&ctx, report).await.unwrap().len(), 1);
    let seen = t.app.action_step(&ctx, offers.key, ActionStep::Done, Some(1), &done("R8.11.20")).await.unwrap_err();
    assert!(matches!(seen, AppError::Conflict), "the page had shown another state");
    let ahead = step(&t, "leader", offers.key, ActionStep::Done, &done("R8.11.21")).await.unwrap_err();
    assert_eq!(codes(ahead), ["action_day_ahead"]);
}

#[tokio::test]
async fn the_list_puts_first_what_is_late_and_the_table_counts_it() {
    let t = TestApp::new().await;
    let report = submit(&t, "kaigo", fall(&t), "a").await.report;
    let owner = account(&t, "kaigo2");
    let seat = Owner::Seat("unit_leader".to_owned());
    let late = set(&t, report, "training", &owner).await;
    let running = set(&t, report, "structure", &owner).await;
    let due = set(&t, report, "checklist", &seat).await;
    step(&t, "leader", due, ActionStep::Done, &done("R8.11.20")).await.unwrap();
    t.clock.set("2026-12-21T01:00:00Z");
    step(&t, "leader", running, ActionStep::Done, &done("R8.12.21")).await.unwrap();
    let open = t.app.add_action(&t.ctx("risk").await, report, None, &new_action("software", &seat, "R9.1.20")).await;
    let open = open.unwrap();
    let ids = async |login: &str, query: &ActionQuery| {
        let list = t.app.actions(&t.ctx(login).await, query).await.unwrap();
        (list.items.iter().map(|item| item.id).collect::<Vec<_>>(), list.groups, list.is_whole)
    };
    let all = ActionQuery::default();
    assert_eq!(ids("risk", &all).await, (vec![late, due, open, running], [1, 1, 1, 1, 0], true));
    assert_eq!(ids("kaigo2", &all).await, (vec![late, running], [1, 0, 0, 1, 0], false), "only the own ones");
    assert_eq!(ids("leader", &all).await.0, [due, open], "those of the seat");
    assert_eq!(ids("mamoru", &all).await.0, []);
    let group = ActionQuery { group: Some(ActionGroup::CheckDue), ..all.clone() };
    assert_eq!(ids("risk", &group).await.0, [due]);
    let strong = ActionQuery { strength: Some(Strength::Strong), standing: Some(Standing::Waiting), ..all.clone() };
    assert_eq!(ids("risk", &strong).await.0, [running]);
    let other = ActionQuery { unit: Some(t.units[1]), ..all.clone() };
    assert_eq!(ids("risk", &other).await.0, []);
    let denied = t.app.actions(&t.ctx("kanri").await, &all).await;
    assert!(denied.is_ok(), "staff may be owners");
    assert_eq!(t.app.count_own_actions_due(&t.ctx("kaigo2").await).await.unwrap(), 1);
    let tally = t.app.action_tally(&t.ctx("risk").await, &all).await.unwrap();
    assert_eq!((tally.total(), tally.count(Strength::Weak, Standing::Overdue)), (4, 1));
    assert_eq!(tally.count(Strength::Intermediate, Standing::Waiting), 1);
    let november = ActionQuery { until: Some(jiff::civil::date(2026, 11, 30)), ..all };
    assert_eq!(t.app.action_tally(&t.ctx("risk").await, &november).await.unwrap().total(), 3);
    assert!(matches!(t.app.action_tally(&t.ctx("leader").await, &november).await, Err(AppError::Denied(_))));
}

//! Owns the tests of who becomes keeper of identities: never by one person's word, and never by a password that another chose.
use app::approval::Act;
use app::people::{EditAccount, MatterKind, NewAccount};
use app::session::Session;
use app::{AppError, Ctx};
use domain::approval::Refusal;
use domain::id::{AccountId, ReportId};
use domain::people::Role;
use domain::policy::Decision;
use testkit::{PASSWORD, TestApp};

use super::{account, errors, one};
use crate::support::{fall, submit};

const WHY: &str = "本人の身に危険があり、緊急の連絡が必要なため";
const DAY: i64 = 24 * 60 * 60;

async fn with_roles(t: &TestApp, ctx: &Ctx, login: &str, roles: &[Role]) -> Result<(), AppError> {
    let person = t.app.colleague(&t.app.system(t.facility).await.unwrap(), account(t, login)).await.unwrap();
    let edit = EditAccount {
        name: person.name,
        kana: person.kana,
        occupation: person.occupation,
        unit: person.unit,
        roles: roles.to_vec(),
        status: person.status,
    };
    t.app.edit_account(ctx, account(t, login), edit).await
}

/// A second administrator, made by the program.
async fn second_administrator(t: &TestApp) -> Ctx {
    let system = t.app.system(t.facility).await.unwrap();
    with_roles(t, &system, "head", &[Role::Staff, Role::Administrator]).await.unwrap();
    t.ctx("head").await
}

async fn protected(t: &TestApp) -> ReportId {
    let mut fields = fall(t);
    fields.set("mode", "protected");
    submit(t, "kaigo", fields, "p").await.report
}

fn request() -> Act {
    Act::RequestIdentity { reason: WHY.to_owned() }
}

fn is_forbidden<T>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Denied(Decision::Forbid)))
}

#[tokio::test]
async fn one_administrator_makes_no_keeper_alone() {
    let t = TestApp::new().await;
    let other = second_administrator(&t).await;
    let kanri = t.ctx("kanri").await;
    with_roles(&t, &kanri, "kaigo2", &[Role::Staff, Role::IdentityKeeper]).await.unwrap();
    let chosen = account(&t, "kaigo2");
    let person = t.app.colleague(&kanri, chosen).await.unwrap();
    assert_eq!((person.roles, person.keeper_proposed), (vec![Role::Staff], true));
    assert!(is_forbidden(&t.app.identity_desk(&t.ctx("kaigo2").await).await));
    assert!(is_forbidden(&t.app.confirm_keeper(&kanri, chosen).await), "not who proposed it");
    assert!(is_forbidden(&t.app.confirm_keeper(&t.ctx("risk").await, chosen).await), "not anybody");
    let matters = t.app.keeper_matters(&t.ctx("mamoru").await).await.unwrap();
    assert_eq!((matters.len(), matters[0].kind, matters[0].can_confirm), (1, MatterKind::Appointment, true));
    assert!(!t.app.keeper_matters(&kanri).await.unwrap()[0].can_confirm);
    t.app.confirm_keeper(&other, chosen).await.expect("another administrator");
    t.app.identity_desk(&t.ctx("kaigo2").await).await.expect("a keeper now");
    assert!(t.app.keeper_matters(&kanri).await.unwrap().is_empty());
    assert!(matches!(t.app.confirm_keeper(&other, chosen).await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn an_account_of_the_proposers_making_is_no_second_person() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    let new = |login: &str, roles: &[Role]| NewAccount {
        login: login.to_owned(),
        name: login.to_owned(),
        kana: login.to_owned(),
        occupation: String::new(),
        unit: None,
        roles: roles.to_vec(),
        password: PASSWORD.to_owned(),
        must_change: false,
    };
    t.app.add_account(&kanri, new("puppet", &[Role::Staff, Role::Administrator])).await.unwrap();
    let chosen = t.app.add_account(&kanri, new("chosen", &[Role::Staff, Role::IdentityKeeper])).await.unwrap();
    assert!(is_forbidden(&t.app.confirm_keeper(&t.ctx("puppet").await, chosen).await));
    assert!(is_forbidden(&t.app.identity_desk(&t.ctx("chosen").await).await), "a new account is only proposed too");
    t.clock.advance(7 * DAY);
    t.app.confirm_keeper(&t.ctx("puppet").await, chosen).await.expect("everybody had a week to notice");
}

#[tokio::test]
async fn a_proposal_is_withdrawn_by_unticking_and_refused_by_others() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    let chosen = account(&t, "kaigo2");
    for declined in [false, true] {
        with_roles(&t, &kanri, "kaigo2", &[Role::Staff, Role::IdentityKeeper]).await.unwrap();
        if declined {
            t.app.decline_keeper(&t.ctx("mamoru").await, chosen).await.unwrap();
        } else {
            with_roles(&t, &kanri, "kaigo2", &[Role::Staff]).await.unwrap();
        }
        assert!(t.app.keeper_matters(&kanri).await.unwrap().is_empty());
        assert!(matches!(t.app.confirm_keeper(&t.ctx("mamoru").await, chosen).await, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn who_has_no_password_of_their_own_is_not_confirmed() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    with_roles(&t, &kanri, "kaigo2", &[Role::Staff, Role::IdentityKeeper]).await.unwrap();
    let chosen = account(&t, "kaigo2");
    t.app.reset_password(&kanri, chosen, "another horse battery").await.unwrap();
    let refused = t.app.confirm_keeper(&t.ctx("mamoru").await, chosen).await;
    assert_eq!(errors(refused), one("proof", "keeper_password"));
    assert_eq!(t.app.keeper_matters(&kanri).await.unwrap().len(), 1, "the proposal stands");
}

#[tokio::test]
async fn a_keeper_with_a_password_of_the_administrators_rests() {
    let t = TestApp::new().await;
    let id = protected(&t).await;
    let kanri = t.ctx("kanri").await;
    t.app.act(&t.ctx("mamoru").await, id, None, request()).await.unwrap();
    t.app.reset_password(&kanri, account(&t, "mamoru"), PASSWORD).await.unwrap();
    let rested = t.ctx("mamoru").await;
    assert!(is_forbidden(&t.app.identity_desk(&rested).await));
    assert_eq!(t.app.my_keeper_rest(&rested).await.unwrap(), Some(Some(rested.now + DAY * 1_000_000)));
    let stale = t.app.act(&t.ctx("mamoru2").await, id, None, Act::OpenIdentity).await;
    assert!(matches!(stale, Err(AppError::Refused(Refusal::NoIdentityRequest))), "an asker who rests does not count");
    let told = t.app.keeper_matters(&t.ctx("mamoru2").await).await.unwrap();
    assert_eq!((told[0].kind, told[0].name.as_str(), told[0].can_confirm), (MatterKind::Reset, "守 秘子", true));
    let admin = second_administrator(&t).await;
    assert!(is_forbidden(&t.app.confirm_keeper(&admin, account(&t, "mamoru")).await), "that is the keepers' own");
    t.app.confirm_keeper(&t.ctx("mamoru2").await, account(&t, "mamoru")).await.unwrap();
    t.app.identity_desk(&t.ctx("mamoru").await).await.expect("back at work");
    t.app.reset_password(&kanri, account(&t, "mamoru"), PASSWORD).await.unwrap();
    t.clock.advance(DAY);
    t.app.identity_desk(&t.ctx("mamoru").await).await.expect("a day has passed");
}

#[tokio::test]
async fn resetting_both_keepers_opens_no_name() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    for login in ["mamoru", "mamoru2"] {
        t.app.reset_password(&kanri, account(&t, login), PASSWORD).await.unwrap();
    }
    t.clock.advance(3 * DAY);
    t.app.identity_desk(&t.ctx("mamoru").await).await.expect("the other one had a day to notice");
    assert!(is_forbidden(&t.app.identity_desk(&t.ctx("mamoru2").await).await), "nobody was left to notice");
    let matters = t.app.keeper_matters(&t.ctx("kanri").await).await.unwrap();
    assert_eq!((matters.len(), matters[0].until, matters[0].can_confirm), (1, None, false));
    t.app.confirm_keeper(&second_administrator(&t).await, account(&t, "mamoru2")).await.unwrap();
    t.app.identity_desk(&t.ctx("mamoru2").await).await.expect("back at work");
}

async fn session(t: &TestApp, login: &str) -> Session {
    t.app.resolve(&t.cookie(login).await).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_only_the_person_may_do_needs_a_fresh_password() {
    let t = TestApp::new().await;
    let id = protected(&t).await;
    let (cookie, keeper) = (t.cookie("kanri").await, t.cookie("mamoru").await);
    t.clock.advance(5 * 60 + 1);
    let again = async |cookie: &str| t.app.resolve(cookie).await.unwrap().unwrap();
    let (kanri, keeper) = (again(&cookie).await, again(&keeper).await);
    let missing = one("proof", "proof_missing");
    let grown = [Role::Staff, Role::Director];
    assert_eq!(errors(with_roles(&t, &kanri.ctx, "kaigo", &grown).await), missing);
    assert_eq!(errors(t.app.give_seat(&kanri.ctx, account(&t, "kaigo"), "handler", None).await), missing);
    let taken = t.app.take_seat(&kanri.ctx, account(&t, "leader"), "unit_leader", Some(t.units[0])).await;
    assert_eq!(errors(taken), missing);
    assert_eq!(errors(t.app.act(&keeper.ctx, id, None, request()).await), missing);
    with_roles(&t, &kanri.ctx, "kaigo", &[Role::Staff]).await.expect("a name is changed without it");
    assert_eq!(errors(t.app.prove(&kanri, "wrong").await.map(drop)), one("proof", "password_wrong"));
    let proved = t.app.prove(&kanri, PASSWORD).await.unwrap();
    with_roles(&t, &proved, "kaigo", &grown).await.unwrap();
    assert!(again(&cookie).await.ctx.is_proved(), "the session keeps the proof");
    let proved = t.app.prove(&keeper, PASSWORD).await.unwrap();
    t.app.act(&proved, id, None, request()).await.unwrap();
    t.clock.advance(5 * 60 + 1);
    assert!(!again(&cookie).await.ctx.is_proved(), "for five minutes");
}

#[tokio::test]
async fn an_opened_name_is_sealed_again_after_an_hour() {
    let t = TestApp::new().await;
    let id = protected(&t).await;
    let short = Act::RequestIdentity { reason: "確認のため".to_owned() };
    let refused = t.app.act(&t.ctx("mamoru").await, id, None, short).await;
    assert!(matches!(refused, Err(AppError::Refused(Refusal::ReasonTooShort))));
    t.app.act(&t.ctx("mamoru").await, id, None, request()).await.unwrap();
    t.app.act(&t.ctx("mamoru2").await, id, None, Act::OpenIdentity).await.unwrap();
    t.clock.advance(60 * 60 - 1);
    let first = session(&t, "mamoru").await.ctx;
    assert_eq!(t.app.reveal_identity(&first, id).await.unwrap().as_deref(), Some("介護 花子"));
    let desk = t.app.identity_desk(&first).await.unwrap();
    assert!(desk[0].opened_for_me && desk[0].opened_until == Some(first.now + 1_000_000));
    t.clock.advance(1);
    for login in ["mamoru", "mamoru2"] {
        assert!(is_forbidden(&t.app.reveal_identity(&t.ctx(login).await, id).await), "{login}");
    }
    let desk = t.app.identity_desk(&t.ctx("mamoru").await).await.unwrap();
    assert!(!desk[0].opened_for_me && desk[0].opened_until.is_none() && desk[0].requested_by.is_none());
    t.app.act(&t.ctx("mamoru2").await, id, None, request()).await.expect("it can be asked for anew");
}

#[tokio::test]
async fn the_journal_tells_which_roles_and_seats_changed() {
    let t = TestApp::new().await;
    let kanri = t.ctx("kanri").await;
    with_roles(&t, &kanri, "kaigo", &[Role::Staff, Role::Director]).await.unwrap();
    t.app.give_seat(&kanri, account(&t, "kaigo"), "handler", None).await.unwrap();
    let facts = facts_of(&t, account(&t, "kaigo")).await;
    assert!(facts.contains(r#""given":["director"]"#) && facts.contains(r#""seat":"handler""#), "{facts}");
    assert!(!facts.contains("介護 花子"), "codes only: {facts}");
}

/// The facts that the journal keeps of an account, as they stand in the database.
async fn facts_of(t: &TestApp, account: AccountId) -> String {
    let rows = t
        .raw_rows()
        .await
        .into_iter()
        .filter(|row| row.table == "journal" && row.text.contains(&format!("account:{account}")));
    rows.map(|row| row.text.replace(r#"\""#, "\"")).collect::<Vec<_>>().join("\n")
}

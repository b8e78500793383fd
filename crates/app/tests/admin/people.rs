//! Owns the tests of the roster: who may change it, and what may not be lost by a change.
use app::AppError;
use app::people::{EditAccount, Status};
use domain::people::Role;
use domain::policy::Decision;
use testkit::{PASSWORD, TestApp};

use super::{account, errors, one};
use crate::support::{fall, submit};

async fn edit_of(t: &TestApp, login: &str) -> EditAccount {
    let person = t.app.colleague(&t.ctx("kanri").await, account(t, login)).await.expect("a colleague");
    EditAccount {
        name: person.name,
        kana: person.kana,
        occupation: person.occupation,
        unit: person.unit,
        roles: person.roles,
        status: person.status,
    }
}

#[tokio::test]
async fn only_administrators_see_and_change_people() {
    let t = TestApp::new().await;
    let edit = edit_of(&t, "kaigo").await;
    for login in ["kaigo", "risk", "rijicho", "mamoru"] {
        let ctx = t.ctx(login).await;
        assert!(matches!(t.app.people(&ctx).await, Err(AppError::Denied(Decision::Forbid))), "{login}");
        let changed = t.app.edit_account(&ctx, account(&t, "kaigo"), edit.clone()).await;
        assert!(matches!(changed, Err(AppError::Denied(Decision::Forbid))), "{login}");
    }
    assert_eq!(t.app.people(&t.ctx("kanri").await).await.expect("people").len(), t.people.len());
}

#[tokio::test]
async fn people_of_another_facility_do_not_exist() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let cookie = t.app.sign_in("kita", "tanin", PASSWORD).await.expect("a sign-in").cookie;
    let stranger = t.app.resolve(&cookie).await.expect("the store").expect("a session").ctx;
    let edit = edit_of(&t, "kaigo").await;
    assert!(matches!(t.app.edit_account(&stranger, account(&t, "kaigo"), edit).await, Err(AppError::NotFound)));
    assert_eq!(t.app.people(&stranger).await.expect("people").len(), 1);
}

#[tokio::test]
async fn the_last_administrator_keeps_the_role() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let kanri = account(&t, "kanri");
    let edit = edit_of(&t, "kanri").await;
    let staff = EditAccount { roles: vec![Role::Staff], ..edit.clone() };
    let left = EditAccount { status: Status::Retired, ..edit.clone() };
    assert_eq!(errors(t.app.edit_account(&ctx, kanri, staff.clone()).await), one("roles", "last_administrator"));
    assert_eq!(errors(t.app.edit_account(&ctx, kanri, left).await), one("status", "last_administrator"));
    // A suspended second administrator does not count; an active one does.
    let mut second = edit_of(&t, "kaigo").await;
    second.roles.push(Role::Administrator);
    let away = EditAccount { status: Status::Suspended, ..second.clone() };
    t.app.edit_account(&ctx, account(&t, "kaigo"), away).await.expect("a change");
    assert_eq!(errors(t.app.edit_account(&ctx, kanri, staff.clone()).await), one("roles", "last_administrator"));
    t.app.edit_account(&ctx, account(&t, "kaigo"), second).await.expect("a change");
    t.app.edit_account(&ctx, kanri, staff).await.expect("now there is another one");
    assert!(matches!(t.app.people(&t.ctx("kanri").await).await, Err(AppError::Denied(Decision::Forbid))));
}

#[tokio::test]
async fn who_is_suspended_is_out_at_once() {
    let t = TestApp::new().await;
    let cookie = t.cookie("kaigo").await;
    let suspended = EditAccount { status: Status::Suspended, ..edit_of(&t, "kaigo").await };
    t.app.edit_account(&t.ctx("kanri").await, account(&t, "kaigo"), suspended).await.expect("a change");
    assert!(t.app.resolve(&cookie).await.expect("the store").is_none());
    assert!(t.app.sign_in("hoshi", "kaigo", PASSWORD).await.is_err());
}

#[tokio::test]
async fn a_new_password_ends_sessions_and_must_be_changed() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let cookie = t.cookie("kaigo").await;
    assert_eq!(
        errors(t.app.reset_password(&ctx, account(&t, "kaigo"), "short").await),
        one("password", "password_short")
    );
    let password = t.app.suggest_password();
    assert_eq!(password.len(), 19);
    assert_ne!(password, t.app.suggest_password());
    t.app.reset_password(&ctx, account(&t, "kaigo"), &password).await.expect("a reset");
    assert!(t.app.resolve(&cookie).await.expect("the store").is_none());
    assert!(t.app.sign_in("hoshi", "kaigo", PASSWORD).await.is_err());
    assert!(t.app.sign_in("hoshi", "kaigo", &password).await.expect("a sign-in").must_change);
}

#[tokio::test]
async fn sessions_are_ended_on_every_device() {
    let t = TestApp::new().await;
    let (phone, desk) = (t.cookie("kaigo").await, t.cookie("kaigo").await);
    assert_eq!(t.app.end_sessions(&t.ctx("kanri").await, account(&t, "kaigo")).await.expect("an end"), 2);
    for cookie in [phone, desk] {
        assert!(t.app.resolve(&cookie).await.expect("the store").is_none());
    }
}

#[tokio::test]
async fn a_change_is_checked_whole() {
    let t = TestApp::new().await;
    let wrong = EditAccount {
        name: " ".to_owned(),
        occupation: "astronaut".to_owned(),
        roles: Vec::new(),
        ..edit_of(&t, "kaigo").await
    };
    let found = errors(t.app.edit_account(&t.ctx("kanri").await, account(&t, "kaigo"), wrong).await);
    let expected = [("name", "name_missing"), ("occupation", "choice_unknown"), ("roles", "roles_missing")];
    assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
}

#[tokio::test]
async fn who_leaves_gives_up_seats_but_not_with_reports_waiting() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let left = EditAccount { status: Status::Retired, ..edit_of(&t, "risk").await };
    submit(&t, "kaigo", fall(&t), "k1").await;
    assert_eq!(
        errors(t.app.edit_account(&ctx, account(&t, "risk"), left.clone()).await),
        one("status", "seat_has_reports")
    );
    t.app.give_seat(&ctx, account(&t, "kaigo2"), "handler", None).await.expect("a second handler");
    t.app.edit_account(&ctx, account(&t, "risk"), left).await.expect("a change");
    let risk = t.app.colleague(&ctx, account(&t, "risk")).await.expect("a colleague");
    assert_eq!((risk.status, risk.seats), (Status::Retired, Vec::new()));
}

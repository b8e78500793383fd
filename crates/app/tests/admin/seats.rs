//! Owns the tests of seats and deputies.
use app::AppError;
use domain::policy::Decision;
use jiff::civil::{Date, date};
use testkit::TestApp;

use super::{account, errors, one};
use crate::support::{fall, stamp, submit};

const TODAY: Date = date(2026, 11, 20);

#[tokio::test]
async fn seats_are_given_where_they_fit() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let kaigo = account(&t, "kaigo");
    assert_eq!(errors(t.app.give_seat(&ctx, kaigo, "captain", None).await), one("seat", "choice_unknown"));
    assert_eq!(
        errors(t.app.give_seat(&ctx, kaigo, "chairman", Some(t.units[0])).await),
        one("unit", "seat_of_facility")
    );
    t.app.give_seat(&ctx, kaigo, "sub_leader", Some(t.units[0])).await.expect("a seat");
    assert_eq!(
        errors(t.app.give_seat(&ctx, kaigo, "sub_leader", Some(t.units[0])).await),
        one("account", "seat_held_already")
    );
    let chart = t.app.seat_chart(&ctx).await.expect("a chart");
    let line = chart.iter().find(|line| line.seat.code == "sub_leader").expect("the seat");
    assert_eq!(
        line.holders.iter().map(|holder| (holder.account, holder.unit)).collect::<Vec<_>>(),
        [(kaigo, Some(t.units[0]))]
    );
    assert!(chart.iter().any(|line| line.holders.is_empty()));
    assert!(chart.is_sorted_by_key(|line| line.seat.order));
}

#[tokio::test]
async fn a_seat_with_waiting_reports_is_not_left_empty() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let report = submit(&t, "kaigo", fall(&t), "k1").await.report;
    t.app.act(&t.ctx("risk").await, report, None, stamp("handler", None)).await.expect("a stamp");
    t.app.take_seat(&ctx, account(&t, "risk"), "handler", None).await.expect("nothing waits at the handler's seat");
    let unit = Some(t.units[0]);
    assert_eq!(
        errors(t.app.take_seat(&ctx, account(&t, "leader"), "unit_leader", unit).await),
        one("seat", "seat_has_reports")
    );
    t.app
        .give_seat(&ctx, account(&t, "kaigo2"), "unit_leader", Some(t.units[1]))
        .await
        .expect("a leader of another unit");
    assert_eq!(
        errors(t.app.take_seat(&ctx, account(&t, "leader"), "unit_leader", unit).await),
        one("seat", "seat_has_reports")
    );
    t.app.give_seat(&ctx, account(&t, "kaigo2"), "unit_leader", None).await.expect("a leader of all units");
    t.app.take_seat(&ctx, account(&t, "leader"), "unit_leader", unit).await.expect("somebody else can stamp");
    let gone = t.app.take_seat(&ctx, account(&t, "leader"), "unit_leader", unit).await;
    assert!(matches!(gone, Err(AppError::NotFound)));
}

#[tokio::test]
async fn the_holder_names_a_deputy_and_ends_it() {
    let t = TestApp::new().await;
    let leader = t.ctx("leader").await;
    let (from, to) = (account(&t, "leader"), account(&t, "kaigo2"));
    let days = (TODAY, date(2026, 11, 30));
    let id = t.app.delegate(&leader, "unit_leader", from, to, days).await.expect("a deputy");
    let lines = t.app.my_delegations(&leader).await.expect("a list");
    assert_eq!(
        lines.iter().map(|line| (line.id, line.current, line.to_name.as_str())).collect::<Vec<_>>(),
        [(id, true, "介護 次郎")]
    );
    assert!(t.ctx("kaigo2").await.member().expect("a member").seat("unit_leader", Some(t.units[0])).is_some());
    // A colleague can neither give nor end it.
    let colleague = t.ctx("kaigo").await;
    assert!(matches!(t.app.remove_delegation(&colleague, id).await, Err(AppError::Denied(Decision::Forbid))));
    assert!(matches!(
        t.app.delegate(&colleague, "unit_leader", from, to, days).await,
        Err(AppError::Denied(Decision::Forbid))
    ));
    assert!(t.app.my_delegations(&colleague).await.expect("a list").is_empty());
    t.app.remove_delegation(&leader, id).await.expect("an end");
    assert!(t.app.my_delegations(&leader).await.expect("a list").is_empty());
    assert!(t.ctx("kaigo2").await.member().expect("a member").seat("unit_leader", Some(t.units[0])).is_none());
}

#[tokio::test]
async fn what_ran_stays_on_record() {
    let t = TestApp::new().await;
    let leader = t.ctx("leader").await;
    let days = (TODAY, date(2026, 11, 30));
    let id = t
        .app
        .delegate(&leader, "unit_leader", account(&t, "leader"), account(&t, "kaigo2"), days)
        .await
        .expect("a deputy");
    t.clock.set("2026-11-25T01:00:00Z");
    let leader = t.ctx("leader").await;
    t.app.remove_delegation(&leader, id).await.expect("an end");
    let lines = t.app.my_delegations(&leader).await.expect("a list");
    assert_eq!(lines.iter().map(|line| (line.days.1, line.over)).collect::<Vec<_>>(), [(date(2026, 11, 24), true)]);
    assert!(t.ctx("kaigo2").await.member().expect("a member").seats.is_empty());
}

#[tokio::test]
async fn deputies_are_checked() {
    let t = TestApp::new().await;
    let leader = t.ctx("leader").await;
    let (from, to) = (account(&t, "leader"), account(&t, "kaigo"));
    let yesterday = date(2026, 11, 19);
    assert_eq!(
        errors(t.app.delegate(&leader, "unit_leader", from, to, (TODAY, yesterday)).await),
        one("until", "days_reversed")
    );
    assert_eq!(
        errors(t.app.delegate(&leader, "unit_leader", from, to, (yesterday, yesterday)).await),
        one("until", "days_past")
    );
    assert_eq!(
        errors(t.app.delegate(&leader, "unit_leader", from, from, (TODAY, TODAY)).await),
        one("to", "deputy_is_self")
    );
    assert_eq!(
        errors(t.app.delegate(&leader, "chairman", from, to, (TODAY, TODAY)).await),
        one("seat", "seat_not_held")
    );
    let deputies = t.app.possible_deputies(&leader, from).await.expect("a list");
    assert_eq!(deputies.len(), t.people.len() - 1);
}

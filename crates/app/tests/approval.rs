//! Owns the tests of judging and stamping through both rounds, alone and at once.
use app::AppError;
use app::approval::{Act, InboxQuery, Step};
use domain::approval::{Refusal, ReturnTo};
use domain::id::AccountId;
use jiff::civil::date;
use testkit::TestApp;

use crate::support::{ROUTE, fall, round_one, stamp, submit, wrong_person};

/// What the frame of every page shows is what the inbox holds, for everybody. Returns the number of one person.
async fn counted(t: &TestApp, login: &str) -> usize {
    for person in &t.people {
        let ctx = t.ctx(person.login).await;
        let inbox = t.app.inbox(&ctx, &InboxQuery::first(50)).await.unwrap();
        assert_eq!(t.app.inbox_count(&ctx).await.unwrap(), inbox.count(), "{}: {inbox:?}", person.login);
    }
    t.app.inbox_count(&t.ctx(login).await).await.unwrap()
}

fn account(t: &TestApp, login: &str) -> AccountId {
    t.people.iter().find(|person| person.login == login).unwrap().account
}

#[tokio::test]
async fn a_report_goes_through_both_rounds() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    assert_eq!((counted(&t, "risk").await, counted(&t, "leader").await), (1, 0));
    round_one(&t, id, "2").await;
    assert_eq!((counted(&t, "risk").await, counted(&t, "kaigo").await), (1, 0), "measures wait for those on the route");
    let risk = t.ctx("risk").await;
    assert_eq!(t.app.inbox(&risk, &InboxQuery::first(50)).await.unwrap().to_describe.len(), 1);
    let describe = Act::Describe {
        text: "食堂の椅子を見直した。朝の申し送りで共有した。".into(),
        units: vec![t.units[1], t.units[1]],
    };
    t.app.act(&risk, id, None, describe).await.unwrap();
    let reader = t.ctx("kaigo2").await;
    assert_eq!(t.app.inbox(&reader, &InboxQuery::first(50)).await.unwrap().to_read.len(), 1);
    assert_eq!(counted(&t, "kaigo2").await, 1);
    t.app.confirm_measure(&reader, id).await.unwrap();
    t.app.confirm_measure(&reader, id).await.unwrap();
    assert!(t.app.inbox(&reader, &InboxQuery::first(50)).await.unwrap().to_read.is_empty());
    assert_eq!(counted(&t, "kaigo2").await, 0);
    for (login, seat, _) in ROUTE {
        t.app.act(&t.ctx(login).await, id, None, stamp(seat, None)).await.unwrap();
    }
    let view = t.app.view_report(&risk, id).await.unwrap();
    assert_eq!(view.case.state.code(), "closed");
    assert_eq!(view.read_receipts.len(), 1);
    assert_eq!(view.case.standing(1).count() + view.case.standing(2).count(), 8);
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

/// A part of the inbox is the oldest of what waits; the counts are of everything.
#[tokio::test]
async fn the_inbox_comes_in_parts() {
    let t = TestApp::new().await;
    let mut ids = Vec::new();
    for key in ["a", "b", "c"] {
        ids.push(submit(&t, "kaigo", fall(&t), key).await.report);
        t.clock.advance(3_600);
    }
    let ctx = t.ctx("risk").await;
    let shown = |inbox: &app::approval::Inbox| -> Vec<_> {
        inbox.to_stamp.iter().map(|item| item.item.line.report_id).collect()
    };
    let mut query = InboxQuery::of(Step::Stamp, 2);
    let first = t.app.inbox(&ctx, &query).await.unwrap();
    assert_eq!((shown(&first), first.count()), (ids[..2].to_vec(), 3));
    query.page.offset = 2;
    assert_eq!(shown(&t.app.inbox(&ctx, &query).await.unwrap()), ids[2..]);
    query = InboxQuery { seat: Some("chairman".to_owned()), ..InboxQuery::of(Step::Stamp, 50) };
    let elsewhere = t.app.inbox(&ctx, &query).await.unwrap();
    assert_eq!(
        (shown(&elsewhere).len(), elsewhere.counts.of(Step::Stamp, Some("chairman")), elsewhere.count()),
        (0, 0, 3)
    );
    let reading = t.app.inbox(&ctx, &InboxQuery::of(Step::Read, 50)).await.unwrap();
    assert_eq!((reading.to_stamp.len(), reading.count()), (0, 3));
    let mine = t.app.my_reports(&t.ctx("kaigo").await, app::rows::Page { limit: 2, offset: 2 }).await.unwrap();
    assert_eq!((mine.items.len(), mine.total, mine.items[0].item.line.report_id), (1, 3, ids[0]));
}

/// A question is news until it is answered, a message stays; nothing of it needs the case.
#[tokio::test]
async fn news_of_own_reports() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let news = async || t.app.my_reports(&t.ctx("kaigo").await, app::rows::Page::ALL).await.unwrap().items[0].news;
    assert_eq!(news().await, app::report::News::default());
    let risk = t.ctx("risk").await;
    t.app.act(&risk, id, None, Act::Ask("何時ごろでしたか。".into())).await.unwrap();
    t.app.act(&risk, id, None, Act::Feedback("点検札をつけました。".into())).await.unwrap();
    assert_eq!(news().await, app::report::News { question: true, feedback: true });
    t.app.act(&t.ctx("kaigo").await, id, None, Act::Answer("14時ごろです。".into())).await.unwrap();
    assert_eq!(news().await, app::report::News { question: false, feedback: true });
}

#[tokio::test]
async fn of_many_stamps_at_once_exactly_one_wins() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let ctx = t.ctx("risk").await;
    let seen = t.app.view_report(&ctx, id).await.unwrap().case.length;
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (app, ctx) = (t.app.clone(), ctx.clone());
            tokio::spawn(async move { app.act(&ctx, id, Some(seen), stamp("handler", None)).await })
        })
        .collect();
    let mut won = 0;
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(()) => won += 1,
            Err(AppError::Conflict) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(t.app.view_report(&ctx, id).await.unwrap().case.standing(1).count(), 1);
}

#[tokio::test]
async fn sent_back_taken_back_and_sent_on() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let (risk, leader, reporter) = (t.ctx("risk").await, t.ctx("leader").await, t.ctx("kaigo").await);
    t.app.act(&risk, id, None, stamp("handler", None)).await.unwrap();
    t.app.act(&risk, id, None, Act::TakeBack { seat: "handler".into() }).await.unwrap();
    t.app.act(&risk, id, None, stamp("handler", None)).await.unwrap();
    let back = Act::Return {
        seat: "unit_leader".into(),
        target: ReturnTo::Reporter,
        reason: "時刻を追記してください。".into(),
    };
    t.app.act(&leader, id, None, back).await.unwrap();
    assert_eq!(t.app.inbox(&reporter, &InboxQuery::first(50)).await.unwrap().returned.len(), 1);
    assert_eq!(counted(&t, "kaigo").await, 1);
    let late = t.app.act(&risk, id, None, Act::TakeBack { seat: "handler".into() }).await;
    assert!(matches!(late, Err(AppError::Refused(Refusal::TooLateToTakeBack))));
    t.app.act(&reporter, id, None, Act::Resend { text: "14時ごろです。".into() }).await.unwrap();
    let view = t.app.view_report(&risk, id).await.unwrap();
    assert_eq!(view.case.state.seat(), Some("handler"));
    assert_eq!(view.case.standing(1).count(), 0);
}

#[tokio::test]
async fn a_deputy_stamps_and_the_holder_looks_later() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", fall(&t), "k").await.report;
    let holder = t.ctx("risk").await;
    let days = (date(2026, 11, 20), date(2026, 11, 21));
    t.app.delegate(&holder, "handler", account(&t, "risk"), account(&t, "kaigo2"), days).await.unwrap();
    let deputy = t.ctx("kaigo2").await;
    assert_eq!(t.app.inbox(&deputy, &InboxQuery::first(50)).await.unwrap().to_stamp.len(), 1);
    t.app.act(&deputy, id, None, stamp("handler", None)).await.unwrap();
    assert_eq!(t.app.inbox(&holder, &InboxQuery::first(50)).await.unwrap().to_review.len(), 1);
    assert_eq!(counted(&t, "risk").await, 1);
    t.app.act(&holder, id, None, Act::Review { round: 1, seat: "handler".into() }).await.unwrap();
    assert!(t.app.inbox(&holder, &InboxQuery::first(50)).await.unwrap().to_review.is_empty());
    assert_eq!(counted(&t, "risk").await, 0);
}

#[tokio::test]
async fn what_became_void_or_is_protected_is_counted_as_it_is_listed() {
    let t = TestApp::new().await;
    let mut fields = fall(&t);
    fields.set("mode", "protected");
    let id = submit(&t, "kaigo", fields, "k").await.report;
    let days = (date(2026, 11, 20), date(2026, 11, 21));
    let holder = t.ctx("risk").await;
    t.app.delegate(&holder, "handler", account(&t, "risk"), account(&t, "kaigo2"), days).await.unwrap();
    let deputy = t.ctx("kaigo2").await;
    for _ in 0..2 {
        t.app.act(&deputy, id, None, stamp("handler", None)).await.unwrap();
        assert_eq!(counted(&t, "risk").await, 1);
        let reason = "時刻を追記してください。".to_owned();
        let back = Act::Return { seat: "unit_leader".into(), target: ReturnTo::Reporter, reason };
        t.app.act(&t.ctx("leader").await, id, None, back).await.unwrap();
        assert_eq!((counted(&t, "risk").await, counted(&t, "kaigo").await), (0, 1), "a void stamp needs no look");
        let resend = Act::Resend { text: "14時ごろです。".into() };
        t.app.act(&t.ctx("kaigo").await, id, None, resend).await.unwrap();
    }
    t.app.act(&deputy, id, None, stamp("handler", None)).await.unwrap();
    t.app.act(&t.ctx("risk").await, id, None, Act::Review { round: 1, seat: "handler".into() }).await.unwrap();
    assert_eq!(counted(&t, "risk").await, 0);
}

#[tokio::test]
async fn another_persons_medicine_is_never_judged_below_three() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", wrong_person(&t), "k").await.report;
    t.app.act(&t.ctx("risk").await, id, None, stamp("handler", None)).await.unwrap();
    let leader = t.ctx("leader").await;
    let low = t.app.act(&leader, id, None, stamp("unit_leader", Some("2"))).await;
    assert!(matches!(low, Err(AppError::Refused(Refusal::BelowFloor))));
    t.app.act(&leader, id, None, stamp("unit_leader", Some("3"))).await.unwrap();
    let again = Act::Judge { level: domain::profile::LevelCode::new("1"), reason: "影響なし".into() };
    assert!(matches!(
        t.app.act(&t.ctx("rijicho").await, id, None, again).await,
        Err(AppError::Refused(Refusal::BelowFloor))
    ));
}

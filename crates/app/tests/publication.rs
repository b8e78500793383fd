//! Owns the tests of publishing a month: counts, texts, two persons, errata, empty months.
use app::AppError;
use app::approval::Act;
use app::publication::Step;
use app::rows::VerifyOptions;
use domain::form::Fields;
use domain::profile::LevelCode;
use domain::publication::{KeepReason, Month, MonthRefusal};
use testkit::TestApp;

use crate::support::{fall, round_one, submit, wrong_person};

fn november() -> Month {
    "2026-11".parse().unwrap()
}

async fn step(t: &TestApp, login: &str, step: Step) -> Result<(), AppError> {
    t.app.month_step(&t.ctx(login).await, november(), step).await
}

/// An erratum names nobody in its reason, and says why it may be seen that one case moved.
async fn begin_erratum(t: &TestApp) {
    let named = step(t, "risk", Step::Erratum { reason: "11月3日の介護 花子さんの件を改めました。".into() }).await;
    assert!(matches!(named, Err(AppError::MonthRefused(MonthRefusal::ReasonIdentifies))));
    step(t, "risk", Step::Erratum { reason: "1件の影響レベルを改めました。".into() }).await.unwrap();
    step(t, "risk", Step::Draft).await.unwrap();
    let alone = step(t, "risk", Step::Check).await;
    assert!(matches!(alone, Err(AppError::MonthRefused(MonthRefusal::FindingsOpen))), "one case moved: {alone:?}");
    let found = t.app.month_desk(&t.ctx("risk").await, november()).await.unwrap().findings;
    let told: Vec<_> = found.iter().map(|one| (one.telltale.code(), one.kept.is_none())).collect();
    assert_eq!(told, [("few_moved", true)]);
    let settle = |reason| {
        let tag = found[0].tag.clone();
        async move { t.app.settle_month(&t.ctx("risk").await, november(), &tag, reason, "").await }
    };
    // Without a reason nothing is settled, and another reason needs words.
    for reason in [None, Some(KeepReason::Other)] {
        assert!(matches!(settle(reason).await, Err(AppError::Invalid(_))), "{reason:?}");
    }
    settle(Some(KeepReason::Needed)).await.unwrap();
}

#[tokio::test]
async fn a_month_is_published_by_two_persons_and_corrected_by_an_erratum() {
    let t = TestApp::new().await;
    let plain = submit(&t, "kaigo", fall(&t), "a").await.report;
    let wrong = submit(&t, "kaigo", wrong_person(&t), "b").await.report;
    round_one(&t, plain, "2").await;
    round_one(&t, wrong, "3").await;
    let early = step(&t, "risk", Step::Draft).await;
    assert!(matches!(early, Err(AppError::MonthRefused(MonthRefusal::MonthNotOver))));

    t.clock.set("2026-12-02T01:00:00Z");
    step(&t, "risk", Step::Draft).await.unwrap();
    assert!(matches!(step(&t, "risk", Step::Check).await, Err(AppError::MonthRefused(MonthRefusal::NarrativeMissing))));
    let text: Fields =
        [("circumstances", "昼食後、別の方の薬を渡した。"), ("prevention", "名前を声に出して確認する。")]
            .into_iter()
            .collect();
    t.app.write_text(&t.ctx("risk").await, wrong, &text).await.unwrap();
    let seen = t.app.text_desk(&t.ctx("risk").await, wrong).await.unwrap().seen;
    assert!(matches!(
        t.app.approve_text(&t.ctx("risk").await, wrong, &seen).await,
        Err(AppError::MonthRefused(MonthRefusal::SamePerson))
    ));
    t.app.approve_text(&t.ctx("rijicho").await, wrong, &seen).await.unwrap();
    assert!(matches!(step(&t, "risk", Step::Check).await, Err(AppError::MonthRefused(MonthRefusal::DraftStale))));
    step(&t, "risk", Step::Draft).await.unwrap();
    step(&t, "risk", Step::Check).await.unwrap();
    assert!(matches!(step(&t, "risk", Step::Approve).await, Err(AppError::MonthRefused(MonthRefusal::SamePerson))));
    step(&t, "rijicho", Step::Approve).await.unwrap();
    assert!(t.app.public_month("hoshi", november()).await.unwrap().is_none(), "not public before the last step");
    step(&t, "rijicho", Step::Publish).await.unwrap();

    let public = t.app.public_month("hoshi", november()).await.unwrap().unwrap();
    let figures = &public.snapshot.figures;
    assert_eq!((figures.total_incident, figures.total_accident, figures.provisional), (1, 1, 0));
    assert_eq!(public.snapshot.narratives.len(), 1);
    assert!(matches!(step(&t, "risk", Step::Draft).await, Err(AppError::MonthRefused(MonthRefusal::WrongStep))));

    t.clock.advance(60);
    t.app
        .act(
            &t.ctx("rijicho").await,
            plain,
            None,
            Act::Judge { level: LevelCode::new("3"), reason: "後日骨折と判明".into() },
        )
        .await
        .unwrap();
    assert_eq!(
        t.app.public_month("hoshi", november()).await.unwrap().unwrap().snapshot,
        public.snapshot,
        "a published month stands"
    );
    t.clock.advance(60);
    begin_erratum(&t).await;
    step(&t, "risk", Step::Check).await.unwrap();
    step(&t, "rijicho", Step::Approve).await.unwrap();
    step(&t, "rijicho", Step::Publish).await.unwrap();
    let corrected = t.app.public_month("hoshi", november()).await.unwrap().unwrap();
    assert_eq!((corrected.snapshot.figures.total_incident, corrected.snapshot.figures.total_accident), (0, 2));
    assert_eq!(corrected.revisions.len(), 2);
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

/// A step is weighed while somebody else holds the writer; what is written before it is taken makes it be weighed again.
#[tokio::test]
async fn a_step_is_weighed_beside_the_writer_and_taken_only_upon_what_still_stands() {
    let t = TestApp::new().await;
    let plain = submit(&t, "kaigo", fall(&t), "a").await.report;
    round_one(&t, plain, "2").await;
    t.clock.set("2026-12-02T01:00:00Z");
    let risk = t.ctx("risk").await;
    let held = t.store.write(&t.facility).await.unwrap();
    let weighed = t.app.weigh_month_step(&risk, november(), &Step::Draft).await.unwrap();
    drop(held);
    let judge = Act::Judge { level: LevelCode::new("3"), reason: "後日骨折と判明".into() };
    t.app.act(&t.ctx("rijicho").await, plain, None, judge).await.unwrap();
    assert!(!t.app.take_month_step(&risk, weighed).await.unwrap(), "a level changed in between");
    let desk = t.app.month_desk(&risk, november()).await.unwrap();
    assert_eq!(desk.publication.length, 0, "nothing was written");

    let weighed = t.app.weigh_month_step(&risk, november(), &Step::Draft).await.unwrap();
    t.app.view_report(&t.ctx("rijicho").await, plain).await.unwrap();
    assert!(t.app.take_month_step(&risk, weighed).await.unwrap(), "that somebody read it changes nothing");
    let desk = t.app.month_desk(&risk, november()).await.unwrap();
    assert_eq!((desk.publication.length, desk.snapshot.figures.total_accident), (1, 1));
    let twice = t.app.weigh_month_step(&risk, november(), &Step::Check).await.unwrap();
    step(&t, "risk", Step::Check).await.unwrap();
    assert!(!t.app.take_month_step(&risk, twice).await.unwrap(), "of two who press at once, one has done it");
}

#[tokio::test]
async fn a_page_that_is_read_while_its_case_goes_on_comes_to_an_end_and_is_noted_once() {
    let t = TestApp::new().await;
    let wrong = submit(&t, "kaigo", wrong_person(&t), "b").await.report;
    let (risk, writer) = (t.ctx("risk").await, t.ctx("kaigo").await);
    let text: Fields =
        [("circumstances", "別の方の薬を渡した。"), ("prevention", "声に出して読む。")].into_iter().collect();
    t.app.write_text(&risk, wrong, &text).await.unwrap();
    let add = async |number: usize| {
        t.app.act(&writer, wrong, None, Act::Addendum(format!("追記{number}"))).await.unwrap();
    };
    let (desk, ()) = tokio::join!(t.app.text_desk(&risk, wrong), async {
        for number in 0..2 {
            add(number).await;
        }
    });
    let shown = desk.unwrap().view.timeline.len();
    let now = t.app.view_report(&risk, wrong).await.unwrap().timeline.len();
    assert!(shown <= now && now - shown <= 2, "{shown} of {now}");
    let reads = t.raw_rows().await;
    let noted = reads.iter().filter(|row| row.table == "journal" && row.text.contains("report_read")).count();
    assert_eq!(noted, 2, "each page was noted once");
}

#[tokio::test]
async fn a_month_without_a_case_is_published_as_such() {
    let t = TestApp::new().await;
    t.clock.set("2026-12-02T01:00:00Z");
    for (login, taken) in
        [("risk", Step::Draft), ("risk", Step::Check), ("rijicho", Step::Approve), ("rijicho", Step::Publish)]
    {
        step(&t, login, taken).await.unwrap();
    }
    let public = t.app.public_month("hoshi", november()).await.unwrap().unwrap();
    assert!(public.snapshot.figures.is_empty());
    assert!(!public.snapshot.figures.forms.is_empty(), "the table is there with zeros");
}

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
    assert!(matches!(
        t.app.approve_text(&t.ctx("risk").await, wrong).await,
        Err(AppError::MonthRefused(MonthRefusal::SamePerson))
    ));
    t.app.approve_text(&t.ctx("rijicho").await, wrong).await.unwrap();
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

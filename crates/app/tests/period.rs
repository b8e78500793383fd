//! Tests of comprehensive publication: two persons, "no case" said as such, errata, and what verification finds.
use app::publication::Step;
use app::rows::VerifyOptions;
use app::{AppError, Ctx};
use domain::policy::Decision;
use domain::publication::{Month, MonthRefusal, MonthState, Period, Snapshot};
use testkit::TestApp;

use crate::demo::Demo;

const CODE: &str = "kita-university";

async fn who(demo: &Demo, login: &str) -> Ctx {
    let cookie = demo.app.sign_in(CODE, login, app::demo::DEMO_PASSWORD).await.unwrap().cookie;
    demo.app.resolve(&cookie).await.unwrap().unwrap().ctx
}

async fn step(demo: &Demo, login: &str, period: Period, step: Step) -> Result<(), AppError> {
    demo.app.period_step(&who(demo, login).await, period, step).await
}

fn first_half() -> Period {
    "fy2026-h1".parse().unwrap()
}

async fn publish(demo: &Demo) {
    for (login, taken) in
        [("grm", Step::Draft), ("grm2", Step::Check), ("anzen", Step::Approve), ("incho", Step::Publish)]
    {
        step(demo, login, first_half(), taken).await.unwrap();
    }
}

/// Cases of the published months that lie in the period.
async fn of_months(demo: &Demo) -> (u32, u32) {
    let snapshots: Vec<Snapshot> = demo.app.public_snapshots(CODE).await.unwrap().unwrap();
    snapshots
        .iter()
        .filter(|snapshot| first_half().months().contains(&snapshot.month))
        .fold((0, 0), |(i, a), snapshot| (i + snapshot.figures.total_incident, a + snapshot.figures.total_accident))
}

#[tokio::test]
async fn a_half_year_is_published_by_two_persons_and_recomputed_by_verify() {
    let demo = Demo::small(5).await;
    let manager = who(&demo, "grm").await;
    let refused = |result: Result<(), AppError>, refusal| {
        assert!(matches!(result, Err(AppError::MonthRefused(found)) if found == refusal));
    };
    let second: Period = "fy2026-h2".parse().unwrap();
    refused(step(&demo, "grm", second, Step::Draft).await, MonthRefusal::MonthNotOver);
    step(&demo, "grm", first_half(), Step::Draft).await.unwrap();
    step(&demo, "grm", first_half(), Step::Check).await.unwrap();
    refused(step(&demo, "grm", first_half(), Step::Approve).await, MonthRefusal::SamePerson);
    assert!(demo.app.public_index(CODE).await.unwrap().unwrap().periods.is_empty(), "not public before the last step");
    publish(&demo).await;

    let index = demo.app.public_index(CODE).await.unwrap().unwrap();
    let [published] = index.periods.as_slice() else { panic!("one period: {:?}", index.periods) };
    let figures = &published.snapshot.figures;
    let by_level: u32 = figures.levels.iter().map(|row| row.cases).sum();
    assert_eq!(by_level, figures.total_incident + figures.total_accident, "levels, forms and months tell one total");
    assert_eq!(by_level, figures.forms.iter().map(|row| row.incident + row.accident).sum::<u32>());
    assert_eq!(by_level, figures.months.iter().map(|row| row.incident + row.accident).sum::<u32>());
    assert_eq!(figures.months.len(), 6);
    assert!(figures.months.iter().any(|row| row.incident + row.accident == 0), "the months before the first report");
    assert!(figures.levels.len() == 8 && by_level > 0);
    assert_eq!(of_months(&demo).await.0 + of_months(&demo).await.1, by_level, "as many as its published months");
    assert_eq!(demo.app.public_hashes(CODE, "fy2026-h1").await.unwrap(), std::slice::from_ref(&published.hash));

    refused(step(&demo, "grm", first_half(), Step::Draft).await, MonthRefusal::WrongStep);
    refused(
        step(&demo, "grm", first_half(), Step::Erratum { reason: " ".to_owned() }).await,
        MonthRefusal::ReasonMissing,
    );
    let named = "相沢尚子さんの件を改めました。".to_owned();
    refused(step(&demo, "grm", first_half(), Step::Erratum { reason: named }).await, MonthRefusal::ReasonIdentifies);
    let lines = demo.app.periods(&manager).await.unwrap();
    let states: Vec<(String, MonthState)> = lines.iter().map(|line| (line.period.to_string(), line.state)).collect();
    assert_eq!(states, [("fy2026-h2".to_owned(), MonthState::Open), ("fy2026-h1".to_owned(), MonthState::Published)]);
    let report = demo.app.verify(&VerifyOptions::default()).await.unwrap();
    assert!(report.findings().is_empty(), "{:?}", report.findings());
}

#[tokio::test]
async fn a_period_is_explained_by_the_profile_by_which_it_was_counted() {
    let t = TestApp::new().await;
    // The program itself is the second person.
    let system = t.app.system(t.second_facility().await).await.unwrap();
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let manager = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    for (ctx, taken) in
        [(&manager, Step::Draft), (&manager, Step::Check), (&system, Step::Approve), (&system, Step::Publish)]
    {
        t.app.period_step(ctx, first_half(), taken).await.unwrap();
    }
    let editor = t.app.profile_editor(&manager).await.unwrap();
    let mut edited = (*editor.profile).clone();
    let old = std::mem::replace(&mut edited.levels[0].name.ja, "改めた名".to_owned());
    t.app.save_profile(&manager, edited, "名を改めた", editor.version).await.unwrap();
    let index = t.app.public_index("kita").await.unwrap().unwrap();
    assert_eq!(index.profile.levels[0].name.ja, "改めた名");
    let [period] = index.periods.as_slice() else { panic!("one period") };
    assert_eq!((period.profile.version, &period.profile.levels[0].name.ja), (period.snapshot.rule_version, &old));
}

#[tokio::test]
async fn a_standard_without_the_rule_has_no_periods() {
    let demo = Demo::small(5).await;
    let system = demo.system("hoshinosato").await;
    assert!(demo.app.periods(&system).await.unwrap().is_empty());
    assert!(matches!(demo.app.period_desk(&system, first_half()).await, Err(AppError::NotFound)));
    let year: Period = "fy2025".parse().unwrap();
    let hospital = demo.system(CODE).await;
    assert!(matches!(demo.app.period_desk(&hospital, year).await, Err(AppError::NotFound)), "the rule is half-yearly");
    let nurse = who(&demo, "nurse").await;
    assert!(matches!(demo.app.periods(&nurse).await, Err(AppError::Denied(Decision::Forbid))));
    let step = demo.app.period_step(&nurse, first_half(), Step::Draft).await;
    assert!(matches!(step, Err(AppError::Denied(Decision::Forbid))));
}

#[tokio::test]
async fn a_half_year_without_a_case_is_published_as_such() {
    let demo = Demo::small(5).await;
    let desk = demo.app.period_desk(&demo.system(CODE).await, "fy2020-h1".parse().unwrap()).await.unwrap();
    assert!(desk.snapshot.figures.is_empty() && desk.blockers.is_empty());
    assert_eq!((desk.snapshot.figures.levels.len(), desk.unpublished.len()), (8, 6));
    assert_eq!(desk.unpublished.first().map(Month::to_string).as_deref(), Some("2020-04"));
}

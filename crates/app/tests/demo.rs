//! Tests of the demo: the same seed gives the same data, every state is there, and the journal holds.
use std::collections::BTreeSet;
use std::sync::Arc;

use app::approval::InboxQuery;
use app::corrective_action::ActionQuery;
use app::demo::{DemoOptions, DemoSummary, fill};
use app::insight::overview::InsightQuery;
use app::rows::{MasterKey, Page, ReportFilter, Store, StoreConfig, VerifyOptions};
use app::{App, Ctx, Hasher};
use domain::corrective_action::{Standing, Strength};
use domain::insight::{Measure, SeriesKey};
use domain::publication::{Month, MonthState};
use jiff::civil::{Date, date};
use tempfile::TempDir;
use testkit::{FixedClock, SeededIds};

/// The day on which the demos of the tests are made.
pub(crate) const TODAY: Date = date(2026, 11, 21);

/// A filled store with an application on it, on the day after the story's end.
pub(crate) struct Demo {
    pub(crate) app: App,
    pub(crate) summary: DemoSummary,
    _dir: TempDir,
}

impl Demo {
    pub(crate) async fn make(options: &DemoOptions) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let database = dir.path().join("futawa.db").to_string_lossy().into_owned();
        let store = Store::open(StoreConfig::new(database, MasterKey::new([7; 32]))).await.expect("a fresh store");
        let summary = fill(&store, options, &|_, _, _| {}).await.expect("a demo");
        let clock = Arc::new(FixedClock::at("2026-11-21T01:00:00Z"));
        let app = App::new(store, clock, Arc::new(SeededIds::new(1)), Hasher::quick());
        Self { app, summary, _dir: dir }
    }

    pub(crate) async fn small(seed: u64) -> Self {
        Self::make(&DemoOptions { months: 4, percent: 30, ..DemoOptions::new(seed, TODAY) }).await
    }

    pub(crate) async fn system(&self, code: &str) -> Ctx {
        let entries = self.app.directory().await.expect("facilities");
        let entry = entries.iter().find(|entry| entry.code == code).expect("the facility");
        self.app.system(entry.facility_id).await.expect("its context")
    }

    pub(crate) async fn csv(&self, code: &str) -> Vec<u8> {
        self.app.export_reports(&self.system(code).await, &ReportFilter::default()).await.expect("an export")
    }
}

#[tokio::test]
async fn one_seed_gives_the_same_data() {
    let (first, second, other) = (Demo::small(7).await, Demo::small(7).await, Demo::small(8).await);
    assert_eq!(first.summary, second.summary);
    for code in ["hoshinosato", "kita-university", "minato"] {
        assert_eq!(first.csv(code).await, second.csv(code).await, "{code}");
    }
    assert_ne!(first.csv("hoshinosato").await, other.csv("hoshinosato").await);
}

#[tokio::test]
async fn everybody_on_the_list_can_sign_in() {
    let demo = Demo::small(7).await;
    assert!(demo.summary.sign_ins.len() >= 15);
    for entry in &demo.summary.sign_ins {
        assert!(entry.password.chars().count() >= 15);
        demo.app.sign_in(&entry.facility, &entry.login, &entry.password).await.expect("a sign-in");
    }
}

#[tokio::test]
async fn the_whole_demo_has_every_state_and_verifies() {
    let options = DemoOptions::new(1, TODAY);
    let demo = Demo::make(&options).await;
    assert!(demo.summary.reports >= 650, "{} reports", demo.summary.reports);
    let (mut states, mut modes, mut seats, mut levels) = Default::default();
    gather(&demo, (&mut states, &mut modes, &mut seats, &mut levels)).await;
    let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<String>>();
    assert_eq!(states, all(&["closed", "in_review", "measures_pending", "merged", "returned"]));
    assert_eq!(modes, all(&["anonymous", "named", "protected"]));
    assert!(levels.is_superset(&all(&["1", "2", "3", "4"])), "{levels:?}");
    // Nine held seats of the welfare facility in both rounds.
    assert!(seats.len() >= 18, "{seats:?}");
    let report = demo.app.verify(&VerifyOptions::default()).await.expect("a verification");
    assert!(report.findings().is_empty(), "{:?}", report.findings());
    assert!(report.publications >= 3 * 13);
    months(&demo).await;
    exposures(&demo).await;
    actions(&demo).await;
    the_measure_works(&demo).await;
    people_see_work(&demo).await;
}

/// Every complete month of the two larger facilities, for the whole and for each unit with beds.
async fn exposures(demo: &Demo) {
    let (from, until) = (Month::of(date(2025, 9, 1)), Month::of(TODAY));
    for (code, units) in [("hoshinosato", 4), ("kita-university", 3), ("minato", 0)] {
        let held = demo.app.exposures(&demo.system(code).await, from, until).await.expect("exposures");
        let months = if units == 0 { 0 } else { 14 };
        assert_eq!(held.iter().filter(|one| one.unit.is_none()).count(), months, "{code}");
        assert_eq!(held.len(), months * (units + 1), "{code}");
        assert!(held.iter().all(|one| one.user_days > Some(0) && one.beds > Some(0) && !one.is_doubtful()), "{code}");
    }
}

/// Corrective actions of every strength, and in every standing.
async fn actions(demo: &Demo) {
    let cookie = demo.app.sign_in("hoshinosato", "risk", app::demo::DEMO_PASSWORD).await.expect("a sign-in").cookie;
    let session = demo.app.resolve(&cookie).await.expect("the store").expect("a session");
    let tally = demo.app.action_tally(&session.ctx, &ActionQuery::default()).await.expect("a count");
    for strength in Strength::ALL {
        assert!(tally.of_strength(strength) > 0, "{strength:?}");
    }
    for standing in Standing::ALL {
        let count: u32 = Strength::ALL.into_iter().map(|strength| tally.count(strength, standing)).sum();
        assert!(count > 0, "{standing:?}: {tally:?}");
    }
}

/// The measure of the story is written on its chart, and the nightly look says that fewer are reported since: of the form, and of the
/// watched word.
async fn the_measure_works(demo: &Demo) {
    let cookie = demo.app.sign_in("hoshinosato", "risk", app::demo::DEMO_PASSWORD).await.expect("a sign-in").cookie;
    let ctx = demo.app.resolve(&cookie).await.expect("the store").expect("a session").ctx;
    let key = SeriesKey { form: Some("medication".to_owned()), ..SeriesKey::of(Measure::Reports) };
    let chart = demo.app.insight_chart(&ctx, &key, &InsightQuery::default()).await.expect("a chart");
    assert_eq!(chart.notes.in_force().count(), 1);
    demo.app.index_pending(ctx.facility, &mut |_| ()).await.expect("an index");
    demo.app.raise_signals(&demo.system("hoshinosato").await).await.expect("the look");
    let open = demo.app.signals(&ctx).await.expect("signals").open;
    let of_form: Vec<_> = open.iter().filter(|signal| signal.theme.is_none() && signal.key.form == key.form).collect();
    assert!(of_form.iter().any(|signal| signal.verdict.ends_with("_down")), "{open:?}");
    assert!(open.iter().any(|signal| signal.theme.is_some()), "{open:?}");
}

type Seen<'a> =
    (&'a mut BTreeSet<String>, &'a mut BTreeSet<String>, &'a mut BTreeSet<(i64, String)>, &'a mut BTreeSet<String>);

async fn gather(demo: &Demo, (states, modes, seats, levels): Seen<'_>) {
    for code in ["hoshinosato", "kita-university"] {
        let ctx = demo.system(code).await;
        let list = demo.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list");
        for item in list.items {
            states.insert(item.line.case.state.clone());
            modes.insert(item.line.mode.clone());
            if code == "hoshinosato" {
                levels.extend(item.line.case.final_level.clone());
                if let Some(seat) = item.line.case.seat {
                    seats.insert((item.line.case.round, seat));
                }
            }
        }
    }
}

async fn months(demo: &Demo) {
    for code in ["hoshinosato", "kita-university", "minato"] {
        let lines = demo.app.months(&demo.system(code).await).await.expect("months");
        assert!(lines.len() >= 14, "{code}: {} months", lines.len());
        assert_eq!(lines[0].state, MonthState::Open, "{code}: the current month");
        assert!(matches!(lines[1].state, MonthState::Drafted | MonthState::Checked), "{code}: the month before");
        assert!(lines[2..].iter().all(|line| line.published_revision > 0), "{code}");
    }
    let lines = demo.app.months(&demo.system("hoshinosato").await).await.expect("months");
    assert!(lines.iter().any(|line| line.published_revision == 2), "one erratum");
    let quiet = demo.app.public_index("minato").await.expect("the store").expect("the facility");
    assert!(quiet.months.iter().any(|month| month.incident + month.accident == 0), "a month without a case");
    let month: Month = "2026-09".parse().expect("a month");
    assert!(demo.app.public_month("hoshinosato", month).await.expect("the store").is_some());
}

/// The people of the list find something to do.
async fn people_see_work(demo: &Demo) {
    for (login, needs_review) in [("shisetsucho", true), ("leader", false), ("risk", false)] {
        let cookie = demo.app.sign_in("hoshinosato", login, app::demo::DEMO_PASSWORD).await.expect("a sign-in").cookie;
        let session = demo.app.resolve(&cookie).await.expect("the store").expect("a session");
        let inbox = demo.app.inbox(&session.ctx, &InboxQuery::first(50)).await.expect("an inbox");
        assert!(inbox.count() > 0, "{login}");
        assert!(!needs_review || !inbox.to_review.is_empty(), "a stamp of a deputy waits for {login}");
    }
}

#[tokio::test]
async fn with_the_public_cases_the_hospital_runs_on_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/jq/MedicalReportPub.csv");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: {path} is not here");
        return;
    };
    let options = DemoOptions { months: 4, percent: 40, cases: Some(bytes), ..DemoOptions::new(1, TODAY) };
    let demo = Demo::make(&options).await;
    let ctx = demo.system("kita-university").await;
    let list = demo.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list");
    let imported: Vec<_> = list.items.iter().filter(|item| item.line.door == "import").collect();
    assert!(imported.len() > 40, "{} imported", imported.len());
    assert!(imported.iter().any(|item| item.line.case.state == "closed"), "some have run the whole way");
    assert!(demo.app.public_index("kita-university").await.expect("the store").expect("it").months.len() >= 2);
    let report = demo.app.verify(&VerifyOptions::default()).await.expect("a verification");
    assert!(report.findings().is_empty(), "{:?}", report.findings());
}

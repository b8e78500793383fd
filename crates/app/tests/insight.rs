//! Owns the tests of insight on the use cases: what is counted, which chart is chosen, notes, signals, saved views.
use app::AppError;
use app::insight::memory::MemoryKind;
use app::insight::note::{NewNote, NoteKind};
use app::insight::overview::{Compare, InsightQuery};
use app::insight::series::{At, Unit};
use app::insight::{Change, Verdict};
use app::rows::VerifyOptions;
use domain::exposure;
use domain::insight::{Measure, SeriesKey};
use domain::policy::Decision;
use spc::Kind;
use spc::choose::Reason;
use testkit::TestApp;

use crate::support::{fall, round_one, submit, wrong_person};

/// Reports of these many falls a month from November 2024 on, and one day later the clock stands where the test began.
async fn months(t: &TestApp, counts: &[usize]) {
    let mut key = 0;
    for (at, count) in counts.iter().enumerate() {
        let month = domain::publication::Month::from_ordinal(
            "2024-11".parse::<domain::publication::Month>().unwrap().ordinal() + at as i32,
        );
        t.clock.set(&format!("{month}-10T01:00:00Z"));
        for _ in 0..*count {
            key += 1;
            let mut fields = fall(t);
            fields.set("occurred", domain::date::format_wareki(month.first_day()));
            submit(t, "kaigo", fields, &format!("m{key}")).await;
        }
    }
    let end = "2024-11".parse::<domain::publication::Month>().unwrap().plus(counts.len() as i32);
    t.clock.set(&format!("{end}-02T01:00:00Z"));
}

fn query() -> InsightQuery {
    InsightQuery::default()
}

const QUIET: [usize; 24] = [3, 2, 4, 3, 3, 2, 4, 3, 2, 3, 4, 3, 3, 2, 3, 4, 3, 2, 3, 3, 4, 2, 3, 3];

#[tokio::test]
async fn the_overview_counts_whole_months_and_follows_a_judgement() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    let mut fields = wrong_person(&t);
    fields.set("occurred", "令和8年11月1日");
    let medication = submit(&t, "kaigo", fields, "other").await;
    let ctx = t.ctx("risk").await;
    let seen = t.app.insight(&ctx, &query()).await.unwrap();
    assert_eq!(seen.now.reports as usize, QUIET.iter().sum::<usize>(), "the running month is not over");
    // An accident of the running month is told at once, though its month is not counted yet.
    assert_eq!((seen.now.harm, seen.last_harm), (0, Some(jiff::civil::date(2026, 11, 1))));
    assert_eq!(seen.before, None, "the facility has no data of that time");
    assert_eq!(seen.charts[0].points.len(), 24, "no month before the first report");
    assert!(seen.calm, "{:?}", seen.changes);
    assert_eq!(seen.changes.iter().map(|change| change.verdict).collect::<Vec<_>>(), [Verdict::Usual, Verdict::Usual]);
    assert_eq!(seen.forms.len(), 1);
    assert_eq!(seen.tallies.lag.unknown, 0);
    // A month later it counts, and the judged level with it.
    round_one(&t, medication.report, "4").await;
    t.clock.set("2026-12-02T01:00:00Z");
    let seen = t.app.insight(&t.ctx("risk").await, &query()).await.unwrap();
    assert_eq!((seen.now.harm, seen.forms.len()), (1, 2));
    assert!(seen.last_harm.is_some());
    let only = InsightQuery { form: Some("medication".to_owned()), ..query() };
    let seen = t.app.insight(&t.ctx("risk").await, &only).await.unwrap();
    assert_eq!((seen.now.reports, seen.forms.len()), (1, 0));
    let year_ago = InsightQuery { months: Some(13), compare: Compare::YearAgo, ..query() };
    let seen = t.app.insight(&t.ctx("risk").await, &year_ago).await.unwrap();
    assert_eq!(seen.compared.0.to_string(), "2024-11");
    assert_eq!(seen.before.unwrap().reports as usize, QUIET[..13].iter().sum::<usize>());
}

#[tokio::test]
async fn the_chart_follows_what_is_measured() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    let ctx = t.ctx("risk").await;
    let chart = |measure| {
        let (app, ctx) = (&t.app, &ctx);
        async move { app.insight_chart(ctx, &SeriesKey::of(measure), &query()).await.unwrap() }
    };
    let reports = chart(Measure::Reports).await;
    assert_eq!((reports.kind, reports.unit, reports.chart.y[0]), (Kind::C, Unit::Reports, 3.0));
    let share = chart(Measure::AnonymousShare).await;
    assert_eq!((share.unit, share.chart.y[0]), (Unit::Percent, 0.0));
    let lag = chart(Measure::Lag).await;
    assert_eq!((lag.kind, lag.unit, lag.chart.y[0]), (Kind::Individuals, Unit::Days, 9.0), "from the 1st to the 10th");
    // No accident at all: neither times between them nor a sensible limit.
    let harm = chart(Measure::Harm).await;
    assert_eq!((harm.kind, harm.points[0].at), (Kind::Run, At::Month("2024-11".parse().unwrap())));
    let few = InsightQuery { until: "2025-03".parse().ok(), ..query() };
    let short = t.app.insight_chart(&ctx, &SeriesKey::of(Measure::Reports), &few).await.unwrap();
    assert_eq!(short.kind, Kind::Run);
    assert_eq!(Change::of(&short).unwrap().verdict, Verdict::TooFew);
}

#[tokio::test]
async fn notes_change_the_chart_and_are_never_forgotten() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    let (ctx, key) = (t.ctx("risk").await, SeriesKey::of(Measure::Reports));
    let new = |kind: &str, month: &str, chart: &str, words: &str| NewNote {
        kind: kind.into(),
        month: month.into(),
        chart: chart.into(),
        words: words.into(),
        theme: None,
    };
    let codes = |error: AppError| match error {
        AppError::Invalid(errors) => errors.into_iter().map(|error| error.code.to_string()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    for (wrong, expected) in [
        (new("x", "", "", ""), vec!["note_kind_missing"]),
        (new("note", "2027-01", "", ""), vec!["note_month_missing", "note_words_missing"]),
        (new("rebase", "2025-11", "", " "), vec!["note_words_missing"]),
        (new("chart", "", "p", ""), vec!["chart_not_fitting"]),
        (new("note", "2025-11", "", &"字".repeat(201)), vec!["text_too_long"]),
    ] {
        assert_eq!(codes(t.app.add_chart_note(&ctx, &key, &wrong).await.unwrap_err()), expected);
    }
    t.app.add_chart_note(&ctx, &key, &new("note", "2025-05", "", "対策開始")).await.unwrap();
    t.app.add_chart_note(&ctx, &key, &new("rebase", "2025-11", "", "様式を改めた")).await.unwrap();
    t.app.add_chart_note(&ctx, &key, &new("chart", "", "i", "")).await.unwrap();
    let chart = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!((chart.kind, chart.reason, chart.chart.segments.len()), (Kind::Individuals, None, 2));
    assert_eq!(chart.chart.segments[1].from, 12);
    let id = chart.notes.of(NoteKind::Rebase).next().unwrap().id;
    t.app.withdraw_chart_note(&ctx, &key, id).await.unwrap();
    t.app.withdraw_chart_note(&ctx, &key, id).await.unwrap();
    let other = SeriesKey::of(Measure::Harm);
    assert!(matches!(t.app.withdraw_chart_note(&ctx, &other, id).await, Err(AppError::NotFound)));
    t.app.add_chart_note(&ctx, &key, &new("freeze", "2025-10", "", "基準の年")).await.unwrap();
    let chart = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!((chart.chart.segments.len(), chart.notes.all().len(), chart.notes.in_force().count()), (1, 4, 3));
    let base: f64 = QUIET[..12].iter().sum::<usize>() as f64 / 12.0;
    assert!((chart.chart.lines.cl[23] - base).abs() < 1e-9, "limits of the frozen year, drawn on");
    // The chart begins with the baseline, whatever period is looked at.
    for months in [13, 25] {
        let late = InsightQuery { months: Some(months), ..query() };
        let chart = t.app.insight_chart(&ctx, &key, &late).await.unwrap();
        assert_eq!(chart.points[0].at, At::Month("2024-11".parse().unwrap()));
        assert!((chart.chart.lines.cl[23] - base).abs() < 1e-9);
    }
    // Limits that begin anew after it end it.
    t.app.add_chart_note(&ctx, &key, &new("rebase", "2026-02", "", "またしくみを改めた")).await.unwrap();
    let chart = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!(chart.chart.segments.len(), 2);
    assert!((chart.chart.lines.cl[0] - base).abs() > 1e-9, "the first phase has its own centre");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn a_signal_is_raised_once_and_again_only_when_it_comes_back() {
    let t = TestApp::new().await;
    let mut counts = QUIET.to_vec();
    counts[23] = 14;
    months(&t, &counts).await;
    let system = t.app.system(t.facility).await.unwrap();
    let raised = t.app.raise_signals(&system).await.unwrap();
    assert!(raised >= 1);
    assert_eq!(t.app.raise_signals(&system).await.unwrap(), 0, "the same night twice");
    let ctx = t.ctx("risk").await;
    let signals = t.app.signals(&ctx).await.unwrap();
    assert_eq!((signals.open.len(), signals.dealt.len()), (raised, 0));
    assert!(signals.watched > 5 && (signals.expected - 0.006 * signals.watched as f64).abs() < 1e-9);
    let reports = signals.open.iter().find(|signal| signal.key == SeriesKey::of(Measure::Reports)).unwrap();
    assert_eq!((reports.verdict.as_str(), reports.marks.1.as_str()), ("beyond_up", "2026-10"));
    assert_eq!(t.app.count_signals(&ctx).await.unwrap(), raised as i64);
    assert_eq!(t.app.count_signals(&t.ctx("kaigo").await).await.unwrap(), 0);
    assert!(matches!(t.app.deal_with_signal(&ctx, reports.id, " ").await, Err(AppError::Invalid(_))));
    t.app.deal_with_signal(&ctx, reports.id, "訓練月間のため報告が増えた。").await.unwrap();
    t.app.deal_with_signal(&ctx, reports.id, "二度目").await.unwrap();
    let signals = t.app.signals(&ctx).await.unwrap();
    assert_eq!((signals.open.len(), signals.dealt.len()), (raised - 1, 1));
    assert_eq!(signals.dealt[0].done, "訓練月間のため報告が増えた。", "the first word stays");
    assert_eq!(t.app.raise_signals(&system).await.unwrap(), 0, "dealt with is dealt with");
    // A month later the same again: a new point beyond the limits is news.
    t.clock.set("2026-11-10T01:00:00Z");
    for n in 0..15 {
        let mut fields = fall(&t);
        fields.set("occurred", "令和8年11月1日");
        submit(&t, "kaigo", fields, &format!("again{n}")).await;
    }
    t.clock.set("2026-12-02T01:00:00Z");
    let system = t.app.system(t.facility).await.unwrap();
    assert!(t.app.raise_signals(&system).await.unwrap() > 0);
    let signals = t.app.signals(&t.ctx("risk").await).await.unwrap();
    let again = signals.open.iter().find(|signal| signal.key == SeriesKey::of(Measure::Reports)).unwrap();
    assert_eq!(again.marks.1, "2026-11");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn insight_is_for_managers_and_directors_and_notes_for_managers() {
    let t = TestApp::new().await;
    let key = SeriesKey::of(Measure::Reports);
    let forbidden = |error: AppError| matches!(error, AppError::Denied(Decision::Forbid));
    let staff = t.ctx("kaigo").await;
    assert!(forbidden(t.app.insight(&staff, &query()).await.unwrap_err()));
    assert!(forbidden(t.app.signals(&staff).await.unwrap_err()));
    assert!(forbidden(t.app.saved_views(&staff).await.unwrap_err()));
    let director = t.ctx("rijicho").await;
    let seen = t.app.insight(&director, &query()).await.unwrap();
    assert_eq!((seen.now.reports, seen.changes.len()), (0, 2), "an empty facility has an empty page");
    assert!(forbidden(t.app.add_chart_note(&director, &key, &NewNote::default()).await.unwrap_err()));
}

#[tokio::test]
async fn views_are_kept_by_name_for_one_person() {
    let t = TestApp::new().await;
    let (risk, rijicho) = (t.ctx("risk").await, t.ctx("rijicho").await);
    assert!(matches!(t.app.save_view(&risk, " ", ("form=fall", None)).await, Err(AppError::Invalid(_))));
    t.app.save_view(&risk, "転倒を毎月", ("form=fall", None)).await.unwrap();
    let views = t.app.saved_views(&risk).await.unwrap();
    assert_eq!((views[0].name.as_str(), views[0].query.as_str()), ("転倒を毎月", "form=fall"));
    assert!(t.app.saved_views(&rijicho).await.unwrap().is_empty());
    assert!(matches!(t.app.delete_view(&rijicho, views[0].id).await, Err(AppError::NotFound)));
    t.app.delete_view(&risk, views[0].id).await.unwrap();
    assert!(t.app.saved_views(&risk).await.unwrap().is_empty());
}

#[tokio::test]
async fn with_exposures_there_are_rates_and_the_night_watches_them() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    let ctx = t.ctx("risk").await;
    let key = SeriesKey { per: Some(exposure::Measure::UserDays), ..SeriesKey::of(Measure::Reports) };
    let without = t.app.insight(&ctx, &query()).await.unwrap();
    assert!(without.charts.iter().all(|chart| chart.key.per.is_none()));
    let first: domain::publication::Month = "2024-11".parse().unwrap();
    let line = |at: i32| domain::exposure::TypedExposure {
        unit: None,
        month: first.plus(at),
        user_days: if at == 5 { String::new() } else { "1,500".to_owned() },
        beds: "50".to_owned(),
    };
    t.app.save_exposures(&ctx, &(0..24).map(line).collect::<Vec<_>>()).await.unwrap();
    let with = t.app.insight(&ctx, &query()).await.unwrap();
    assert_eq!(with.charts.iter().filter(|chart| chart.key.per.is_some()).count(), 2);
    let rate = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!((rate.kind, rate.unit), (Kind::U, Unit::PerThousandDays));
    assert!((rate.chart.y[0] - 2.0).abs() < 1e-9 && rate.chart.y[5].is_nan(), "{:?}", rate.chart.y);
    let csv = String::from_utf8(t.app.insight_csv(&ctx, &key, &query()).await.unwrap()).unwrap();
    assert!(
        csv.starts_with("\u{feff}\"point\",\"count\"") && csv.contains("\"2024-11\",\"3\",\"1500\",\"2\""),
        "{csv}"
    );
    let signals = t.app.signals(&ctx).await.unwrap();
    assert!(signals.watched > 5);
}

#[tokio::test]
async fn what_began_later_is_not_counted_before_it_was() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    for month in ["2026-05", "2026-07", "2026-09"] {
        t.clock.set(&format!("{month}-20T01:00:00Z"));
        let mut fields = wrong_person(&t);
        fields.set("occurred", format!("{month}-01"));
        submit(&t, "kaigo", fields, month).await;
    }
    t.clock.set("2026-11-02T01:00:00Z");
    let key = SeriesKey { form: Some("medication".to_owned()), ..SeriesKey::of(Measure::Reports) };
    let chart = t.app.insight_chart(&t.ctx("risk").await, &key, &query()).await.unwrap();
    assert_eq!(chart.points[0].at, At::Month("2026-05".parse().unwrap()));
}

#[tokio::test]
async fn rare_events_are_told_by_the_days_between_them() {
    let t = TestApp::new().await;
    let rare = |at: usize| usize::from(at.is_multiple_of(3));
    months(&t, &(0..24).map(rare).collect::<Vec<_>>()).await;
    let chart = t.app.insight_chart(&t.ctx("risk").await, &SeriesKey::of(Measure::Reports), &query()).await.unwrap();
    assert_eq!((chart.kind, chart.unit, chart.points.len()), (Kind::T, Unit::Days, 7));
    assert!(matches!(chart.points[0].at, At::Day(_)) && chart.chart.y.iter().all(|days| (89.0..=92.0).contains(days)));
    let odd = [spc::Code::IrregularDates, spc::Code::AbsentPeriods, spc::Code::DuplicateDates];
    assert!(chart.chart.warnings.iter().all(|warning| !odd.contains(&warning.code)), "events keep no calendar");
}

#[tokio::test]
async fn too_few_rare_events_make_a_run_chart_that_does_not_speak_of_few_months() {
    let t = TestApp::new().await;
    let rare = |at: usize| usize::from(at == 0 || at == 12);
    months(&t, &(0..24).map(rare).collect::<Vec<_>>()).await;
    let chart = t.app.insight_chart(&t.ctx("risk").await, &SeriesKey::of(Measure::Reports), &query()).await.unwrap();
    assert_eq!((chart.kind, chart.reason, chart.points.len()), (Kind::Run, Some(Reason::Sparse), 24));
}

#[tokio::test]
async fn beds_make_rates_where_they_are_entered_and_a_month_without_them_is_missing() {
    let t = TestApp::new().await;
    months(&t, &QUIET).await;
    let ctx = t.ctx("risk").await;
    let first: domain::publication::Month = "2024-11".parse().unwrap();
    let line = |at: i32, days: &str| domain::exposure::TypedExposure {
        unit: None,
        month: first.plus(at),
        user_days: days.to_owned(),
        beds: match at {
            5 => String::new(),
            6 => "0".to_owned(),
            _ => "60".to_owned(),
        },
    };
    t.app.save_exposures(&ctx, &(0..24).map(|at| line(at, "")).collect::<Vec<_>>()).await.unwrap();
    let beds = Some(exposure::Measure::Beds);
    let seen = t.app.insight(&ctx, &query()).await.unwrap();
    assert_eq!((seen.per, seen.exposed), (beds, vec![exposure::Measure::Beds]), "nothing else is known");
    let key = SeriesKey { per: beds, ..SeriesKey::of(Measure::Reports) };
    let rate = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!(rate.unit, Unit::PerHundredBeds);
    assert!((rate.chart.y[0] - 5.0).abs() < 1e-9, "3 reports of 60 beds: {:?}", rate.chart.y);
    assert!(rate.chart.y[5].is_nan() && rate.chart.y[6].is_nan(), "missing, not zero: {:?}", rate.chart.y);
    // With user-days these come first, and beds when they are asked for.
    t.app.save_exposures(&ctx, &(0..24).map(|at| line(at, "1500")).collect::<Vec<_>>()).await.unwrap();
    let days = t.app.insight(&ctx, &query()).await.unwrap();
    assert_eq!(days.per, Some(exposure::Measure::UserDays));
    let asked = t.app.insight(&ctx, &InsightQuery { per: beds, ..query() }).await.unwrap();
    let units: Vec<Unit> = asked.charts.iter().map(|chart| chart.unit).collect();
    assert!(asked.per == beds && units.contains(&Unit::PerHundredBeds) && !units.contains(&Unit::PerThousandDays));
    // A note on one rate does not stand on the other.
    let note = NewNote { kind: "note".into(), month: "2026-04".into(), words: "増床".into(), ..NewNote::default() };
    t.app.add_chart_note(&ctx, &key, &note).await.unwrap();
    let other = SeriesKey { per: Some(exposure::Measure::UserDays), ..key.clone() };
    assert!(t.app.insight_chart(&ctx, &other, &query()).await.unwrap().notes.all().is_empty());
    assert_eq!(t.app.insight_chart(&ctx, &key, &query()).await.unwrap().notes.all().len(), 1);
}

#[tokio::test]
async fn with_few_exposures_counts_are_watched_and_not_rates() {
    let t = TestApp::new().await;
    let mut counts = QUIET.to_vec();
    counts[23] = 14;
    months(&t, &counts).await;
    let ctx = t.ctx("risk").await;
    let last: domain::publication::Month = "2026-10".parse().unwrap();
    let line = |back: i32| domain::exposure::TypedExposure {
        unit: None,
        month: last.plus(-back),
        user_days: "1500".to_owned(),
        beds: "50".to_owned(),
    };
    let rates =
        |signals: &app::insight::signal::Signals| signals.open.iter().filter(|signal| signal.key.per.is_some()).count();
    let of_all = |signals: &app::insight::signal::Signals| {
        signals.open.iter().any(|signal| signal.key == SeriesKey::of(Measure::Reports))
    };
    // Eleven months, the newest among them: too few for limits.
    t.app.save_exposures(&ctx, &(0..11).map(line).collect::<Vec<_>>()).await.unwrap();
    let system = t.app.system(t.facility).await.unwrap();
    t.app.raise_signals(&system).await.unwrap();
    let signals = t.app.signals(&ctx).await.unwrap();
    assert!(of_all(&signals) && rates(&signals) == 0, "{:?}", signals.open);
    let watched = signals.watched;
    // With a twelfth the rate is watched.
    t.app.save_exposures(&ctx, &[line(11)]).await.unwrap();
    t.app.raise_signals(&system).await.unwrap();
    assert_eq!(rates(&t.app.signals(&ctx).await.unwrap()), 1);
    assert_eq!(t.app.signals(&ctx).await.unwrap().watched, watched, "a rate takes the place of its count");
}

#[tokio::test]
async fn rates_per_bed_are_watched_where_user_days_are_not_known() {
    let t = TestApp::new().await;
    let mut counts = QUIET.to_vec();
    counts[23] = 14;
    months(&t, &counts).await;
    let ctx = t.ctx("risk").await;
    let last: domain::publication::Month = "2026-10".parse().unwrap();
    let line = |back: i32, user_days: &str| domain::exposure::TypedExposure {
        unit: None,
        month: last.plus(-back),
        user_days: user_days.to_owned(),
        beds: "50".to_owned(),
    };
    let system = t.app.system(t.facility).await.unwrap();
    let per = |signals: &app::insight::signal::Signals| {
        signals.open.iter().filter_map(|signal| signal.key.per).collect::<Vec<_>>()
    };
    t.app.save_exposures(&ctx, &(0..12).map(|back| line(back, "")).collect::<Vec<_>>()).await.unwrap();
    t.app.raise_signals(&system).await.unwrap();
    let signals = t.app.signals(&ctx).await.unwrap();
    assert_eq!(per(&signals), [domain::exposure::Measure::Beds], "{:?}", signals.open);
    assert_eq!(t.app.raise_signals(&system).await.unwrap(), 0, "the same night twice");
    // With user-days they take its place: the same events are not watched twice.
    t.app.save_exposures(&ctx, &(0..12).map(|back| line(back, "1500")).collect::<Vec<_>>()).await.unwrap();
    t.app.raise_signals(&system).await.unwrap();
    let both = t.app.signals(&ctx).await.unwrap();
    assert_eq!(both.watched, signals.watched);
    assert!(per(&both).contains(&domain::exposure::Measure::UserDays), "{:?}", both.open);
}

#[tokio::test]
async fn facts_are_read_once_however_many_look_and_let_go_when_nobody_does() {
    let t = TestApp::new().await;
    months(&t, &[3, 2]).await;
    let ctx = t.ctx("risk").await;
    let before = t.app.insight_holding();
    assert_eq!((before.facilities, before.readings), (0, 0));
    let asked = query();
    let look = async || t.app.insight(&ctx, &asked).await.unwrap().now.reports;
    assert_eq!(tokio::join!(look(), look(), look(), look()), (5, 5, 5, 5));
    let held = t.app.insight_holding();
    assert_eq!((held.facilities, held.reports, held.readings), (1, 5, 1), "one reads, the others wait for it");
    t.app.let_go_of_unused();
    assert_eq!(t.app.insight_holding(), held, "somebody has just looked");
    t.clock.set("2025-01-02T08:00:00Z");
    t.app.let_go_of_unused();
    assert_eq!(t.app.insight_holding().facilities, 0);
    assert_eq!(t.app.insight(&t.ctx("risk").await, &query()).await.unwrap().now.reports, 5);
    assert_eq!(t.app.insight_holding().readings, 2);
}

#[tokio::test]
async fn which_levels_are_mild_follows_a_new_version_of_the_profile() {
    let t = TestApp::new().await;
    months(&t, &[3, 2, 4]).await;
    let (ctx, key) = (t.ctx("risk").await, SeriesKey::of(Measure::LowShare));
    let shares = async || t.app.insight_chart(&ctx, &key, &query()).await.unwrap().chart.y;
    assert_eq!(shares().await, [100.0; 3], "level 2 is one of the two mildest");
    let manager = t.ctx("kanri").await;
    let editor = t.app.profile_editor(&manager).await.unwrap();
    let mut edited = (*editor.profile).clone();
    let mut milder = edited.levels[0].clone();
    milder.code = domain::profile::LevelCode::new("0");
    edited.levels.insert(0, milder);
    t.app.save_profile(&manager, edited, "レベル0を加えた", editor.version).await.unwrap();
    assert_eq!(shares().await, [0.0; 3], "now it is the third");
    assert_eq!(t.app.insight_holding().readings, 2, "all facts were read anew");
}

#[tokio::test]
async fn a_chart_with_a_memory_is_shown_where_it_was_chosen_and_judges_nothing() {
    let t = TestApp::new().await;
    let mut counts = QUIET;
    for count in &mut counts[12..] {
        *count += 2;
    }
    months(&t, &counts).await;
    let (ctx, key) = (t.ctx("risk").await, SeriesKey::of(Measure::Reports));
    let before = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
    assert_eq!(before.memory, None);
    let choose = |chart: &str| NewNote { kind: "chart".into(), chart: chart.into(), ..NewNote::default() };
    let freeze =
        NewNote { kind: "freeze".into(), month: "2025-10".into(), words: "基準の年".into(), ..NewNote::default() };
    t.app.add_chart_note(&ctx, &key, &freeze).await.unwrap();
    for (code, kind) in [("ewma", MemoryKind::Ewma), ("cusum", MemoryKind::Cusum)] {
        t.clock.advance(1);
        t.app.add_chart_note(&t.ctx("risk").await, &key, &choose(code)).await.unwrap();
        let found = t.app.insight_chart(&ctx, &key, &query()).await.unwrap();
        let memory = found.memory.as_ref().unwrap();
        let chart = memory.chart.as_ref().unwrap();
        assert_eq!((memory.kind, memory.weighs_alike, chart.values.len()), (kind, false, 24));
        assert!(chart.chart.marks[..12].iter().all(Option::is_none), "the baseline is quiet");
        assert!(chart.chart.marks[23].is_some(), "a small change that lasts is seen: {:?}", chart.chart);
        assert!(found.reason.is_some() && found.chart.y[0] == 3.0, "what judges is the program's choice");
        let change = Change::of(&found).unwrap();
        assert_eq!(change.value, 5.0, "sentences tell the value itself");
        let csv = String::from_utf8(t.app.insight_csv(&ctx, &key, &query()).await.unwrap()).unwrap();
        let head = if kind == MemoryKind::Ewma { "\"value\",\"ewma\"" } else { "\"upper_sum\",\"lower_sum\"" };
        assert!(csv.contains(head) && csv.contains("\"beyond_up\"") && !csv.contains("\"'-"), "{csv}");
    }
    // A share weighs months by their reports; a chart with a memory does not, and says so. Without spread there is none.
    let share = SeriesKey::of(Measure::AnonymousShare);
    t.app.add_chart_note(&ctx, &share, &choose("ewma")).await.unwrap();
    let found = t.app.insight_chart(&ctx, &share, &query()).await.unwrap();
    let memory = found.memory.unwrap();
    assert!(memory.weighs_alike && memory.chart.is_none(), "no anonymous report at all");
    t.clock.advance(1);
    t.app.add_chart_note(&t.ctx("risk").await, &key, &choose("")).await.unwrap();
    assert_eq!(t.app.insight_chart(&ctx, &key, &query()).await.unwrap().memory, None, "the newest choice counts");
}

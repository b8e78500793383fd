//! Owns the tests of insight of a theme on the use cases: which reports are counted, for whom, and that words are kept nowhere unsealed.
use app::AppError;
use app::insight::note::NewNote;
use app::insight::overview::{InsightQuery, Overview};
use app::insight::series::At;
use app::insight::theme::Theme;
use app::insight::watch::MAX_WATCHED;
use app::rows::VerifyOptions;
use domain::insight::{Measure, SeriesKey};
use domain::publication::Month;
use testkit::TestApp;

use crate::support::{fall, submit, wrong_person};

/// Fourteen months from September 2025 on: two falls a month, and from the tenth month on one in the bath; all indexed.
async fn bathing(t: &TestApp) {
    let first: Month = "2025-09".parse().unwrap();
    for at in 0..14 {
        let month = first.plus(at);
        t.clock.set(&format!("{month}-10T01:00:00Z"));
        for n in 0..2 {
            let mut fields = fall(t);
            fields.set("occurred", month.first_day().to_string());
            let told = if at >= 10 && n == 0 {
                "浴室の床で足がすべり、尻もちをついた。"
            } else {
                "廊下で転倒した。"
            };
            fields.set("narrative", told);
            submit(t, "kaigo", fields, &format!("m{at}-{n}")).await;
        }
    }
    t.clock.set("2026-11-02T01:00:00Z");
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap();
}

fn of(words: &str) -> InsightQuery {
    InsightQuery { theme: Theme::read(words), ..InsightQuery::default() }
}

async fn look(t: &TestApp, login: &str, words: &str) -> Result<Overview, AppError> {
    t.app.insight(&t.ctx(login).await, &of(words)).await
}

#[tokio::test]
async fn only_reports_with_the_words_are_counted_from_the_first_month_on() {
    let t = TestApp::new().await;
    bathing(&t).await;
    let all = t.app.insight(&t.ctx("risk").await, &InsightQuery::default()).await.unwrap();
    assert_eq!(all.now.reports, 28);
    let bath = look(&t, "risk", "浴室").await.unwrap();
    assert_eq!((bath.now.reports, bath.tallies.forms.len(), bath.forms.len()), (4, 1, 1));
    assert_eq!(bath.tallies.lag.counts.iter().sum::<u32>() + bath.tallies.lag.unknown, 4);
    let course = &bath.charts[0];
    assert_eq!((course.points.len(), course.points[0].at), (14, At::Month("2025-09".parse().unwrap())));
    let counts: Vec<f64> = course.points.iter().filter_map(|point| point.count).collect();
    assert_eq!((counts[9], counts[10], counts[13]), (0.0, 1.0, 1.0), "no mention is a count of zero");
    assert_eq!(look(&t, "risk", "浴室 廊下").await.unwrap().now.reports, 0, "every word");
    // The words and the unit narrow together.
    let elsewhere = InsightQuery { unit: Some(t.units[1]), ..of("浴室") };
    assert_eq!(t.app.insight(&t.ctx("risk").await, &elsewhere).await.unwrap().now.reports, 0);
    let mut medication = wrong_person(&t);
    medication.set("occurred", "令和8年11月1日");
    submit(&t, "kaigo", medication, "late").await;
    assert_eq!(look(&t, "risk", "浴室").await.unwrap().now.reports, 4, "what is filed meanwhile changes nothing");
}

#[tokio::test]
async fn chart_numbers_and_notes_are_of_the_theme() {
    let t = TestApp::new().await;
    bathing(&t).await;
    let (risk, key) = (t.ctx("risk").await, SeriesKey::of(Measure::Reports));
    let note =
        NewNote { kind: "freeze".into(), month: "2026-08".into(), words: "基準の年".into(), ..NewNote::default() };
    t.app.add_chart_note(&risk, &key, &note).await.unwrap();
    let of_all = t.app.insight_chart(&risk, &key, &InsightQuery::default()).await.unwrap();
    assert_eq!(of_all.notes.all().len(), 1);
    let of_theme = t.app.insight_chart(&risk, &key, &of("浴室")).await.unwrap();
    assert!(of_theme.notes.all().is_empty(), "what stands there is about all reports");
    let bath =
        NewNote { kind: "note".into(), words: "手すりを付けた".into(), theme: Theme::read("浴室"), ..note };
    t.app.add_chart_note(&risk, &key, &bath).await.unwrap();
    let of_all = t.app.insight_chart(&risk, &key, &InsightQuery::default()).await.unwrap();
    assert_eq!(of_all.notes.all().len(), 1, "and what is put on a theme's chart stands there alone");
    assert!(t.app.insight_chart(&risk, &key, &of("廊下")).await.unwrap().notes.all().is_empty());
    let of_theme = t.app.insight_chart(&risk, &key, &of("浴室")).await.unwrap();
    assert_eq!(of_theme.notes.all()[0].words, "手すりを付けた");
    let row = t.raw_rows().await.into_iter().filter(|row| row.table == "chart_notes");
    assert!(
        row.clone().count() == 2 && row.clone().all(|row| !row.text.contains("浴室") && !row.text.contains("手すり"))
    );
    assert_eq!(of_theme.points.iter().filter_map(|point| point.count).sum::<f64>(), 4.0);
    assert_eq!(look(&t, "risk", "浴室").await.unwrap().charts[0].notes.all().len(), 1);
    let (id, other) = (of_theme.notes.all()[0].id, SeriesKey::of(Measure::Harm));
    assert!(matches!(t.app.withdraw_chart_note(&risk, &other, id).await, Err(AppError::NotFound)));
    t.app.withdraw_chart_note(&risk, &key, id).await.unwrap();
    assert!(look(&t, "risk", "浴室").await.unwrap().charts[0].notes.in_force().next().is_none());
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
    let csv = String::from_utf8(t.app.insight_csv(&risk, &key, &of("浴室")).await.unwrap()).unwrap();
    assert!(csv.contains("\"2026-10\",\"1\"") && csv.contains("\"2026-06\",\"0\""), "{csv}");
}

#[tokio::test]
async fn only_who_lists_reports_looks_at_themes_and_words_are_kept_nowhere_unsealed() {
    let t = TestApp::new().await;
    let other = t.second_facility().await;
    bathing(&t).await;
    assert!(matches!(look(&t, "kaigo", "浴室").await, Err(AppError::Denied(_))));
    assert_eq!(look(&t, "rijicho", "浴室").await.unwrap().now.reports, 4);
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    assert_eq!(stranger.facility, other);
    assert_eq!(t.app.insight(&stranger, &of("浴室")).await.unwrap().now.reports, 0);

    let risk = t.ctx("risk").await;
    let theme = Theme::read("ヌルポポ 浴室");
    t.app.save_view(&risk, "浴室を\n毎月", ("months=13", theme.as_ref())).await.unwrap();
    t.app.insight(&risk, &of("ヌルポポ")).await.unwrap();
    let views = t.app.saved_views(&risk).await.unwrap();
    assert_eq!((views[0].name.as_str(), views[0].query.as_str()), ("浴室を 毎月", "months=13"));
    assert_eq!(views[0].theme, theme);
    let rows = t.raw_rows().await;
    let journal = rows.iter().filter(|row| row.table == "journal" && row.text.contains("reports_searched"));
    assert_eq!(journal.count(), 3, "that it was looked at");
    assert!(rows.iter().all(|row| !row.text.contains("ヌルポポ")), "the words stand nowhere");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn a_form_that_the_facility_never_had_is_not_found() {
    let t = TestApp::new().await;
    let risk = t.ctx("risk").await;
    let of = |form: &str| InsightQuery { form: Some(form.to_owned()), ..InsightQuery::default() };
    let key = |form: &str| SeriesKey { form: Some(form.to_owned()), ..SeriesKey::of(Measure::Reports) };
    assert_eq!(t.app.insight(&risk, &of("burn")).await.unwrap().now.reports, 0, "of the profile, without a report");
    assert!(matches!(t.app.insight(&risk, &of("suzuki")).await, Err(AppError::NotFound)));
    let chart = t.app.insight_chart(&risk, &key("suzuki"), &InsightQuery::default()).await;
    assert!(matches!(chart, Err(AppError::NotFound)));
    let note = NewNote { kind: "note".into(), month: "2026-10".into(), words: "x".into(), ..NewNote::default() };
    assert!(matches!(t.app.add_chart_note(&risk, &key("suzuki"), &note).await, Err(AppError::NotFound)));
    t.app.add_chart_note(&risk, &key("burn"), &note).await.unwrap();
}

#[tokio::test]
async fn a_watched_theme_is_looked_at_every_night_and_its_words_are_sealed() {
    let t = TestApp::new().await;
    bathing(&t).await;
    // In the last whole month twelve more: only the theme's own chart and that of all reports can tell.
    t.clock.set("2026-10-12T01:00:00Z");
    for n in 0..12 {
        let mut fields = fall(&t);
        fields.set("occurred", "2026-10-01");
        fields.set("narrative", "浴室の床で足がすべった。");
        submit(&t, "kaigo", fields, &format!("more{n}")).await;
    }
    t.clock.set("2026-11-02T01:00:00Z");
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap();
    let (risk, system) = (t.ctx("risk").await, t.app.system(t.facility).await.unwrap());
    let theme = Theme::read("浴室").unwrap();
    t.app.raise_signals(&system).await.unwrap();
    let before = t.app.signals(&risk).await.unwrap();
    assert!(before.of_themes == 0 && before.open.iter().all(|signal| signal.theme.is_none()));

    for login in ["kaigo", "rijicho"] {
        assert!(matches!(t.app.watch_theme(&t.ctx(login).await, &theme).await, Err(AppError::Denied(_))), "{login}");
    }
    t.app.watch_theme(&risk, &theme).await.unwrap();
    t.app.watch_theme(&risk, &Theme::read(" 浴室　浴室").unwrap()).await.unwrap();
    let watched = t.app.watched_themes(&risk).await.unwrap();
    assert_eq!((watched.len(), &watched[0].theme), (1, &theme), "in whatever spelling");
    assert_eq!(t.app.raise_signals(&system).await.unwrap(), 1);
    assert_eq!(t.app.raise_signals(&system).await.unwrap(), 0, "the same night twice");
    let signals = t.app.signals(&risk).await.unwrap();
    let of_theme: Vec<_> = signals.open.iter().filter(|signal| signal.theme.as_ref() == Some(&theme)).collect();
    assert_eq!((of_theme.len(), &of_theme[0].key), (1, &SeriesKey::of(Measure::Reports)));
    assert_eq!((signals.of_themes, signals.watched), (1, before.watched + 1), "too few accidents to watch");
    assert!((signals.expected - before.expected - 0.006).abs() < 1e-9, "what chance raises counts it, too");

    // Stopped: nothing new is raised, but what was waits on with its words.
    let id = of_theme[0].id;
    t.app.stop_watching(&risk, watched[0].id).await.unwrap();
    t.app.stop_watching(&risk, watched[0].id).await.unwrap();
    let signals = t.app.signals(&risk).await.unwrap();
    assert!(signals.themes.is_empty() && signals.watched == before.watched);
    assert!(signals.open.iter().any(|signal| signal.id == id && signal.theme.as_ref() == Some(&theme)));
    assert_eq!(t.app.watch_of(&risk, &theme).await.unwrap(), None);
    let rows = t.raw_rows().await;
    let kept = rows.iter().filter(|row| ["chart_notes", "signals", "journal"].contains(&row.table.as_str()));
    assert!(kept.clone().count() > 3 && kept.clone().all(|row| !row.text.contains("浴室")), "no word in the clear");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn only_so_many_themes_are_watched() {
    let t = TestApp::new().await;
    let risk = t.ctx("risk").await;
    for n in 0..MAX_WATCHED {
        t.app.watch_theme(&risk, &Theme::read(&format!("言葉{n}番")).unwrap()).await.unwrap();
    }
    let full = t.app.watch_theme(&risk, &Theme::read("もう一つ").unwrap()).await;
    assert!(matches!(full, Err(AppError::Invalid(errors)) if errors[0].code == "watched_themes_too_many"));
    t.app.stop_watching(&risk, t.app.watched_themes(&risk).await.unwrap()[0].id).await.unwrap();
    t.app.watch_theme(&risk, &Theme::read("もう一つ").unwrap()).await.unwrap();
}

//! Tests of the export: the published figures can be recounted from it, and it holds no sealed word.
use std::collections::BTreeMap;

use app::rows::ReportFilter;
use domain::publication::Month;

use crate::demo::Demo;

type Counts = BTreeMap<String, (u32, u32)>;

/// The recount of docs/export.md: rows of the month that were counted at publication, by form and kind.
fn recount(csv: &[u8], month: &str) -> (Counts, Counts) {
    let text = csv.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let (mut forms, mut details) = (Counts::new(), Counts::new());
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        if row["month"] != month || row["counted_at_publication"] != "yes" {
            continue;
        }
        let add = |counts: &mut Counts, key: &str| {
            let held = counts.entry(key.to_owned()).or_default();
            match row["kind_at_publication"].as_str() {
                "incident" => held.0 += 1,
                "accident" => held.1 += 1,
                other => panic!("kind {other}"),
            }
        };
        add(&mut forms, &row["form"]);
        if row["form"] == "medication" {
            let detail = row["medication_detail"].as_str();
            add(&mut details, if detail.is_empty() { "unknown" } else { detail });
        }
    }
    (forms, details)
}

/// Rows of the month that were counted without a final level.
fn provisional(csv: &[u8], month: &str) -> u32 {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark"));
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(|row| row.expect("a row"));
    let counted = rows.filter(|row| row["month"] == month && row["counted_at_publication"] == "yes");
    u32::try_from(counted.filter(|row| row["provisional_at_publication"] == "yes").count()).expect("few rows")
}

#[tokio::test]
async fn every_published_month_is_recounted_from_the_export() {
    let demo = Demo::small(3).await;
    let mut months = 0;
    for code in ["hoshinosato", "kita-university", "minato"] {
        let csv = demo.csv(code).await;
        let index = demo.app.public_index(code).await.expect("the store").expect("the facility");
        for line in index.months {
            compare(&demo, code, line.month, &csv).await;
            months += 1;
        }
    }
    assert!(months >= 6, "{months} published months");
}

async fn compare(demo: &Demo, code: &str, month: Month, csv: &[u8]) {
    let published = demo.app.public_month(code, month).await.expect("the store").expect("a published month");
    let figures = &published.snapshot.figures;
    let counts = |rows: Vec<(String, u32, u32)>| -> Counts {
        rows.into_iter().filter(|(_, a, b)| a + b > 0).map(|(key, a, b)| (key, (a, b))).collect()
    };
    let forms = counts(figures.forms.iter().map(|row| (row.form.clone(), row.incident, row.accident)).collect());
    let details = counts(figures.details.iter().map(|row| (row.detail.clone(), row.incident, row.accident)).collect());
    assert_eq!(recount(csv, &month.to_string()), (forms, details), "{code} {month}");
    assert_eq!(provisional(csv, &month.to_string()), figures.provisional, "{code} {month}");
}

#[tokio::test]
async fn only_those_who_oversee_may_export_and_every_cell_is_quoted() {
    let demo = Demo::small(3).await;
    let cookie = demo.app.sign_in("hoshinosato", "shien", app::demo::DEMO_PASSWORD).await.expect("a sign-in").cookie;
    let session = demo.app.resolve(&cookie).await.expect("the store").expect("a session");
    let denied = demo.app.export_reports(&session.ctx, &ReportFilter::default()).await;
    assert!(matches!(denied, Err(app::AppError::Denied(_))));
    let csv = String::from_utf8(demo.csv("hoshinosato").await).expect("UTF-8");
    for line in csv.trim_start_matches('\u{FEFF}').split("\r\n").filter(|line| !line.is_empty()) {
        assert!(line.starts_with('"') && line.ends_with('"') && line.matches("\",\"").count() == 23, "{line}");
    }
    // Narratives tell of 「さん」; no coded column does.
    assert!(!csv.contains("さん"));
}

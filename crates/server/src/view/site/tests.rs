//! Tests of the public face as files: links lead to files, the same data give the same bytes, every hash is right.
use app::publication::Step;
use testkit::TestApp;

use super::*;

mod cases;

/// October and November published.
async fn published() -> TestApp {
    let t = TestApp::new().await;
    t.clock.set("2026-12-02T01:00:00Z");
    for month in ["2026-10", "2026-11"] {
        publish(&t, month).await;
    }
    t
}

async fn publish(t: &TestApp, month: &str) {
    let month: Month = month.parse().unwrap();
    for (login, step) in
        [("risk", Step::Draft), ("risk", Step::Check), ("rijicho", Step::Approve), ("rijicho", Step::Publish)]
    {
        t.app.month_step(&t.ctx(login).await, month, step).await.unwrap();
    }
}

#[tokio::test]
async fn an_old_month_keeps_its_bytes_when_others_are_published() {
    let t = published().await;
    let before = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    t.clock.set("2027-01-05T01:00:00Z");
    publish(&t, "2026-12").await;
    let after = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    assert!(after.contains_key("2026-12.json") && !before.contains_key("2026-12.json"));
    // The page of November gains its way to December; nothing else of an old month changes.
    let old = before
        .keys()
        .filter(|name| name.starts_with("2026-1"))
        .filter(|name| !name.starts_with("2026-11") || !name.ends_with(".html"));
    for name in old {
        assert!(before[name] == after[name], "{name}");
    }
}

#[tokio::test]
async fn an_old_period_keeps_its_bytes_when_the_profile_says_its_levels_otherwise() {
    let t = TestApp::new().await;
    let kita = t.second_facility().await;
    let second = t.app.system(kita).await.unwrap();
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let manager = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    let half = "fy2026-h1".parse().unwrap();
    for (ctx, step) in
        [(&manager, Step::Draft), (&manager, Step::Check), (&second, Step::Approve), (&second, Step::Publish)]
    {
        t.app.period_step(ctx, half, step).await.unwrap();
    }
    let before = of_one(&t.app, "kita").await.unwrap().unwrap();
    let editor = t.app.profile_editor(&manager).await.unwrap();
    let mut edited = (*editor.profile).clone();
    edited.levels[0].wording.ja = "新しい言いまわし".to_owned();
    t.app.save_profile(&manager, edited, "言いまわしを改めた", editor.version).await.unwrap();
    let after = of_one(&t.app, "kita").await.unwrap().unwrap();
    let has = |name: &str| String::from_utf8_lossy(&after[name]).contains("新しい言いまわし");
    assert!(has("index.html"), "today's explanation is today's");
    let old: Vec<&String> = before.keys().filter(|name| name.contains("fy2026-h1")).collect();
    assert!(old.len() >= 6 && old.iter().all(|name| before[*name] == after[*name]), "{old:?}");
}

/// The path to which a link of a page leads.
fn target(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn links_hold(files: &Files) {
    let texts = files.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".atom"));
    let mut links = 0;
    for (name, bytes) in texts {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains("<script"), "{name} needs no script");
        for href in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            links += 1;
            assert!(href.starts_with('#') || files.contains_key(&target(name, href)), "{name} leads to {href}");
        }
    }
    assert!(links > 50, "{links} links");
}

#[tokio::test]
async fn files_lead_only_to_each_other_and_the_same_data_give_the_same_bytes() {
    let t = published().await;
    let files = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    for name in [
        "index.html",
        "index.plain.html",
        "index.en.html",
        "index.en.plain.html",
        "data.html",
        "feed.atom",
        "feed.en.atom",
        "months.json",
        "months.csv",
        "months-fy2026.csv",
        "2026-10.html",
        "2026-10.plain.html",
        "2026-10.pdf",
        "2026-10.en.pdf",
        "2026-10.csv",
        "2026-10.json",
        MANIFEST,
    ] {
        assert!(files.contains_key(name), "{name} is not among {:?}", files.keys());
    }
    links_hold(&files);
    t.clock.set("2027-01-05T01:00:00Z");
    assert_eq!(of_one(&t.app, "hoshi").await.unwrap().unwrap(), files, "the day of writing is in no file");
    assert!(of_one(&t.app, "nowhere").await.unwrap().is_none());
}

#[tokio::test]
async fn all_facilities_share_a_list_and_a_style_sheet() {
    let t = published().await;
    let files = of_all(&t.app).await.unwrap();
    assert!(files.contains_key("index.plain.html") && files.contains_key("hoshi/2026-11.en.html"));
    links_hold(&files);
    let sheets = files.keys().filter(|name| name.ends_with(".css")).count();
    assert_eq!(sheets, 1);
}

#[tokio::test]
async fn the_manifest_names_every_file_and_the_hash_in_the_journal() {
    let t = published().await;
    let files = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    let manifest: Manifest = serde_json::from_slice(&files[MANIFEST]).unwrap();
    assert_eq!(manifest.files.len(), files.len() - 1);
    for file in &manifest.files {
        assert_eq!(sha256(&files[&file.path]), file.sha256, "{}", file.path);
    }
    assert_eq!(manifest.snapshots.len(), 2);
    for snapshot in &manifest.snapshots {
        assert_eq!(sha256(&files[&snapshot.path]), snapshot.sha256, "the original is what was approved");
    }
}

#[tokio::test]
async fn the_page_about_the_data_explains_every_column_and_field() {
    let t = published().await;
    let files = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let page = text("data.html");
    let head = text("2026-10.csv").lines().next().unwrap().trim_start_matches('\u{FEFF}').to_owned();
    for column in head.split(',') {
        assert!(page.contains(&format!(">{}<", column.trim_matches('"'))), "{column}");
    }
    let json: serde_json::Value = serde_json::from_str(&text("2026-10.json")).unwrap();
    for field in json.as_object().unwrap().keys() {
        assert!(page.contains(&format!(">{field}<")), "{field}");
    }
}

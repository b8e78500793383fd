//! Tests of individual publications as files: page, original, list and feed; the word that a text is gone, and the text nowhere.
use app::approval::Act;
use app::publication::individual::MatterStep;
use app::report::Submission;
use domain::approval::Opinion;
use domain::form::Fields;
use domain::id::ReportId;
use domain::profile::LevelCode;
use domain::report::Door;
use image::{DynamicImage, ImageFormat, RgbImage};

use super::*;

const TOLD: &str = "のどにつまりました";

fn fields<const N: usize>(pairs: [(&str, &str); N]) -> Fields {
    pairs.into_iter().collect()
}

async fn step(t: &TestApp, login: &str, id: ReportId, step: MatterStep, fields: &Fields) {
    t.app.matter_step(&t.ctx(login).await, id, step, fields, None).await.unwrap();
}

/// A death, judged by all seats.
async fn judged(t: &TestApp) -> ReportId {
    let mut death = fields([
        ("narrative", "食事中にむせ、意識を失った。"),
        ("occurred", "令和8年11月20日"),
        ("form", "fall"),
        ("reached", "yes"),
        ("body_effect", "yes"),
        ("treatment", "intensive"),
        ("treated_at", "external_hospital"),
        ("lasting_loss", "none"),
        ("death", "yes"),
        ("mode", "named"),
    ]);
    death.set("place", t.places[0].to_string());
    death.set("unit", t.units[0].to_string());
    let submission = Submission { fields: death, door: Door::Quick, key: "k".to_owned(), draft: None, promotes: None };
    let id = t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap().report;
    for (login, seat, judges) in [
        ("risk", "handler", false),
        ("leader", "unit_leader", true),
        ("head", "facility_director", true),
        ("rijicho", "chairman", false),
    ] {
        let opinion = Opinion {
            text: Some("確認しました。".to_owned()),
            level: judges.then(|| LevelCode::new("5")),
            level_reason: Some("経過から判断しました。".to_owned()),
            measures_review: Some(false),
        };
        let act = Act::Stamp { seat: seat.to_owned(), opinion };
        t.app.act(&t.ctx(login).await, id, None, act).await.unwrap();
    }
    id
}

/// Released, with consent and decision.
async fn released(t: &TestApp) -> ReportId {
    let id = judged(t).await;
    step(t, "risk", id, MatterStep::Open, &Fields::default()).await;
    let outline = fields([
        ("when", "夕方の食事の時間"),
        ("where", "食堂"),
        ("circumstances", "食べ物がのどにつまりました。"),
        ("course", "救急車を呼び、病院へ運びました。"),
        ("cause", "引きつぎが言葉だけでした。"),
        ("improvement", "書いたもので引きつぎます。"),
    ]);
    step(t, "risk", id, MatterStep::Outline, &outline).await;
    let risk = t.ctx("risk").await;
    for finding in t.app.matter(&risk, id).await.unwrap().findings {
        let mut kept = fields([("part", finding.part.code()), ("class", finding.class)]);
        kept.set("text", finding.words);
        kept.set("reason", "一般の言葉です。");
        step(t, "risk", id, MatterStep::Keep, &kept).await;
    }
    let talk = fields([("with", "parent"), ("on", "2026-11-20"), ("said", "説明した。"), ("outcome", "持ち帰る。")]);
    step(t, "risk", id, MatterStep::Talk, &talk).await;
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(40, 30)).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let ready = t.app.prepare_addition(&risk, id, bytes.into_inner()).await.unwrap();
    let document = t.app.add_attachment(&risk, id, ready, "同意書").await.unwrap();
    let mut consent = fields([("by", "parent"), ("scope", "full"), ("on", "2026-11-20")]);
    consent.set("document", document.to_string());
    step(t, "risk", id, MatterStep::Consent, &consent).await;
    let meeting = fields([
        ("on", "2026-11-20"),
        ("attendees", "総務課長"),
        ("minutes", "読み合わせた。"),
        ("recommendation", "publish"),
    ]);
    step(t, "risk", id, MatterStep::Meeting, &meeting).await;
    step(t, "rijicho", id, MatterStep::Decision, &fields([("decision", "publish")])).await;
    step(t, "rijicho", id, MatterStep::Release, &Fields::default()).await;
    id
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).unwrap()
}

/// The report of the released case has a photograph; the public face has words, numbers and its style sheet.
#[tokio::test]
async fn no_picture_is_among_the_files_and_no_page_shows_one() {
    let t = TestApp::new().await;
    released(&t).await;
    t.clock.set("2026-12-02T01:00:00Z");
    publish(&t, "2026-11").await;
    let files = of_all(&t.app).await.unwrap();
    for (name, bytes) in &files {
        let kind = name.rsplit('.').next().unwrap();
        assert!(["html", "css", "atom", "json", "csv", "pdf"].contains(&kind), "{name}");
        let text = String::from_utf8_lossy(bytes);
        for shows in ["<img", "<picture", "<object", "<embed", "<iframe", "/attachments/", "data:image"] {
            assert!(kind == "css" || !text.contains(shows), "{name} holds {shows}");
        }
        assert!(!text.contains("/Subtype /Image") && !text.contains("/Subtype/Image"), "{name} holds a picture");
    }
}

#[tokio::test]
async fn a_released_case_is_a_page_an_original_a_line_and_an_entry() {
    let t = TestApp::new().await;
    released(&t).await;
    let files = of_all(&t.app).await.unwrap();
    links_hold(&files);
    for name in ["2026-1.html", "2026-1.plain.html", "2026-1.en.html", "2026-1.en.plain.html"] {
        assert!(text(&files, &format!("hoshi/cases/{name}")).contains(TOLD), "{name}");
    }
    assert!(text(&files, "hoshi/index.html").contains("href=\"cases/2026-1.html\""));
    assert!(text(&files, "hoshi/feed.en.atom").contains("href=\"cases/2026-1.en.html\""));
    let list: serde_json::Value = serde_json::from_str(text(&files, "hoshi/months.json")).unwrap();
    let line = &list["announcements"][0];
    assert_eq!((&line["json"], &line["kind"]), (&"cases/2026-1.json".into(), &"released".into()));
    let manifest: Manifest = serde_json::from_slice(&files[MANIFEST]).unwrap();
    let [original] = manifest.snapshots.as_slice() else { panic!("one original: {:?}", manifest.snapshots) };
    assert_eq!((original.of.as_str(), original.path.as_str()), ("cases/2026-1", "hoshi/cases/2026-1.json"));
    assert_eq!(sha256(&files[&original.path]), original.sha256);
    assert_eq!(line["snapshot_sha256"], original.sha256);
    t.clock.advance(3600);
    assert_eq!(of_all(&t.app).await.unwrap(), files, "the same data give the same bytes");
}

#[tokio::test]
async fn a_text_that_is_held_back_or_withdrawn_is_in_no_file() {
    let t = TestApp::new().await;
    let id = released(&t).await;
    t.clock.advance(60);
    let taken = fields([("number", "1"), ("on", "2026-11-20")]);
    step(&t, "risk", id, MatterStep::WithdrawConsent, &taken).await;
    let recalled = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    step(&t, "rijicho", id, MatterStep::Withdraw, &fields([("reason", "ご家族の意向")])).await;
    let withdrawn = of_one(&t.app, "hoshi").await.unwrap().unwrap();
    for (files, stub, kind) in [(&recalled, "止めています", "停止中"), (&withdrawn, "取り下げました", "取り下げ")]
    {
        links_hold(files);
        assert!(text(files, "cases/2026-1.html").contains(stub));
        assert!(text(files, "index.html").contains(kind) && text(files, "feed.atom").contains(kind));
        assert!(!files.contains_key("cases/2026-1.json"));
        for (name, bytes) in files {
            let found = String::from_utf8_lossy(bytes);
            assert!(!found.contains(TOLD) && !found.contains("ご家族"), "{name}");
        }
        let manifest: Manifest = serde_json::from_slice(&files[MANIFEST]).unwrap();
        assert!(manifest.snapshots.is_empty());
    }
    t.clock.advance(3600);
    assert_eq!(of_one(&t.app, "hoshi").await.unwrap().unwrap(), withdrawn, "the same data give the same bytes");
}

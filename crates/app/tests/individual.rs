//! Owns the tests of individual publication as use cases: rights, proof, identity check, release, recall, correction, withdrawal, proof by recomputation.
use app::publication::individual::{DueKind, MatterStep};
use app::rows::VerifyOptions;
use app::{AppError, Ctx};
use domain::form::Fields;
use domain::id::{AttachmentId, ReportId};
use domain::policy::Decision;
use domain::publication::AnnouncementKind;
use domain::publication::individual::{MatterRefusal, WaitsFor};
use image::{DynamicImage, ImageFormat, RgbImage};
use testkit::TestApp;

use crate::support::{fall, round_one, submit};

/// A death: the highest level.
fn death(t: &TestApp) -> Fields {
    let mut fields = fall(t);
    for (name, value) in [("body_effect", "yes"), ("treatment", "intensive"), ("treated_at", "external_hospital")] {
        fields.set(name, value);
    }
    fields.set("death", "yes");
    fields
}

async fn step(t: &TestApp, login: &str, id: ReportId, step: MatterStep, fields: &Fields) -> Result<(), AppError> {
    t.app.matter_step(&t.ctx(login).await, id, step, fields, None).await
}

fn fields<const N: usize>(pairs: [(&str, &str); N]) -> Fields {
    pairs.into_iter().collect()
}

fn outline() -> Fields {
    fields([
        ("when", "夕方の食事の時間"),
        ("where", "食堂"),
        ("circumstances", "食べ物がのどにつまりました。"),
        ("course", "救急車を呼び、病院へ運びました。"),
        ("cause", "引きつぎが言葉だけでした。"),
        ("improvement", "書いたもので引きつぎます。"),
    ])
}

fn talk() -> Fields {
    fields([("with", "parent"), ("on", "2026-11-20"), ("said", "経過を説明した。"), ("outcome", "持ち帰る。")])
}

async fn document(t: &TestApp, id: ReportId) -> AttachmentId {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(40, 30)).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let ctx = t.ctx("risk").await;
    let ready = t.app.prepare_addition(&ctx, id, bytes.into_inner()).await.unwrap();
    t.app.add_attachment(&ctx, id, ready, "同意書").await.unwrap()
}

fn consent(document: AttachmentId) -> Fields {
    let mut fields = fields([("by", "parent"), ("scope", "full"), ("on", "2026-11-20")]);
    fields.set("document", document.to_string());
    fields
}

fn meeting() -> Fields {
    fields([
        ("on", "2026-11-20"),
        ("attendees", "総務課長\n看護師長"),
        ("minutes", "読み合わせた。"),
        ("recommendation", "publish"),
    ])
}

/// Keeps every finding of the wording.
async fn keep_all(t: &TestApp, id: ReportId) {
    let ctx = t.ctx("risk").await;
    for finding in t.app.matter(&ctx, id).await.unwrap().findings {
        let mut kept = fields([("part", finding.part.code()), ("class", finding.class)]);
        kept.set("text", finding.words);
        kept.set("reason", "一般の言葉です。");
        t.app.matter_step(&ctx, id, MatterStep::Keep, &kept, None).await.unwrap();
    }
}

/// A case of level 5 whose matter has come to the decision to publish.
async fn decided(t: &TestApp) -> ReportId {
    let id = submit(t, "kaigo", death(t), "k").await.report;
    round_one(t, id, "5").await;
    step(t, "risk", id, MatterStep::Open, &Fields::default()).await.unwrap();
    step(t, "risk", id, MatterStep::Outline, &outline()).await.unwrap();
    keep_all(t, id).await;
    step(t, "risk", id, MatterStep::Talk, &talk()).await.unwrap();
    let document = document(t, id).await;
    step(t, "risk", id, MatterStep::Consent, &consent(document)).await.unwrap();
    step(t, "risk", id, MatterStep::Meeting, &meeting()).await.unwrap();
    step(t, "rijicho", id, MatterStep::Decision, &fields([("decision", "publish")])).await.unwrap();
    id
}

async fn released(t: &TestApp) -> ReportId {
    let id = decided(t).await;
    step(t, "rijicho", id, MatterStep::Release, &Fields::default()).await.unwrap();
    id
}

fn refusal(result: Result<(), AppError>) -> MatterRefusal {
    match result {
        Err(AppError::MatterRefused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn is_clean(t: &TestApp) {
    let report = t.app.verify(&VerifyOptions { deep: true }).await.unwrap();
    assert!(report.findings().is_empty(), "{:?}", report.findings());
}

#[tokio::test]
async fn a_case_goes_the_whole_way_to_the_public() {
    let t = TestApp::new().await;
    let id = released(&t).await;
    let number = t.app.matter(&t.ctx("risk").await, id).await.unwrap().number;
    let public = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap();
    let (told, text) = public.announcement.unwrap();
    assert_eq!(told.parts.len(), 6);
    assert_eq!(told.signatories.iter().map(|held| held.office.ja.as_str()).collect::<Vec<_>>(), ["課長会議", "理事長"]);
    assert!(!text.contains(&number) && !text.contains(&id.to_string()), "no internal number goes out");
    assert!(!text.contains("同意") && !text.contains("読み合わせ"), "nor what was said in private");
    let index = t.app.public_index("hoshi").await.unwrap().unwrap();
    let [line] = index.announcements.as_slice() else { panic!("one line: {:?}", index.announcements) };
    assert_eq!((line.slug.as_str(), line.kind, line.edition), ("2026-1", AnnouncementKind::Released, 1));
    assert_eq!(line.hash.as_deref(), Some(public.editions[0].hash.as_str()));
    assert_eq!(t.app.public_hashes("hoshi", "cases/2026-1").await.unwrap(), [public.editions[0].hash.clone()]);
    assert!(t.app.public_case("hoshi", "2026-2").await.unwrap().is_none());
    is_clean(&t).await;
}

#[tokio::test]
async fn who_has_no_part_in_it_is_told_and_strangers_find_nothing() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    t.second_facility().await;
    for login in ["kaigo", "leader", "head", "kanri"] {
        let seen = t.app.matter(&t.ctx(login).await, id).await;
        assert!(matches!(seen, Err(AppError::Denied(Decision::Forbid))), "{login}");
    }
    let tanin = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&tanin).await.unwrap().unwrap().ctx;
    assert!(matches!(t.app.matter(&stranger, id).await, Err(AppError::NotFound)));
    let decision = fields([("decision", "withhold"), ("reason", "理由")]);
    let by_manager = step(&t, "risk", id, MatterStep::Decision, &decision).await;
    assert!(matches!(by_manager, Err(AppError::Denied(Decision::Forbid))), "the manager writes, and does not decide");
    let written = step(&t, "rijicho", id, MatterStep::Outline, &outline()).await;
    assert!(matches!(written, Err(AppError::Denied(Decision::Forbid))), "the chairman decides, and does not write");
}

#[tokio::test]
async fn deciding_and_releasing_need_the_own_password_and_another_person() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    assert_eq!(refusal(step(&t, "risk", id, MatterStep::Release, &Fields::default()).await), MatterRefusal::SamePerson);
    let unproved = Ctx { proved_at: None, ..t.ctx("rijicho").await };
    let released = t.app.matter_step(&unproved, id, MatterStep::Release, &Fields::default(), None).await;
    assert!(matches!(&released, Err(AppError::Invalid(errors)) if errors[0].code == "proof_missing"), "{released:?}");
    let stale = t.app.matter_step(&t.ctx("rijicho").await, id, MatterStep::Release, &Fields::default(), Some(1)).await;
    assert!(matches!(stale, Err(AppError::Conflict)));
    assert!(t.app.public_case("hoshi", "2026-1").await.unwrap().is_none());
}

#[tokio::test]
async fn a_name_in_the_wording_stops_the_release_until_somebody_settles_it() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", death(&t), "k").await.report;
    round_one(&t, id, "5").await;
    step(&t, "risk", id, MatterStep::Open, &Fields::default()).await.unwrap();
    let mut named = outline();
    named.set("course", "介護花子さんが救急車を呼び、令和8年11月19日に病院へ運びました。");
    step(&t, "risk", id, MatterStep::Outline, &named).await.unwrap();
    step(&t, "risk", id, MatterStep::Talk, &talk()).await.unwrap();
    let document = document(&t, id).await;
    step(&t, "risk", id, MatterStep::Consent, &consent(document)).await.unwrap();
    step(&t, "risk", id, MatterStep::Meeting, &meeting()).await.unwrap();
    step(&t, "rijicho", id, MatterStep::Decision, &fields([("decision", "publish")])).await.unwrap();
    let release = step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await;
    assert_eq!(refusal(release), MatterRefusal::IdentityUnsettled);
    let view = t.app.matter(&t.ctx("risk").await, id).await.unwrap();
    let found: Vec<&str> = view.findings.iter().map(|finding| finding.words.as_str()).collect();
    assert!(found.iter().any(|text| text.contains("介護花子")), "{found:?}");
    keep_all(&t, id).await;
    step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await.unwrap();
    is_clean(&t).await;
}

#[tokio::test]
async fn what_fits_too_few_people_in_all_parts_together_is_settled_before_the_release() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    let rare = async || -> Vec<String> {
        let findings = t.app.matter(&t.ctx("risk").await, id).await.unwrap().findings;
        findings.into_iter().filter(|finding| finding.class == "rare").map(|finding| finding.words).collect()
    };
    assert_eq!(rare().await, ["食堂"], "one case of the year fell there: whoever knows the place knows the case");
    let mut told = outline();
    for (part, text) in [
        ("where", "食事の場所"),
        ("circumstances", "90歳代の方の食べ物がのどにつまりました。"),
        ("cause", "女性の利用者への引きつぎが言葉だけでした。"),
    ] {
        told.set(part, text);
    }
    step(&t, "risk", id, MatterStep::Outline, &told).await.unwrap();
    assert_eq!(rare().await, ["90歳代の", "女性の"], "told in two parts, read together");
    step(&t, "risk", id, MatterStep::Meeting, &meeting()).await.unwrap();
    step(&t, "rijicho", id, MatterStep::Decision, &fields([("decision", "publish")])).await.unwrap();
    let early = step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await;
    assert_eq!(refusal(early), MatterRefusal::IdentityUnsettled);
    keep_all(&t, id).await;
    step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await.unwrap();
    is_clean(&t).await;
}

/// Every name in a JSON value.
fn names(value: &serde_json::Value, into: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                into.insert(name.clone());
                names(value, into);
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| names(value, into)),
        _ => {}
    }
}

#[tokio::test]
async fn no_picture_can_reach_what_is_published() {
    let t = TestApp::new().await;
    let id = released(&t).await;
    let risk = t.ctx("risk").await;
    let pictures = t.app.matter(&risk, id).await.unwrap().documents;
    assert_eq!(pictures.len(), 1, "the report has a photograph");
    let (_, text) = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap().announcement.unwrap();
    assert!(!text.contains(&pictures[0].0.to_string()) && !text.contains("同意書"));
    // Whoever adds a field to what is published has to say here that it holds words and numbers, and no picture.
    let mut held = std::collections::BTreeSet::new();
    names(&serde_json::from_str(&text).unwrap(), &mut held);
    let words = [
        "format",
        "facility",
        "facility_ja",
        "facility_en",
        "slug",
        "edition",
        "grounds",
        "parts",
        "when",
        "where",
        "circumstances",
        "course",
        "cause",
        "improvement",
        "cut_off",
        "profile",
        "rule_version",
        "method",
        "ja",
        "en",
        "signatories",
        "office",
        "on",
        "correction_reason",
    ];
    let surprising: Vec<&String> = held.iter().filter(|name| !words.contains(&name.as_str())).collect();
    assert!(surprising.is_empty(), "{surprising:?}");
}

#[tokio::test]
async fn a_withdrawn_consent_closes_the_page_at_once_and_a_withdrawal_leaves_a_stub() {
    let t = TestApp::new().await;
    let id = released(&t).await;
    step(&t, "risk", id, MatterStep::WithdrawConsent, &fields([("number", "1"), ("on", "2026-11-20")])).await.unwrap();
    let public = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap();
    assert!(public.announcement.is_none() && !public.withdrawn && public.ended_at.is_some());
    let line = t.app.public_index("hoshi").await.unwrap().unwrap().announcements.remove(0);
    assert_eq!((line.kind, line.hash), (AnnouncementKind::Recalled, None));
    assert!(t.app.public_hashes("hoshi", "cases/2026-1").await.unwrap().is_empty(), "a copy elsewhere is named");
    let calendar = t.app.publication_calendar(&t.ctx("risk").await).await.unwrap();
    let duty = |kind: &DueKind| matches!(kind, DueKind::Case { waits_for: WaitsFor::Withdrawal, .. });
    assert!(calendar.due.iter().any(|line| duty(&line.kind)), "a duty stands in the calendar");
    step(&t, "rijicho", id, MatterStep::Withdraw, &fields([("reason", "ご家族の意向")])).await.unwrap();
    let public = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap();
    assert!(public.withdrawn && public.announcement.is_none() && public.editions[0].reason.is_none());
    let index = t.app.public_index("hoshi").await.unwrap().unwrap();
    assert_eq!(index.announcements[0].kind, AnnouncementKind::Withdrawn);
    is_clean(&t).await;
}

#[tokio::test]
async fn a_correction_is_an_edition_of_its_own_by_two_persons() {
    let t = TestApp::new().await;
    let id = released(&t).await;
    t.clock.advance(60);
    let mut corrected = outline();
    corrected.set("where", "廊下");
    corrected.set("reason", "介護 花子さんの申し出により");
    let named = step(&t, "risk", id, MatterStep::Correction, &corrected).await;
    assert_eq!(refusal(named), MatterRefusal::IdentityUnsettled, "the reason goes public, too");
    corrected.set("reason", "場所の誤り");
    step(&t, "risk", id, MatterStep::Correction, &corrected).await.unwrap();
    keep_all(&t, id).await;
    let still = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap();
    assert_eq!(still.announcement.unwrap().0.edition, 1, "the old text stays until another person has looked");
    let own = step(&t, "risk", id, MatterStep::ReleaseCorrection, &Fields::default()).await;
    assert_eq!(refusal(own), MatterRefusal::SamePerson);
    step(&t, "rijicho", id, MatterStep::ReleaseCorrection, &Fields::default()).await.unwrap();
    let public = t.app.public_case("hoshi", "2026-1").await.unwrap().unwrap();
    assert_eq!(public.editions.len(), 2);
    let line = t.app.public_index("hoshi").await.unwrap().unwrap().announcements.remove(0);
    assert_eq!(
        (line.kind, line.edition, line.changed_at - line.released_at),
        (AnnouncementKind::Corrected, 2, 60_000_000)
    );
    assert_eq!(public.editions[0].reason.as_deref(), Some("場所の誤り"));
    assert!(public.announcement.unwrap().0.parts.iter().any(|(_, text)| text == "廊下"));
    is_clean(&t).await;
}

#[tokio::test]
async fn an_embargo_is_respected_and_a_mild_case_needs_a_reason() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    let until = fields([("until", "2026-11-20"), ("until_time", "13:30")]);
    step(&t, "rijicho", id, MatterStep::Embargo, &until).await.unwrap();
    let early = step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await;
    assert_eq!(refusal(early), MatterRefusal::UnderEmbargo);
    t.clock.set("2026-11-20T04:30:00Z");
    step(&t, "rijicho", id, MatterStep::Release, &Fields::default()).await.unwrap();

    let mild = submit(&t, "kaigo", fall(&t), "m").await.report;
    let without = step(&t, "risk", mild, MatterStep::Open, &Fields::default()).await;
    assert!(matches!(without, Err(AppError::Invalid(errors)) if errors[0].field == "reason"));
    let reason = fields([("reason", "報道で知られたため")]);
    step(&t, "risk", mild, MatterStep::Open, &reason).await.unwrap();
    assert!(t.app.leads_to_matter(&t.ctx("risk").await, mild).await.unwrap());
    assert!(!t.app.leads_to_matter(&t.ctx("kaigo").await, mild).await.unwrap());
}

#[tokio::test]
async fn the_calendar_names_what_is_late_and_what_nobody_opened() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", death(&t), "k").await.report;
    round_one(&t, id, "5").await;
    let ctx = t.ctx("risk").await;
    let calendar = t.app.publication_calendar(&ctx).await.unwrap();
    assert_eq!((calendar.unopened.len(), calendar.unopened[0].late), (1, false));
    step(&t, "risk", id, MatterStep::Open, &Fields::default()).await.unwrap();
    t.clock.set("2027-01-10T01:00:00Z");
    let calendar = t.app.publication_calendar(&t.ctx("risk").await).await.unwrap();
    assert!(calendar.unopened.is_empty());
    let case = calendar.due.iter().find(|line| matches!(line.kind, DueKind::Case { .. })).unwrap();
    assert!(case.late);
    let months = calendar.due.iter().filter(|line| matches!(line.kind, DueKind::Month { .. }));
    assert_eq!(months.map(|line| line.late).collect::<Vec<_>>(), [true, false], "November is late, December is due");
    assert!(matches!(t.app.publication_calendar(&t.ctx("kaigo").await).await, Err(AppError::Denied(Decision::Forbid))));
}

#[tokio::test]
async fn both_sheets_for_the_press_are_set() {
    let t = TestApp::new().await;
    let id = decided(&t).await;
    let words = render::Text::new(render::Lang::Ja);
    let ctx = t.ctx("risk").await;
    assert!(matches!(t.app.questions_pdf(&ctx, id, words).await, Err(AppError::NotFound)), "nothing was prepared");
    let press = fields([("press", "本部 会議室"), ("question-1", "人数は"), ("answer-1", "三人です")]);
    step(&t, "risk", id, MatterStep::Press, &press).await.unwrap();
    for sheet in [t.app.press_pdf(&ctx, id, words).await.unwrap(), t.app.questions_pdf(&ctx, id, words).await.unwrap()]
    {
        assert!(sheet.bytes.starts_with(b"%PDF"), "{}", sheet.name);
    }
}

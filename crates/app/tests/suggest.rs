//! Owns the tests of suggestions and themes on indexed texts: own reports teach, other facilities learn nothing, themes are for overseers.
use app::AppError;
use app::suggest::{Field, Suggester};
use app::themes::{Period, ThemesQuery};
use domain::form::Fields;
use domain::id::ReportId;
use store::SearchDoc;
use testkit::TestApp;

use crate::support::{fall, stamp, submit};

const WALK: &str = "廊下を歩いていて転倒した。";
const BATTERY: &str = "浴室のセンサーの電池が切れていた。";
const POT: &str = "中庭でケナフの鉢が倒れ、壁に当たってへこんだ。";

fn report(t: &TestApp, form: &str, narrative: &str) -> Fields {
    let mut fields = fall(t);
    fields.set("form", form);
    fields.set("narrative", narrative);
    fields.set("occurred", "令和8年11月19日");
    fields
}

/// Files a report and lets the leader judge it.
async fn judged(t: &TestApp, key: &str, form: &str, narrative: &str) -> ReportId {
    let id = told(t, key, form, narrative).await;
    t.app.act(&t.ctx("risk").await, id, None, stamp("handler", None)).await.unwrap();
    t.app.act(&t.ctx("leader").await, id, None, stamp("unit_leader", Some("2"))).await.unwrap();
    id
}

/// Files a report.
async fn told(t: &TestApp, key: &str, form: &str, narrative: &str) -> ReportId {
    submit(t, "kaigo", report(t, form, narrative), key).await.report
}

/// Gives reports their texts, as the indexer would.
async fn indexed(t: &TestApp, told: &[(ReportId, &str)]) {
    let mut tx = t.store.write(&t.facility).await.unwrap();
    for (report_id, text) in told {
        let (text, folded) = ((*text).to_owned(), (*text).to_owned());
        let doc = SearchDoc { report_id: *report_id, text_version: 1, text, folded, tokens: Vec::new(), indexed_at: 0 };
        tx.put_search_doc(&doc).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// So many reports of two kinds, judged.
async fn labelled(t: &TestApp, each: usize) -> Vec<(ReportId, &'static str)> {
    let mut all = Vec::new();
    for n in 0..each {
        all.push((judged(t, &format!("a{n}"), "property_damage", POT).await, POT));
        all.push((judged(t, &format!("b{n}"), "fall", WALK).await, WALK));
    }
    all
}

fn said(suggester: &Suggester, text: &str) -> Vec<(String, Vec<String>)> {
    let found = suggester.suggest(Field::Form, text).suggestions.into_iter();
    found.map(|one| (one.label, one.pieces.into_iter().map(|piece| piece.text).collect())).collect()
}

#[tokio::test]
async fn confirmed_reports_teach_their_own_facility_and_nobody_else() {
    let t = TestApp::new().await;
    let other = t.second_facility().await;
    let stranger = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&stranger).await.unwrap().unwrap().ctx;
    let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
    let text = "ケナフのことで報告します。";
    let before = said(&t.app.suggester(&t.ctx("kaigo").await).await.unwrap(), text);
    let (elsewhere, at_the_desk) =
        (said(&t.app.suggester(&stranger).await.unwrap(), text), said(&t.app.suggester(&visitor).await.unwrap(), text));
    let labelled = labelled(&t, 40).await;
    let system = t.app.system(t.facility).await.unwrap();
    assert!(!t.app.train_when_due(&system).await.unwrap(), "without texts nothing is learnt");
    indexed(&t, &labelled).await;
    assert!(matches!(t.app.train_when_due(&t.ctx("risk").await).await, Err(AppError::Denied(_))));
    assert!(t.app.train_when_due(&system).await.unwrap());
    assert!(!t.app.train_when_due(&system).await.unwrap(), "nothing new, nothing to learn");

    let after = said(&t.app.suggester(&t.ctx("kaigo").await).await.unwrap(), text);
    let speaks = |found: &[(String, Vec<String>)]| {
        found.iter().any(|(label, words)| label == "property_damage" && words.iter().any(|word| word == "ケナフ"))
    };
    assert!(speaks(&after) && !speaks(&before), "{before:?} {after:?}");
    assert_eq!(said(&t.app.suggester(&stranger).await.unwrap(), text), elsewhere, "another facility learnt nothing");
    assert_eq!(said(&t.app.suggester(&visitor).await.unwrap(), text), at_the_desk, "nor can a stranger question it");
    let other = t.app.system(other).await.unwrap();
    assert!(!t.app.train_when_due(&other).await.unwrap());

    let card = t.app.model_card(&t.ctx("kanri").await).await.unwrap();
    assert_eq!((card.confirmed, card.wanted), (80, 200));
    let model = card.fields[0].model.as_ref().unwrap();
    assert_eq!((model.version, model.figures.n, model.figures.classes.len()), (1, 80, 2));
    assert!(model.figures.top1 > 0.9 && model.figures.ece.is_some());
    assert!(card.fields[1].model.is_none(), "no cause was confirmed");
    assert!(t.app.model_card(&stranger).await.unwrap().fields[0].model.is_none());
}

#[tokio::test]
async fn fifty_new_labels_or_a_day_make_learning_due() {
    let t = TestApp::new().await;
    let labelled = labelled(&t, 11).await;
    indexed(&t, &labelled).await;
    let now = t.app.system(t.facility).await.unwrap();
    assert!(t.app.train_when_due(&now).await.unwrap());
    let one = judged(&t, "c", "fall", WALK).await;
    indexed(&t, &[(one, WALK)]).await;
    assert!(!t.app.train_when_due(&now).await.unwrap(), "one label is no reason");
    t.clock.advance(24 * 3600);
    let later = t.app.system(t.facility).await.unwrap();
    assert!(t.app.train_when_due(&later).await.unwrap(), "after a day it is");
    let card = t.app.model_card(&t.ctx("risk").await).await.unwrap();
    assert_eq!(card.fields[0].model.as_ref().map(|model| (model.version, model.figures.n)), Some((2, 23)));
}

#[tokio::test]
async fn themes_tell_what_is_new_and_only_to_who_oversees() {
    let t = TestApp::new().await;
    let mut all = Vec::new();
    for n in 0..12 {
        all.push((told(&t, &format!("a{n}"), "fall", WALK).await, WALK));
    }
    t.clock.advance(30 * 24 * 3600);
    for n in 0..12 {
        all.push((told(&t, &format!("b{n}"), "injury", BATTERY).await, BATTERY));
    }
    indexed(&t, &all).await;
    let query = ThemesQuery { period: Period::Month, unit: None };
    assert!(matches!(t.app.themes(&t.ctx("kaigo").await, query).await, Err(AppError::Denied(_))));
    let themes = t.app.themes(&t.ctx("risk").await, query).await.unwrap();
    assert_eq!((themes.now, themes.before, themes.others), (12, 12, None));
    let new: Vec<String> = themes.new.unwrap().into_iter().map(|word| word.word).collect();
    assert!(new.iter().any(|word| word == "電池") && !new.iter().any(|word| word == "転倒"), "{new:?}");
    let nothing = t.app.themes(&t.ctx("risk").await, ThemesQuery { unit: Some(t.units[1]), ..query }).await.unwrap();
    assert_eq!((nothing.now, nothing.others, nothing.grown, nothing.groups), (0, Some(12), None, None));
    let last =
        t.app.themes(&t.ctx("rijicho").await, ThemesQuery { period: Period::LastMonth, unit: None }).await.unwrap();
    assert_eq!((last.now, last.before), (12, 0));
    let groups = last.groups.unwrap();
    assert!(
        groups.iter().all(|group| group.reports.iter().all(|report| report.number.starts_with("R8-"))),
        "{groups:?}"
    );
}

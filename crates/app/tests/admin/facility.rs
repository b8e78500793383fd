//! Owns the tests of units, places and the facility's settings.
use app::AppError;
use app::facility::{EditFacility, EditLine};
use domain::id::UnitId;
use domain::policy::Decision;
use testkit::TestApp;

use super::{errors, one};

async fn units(t: &TestApp) -> Vec<EditLine<UnitId>> {
    let facility = t.app.facility(&t.ctx("kanri").await).await.expect("the facility");
    let line = |row: app::rows::UnitRow| EditLine {
        id: row.unit_id,
        name_ja: row.name_ja,
        name_en: row.name_en,
        position: row.position,
        active: row.active,
    };
    facility.units.into_iter().map(line).collect()
}

#[tokio::test]
async fn units_are_renamed_and_put_in_order() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let mut lines = units(&t).await;
    assert_eq!(t.app.save_units(&ctx, &lines).await.expect("a saving"), 0, "nothing changed, nothing is written");
    lines[0].name_ja = "いちょう棟2階".to_owned();
    lines[0].position = 9;
    assert_eq!(t.app.save_units(&ctx, &lines).await.expect("a saving"), 1);
    let names: Vec<String> = units(&t).await.into_iter().map(|line| line.name_ja).collect();
    assert_eq!(names, ["さくら棟", "いちょう棟2階"]);
    lines[1].name_ja.clear();
    assert_eq!(errors(t.app.save_units(&ctx, &lines).await), one(&format!("{}_name_ja", lines[1].id), "name_missing"));
}

#[tokio::test]
async fn a_unit_with_people_is_not_retired() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let empty = t.app.add_unit(&ctx, "kita", "北棟", "").await.expect("a unit");
    let mut lines = units(&t).await;
    for line in &mut lines {
        line.active = false;
    }
    let refused = errors(t.app.save_units(&ctx, &lines).await);
    assert_eq!(refused, t.units.map(|unit| (format!("{unit}_active"), "unit_in_use")));
    lines.retain(|line| line.id == empty);
    assert_eq!(t.app.save_units(&ctx, &lines).await.expect("a saving"), 1);
    let facility = t.app.facility(&ctx).await.expect("the facility");
    assert_eq!(facility.unit_ids(), t.units);
    assert_eq!(facility.unit(empty).map(|row| row.name_en.as_str()), Some("北棟"), "retired, not deleted");
}

#[tokio::test]
async fn places_are_added_and_retired() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    assert_eq!(errors(t.app.add_place(&ctx, "shokudo", "食堂", "").await), one("code", "code_used"));
    let missing = errors(t.app.add_place(&ctx, " ", "", "").await);
    assert_eq!(missing, [("code".to_owned(), "code_missing"), ("name_ja".to_owned(), "name_missing")]);
    let line = EditLine {
        id: t.places[0],
        name_ja: "食堂".to_owned(),
        name_en: "Dining room".to_owned(),
        position: 1,
        active: false,
    };
    assert_eq!(t.app.save_places(&ctx, &[line]).await.expect("a saving"), 1);
    assert_eq!(t.app.facility(&ctx).await.expect("the facility").place_ids(), [t.places[1]]);
    let staff = t.ctx("kaigo").await;
    assert!(matches!(t.app.add_place(&staff, "niwa", "庭", "").await, Err(AppError::Denied(Decision::Forbid))));
}

#[tokio::test]
async fn settings_are_saved() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let edit = EditFacility {
        name_ja: "ほしの里".to_owned(),
        name_en: "Hoshi home".to_owned(),
        calendar: "seireki".to_owned(),
        anonymous_reports: false,
        contact: "電話 000-111-2222".to_owned(),
        licence: " CC BY 4.0 ".to_owned(),
    };
    let wrong = EditFacility { name_en: String::new(), calendar: "maya".to_owned(), ..edit.clone() };
    let found = errors(t.app.edit_facility(&ctx, wrong).await);
    assert_eq!(found, [("name_en".to_owned(), "name_missing"), ("calendar".to_owned(), "choice_unknown")]);
    t.app.edit_facility(&ctx, edit).await.expect("a saving");
    let row = t.app.facility(&ctx).await.expect("the facility").row;
    assert_eq!((row.name_ja.as_str(), row.anonymous_reports, row.code.as_str()), ("ほしの里", false, "hoshi"));
    let staff = t.ctx("rijicho").await;
    let denied = t
        .app
        .edit_facility(
            &staff,
            EditFacility {
                name_ja: "x".into(),
                name_en: "x".into(),
                calendar: "wareki".into(),
                anonymous_reports: true,
                contact: String::new(),
                licence: String::new(),
            },
        )
        .await;
    assert!(matches!(denied, Err(AppError::Denied(Decision::Forbid))));
}

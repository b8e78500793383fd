//! The drawing: read whole or refused, sealed, and never a wall for the rest of the report.
use super::*;
use crate::drawing::{FIELDS, Finding, Ground, Pen};

const SKETCH: &str = r#"{"strokes":[{"pen":"red","points":"10 20 30 40"}],"pins":["500 600","1 2"]}"#;

#[test]
fn a_drawing_is_read_with_its_pins_regions_and_words() {
    let mut fields = with([
        ("drawing", SKETCH),
        ("drawing_ground", "blank"),
        ("drawing_text", " ベッドの右がわ "),
        ("pin_1", "ベッド"),
        ("pin_3", "この番号は図にない"),
        ("region_finding_sacrum", "redness"),
        ("region_finding_heel_left", "bruise"),
    ]);
    for region in ["sacrum", "knee_right", "sacrum"] {
        fields.push("region", region);
    }
    let drawing = content(&fields).sealed.drawing.unwrap();
    assert_eq!((drawing.ground, drawing.strokes[0].pen), (Ground::Blank, Pen::Red));
    let texts: Vec<Option<&str>> = drawing.pins.iter().map(|pin| pin.text.as_deref()).collect();
    assert_eq!(texts, [Some("ベッド"), None]);
    let regions: Vec<(String, Option<Finding>)> =
        drawing.regions.iter().map(|mark| (mark.region.code(), mark.finding)).collect();
    assert_eq!(regions, [("sacrum".to_owned(), Some(Finding::Redness)), ("knee_right".to_owned(), None)]);
    assert_eq!(drawing.description.as_deref(), Some("ベッドの右がわ"));
}

#[test]
fn no_drawing_is_no_drawing() {
    let empty =
        with([("drawing", ""), ("drawing_ground", "body"), ("pin_1", "x"), ("region_finding_sacrum", "redness")]);
    assert_eq!(content(&empty).sealed.drawing, None);
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    assert_eq!(error([("drawing", "<svg onload=x>")]), ("drawing".to_owned(), "drawing_unreadable"));
    assert_eq!(error([("drawing_ground", "http://elsewhere")]), ("drawing_ground".to_owned(), "choice_unknown"));
    assert_eq!(error([("region", "tail")]), ("region".to_owned(), "choice_unknown"));
    let finding = [("region", "sacrum"), ("region_finding_sacrum", "<b>")];
    assert_eq!(error(finding), ("region_finding_sacrum".to_owned(), "choice_unknown"));
    let long = "あ".repeat(MAX_SHORT_CHARS + 1);
    assert_eq!(error([("drawing", SKETCH), ("pin_2", &long)]), ("pin_2".to_owned(), "text_too_long"));
}

#[test]
fn only_what_was_drawn_still_needs_words() {
    let open = |fields: &Fields| todos(&content(fields)).iter().any(|todo| todo.field == "drawing_text");
    assert!(open(&with([("drawing", SKETCH)])));
    assert!(!open(&with([("drawing", SKETCH), ("drawing_text", "ことば")])));
    assert!(!open(&with([("region", "sacrum")])), "regions are words already");
}

#[test]
fn reports_from_before_drawings_still_open() {
    let mut old = serde_json::to_value(content(&core()).sealed).unwrap();
    old.as_object_mut().unwrap().remove("drawing");
    assert_eq!(serde_json::from_value::<ReportSealed>(old).unwrap().drawing, None);
    let read = content(&with([("drawing", SKETCH), ("region", "sacrum")])).sealed;
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<ReportSealed>(&json).unwrap(), read);
}

#[test]
fn the_pages_of_the_form_leave_the_drawing_alone() {
    let of_drawing = ["drawing", "drawing_ground", "drawing_text", "pin_1", "region", "region_finding_sacrum"];
    let held = |name: &str, prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    for name in of_drawing {
        assert!(held(name, FIELDS), "{name}");
        assert!(!held(name, all_prefixes()) && !held(name, QUICK_FIELDS), "{name} would be lost by another page");
    }
    let fields = super::full::full();
    for (name, _) in fields.iter() {
        assert!(held(name, all_prefixes()) && !held(name, FIELDS), "{name}");
    }
}

//! Tests of `drawing`: hostile input never panics, limits hold, codes read back.
use proptest::prelude::*;

use super::*;

fn sketch(json: &str) -> Result<Sketch, SketchError> {
    Sketch::from_json(json)
}

#[test]
fn a_sketch_reads_and_writes_itself() {
    let json =
        r#"{"strokes":[{"pen":"ink","points":"0 0 500 250 1000 1000"},{"pen":"sky","points":"7 8"}],"pins":["10 20"]}"#;
    let read = sketch(json).unwrap();
    assert_eq!(read.to_json(), json);
    assert_eq!(read.strokes[1].points.first(), Point::new(7, 8));
    assert_eq!(sketch(" "), Ok(Sketch::default()));
    assert_eq!(Sketch::default().to_json(), "");
}

#[test]
fn what_no_pad_sends_is_refused_whole() {
    let hostile = [
        "null",
        "[]",
        "{}",
        r#"{"strokes":[],"pins":[],"svg":"<script>"}"#,
        r#"{"strokes":[{"pen":"ink","points":"1 2","fill":"url(#x)"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"\"/><script>","points":"1 2"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"1 2 3"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":""}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"1 1001"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"-1 1"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"+1 1"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"1  1"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":"1e1 1"}],"pins":[]}"#,
        r#"{"strokes":[{"pen":"ink","points":[1,2]}],"pins":[]}"#,
        r#"{"strokes":[],"pins":["1 2 3 4"]}"#,
        r#"{"strokes":[],"pins":[],"pins":[]}"#,
        r#"{"strokes":[],"pins":[]} x"#,
    ];
    for json in hostile {
        assert_eq!(sketch(json), Err(SketchError::Unreadable), "{json}");
    }
    assert_eq!(sketch(&"[".repeat(50_000)), Err(SketchError::Unreadable));
}

#[test]
fn the_limits_hold() {
    let strokes = |count: usize| {
        let one = r#"{"pen":"red","points":"1 2"}"#;
        format!(r#"{{"strokes":[{}],"pins":[]}}"#, vec![one; count].join(","))
    };
    assert!(sketch(&strokes(MAX_STROKES)).is_ok());
    assert_eq!(sketch(&strokes(MAX_STROKES + 1)), Err(SketchError::TooLarge));
    let points = |count: usize| {
        format!(r#"{{"strokes":[{{"pen":"red","points":"{}"}}],"pins":[]}}"#, vec!["1 2"; count].join(" "))
    };
    assert!(sketch(&points(MAX_POINTS)).is_ok());
    assert!(sketch(&points(MAX_POINTS + 1)).is_err());
    let pins = |count: usize| format!(r#"{{"strokes":[],"pins":[{}]}}"#, vec!["\"1 2\""; count].join(","));
    assert!(sketch(&pins(MAX_PINS)).is_ok());
    assert_eq!(sketch(&pins(MAX_PINS + 1)), Err(SketchError::TooLarge));
    assert_eq!(sketch(&" ".repeat(MAX_BYTES + 1)), Ok(Sketch::default()), "blank is blank");
    assert_eq!(sketch(&"x".repeat(MAX_BYTES + 1)), Err(SketchError::TooLarge));
    // The fullest drawing that the limits allow fits into the bytes that are looked at.
    let widest = vec!["1000 1000"; MAX_POINTS / MAX_STROKES].join(" ");
    let one = format!(r#"{{"pen":"ink","points":"{widest}"}}"#);
    let full = format!(r#"{{"strokes":[{}],"pins":[]}}"#, vec![one; MAX_STROKES].join(","));
    assert!(sketch(&full).is_ok(), "{} bytes", full.len());
}

#[test]
fn codes_read_back() {
    assert_eq!(Region::all().count(), 42);
    for region in Region::all() {
        assert_eq!(Region::from_code(&region.code()), Some(region));
    }
    for wrong in ["", "upper_arm", "sacrum_right", "knee_middle", "_left", "right"] {
        assert_eq!(Region::from_code(wrong), None, "{wrong}");
    }
    for ground in [Ground::Blank, Ground::Body, Ground::Plan(AttachmentId::from_uuid(uuid::Uuid::from_u128(7)))] {
        assert_eq!(Ground::from_code(&ground.code()), Some(ground));
    }
    assert_eq!(Ground::from_code("plan:javascript"), None);
}

#[test]
fn regions_alone_are_shown_on_the_body() {
    let knee = Region::new(BodyPart::Knee, Some(Side::Left)).unwrap();
    let mark = RegionMark { region: knee, finding: Some(Finding::Bruise) };
    let mut drawing = Drawing { ground: Ground::Blank, regions: vec![mark], ..Drawing::default() };
    assert_eq!((drawing.shown_ground(), drawing.height()), (Ground::Body, 1000));
    drawing.pins.push(Pin { at: Point { x: 1, y: 1 }, text: None });
    assert_eq!((drawing.shown_ground(), drawing.height()), (Ground::Blank, 700));
    drawing.pins.push(Pin { at: Point { x: 1, y: 701 }, text: None });
    assert_eq!(drawing.height(), 1000, "what was drawn on a taller ground stays in sight");
}

fn sketches() -> impl Strategy<Value = Sketch> {
    let point = (0..=WIDTH, 0..=MAX_HEIGHT).prop_map(|(x, y)| Point { x, y });
    let stroke = (prop::sample::select(Pen::ALL), prop::collection::vec(point.clone(), 1..30))
        .prop_map(|(pen, points)| Stroke { pen, points: Points::new(points).unwrap() });
    (prop::collection::vec(stroke, 0..20), prop::collection::vec(point, 0..=MAX_PINS))
        .prop_map(|(strokes, pins)| Sketch { strokes, pins })
}

proptest! {
    #[test]
    fn every_sketch_comes_back(sketch in sketches()) {
        prop_assert_eq!(Sketch::from_json(&sketch.to_json()), Ok(sketch));
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,200}") {
        drop(Sketch::from_json(&text));
        prop_assert!(Region::from_code(&text).is_none_or(|region| region.code() == text));
    }

    #[test]
    fn a_damaged_sketch_is_read_without_panic(sketch in sketches(), at in any::<prop::sample::Index>(), byte in "[ -~あ]") {
        let json = sketch.to_json();
        let cut = at.index(json.len() + 1);
        if json.is_char_boundary(cut) {
            let damaged = format!("{}{byte}{}", &json[..cut], &json[cut..]);
            if let Ok(read) = Sketch::from_json(&damaged) {
                prop_assert!(read.strokes.iter().flat_map(|stroke| stroke.points.iter()).all(|p| p.x <= WIDTH && p.y <= MAX_HEIGHT));
            }
        }
    }
}

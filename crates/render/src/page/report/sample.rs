//! page::report::sample: a report as somebody may have typed it, for the samples of the form's pages.

use domain::form::{FieldError, Fields};
use domain::level::PartialFacts;
use domain::profile::Profile;
use domain::report::{Door, Mode, ReadContext, ReportContent, read, read_drawing};
use jiff::civil::Date;

use super::drawing::PlanChoice;
use super::form::{Form, Named};
use super::hint::{Contradiction, Hint, Hints, Reader};
use crate::catalog::Text;
use crate::drawing::PlanPicture;
use crate::{AssetUrls, Frame};

const TODAY: Date = Date::constant(2026, 11, 21);
const PLACE: &str = "0192b7c4-0000-4000-8000-000000000001";

/// Draws a page three times: empty, filled in, and with errors.
pub(super) fn forms<P>(t: Text, draw: impl Fn(usize, Frame, &Form<'_>) -> P) -> Vec<P> {
    let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
    let places = vec![Named { id: PLACE.to_owned(), name: t.pick("2階 食堂", "Dining room").to_owned() }];
    let empty = Fields::default();
    let (filled, broken) = (filled(t), broken());
    let errors = errors(&broken, profile);
    let cases: [(&Fields, &[FieldError]); 3] = [(&empty, &[]), (&filled, &[]), (&broken, &errors)];
    let seats: Vec<_> = profile.route(1).into_iter().map(|seat| (seat.code.clone(), None)).collect();
    let pages = cases.into_iter().enumerate().map(|(index, (fields, errors))| {
        let frame = Frame::new(t, "", AssetUrls::default());
        let form = Form {
            t,
            fields,
            errors,
            profile,
            units: &places,
            places: &places,
            today: TODAY,
            western: index == 2,
            anonymous_allowed: index != 0,
            seats: if index == 0 { &[] } else { &seats },
            signed_in: true,
            files: index,
            plan: None,
            reader: &Samples,
            suggest: (index > 0).then_some("/drafts/1/suggest"),
        };
        draw(index, frame, &form)
    });
    pages.collect()
}

/// Tells the same of every text.
#[derive(Debug)]
struct Samples;

impl Reader for Samples {
    fn contradiction(&self, text: &str, facts: &PartialFacts) -> Option<Contradiction> {
        let is_mild = facts.treatment.is_some() && !text.is_empty();
        is_mild.then(|| Contradiction { fact: "treated_at", words: vec!["救急搬送".to_owned(), "<b>".to_owned()] })
    }

    fn hints(&self, text: &str, field: &str) -> Hints {
        let codes: &[&str] = if field == "cause" { &["equipment", "poor_observation"] } else { &["fall", "injury"] };
        let hint = |code: &&str| Hint { code: (*code).to_owned(), words: vec!["車いす".to_owned()] };
        let list = if text.is_empty() { Vec::new() } else { codes.iter().map(hint).collect() };
        Hints { list, learning: true }
    }
}

/// The report that the answers make, if they are sound.
pub(super) fn content(form: &Form<'_>) -> Option<ReportContent> {
    reading(form.fields, form.profile).ok()
}

fn reading(fields: &Fields, profile: &Profile) -> Result<ReportContent, Vec<FieldError>> {
    let places: Vec<_> = PLACE.parse().into_iter().collect();
    let units: Vec<_> = PLACE.parse().into_iter().collect();
    let context = ReadContext {
        profile,
        units: &units,
        places: &places,
        today: TODAY,
        door: Door::Full,
        default_mode: Mode::Named,
    };
    read(fields, &context)
}

fn errors(fields: &Fields, profile: &Profile) -> Vec<FieldError> {
    reading(fields, profile).err().unwrap_or_default()
}

fn filled(t: Text) -> Fields {
    let pairs = [
        ("narrative", t.get("report.quick.examples.transfer")),
        ("place", PLACE),
        ("unit", PLACE),
        ("occurred", "2026-11-20"),
        ("occurred_band", "evening"),
        ("discovered", "different"),
        ("discovered_hour", "9"),
        ("discovered_half", "am"),
        ("form", "medication"),
        ("other_forms", "aspiration"),
        ("medication_detail", "other"),
        ("medication_detail_other", "<b>"),
        ("reached", "yes"),
        ("body_effect", "no"),
        ("treatment", "none"),
        ("treated_at", "unknown"),
        ("situation", "other"),
        ("situation_other", t.pick("送迎中", "in the bus")),
        ("person1_name", t.pick("山田 太郎", "T. Yamada")),
        ("person1_sex", "male"),
        ("person1_birth_era", "showa"),
        ("person1_birth_year", "35"),
        ("person1_birth_month", "2"),
        ("person1_birth_day", "29"),
        ("experience_years", "5"),
        ("cause", "assumption"),
        ("cause", "insufficient_check"),
        ("superior_name", t.pick("佐藤", "Sato")),
        ("superior_hour", "14"),
        ("superior_half", "24"),
        ("guarantor_told", "no"),
        ("finding_present", "none"),
        ("finding_site", t.pick("右手首", "Right wrist")),
        ("proposed_level", "3"),
        ("proposed_reason", t.pick("続けて起きている", "It keeps happening")),
        ("mode", "protected"),
        ("drawing", SKETCH),
        ("drawing_ground", "body"),
        ("drawing_text", t.pick("右ひざから床についた", "Fell on the right knee")),
        ("pin_1", "<b>"),
        ("region", "knee_right"),
        ("region", "sacrum"),
        ("region_finding_knee_right", "bruise"),
    ];
    pairs.into_iter().collect()
}

const SKETCH: &str =
    r#"{"strokes":[{"pen":"ink","points":"100 100 300 500"},{"pen":"sky","points":"7 8"}],"pins":["500 600","20 30"]}"#;

/// The drawing page: new, on the body, on a sheet with errors, on a floor plan.
pub(super) fn drawings(t: Text) -> Vec<(Frame, Fields, Vec<FieldError>, Vec<PlanChoice>)> {
    let mut sheet = filled(t);
    sheet.set("drawing_ground", "blank");
    sheet.set("pin_1", "あ".repeat(201));
    sheet.set("drawing_text", "あ".repeat(2001));
    let (_, errors) = read_drawing(&sheet);
    let mut floor = filled(t);
    floor.set("drawing_ground", format!("plan:{PLACE}"));
    let picture = PlanPicture { href: "/plan.png".to_owned(), width: 1600, height: 900 };
    let name = t.pick("2階の間取り", "Second floor").to_owned();
    let plans: Vec<_> =
        PLACE.parse().into_iter().map(|id| PlanChoice { id, name: name.clone(), picture: picture.clone() }).collect();
    let frame = || Frame::new(t, "", AssetUrls::default());
    vec![
        (frame(), Fields::default(), Vec::new(), Vec::new()),
        (frame(), filled(t), Vec::new(), Vec::new()),
        (frame(), sheet, errors, Vec::new()),
        (frame(), floor, Vec::new(), plans),
    ]
}

fn broken() -> Fields {
    let pairs = [
        ("occurred_year", "8"),
        ("occurred_month", "13"),
        ("occurred_day", "1"),
        ("occurred_hour", "25"),
        ("reached", "no"),
        ("death", "yes"),
        ("experience_years", "x"),
        ("person1_birth_text", "2030-01-01"),
        ("place", "gone"),
    ];
    pairs.into_iter().collect()
}

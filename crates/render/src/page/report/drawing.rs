//! page::report::drawing: the page on which one draws (図を描く), marks regions of the body and says both in words.

use askama::Template;
use domain::drawing::{Drawing, Ground, MAX_DESCRIPTION_CHARS, MAX_PINS, MAX_POINTS, MAX_STROKES, Pen};
use domain::form::{FieldError, Fields};
use domain::id::AttachmentId;
use domain::report::read_drawing;

use super::regions::regions;
use crate::Frame;
use crate::catalog::Text;
use crate::component::*;
use crate::drawing::{PIN_RADIUS, PlanPicture, STROKE_WIDTH, colour, svg};
use crate::error_text::{error_summary, error_text};
use crate::html::Html;
use crate::page::Page;

/// A floor plan (間取り図) of the facility that can be drawn on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChoice {
    /// The attachment that holds the picture.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// The picture.
    pub picture: PlanPicture,
}

/// Where the page sends to, and what the facility has.
#[derive(Debug, Clone, Default)]
pub struct DrawingActs {
    /// The draft's address.
    pub base: String,
    /// Where the page leads back to: the code of a page of the form, `check`, or nothing for the quick form.
    pub back: String,
    /// When the draft was saved last, in words.
    pub saved: Option<String>,
    /// Floor plans; without one the choice is not offered.
    pub plans: Vec<PlanChoice>,
}

/// A sheet to draw on.
#[derive(Debug, Clone)]
struct Sheet {
    code: String,
    label: String,
    current: bool,
}

/// The row of a numbered pin. All rows are there; those without a pin are hidden.
#[derive(Debug, Clone)]
struct PinRow {
    number: usize,
    text: TextInput,
    used: bool,
    moving: String,
    removing: String,
}

/// The page of the drawing.
#[derive(Debug, Clone, Template)]
#[template(path = "report/drawing.html")]
pub struct DrawingPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    acts: DrawingActs,
    errors: ErrorSummary,
    ground: String,
    sheets: Vec<Sheet>,
    on_body: bool,
    picture: Html,
    sketch: String,
    pins: Vec<PinRow>,
    any_pin: bool,
    text: TextArea,
    regions: Html,
}

impl DrawingPage {
    /// The page with the answers as typed; `errors` are those to show.
    #[must_use]
    pub fn new(frame: Frame, t: Text, fields: &Fields, errors: &[FieldError], acts: DrawingActs) -> Self {
        let mut frame = frame.titled(t.get("drawing.page.title"));
        frame.has_errors = !errors.is_empty();
        let (drawing, _) = read_drawing(fields);
        let plan = match drawing.ground {
            Ground::Plan(id) => acts.plans.iter().find(|plan| plan.id == id).map(|plan| &plan.picture),
            Ground::Blank | Ground::Body => None,
        };
        let field = |name: &str, label: &str| {
            let error = errors.iter().find(|error| error.field == name);
            Field::new(t, name, label).value(fields.get(name)).error(error.map(|error| error_text(t, error)))
        };
        let text = field("drawing_text", t.get("drawing.page.text")).id("drawing-text");
        let text = text.hint(t.get("drawing.page.text_hint"));
        let limit = u32::try_from(MAX_DESCRIPTION_CHARS).unwrap_or(u32::MAX);
        Self {
            t,
            errors: error_summary(t, errors),
            ground: drawing.ground.code(),
            sheets: sheets(t, drawing.ground, &acts.plans),
            on_body: drawing.ground == Ground::Body,
            picture: Html::trusted(svg(t, &sheet_of(&drawing), "drawing", plan)),
            sketch: drawing.sketch().to_json(),
            pins: (1..=MAX_PINS).map(|number| pin(t, &drawing, number, &field)).collect(),
            any_pin: !drawing.pins.is_empty(),
            text: TextArea::new(text).rows(3).limit(limit),
            regions: regions(t, fields),
            frame,
            acts,
        }
    }

    fn saved(&self) -> String {
        let saved = self.acts.saved.as_ref();
        saved.map(|when| self.t.with("report.full.saved_at", &[("when", when)])).unwrap_or_default()
    }

    fn pens(&self) -> [(&'static str, &'static str, String); 3] {
        [Pen::Ink, Pen::Red, Pen::Sky].map(|pen| (pen.code(), colour(pen), self.t.choice("drawing.tool", pen.code())))
    }

    const fn stroke_width() -> u16 {
        STROKE_WIDTH
    }

    const fn pin_radius() -> u16 {
        PIN_RADIUS
    }

    /// Most strokes, points and pins.
    const fn most() -> (usize, usize, usize) {
        (MAX_STROKES, MAX_POINTS, MAX_PINS)
    }

    fn save(&self) -> Button {
        Button::primary(self.t.get("drawing.page.save")).send("act", "save")
    }

    fn clear(&self) -> Button {
        Button::secondary(self.t.get("drawing.page.clear_saved")).send("act", "clear")
    }
}

/// The sheet on which one draws is the chosen one, also while nothing is drawn on it yet.
fn sheet_of(drawing: &Drawing) -> Drawing {
    match drawing.ground {
        Ground::Body => drawing.clone(),
        Ground::Blank | Ground::Plan(_) => Drawing { regions: Vec::new(), ..drawing.clone() },
    }
}

fn sheets(t: Text, current: Ground, plans: &[PlanChoice]) -> Vec<Sheet> {
    let own = [(Ground::Body, t.get("drawing.ground.body")), (Ground::Blank, t.get("drawing.ground.blank"))];
    let own = own.map(|(ground, label)| (ground, label.to_owned()));
    let plans = plans.iter().map(|plan| (Ground::Plan(plan.id), plan.name.clone()));
    let all = own.into_iter().chain(plans);
    all.map(|(ground, label)| Sheet { code: ground.code(), label, current: ground == current }).collect()
}

fn pin(t: Text, drawing: &Drawing, number: usize, field: &impl Fn(&str, &str) -> Field) -> PinRow {
    let words = |key: &str| t.with(key, &[("n", &number)]);
    PinRow {
        number,
        text: TextInput::new(field(&format!("pin_{number}"), &words("drawing.page.pin"))),
        used: number <= drawing.pins.len(),
        moving: words("drawing.page.pin_move"),
        removing: words("drawing.page.pin_remove"),
    }
}

impl Page for DrawingPage {
    const NAME: &'static str = "report.drawing";

    fn samples(t: Text) -> Vec<Self> {
        super::sample::drawings(t)
            .into_iter()
            .map(|(frame, fields, errors, plans)| {
                let (base, saved) = ("/drafts/1".to_owned(), Some("14:05".to_owned()));
                let acts = DrawingActs { base, back: "what".to_owned(), saved, plans };
                Self::new(frame, t, &fields, &errors, acts)
            })
            .collect()
    }
}

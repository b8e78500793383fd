//! drawing: makes the picture of a drawing (図) and tells it in words; the same SVG stands on the page and in the PDF.
//!
//! The picture is made of numbers, codes and escaped text only. It uses presentation attributes with literal colours and no
//! style sheet, script or foreign content, so that a browser under the strict policy and Typst draw the same.

mod body;
mod figure;

use domain::drawing::{Drawing, Ground, Pen, Region, RegionMark, SHEET_HEIGHT, Side, Stroke, WIDTH};

use crate::catalog::Text;
use crate::html::Html;

pub use figure::Figure;

/// The typefaces of all pictures, in the order of preference.
pub const FONTS: &str = "BIZ UDPGothic, Noto Sans JP, sans-serif";
/// Width of a stroke in the space of the drawing; `web/src/drawing.ts` draws with the same.
pub const STROKE_WIDTH: u16 = 6;
/// Radius of a pin.
pub const PIN_RADIUS: u16 = 24;

/// The picture of a floor plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPicture {
    /// Where it lies: a path of this origin on a page, the name of an embedded file in a PDF.
    pub href: String,
    /// Its width in picture points.
    pub width: u32,
    /// Its height in picture points.
    pub height: u32,
}

/// The colour of a pen: three of clearly different lightness, each at least 3:1 against the white sheet.
#[must_use]
pub const fn colour(pen: Pen) -> &'static str {
    match pen {
        Pen::Ink => "#1a1a1c",
        Pen::Red => "#b3001b",
        Pen::Sky => "#2b8fdd",
    }
}

/// The picture as SVG. `id` makes its two ids unique on the page; `plan` is the picture of [`Ground::Plan`], where it can be had.
///
/// The root has no size of its own, only a `viewBox`: 1000 wide, as high as [`Drawing::height`].
#[must_use]
pub fn svg(t: Text, drawing: &Drawing, id: &str, plan: Option<&PlanPicture>) -> String {
    let (id, height) = (xml(id), drawing.height());
    let (title, told) = (xml(t.get("drawing.title")), xml(&words(t, drawing)));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fw-drawing\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FONTS}\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{told}</desc>\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    );
    match (drawing.shown_ground(), plan) {
        (Ground::Body, _) => figures(&mut out, t, &drawing.regions),
        (Ground::Plan(_), Some(plan)) => floor(&mut out, plan),
        (Ground::Blank | Ground::Plan(_), _) => grid(&mut out, height),
    }
    out.push_str("<g class=\"fw-strokes\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">");
    for drawn in &drawing.strokes {
        stroke(&mut out, drawn);
    }
    out.push_str("</g><g class=\"fw-pins\">");
    for (index, pin) in drawing.pins.iter().enumerate() {
        marker(&mut out, index + 1, pin.at.x, pin.at.y);
    }
    out.push_str("</g></svg>");
    out
}

/// Escaped text without the characters that XML does not know: one of them would make the whole picture unreadable in a PDF.
fn xml(text: &str) -> Html {
    let known =
        |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    Html::text(text.chars().filter(known).collect::<String>())
}

/// Adds formatted markup.
macro_rules! put {
    ($out:expr, $($part:tt)*) => { $out.push_str(&format!($($part)*)) };
}

fn stroke(out: &mut String, stroke: &Stroke) {
    let colour = colour(stroke.pen);
    match stroke.points.first().filter(|_| stroke.points.count() == 1) {
        Some(dot) => put!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{STROKE_WIDTH}\" fill=\"{colour}\"/>", dot.x, dot.y),
        None => {
            put!(out, "<polyline points=\"{}\" stroke=\"{colour}\" stroke-width=\"{STROKE_WIDTH}\"/>", stroke.points);
        }
    }
}

fn marker(out: &mut String, number: usize, x: u16, y: u16) {
    let ink = colour(Pen::Ink);
    put!(
        out,
        "<g transform=\"translate({x} {y})\"><circle r=\"{PIN_RADIUS}\" fill=\"#ffffff\" stroke=\"{ink}\" stroke-width=\"5\"/>\
         <text y=\"11\" text-anchor=\"middle\" font-size=\"31\" font-weight=\"700\" fill=\"{ink}\">{number}</text></g>"
    );
}

fn grid(out: &mut String, height: u16) {
    out.push_str("<path class=\"fw-grid\" fill=\"none\" stroke=\"#d8dce2\" stroke-width=\"2\" d=\"");
    for x in (50..WIDTH).step_by(50) {
        put!(out, "M{x} 0V{height}");
    }
    for y in (50..height).step_by(50) {
        put!(out, "M0 {y}H{WIDTH}");
    }
    put!(
        out,
        "\"/><rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#8a9099\" stroke-width=\"2\"/>",
        WIDTH - 2,
        height - 2
    );
}

/// The plan as large as it fits on the sheet, in the middle.
fn floor(out: &mut String, plan: &PlanPicture) {
    let (sheet_width, sheet_height) = (u64::from(WIDTH), u64::from(SHEET_HEIGHT));
    let (width, height) = (u64::from(plan.width.max(1)), u64::from(plan.height.max(1)));
    let (fit_width, fit_height) = if width * sheet_height > height * sheet_width {
        (sheet_width, (height * sheet_width / width).max(1))
    } else {
        ((width * sheet_height / height).max(1), sheet_height)
    };
    let (x, y) = ((sheet_width - fit_width) / 2, (sheet_height - fit_height) / 2);
    let href = xml(&plan.href);
    put!(out, "<image href=\"{href}\" x=\"{x}\" y=\"{y}\" width=\"{fit_width}\" height=\"{fit_height}\"/>");
}

fn figures(out: &mut String, t: Text, marks: &[RegionMark]) {
    for figure in &body::FIGURES {
        let (middle, marked) = (figure.middle, |region| marks.iter().any(|mark| mark.region == region));
        put!(out, "<g transform=\"translate({middle} 0)\" stroke-linejoin=\"round\">");
        // Marked regions come last, so that no neighbour covers their edge.
        let (plain, chosen): (Vec<_>, Vec<_>) = figure.shapes().partition(|shape| !marked(shape.region));
        for shape in plain {
            region(out, &shape, "fw-region", "fill=\"#f4f1ec\" stroke=\"#85807a\" stroke-width=\"2\"");
        }
        for shape in chosen {
            let look = "fill=\"#f2b45c\" stroke=\"#1a1a1c\" stroke-width=\"6\"";
            region(out, &shape, "fw-region fw-region--marked", look);
        }
        let (left, right) = match figure.at_left {
            Side::Right => ("drawing.right", "drawing.left"),
            Side::Left => ("drawing.left", "drawing.right"),
        };
        for (x, size, key) in [(0, 34, figure.caption), (-165, 30, left), (165, 30, right)] {
            let (y, words) = (if x == 0 { 44 } else { 120 }, xml(t.get(key)));
            put!(
                out,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"{size}\" fill=\"#4a4a4c\">{words}</text>"
            );
        }
        out.push_str("</g>");
    }
}

fn region(out: &mut String, shape: &body::Shape, class: &str, look: &str) {
    let mirror = if shape.mirrored { " transform=\"scale(-1 1)\"" } else { "" };
    put!(out, "<path class=\"{class}\" data-region=\"{}\" d=\"{}\" {look}{mirror}/>", shape.region, shape.path);
}

/// A region in words, with what was found there.
#[must_use]
pub fn mark_words(t: Text, mark: &RegionMark) -> String {
    let region = region_words(t, mark.region);
    match mark.finding {
        Some(finding) => {
            let finding = t.choice("drawing.finding", finding.code());
            t.with("drawing.with_finding", &[("region", &region), ("finding", &finding)])
        }
        None => region,
    }
}

/// A region in words; sides are the person's own.
#[must_use]
pub fn region_words(t: Text, region: Region) -> String {
    let part = t.choice("drawing.part", region.part().code());
    match region.side() {
        Some(Side::Right) => t.with("drawing.side.right", &[("part", &part)]),
        Some(Side::Left) => t.with("drawing.side.left", &[("part", &part)]),
        None => part,
    }
}

/// Every marked region in words.
#[must_use]
pub fn regions_words(t: Text, drawing: &Drawing) -> String {
    let words: Vec<String> = drawing.regions.iter().map(|mark| mark_words(t, mark)).collect();
    words.join(t.get("drawing.separator"))
}

/// The pins with their texts, one a line.
#[must_use]
pub fn pins_words(t: Text, drawing: &Drawing) -> String {
    let lines = drawing.pins.iter().enumerate().map(|(index, pin)| {
        let text = pin.text.as_deref().unwrap_or_else(|| t.get("drawing.pin_silent"));
        t.with("drawing.pin_line", &[("n", &(index + 1)), ("text", &text)])
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the person said with the drawing: the description, the texts of the pins, the marked regions; empty when nothing was said.
#[must_use]
pub fn said(t: Text, drawing: &Drawing) -> String {
    let mut parts: Vec<String> = drawing.description.iter().cloned().collect();
    if !drawing.pins.is_empty() {
        let pins = pins_words(t, drawing).replace('\n', t.get("drawing.separator"));
        parts.push(t.with("drawing.alt.pins", &[("pins", &pins)]));
    }
    if !drawing.regions.is_empty() {
        parts.push(t.with("drawing.alt.regions", &[("regions", &regions_words(t, drawing))]));
    }
    parts.join(" ")
}

/// The text alternative: what the person said, then on what and how much was drawn.
#[must_use]
pub fn words(t: Text, drawing: &Drawing) -> String {
    let ground = match drawing.shown_ground() {
        Ground::Blank => "drawing.ground.blank",
        Ground::Body => "drawing.ground.body",
        Ground::Plan(_) => "drawing.ground.plan",
    };
    let said = Some(said(t, drawing)).filter(|said| !said.is_empty());
    let mut parts: Vec<String> = said.into_iter().collect();
    parts.push(t.with("drawing.alt.ground", &[("ground", &t.get(ground))]));
    if !drawing.strokes.is_empty() {
        parts.push(t.with("drawing.alt.strokes", &[("n", &drawing.strokes.len())]));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests;

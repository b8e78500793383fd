//! Seals for paper: the letters of a seal's SVG become outlines, its date is handed on as text. The PDF writer would read a whole
//! font anew for every SVG that has text, and a form has two dozen seals. What is left without the date is the same picture for
//! every stamp of a person, read once; the words themselves are kept for readers and searchers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use roxmltree::{Document, Node};
use serde::{Deserialize, Serialize};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::fonts::SEAL_FACES;

static FACES: LazyLock<Vec<Face<'static>>> =
    LazyLock::new(|| SEAL_FACES.iter().filter_map(|face| Face::parse(face, 0).ok()).collect());

/// A seal without letters, and the words that it showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outlined {
    /// The SVG.
    pub(crate) svg: String,
    /// Its words, line by line.
    pub(crate) words: String,
    /// The date, which the template sets over the picture.
    pub(crate) date: Option<DateLine>,
}

/// The date of a seal (日付印), centred on a point. Lengths are thousandths of the picture's width.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DateLine {
    text: String,
    x: u32,
    y: u32,
    size: u32,
    fill: String,
}

/// Draws the letters of a seal: an SVG of circles, paths and lines of text. `None` when it is made of anything else.
pub(crate) fn outlined(svg: &str) -> Option<Outlined> {
    let document = Document::parse(svg).ok()?;
    let root = document.root_element();
    let view = root.attribute("viewBox")?;
    let mut out = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">"#, plain(view)?);
    let mut words: Vec<&str> = Vec::new();
    let mut date = None;
    for node in root.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "circle" => copy(&mut out, node, "circle", &["cx", "cy", "r"])?,
            "path" => copy(&mut out, node, "path", &["d"])?,
            "text" => {
                let text = node.text().unwrap_or_default();
                match date_line(node, text, view) {
                    Some(line) if date.is_none() => date = Some(line),
                    _ => {
                        letters(&mut out, node, text)?;
                        words.push(text);
                    }
                }
            }
            _ => return None,
        }
    }
    out.push_str("</svg>");
    Some(Outlined { svg: out, words: words.join(" "), date })
}

/// The line as a date, when it is one (8.11.21) and stands in the middle of a point of a square picture.
fn date_line(node: Node<'_, '_>, text: &str, view: &str) -> Option<DateLine> {
    let is_date = text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_date && of(node, "text-anchor") == Some("middle")).then_some(())?;
    let (wide, _) = view.strip_prefix("0 0 ")?.split_once(' ').filter(|(wide, high)| wide == high)?;
    let wide = wide.parse::<u32>().ok().filter(|wide| *wide > 0)?;
    let part = |name| of(node, name)?.parse::<u32>().ok()?.checked_mul(1_000)?.checked_div(wide);
    let fill = of(node, "fill").filter(|fill| is_colour(fill))?.to_owned();
    Some(DateLine { text: text.to_owned(), x: part("x")?, y: part("y")?, size: part("font-size")?, fill })
}

/// A colour as `#rrggbb`.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()))
}

/// An attribute of the element, or of the root.
fn of<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name).or_else(|| node.document().root_element().attribute(name))
}

/// What may stand in an attribute as it is.
fn plain(value: &str) -> Option<&str> {
    value.chars().all(|c| c.is_ascii_alphanumeric() || " .-#".contains(c)).then_some(value)
}

fn copy(out: &mut String, node: Node<'_, '_>, name: &str, own: &[&str]) -> Option<()> {
    let _ = write!(out, "<{name}");
    for attribute in own {
        let _ = write!(out, r#" {attribute}="{}""#, plain(node.attribute(*attribute)?)?);
    }
    for attribute in ["fill", "stroke", "stroke-width"] {
        if let Some(value) = of(node, attribute) {
            let _ = write!(out, r#" {attribute}="{}""#, plain(value)?);
        }
    }
    out.push_str("/>");
    Some(())
}

/// A letter: the face that draws it, and which glyph of it.
type Letter = (usize, GlyphId);

/// A line of text: a path for each letter.
fn letters(out: &mut String, node: Node<'_, '_>, text: &str) -> Option<()> {
    let number = |name: &str| of(node, name)?.parse::<f32>().ok();
    let (x, y, size) = (number("x")?, number("y")?, number("font-size")?);
    let glyphs: Vec<Letter> = text.chars().filter_map(glyph).collect();
    let advance = |(face, glyph): Letter| {
        f32::from(FACES[face].glyph_hor_advance(glyph).unwrap_or(0)) * size / f32::from(FACES[face].units_per_em())
    };
    let width: f32 = glyphs.iter().copied().map(advance).sum();
    let mut pen = if of(node, "text-anchor") == Some("middle") { x - width / 2.0 } else { x };
    let _ = write!(out, r#"<g fill="{}">"#, plain(of(node, "fill").unwrap_or("#000000"))?);
    for one in glyphs {
        // A face's units go up, a picture's down.
        let scale = size / f32::from(FACES[one.0].units_per_em());
        let _ = write!(out, r#"<path transform="matrix({scale:.6} 0 0 {:.6} {pen:.2} {y:.2})" d=""#, -scale);
        out.push_str(&outline(one));
        out.push_str("\"/>");
        pen += advance(one);
    }
    out.push_str("</g>");
    Some(())
}

/// The first face that draws the character; what none draws becomes 〓, as everywhere on paper.
fn glyph(character: char) -> Option<Letter> {
    let find = |character| FACES.iter().enumerate().find_map(|(at, face)| Some((at, face.glyph_index(character)?)));
    find(character).or_else(|| find('〓'))
}

/// The outline of a letter in the units of its face. Each is drawn once: names and dates come again and again, and there
/// are no more than the faces have.
fn outline((face, glyph): Letter) -> Arc<str> {
    static DRAWN: LazyLock<Mutex<BTreeMap<Letter, Arc<str>>>> = LazyLock::new(Mutex::default);
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let draw = || {
        let mut pen = Pen(String::new());
        let _ = FACES[face].outline_glyph(glyph, &mut pen);
        Arc::from(pen.0)
    };
    Arc::clone(drawn.entry((face, glyph)).or_insert_with(draw))
}

/// Writes an outline as the data of a path.
struct Pen(String);

impl Pen {
    fn point(&mut self, command: &str, points: &[(f32, f32)]) {
        self.0.push_str(command);
        for (x, y) in points {
            let _ = write!(self.0, "{x} {y} ");
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point("M", &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point("L", &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.point("Q", &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.point("C", &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" class="ui-seal" viewBox="0 0 100 100" aria-hidden="true" font-family="BIZ UDPGothic" text-anchor="middle" fill="#c2272d"><circle cx="50" cy="50" r="44" fill="none" stroke="#c2272d" stroke-width="3"/><path d="M8 37H92" fill="none" stroke="#c2272d" stroke-width="2"/><text x="50" y="31" font-size="16">理事長</text><text x="50" y="82" font-size="18">髙&amp;𠮷</text></svg>"##;

    #[test]
    fn letters_become_outlines_within_the_ring_and_words_stay() {
        let seal = outlined(SEAL).unwrap();
        assert_eq!(seal.words, "理事長 髙&𠮷");
        assert!(!seal.svg.contains("<text") && !seal.svg.contains("font"), "{}", seal.svg);
        assert_eq!(seal.svg.matches("<path").count(), 1 + 3 + 3, "a rule, and a path for each letter");
        assert!(
            seal.svg.contains(r##"<circle cx="50" cy="50" r="44" fill="none" stroke="#c2272d" stroke-width="3"/>"##)
        );
        let numbers = |text: &str| -> Vec<f32> {
            let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
            parts.filter(|part| !part.is_empty()).map(|number| number.parse().unwrap()).collect()
        };
        for letter in seal.svg.split("<path transform=\"matrix(").skip(1) {
            let (matrix, rest) = letter.split_once(")\" d=\"").unwrap();
            let (matrix, points) = (numbers(matrix), numbers(rest.split_once('"').unwrap().0));
            assert!(points.len() > 20 && points.len().is_multiple_of(2), "{letter}");
            for point in points.chunks(2) {
                let (x, y) = (matrix[0] * point[0] + matrix[4], matrix[3] * point[1] + matrix[5]);
                assert!((6.0..=94.0).contains(&x) && (6.0..=94.0).contains(&y), "{x} {y} {letter}");
            }
        }
    }

    #[test]
    fn a_date_is_handed_on_and_leaves_one_picture_for_all_dates() {
        let dated = |date: &str| {
            let line = format!(r#"<text x="50" y="56" font-size="19">{date}</text></svg>"#);
            outlined(&SEAL.replace("</svg>", &line)).unwrap()
        };
        let (one, other) = (dated("8.11.21"), dated("8.12.3"));
        assert_eq!(one.svg, other.svg);
        assert_eq!(one.words, "理事長 髙&𠮷", "set as text, the date needs no words under the picture");
        let line = DateLine { text: "8.11.21".into(), x: 500, y: 560, size: 190, fill: "#c2272d".into() };
        assert_eq!(one.date, Some(line));
        assert_eq!(dated("8年11月").date, None, "what may need other faces is drawn with the rest");
        let left = outlined(&SEAL.replace("middle", "start").replace("理事長", "8.11.21")).unwrap();
        assert_eq!((left.date, left.words.as_str()), (None, "8.11.21 髙&𠮷"), "not centred");
    }

    #[test]
    fn what_is_no_seal_is_left_alone() {
        for other in ["", "<svg", "<svg/>", r#"<svg viewBox="0 0 1 1"><image href="x"/></svg>"#] {
            assert_eq!(outlined(other), None, "{other}");
        }
        let odd = SEAL.replace("#c2272d\"><circle", "url(x)\"><circle");
        assert_eq!(outlined(&odd), None, "an attribute that leads elsewhere");
    }
}

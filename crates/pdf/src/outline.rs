//! Seals for paper: the letters of a seal's SVG become outlines. The PDF writer would read a whole font anew for every SVG that has
//! text, and a form has two dozen seals; the words themselves are kept for readers and searchers.

use std::fmt::Write as _;
use std::sync::LazyLock;

use roxmltree::{Document, Node};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::fonts::SEAL_FACES;

static FACES: LazyLock<Vec<Face<'static>>> =
    LazyLock::new(|| SEAL_FACES.iter().filter_map(|face| Face::parse(face, 0).ok()).collect());

/// A seal without letters, and the words that it showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outlined {
    /// The SVG.
    pub(crate) svg: String,
    /// Its words, line by line.
    pub(crate) words: String,
}

/// Draws the letters of a seal: an SVG of circles, paths and lines of text. `None` when it is made of anything else.
pub(crate) fn outlined(svg: &str) -> Option<Outlined> {
    let document = Document::parse(svg).ok()?;
    let root = document.root_element();
    let view = root.attribute("viewBox")?;
    let mut out = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">"#, plain(view)?);
    let mut words: Vec<&str> = Vec::new();
    for node in root.children().filter(Node::is_element) {
        match node.tag_name().name() {
            "circle" => copy(&mut out, node, "circle", &["cx", "cy", "r"])?,
            "path" => copy(&mut out, node, "path", &["d"])?,
            "text" => {
                let text = node.text().unwrap_or_default();
                letters(&mut out, node, text)?;
                words.push(text);
            }
            _ => return None,
        }
    }
    out.push_str("</svg>");
    Some(Outlined { svg: out, words: words.join(" ") })
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

/// A line of text as one path.
fn letters(out: &mut String, node: Node<'_, '_>, text: &str) -> Option<()> {
    let number = |name: &str| of(node, name)?.parse::<f32>().ok();
    let (x, y, size) = (number("x")?, number("y")?, number("font-size")?);
    let glyphs: Vec<(&Face<'_>, GlyphId)> = text.chars().filter_map(glyph).collect();
    let advance = |(face, glyph): &(&Face<'_>, GlyphId)| {
        f32::from(face.glyph_hor_advance(*glyph).unwrap_or(0)) * size / f32::from(face.units_per_em())
    };
    let width: f32 = glyphs.iter().map(advance).sum();
    let start = if of(node, "text-anchor") == Some("middle") { x - width / 2.0 } else { x };
    let mut pen = Pen { path: String::new(), x: start, y, scale: 1.0 };
    for one in &glyphs {
        pen.scale = size / f32::from(one.0.units_per_em());
        let _ = one.0.outline_glyph(one.1, &mut pen);
        pen.x += advance(one);
    }
    let _ = write!(out, r#"<path fill="{}" d="{}"/>"#, plain(of(node, "fill").unwrap_or("#000000"))?, pen.path);
    Some(())
}

/// The first face that draws the character; what none draws becomes 〓, as everywhere on paper.
fn glyph(character: char) -> Option<(&'static Face<'static>, GlyphId)> {
    let find = |character| FACES.iter().find_map(|face| Some((face, face.glyph_index(character)?)));
    find(character).or_else(|| find('〓'))
}

/// Writes outlines in the units of the picture.
struct Pen {
    path: String,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn point(&mut self, command: &str, points: &[(f32, f32)]) {
        self.path.push_str(command);
        for (x, y) in points {
            // A hundredth of a unit is a thousandth of a millimetre.
            let _ = write!(self.path, "{:.2} {:.2} ", self.x + x * self.scale, self.y - y * self.scale);
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
        self.path.push('Z');
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
        assert_eq!(seal.svg.matches("<path").count(), 3);
        assert!(
            seal.svg.contains(r##"<circle cx="50" cy="50" r="44" fill="none" stroke="#c2272d" stroke-width="3"/>"##)
        );
        let name = seal.svg.rsplit("d=\"").next().unwrap();
        let numbers =
            name.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).filter(|part| !part.is_empty());
        let numbers: Vec<f32> = numbers.map(|number| number.parse().unwrap()).collect();
        assert!(numbers.len() > 100 && numbers.iter().all(|n| (0.0..=100.0).contains(n)), "{name}");
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

//! seal: the seal (印影) of an approval as SVG, drawn from the record of the approval; one drawing for the page and the PDF.
//!
//! The picture proves nothing by itself: the approval is the journal row behind it. So no seal is ever uploaded.
//! Literal colours stand beside class names: the page's style may change them in the dark, the PDF has no style.

use std::fmt::Write as _;

use crate::html::Html;

/// The red of seal ink (朱肉).
const INK: &str = "#c2272d";
/// Fonts that the PDF embeds; screens fall back to their own.
const FONTS: &str = "BIZ UDPGothic, Noto Sans JP, sans-serif";
/// Characters in one column of a name seal before a second column begins.
const COLUMN: usize = 3;

/// What stands beside the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// 代: a deputy stamped in the holder's place (代決).
    Deputy,
    /// 後閲: a deputy stamped, and the holder has looked at it since.
    Reviewed,
}

impl Mark {
    const fn words(self) -> &'static str {
        match self {
            Self::Deputy => "代",
            Self::Reviewed => "後閲",
        }
    }
}

/// A seal: a ring with a name (認印), or with office, date and name (日付印).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    name: String,
    office: String,
    date: Option<String>,
    mark: Option<Mark>,
}

impl Seal {
    /// A name seal (認印): the family name, written downwards.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self { name: face_name(name), office: String::new(), date: None, mark: None }
    }

    /// A date seal (日付印): the office above, the short date (8.11.21) in the middle, the name below.
    #[must_use]
    pub fn dated(name: &str, office: &str, date: impl Into<String>) -> Self {
        Self { name: face_name(name), office: face_office(office), date: Some(date.into()), mark: None }
    }

    /// Adds what stands beside the ring.
    #[must_use]
    pub fn mark(mut self, mark: Option<Mark>) -> Self {
        self.mark = mark;
        self
    }

    /// The drawing, 100 units wide and high. `label` says in words what it shows; empty = the words stand beside it already.
    #[must_use]
    pub fn svg(&self, label: &str) -> Html {
        let role = match label {
            "" => r#" aria-hidden="true""#.to_owned(),
            label => format!(r#" role="img" aria-label="{}""#, Html::text(label)),
        };
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="ui-seal" viewBox="0 0 100 100"{role} font-family="{FONTS}" font-weight="700" text-anchor="middle" fill="{INK}"><circle cx="50" cy="50" r="44" fill="none" stroke="{INK}" stroke-width="3"/>"#
        );
        match &self.date {
            Some(date) => self.face_with_date(&mut out, date),
            None => self.face_of_name(&mut out),
        }
        if let Some(mark) = self.mark {
            // Outside the ring, in the corner that a circle leaves free.
            let (x, size) = if mark == Mark::Deputy { (92, 15) } else { (88, 12) };
            line(&mut out, mark.words(), x, 13, size);
        }
        out.push_str("</svg>");
        Html::trusted(out)
    }

    fn face_with_date(&self, out: &mut String, date: &str) {
        // Two chords divide the ring; they end where the ring is.
        for y in [37, 63] {
            let _ = write!(out, r#"<path d="M8 {y}H92" fill="none" stroke="{INK}" stroke-width="2"/>"#);
        }
        line(out, &self.office, 50, 31, fit(&self.office, 58, 16));
        line(out, date, 50, 56, fit(date, 76, 19));
        line(out, &self.name, 50, 82, fit(&self.name, 62, 18));
    }

    fn face_of_name(&self, out: &mut String) {
        let chars: Vec<char> = self.name.chars().collect();
        if chars.iter().any(char::is_ascii) {
            // Latin names lie across.
            return line(out, &self.name, 50, 56, fit(&self.name, 80, 24));
        }
        let rows = match chars.len() {
            0 => return,
            4 => 2,
            count => count.min(COLUMN),
        };
        let columns = chars.len().div_ceil(rows);
        let size = [46, 34, 25][rows.max(columns).min(3) - 1];
        for (index, c) in chars.iter().enumerate() {
            // Columns run from right to left, as on a carved seal.
            let (column, row) = (index / rows, index % rows);
            let x = 50 + (columns as i32 - 1 - 2 * column as i32) * size / 2;
            let middle = 50 + (2 * row as i32 + 1 - rows as i32) * size / 2;
            line(out, c.encode_utf8(&mut [0; 4]), x, middle + size * 3 / 8, size - 1);
        }
    }
}

/// The slash through the box of a seat that was passed over, 100 units wide and high.
#[must_use]
pub fn slash() -> Html {
    Html::trusted(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="ui-slash" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><path d="M0 100L100 0" fill="none" stroke="#626264" stroke-width="1.5"/></svg>"##,
    )
}

fn line(out: &mut String, text: &str, x: i32, y: i32, size: i32) {
    if !text.is_empty() {
        let _ = write!(out, r#"<text x="{x}" y="{y}" font-size="{size}">{}</text>"#, Html::text(text));
    }
}

/// The size at which the text fits into a width; full-width characters are as wide as they are high.
fn fit(text: &str, width: i32, most: i32) -> i32 {
    let halves: i32 = text.chars().map(|c| if c.is_ascii() { 6 } else { 10 }).sum();
    if halves == 0 { most } else { most.min(width * 10 / halves) }
}

/// The name on a seal: the family name where it can be told apart, else its first characters.
fn face_name(name: &str) -> String {
    let family = name.split([' ', '\u{3000}']).find(|part| !part.is_empty()).unwrap_or_default();
    let most = if family.is_ascii() { 10 } else { 6 };
    family.chars().filter(|c| !c.is_control()).take(most).collect()
}

/// The office on a date seal: the first of several titles, cut to what can be read.
fn face_office(office: &str) -> String {
    let first = office.split(['・', '/', '／', '（', '(', ',']).next().unwrap_or_default().trim();
    first.chars().filter(|c| !c.is_control()).take(if first.is_ascii() { 12 } else { 6 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_runs_downwards_and_four_characters_fill_two_columns() {
        let texts = |name: &str| -> Vec<String> {
            let svg = Seal::of(name).svg("").as_str().to_owned();
            svg.split("<text ")
                .skip(1)
                .map(|part| part.split("</text>").next().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(texts("林").len(), 1);
        let two = texts("山田 花子");
        assert!(two[0].ends_with(">山") && two[1].ends_with(">田"), "{two:?}");
        assert_eq!(two[0].split('"').nth(1), two[1].split('"').nth(1), "one column");
        let four = texts("勅使河原");
        assert_eq!(four[0].split('"').nth(1), four[1].split('"').nth(1));
        let x = |text: &str| text.split('"').nth(1).and_then(|x| x.parse::<i32>().ok()).unwrap_or_default();
        assert!(x(&four[0]) > x(&four[2]), "the first column stands on the right");
        assert_eq!(texts("Nguyen Van").len(), 1, "a Latin name lies across");
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_date_seal_has_office_date_name_and_mark() {
        let seal = Seal::dated("佐藤 一郎", "地域支援課長・センター長", "8.11.21").mark(Some(Mark::Reviewed));
        let svg = seal.svg("佐藤 一郎").as_str().to_owned();
        for text in [">地域支援課長<", ">8.11.21<", ">佐藤<", ">後閲<", "role=\"img\" aria-label=\"佐藤 一郎\""]
        {
            assert!(svg.contains(text), "{text}: {svg}");
        }
        assert!(!svg.contains("センター長"));
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        let svg = Seal::dated("<b>\u{0}x", "&", "\"").svg("<i>").as_str().to_owned();
        assert!(!svg.contains("<b>") && !svg.contains("<i>") && !svg.contains('\0'), "{svg}");
    }

    #[test]
    fn every_text_fits_into_the_ring() {
        for text in ["理事長", "地域支援課長", "12.12.31", "Administration"] {
            let size = fit(text, 58, 16);
            let width: i32 = text.chars().map(|c| if c.is_ascii() { 6 } else { 10 }).sum::<i32>() * size / 10;
            assert!(width <= 58 && size >= 6, "{text}: {size}");
        }
    }
}

//! What a text may hold before layout: no control characters, nothing that no embedded face draws.
//!
//! PDF/A and PDF/UA refuse a document with a missing glyph, so such characters become 〓 (下駄, the printer's mark
//! for a sort that is not in the case).

use unicode_linebreak::{BreakClass, break_property, linebreaks};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use crate::fonts::FONTS;

/// 下駄: stands for a character that no face draws.
pub const GETA: char = '〓';

/// Longest run of characters without a place to break a line: beyond the longest words. In a longer one places are put in.
const LONGEST_RUN: usize = 20;

/// From one such place to the next, in characters: so few that a run fits into the narrowest field.
const BETWEEN: usize = 5;

/// Marks such a place for the templates. It draws nothing.
const BREAK: char = '\u{200b}';

/// The text as it can be printed.
#[must_use]
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(raw) = rest.next() {
        if raw == '\r' {
            if rest.peek() != Some(&'\n') {
                out.push('\n');
            }
            continue;
        }
        let Some(character) = visible(raw) else { continue };
        if let Some(whole) = is_combining_mark(character).then(|| joined(&mut out, character)).flatten() {
            out.push(whole);
            continue;
        }
        draw(character, &mut out);
    }
    if out.len() > LONGEST_RUN { breakable(&out) } else { out }
}

/// The text with places to break a line where it has none for long (Unicode Annex 14): 'WWW…', '━━━…', 'ーーー…'. A line that
/// cannot be broken would run off the sheet.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let run = text.get(start..end).unwrap_or_default();
        let is_long = run.trim_end().chars().count() > LONGEST_RUN;
        let mut since = 0;
        for character in run.chars() {
            let marks = if begins_no_line(character) { 2 } else { 1 };
            // A mark that begins no line is left to the line before it, as long as there are few. No gap makes a line begin
            // with one, only the character itself: it stands twice for the templates.
            if is_long && since >= BETWEEN * marks && !is_combining_mark(character) {
                out.extend(std::iter::repeat_n(BREAK, marks));
                since = 0;
            }
            out.push(character);
            since += 1;
        }
        start = end;
    }
    out
}

/// A picture's words as they can be drawn: as [`printable`], but nothing is put in, because coordinates are no words.
#[must_use]
pub(crate) fn drawable(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    for character in svg.chars() {
        match character {
            c if c.is_ascii() && !c.is_control() => out.push(c),
            c => visible(c).into_iter().for_each(|c| draw(c, &mut out)),
        }
    }
    out
}

/// Puts the character, its compatible spelling (₂ → 2), or 〓.
fn draw(character: char, out: &mut String) {
    if matches!(character, '\n' | ' ') || FONTS.cover(character) {
        out.push(character);
        return;
    }
    let compatible: String = std::iter::once(character).nfkc().collect();
    if compatible.chars().all(|c| FONTS.cover(c)) {
        out.push_str(&compatible);
    } else {
        out.push(GETA);
    }
}

/// A base and its mark as one character, where Unicode has it (か + ゛ → が). Whole texts are not normalised: that
/// would turn name kanji such as 神 (U+FA19) into others.
fn joined(out: &mut String, mark: char) -> Option<char> {
    let whole = compose(out.chars().next_back()?, mark).filter(|c| FONTS.cover(*c))?;
    out.pop();
    Some(whole)
}

/// Controls, direction overrides, joiners and variation selectors leave nothing to print.
fn visible(character: char) -> Option<char> {
    match character {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => Some('\n'),
        '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
        c if c.is_control() => None,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
        '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}' => None,
        c => Some(c),
    }
}

/// Marks before which no line breaks, not even behind a space (rule LB13 of the annex).
fn begins_no_line(character: char) -> bool {
    use BreakClass::{CloseParenthesis, ClosePunctuation, Exclamation, InfixSeparator, Symbol};
    let class = break_property(character.into());
    matches!(class, CloseParenthesis | ClosePunctuation | Exclamation | InfixSeparator | Symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_stays_as_it_is() {
        let text = "髙﨑𠮷 ①②\n神（U+FA19）…「〜」";
        assert_eq!(printable(text), text);
    }

    #[test]
    fn controls_vanish_and_line_ends_are_one_kind() {
        assert_eq!(printable("a\0b\u{1b}[31mc\u{202e}d\r\ne\rf\u{2028}g\th"), "ab[31mcd\ne\nf\ng h");
    }

    #[test]
    fn what_no_face_draws_becomes_geta() {
        assert_eq!(printable("甲\u{e000}\u{10ffff}乙"), "甲〓〓乙");
        assert_eq!(printable("SpO₂"), "SpO2");
    }

    #[test]
    fn a_picture_keeps_its_coordinates_and_loses_what_no_face_draws() {
        let svg = format!("<svg d=\"{}\"><text>甲\u{e000}\u{202e}乙</text></svg>", "L1.5".repeat(40));
        assert_eq!(drawable(&svg), svg.replace('\u{e000}', "〓").replace('\u{202e}', ""));
    }

    #[test]
    fn marks_join_their_base() {
        assert_eq!(printable("か\u{3099}は\u{309a}e\u{301}"), "がぱé");
    }

    #[test]
    fn long_runs_can_break() {
        let long = printable(&"x".repeat(100));
        assert_eq!(long.matches(BREAK).count(), 19);
        assert_eq!(long.replace(BREAK, ""), "x".repeat(100));
        for run in ["ー", "━", "…", "w.", "「", "0", "=", "%E3%81%82"].map(|part| part.repeat(40)) {
            let printed = printable(&run);
            assert_eq!(printed.replace(BREAK, ""), run);
            assert!(printed.split(BREAK).all(|part| part.chars().count() <= 2 * BETWEEN), "{printed}");
        }
        // No two marks: what is copied from the sheet is the address.
        assert!(!printable("http://127.0.0.1:8080/reports/new").contains("\u{200b}\u{200b}"));
        let words = "hydrochlorothiazide と 誤嚥性肺炎 https://example.jp/a";
        assert_eq!(printable(words), words);
    }
}

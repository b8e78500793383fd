//! marked: a text with numbered places in it (findings), each a link to what is said about it.

use askama::Template;

/// A numbered place of a text.
#[derive(Debug, Clone)]
pub struct Place {
    /// First character.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The number that stands behind it.
    pub number: usize,
    /// It is settled.
    pub settled: bool,
}

#[derive(Debug, Clone)]
struct Piece {
    text: String,
    /// 0 = no place.
    number: usize,
    settled: bool,
}

/// A text whose places are marked; line breaks are kept.
#[derive(Debug, Clone, Template)]
#[template(path = "components/marked.html")]
pub struct Marked {
    pieces: Vec<Piece>,
}

impl Marked {
    /// Marks the places, which are in order and do not overlap; what does not fit the text is left out.
    #[must_use]
    pub fn new(text: &str, places: &[Place]) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let piece = |from: usize, to: usize, number, settled| Piece {
            text: letters[from..to].iter().collect(),
            number,
            settled,
        };
        let mut pieces = Vec::new();
        let mut at = 0;
        for place in places {
            if place.start < at || place.end <= place.start || place.end > letters.len() {
                continue;
            }
            pieces.push(piece(at, place.start, 0, false));
            pieces.push(piece(place.start, place.end, place.number, place.settled));
            at = place.end;
        }
        pieces.push(piece(at, letters.len(), 0, false));
        pieces.retain(|piece| !piece.text.is_empty());
        Self { pieces }
    }
}

safe!(Marked);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_what_fits_and_escapes_all() {
        let place = |start, end, number| Place { start, end, number, settled: number == 2 };
        let html =
            Marked::new("<西さん>と森", &[place(1, 4, 1), place(2, 3, 9), place(6, 7, 2), place(6, 99, 3)]).to_string();
        assert!(html.contains("&lt;") || html.contains("&#60;"), "{html}");
        assert!(
            html.contains("西さん<a") && html.contains("href=\"#finding-1\"") && html.contains("data-settled"),
            "{html}"
        );
        assert!(!html.contains("finding-9") && !html.contains("finding-3"), "{html}");
    }
}

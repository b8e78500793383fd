//! Owns the words that two texts share: readable pieces, not raw n-grams.

use std::ops::Range;

use crate::fold::{Fold, fold};
use crate::grams::runs;

/// Characters that a shared piece has at least.
const SHORTEST: usize = 2;

/// A readable piece: folded characters with the way back.
struct Word {
    chars: Vec<char>,
    folded: Fold,
    at: Range<usize>,
}

/// The readable pieces of a text.
pub(super) struct Words(Vec<Word>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let word = |at: Range<usize>| {
            let folded = fold(&text[at.clone()]);
            Word { chars: folded.text.chars().collect(), folded, at }
        };
        Self(runs::words(text).into_iter().map(word).collect())
    }

    /// The pieces that another text has too, spelled as there, the most telling first, none within another.
    pub(super) fn shared_with(&self, other: &str, most: usize, telling: &dyn Fn(&str) -> f32) -> Vec<String> {
        let theirs = Self::of(other);
        let mut found: Vec<(f32, String, &str)> = Vec::new();
        for word in &theirs.0 {
            let pieces = self.0.iter().filter_map(|mine| common(mine, word));
            let Some((start, end)) = pieces.max_by_key(|(start, end)| (end - start, std::cmp::Reverse(*start))) else {
                continue;
            };
            let folded: String = word.chars[start..end].iter().collect();
            let Some(range) = word.folded.source(start, end) else { continue };
            let spelled = &other[word.at.start + range.start..word.at.start + range.end];
            found.push((telling(&folded), folded, spelled));
        }
        found.sort_by(|one, next| next.0.total_cmp(&one.0).then_with(|| one.1.cmp(&next.1)));
        let mut kept: Vec<(String, &str)> = Vec::new();
        for (_, folded, spelled) in found {
            if kept.len() < most && !kept.iter().any(|(other, _)| other.contains(&folded) || folded.contains(other)) {
                kept.push((folded, spelled));
            }
        }
        kept.into_iter().map(|(_, spelled)| spelled.to_owned()).collect()
    }
}

/// The part of `theirs` (in folded characters) that `mine` shares: all of it, all of `mine` within it, or the longest piece of kanji.
/// A part of a katakana or Latin word on both sides is no word.
fn common(mine: &Word, theirs: &Word) -> Option<(usize, usize)> {
    let (start, length) = longest(&mine.chars, &theirs.chars);
    let piece = theirs.chars.get(start..start + length).filter(|_| length >= SHORTEST)?;
    let whole = length == mine.chars.len() || length == theirs.chars.len();
    let kanji = piece.iter().all(|char| matches!(char, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..));
    (whole || kanji).then_some((start, start + length))
}

/// Start in `theirs` and length of the longest common run of characters; the first of several.
fn longest(mine: &[char], theirs: &[char]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut row = vec![0_usize; theirs.len() + 1];
    for one in mine {
        let mut diagonal = 0;
        for (at, other) in theirs.iter().enumerate() {
            let length = if one == other { diagonal + 1 } else { 0 };
            diagonal = std::mem::replace(&mut row[at + 1], length);
            if length > best.1 {
                best = (at + 1 - length, length);
            }
        }
    }
    best
}

//! Owns search folding (表記ゆれの統一): one spelling for what a reader takes for the same, with the way back to the source.
//!
//! Folded away: compatibility forms (NFKC: full and half width, `㎝`, `①`, `㍻`), half-width kana with their voicing marks, katakana
//! against hiragana, small ヶ/ヵ, the many dashes and wave dashes, old and variant kanji ([`variant`]), case, control and
//! invisible characters. Line breaks are control characters: a word that wraps is found.

mod variants;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

pub use variants::variant;

/// The one dash that all dashes become.
const DASH: char = 'ー';
/// Combining voiced and semi-voiced sound marks (濁点・半濁点).
const VOICED: char = '\u{3099}';
const SEMI_VOICED: char = '\u{309A}';
/// Passes after which a character is taken as it is; two suffice for all of Unicode 16 (see the tests).
const PASSES: usize = 4;

/// A folded text whose every character knows where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fold {
    /// The folded text.
    pub text: String,
    /// For each character of `text`, its byte range in the source. Ranges are on character boundaries, in order, and several
    /// characters share one when they came from one (`㎝` → `cm`).
    pub map: Vec<(u32, u32)>,
}

impl Fold {
    /// The source's byte range of a range of folded characters (counted in characters); `None` when it is empty or outside.
    #[must_use]
    pub fn source(&self, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
        let last = end.checked_sub(1)?;
        let (from, to) = (self.map.get(start)?, self.map.get(last)?);
        (start < end).then_some(from.0 as usize..to.1 as usize)
    }
}

/// Folds a text and keeps the way back. Folding a folded text changes nothing. Texts over 4 GiB are cut.
#[must_use]
pub fn fold(source: &str) -> Fold {
    let mut out = Fold { text: String::with_capacity(source.len()), map: Vec::with_capacity(source.len() / 3) };
    walk(source, |folded, start, end| {
        out.text.push(folded);
        out.map.push((start, end));
    });
    out
}

/// Folds a text, without the way back.
#[must_use]
pub fn fold_text(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    walk(source, |folded, _, _| out.push(folded));
    out
}

/// Gives each folded character with its byte range in the source.
fn walk(source: &str, mut give: impl FnMut(char, u32, u32)) {
    let mut kept = source
        .char_indices()
        .map_while(|(at, char)| {
            let end = u32::try_from(at + char.len_utf8()).ok()?;
            Some((u32::try_from(at).ok()?, end, mark(char)))
        })
        .filter(|(_, _, char)| !is_dropped(*char))
        .peekable();
    let mut cluster = String::new();
    while let Some((start, mut end, first)) = kept.next() {
        let alone = !kept.peek().is_some_and(|(_, _, next)| is_combining_mark(*next));
        if alone && let Some(folded) = fold_alone(first) {
            give(folded, start, end);
            continue;
        }
        cluster.clear();
        cluster.push(first);
        while let Some((_, to, next)) = kept.next_if(|(_, _, next)| is_combining_mark(*next)) {
            cluster.push(next);
            end = to;
        }
        for folded in fold_cluster(&cluster).chars() {
            give(folded, start, end);
        }
    }
}

/// The fold of a character that no normalisation touches; `None` when it must take the long way.
fn fold_alone(char: char) -> Option<char> {
    match char {
        ' '..='~' => Some(fold_char(char.to_ascii_lowercase())),
        'ぁ'..='ゔ' | 'ァ'..='ヴ' | 'ー' | '、' | '。' | '々' | '「' | '」' | '・' => Some(fold_char(char)),
        '\u{4E00}'..='\u{9FFF}' => Some(variant(char).unwrap_or(char)),
        _ => None,
    }
}

/// The fold of a base character with its marks, taken until it is stable.
fn fold_cluster(cluster: &str) -> String {
    let mut text = cluster.to_owned();
    for _ in 0..PASSES {
        let next: String = text
            .nfkc()
            .map(mark)
            .filter(|char| !is_dropped(*char))
            .flat_map(char::to_lowercase)
            .flat_map(|char| split_voiced_wa(fold_char(char)))
            .collect();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// One character in its one spelling, after normalisation.
fn fold_char(char: char) -> char {
    match char {
        'ヵ' | 'ゕ' => 'か',
        'ヶ' | 'ゖ' => 'け',
        'ァ'..='ヴ' | 'ヽ' | 'ヾ' => char::from_u32(char as u32 - 0x60).unwrap_or(char),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{2796}' | '\u{02D7}' => {
            DASH
        }
        '\u{301C}' | '\u{223C}' | '\u{3030}' => '~',
        // The slash that NFKC leaves in ½.
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2018}' | '\u{2019}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{2033}' => '"',
        _ => variant(char).unwrap_or(char),
    }
}

/// ヷ, ヸ, ヹ, ヺ have no hiragana of their own: base and mark.
fn split_voiced_wa(char: char) -> impl Iterator<Item = char> {
    let (base, voice) = match char {
        'ヷ' => ('わ', Some(VOICED)),
        'ヸ' => ('ゐ', Some(VOICED)),
        'ヹ' => ('ゑ', Some(VOICED)),
        'ヺ' => ('を', Some(VOICED)),
        other => (other, None),
    };
    std::iter::once(base).chain(voice)
}

/// Voicing marks that stand alone (half and full width) join the character before them.
const fn mark(char: char) -> char {
    match char {
        '\u{FF9E}' | '\u{309B}' => VOICED,
        '\u{FF9F}' | '\u{309C}' => SEMI_VOICED,
        other => other,
    }
}

/// Control characters and those that show nothing: joiners, direction marks, variation selectors.
fn is_dropped(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests;

//! Owns the plain form of a text (NFKC, one dash, modern kanji) in which identifying words are sought, with the way back.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text in plain form. Positions are character positions of the plain form unless said otherwise.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The plain form.
    pub(crate) text: String,
    /// Its characters.
    pub(crate) chars: Vec<char>,
    /// Byte position of each character, and the length.
    bytes: Vec<usize>,
    /// For each character the character range of the source it came from.
    source: Vec<(usize, usize)>,
}

impl Plain {
    /// Brings a text into plain form.
    pub(crate) fn new(text: &str) -> Self {
        let source: Vec<char> = text.chars().collect();
        let mut plain =
            Self { text: String::with_capacity(text.len()), chars: Vec::new(), bytes: Vec::new(), source: Vec::new() };
        let mut cluster = String::new();
        let mut at = 0;
        while at < source.len() {
            let mut end = at + 1;
            cluster.clear();
            if !is_invisible(source[at]) {
                cluster.push(source[at]);
            }
            while end < source.len() && (is_invisible(source[end]) || is_mark(source[end])) {
                if is_mark(source[end]) && !cluster.is_empty() {
                    cluster.push(source[end]);
                }
                end += 1;
            }
            for letter in cluster.nfkc() {
                plain.push(letter, (at, end));
            }
            at = end;
        }
        plain.settle_dashes();
        plain.index();
        plain
    }

    fn push(&mut self, letter: char, source: (usize, usize)) {
        let letter = match letter {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁻' | '─' => '-',
            '⁄' | '∕' => '/',
            '〜' | '∼' => '~',
            '\t' | '\r' | '\u{a0}' => ' ',
            // The spellings of surnames that the dictionary does not have; it has 斉, 嶋, 冨, 阪 and their like itself.
            '髙' => '高',
            '﨑' => '崎',
            '邉' | '邊' => '辺',
            '濵' | '濱' => '浜',
            '𠮷' => '吉',
            '栁' => '柳',
            '桒' => '桑',
            other => other,
        };
        self.chars.push(letter);
        self.source.push(source);
    }

    /// A long vowel mark between two digits is a dash that an input method wrote.
    fn settle_dashes(&mut self) {
        for at in 1..self.chars.len().saturating_sub(1) {
            let is_digit = |letter: char| letter.is_ascii_digit();
            if self.chars[at] == 'ー' && is_digit(self.chars[at - 1]) && is_digit(self.chars[at + 1]) {
                self.chars[at] = '-';
            }
        }
    }

    fn index(&mut self) {
        for letter in &self.chars {
            self.bytes.push(self.text.len());
            self.text.push(*letter);
        }
        self.bytes.push(self.text.len());
    }

    /// The character position of a byte position.
    pub(crate) fn char_at(&self, byte: usize) -> usize {
        self.bytes.partition_point(|known| *known < byte)
    }

    /// The text of a range.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &str {
        let end = end.min(self.chars.len());
        if start >= end { "" } else { &self.text[self.bytes[start]..self.bytes[end]] }
    }

    /// The text from a position on.
    pub(crate) fn from(&self, start: usize) -> &str {
        self.slice(start, self.chars.len())
    }

    /// Up to `count` characters before a position.
    pub(crate) fn before(&self, end: usize, count: usize) -> &str {
        self.slice(end.saturating_sub(count), end)
    }

    /// Up to `count` characters from a position on.
    pub(crate) fn after(&self, start: usize, count: usize) -> &str {
        self.slice(start, start.saturating_add(count))
    }

    /// The character at a position.
    pub(crate) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before a position.
    pub(crate) fn previous(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.get(before))
    }

    /// The character range of the source for a range that is not empty.
    pub(crate) fn source(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.source.get(start).map_or(0, |range| range.0);
        let to = end.checked_sub(1).and_then(|last| self.source.get(last)).map_or(from, |range| range.1);
        (from, to)
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{ff9e}' | '\u{ff9f}') || (is_combining_mark(letter) && !is_invisible(letter))
}

/// Characters that nobody sees and that would hide a name from a search.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || (letter.is_control() && !matches!(letter, '\n' | '\t' | '\r'))
}

/// Whether the character is kanji, as it stands in names.
pub(crate) fn is_kanji(letter: char) -> bool {
    matches!(letter, '一'..='鿿' | '㐀'..='䶿' | '豈'..='﫿' | '\u{20000}'..='\u{3ffff}' | '々' | '〆' | 'ヶ' | 'ヵ')
}

/// Whether the character is hiragana.
pub(crate) fn is_hiragana(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ー')
}

/// Whether the character is katakana.
pub(crate) fn is_katakana(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ')
}

/// Hiragana as katakana; anything else as it is.
pub(crate) fn to_katakana(text: &str) -> String {
    let shift = |letter: char| match letter {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
        other => other,
    };
    text.chars().map(shift).collect()
}

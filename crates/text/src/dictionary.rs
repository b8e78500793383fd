//! Owns the dictionary: IPADIC and our own lexicon, compiled by `build.rs`, loaded when first asked for.

mod names;
mod pos;

use std::sync::LazyLock;

use vibrato::{Dictionary, Tokenizer};

pub use names::{Name, Names, names};
pub use pos::Pos;

/// The compiled dictionary, compressed (zstd).
static SYSTEM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/system.zst"));

/// Loaded once; a program that never tokenizes never pays for it.
static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| {
    let reader = zstd::Decoder::new(SYSTEM).expect("the frame was written by the build");
    let dictionary = Dictionary::read(reader).expect("the dictionary was written by the same version of vibrato");
    Tokenizer::new(dictionary).max_grouping_len(24)
});

/// Costs add up along a sentence; longer pieces than this are cut, so that the sum stays far from its limit.
const LONGEST_PIECE: usize = 1_000;

/// The licence texts of the dictionary that is compiled in; they are to be shown wherever the program is passed on.
#[must_use]
pub const fn notices() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/notices.txt"))
}

/// Loads the dictionary now instead of at the first question.
pub fn load() {
    LazyLock::force(&TOKENIZER);
    let _names = names();
}

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word as written.
    pub surface: &'t str,
    /// Position of its first character in the text, in characters.
    pub start: usize,
    /// Position after its last character, in characters.
    pub end: usize,
    /// The part of speech (品詞).
    pub pos: Pos,
    /// The form found in a dictionary (基本形): 転倒した → 転倒, する, た.
    pub base: &'t str,
    /// The reading in katakana (読み); empty when the dictionary does not know the word.
    pub reading: &'t str,
    /// Whether the dictionary knows the word.
    pub is_known: bool,
}

/// Splits a text into words. Every character belongs to exactly one word; never fails.
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut worker = TOKENIZER.new_worker();
    let mut offset = 0;
    for piece in pieces(text) {
        worker.reset_sentence(piece);
        worker.tokenize();
        for token in worker.token_iter() {
            let (bytes, chars) = (token.range_byte(), token.range_char());
            tokens.push(read(&piece[bytes], token.word_idx(), offset + chars.start, offset + chars.end));
        }
        offset += piece.chars().count();
    }
    tokens
}

fn read(surface: &str, word: vibrato::dictionary::WordIdx, start: usize, end: usize) -> Token<'_> {
    let feature = TOKENIZER.dictionary().word_feature(word);
    let mut letters = feature.chars();
    let pos = Pos::from_letter(letters.next().unwrap_or('z'));
    let rest = letters.as_str();
    let or_surface = |text: &'static str| if text.is_empty() { surface } else { text };
    match rest.split_once('\t') {
        Some((base, reading)) => {
            Token { surface, start, end, pos, base: or_surface(base), reading: or_surface(reading), is_known: true }
        }
        None => Token { surface, start, end, pos, base: surface, reading: "", is_known: false },
    }
}

/// Cuts after sentence ends, and anywhere when a sentence never ends.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let cut = rest
            .char_indices()
            .enumerate()
            .find(|(count, (_, letter))| matches!(letter, '。' | '\n') || *count + 1 == LONGEST_PIECE)
            .map_or(rest.len(), |(_, (at, letter))| at + letter.len_utf8());
        let (piece, after) = rest.split_at(cut);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests;

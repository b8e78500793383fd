//! Owns our own lexicon of care and medicine: words that IPADIC lacks or cuts, with reading and class.

use std::sync::LazyLock;

/// `data/lexicon.csv`; the build compiles the same file into the tokenizer.
static SOURCE: &str = include_str!("../data/lexicon.csv");

/// A word of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The word as written.
    pub surface: &'static str,
    /// The reading in katakana (読み).
    pub reading: &'static str,
    /// `noun`, or `suru` for a noun that becomes a verb with する.
    pub pos: &'static str,
    /// What it speaks of: `medication`, `fall`, `meal` …
    pub class: &'static str,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| SOURCE.lines().skip(1).filter_map(read).collect());

/// All words of the lexicon, in the order of the file.
#[must_use]
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// Whether houses and units are often called so (けやき, やすらぎ).
#[must_use]
pub fn is_house(word: &str) -> bool {
    entries().iter().any(|entry| entry.class == "house" && entry.surface == word)
}

fn read(line: &'static str) -> Option<Entry> {
    let mut columns = line.split(',');
    let entry =
        Entry { surface: columns.next()?, reading: columns.next()?, pos: columns.next()?, class: columns.next()? };
    Some(entry)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::dictionary::tokenize;

    #[test]
    fn has_five_hundred_words_with_readings_and_no_word_twice() {
        assert!(entries().len() >= 500, "{} words", entries().len());
        assert_eq!(entries().len(), SOURCE.lines().skip(1).count(), "a line does not have four columns");
        let mut seen = HashSet::new();
        for entry in entries() {
            assert!(seen.insert(entry.surface), "{} stands twice", entry.surface);
            let is_katakana = entry.reading.chars().all(|letter| matches!(letter, 'ァ'..='ヴ' | 'ー'));
            assert!(is_katakana && !entry.reading.is_empty(), "{}: reading {}", entry.surface, entry.reading);
            assert!(matches!(entry.pos, "noun" | "suru"), "{}: {}", entry.surface, entry.pos);
            assert!(!entry.class.is_empty() && entry.class.is_ascii());
        }
    }

    #[test]
    fn every_word_is_one_word_to_the_tokenizer() {
        let split = |word: &str| tokenize(word).len();
        let cut: Vec<&str> = entries().iter().map(|entry| entry.surface).filter(|word| split(word) != 1).collect();
        assert!(cut.is_empty(), "{cut:?}");
    }
}

//! Owns themes (傾向): which words have become more frequent, which are new, and which reports belong together.
//!
//! Pure and deterministic. Words come from the caller's tokenizer: [`theme_words`], or [`crate::grams::runs::word_texts`] without a dictionary. Counts are reports
//! that have the word, not occurrences, so that one long text does not make a trend. Themes say what is talked about: no rate, no blame.

mod clusters;
mod lsa;
mod trend;
mod words;

pub use clusters::{Cluster, clusters, label_words};
pub use trend::{Trend, TrendOptions, new_words, trend_words};
pub use words::theme_words;

use std::collections::{BTreeMap, BTreeSet};

/// Splits a text into its words.
pub type Tokenizer<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// A report's text with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// The report.
    pub id: &'a str,
    /// Its de-identified text.
    pub text: &'a str,
}

/// Folded word → its usual spelling and the documents (places in the list) that have it.
type Occurrences = BTreeMap<String, (String, Vec<usize>)>;

/// Which documents have which words. The spelling shown is the one met first.
fn occurrences(documents: &[Document<'_>], words: Tokenizer<'_>) -> Occurrences {
    let mut out = Occurrences::new();
    for (at, document) in documents.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for word in words(document.text) {
            let folded = crate::fold::fold_text(&word);
            if folded.chars().nth(1).is_some() && seen.insert(folded.clone()) {
                out.entry(folded).or_insert_with(|| (word, Vec::new())).1.push(at);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;

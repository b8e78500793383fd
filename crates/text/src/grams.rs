//! Owns finding by substring: which index tokens a text has, which a query needs, and where it was found.
//!
//! A document is indexed by its folded characters and pairs of neighbouring characters (unigrams and bigrams), without positions. A query
//! of one or two characters is one token, so that the index answers it exactly; a longer one asks for all its pairs, and the folded
//! text is checked again ([`Query::matches`]) because the pairs may lie apart. So the answer always equals a substring search (LIKE).
//!
//! Tokens are lower-case letters only, four for a character: FTS5 (`unicode61`, `ascii`) and `to_tsvector('simple', …)` take them
//! whole, and none is an operator or a stop word. In FTS5 join a query's tokens with a space, in a `tsquery` with ` & `.

pub mod runs;

use std::ops::Range;

use crate::fold::{Fold, fold_text};

/// 26⁴: code points from here on (private use and unassigned planes) share tokens with others, which only costs a second look.
const CODES: u32 = 26 * 26 * 26 * 26;

/// The index tokens of a folded text, each once, sorted.
#[must_use]
pub fn tokens(folded: &str) -> Vec<String> {
    let mut pairs: Vec<(char, Option<char>)> = Vec::with_capacity(folded.len() / 3 * 2);
    let mut previous = None;
    for char in folded.chars() {
        pairs.push((char, None));
        if let Some(previous) = previous.replace(char) {
            pairs.push((previous, Some(char)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut tokens: Vec<String> = pairs.into_iter().map(|(first, second)| token(first, second)).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The index tokens of a source text as one line, for an index that splits at spaces.
#[must_use]
pub fn index_line(source: &str) -> String {
    tokens(&fold_text(source)).join(" ")
}

fn token(first: char, second: Option<char>) -> String {
    let mut out = String::with_capacity(8);
    for char in std::iter::once(first).chain(second) {
        let mut rest = char as u32 % CODES;
        for _ in 0..4 {
            out.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
    }
    out
}

/// What is searched for: terms that must all occur in the folded text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<String>,
}

impl Query {
    /// Every word between spaces must occur (as people type into a search box).
    #[must_use]
    pub fn words(source: &str) -> Self {
        let mut terms: Vec<String> = fold_text(&separate(source)).split_whitespace().map(str::to_owned).collect();
        terms.sort_unstable();
        terms.dedup();
        Self { terms }
    }

    /// The whole text must occur as it is, spaces too.
    #[must_use]
    pub fn phrase(source: &str) -> Self {
        let term = fold_text(source);
        Self { terms: if term.is_empty() { Vec::new() } else { vec![term] } }
    }

    /// Nothing is searched for; it matches every text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The folded terms.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The tokens that a document must all have, each once, sorted.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        let mut all: Vec<String> = self.terms.iter().flat_map(|term| needed(term)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The tokens decide alone: no second look at the text is needed.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.terms.iter().all(|term| term.chars().nth(2).is_none() && term.chars().all(|char| (char as u32) < CODES))
    }

    /// The folded text has every term: the second look, equal to a substring search.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        self.terms.iter().all(|term| folded.contains(term.as_str()))
    }

    /// Where the terms stand in the source: byte ranges in order that do not touch.
    #[must_use]
    pub fn highlight(&self, fold: &Fold) -> Vec<Range<usize>> {
        let starts: Vec<usize> = fold.text.char_indices().map(|(at, _)| at).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        for term in &self.terms {
            let length = term.chars().count();
            let mut from = 0;
            while let Some(at) = fold.text.get(from..).and_then(|rest| rest.find(term.as_str())) {
                let Ok(first) = starts.binary_search(&(from + at)) else { break };
                found.extend(fold.source(first, first + length));
                // One character on, so that overlapping finds are not missed.
                from = starts.get(first + 1).copied().unwrap_or(fold.text.len());
            }
        }
        merge(found)
    }
}

/// Line breaks and tabs stand between words of a query, although folding drops them inside a text.
fn separate(source: &str) -> String {
    source.chars().map(|char| if char.is_whitespace() { ' ' } else { char }).collect()
}

fn needed(term: &str) -> Vec<String> {
    let chars: Vec<char> = term.chars().collect();
    match chars.as_slice() {
        [] => Vec::new(),
        [only] => vec![token(*only, None)],
        many => many.windows(2).map(|pair| token(pair[0], Some(pair[1]))).collect(),
    }
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests;

//! Owns similar cases (類似事例): a character n-gram index in memory, the words that two texts share, and possible duplicates.
//!
//! Lexical on purpose: on labelled accident narratives it does as well as sentence embeddings (research/nlp.md, 2), and it can
//! show why. It never merges anything; a person reads and decides.

mod duplicates;
mod shared;

use std::collections::HashMap;

pub use duplicates::{DUPLICATE_THRESHOLD, Pair, jaccard, near_duplicates};

use crate::fold::fold_text;

/// Shared words shown with a hit.
const SHOWN_WORDS: usize = 5;

/// A similar text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Hit {
    /// The id it was built with.
    pub id: String,
    /// Cosine of the weighted n-grams, 0 to 1.
    pub score: f64,
    /// Readable words that both texts have, most telling first, spelled as in the found text.
    pub shared: Vec<String>,
}

/// An index over texts. Weights: (1 + ln tf) · idf of folded character unigrams and bigrams, length one.
#[derive(Clone, Debug, Default)]
pub struct Index {
    ids: Vec<String>,
    texts: Vec<String>,
    /// Gram → its row.
    rows: HashMap<u64, u32>,
    idf: Vec<f32>,
    /// Where each row's postings begin; one longer than the rows.
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
}

impl Index {
    /// Builds the index over `(id, text)`.
    #[must_use]
    pub fn build<I: Into<String>, T: Into<String>>(corpus: impl IntoIterator<Item = (I, T)>) -> Self {
        let (ids, texts): (Vec<String>, Vec<String>) =
            corpus.into_iter().map(|(id, text)| (id.into(), text.into())).unzip();
        let counted: Vec<Vec<(u64, u32)>> = texts.iter().map(|text| counts(&fold_text(text))).collect();
        let mut rows = HashMap::new();
        let mut frequency: Vec<u32> = Vec::new();
        for (gram, _) in counted.iter().flatten() {
            let row = *rows.entry(*gram).or_insert_with(|| {
                frequency.push(0);
                u32::try_from(frequency.len() - 1).unwrap_or(u32::MAX)
            });
            frequency[row as usize] += 1;
        }
        let idf: Vec<f32> = frequency.iter().map(|documents| idf(texts.len(), *documents)).collect();
        let mut starts = Vec::with_capacity(frequency.len() + 1);
        let mut total = 0;
        for documents in &frequency {
            starts.push(total);
            total += documents;
        }
        starts.push(total);
        let mut index = Self { ids, texts, rows, idf, starts, postings: vec![(0, 0.0); total as usize] };
        index.fill(&counted);
        index
    }

    fn fill(&mut self, counted: &[Vec<(u64, u32)>]) {
        let mut next = self.starts.clone();
        for (document, grams) in counted.iter().enumerate() {
            let document = u32::try_from(document).unwrap_or(u32::MAX);
            for (row, weight) in self.weigh(grams) {
                let at = &mut next[row as usize];
                self.postings[*at as usize] = (document, weight);
                *at += 1;
            }
        }
    }

    /// Texts in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// There is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The `k` texts most like this one, best first; equal scores in the order they were built. Texts without a common n-gram are no hits.
    #[must_use]
    pub fn query(&self, text: &str, k: usize) -> Vec<Hit> {
        let words = shared::Words::of(text);
        let ranked = self.ranked(text, k);
        ranked
            .into_iter()
            .map(|(document, score)| Hit {
                id: self.ids[document].clone(),
                score,
                shared: words.shared_with(&self.texts[document], SHOWN_WORDS, &|piece| self.telling(piece)),
            })
            .collect()
    }

    /// The same without the shared words: places in the corpus with their scores.
    #[must_use]
    pub fn ranked(&self, text: &str, k: usize) -> Vec<(usize, f64)> {
        let mut scores = vec![0_f32; self.ids.len()];
        for (row, weight) in self.weigh(&counts(&fold_text(text))) {
            let (from, to) = (self.starts[row as usize] as usize, self.starts[row as usize + 1] as usize);
            for (document, other) in &self.postings[from..to] {
                scores[*document as usize] += weight * other;
            }
        }
        let mut hits: Vec<(usize, f32)> = scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        let best_first = |one: &(usize, f32), other: &(usize, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
        if k < hits.len() {
            hits.select_nth_unstable_by(k, best_first);
            hits.truncate(k);
        }
        hits.sort_unstable_by(best_first);
        hits.into_iter().map(|(document, score)| (document, f64::from(score.min(1.0)))).collect()
    }

    /// The known grams of a text with weights of length one. Grams that the corpus lacks count for the length too.
    fn weigh(&self, grams: &[(u64, u32)]) -> Vec<(u32, f32)> {
        let unknown = idf(self.ids.len(), 0);
        let mut sum = 0.0;
        let mut out = Vec::with_capacity(grams.len());
        for (gram, count) in grams {
            let row = self.rows.get(gram).copied();
            let rarity = row.map_or(unknown, |row| self.idf[row as usize]);
            #[expect(clippy::cast_precision_loss, reason = "counts in one text are small")]
            let weight = (1.0 + (*count as f32).ln()) * rarity;
            sum += weight * weight;
            out.extend(row.map(|row| (row, weight)));
        }
        let length = sum.sqrt().max(f32::MIN_POSITIVE);
        out.iter_mut().for_each(|(_, weight)| *weight /= length);
        out
    }

    /// How much a folded piece tells: the rarity of its bigrams.
    fn telling(&self, piece: &str) -> f32 {
        let unknown = idf(self.ids.len(), 0);
        let bigrams = counts(piece).into_iter().filter(|(gram, _)| *gram >= 1 << BITS);
        bigrams.map(|(gram, _)| self.rows.get(&gram).map_or(unknown, |row| self.idf[*row as usize])).sum()
    }
}

/// Bits of a character in a gram.
const BITS: u32 = 21;

/// Unigrams and bigrams of a folded text with their counts, sorted. Spaces are none.
fn counts(folded: &str) -> Vec<(u64, u32)> {
    let chars: Vec<u64> = folded.chars().filter(|char| !char.is_whitespace()).map(u64::from).collect();
    let bigrams = chars.windows(2).map(|pair| ((pair[0] + 1) << BITS) | pair[1]);
    let mut grams: Vec<u64> = chars.iter().copied().chain(bigrams).collect();
    grams.sort_unstable();
    grams.chunk_by(u64::eq).map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX))).collect()
}

/// Smoothed inverse document frequency.
#[expect(clippy::cast_precision_loss, reason = "corpora are far smaller than 2^24 texts, and a weight may be rounded")]
fn idf(documents: usize, with: u32) -> f32 {
    ((1.0 + documents as f32) / (1.0 + with as f32)).ln() + 1.0
}

#[cfg(test)]
mod tests;

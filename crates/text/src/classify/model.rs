//! Owns the trained model: labels by probability, and the pieces of the text that made each.

use std::ops::Range;

use serde::Serialize;

use super::features::{self, BITS, Occurrence};
use crate::fold::{Fold, fold};
use crate::grams::runs;

/// Words shown with a suggestion.
const SHOWN_WORDS: usize = 5;
/// No row for a bucket.
const NONE: u32 = u32::MAX;

/// A piece of the text that spoke for a label.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// As written.
    pub text: String,
    /// Byte range in the text.
    pub range: Range<usize>,
    /// What it adds to the label's logit, before calibration.
    pub weight: f64,
}

/// A label that fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The label.
    pub label: String,
    /// Calibrated probability, 0 to 1.
    pub p: f64,
    /// What made it, strongest first; in the order of weight.
    pub pieces: Vec<Piece>,
}

/// Multinomial logistic regression with 8-bit weights. Equal models give equal bytes and equal answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) labels: Vec<String>,
    /// Examples that it learnt from.
    pub(super) examples: u32,
    /// Divides the logits (calibration).
    pub(super) temperature: f32,
    pub(super) bias: Vec<f32>,
    /// Used buckets, ascending.
    pub(super) buckets: Vec<u32>,
    /// Rarity of each used bucket (idf).
    pub(super) rarity: Vec<f32>,
    /// Step of each row's weights.
    pub(super) scale: Vec<f32>,
    /// A row per used bucket, a column per label.
    pub(super) weights: Vec<i8>,
    /// Bucket → row, made from `buckets`.
    rows: Vec<u32>,
}

/// The parts of a [`Model`] as training makes them and the codec reads them.
pub(super) struct Parts {
    pub(super) labels: Vec<String>,
    pub(super) examples: u32,
    pub(super) temperature: f32,
    pub(super) bias: Vec<f32>,
    pub(super) buckets: Vec<u32>,
    pub(super) rarity: Vec<f32>,
    pub(super) scale: Vec<f32>,
    pub(super) weights: Vec<i8>,
}

impl From<Parts> for Model {
    fn from(parts: Parts) -> Self {
        let mut rows = vec![NONE; 1 << BITS];
        for (row, bucket) in (0_u32..).zip(&parts.buckets) {
            if let Some(slot) = rows.get_mut(*bucket as usize) {
                *slot = row;
            }
        }
        let Parts { labels, examples, temperature, bias, buckets, rarity, scale, weights } = parts;
        Self { labels, examples, temperature, bias, buckets, rarity, scale, weights, rows }
    }
}

impl Model {
    /// The labels it knows, sorted.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Examples that it learnt from.
    #[must_use]
    pub const fn examples(&self) -> u32 {
        self.examples
    }

    /// Every label with its probability, likeliest first, without reasons; equal ones by label.
    #[must_use]
    pub fn rank(&self, text: &str) -> Vec<(usize, f64)> {
        let counts = features::counts(&features::occurrences(&crate::fold::fold_text(text)));
        self.ranked(&self.values(&counts))
    }

    /// The `k` likeliest labels with their reasons.
    #[must_use]
    pub fn predict(&self, text: &str, k: usize) -> Vec<Suggestion> {
        let folded = fold(text);
        let occurrences = features::occurrences(&folded.text);
        let counts = features::counts(&occurrences);
        let values = self.values(&counts);
        let ranked = self.ranked(&values);
        let reasons =
            Reasons { model: self, folded: &folded, occurrences: &occurrences, counts: &counts, values: &values };
        let suggestion = |(label, p): (usize, f64)| Suggestion {
            label: self.labels[label].clone(),
            p,
            pieces: reasons.pieces(text, label),
        };
        ranked.into_iter().take(k).map(suggestion).collect()
    }

    fn row(&self, bucket: u32) -> Option<usize> {
        self.rows.get(bucket as usize).filter(|row| **row != NONE).map(|row| *row as usize)
    }

    /// Known rows with their values, length one.
    pub(super) fn values(&self, counts: &[(u32, u32)]) -> Vec<(usize, f32)> {
        let weigh = |(bucket, count): &(u32, u32)| {
            self.row(*bucket).map(|row| (row, features::damped(*count) * self.rarity[row]))
        };
        let mut values: Vec<(usize, f32)> = counts.iter().filter_map(weigh).collect();
        let length = values.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        values.iter_mut().for_each(|(_, value)| *value /= length);
        values
    }

    pub(super) fn weight(&self, row: usize, label: usize) -> f32 {
        f32::from(self.weights[row * self.labels.len() + label]) * self.scale[row]
    }

    /// Uncalibrated logits.
    pub(super) fn logits(&self, values: &[(usize, f32)]) -> Vec<f32> {
        let mut logits = self.bias.clone();
        let width = self.labels.len();
        for (row, value) in values {
            let step = self.scale[*row] * value;
            for (logit, weight) in logits.iter_mut().zip(&self.weights[row * width..(row + 1) * width]) {
                *logit += f32::from(*weight) * step;
            }
        }
        logits
    }

    fn ranked(&self, values: &[(usize, f32)]) -> Vec<(usize, f64)> {
        let mut ranked: Vec<(usize, f64)> =
            softmax(&self.logits(values), self.temperature).into_iter().enumerate().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked
    }
}

/// Probabilities of logits divided by a temperature.
pub(super) fn softmax(logits: &[f32], temperature: f32) -> Vec<f64> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut out: Vec<f64> = logits.iter().map(|logit| f64::from((logit - top) / temperature).exp()).collect();
    let sum: f64 = out.iter().sum();
    out.iter_mut().for_each(|p| *p /= sum);
    out
}

/// What a text's pieces say, from the model's weights.
struct Reasons<'a> {
    model: &'a Model,
    folded: &'a Fold,
    occurrences: &'a [Occurrence],
    counts: &'a [(u32, u32)],
    values: &'a [(usize, f32)],
}

impl Reasons<'_> {
    /// The readable words whose characters carry the most weight for a label against the average label.
    fn pieces(&self, text: &str, label: usize) -> Vec<Piece> {
        let carried = self.by_character(label);
        let mut pieces: Vec<Piece> = Vec::new();
        for range in runs::words(text) {
            let from = self.folded.map.partition_point(|(_, end)| (*end as usize) <= range.start);
            let to = self.folded.map.partition_point(|(start, _)| (*start as usize) < range.end);
            let weight: f64 = carried.get(from..to).unwrap_or_default().iter().sum();
            let word = &text[range.clone()];
            match pieces.iter_mut().find(|piece| piece.text == word) {
                Some(piece) => piece.weight += weight,
                None => pieces.push(Piece { text: word.to_owned(), range, weight }),
            }
        }
        pieces.retain(|piece| piece.weight > 0.0);
        pieces.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.range.start.cmp(&other.range.start)));
        pieces.truncate(SHOWN_WORDS);
        // What adds less than a tenth of the strongest explains nothing.
        let least = pieces.first().map_or(0.0, |piece| piece.weight / 10.0);
        pieces.retain(|piece| piece.weight >= least);
        pieces
    }

    /// The weight that each folded character carries.
    fn by_character(&self, label: usize) -> Vec<f64> {
        let mut carried = vec![0.0; self.folded.map.len()];
        for one in self.occurrences {
            let Some(row) = self.model.row(one.bucket) else { continue };
            let (Ok(value), Ok(count)) = (
                self.values.binary_search_by_key(&row, |(row, _)| *row),
                self.counts.binary_search_by_key(&one.bucket, |(bucket, _)| *bucket),
            ) else {
                continue;
            };
            let share = self.values[value].1 * self.above_average(row, label);
            let share = f64::from(share) / f64::from(self.counts[count].1) / f64::from(one.length);
            let (from, to) = (one.start as usize, (one.start + one.length) as usize);
            carried[from..to].iter_mut().for_each(|carried| *carried += share);
        }
        carried
    }

    #[expect(clippy::cast_precision_loss, reason = "labels are few")]
    fn above_average(&self, row: usize, label: usize) -> f32 {
        let count = self.model.labels.len();
        let sum: f32 = (0..count).map(|label| self.model.weight(row, label)).sum();
        self.model.weight(row, label) - sum / count as f32
    }
}

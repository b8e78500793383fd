//! Owns trend words: log-odds with an informative prior (Monroe, Colaresi, Quinn 2008, “Fightin' Words”), over reports instead of tokens.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Document, Tokenizer, occurrences};

/// What a word must have to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendOptions {
    /// Reports of the present that have it, at least.
    pub support: usize,
    /// Standard errors that its log-odds lie above those before, at least.
    pub z: f64,
    /// Weight of the prior, in reports: what a word is expected to have from both periods together.
    pub prior: f64,
    /// Words shown.
    pub most: usize,
}

impl Default for TrendOptions {
    fn default() -> Self {
        Self { support: 3, z: 1.96, prior: 20.0, most: 20 }
    }
}

/// A word that is more frequent now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// As written.
    pub word: String,
    /// Reports that have it now.
    pub now: usize,
    /// Reports that had it before.
    pub before: usize,
    /// Difference of the log-odds in standard errors.
    pub z: f64,
    /// No report had it before.
    pub is_new: bool,
    /// Ids of the reports that have it now.
    pub ids: Vec<String>,
}

/// Words that are more frequent now than before, most surprising first; equal ones by word. For a unit, pass its reports as `now` and
/// those of the others as `before`.
#[must_use]
pub fn trend_words(
    now: &[Document<'_>],
    before: &[Document<'_>],
    words: Tokenizer<'_>,
    options: TrendOptions,
) -> Vec<Trend> {
    let mut trends = all(now, before, words, options);
    trends.retain(|trend| trend.z >= options.z);
    trends.truncate(options.most);
    trends
}

/// Words of the present that no report had before (今月はじめて), those of most reports first.
#[must_use]
pub fn new_words(
    now: &[Document<'_>],
    before: &[Document<'_>],
    words: Tokenizer<'_>,
    options: TrendOptions,
) -> Vec<Trend> {
    let mut trends = all(now, before, words, options);
    trends.retain(|trend| trend.is_new);
    trends.sort_by(|one, other| other.now.cmp(&one.now).then_with(|| one.word.cmp(&other.word)));
    trends.truncate(options.most);
    trends
}

/// Every word with enough support, most surprising first.
fn all(now: &[Document<'_>], before: &[Document<'_>], words: Tokenizer<'_>, options: TrendOptions) -> Vec<Trend> {
    let earlier: BTreeMap<String, usize> =
        occurrences(before, words).into_iter().map(|(word, (_, with))| (word, with.len())).collect();
    let mut trends: Vec<Trend> = Vec::new();
    for (folded, (word, with)) in occurrences(now, words) {
        if with.len() < options.support.max(1) {
            continue;
        }
        let count_before = earlier.get(&folded).copied().unwrap_or(0);
        trends.push(Trend {
            z: log_odds((with.len(), now.len()), (count_before, before.len()), options.prior),
            word,
            now: with.len(),
            before: count_before,
            is_new: count_before == 0 && !before.is_empty(),
            ids: with.into_iter().map(|at| now[at].id.to_owned()).collect(),
        });
    }
    trends.sort_by(|one, other| other.z.total_cmp(&one.z).then_with(|| one.word.cmp(&other.word)));
    trends
}

/// Difference of the log-odds of `(with, of)` in two periods, in standard errors, each drawn towards the share of both together.
pub(super) fn log_odds(now: (usize, usize), before: (usize, usize), prior: f64) -> f64 {
    let share = (real(now.0 + before.0) + 0.5) / (real(now.1 + before.1) + 1.0);
    let odds = |(with, of): (usize, usize)| {
        let (with, without) = (real(with) + prior * share, real(of.saturating_sub(with)) + prior * (1.0 - share));
        ((with / without).ln(), 1.0 / with + 1.0 / without)
    };
    let ((one, one_variance), (other, other_variance)) = (odds(now), odds(before));
    (one - other) / (one_variance + other_variance).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "counts of reports are far below 2^53")]
const fn real(count: usize) -> f64 {
    count as f64
}

//! Owns the figures of a model: how often right, how honest its probabilities, class by class.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// Equal bins of probability for the calibration error.
const BINS: usize = 15;
/// The precision that an answer must have to be counted as covered.
const PRECISE: f64 = 0.95;

/// One answer beside the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The confirmed label.
    pub truth: String,
    /// The labels suggested, likeliest first.
    pub top: Vec<String>,
    /// Probability of the first.
    pub p: f64,
}

/// How well one label is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassScore {
    /// The label.
    pub label: String,
    /// Texts that have it.
    pub support: usize,
    /// Of those suggested first, the share that was right; null when never suggested.
    pub precision: Option<f64>,
    /// Of those that have it, the share suggested first; null when none has it.
    pub recall: Option<f64>,
    /// Their harmonic mean, 0 when never right.
    pub f1: f64,
}

/// Figures over texts that the model had not seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Texts answered.
    pub n: usize,
    /// Share whose first label is right.
    pub top1: f64,
    /// Share with the right label among the first three.
    pub top3: f64,
    /// Mean F1 of the labels that occur.
    pub macro_f1: f64,
    /// Expected calibration error over 15 bins of the first label's probability.
    pub ece: f64,
    /// Share of the commonest label: what guessing it always would reach.
    pub majority: f64,
    /// Share of texts that can be answered with 95 % precision when only the surest are.
    pub coverage_at_95: f64,
    /// The least probability of those; null when there are none.
    pub threshold_at_95: Option<f64>,
    /// Label by label.
    pub classes: Vec<ClassScore>,
}

/// The figures of a list of outcomes; zeros when it is empty.
#[must_use]
pub fn report(outcomes: &[Outcome]) -> Report {
    let right = |places: usize| {
        outcomes.iter().filter(|one| one.top.iter().take(places).any(|label| *label == one.truth)).count()
    };
    let classes = classes(outcomes);
    let occurring: Vec<f64> = classes.iter().filter(|class| class.support > 0).map(|class| class.f1).collect();
    let (coverage_at_95, threshold_at_95) = coverage(outcomes);
    Report {
        n: outcomes.len(),
        top1: share(right(1), outcomes.len()),
        top3: share(right(3), outcomes.len()),
        macro_f1: mean(&occurring),
        ece: calibration_error(outcomes),
        majority: share(classes.iter().map(|class| class.support).max().unwrap_or(0), outcomes.len()),
        coverage_at_95,
        threshold_at_95,
        classes,
    }
}

fn classes(outcomes: &[Outcome]) -> Vec<ClassScore> {
    let mut tallies: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for one in outcomes {
        tallies.entry(&one.truth).or_default().0 += 1;
        let Some(first) = one.top.first() else { continue };
        let tally = tallies.entry(first).or_default();
        tally.1 += 1;
        tally.2 += usize::from(*first == one.truth);
    }
    let score = |(label, (support, suggested, right)): (&str, (usize, usize, usize))| ClassScore {
        label: label.to_owned(),
        support,
        precision: (suggested > 0).then(|| share(right, suggested)),
        recall: (support > 0).then(|| share(right, support)),
        f1: share(2 * right, support + suggested),
    };
    tallies.into_iter().map(score).collect()
}

fn calibration_error(outcomes: &[Outcome]) -> f64 {
    let mut bins = [(0_usize, 0_usize, 0.0_f64); BINS];
    for one in outcomes {
        let bin = (1..BINS).filter(|edge| one.p >= share(*edge, BINS)).count();
        let right = one.top.first() == Some(&one.truth);
        bins[bin] = (bins[bin].0 + 1, bins[bin].1 + usize::from(right), bins[bin].2 + one.p);
    }
    let gap = |(count, right, sum): (usize, usize, f64)| (sum - share(right, 1)).abs() / share(count.max(1), 1);
    bins.into_iter().map(|bin| gap(bin) * share(bin.0, outcomes.len())).sum()
}

/// The largest share of texts, taken from the surest down, whose first labels are right 95 times in 100.
fn coverage(outcomes: &[Outcome]) -> (f64, Option<f64>) {
    let mut surest: Vec<(f64, bool)> =
        outcomes.iter().map(|one| (one.p, one.top.first() == Some(&one.truth))).collect();
    surest.sort_by(|one, other| other.0.total_cmp(&one.0));
    let edges: BTreeSet<usize> =
        (1..=surest.len()).filter(|at| surest.get(*at).is_none_or(|next| next.0 < surest[at - 1].0)).collect();
    let (mut right, mut best) = (0, 0);
    for (at, (_, is_right)) in (1..).zip(&surest) {
        right += usize::from(*is_right);
        if edges.contains(&at) && share(right, at) >= PRECISE {
            best = at;
        }
    }
    (share(best, outcomes.len()), best.checked_sub(1).map(|last| surest[last].0))
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / share(values.len(), 1) }
}

/// Part of a whole; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of texts are far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

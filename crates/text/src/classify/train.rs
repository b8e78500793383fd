//! Owns training: AdaGrad on the softmax loss, deterministic, calibrated on examples that it did not learn from.

mod adagrad;
mod calibrate;

use std::collections::BTreeSet;

use super::features;
use super::metrics::{Outcome, Report, report};
use super::model::{Model, Parts};
use crate::fold::fold_text;

/// A text with its confirmed label.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its label.
    pub label: String,
    /// How much it counts: 1, or more for the facility's own beside shared ones. Must be above 0.
    pub weight: f32,
}

impl Example {
    /// An example that counts once.
    #[must_use]
    pub fn new(text: impl Into<String>, label: impl Into<String>) -> Self {
        Self { text: text.into(), label: label.into(), weight: 1.0 }
    }
}

/// How to train. The same examples and options give the same model, bit for bit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Passes over the examples; more when they are few, see [`Options::passes`].
    pub epochs: u32,
    /// First step of AdaGrad; it shrinks to 0 over the passes.
    pub rate: f32,
    /// Seed of the order in which examples are seen.
    pub seed: u64,
    /// One example in so many is kept back for calibration.
    pub held_out: u32,
    /// Learn again from all examples after calibration when there are at most so many.
    pub refit_up_to: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { epochs: 3, rate: 0.2, seed: 20_261_121, held_out: 12, refit_up_to: 20_000 }
    }
}

impl Options {
    /// Passes over so many examples: a few hundred texts need more than tens of thousands do.
    #[must_use]
    pub fn passes(&self, examples: usize) -> u32 {
        let wanted = u32::try_from(10_000 / examples.max(1)).unwrap_or(u32::MAX);
        self.epochs.max(wanted.min(15))
    }
}

/// Why there is no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// Nothing to learn from.
    #[error("there are no examples")]
    Empty,
    /// Nothing to tell apart.
    #[error("all examples have the same label")]
    OneLabel,
    /// More labels than the model's format has room for.
    #[error("there are more than 1,000 labels")]
    TooManyLabels,
    /// A label is no short name.
    #[error("a label is longer than 1,000 bytes")]
    LongLabel,
}

/// One more than the most labels of a model.
pub(super) const MOST_LABELS: usize = 1_001;
/// Longest label in bytes.
pub(super) const LONGEST_LABEL: usize = 1_000;

/// Learns from examples.
///
/// # Errors
/// When there are no examples, only one label, more than 1,000 labels, or one longer than 1,000 bytes.
pub fn train(examples: &[Example], options: &Options) -> Result<Model, TrainError> {
    let prepared = Prepared::new(examples)?;
    let all: Vec<usize> = (0..examples.len()).collect();
    Ok(fit(&prepared, &all, options))
}

/// Learns `folds` times from the rest and answers each part: every example is answered by a model that has not seen it.
///
/// # Errors
/// As [`train`].
pub fn cross_validate(examples: &[Example], options: &Options, folds: u32) -> Result<Report, TrainError> {
    let prepared = Prepared::new(examples)?;
    let folds = folds.clamp(2, u32::try_from(examples.len()).unwrap_or(u32::MAX).max(2)) as usize;
    let order = adagrad::shuffled(examples.len(), options.seed ^ 0x5EED);
    let mut outcomes = Vec::with_capacity(examples.len());
    for fold in 0..folds {
        let part = |test: bool| -> Vec<usize> {
            let kept = order.iter().enumerate().filter(|(place, _)| (place % folds == fold) == test);
            kept.map(|(_, example)| *example).collect()
        };
        let model = fit(&prepared, &part(false), options);
        for example in part(true) {
            let ranked = model.rank(&examples[example].text);
            let names = |place: usize| ranked.get(place).map(|(label, _)| model.labels()[*label].clone());
            outcomes.push(Outcome {
                truth: examples[example].label.clone(),
                top: (0..3).filter_map(names).collect(),
                p: ranked.first().map_or(0.0, |(_, p)| *p),
            });
        }
    }
    Ok(report(&outcomes))
}

/// Examples as counts of buckets and numbers of labels.
struct Prepared {
    labels: Vec<String>,
    counts: Vec<Vec<(u32, u32)>>,
    truths: Vec<usize>,
    weights: Vec<f32>,
}

impl Prepared {
    fn new(examples: &[Example]) -> Result<Self, TrainError> {
        let labels: BTreeSet<&str> = examples.iter().map(|example| example.label.as_str()).collect();
        match labels.len() {
            0 => return Err(TrainError::Empty),
            1 => return Err(TrainError::OneLabel),
            MOST_LABELS.. => return Err(TrainError::TooManyLabels),
            _ if labels.iter().any(|label| label.len() > LONGEST_LABEL) => return Err(TrainError::LongLabel),
            _ => {}
        }
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        let truth = |example: &Example| labels.binary_search(&example.label).unwrap_or(0);
        let truths = examples.iter().map(truth).collect();
        let counts = examples.iter().map(|example| features::counts(&features::occurrences(&fold_text(&example.text))));
        let weight = |example: &Example| if example.weight.is_finite() { example.weight.clamp(0.001, 1_000.0) } else { 1.0 };
        Ok(Self { counts: counts.collect(), truths, weights: examples.iter().map(weight).collect(), labels })
    }
}

/// Fits, calibrates on what was kept back, and fits again on all when that is cheap.
fn fit(prepared: &Prepared, chosen: &[usize], options: &Options) -> Model {
    let order = adagrad::shuffled(chosen.len(), options.seed ^ 0xCA11);
    let kept_back = chosen.len() / options.held_out.max(2) as usize;
    let (held, learnt): (Vec<_>, Vec<_>) = order.iter().enumerate().partition(|(place, _)| *place < kept_back);
    let pick = |part: Vec<(usize, &usize)>| -> Vec<usize> { part.into_iter().map(|(_, at)| chosen[*at]).collect() };
    let (held, mut learnt) = (pick(held), pick(learnt));
    // In the order given, so that a part of the examples is seen in the same order as the whole.
    learnt.sort_unstable();
    let mut model = Model::from(adagrad::learn(prepared, &learnt, options));
    let temperature = calibrate::temperature(&model, prepared, &held);
    if chosen.len() <= options.refit_up_to {
        let parts: Parts = adagrad::learn(prepared, chosen, options);
        model = Model::from(parts);
    }
    model.temperature = temperature;
    model
}

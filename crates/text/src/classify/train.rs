//! Owns training: AdaGrad on the softmax loss, deterministic, calibrated on examples that it did not learn from.

mod adagrad;
mod calibrate;

use std::collections::BTreeSet;

use super::features;
use super::metrics::{Outcome, Report, report};
use super::model::Model;
use crate::fold::fold_text;
use adagrad::Learner;

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
    /// First step of AdaGrad, which shrinks to 0 over the passes; larger when examples are few, see [`Options::first_step`].
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

    /// The first step over so many examples: up to 2,000 two and a half times the rate, then falling to the rate itself. Measured on
    /// 50 to 1,600 narratives of another domain: two points of top-1 over the same step for all.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share may be rounded")]
    pub fn first_step(&self, examples: usize) -> f32 {
        self.rate * (1.0 + 1.5 * (2_000.0 / examples.max(1) as f32).min(1.0))
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
        let weight =
            |example: &Example| if example.weight.is_finite() { example.weight.clamp(0.001, 1_000.0) } else { 1.0 };
        Ok(Self { counts: counts.collect(), truths, weights: examples.iter().map(weight).collect(), labels })
    }
}

/// Fits, calibrates on what was kept back, and learns from that too: from the beginning when that is cheap.
fn fit(prepared: &Prepared, chosen: &[usize], options: &Options) -> Model {
    let (learnt, held) = keep_back(prepared, chosen, options.held_out.max(2) as usize);
    let mut learner = Learner::new(prepared, &learnt, options);
    let temperature = calibrate::temperature(&Model::from(learner.parts()), prepared, &held);
    if chosen.len() <= options.refit_up_to {
        learner = Learner::new(prepared, chosen, options);
    } else {
        learner.learn(&held, 1, options.rate * LATE, options.seed);
    }
    let mut model = Model::from(learner.parts());
    model.temperature = temperature;
    model
}

/// Share of the first step with which the kept-back examples are learnt at the end.
const LATE: f32 = 0.5;

/// Parts the examples: of each label the last of every so many, in the order given, are kept back. With reports in the order of time
/// that is the latest, which are most like those to come; sorted by label or not, each label keeps its share.
fn keep_back(prepared: &Prepared, chosen: &[usize], every: usize) -> (Vec<usize>, Vec<usize>) {
    let mut ordered = chosen.to_vec();
    ordered.sort_unstable();
    let mut left = vec![0; prepared.labels.len()];
    ordered.iter().for_each(|example| left[prepared.truths[*example]] += 1);
    let kept: Vec<usize> = left.iter().map(|count| count / every).collect();
    ordered.into_iter().partition(|example| {
        let label = prepared.truths[*example];
        left[label] -= 1;
        left[label] >= kept[label]
    })
}

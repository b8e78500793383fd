//! Owns calibration (temperature scaling): one number that makes probabilities as frequent as they say.

use super::Prepared;
use crate::classify::model::{Model, softmax};

/// Below so many kept-back examples a temperature would be noise.
const FEWEST: usize = 30;
/// Temperatures that are looked at, as logarithms.
const RANGE: (f64, f64) = (-2.3, 2.3);
/// Steps of the golden-section search; the range shrinks to 1e-8 of itself.
const STEPS: u32 = 40;

/// The temperature that makes the kept-back labels likeliest; 1 when there are too few.
pub(super) fn temperature(model: &Model, prepared: &Prepared, held: &[usize]) -> f32 {
    if held.len() < FEWEST {
        return 1.0;
    }
    let logits = |example: &usize| (model.logits(&model.values(&prepared.counts[*example])), prepared.truths[*example]);
    let answers: Vec<(Vec<f32>, usize)> = held.iter().map(logits).collect();
    minimum(|log| loss(&answers, to_f32(log.exp())))
}

fn loss(answers: &[(Vec<f32>, usize)], temperature: f32) -> f64 {
    answers.iter().map(|(logits, truth)| -softmax(logits, temperature)[*truth].max(1e-12).ln()).sum()
}

/// Golden-section search; the loss has one minimum over the logarithm of the temperature.
fn minimum(loss: impl Fn(f64) -> f64) -> f32 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = RANGE;
    for _ in 0..STEPS {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if loss(left) <= loss(right) {
            high = right;
        } else {
            low = left;
        }
    }
    to_f32(f64::midpoint(low, high).exp())
}

#[expect(clippy::cast_possible_truncation, reason = "a temperature between 0.1 and 10 may be rounded")]
const fn to_f32(value: f64) -> f32 {
    value as f32
}

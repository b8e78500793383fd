//! Owns the learning itself: AdaGrad, one example at a time, then weights of 8 bits.

use super::{Options, Prepared};
use crate::classify::features::{self, BITS};
use crate::classify::model::Parts;

/// Columns are padded to a multiple of this, so that the inner loops use vector registers.
const LANES: usize = 8;
/// From so many examples on, a bucket must occur in two.
const MANY: usize = 2_000;

/// Example values by row, one after the other.
struct Sparse {
    starts: Vec<usize>,
    values: Vec<(u32, f32)>,
}

/// What has been learnt so far.
pub(super) struct Learner<'a> {
    prepared: &'a Prepared,
    buckets: Vec<u32>,
    rarity: Vec<f32>,
    machine: Machine,
    learnt: usize,
}

impl<'a> Learner<'a> {
    /// Learns from the chosen examples.
    pub(super) fn new(prepared: &'a Prepared, chosen: &[usize], options: &Options) -> Self {
        let (buckets, rarity) = vocabulary(prepared, chosen);
        let labels = prepared.labels.len();
        let mut machine = Machine::new(buckets.len(), labels, labels.next_multiple_of(LANES));
        machine.start_from_frequencies(prepared, chosen);
        let mut learner = Self { prepared, buckets, rarity, machine, learnt: 0 };
        learner.learn(chosen, options.passes(chosen.len()), options.first_step(chosen.len()), options.seed);
        learner
    }

    /// Learns from further examples; their new n-grams are not taken up.
    pub(super) fn learn(&mut self, chosen: &[usize], passes: u32, rate: f32, seed: u64) {
        let sparse = values(self.prepared, chosen, &self.buckets, &self.rarity);
        let steps = (chosen.len() * passes as usize).max(1);
        let mut done = 0;
        for pass in 0..passes {
            for at in shuffled(chosen.len(), seed.wrapping_add(u64::from(pass))) {
                let example = chosen[at];
                self.machine.rate = rate * (1.0 - share(done, steps));
                done += 1;
                let values = &sparse.values[sparse.starts[at]..sparse.starts[at + 1]];
                self.machine.step(values, self.prepared.truths[example], self.prepared.weights[example]);
            }
        }
        self.learnt += chosen.len();
    }

    /// The model as it stands, not calibrated.
    pub(super) fn parts(&self) -> Parts {
        let (scale, weights) = self.machine.quantised();
        Parts {
            labels: self.prepared.labels.clone(),
            examples: u32::try_from(self.learnt).unwrap_or(u32::MAX),
            temperature: 1.0,
            bias: self.machine.bias[..self.prepared.labels.len()].to_vec(),
            buckets: self.buckets.clone(),
            rarity: self.rarity.clone(),
            scale,
            weights,
        }
    }
}

/// Buckets worth a row, with their idf.
#[expect(clippy::cast_precision_loss, reason = "counts of examples; a weight may be rounded")]
fn vocabulary(prepared: &Prepared, chosen: &[usize]) -> (Vec<u32>, Vec<f32>) {
    let mut frequency = vec![0_u32; 1 << BITS];
    for (bucket, _) in chosen.iter().flat_map(|example| &prepared.counts[*example]) {
        frequency[*bucket as usize] += 1;
    }
    let least = if chosen.len() >= MANY { 2 } else { 1 };
    let kept = (0_u32..).zip(&frequency).filter(|(_, documents)| **documents >= least);
    let idf = |documents: u32| ((1.0 + chosen.len() as f32) / (1.0 + documents as f32)).ln() + 1.0;
    kept.map(|(bucket, documents)| (bucket, idf(*documents))).unzip()
}

fn values(prepared: &Prepared, chosen: &[usize], buckets: &[u32], rarity: &[f32]) -> Sparse {
    let mut rows = vec![u32::MAX; 1 << BITS];
    for (row, bucket) in (0_u32..).zip(buckets) {
        rows[*bucket as usize] = row;
    }
    let mut sparse = Sparse { starts: vec![0], values: Vec::new() };
    for example in chosen {
        let from = sparse.values.len();
        for (bucket, count) in &prepared.counts[*example] {
            let row = rows[*bucket as usize];
            if let Some(rarity) = rarity.get(row as usize) {
                sparse.values.push((row, features::damped(*count) * rarity));
            }
        }
        let added = &mut sparse.values[from..];
        let length = added.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        added.iter_mut().for_each(|(_, value)| *value /= length);
        sparse.starts.push(sparse.values.len());
    }
    sparse
}

/// Weights with the squares of their gradients, side by side in rows of `width` columns.
struct Machine {
    labels: usize,
    width: usize,
    rate: f32,
    bias: Vec<f32>,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Working space: logits, then probabilities, then gradients.
    space: Vec<f32>,
}

impl Machine {
    fn new(rows: usize, labels: usize, width: usize) -> Self {
        let (weights, squares) = (vec![0.0; rows * width], vec![1e-4; rows * width]);
        Self { labels, width, rate: 0.0, bias: vec![0.0; width], weights, squares, space: vec![0.0; width] }
    }

    /// The bias of a label is the logarithm of its share; it is not learnt further.
    fn start_from_frequencies(&mut self, prepared: &Prepared, chosen: &[usize]) {
        let mut sums = vec![1.0_f32; self.labels];
        for example in chosen {
            sums[prepared.truths[*example]] += prepared.weights[*example];
        }
        let all: f32 = sums.iter().sum();
        self.bias.iter_mut().zip(sums).for_each(|(bias, sum)| *bias = (sum / all).ln());
    }

    fn step(&mut self, values: &[(u32, f32)], truth: usize, weight: f32) {
        let width = self.width;
        self.space.copy_from_slice(&self.bias);
        for (row, value) in values {
            let from = *row as usize * width;
            for (logit, weight) in self.space.iter_mut().zip(&self.weights[from..from + width]) {
                *logit += weight * value;
            }
        }
        self.gradients(truth, weight);
        for (row, value) in values {
            let range = *row as usize * width..(*row as usize + 1) * width;
            let weights = self.weights[range.clone()].chunks_exact_mut(LANES);
            let squares = self.squares[range].chunks_exact_mut(LANES);
            for ((weights, squares), gradients) in weights.zip(squares).zip(self.space.chunks_exact(LANES)) {
                for lane in 0..LANES {
                    let gradient = gradients[lane] * value;
                    squares[lane] += gradient * gradient;
                    weights[lane] -= self.rate * gradient / squares[lane].sqrt();
                }
            }
        }
    }

    /// Turns logits into the gradients of the loss: probability less truth. Padded columns get none.
    fn gradients(&mut self, truth: usize, weight: f32) {
        let real = &mut self.space[..self.labels];
        let top = real.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        real.iter_mut().for_each(|logit| *logit = (*logit - top).exp());
        let sum: f32 = real.iter().sum();
        real.iter_mut().for_each(|p| *p = *p / sum * weight);
        real[truth] -= weight;
        self.space[self.labels..].fill(0.0);
    }

    /// Rows as steps of a scale of their own.
    #[expect(clippy::cast_possible_truncation, reason = "rounded and between -127 and 127")]
    fn quantised(&self) -> (Vec<f32>, Vec<i8>) {
        let mut scales = Vec::with_capacity(self.weights.len() / self.width);
        let mut weights = Vec::with_capacity(scales.capacity() * self.labels);
        for row in self.weights.chunks_exact(self.width) {
            let largest = row.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
            let scale = (largest / 127.0).max(f32::MIN_POSITIVE);
            scales.push(scale);
            weights.extend(row[..self.labels].iter().map(|weight| (weight / scale).round() as i8));
        }
        (scales, weights)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share may be rounded")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

/// A shuffled order of `length` things: Fisher–Yates on SplitMix64.
pub(super) fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut order: Vec<usize> = (0..length).collect();
    for last in (1..length).rev() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let choice = usize::try_from(mixed % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, choice);
    }
    order
}

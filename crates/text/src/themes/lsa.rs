//! Owns the narrowing of n-gram vectors to the few directions in which the texts differ most (latent semantic analysis): those that go
//! together count as alike. Subspace iteration from a fixed start; the basis need not be the singular vectors themselves, because
//! distances do not depend on its rotation.

use super::clusters::Vector;

/// Directions kept.
const DIRECTIONS: usize = 100;
/// Rounds of the iteration.
const ROUNDS: usize = 4;

/// The vectors in the narrow space, length one; an empty vector stays zero. With few texts or n-grams they keep their width.
pub(super) fn narrowed(vectors: &[Vector], width: usize) -> Vec<Vec<f32>> {
    let directions = DIRECTIONS.min(width).min(vectors.len());
    let mut basis = start(width, directions);
    for _ in 0..ROUNDS {
        let coordinates = project(vectors, &basis, directions);
        basis = spread(vectors, &coordinates, width, directions);
        orthonormalise(&mut basis, directions);
    }
    let mut out = project(vectors, &basis, directions);
    for row in &mut out {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|value| *value /= length);
    }
    out
}

/// A fixed start without structure: signs from a counter's hash. A row per bucket.
fn start(width: usize, directions: usize) -> Vec<Vec<f32>> {
    let sign = |at: usize| {
        let mut mixed = (at as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        if (mixed >> 40) & 1 == 0 { 1.0 } else { -1.0 }
    };
    let mut basis: Vec<Vec<f32>> =
        (0..width).map(|word| (0..directions).map(|direction| sign(word * directions + direction)).collect()).collect();
    orthonormalise(&mut basis, directions);
    basis
}

fn project(vectors: &[Vector], basis: &[Vec<f32>], directions: usize) -> Vec<Vec<f32>> {
    let coordinates = |vector: &Vector| {
        let mut out = vec![0.0; directions];
        for (word, weight) in vector {
            out.iter_mut().zip(&basis[*word]).for_each(|(out, direction)| *out += weight * direction);
        }
        out
    };
    vectors.iter().map(coordinates).collect()
}

fn spread(vectors: &[Vector], coordinates: &[Vec<f32>], width: usize, directions: usize) -> Vec<Vec<f32>> {
    let mut out = vec![vec![0.0; directions]; width];
    for (vector, coordinates) in vectors.iter().zip(coordinates) {
        for (word, weight) in vector {
            out[*word].iter_mut().zip(coordinates).for_each(|(out, value)| *out += weight * value);
        }
    }
    out
}

/// Modified Gram–Schmidt over the columns; one that depends on those before becomes zero.
fn orthonormalise(rows: &mut [Vec<f32>], columns: usize) {
    let mut done: Vec<Vec<f32>> = Vec::with_capacity(columns);
    for column in 0..columns {
        let mut values: Vec<f32> = rows.iter().map(|row| row[column]).collect();
        for before in &done {
            let along: f32 = values.iter().zip(before).map(|(value, before)| value * before).sum();
            values.iter_mut().zip(before).for_each(|(value, before)| *value -= along * before);
        }
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        let scale = if length > 1e-5 { 1.0 / length } else { 0.0 };
        values.iter_mut().for_each(|value| *value *= scale);
        rows.iter_mut().zip(&values).for_each(|(row, value)| row[column] = *value);
        done.push(values);
    }
}

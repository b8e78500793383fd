//! Owns the runs rule of qcc 2.7: the seventh and later points of a run on one side are marked.

use super::{Toward, sign};

/// Marks each point that is at least the `points`-th of its run.
#[must_use]
pub fn runs_of(y: &[f64], center: &[f64], points: usize) -> Vec<Option<Toward>> {
    let (mut length, mut last) = (0_usize, 0_i8);
    (0..y.len())
        .map(|i| {
            let side = sign(y[i], center[i]);
            length = if side == last { length + 1 } else { 1 };
            last = side;
            if length >= points.max(1) { Toward::of(side) } else { None }
        })
        .collect()
}

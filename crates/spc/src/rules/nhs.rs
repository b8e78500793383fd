//! Owns the rules of Making Data Count: trend, two of three, shift (NHS England; NHSRplotthedots 0.2.2).

use super::{Toward, sign};
use crate::options::TwoOfThree;

/// `points` consecutive values, each strictly above (or below) the one before; all of them are marked.
///
/// A tie, a missing value or a gap ends a trend. A turning point of two trends belongs to the later one.
#[must_use]
pub fn trend(y: &[f64], breaks: &[bool], points: usize) -> Vec<Option<Toward>> {
    let mut marks = vec![None; y.len()];
    let (mut length, mut last) = (0_usize, 0_i8);
    for i in 1..y.len() {
        let step = if breaks[i] { 0 } else { sign(y[i], y[i - 1]) };
        length = if step == 0 {
            0
        } else if step == last {
            length + 1
        } else {
            1
        };
        last = step;
        if points >= 2 && length + 1 >= points {
            let from = if length + 1 == points { i + 1 - points } else { i };
            marks[from..=i].fill(Toward::of(step));
        }
    }
    marks
}

/// `points` consecutive values strictly on one side of the centre; all of them are marked.
///
/// A value on the centre, a missing value or a gap ends a shift.
#[must_use]
pub fn shift(y: &[f64], center: &[f64], breaks: &[bool], points: usize) -> Vec<Option<Toward>> {
    let mut marks = vec![None; y.len()];
    let (mut length, mut last) = (0_usize, 0_i8);
    for i in 0..y.len() {
        let side = sign(y[i], center[i]);
        length = if side == 0 {
            0
        } else if side == last && !breaks[i] {
            length + 1
        } else {
            1
        };
        last = side;
        if points >= 1 && length >= points {
            let from = if length == points { i + 1 - points } else { i };
            marks[from..=i].fill(Toward::of(side));
        }
    }
    marks
}

/// Two of three consecutive points near the same limit, all three strictly on that side of the centre.
///
/// Near is beyond 2 σ; in the classic rule points outside the limits do not count. Only points that are near are marked.
#[must_use]
pub fn two_of_three(
    y: &[f64],
    center: &[f64],
    inner: (&[f64], &[f64]),
    outer: (&[f64], &[f64]),
    breaks: &[bool],
    version: TwoOfThree,
) -> Vec<Option<Toward>> {
    let near = |i: usize| {
        let is_outside = y[i] < outer.0[i] || y[i] > outer.1[i];
        (y[i] < inner.0[i] || y[i] > inner.1[i]) && (version == TwoOfThree::Since2023 || !is_outside)
    };
    let mut marks = vec![None; y.len()];
    for last in 2..y.len() {
        let window = last - 2..=last;
        let side = sign(y[last], center[last]);
        let is_one_side = side != 0 && window.clone().all(|i| sign(y[i], center[i]) == side);
        if !is_one_side || breaks[last] || breaks[last - 1] || window.clone().filter(|&i| near(i)).count() < 2 {
            continue;
        }
        for i in window.filter(|&i| near(i)) {
            marks[i] = Toward::of(side);
        }
    }
    marks
}

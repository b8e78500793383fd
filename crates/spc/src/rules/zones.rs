//! Owns the rules that use zones of 1, 2 and 3 σ: Western Electric 1956 and Nelson 1984.
//!
//! A point is marked when it completes the pattern (as in qcc 3.0); the direction is the point's own side.

use super::sign;
use crate::limits::Lines;

/// The zone of a point: 0 without value or on the centre, ±1 within 1 σ, ±2 within 2 σ, ±3 within 3 σ, ±4 beyond.
pub type Zone = i8;

/// The zones of all points. A point on a line is within it.
#[must_use]
pub fn zones(y: &[f64], lines: &Lines) -> Vec<Zone> {
    (0..y.len())
        .map(|i| {
            let side = sign(y[i], lines.cl[i]);
            let beyond = (0..3).filter(|&k| y[i] > lines.upper[k][i] || y[i] < lines.lower[k][i]).count() as i8;
            side * (1 + beyond)
        })
        .collect()
}

/// For each point, whether the window of `width` points that ends there holds.
fn windows(zones: &[Zone], width: usize, holds: impl Fn(&[Zone]) -> bool) -> Vec<bool> {
    (0..zones.len()).map(|i| i + 1 >= width && holds(&zones[i + 1 - width..=i])).collect()
}

/// At least `some` of the window lie `beyond` zones out on the side of one of them.
fn some_beyond(zones: &[Zone], width: usize, some: usize, beyond: Zone) -> Vec<bool> {
    windows(zones, width, |window| {
        let high = window.iter().filter(|z| **z >= beyond).count();
        let low = window.iter().filter(|z| **z <= -beyond).count();
        let last = window[window.len() - 1];
        (high >= some && last >= beyond) || (low >= some && last <= -beyond)
    })
}

fn one_side(zones: &[Zone], width: usize) -> Vec<bool> {
    windows(zones, width, |window| window.iter().all(|z| *z > 0) || window.iter().all(|z| *z < 0))
}

/// The four rules: beyond 3 σ; 2 of 3 beyond 2 σ; 4 of 5 beyond 1 σ; 8 on one side.
#[must_use]
pub fn western_electric(zones: &[Zone]) -> [Vec<bool>; 4] {
    [
        windows(zones, 1, |window| window[0].abs() == 4),
        some_beyond(zones, 3, 2, 3),
        some_beyond(zones, 5, 4, 2),
        one_side(zones, 8),
    ]
}

/// The eight tests: beyond 3 σ; 9 on one side; 6 rising or falling; 14 alternating; 2 of 3 beyond 2 σ; 4 of 5 beyond 1 σ;
/// 15 within 1 σ; 8 outside 1 σ on both sides.
#[must_use]
pub fn nelson(y: &[f64], zones: &[Zone]) -> [Vec<bool>; 8] {
    let steps: Vec<i8> = (0..y.len()).map(|i| if i == 0 { 0 } else { sign(y[i], y[i - 1]) }).collect();
    let rising = (0..y.len())
        .map(|i| i >= 5 && (steps[i - 4..=i].iter().all(|s| *s == 1) || steps[i - 4..=i].iter().all(|s| *s == -1)));
    let alternating = (0..y.len()).map(|i| i >= 13 && steps[i - 12..=i].windows(2).all(|pair| pair[0] * pair[1] == -1));
    let [beyond, near, outer, _] = western_electric(zones);
    [
        beyond,
        one_side(zones, 9),
        rising.collect(),
        alternating.collect(),
        near,
        outer,
        windows(zones, 15, |window| window.iter().all(|z| z.abs() <= 1)),
        windows(zones, 8, |window| {
            let is_outside = window.iter().all(|z| z.abs() >= 2);
            is_outside && window.iter().any(|z| *z > 0) && window.iter().any(|z| *z < 0)
        }),
    ]
}

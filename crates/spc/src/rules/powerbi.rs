//! Owns the rules as PowerBI-SPC computes them: sums of signs over a sliding window, marked backwards.

use super::{Toward, sign};

/// Sums of the last `width` signs at each point.
fn sliding(signs: &[i32], width: usize) -> Vec<i32> {
    let mut sum = 0;
    (0..signs.len())
        .map(|i| {
            sum += signs[i];
            if i >= width {
                sum -= signs[i - width];
            }
            sum
        })
        .collect()
}

fn marked_back(len: usize, width: usize, hit: impl Fn(usize) -> i8) -> Vec<Option<Toward>> {
    let mut marks: Vec<Option<Toward>> = vec![None; len];
    let mut upto = 0;
    for i in 0..len {
        if let Some(toward) = Toward::of(hit(i)) {
            let from = (i + 1).saturating_sub(width);
            // What an earlier hit of the same direction has marked need not be marked again.
            let is_same = upto > from && marks[upto - 1] == Some(toward);
            let start = if is_same { upto } else { from };
            marks[start..=i].fill(Some(toward));
            upto = i + 1;
        }
    }
    marks
}

/// `points` values on one side of the centre in a row.
#[must_use]
pub fn powerbi_shift(y: &[f64], center: &[f64], points: usize) -> Vec<Option<Toward>> {
    let signs: Vec<i32> = (0..y.len()).map(|i| i32::from(sign(y[i], center[i]))).collect();
    let points = points.max(1);
    let sums = sliding(&signs, points);
    let reach = i32::try_from(points).unwrap_or(i32::MAX);
    marked_back(y.len(), points, |i| i8::from(sums[i] >= reach) - i8::from(sums[i] <= -reach))
}

/// `points` values that rise or fall in a row (the program's default is 5).
#[must_use]
pub fn powerbi_trend(y: &[f64], points: usize) -> Vec<Option<Toward>> {
    let signs: Vec<i32> = (0..y.len()).map(|i| if i == 0 { 0 } else { i32::from(sign(y[i], y[i - 1])) }).collect();
    let steps = points.max(2) - 1;
    let sums = sliding(&signs, steps);
    let reach = i32::try_from(steps).unwrap_or(i32::MAX);
    marked_back(y.len(), steps + 1, |i| i8::from(sums[i] >= reach) - i8::from(sums[i] <= -reach))
}

/// Two of three beyond 2 σ on one side; with `series` the points between are marked, too.
#[must_use]
pub fn powerbi_two_of_three(y: &[f64], lower: &[f64], upper: &[f64], series: bool) -> Vec<Option<Toward>> {
    let beyond: Vec<i32> = (0..y.len()).map(|i| i32::from(y[i] > upper[i]) - i32::from(y[i] < lower[i])).collect();
    let sums = sliding(&beyond, 3);
    let mut marks = vec![None; y.len()];
    for (i, sum) in sums.iter().enumerate() {
        let sum = sum.signum() as i8 * i8::from(sum.abs() >= 2);
        let Some(toward) = Toward::of(sum) else { continue };
        for j in i.saturating_sub(2)..=i {
            if beyond[j] != 0 || series {
                marks[j] = Some(toward);
            }
        }
    }
    marks
}

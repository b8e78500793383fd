//! Owns sums and averages with a compensated error, and order statistics. NaN means "no value" and is passed over.

/// The sum of the values that are numbers, with Neumaier's compensation.
pub(crate) fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        if value.is_nan() {
            continue;
        }
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // An overflow leaves NaN in the compensation.
    if sum.is_finite() && lost.is_finite() { sum + lost } else { sum }
}

/// The mean of the values that are numbers; NaN if there is none.
///
/// A second pass takes away what rounding left, so that a point on the mean is on it.
pub(crate) fn mean(values: impl IntoIterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().into_iter().filter(|v| !v.is_nan()).count() as f64;
    if count == 0.0 {
        return f64::NAN;
    }
    let first = sum(values.clone()) / count;
    if !first.is_finite() {
        return first;
    }
    first + sum(values.into_iter().map(|v| v - first)) / count
}

/// The sample SD (divisor n−1) of the values that are numbers; NaN below two.
pub(crate) fn sd(values: &[f64]) -> f64 {
    let m = mean(values.iter().copied());
    let count = values.iter().filter(|v| !v.is_nan()).count();
    if count < 2 {
        return f64::NAN;
    }
    (sum(values.iter().map(|v| (v - m) * (v - m))) / (count - 1) as f64).sqrt()
}

/// The values that are numbers, in order.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = values.into_iter().filter(|v| !v.is_nan()).collect();
    all.sort_by(f64::total_cmp);
    all
}

/// The median of the values that are numbers; NaN if there is none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let all = sorted(values);
    let middle = all.len() / 2;
    match all.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => all[middle],
        _ => 0.5 * all[middle - 1] + 0.5 * all[middle],
    }
}

/// The value that more than half of the values are equal to; NaN if there is none (Boyer & Moore's vote, then a count).
pub(crate) fn majority(values: impl IntoIterator<Item = f64> + Clone) -> f64 {
    let (mut candidate, mut votes, mut known) = (f64::NAN, 0_usize, 0_usize);
    for value in values.clone().into_iter().filter(|v| !v.is_nan()) {
        known += 1;
        if votes == 0 {
            candidate = value;
        }
        votes = if value == candidate { votes + 1 } else { votes - 1 };
    }
    let equal = values.into_iter().filter(|v| *v == candidate).count();
    if 2 * equal > known { candidate } else { f64::NAN }
}

/// The quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan).
pub(crate) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = p.clamp(0.0, 1.0) * last as f64;
    let low = (at.floor() as usize).min(last);
    let high = (low + 1).min(last);
    let part = at - low as f64;
    // Equal neighbours are not interpolated: ∞ − ∞ would be NaN.
    if part == 0.0 || sorted[low] == sorted[high] {
        return sorted[low];
    }
    sorted[low] + part * (sorted[high] - sorted[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_rounding_would_lose() {
        assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
        assert_eq!(mean([0.1; 7]), 0.1);
        assert_eq!(sum([f64::NAN, 2.0]), 2.0);
        assert!(mean([f64::NAN]).is_nan() && sd(&[1.0]).is_nan());
        assert_eq!(mean([1e308, 1e308]), f64::INFINITY);
    }

    #[test]
    fn order_statistics() {
        assert_eq!(median([3.0, f64::NAN, 1.0, 2.0]), 2.0);
        assert_eq!(median([1.0, 2.0, 3.0, 4.0]), 2.5);
        assert_eq!(quantile(&[0.0, 10.0, 20.0], 0.25), 5.0);
        assert_eq!(quantile(&[f64::NEG_INFINITY, f64::NEG_INFINITY, 1.0], 0.1), f64::NEG_INFINITY);
        assert!(quantile(&[], 0.5).is_nan() && median([]).is_nan());
    }

    #[test]
    fn a_majority_is_more_than_half() {
        assert_eq!(majority([0.0, 1.0, 0.0, 2.0, 0.0]), 0.0);
        assert!(majority([0.0, 1.0, 0.0, 1.0]).is_nan());
        assert_eq!(majority([f64::NAN, 5.0, 1.0, 5.0]), 5.0);
        assert!(majority([]).is_nan());
    }
}

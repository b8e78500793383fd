//! The rules against their definitions, written out window by window.

use proptest::prelude::*;
use spc::TwoOfThree;
use spc::rules::{Toward, powerbi_shift, powerbi_trend, powerbi_two_of_three, shift, trend, two_of_three};

fn sign(a: f64, b: f64) -> i32 {
    i32::from(a > b) - i32::from(a < b)
}

fn toward(sign: i32) -> Toward {
    if sign > 0 { Toward::Up } else { Toward::Down }
}

/// Marks every window of `points` for which `holds` names a direction; later windows win.
fn windows(len: usize, points: usize, holds: impl Fn(std::ops::Range<usize>) -> i32) -> Vec<Option<Toward>> {
    let mut marks = vec![None; len];
    for end in points..=len {
        let side = holds(end - points..end);
        if side != 0 {
            marks[end - points..end].fill(Some(toward(side)));
        }
    }
    marks
}

/// The common sign of all, or 0.
fn common(signs: impl IntoIterator<Item = i32>) -> i32 {
    let signs: Vec<i32> = signs.into_iter().collect();
    let first = signs.first().copied().unwrap_or(0);
    if signs.iter().all(|s| *s == first) { first } else { 0 }
}

/// Small whole numbers, often equal, sometimes missing.
fn values() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(prop_oneof![8 => (0..7_u8).prop_map(f64::from), 1 => Just(f64::NAN)], 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_shift_is_so_many_on_one_side(
        y in values(), points in 2..9_usize, gaps in proptest::collection::vec(proptest::bool::weighted(0.1), 60),
    ) {
        let (center, breaks) = (vec![3.0; y.len()], &gaps[..y.len()]);
        let holds = |span: std::ops::Range<usize>| {
            let is_whole = span.clone().skip(1).all(|i| !breaks[i]);
            if is_whole { common(span.map(|i| sign(y[i], 3.0))) } else { 0 }
        };
        prop_assert_eq!(shift(&y, &center, breaks, points), windows(y.len(), points, holds));
        let holds = |span: std::ops::Range<usize>| common(span.map(|i| sign(y[i], 3.0)));
        prop_assert_eq!(powerbi_shift(&y, &center, points), windows(y.len(), points, holds));
    }

    #[test]
    fn a_trend_is_so_many_steps_one_way(
        y in values(), points in 2..6_usize, gaps in proptest::collection::vec(proptest::bool::weighted(0.1), 60),
    ) {
        let breaks = &gaps[..y.len()];
        let step = |i: usize| if breaks[i] { 0 } else { sign(y[i], y[i - 1]) };
        let holds = |span: std::ops::Range<usize>| common(span.skip(1).map(step));
        prop_assert_eq!(trend(&y, breaks, points), windows(y.len(), points, holds));
        let holds = |span: std::ops::Range<usize>| common(span.skip(1).map(|i| sign(y[i], y[i - 1])));
        prop_assert_eq!(powerbi_trend(&y, points), windows(y.len(), points, holds));
    }

    #[test]
    fn two_of_three_are_near_one_limit(y in values(), new in any::<bool>()) {
        let line = |v: f64| vec![v; y.len()];
        let (center, breaks) = (line(3.0), vec![false; y.len()]);
        let version = if new { TwoOfThree::Since2023 } else { TwoOfThree::Classic };
        // Near: 1 and 5; beyond the limits: 0 and 6.
        let near = |v: f64| v == 1.0 || v == 5.0 || (new && (v == 0.0 || v == 6.0));
        let mut expected = vec![None; y.len()];
        for end in 3..=y.len() {
            let span = end - 3..end;
            let side = common(span.clone().map(|i| sign(y[i], 3.0)));
            let close: Vec<usize> = span.filter(|&i| near(y[i])).collect();
            if side != 0 && close.len() >= 2 {
                close.iter().for_each(|&i| expected[i] = Some(toward(side)));
            }
        }
        let marks = two_of_three(
            &y, &center, (&line(1.5), &line(4.5)), (&line(0.5), &line(5.5)), &breaks, version,
        );
        prop_assert_eq!(marks, expected);

        let beyond = |i: usize| i32::from(y[i] > 4.5) - i32::from(y[i] < 1.5);
        let mut expected = vec![None; y.len()];
        for end in 1..=y.len() {
            let span = end.saturating_sub(3)..end;
            let sum: i32 = span.clone().map(beyond).sum();
            if sum.abs() >= 2 {
                span.filter(|&i| beyond(i) != 0).for_each(|i| expected[i] = Some(toward(sum)));
            }
        }
        prop_assert_eq!(powerbi_two_of_three(&y, &line(1.5), &line(4.5), false), expected);
    }
}

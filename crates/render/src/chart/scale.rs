//! chart::scale: the vertical scale: round steps, from 0 where that is honest, and a place for every number.

use super::number::{brief, fixed};

/// Beyond this a number is drawn at the edge, so that sums cannot overflow.
const LARGEST: f64 = 1e15;
/// Below this a number is drawn as 0.
const SMALLEST: f64 = 1e-12;

/// Where a scale may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Floor {
    /// At 0 if no number lies below.
    Zero,
    /// At 0 if the numbers are not far above it.
    Near,
}

/// A vertical scale.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
    /// The y of its highest number.
    top: f64,
    /// The y of its lowest number.
    bottom: f64,
}

impl Scale {
    /// A scale that holds all numbers; those that are none are passed over. `whole`: no step below 1.
    pub(super) fn new(
        numbers: impl Iterator<Item = f64>,
        floor: Floor,
        whole: bool,
        (top, bottom): (f64, f64),
    ) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for number in numbers.filter(|v| v.is_finite()).map(tame) {
            low = low.min(number);
            high = high.max(number);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let starts_at_zero = match floor {
            Floor::Zero => low >= 0.0,
            Floor::Near => low >= 0.0 && low <= 0.6 * high,
        };
        if starts_at_zero {
            low = 0.0;
        }
        if high - low <= 1e-9 * high.abs().max(low.abs()) || high == low {
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.2 };
            high += room;
            if low != 0.0 {
                low -= room;
            }
        }
        let mut step = nice((high - low) / 4.0);
        if whole && step < 1.0 {
            step = 1.0;
        }
        let low = (low / step + 1e-9).floor() * step;
        let high = ((high / step - 1e-9).ceil() * step).max(low + step);
        Self { low, high, step, top, bottom }
    }

    /// The y of a number; none if it is none.
    pub(super) fn y(&self, v: f64) -> Option<f64> {
        if !v.is_finite() {
            return None;
        }
        let share = (tame(v) - self.low) / (self.high - self.low);
        let y = self.bottom - share.clamp(0.0, 1.0) * (self.bottom - self.top);
        y.is_finite().then_some(y)
    }

    /// The numbers beside the axis, from below, with their words.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 12.0) as usize;
        let decimals = (-self.step.log10().floor()).clamp(0.0, 12.0) as usize;
        (0..=count)
            .map(|k| {
                let v = self.low + k as f64 * self.step;
                (v, if v.abs() >= 1e7 { brief(v) } else { fixed(v, decimals) })
            })
            .collect()
    }
}

fn tame(v: f64) -> f64 {
    if v.abs() < SMALLEST { 0.0 } else { v.clamp(-LARGEST, LARGEST) }
}

/// The next of 1, 2, 5, 10 … at or above.
fn nice(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    let of = raw / power;
    let nice = [1.0, 2.0, 5.0].into_iter().find(|n| of <= n * 1.000_001).unwrap_or(10.0);
    let step = nice * power;
    if step.is_finite() && step > 0.0 { step } else { 1.0 }
}

/// Moves places apart so that neighbours keep a distance, within bounds. `places` must be in order.
pub(super) fn spread(places: &mut [f64], gap: f64, (first, last): (f64, f64)) {
    for i in 1..places.len() {
        places[i] = places[i].max(places[i - 1] + gap);
    }
    let mut limit = last;
    for place in places.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - gap;
    }
    for place in places {
        *place = place.clamp(first, last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(numbers: &[f64], floor: Floor, whole: bool) -> Vec<String> {
        let scale = Scale::new(numbers.iter().copied(), floor, whole, (0.0, 100.0));
        scale.ticks().into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn steps_are_round_and_begin_at_zero_where_that_is_honest() {
        assert_eq!(scale(&[3.0, 18.6], Floor::Zero, true), ["0", "5", "10", "15", "20"]);
        assert_eq!(scale(&[0.0, 1.0], Floor::Zero, true), ["0", "1"]);
        assert_eq!(scale(&[36.2, 37.4], Floor::Near, false), ["36", "36.5", "37", "37.5"]);
        assert_eq!(scale(&[-2.0, 2.0], Floor::Zero, false), ["-2", "-1", "0", "1", "2"]);
        assert_eq!(scale(&[0.031, 0.12], Floor::Near, false), ["0", "0.05", "0.1", "0.15"]);
        assert_eq!(scale(&[2.0e9], Floor::Zero, true), ["0", "5e8", "1e9", "1.5e9", "2e9"]);
    }

    #[test]
    fn odd_numbers_have_a_scale() {
        let odd: [&[f64]; 9] = [
            &[],
            &[f64::NAN, f64::INFINITY],
            &[0.0],
            &[5.0, 5.0],
            &[1e308, -1e308],
            &[5e-324],
            &[1e15, 1e15 - 1.0],
            &[-7.0],
            &[1e-11, 2e-11],
        ];
        for numbers in odd {
            for floor in [Floor::Zero, Floor::Near] {
                let scale = Scale::new(numbers.iter().copied(), floor, false, (10.0, 90.0));
                assert!((2..=13).contains(&scale.ticks().len()), "{numbers:?}: {:?}", scale.ticks());
                for v in numbers.iter().filter(|v| v.is_finite()) {
                    let y = scale.y(*v).unwrap();
                    assert!((10.0..=90.0).contains(&y), "{v} at {y}");
                }
            }
        }
    }

    #[test]
    fn labels_keep_their_distance() {
        let mut places = [10.0, 12.0, 13.0, 95.0];
        spread(&mut places, 20.0, (0.0, 100.0));
        assert_eq!(places, [10.0, 30.0, 50.0, 95.0]);
        let mut places = [90.0, 95.0, 99.0];
        spread(&mut places, 20.0, (0.0, 100.0));
        assert_eq!(places, [60.0, 80.0, 100.0]);
        spread(&mut [], 20.0, (0.0, 100.0));
    }
}

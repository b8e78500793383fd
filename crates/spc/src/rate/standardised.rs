//! Owns standardised rates: direct (DSR) and indirect (ISR).

use super::{Interval, byar, count_interval};
use crate::sums::sum;

/// The European Standard Population of 2013, in 19 bands of five years from 0–4 to 90 and over.
pub const ESP2013: [f64; 19] = [
    5000.0, 5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0, 7000.0, 6500.0, 6000.0, 5500.0,
    5000.0, 4000.0, 2500.0, 1500.0, 1000.0,
];

/// Fewer events than this are not standardised directly: too few to say anything, and a danger to privacy.
const SUPPRESS_BELOW: f64 = 10.0;

/// One age band (or other stratum): observed events, population, and the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Observed events.
    pub o: f64,
    /// Population or exposure.
    pub n: f64,
    /// Standard population (direct).
    pub w: f64,
    /// Events of the reference (indirect).
    pub ref_o: f64,
    /// Population of the reference (indirect).
    pub ref_n: f64,
}

/// A standardised rate, or the fact that it is not given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standardised {
    /// The rate per unit of exposure (direct), or the ratio O/E (indirect); NaN where suppressed.
    pub interval: Interval,
    /// Whether it was suppressed because there are fewer than 10 events.
    pub suppressed: bool,
    /// Expected events (indirect); NaN for direct rates.
    pub expected: f64,
}

/// The directly standardised rate Σ(w·o/n)/Σw with Dobson's interval: DSR + √(var/O)·(Byar(O) − O).
///
/// var = Σ(w²·o/n²)/(Σw)². Below 10 events it is suppressed.
#[must_use]
pub fn dsr(bands: &[Band], confidence: f64) -> Standardised {
    let observed = sum(bands.iter().map(|b| b.o));
    let suppressed = observed.is_nan() || observed < SUPPRESS_BELOW;
    if suppressed {
        return Standardised { interval: Interval::NONE, suppressed: observed.is_finite(), expected: f64::NAN };
    }
    let weight = sum(bands.iter().map(|b| b.w));
    let value = sum(bands.iter().map(|b| b.w * b.o / b.n)) / weight;
    let variance = sum(bands.iter().map(|b| b.w * b.w * b.o / (b.n * b.n))) / (weight * weight);
    let around = byar(observed, confidence);
    let limit = |bound: f64| value + (variance / observed).sqrt() * (bound - observed);
    let interval = Interval { value, lower: limit(around.lower), upper: limit(around.upper) };
    Standardised { interval, suppressed, expected: f64::NAN }
}

/// The indirectly standardised ratio O/E with E = Σ n·ref_o/ref_n; limits are those of the count O, over E.
#[must_use]
pub fn isr(bands: &[Band], confidence: f64) -> Standardised {
    let observed = sum(bands.iter().map(|b| b.o));
    let expected = sum(bands.iter().map(|b| b.n * b.ref_o / b.ref_n));
    let interval = count_interval(observed, confidence).divided_by(expected);
    Standardised { interval, suppressed: false, expected }
}

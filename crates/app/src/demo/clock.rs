//! Owns the clock that the demo moves and the ids that its seed gives.
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use super::dice::mix;
use crate::{Clock, Ids};

/// A clock that stands where the story is (microseconds since 1970 UTC).
#[derive(Debug, Default)]
pub(super) struct SimulatedClock(AtomicI64);

impl SimulatedClock {
    /// Goes to an instant, microseconds since 1970 UTC.
    pub(super) fn go_to(&self, at: i64) {
        self.0.store(at, Ordering::SeqCst);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Ids that are different each time and the same for each filling with one seed.
#[derive(Debug)]
pub(super) struct SeededIds {
    seed: u64,
    count: AtomicU64,
    clock: Arc<SimulatedClock>,
}

impl SeededIds {
    pub(super) const fn new(seed: u64, clock: Arc<SimulatedClock>) -> Self {
        Self { seed, count: AtomicU64::new(0), clock }
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let count = self.count.fetch_add(1, Ordering::SeqCst);
            let word = mix(self.seed.wrapping_add(count.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            chunk.copy_from_slice(&word.to_be_bytes()[..chunk.len()]);
        }
        bytes
    }
}

impl Ids for SeededIds {
    fn ordered(&self) -> Uuid {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    fn random(&self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        self.bytes()
    }
}

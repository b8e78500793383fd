//! Owns the clock that tests move and the ids that a seed gives.
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::{Clock, Ids};
use domain::date;
use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// At an RFC 3339 instant.
    ///
    /// # Panics
    /// When the text is no instant.
    #[must_use]
    pub fn at(text: &str) -> Self {
        Self(AtomicI64::new(text.parse::<Timestamp>().expect("an instant").as_microsecond()))
    }

    /// Goes on by this many seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Goes to an RFC 3339 instant.
    ///
    /// # Panics
    /// When the text is no instant.
    pub fn set(&self, text: &str) {
        self.0.store(text.parse::<Timestamp>().expect("an instant").as_microsecond(), Ordering::SeqCst);
    }

    /// Today in Japanese, for messages of tests.
    #[must_use]
    pub fn today_text(&self) -> String {
        date::format_wareki(self.now().to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Ids that are different each time and the same in each run.
#[derive(Debug)]
pub struct SeededIds {
    state: Mutex<u64>,
    count: AtomicU64,
}

impl SeededIds {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: Mutex::new(seed), count: AtomicU64::new(0) }
    }

    /// The next 64 bits (SplitMix64, Steele et al. 2014).
    fn next(&self) -> u64 {
        let mut state = self.state.lock().expect("no thread panics while it holds the seed");
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_be_bytes()[..chunk.len()]);
        }
        bytes
    }
}

impl Ids for SeededIds {
    fn ordered(&self) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        Builder::from_unix_timestamp_millis(1_700_000_000_000 + count, &self.bytes()).into_uuid()
    }

    fn random(&self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        self.bytes()
    }
}

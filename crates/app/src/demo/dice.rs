//! Owns the demo's chance: a generator that gives the same numbers for the same seed on every machine.

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub(super) const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A generator of even numbers of chance.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// From a seed and a word, so that each facility has chance of its own.
    pub(super) fn new(seed: u64, word: &str) -> Self {
        Self(word.bytes().fold(mix(seed), |state, byte| mix(state ^ u64::from(byte))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 to `limit` - 1; 0 for a limit of 0. The lists are short, so that the bias of the remainder is not seen.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    /// A number between both, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = usize::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in so many of a hundred throws.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the list; `None` for an empty one.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = self.below(list.len());
        list.get(index)
    }

    /// One of the texts; the empty text for an empty list.
    pub(super) fn text(&mut self, list: &[String]) -> String {
        self.pick(list).cloned().unwrap_or_default()
    }

    /// The index of one of the weights.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = weights.clone().sum();
        let mut left = u32::try_from(self.below(usize::try_from(total).unwrap_or(1))).unwrap_or(0);
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}

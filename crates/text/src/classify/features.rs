//! Owns the features of a text: hashed character unigrams, bigrams and trigrams of its folded form.

/// Buckets that n-grams are hashed into: 2^18.
pub(super) const BITS: u32 = 18;

/// Longest n-gram.
const LONGEST: usize = 3;

/// An n-gram where it stands.
#[derive(Clone, Copy)]
pub(super) struct Occurrence {
    pub(super) bucket: u32,
    /// First folded character.
    pub(super) start: u32,
    /// Characters.
    pub(super) length: u32,
}

/// Every n-gram of a folded text in order. Spaces belong to none and break none, and all digits are one.
pub(super) fn occurrences(folded: &str) -> Vec<Occurrence> {
    let chars: Vec<(u32, char)> = (0_u32..)
        .zip(folded.chars())
        .filter(|(_, char)| !char.is_whitespace())
        .map(|(at, char)| (at, same(char)))
        .collect();
    let mut out = Vec::with_capacity(chars.len() * LONGEST);
    for (place, (start, _)) in chars.iter().enumerate() {
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        for (end, char) in &chars[place..chars.len().min(place + LONGEST)] {
            hash = (hash ^ u64::from(*char)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 29;
            let bucket = u32::try_from(hash.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> (64 - BITS)).unwrap_or(0);
            out.push(Occurrence { bucket, start: *start, length: end - start + 1 });
        }
    }
    out
}

/// The buckets of a text with their counts, sorted by bucket.
pub(super) fn counts(occurrences: &[Occurrence]) -> Vec<(u32, u32)> {
    let mut buckets: Vec<u32> = occurrences.iter().map(|one| one.bucket).collect();
    buckets.sort_unstable();
    buckets.chunk_by(u32::eq).map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX))).collect()
}

const fn same(char: char) -> char {
    if char.is_ascii_digit() { '0' } else { char }
}

/// The weight of a gram that occurs `count` times, before the text's length is brought to one.
#[expect(clippy::cast_precision_loss, reason = "counts in one text are small")]
pub(super) fn damped(count: u32) -> f32 {
    1.0 + (count as f32).ln()
}

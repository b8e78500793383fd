//! Owns possible duplicates (重複の疑い): texts whose character trigrams overlap, for a person to look at. Exact, by an inverted index.

use std::collections::HashMap;

use crate::fold::fold_text;

/// From here on two texts go to review: a copy with a tenth of its characters changed has 0.63, unrelated narratives 0.18
/// (median, research/nlp.md, 7).
pub const DUPLICATE_THRESHOLD: f64 = 0.60;

/// Two texts that may tell of the same event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Place of the earlier text in the list.
    pub first: usize,
    /// Place of the later one.
    pub second: usize,
    /// Shared trigrams over all trigrams of both (Jaccard), 0 to 1.
    pub jaccard: f64,
}

/// So many times the wanted pairs of a text are found before the search for stronger ones ends.
const ENOUGH: usize = 8;

/// Overlap of the character trigrams of two texts, 0 to 1; 0 when one is empty.
#[must_use]
pub fn jaccard(one: &str, other: &str) -> f64 {
    overlap(&trigrams(one), &trigrams(other))
}

/// Pairs of texts that overlap by at least `threshold` (above 0), the strongest first; of each text at most `each` pairs with texts
/// before it. A text that stands a thousand times gives no million pairs, and the search for more of its twins ends early.
///
/// Prefix filter: with trigrams sorted rarest first, two sets that overlap by t share one of their first |s| − ⌈t·|s|⌉ + 1.
#[must_use]
pub fn near_duplicates<T: AsRef<str>>(texts: &[T], threshold: f64, each: usize) -> Vec<Pair> {
    let threshold = threshold.clamp(0.01, 1.0);
    let sets: Vec<Vec<u64>> = texts.iter().map(|text| trigrams(text.as_ref())).collect();
    let mut frequency: HashMap<u64, u32> = HashMap::new();
    for gram in sets.iter().flatten() {
        *frequency.entry(*gram).or_default() += 1;
    }
    let mut seen_with: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut last_seen = vec![usize::MAX; sets.len()];
    let mut pairs = Vec::new();
    for (second, set) in sets.iter().enumerate() {
        let mut own = Vec::new();
        for gram in prefix(set, threshold, &frequency) {
            let others = seen_with.entry(gram).or_default();
            // The nearest in the list first: copies of one text are most alike in what surrounds them.
            for first in others.iter().rev().copied() {
                if own.len() >= each.saturating_mul(ENOUGH) {
                    break;
                }
                if std::mem::replace(&mut last_seen[first], second) != second {
                    let jaccard = overlap(&sets[first], set);
                    own.extend((jaccard >= threshold).then_some(Pair { first, second, jaccard }));
                }
            }
            others.push(second);
        }
        strongest_first(&mut own);
        own.truncate(each);
        pairs.append(&mut own);
    }
    strongest_first(&mut pairs);
    pairs
}

fn strongest_first(pairs: &mut [Pair]) {
    pairs.sort_by(|one, other| {
        other.jaccard.total_cmp(&one.jaccard).then((other.first, one.second).cmp(&(one.first, other.second)))
    });
}

fn prefix(set: &[u64], threshold: f64, frequency: &HashMap<u64, u32>) -> Vec<u64> {
    let mut rarest: Vec<u64> = set.to_vec();
    rarest.sort_unstable_by_key(|gram| (frequency.get(gram).copied().unwrap_or(0), *gram));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 ≤ t·|s| ≤ |s|"
    )]
    let needed = (threshold * set.len() as f64 - 1e-9).ceil() as usize;
    rarest.truncate(set.len().saturating_sub(needed) + 1);
    rarest
}

#[expect(clippy::cast_precision_loss, reason = "sets of one text's trigrams are small")]
fn overlap(one: &[u64], other: &[u64]) -> f64 {
    let (mut left, mut right, mut shared) = (0, 0, 0_usize);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, shared) = (left + 1, right + 1, shared + 1),
        }
    }
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The trigrams of the folded text without spaces, sorted, each once; a shorter text is one gram.
fn trigrams(text: &str) -> Vec<u64> {
    let chars: Vec<u64> =
        fold_text(text).chars().filter(|char| !char.is_whitespace()).map(|char| u64::from(char) + 1).collect();
    let gram = |chars: &[u64]| chars.iter().fold(0, |gram, char| (gram << 21) ^ char);
    let mut grams: Vec<u64> = match chars.len() {
        0 => Vec::new(),
        1 | 2 => vec![gram(&chars)],
        _ => chars.windows(3).map(gram).collect(),
    };
    grams.sort_unstable();
    grams.dedup();
    grams
}

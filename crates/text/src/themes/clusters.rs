//! Owns clusters (まとまり): spherical k-means on narrowed tf-idf of hashed character n-grams, labelled by the words that set each apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lsa::narrowed;
use super::trend::log_odds;
use super::{Document, Occurrences, Tokenizer, occurrences};
use crate::fold::fold_text;

/// Rounds after which the assignment is taken as it is.
const ROUNDS: usize = 30;
/// Buckets that character n-grams are hashed into.
const BUCKETS: usize = 1 << 14;
/// What is in one report tells no theme; what is in more than half of them neither.
const LEAST_REPORTS: usize = 2;
/// Words of a label.
const LABEL_WORDS: usize = 4;
/// Weight of the prior of a label's words, in reports.
const PRIOR: f64 = 10.0;

/// Reports that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cluster {
    /// Words that set it apart, strongest first.
    pub label: Vec<String>,
    /// Ids of its reports, the most typical first.
    pub ids: Vec<String>,
}

/// A document's n-grams with weights of length one.
pub(super) type Vector = Vec<(usize, f32)>;

/// Groups the documents into at most `k` clusters, largest first. Documents that share no
/// character n-gram with another belong to none.
#[must_use]
pub fn clusters(documents: &[Document<'_>], k: usize, words: Tokenizer<'_>) -> Vec<Cluster> {
    let occurrences = occurrences(documents, words);
    let (vectors, width) = vectors(documents);
    let told: Vec<usize> = (0..vectors.len()).filter(|at| !vectors[*at].is_empty()).collect();
    let vectors = narrowed(&vectors, width);
    let mut centres = seeds(&vectors, &told, k);
    let mut owners = vec![usize::MAX; vectors.len()];
    for _ in 0..ROUNDS {
        if !assign(&vectors, &told, &centres, &mut owners) {
            break;
        }
        centres = means(&vectors, &told, &owners, centres.len());
    }
    let mut out: Vec<Cluster> = Vec::new();
    for (owner, centre) in centres.iter().enumerate() {
        let mut members: Vec<usize> = told.iter().copied().filter(|at| owners[*at] == owner).collect();
        members.sort_by(|one, other| {
            dot(&vectors[*other], centre).total_cmp(&dot(&vectors[*one], centre)).then(one.cmp(other))
        });
        if !members.is_empty() {
            let label = label(&occurrences, &members, documents.len());
            out.push(Cluster { label, ids: members.into_iter().map(|at| documents[at].id.to_owned()).collect() });
        }
    }
    out.sort_by(|one, other| other.ids.len().cmp(&one.ids.len()).then_with(|| one.ids.cmp(&other.ids)));
    out
}

/// The words that set some documents apart from the others, strongest first.
#[must_use]
pub fn label_words(documents: &[Document<'_>], members: &[usize], words: Tokenizer<'_>) -> Vec<String> {
    label(&occurrences(documents, words), members, documents.len())
}

fn label(occurrences: &Occurrences, members: &[usize], all: usize) -> Vec<String> {
    let mut inside = vec![false; all];
    members.iter().for_each(|at| {
        if let Some(slot) = inside.get_mut(*at) {
            *slot = true;
        }
    });
    let mut scored: Vec<(f64, &str, &str)> = Vec::new();
    for (folded, (word, with)) in occurrences {
        let here = with.iter().filter(|at| inside[**at]).count();
        if here >= LEAST_REPORTS.min(members.len()) {
            let elsewhere = with.len() - here;
            let z = log_odds((here, members.len()), (elsewhere, all.saturating_sub(members.len())), PRIOR);
            scored.push((z, folded, word));
        }
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (_, folded, word) in scored {
        if kept.len() < LABEL_WORDS && !kept.iter().any(|(other, _)| other.contains(folded) || folded.contains(other)) {
            kept.push((folded, word));
        }
    }
    kept.into_iter().map(|(_, word)| word.to_owned()).collect()
}

/// tf-idf vectors of the telling n-grams; and how many of these there are.
#[expect(clippy::cast_precision_loss, reason = "counts of reports are far below 2^53")]
fn vectors(documents: &[Document<'_>]) -> (Vec<Vector>, usize) {
    let grams: Vec<Vec<usize>> = documents.iter().map(|document| buckets(document.text)).collect();
    let mut frequency = vec![0_usize; BUCKETS];
    grams.iter().flatten().for_each(|bucket| frequency[*bucket] += 1);
    let most = (documents.len() / 2).max(LEAST_REPORTS);
    let mut width = 0;
    let mut columns = vec![None; BUCKETS];
    for (column, with) in columns.iter_mut().zip(&frequency).filter(|(_, with)| (LEAST_REPORTS..=most).contains(*with))
    {
        let rarity = to_f32((documents.len() + 1) as f64 / (with + 1) as f64).ln() + 1.0;
        *column = Some((width, rarity));
        width += 1;
    }
    let mut vectors: Vec<Vector> =
        grams.into_iter().map(|grams| grams.into_iter().filter_map(|bucket| columns[bucket]).collect()).collect();
    for vector in &mut vectors {
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    (vectors, width)
}

/// The hashed character bigrams and trigrams of a text, each once.
fn buckets(text: &str) -> Vec<usize> {
    let chars: Vec<u64> =
        fold_text(text).chars().filter(|char| char.is_alphabetic()).map(|char| u64::from(char) + 1).collect();
    let hashed = |gram: &[u64]| {
        let hash = gram.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, char| {
            let mixed = (hash ^ char).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ (mixed >> 29)
        });
        usize::try_from(hash % BUCKETS as u64).unwrap_or(0)
    };
    let mut out: Vec<usize> = chars.windows(2).chain(chars.windows(3)).map(hashed).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The first centre is the most typical document, each next the one least like those chosen, among those that have a neighbour.
fn seeds(vectors: &[Vec<f32>], told: &[usize], k: usize) -> Vec<Vec<f32>> {
    let everything = means(vectors, told, &vec![0; vectors.len()], 1);
    let Some(whole) = everything.first() else { return Vec::new() };
    let typical: BTreeMap<usize, f32> = told.iter().map(|at| (*at, dot(&vectors[*at], whole))).collect();
    let first = told.iter().copied().max_by(|one, other| typical[one].total_cmp(&typical[other]).then(other.cmp(one)));
    let mut centres: Vec<Vec<f32>> = Vec::new();
    let mut nearest = vec![0.0_f32; vectors.len()];
    let mut next = first.filter(|_| k > 0);
    while let Some(at) = next {
        let centre = vectors[at].clone();
        told.iter().for_each(|other| nearest[*other] = nearest[*other].max(dot(&vectors[*other], &centre)));
        centres.push(centre);
        // Far from the centres, yet near to the whole: an outlier makes no theme.
        let worth = |at: &usize| (1.0 - nearest[*at]) * typical[at];
        next = told.iter().copied().max_by(|one, other| worth(one).total_cmp(&worth(other)).then(other.cmp(one)));
        next = next.filter(|at| centres.len() < k && worth(at) > 1e-6);
    }
    centres
}

/// Gives each document to its nearest centre; true when one changed.
fn assign(vectors: &[Vec<f32>], told: &[usize], centres: &[Vec<f32>], owners: &mut [usize]) -> bool {
    let mut changed = false;
    for at in told {
        let mut best = (f32::NEG_INFINITY, usize::MAX);
        for (owner, centre) in centres.iter().enumerate() {
            let likeness = dot(&vectors[*at], centre);
            if likeness > best.0 {
                best = (likeness, owner);
            }
        }
        changed |= std::mem::replace(&mut owners[*at], best.1) != best.1;
    }
    changed
}

fn means(vectors: &[Vec<f32>], told: &[usize], owners: &[usize], k: usize) -> Vec<Vec<f32>> {
    let mut centres = vec![vec![0.0_f32; vectors.first().map_or(0, Vec::len)]; k];
    for at in told {
        if let Some(centre) = centres.get_mut(owners[*at]) {
            centre.iter_mut().zip(&vectors[*at]).for_each(|(sum, value)| *sum += value);
        }
    }
    for centre in &mut centres {
        let length = centre.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        centre.iter_mut().for_each(|weight| *weight /= length);
    }
    centres
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[expect(clippy::cast_possible_truncation, reason = "a weight may be rounded")]
const fn to_f32(value: f64) -> f32 {
    value as f32
}

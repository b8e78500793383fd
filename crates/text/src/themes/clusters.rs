//! Owns clusters (まとまり): spherical k-means on word tf-idf, labelled by the words that set each apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::trend::log_odds;
use super::{Document, Occurrences, Tokenizer, occurrences};

/// Rounds after which the assignment is taken as it is.
const ROUNDS: usize = 30;
/// A word in one report tells no theme; one in more than half of them neither.
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

/// A document's words with weights of length one.
type Vector = Vec<(usize, f32)>;

/// Groups the documents into at most `k` clusters, largest first. Documents without a telling word belong to none.
#[must_use]
pub fn clusters(documents: &[Document<'_>], k: usize, words: Tokenizer<'_>) -> Vec<Cluster> {
    let occurrences = occurrences(documents, words);
    let (vectors, width) = vectors(documents.len(), &occurrences);
    let told: Vec<usize> = (0..vectors.len()).filter(|at| !vectors[*at].is_empty()).collect();
    let mut centres = seeds(&vectors, &told, k, width);
    let mut owners = vec![usize::MAX; vectors.len()];
    for _ in 0..ROUNDS {
        if !assign(&vectors, &told, &centres, &mut owners) {
            break;
        }
        centres = means(&vectors, &told, &owners, centres.len(), width);
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

/// tf-idf vectors of the telling words; and how many words there are.
fn vectors(documents: usize, occurrences: &Occurrences) -> (Vec<Vector>, usize) {
    let mut vectors: Vec<Vector> = vec![Vec::new(); documents];
    let most = (documents / 2).max(LEAST_REPORTS);
    let telling = occurrences.values().filter(|(_, with)| (LEAST_REPORTS..=most).contains(&with.len()));
    let mut width = 0;
    for (_, with) in telling {
        let rarity = to_f32((documents + 1) as f64 / (with.len() + 1) as f64).ln() + 1.0;
        with.iter().for_each(|at| vectors[*at].push((width, rarity)));
        width += 1;
    }
    for vector in &mut vectors {
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    (vectors, width)
}

/// The first centre is the most typical document, each next the one least like those chosen, among those that have a neighbour.
fn seeds(vectors: &[Vector], told: &[usize], k: usize, width: usize) -> Vec<Vec<f32>> {
    let everything = means(vectors, told, &vec![0; vectors.len()], 1, width);
    let Some(whole) = everything.first() else { return Vec::new() };
    let typical: BTreeMap<usize, f32> = told.iter().map(|at| (*at, dot(&vectors[*at], whole))).collect();
    let first = told.iter().copied().max_by(|one, other| typical[one].total_cmp(&typical[other]).then(other.cmp(one)));
    let mut centres: Vec<Vec<f32>> = Vec::new();
    let mut nearest = vec![0.0_f32; vectors.len()];
    let mut next = first.filter(|_| k > 0);
    while let Some(at) = next {
        let centre = dense(&vectors[at], width);
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
fn assign(vectors: &[Vector], told: &[usize], centres: &[Vec<f32>], owners: &mut [usize]) -> bool {
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

fn means(vectors: &[Vector], told: &[usize], owners: &[usize], k: usize, width: usize) -> Vec<Vec<f32>> {
    let mut centres = vec![vec![0.0_f32; width]; k];
    for at in told {
        if let Some(centre) = centres.get_mut(owners[*at]) {
            vectors[*at].iter().for_each(|(word, weight)| centre[*word] += weight);
        }
    }
    for centre in &mut centres {
        let length = centre.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        centre.iter_mut().for_each(|weight| *weight /= length);
    }
    centres
}

fn dense(vector: &Vector, width: usize) -> Vec<f32> {
    let mut out = vec![0.0; width];
    vector.iter().for_each(|(word, weight)| out[*word] = *weight);
    out
}

fn dot(vector: &Vector, centre: &[f32]) -> f32 {
    vector.iter().map(|(word, weight)| weight * centre[*word]).sum()
}

#[expect(clippy::cast_possible_truncation, reason = "a weight may be rounded")]
const fn to_f32(value: f64) -> f32 {
    value as f32
}

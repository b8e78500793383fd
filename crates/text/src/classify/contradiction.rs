//! Owns the warning when a text says more than the facts (本文とレベルの食い違い): 「救急搬送」 in the text, nothing of it in the facts.
//!
//! It only asks to look again. It proposes no level, and a text that says less than the facts is no warning.

mod cues;

use std::ops::Range;

use serde::Serialize;

use crate::fold::{Fold, fold};
use cues::{AFTER, ASSERTED, BEFORE, CUES, Cue, NOT_ASSERTED, NOT_SAID};

/// What a text claims, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The person died (死亡, 心肺停止).
    Death,
    /// Taken to, admitted to or seen at another institution (救急搬送, 入院, 受診).
    ExternalCare,
    /// A fracture, surgery or the like (骨折, 手術, 脳出血).
    GraveInjury,
    /// Stitches and other treatment by a physician (縫合, 処方).
    Treatment,
}

/// What the facts say, as far as they are answered; `None` is unknown and never contradicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The person died.
    pub death: Option<bool>,
    /// Treated at an external institution.
    pub external: Option<bool>,
    /// Treated beyond a sticking plaster, by anyone, or at an external institution.
    pub treated: Option<bool>,
    /// Treated intensively, at an external institution, or with lasting loss: what a fracture leads to.
    pub grave: Option<bool>,
}

/// What the text says and the facts do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The gravest claim that the facts contradict.
    pub claim: Claim,
    /// The words, as written.
    pub words: Vec<String>,
    /// Their byte ranges in the text.
    pub ranges: Vec<Range<usize>>,
}

/// What the text says more than the facts do; the gravest claim with all its words.
#[must_use]
pub fn contradiction(text: &str, told: Told) -> Option<Warning> {
    let folded = fold(text);
    let denied = |claim: Claim| {
        let said = match claim {
            Claim::Death => told.death,
            Claim::ExternalCare => told.external,
            Claim::GraveInjury => told.grave,
            Claim::Treatment => told.treated,
        };
        said == Some(false)
    };
    let mut found: Vec<(Claim, Range<usize>)> = Vec::new();
    for cue in CUES.iter().filter(|cue| denied(cue.claim)) {
        found.extend(said(&folded, cue).into_iter().map(|range| (cue.claim, range)));
    }
    let gravest = found.iter().map(|(claim, _)| *claim).min()?;
    let mut ranges: Vec<Range<usize>> =
        found.into_iter().filter(|(claim, _)| *claim == gravest).map(|(_, range)| range).collect();
    ranges.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    let words = ranges.iter().map(|range| text[range.clone()].to_owned()).collect();
    Some(Warning { claim: gravest, words, ranges })
}

/// Where the cue is said and not taken back.
fn said(folded: &Fold, cue: &Cue) -> Vec<Range<usize>> {
    let wanted = crate::fold::fold_text(cue.word);
    let length = wanted.chars().count();
    let mut out = Vec::new();
    for (at, _) in folded.text.match_indices(&wanted) {
        let (before, rest) = folded.text.split_at(at);
        let after = &rest[wanted.len()..];
        if !is_taken_back(before, after) && !cue.unless.iter().any(|word| starts_or_ends(before, after, word)) {
            let first = before.chars().count();
            out.extend(folded.source(first, first + length));
        }
    }
    out
}

fn starts_or_ends(before: &str, after: &str, word: &str) -> bool {
    let word = crate::fold::fold_text(word);
    before.ends_with(&word) || after.starts_with(&word)
}

/// Denied, feared, asked, planned away or told of another time: within the clause, on either side.
fn is_taken_back(before: &str, after: &str) -> bool {
    let is_end = |char: char| matches!(char, '。' | '.' | '!' | '?');
    let clause_before = before.rsplit(is_end).next().unwrap_or_default();
    let skipped = clause_before.chars().count().saturating_sub(NEAR);
    let last: String = clause_before.chars().skip(skipped).collect();
    if BEFORE.iter().any(|word| last.contains(*word)) {
        return true;
    }
    let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(*word));
    if begins(ASSERTED) && !begins(NOT_ASSERTED) {
        return false;
    }
    let near: String = predicate(after.split(is_end).next().unwrap_or_default()).chars().take(NEAR).collect();
    AFTER.iter().any(|word| near.contains(*word)) && !NOT_SAID.iter().any(|word| near.contains(*word))
}

/// The clause up to the comma that ends it; commas within a list (骨折、脱臼なし) do not.
fn predicate(clause: &str) -> &str {
    let is_hiragana = |char: char| matches!(char, 'ぁ'..='ゖ');
    let mut has_verb = false;
    let end = clause.find(|char: char| {
        has_verb |= is_hiragana(char);
        char == '、' && has_verb
    });
    end.map_or(clause, |end| &clause[..end])
}

/// Folded characters on either side in which a word is looked for that takes the cue back.
const NEAR: usize = 14;

#[cfg(test)]
mod tests;

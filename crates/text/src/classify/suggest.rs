//! Owns the suggestion of a form or of causes (形態・原因の候補): the facility's model when there is one, else the definitions, and both while labels are few.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cold::{self, Task};
use super::model::{Model, Piece, Suggestion};

/// From so many confirmed labels on the page no longer says 学習中.
pub const ENOUGH_LABELS: u32 = 200;
/// Candidates that are shown.
const SHOWN: usize = 3;

/// The candidates for a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggested {
    /// At most three, likeliest first. Empty when the text is.
    pub suggestions: Vec<Suggestion>,
    /// Fewer than [`ENOUGH_LABELS`] confirmed labels stand behind them (学習中).
    pub learning: bool,
}

/// The three likeliest forms among the given codes (none given: the welfare list of the contract). While the model has learnt from
/// fewer than [`ENOUGH_LABELS`] reports, its answer and that of the definitions are mixed in the proportion of what it has.
#[must_use]
pub fn suggest_form(text: &str, model: Option<&Model>, codes: &[&str]) -> Suggested {
    suggest(Task::Form, text, model, codes)
}

/// The three likeliest causes among the given codes, as [`suggest_form`]. Several causes may hold; the shares are those of one draw.
#[must_use]
pub fn suggest_cause(text: &str, model: Option<&Model>, codes: &[&str]) -> Suggested {
    suggest(Task::Cause, text, model, codes)
}

fn suggest(task: Task, text: &str, model: Option<&Model>, codes: &[&str]) -> Suggested {
    let learning = model.is_none_or(|model| model.examples() < ENOUGH_LABELS);
    if crate::fold::fold_text(text).trim().is_empty() {
        return Suggested { suggestions: Vec::new(), learning };
    }
    let among = |code: &str| match codes {
        [] => task.known().iter().any(|form| form.welfare && form.code == code),
        codes => codes.contains(&code),
    };
    let mut suggestions = match model {
        // What people have confirmed stands, whatever it is called.
        Some(model) if !learning => model.predict(text, SHOWN),
        Some(model) => mix(model, text, cold::rank(task, text, &among)),
        None => cold::rank(task, text, &among),
    };
    suggestions.truncate(SHOWN);
    Suggested { suggestions, learning }
}

fn mix(model: &Model, text: &str, cold: Vec<Suggestion>) -> Vec<Suggestion> {
    let learnt = f64::from(model.examples()) / f64::from(ENOUGH_LABELS);
    let mut all: BTreeMap<String, Suggestion> = BTreeMap::new();
    let weighed = [(1.0 - learnt, cold), (learnt, model.predict(text, model.labels().len()))];
    for (share, suggestion) in weighed.into_iter().flat_map(|(share, all)| all.into_iter().map(move |one| (share, one)))
    {
        let empty = || Suggestion { label: suggestion.label.clone(), p: 0.0, pieces: Vec::new() };
        let mixed = all.entry(suggestion.label.clone()).or_insert_with(empty);
        mixed.p += share * suggestion.p;
        for piece in suggestion.pieces {
            if !mixed.pieces.iter().any(|known: &Piece| overlaps(known, &piece)) {
                mixed.pieces.push(piece);
            }
        }
    }
    let mut ranked: Vec<Suggestion> = all.into_values().collect();
    ranked.sort_by(|one, other| other.p.total_cmp(&one.p).then_with(|| one.label.cmp(&other.label)));
    ranked
}

const fn overlaps(one: &Piece, other: &Piece) -> bool {
    one.range.start < other.range.end && other.range.start < one.range.end
}

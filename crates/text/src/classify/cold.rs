//! Owns the start without labels (cold start): how near a text is to the definitions of each form, or of each cause.

use std::sync::LazyLock;

use super::definitions::{CAUSES, FORMS, Form};
use super::model::{Model, Piece, Suggestion};
use super::train::{Example, Options, train};
use crate::fold::{Fold, fold, fold_text};
use crate::grams::Query;

/// What the first and each further pointing word adds to the logit.
const FIRST_WORD: f64 = 3.0;
const FURTHER_WORD: f64 = 1.0;
/// Words shown with a suggestion.
const SHOWN_WORDS: usize = 5;

/// What is looked for in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The form of event (形態).
    Form,
    /// The cause (原因): several may hold.
    Cause,
}

impl Task {
    /// What ships for it.
    pub(super) fn known(self) -> &'static [Form] {
        match self {
            Self::Form => &FORMS,
            Self::Cause => &CAUSES,
        }
    }

    fn definitions(self) -> &'static Definitions {
        match self {
            Self::Form => &FORM_DEFINITIONS,
            Self::Cause => &CAUSE_DEFINITIONS,
        }
    }
}

/// The definitions, learnt and folded once.
struct Definitions {
    /// Learnt from the phrases alone.
    phrases: Option<Model>,
    /// For each form, its pointing words.
    words: Vec<Vec<Query>>,
}

static FORM_DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| Definitions::of(&FORMS));
static CAUSE_DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| Definitions::of(&CAUSES));

impl Definitions {
    fn of(known: &[Form]) -> Self {
        let examples: Vec<Example> =
            known.iter().flat_map(|form| form.phrases.iter().map(|phrase| Example::new(*phrase, form.code))).collect();
        Self {
            phrases: train(&examples, &Options::default()).ok(),
            words: known.iter().map(|form| form.words.iter().map(|words| Query::words(words)).collect()).collect(),
        }
    }
}

/// The forms or causes among these codes by their nearness to the text, likeliest first; all alike when nothing points anywhere. The
/// shares are not calibrated: there are no labels to calibrate on.
pub(super) fn rank(task: Task, text: &str, among: &dyn Fn(&str) -> bool) -> Vec<Suggestion> {
    let (definitions, known) = (task.definitions(), task.known());
    let folded = fold(text);
    let mut scores = vec![0.0_f64; known.len()];
    let mut likened: Vec<Vec<Piece>> = vec![Vec::new(); known.len()];
    if let Some(model) = &definitions.phrases {
        for suggestion in model.predict(text, model.labels().len()) {
            let form = known.iter().position(|form| form.code == suggestion.label);
            if let Some(form) = form.filter(|form| among(known[*form].code)) {
                scores[form] = suggestion.p.max(1e-9).ln();
                likened[form] = suggestion.pieces;
            }
        }
    }
    let mut ranked: Vec<(usize, f64, Vec<Piece>)> = Vec::with_capacity(known.len());
    for (form, words) in definitions.words.iter().enumerate().filter(|(form, _)| among(known[*form].code)) {
        let found: Vec<&Query> = words.iter().filter(|word| word.matches(&folded.text)).collect();
        let score = scores[form] + pointing(&found);
        // Where no word points to it, the words that liken the text to its descriptions.
        let pieces = if found.is_empty() { std::mem::take(&mut likened[form]) } else { pieces(text, &folded, &found) };
        ranked.push((form, score, pieces));
    }
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let sum: f64 = ranked.iter().map(|(_, score, _)| score.exp()).sum();
    let suggestion = |(form, score, pieces): (usize, f64, Vec<Piece>)| Suggestion {
        label: known[form].code.to_owned(),
        p: score.exp() / sum,
        pieces,
    };
    ranked.into_iter().map(suggestion).collect()
}

/// What the pointing words add. One that lies within another (外傷 in 頭部外傷) points once.
fn pointing(found: &[&Query]) -> f64 {
    let within = |word: &&&Query| {
        let longer = found.iter().filter(|other| other.terms() != word.terms());
        word.terms().len() == 1
            && longer.into_iter().any(|other| other.terms().iter().any(|term| term.contains(word.terms()[0].as_str())))
    };
    let distinct = found.iter().filter(|word| !within(word)).count();
    (0..distinct.min(4)).map(|place| if place == 0 { FIRST_WORD } else { FURTHER_WORD }).sum()
}

/// Where the pointing words stand in the text.
fn pieces(text: &str, folded: &Fold, found: &[&Query]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for range in found.iter().filter_map(|word| word.highlight(folded).into_iter().max_by_key(std::ops::Range::len)) {
        let word = &text[range.clone()];
        if !pieces.iter().any(|piece| fold_text(&piece.text).contains(&fold_text(word))) {
            pieces.push(Piece { text: word.to_owned(), range, weight: FIRST_WORD });
        }
    }
    pieces.sort_by_key(|piece| piece.range.start);
    pieces.truncate(SHOWN_WORDS);
    pieces
}

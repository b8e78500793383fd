//! Owns suggestions (候補): a linear model on character n-grams with its reasons, its start from definitions, and the warning when a text
//! says more than the facts.
//!
//! A person decides: at most three candidates, never filled in. The level is never predicted from text.

mod codec;
mod cold;
mod contradiction;
mod definitions;
mod features;
mod metrics;
mod model;
mod suggest;
mod train;

pub use codec::{CodecError, FORMAT};
pub use contradiction::{Claim, Told, Warning, contradiction};
pub use definitions::{CAUSES, FORMS, Form};
pub use metrics::{ClassScore, Outcome, Report, report};
pub use model::{Model, Piece, Suggestion};
pub use suggest::{ENOUGH_LABELS, Suggested, suggest_cause, suggest_form};
pub use train::{Example, Options, TrainError, cross_validate, train};

#[cfg(test)]
mod tests;

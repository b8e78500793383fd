//! Owns de-identification (匿名化) for the server: findings with proposed wordings, and the text with all of them applied.

use serde::Serialize;

pub use text::deidentify::{Class, Known, Span, deidentify, redact};

/// What was found in a text, and the text with every proposal in place.
#[derive(Debug, Clone, Serialize)]
pub struct Deidentified {
    /// The findings, in order; positions in characters.
    pub spans: Vec<Span>,
    /// The text with the proposals in their place.
    pub text: String,
}

/// Answers `futawa tool deidentify`: finds and replaces. The first call loads the dictionary.
#[must_use]
pub fn deidentify_tool(text: &str, known: &Known) -> Deidentified {
    let spans = deidentify(text, known);
    let text = redact(text, &spans);
    Deidentified { spans, text }
}

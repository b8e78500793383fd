//! Owns the analysis of Japanese text: dictionary, de-identification, folding, search terms, suggestions, themes.
//!
//! Everything here is a pure function of its arguments; nothing leaves the machine.

pub mod classify;
pub mod deidentify;
pub mod dictionary;
pub mod fold;
pub mod grams;
pub mod lexicon;
pub mod similar;
pub mod themes;

pub use deidentify::{Known, Span, deidentify, redact};

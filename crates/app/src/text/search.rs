//! Owns folding and finding for the server: the spelling that searches compare.

pub use text::fold::{Fold, fold, fold_text};
pub use text::grams::{Query, index_line, tokens};

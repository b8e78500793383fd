//! snippet: a piece of a text in which what was searched for is marked.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::html::Html;

/// Pieces of a text: the words, and whether they were searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet(Vec<(String, bool)>);

impl Snippet {
    /// From its pieces, in order.
    #[must_use]
    pub const fn new(pieces: Vec<(String, bool)>) -> Self {
        Self(pieces)
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (words, hit) in &self.0 {
            let words = Html::text(words);
            if *hit { write!(f, "<mark>{words}</mark>")? } else { write!(f, "{words}")? }
        }
        Ok(())
    }
}

impl HtmlSafe for Snippet {}

#[cfg(test)]
mod tests {
    use super::Snippet;

    #[test]
    fn marks_what_was_searched_for_and_escapes_everything() {
        let snippet = Snippet::new(vec![("<b>".to_owned(), false), ("a&b".to_owned(), true)]);
        assert_eq!(snippet.to_string(), "&lt;b&gt;<mark>a&amp;b</mark>");
        assert!(Snippet::default().is_empty());
    }
}

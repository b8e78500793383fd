//! similar: past cases whose texts have much in common, with the words that they share.

use askama::Template;

use crate::catalog::Text;

/// A similar case.
#[derive(Debug, Clone, Default)]
pub struct SimilarCase {
    /// Its record and what it is called; `None` where the reader may not open it.
    pub link: Option<(String, String)>,
    /// Date, form and unit in words, as far as the reader may know them.
    pub facts: Vec<String>,
    /// The beginning of its text, de-identified.
    pub gist: String,
    /// Words that both texts have.
    pub shared: Vec<String>,
}

/// The list, or that there is none.
#[derive(Debug, Clone, Template)]
#[template(path = "components/similar.html")]
pub struct SimilarCases {
    t: Text,
    heading: Option<String>,
    cases: Vec<SimilarCase>,
}

impl SimilarCases {
    /// The most similar first.
    #[must_use]
    pub const fn new(t: Text, cases: Vec<SimilarCase>) -> Self {
        Self { t, heading: None, cases }
    }

    /// The same under a heading of its own.
    #[must_use]
    pub fn headed(mut self, words: impl Into<String>) -> Self {
        self.heading = Some(words.into());
        self
    }

    fn shared(&self, case: &SimilarCase) -> String {
        self.t.with("search.similar.shared", &[("words", &case.shared.join(self.t.get("record.comma")))])
    }
}

safe!(SimilarCases);

//! pagination: previous and next, with the place in words.

use askama::Template;

use crate::catalog::Text;

/// Links to the pages around this one.
#[derive(Debug, Clone, Template)]
#[template(path = "components/pagination.html")]
pub struct Pagination {
    t: Text,
    from: usize,
    to: usize,
    of: Option<usize>,
    previous: Option<String>,
    next: Option<String>,
}

impl Pagination {
    /// Entries `from`–`to` (from 1) of `of`, when the whole is known.
    #[must_use]
    pub fn new(t: Text, from: usize, to: usize, of: Option<usize>) -> Self {
        Self { t, from, to, of, previous: None, next: None }
    }

    /// Sets the links; `None` where there is no such page.
    #[must_use]
    pub fn links(mut self, previous: Option<String>, next: Option<String>) -> Self {
        self.previous = previous;
        self.next = next;
        self
    }

    fn place(&self) -> String {
        match self.of {
            Some(of) => self.t.with("common.pages.place_of", &[("from", &self.from), ("to", &self.to), ("of", &of)]),
            None => self.t.with("common.pages.place", &[("from", &self.from), ("to", &self.to)]),
        }
    }
}

safe!(Pagination);

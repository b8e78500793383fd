//! empty: says why a list is empty and offers the next step, under the drawing of the two rings.

use askama::Template;

use super::button::Button;

/// An empty list.
#[derive(Debug, Clone, Template)]
#[template(path = "components/empty.html")]
pub struct EmptyState {
    title: String,
    why: String,
    next: Option<Button>,
}

impl EmptyState {
    /// What is not there, and why.
    #[must_use]
    pub fn new(title: impl Into<String>, why: impl Into<String>) -> Self {
        Self { title: title.into(), why: why.into(), next: None }
    }

    /// Offers a next step.
    #[must_use]
    pub fn next(mut self, button: Button) -> Self {
        self.next = Some(button);
        self
    }
}

safe!(EmptyState);

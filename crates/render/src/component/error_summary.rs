//! error_summary: the box above a form that lists every error and leads to its field.

use askama::Template;

use crate::catalog::Text;

/// One error: the id of the control to go to, and what to do.
#[derive(Debug, Clone)]
pub struct ErrorLink {
    pub(crate) id: String,
    pub(crate) text: String,
}

impl ErrorLink {
    /// Leads to the control with this id.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into() }
    }
}

/// All errors of a form; prints nothing when there are none.
#[derive(Debug, Clone, Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    t: Text,
    errors: Vec<ErrorLink>,
}

impl ErrorSummary {
    /// A summary of `errors`, in the order of the questions.
    #[must_use]
    pub fn new(t: Text, errors: Vec<ErrorLink>) -> Self {
        Self { t, errors }
    }

    /// Whether there is nothing to mend.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}

safe!(ErrorSummary);

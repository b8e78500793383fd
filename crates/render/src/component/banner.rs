//! banner: what just happened, told on the page after the redirect (no toast for what matters).

use askama::Template;

use crate::catalog::Text;

/// What kind of news it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashKind {
    /// It was done.
    Done,
    /// To know.
    Info,
    /// Take care.
    Warning,
    /// It was not done.
    Failed,
}

impl FlashKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Failed => "failed",
        }
    }

    const fn role(self) -> &'static str {
        match self {
            Self::Failed => "alert",
            _ => "status",
        }
    }
}

/// A notice at the top of the page.
#[derive(Debug, Clone, Template)]
#[template(path = "components/banner.html")]
pub struct Flash {
    t: Text,
    kind: FlashKind,
    text: String,
    more: Option<String>,
}

impl Flash {
    /// A notice: one sentence that says what happened.
    #[must_use]
    pub fn new(t: Text, kind: FlashKind, text: impl Into<String>) -> Self {
        Self { t, kind, text: text.into(), more: None }
    }

    /// Adds a second sentence: what happens next, or what to do.
    #[must_use]
    pub fn more(mut self, more: impl Into<String>) -> Self {
        self.more = Some(more.into());
        self
    }

    fn kind_words(&self) -> String {
        self.t.choice("common.flash", self.kind.code())
    }
}

safe!(Flash);

//! summary: question and answer in rows, with 変更 links (check answers, facts of a record).

use askama::Template;

use crate::catalog::Text;
use crate::html::Html;

/// One row: what was asked, what was answered.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) key: String,
    pub(crate) value: Html,
    pub(crate) change: Option<String>,
}

impl Row {
    /// A row whose answer is plain text; line breaks are kept.
    #[must_use]
    pub fn text(key: impl Into<String>, value: impl AsRef<str>) -> Self {
        Self::html(key, Html::lines(value.as_ref()))
    }

    /// A row whose answer is finished markup.
    #[must_use]
    pub fn html(key: impl Into<String>, value: Html) -> Self {
        Self { key: key.into(), value, change: None }
    }

    /// Adds a 変更 link.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// A list of questions and answers; empty answers say 「未記入」.
#[derive(Debug, Clone, Template)]
#[template(path = "components/summary.html")]
pub struct SummaryList {
    t: Text,
    rows: Vec<Row>,
}

impl SummaryList {
    /// A list of `rows`.
    #[must_use]
    pub fn new(t: Text, rows: Vec<Row>) -> Self {
        Self { t, rows }
    }
}

safe!(SummaryList);

//! tabs: views of one thing as plain links; no script, each has its own address.

use askama::Template;

/// One view.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is the view shown.
    pub current: bool,
    /// How many things are in it.
    pub count: Option<usize>,
}

/// Links to the views of one thing.
#[derive(Debug, Clone, Template)]
#[template(path = "components/tabs.html")]
pub struct Tabs {
    label: String,
    tabs: Vec<Tab>,
}

impl Tabs {
    /// Views named together as `label` for screen readers.
    #[must_use]
    pub fn new(label: impl Into<String>, tabs: Vec<Tab>) -> Self {
        Self { label: label.into(), tabs }
    }
}

safe!(Tabs);

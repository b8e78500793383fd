//! timeline: who did what when, newest or oldest first as the page gives it; system events fold.

use askama::Template;

use crate::catalog::Text;
use crate::html::Html;

/// One event.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) when: String,
    pub(crate) iso: String,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) body: Option<Html>,
    pub(crate) link: Option<(String, String)>,
    pub(crate) system: bool,
}

impl Entry {
    /// Something a person did. `when` is for reading, `iso` (RFC 3339) for machines.
    #[must_use]
    pub fn new(
        when: impl Into<String>,
        iso: impl Into<String>,
        who: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        let (when, iso, who, what) = (when.into(), iso.into(), who.into(), what.into());
        Self { when, iso, who, what, body: None, link: None, system: false }
    }

    /// Adds what was said or changed.
    #[must_use]
    pub fn body(mut self, body: Html) -> Self {
        self.body = Some(body);
        self
    }

    /// Adds the way to what the event was about.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>, words: impl Into<String>) -> Self {
        self.link = Some((href.into(), words.into()));
        self
    }

    /// Marks it as done by the system; such entries are folded away.
    #[must_use]
    pub fn system(mut self) -> Self {
        self.system = true;
        self
    }
}

/// A list of events.
#[derive(Debug, Clone, Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    t: Text,
    entries: Vec<Entry>,
}

impl Timeline {
    /// Events in the order given.
    #[must_use]
    pub fn new(t: Text, entries: Vec<Entry>) -> Self {
        Self { t, entries }
    }

    fn people(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| !e.system)
    }

    fn system(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|e| e.system).collect()
    }

    fn system_words(&self) -> String {
        self.t.count("common.timeline.system", self.system().len())
    }
}

safe!(Timeline);

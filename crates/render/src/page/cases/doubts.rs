//! page::cases::doubts: pairs of reports that may tell of one event (重複の疑い), for the safety manager to settle.

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::page::Page;

/// One of the two reports.
#[derive(Debug, Clone)]
pub struct DoubtSide {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Date, form and unit in words.
    pub facts: Vec<String>,
    /// The beginning of its text, de-identified.
    pub gist: String,
}

/// Two reports that may be one.
#[derive(Debug, Clone)]
pub struct DoubtLine {
    /// The earlier one.
    pub first: DoubtSide,
    /// The later one.
    pub second: DoubtSide,
    /// How much their texts have in common, in percent.
    pub percent: i64,
}

/// The queue.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/doubts.html")]
pub struct Doubts {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    lines: Vec<DoubtLine>,
    may_settle: bool,
}

impl Doubts {
    /// The queue, the strongest doubt first; `may_settle` for who joins reports.
    #[must_use]
    pub fn new(t: Text, frame: Frame, lines: Vec<DoubtLine>, may_settle: bool) -> Self {
        Self { t, frame: frame.titled(t.get("search.doubts.title")), lines, may_settle }
    }

    fn percent(&self, line: &DoubtLine) -> String {
        self.t.with("search.doubts.percent", &[("n", &line.percent)])
    }

    fn hint(&self, line: &DoubtLine) -> String {
        self.t.with("search.doubts.same_hint", &[("first", &line.first.number), ("second", &line.second.number)])
    }

    fn same(&self) -> Button {
        Button::secondary(self.t.get("search.doubts.same"))
    }

    fn different(&self) -> Button {
        Button::secondary(self.t.get("search.doubts.different"))
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("search.doubts.empty_title"), self.t.get("search.doubts.empty_why"))
    }
}

impl Page for Doubts {
    const NAME: &'static str = "cases.doubts";

    fn samples(t: Text) -> Vec<Self> {
        let side = |id: &str, number: &str| DoubtSide {
            id: id.to_owned(),
            number: number.to_owned(),
            facts: vec!["8.11.21".to_owned(), t.pick("転倒", "Fall").to_owned()],
            gist: t.pick("夕食後、食堂で立ち上がる際にふらつき、<床>に膝をついた。", "Fell on a <knee>.").to_owned(),
        };
        let line = DoubtLine { first: side("1", "R8-0123"), second: side("2", "R8-0124"), percent: 83 };
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![
            Self::new(t, frame(), vec![line.clone()], true),
            Self::new(t, frame(), vec![line], false),
            Self::new(t, frame(), Vec::new(), true),
        ]
    }
}

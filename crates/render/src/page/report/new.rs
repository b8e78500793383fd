//! page::report::new: two doors on one page, and what one has begun.

use askama::Template;

use super::excerpt;
use crate::catalog::Text;
use crate::component::*;
use crate::page::Page;
use crate::{AssetUrls, Frame};

/// A draft in a list.
#[derive(Debug, Clone)]
pub struct DraftLine {
    /// Where it goes on.
    pub href: String,
    /// Where it is thrown away (POST).
    pub discard: String,
    /// Code of its door.
    pub door: &'static str,
    /// What was written so far.
    pub narrative: String,
    /// When it was saved, in words.
    pub saved: String,
}

impl DraftLine {
    /// What the draft is called: the beginning of what was written.
    pub(crate) fn title(&self, t: Text) -> String {
        let words = excerpt(&self.narrative);
        if words.is_empty() { t.get("report.new.untitled").to_owned() } else { words }
    }

    /// When it was saved.
    pub(crate) fn saved_words(&self, t: Text) -> String {
        t.with("report.new.saved_at", &[("when", &self.saved)])
    }
}

/// 報告する: the two doors.
#[derive(Debug, Clone, Template)]
#[template(path = "report/new.html")]
pub struct New {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// The reporter's drafts, newest first.
    pub drafts: Vec<DraftLine>,
}

impl New {
    fn quick(&self) -> Button {
        Button::primary(self.t.get("report.new.quick")).link("/reports/new?door=quick").icon(Icon::Write).large()
    }

    fn full(&self) -> Button {
        Button::secondary(self.t.get("report.new.full")).link("/reports/new?door=full").icon(Icon::Reports).large()
    }

    fn door(&self, draft: &DraftLine) -> Badge {
        Badge::new(self.t.choice("report.new.door", draft.door), Tone::Neutral)
    }

    fn discard(&self, _draft: &DraftLine) -> Button {
        Button::quiet(self.t.get("report.new.discard"))
    }
}

impl Page for New {
    const NAME: &'static str = "report.new";

    fn samples(t: Text) -> Vec<Self> {
        let frame = Frame::new(t, t.get("report.new.title"), AssetUrls::default());
        let line = |narrative: &str, door| DraftLine {
            href: "/drafts/1".to_owned(),
            discard: "/drafts/1/discard".to_owned(),
            door,
            narrative: narrative.to_owned(),
            saved: "14:05".to_owned(),
        };
        let drafts = vec![line(t.get("report.quick.examples.transfer"), "quick"), line("", "full")];
        vec![Self { t, frame: frame.clone(), drafts: Vec::new() }, Self { t, frame, drafts }]
    }
}

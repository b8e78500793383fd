//! page::insight::signal: signals of charts that wait for somebody, and those that were dealt with.

use askama::Template;

use super::sample;
use crate::catalog::Text;
use crate::chart::Figure;
use crate::component::*;
use crate::error_text::error_text;
use crate::frame::Frame;
use crate::page::Page;
use crate::page::admin::Asked;

/// A signal.
#[derive(Debug, Clone)]
pub struct SignalLine {
    /// Its id.
    pub id: String,
    /// What is counted, in words.
    pub what: String,
    /// Code of what was seen.
    pub verdict: String,
    /// From when until when, in words.
    pub marks: String,
    /// When it was raised, in words.
    pub raised: String,
    /// Its chart, where it is shown in place.
    pub figure: Option<Figure>,
    /// The page of its chart.
    pub chart: String,
    /// Who dealt with it and when, in words.
    pub dealt: Option<String>,
    /// What was done.
    pub done: String,
}

/// What the page is drawn from.
#[derive(Debug, Clone)]
pub struct SignalsSource {
    /// Those that wait.
    pub open: Vec<SignalLine>,
    /// Those that were dealt with.
    pub dealt: Vec<SignalLine>,
    /// How many series are looked at every night.
    pub watched: usize,
    /// Signals a month that chance alone raises.
    pub expected: f64,
    /// Themes that are watched: words, and the address of their insight.
    pub themes: Vec<(String, String)>,
    /// Whether this person may say that one was dealt with.
    pub may_write: bool,
    /// What was typed for one of them: its id, answers and errors.
    pub typed: (String, Asked),
}

/// Signals (シグナル).
#[derive(Debug, Clone, Template)]
#[template(path = "insight/signals.html")]
pub struct SignalsPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    source: SignalsSource,
    errors: ErrorSummary,
}

impl SignalsPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: SignalsSource) -> Self {
        let (id, typed) = &source.typed;
        let links = typed.errors.iter().map(|error| ErrorLink::new(format!("done-{id}"), error_text(t, error)));
        Self {
            errors: ErrorSummary::new(t, links.collect()),
            frame: typed.frame(frame.titled(t.get("insight.signal.title"))),
            t,
            source,
        }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("insight.signal.empty"), self.t.get("insight.signal.empty_why"))
    }

    fn seen(&self, line: &SignalLine) -> String {
        self.t.choice("insight.signal.seen", &line.verdict)
    }

    fn done(&self, line: &SignalLine) -> TextArea {
        let (id, typed) = &self.source.typed;
        let label = self.t.get("insight.signal.done");
        let field = if *id == line.id { typed.field(self.t, "done", label) } else { Field::new(self.t, "done", label) };
        TextArea::new(field.id(format!("done-{}", line.id)).hint(self.t.get("insight.signal.done_hint")))
            .rows(2)
            .limit(500)
    }

    fn deal(&self) -> Button {
        Button::primary(self.t.get("insight.signal.deal"))
    }

    fn chance(&self) -> String {
        chance(self.t, &self.source)
    }
}

/// How many signals chance alone raises.
#[must_use]
pub fn chance(t: Text, source: &SignalsSource) -> String {
    let expected = format!("{:.1}", source.expected);
    t.with("insight.signal.chance", &[("watched", &source.watched), ("expected", &expected)])
}

impl Page for SignalsPage {
    const NAME: &'static str = "insight.signals";

    fn samples(t: Text) -> Vec<Self> {
        sample::signals(t)
    }
}

//! page::insight::chart: one chart with its numbers, the notes that people have put on it, and the forms to change it.

use askama::Template;

use super::sample;
use crate::catalog::Text;
use crate::chart::Figure;
use crate::component::*;
use crate::frame::Frame;
use crate::html::Html;
use crate::page::Page;
use crate::page::admin::Asked;

/// A note of the history.
#[derive(Debug, Clone)]
pub struct NoteLine {
    /// Its id.
    pub id: String,
    /// Code of what it does.
    pub kind: &'static str,
    /// Where it stands, in words; for a chosen kind of chart the name of the chart.
    pub place: String,
    /// The words.
    pub words: String,
    /// Who and when, in words.
    pub by: String,
    /// When it was taken back, in words.
    pub withdrawn: Option<String>,
}

/// What the page is drawn from.
#[derive(Debug, Clone)]
pub struct ChartSource {
    /// The chart.
    pub figure: Figure,
    /// Back to the page from which it was opened.
    pub back: String,
    /// Where forms are sent, with what names the series.
    pub action: String,
    /// What names the series, as hidden answers.
    pub hidden: Vec<(String, String)>,
    /// Months at which a note can stand: code and words, the newest first.
    pub months: Vec<(String, String)>,
    /// Kinds of chart that fit: code and words.
    pub kinds: Vec<(String, String)>,
    /// Code of the chosen kind; empty = the program's choice.
    pub kind: String,
    /// The notes.
    pub notes: Vec<NoteLine>,
    /// Whether this person may put notes on it.
    pub may_write: bool,
    /// The words of the theme that is looked at, and the chart of all reports.
    pub theme: Option<(String, String)>,
    /// Answers and errors of the new note.
    pub new: Asked,
}

/// A chart (管理図).
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart.html")]
pub struct ChartPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    source: ChartSource,
    errors: ErrorSummary,
    controls: Vec<Html>,
    kind: Html,
    theme: Option<(String, String, String)>,
}

impl ChartPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: ChartSource) -> Self {
        let title = source.figure.title.clone();
        let mut choices: Vec<Choice> = vec![Choice::new("", t.get("insight.chart.by_program"))];
        choices.extend(source.kinds.iter().map(|(code, words)| Choice::new(code, words)));
        let kind = Field::new(t, "chart", t.get("insight.chart.kind")).value(source.kind.as_str());
        Self {
            errors: source.new.summary(t),
            controls: controls(t, &source),
            kind: Html::of(&Select::new(kind, choices)),
            theme: super::theme_words(t, source.theme.as_ref()),
            frame: source.new.frame(frame.titled(title)),
            t,
            source,
        }
    }

    fn add(&self) -> Button {
        Button::primary(self.t.get("insight.chart.add"))
    }

    fn change_kind(&self) -> Button {
        Button::secondary(self.t.get("insight.chart.change_kind"))
    }

    fn withdraw(&self, note: &NoteLine) -> Button {
        Button::quiet(self.t.with("insight.chart.withdraw", &[("place", &note.place)]))
    }

    fn head(&self, note: &NoteLine) -> String {
        let kind = self.t.choice("insight.chart.note", note.kind);
        if note.place.is_empty() { kind } else { format!("{} {kind}", note.place) }
    }
}

fn controls(t: Text, source: &ChartSource) -> Vec<Html> {
    let kinds = ["note", "freeze", "rebase"].map(|code| {
        Choice::new(code, t.choice("insight.chart.note", code)).hint(t.choice("insight.chart.note_hint", code))
    });
    let months = source.months.iter().map(|(code, words)| Choice::new(code, words)).collect();
    let words = source.new.field(t, "words", t.get("insight.chart.words")).hint(t.get("insight.chart.words_hint"));
    vec![
        Html::of(&Radios::new(source.new.field(t, "kind", t.get("insight.chart.what")), kinds.to_vec())),
        Html::of(&Select::new(source.new.field(t, "month", t.get("insight.chart.month")), months)),
        Html::of(&TextArea::new(words).rows(2).limit(200)),
    ]
}

impl Page for ChartPage {
    const NAME: &'static str = "insight.chart";

    fn samples(t: Text) -> Vec<Self> {
        sample::chart(t)
    }
}

//! page::report::mine: わたしの報告 — one's own reports, each with its ring and where it is now.

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::page::Page;
use crate::{AssetUrls, Frame};

/// One report of the reporter's own.
#[derive(Debug, Clone, Default)]
pub struct MineLine {
    /// Where it is read.
    pub href: String,
    /// Its number.
    pub number: String,
    /// Its form (形態) in words.
    pub form: String,
    /// The day of reporting in words.
    pub day: String,
    /// Steps behind it.
    pub done: u8,
    /// Steps in all.
    pub total: u8,
    /// Where it is, in words; see [`state_words`].
    pub state: String,
    /// When it moved last, in words.
    pub changed: String,
    /// A question waits for an answer.
    pub question: bool,
    /// The reporter is asked to add something.
    pub returned: bool,
    /// A message about what changed has come.
    pub feedback: bool,
}

impl MineLine {
    pub(crate) fn ring(&self, t: Text) -> Ring {
        Ring::new(t, self.done, self.total).label(&self.state)
    }

    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.number, self.form)
    }

    pub(crate) fn meta(&self, t: Text) -> String {
        let submitted = t.with("report.mine.submitted", &[("day", &self.day)]);
        let changed = t.with("report.mine.changed", &[("when", &self.changed)]);
        format!("{submitted} / {changed}")
    }

    pub(crate) fn marks(&self, t: Text) -> Vec<Badge> {
        let returned = self.returned.then(|| Badge::new(t.get("report.state.returned"), Tone::Warning));
        let question = self.question.then(|| Badge::new(t.get("report.mine.question"), Tone::Warning));
        let feedback = self.feedback.then(|| Badge::new(t.get("report.mine.feedback"), Tone::Good));
        [returned, question, feedback].into_iter().flatten().collect()
    }
}

/// Where a case is, in words: the code of its state, and the seat that reads now.
#[must_use]
pub fn state_words(t: Text, state: &str, seat: Option<&str>) -> String {
    match (state, seat) {
        ("in_review", Some(seat)) => t.with("report.state.at_seat", &[("seat", &seat)]),
        (state, _) => t.choice("report.state", state),
    }
}

/// わたしの報告.
#[derive(Debug, Clone, Template)]
#[template(path = "report/mine.html")]
pub struct Mine {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// The reports, newest first; of many only a part.
    pub lines: Vec<MineLine>,
    pages: Option<Pagination>,
    typed: String,
}

impl Mine {
    /// A part of the reports: how many stand before it and how many there are, and the addresses of the parts before and after.
    #[must_use]
    pub fn new(
        t: Text,
        frame: Frame,
        lines: Vec<MineLine>,
        (before, total): (usize, usize),
        (previous, next): (Option<String>, Option<String>),
    ) -> Self {
        let pages = (total > lines.len())
            .then(|| Pagination::new(t, before + 1, before + lines.len(), Some(total)).links(previous, next));
        Self { t, frame, lines, pages, typed: String::new() }
    }

    /// The same as what a search for these words found.
    #[must_use]
    pub fn searching(mut self, typed: &str) -> Self {
        typed.clone_into(&mut self.typed);
        self
    }

    fn words(&self) -> TextInput {
        let field = Field::new(self.t, "q", self.t.get("search.label")).value(self.typed.as_str());
        TextInput::new(field).kind(InputKind::Search)
    }

    fn find(&self) -> Button {
        Button::secondary(self.t.get("search.find")).icon(Icon::Search)
    }

    fn nothing(&self) -> EmptyState {
        EmptyState::new(self.t.get("search.empty_title"), self.t.get("search.empty_why"))
    }

    fn empty(&self) -> EmptyState {
        let next = Button::primary(self.t.get("report.new.title")).link("/reports/new").icon(Icon::Write);
        EmptyState::new(self.t.get("report.mine.empty"), self.t.get("report.mine.empty_why")).next(next)
    }
}

/// Lines worth seeing, also for the home page's samples.
pub(crate) fn sample_lines(t: Text) -> Vec<MineLine> {
    let line = |number: &str, done, state: &str, seat: Option<&str>| MineLine {
        href: "/reports/1".to_owned(),
        number: number.to_owned(),
        form: t.pick("転倒", "Fall").to_owned(),
        day: t.pick("令和8年11月20日", "20 November 2026").to_owned(),
        done,
        total: 13,
        state: state_words(t, state, seat),
        changed: t.pick("令和8年11月21日 14:05", "21 November 2026 14:05").to_owned(),
        ..MineLine::default()
    };
    vec![
        MineLine { question: true, ..line("R8-0014", 3, "in_review", Some(t.pick("係長", "Unit leader"))) },
        MineLine { returned: true, ..line("R8-0013", 1, "returned", None) },
        MineLine { feedback: true, ..line("R8-0009", 13, "closed", None) },
        line("R8-0002", 12, "measures_pending", None),
        line("R8-0001", 1, "in_review", None),
    ]
}

impl Page for Mine {
    const NAME: &'static str = "report.mine";

    fn samples(t: Text) -> Vec<Self> {
        let frame = Frame::new(t, t.get("report.mine.title"), AssetUrls::default());
        let next = Some("/reports?page=2".to_owned());
        vec![
            Self::new(t, frame.clone(), Vec::new(), (0, 0), (None, None)),
            Self::new(t, frame.clone(), sample_lines(t), (0, 5), (None, None)),
            Self::new(t, frame.clone(), Vec::new(), (0, 0), (None, None)).searching("<転倒>"),
            Self::new(t, frame, sample_lines(t), (0, 55), (None, next)),
        ]
    }
}

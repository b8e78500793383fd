//! page::track: following a report by its receipt code — where it is, what was asked, a place to answer.

use askama::Template;
use domain::form::FieldError;

use crate::catalog::Text;
use crate::component::*;
use crate::error_text::{error_summary, error_text};
use crate::html::Html;
use crate::{AssetUrls, Frame};

use super::Page;

/// The page that asks for a receipt code.
#[derive(Debug, Clone, Template)]
#[template(path = "track/enter.html")]
pub struct Enter {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the code is posted.
    pub action: String,
    /// Name of the facility.
    pub facility: String,
    /// What was typed.
    pub typed: String,
    /// Why the code was not taken.
    pub refused: Option<Refused>,
}

/// Why a receipt code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no report with this code.
    NotFound,
    /// Too many wrong codes; wait so many seconds.
    TooMany(i64),
}

impl Enter {
    fn lead(&self) -> String {
        self.t.with("track.lead", &[("facility", &self.facility)])
    }

    fn why(&self) -> Option<String> {
        self.refused.map(|refused| match refused {
            Refused::NotFound => self.t.get("track.not_found").to_owned(),
            Refused::TooMany(seconds) => self.t.with("track.too_many", &[("seconds", &seconds)]),
        })
    }

    fn errors(&self) -> ErrorSummary {
        ErrorSummary::new(self.t, self.why().map(|why| ErrorLink::new("code", why)).into_iter().collect())
    }

    fn code(&self) -> TextInput {
        let field = Field::new(self.t, "code", self.t.get("track.code")).hint(self.t.get("track.code_hint"));
        TextInput::new(field.value(&self.typed).error(self.why()).required())
    }

    fn open(&self) -> Button {
        Button::primary(self.t.get("track.open"))
    }
}

/// What kind of word passed between reporter and readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// A question to the reporter.
    Question,
    /// The reporter's answer.
    Answer,
    /// What changed through the report.
    Feedback,
}

/// A word that passed between reporter and readers.
#[derive(Debug, Clone)]
pub struct Word {
    /// Which kind.
    pub kind: WordKind,
    /// The day in words.
    pub day: String,
    /// What was said.
    pub text: String,
}

impl Word {
    fn kind_words(&self, t: Text) -> &'static str {
        match self.kind {
            WordKind::Question => t.get("track.question"),
            WordKind::Answer => t.get("track.answer"),
            WordKind::Feedback => t.get("track.feedback"),
        }
    }

    fn body(&self) -> Html {
        Html::lines(&self.text)
    }
}

/// The reporter's own view of a report that only the code opens.
#[derive(Debug, Clone, Template)]
#[template(path = "track/view.html")]
pub struct View {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Number of the report.
    pub number: String,
    /// Steps behind it.
    pub done: u8,
    /// Steps in all.
    pub total: u8,
    /// Where it is, in words.
    pub state: String,
    /// The day on which it moved last, in words.
    pub changed: String,
    /// What the reporter wrote.
    pub told: String,
    /// Questions, answers and messages, oldest first.
    pub words: Vec<Word>,
    /// Where an answer is posted; `None` when no question is open.
    pub answer: Option<String>,
    /// The receipt code, carried along by the forms.
    pub code: String,
    /// What was typed as an answer.
    pub typed: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Where the page is left.
    pub close: String,
}

impl View {
    fn title(&self) -> String {
        self.t.with("track.title", &[("number", &self.number)])
    }

    fn ring(&self) -> Ring {
        Ring::new(self.t, self.done, self.total).label(&self.state).large()
    }

    fn changed(&self) -> String {
        self.t.with("track.changed", &[("day", &self.changed)])
    }

    fn summary(&self) -> ErrorSummary {
        error_summary(self.t, &self.errors)
    }

    fn told(&self) -> Html {
        Html::lines(&self.told)
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("track.no_questions"), self.t.get("track.no_questions_why"))
    }

    fn answer_box(&self) -> TextArea {
        let error = self.errors.first().map(|error| error_text(self.t, error));
        let field = Field::new(self.t, "text", self.t.get("track.answer_label")).hint(self.t.get("track.answer_hint"));
        TextArea::new(field.value(&self.typed).error(error))
    }

    fn send(&self) -> Button {
        Button::primary(self.t.get("track.send"))
    }

    fn leave(&self) -> Button {
        Button::secondary(self.t.get("track.close")).link(&self.close)
    }
}

impl Page for Enter {
    const NAME: &'static str = "track.enter";

    fn samples(t: Text) -> Vec<Self> {
        let page = |refused: Option<Refused>| Self {
            t,
            frame: Frame {
                has_errors: refused.is_some(),
                ..Frame::new(t, t.get("track.enter_title"), AssetUrls::default())
            },
            action: "/track/aozora".to_owned(),
            facility: t.pick("あおぞら園", "Aozora Home").to_owned(),
            typed: refused.map(|_| "K7QM".to_owned()).unwrap_or_default(),
            refused,
        };
        vec![page(None), page(Some(Refused::NotFound)), page(Some(Refused::TooMany(30)))]
    }
}

impl Page for View {
    const NAME: &'static str = "track.view";

    fn samples(t: Text) -> Vec<Self> {
        let word = |kind, ja: &str, en: &str| Word {
            kind,
            day: t.pick("令和8年11月21日", "21 November 2026").to_owned(),
            text: t.pick(ja, en).to_owned(),
        };
        let quiet = Self {
            t,
            frame: Frame::new(t, t.get("track.enter_title"), AssetUrls::default()),
            number: "R8-0012".to_owned(),
            done: 3,
            total: 13,
            state: t.with("report.state.at_seat", &[("seat", &t.pick("係長", "Unit leader"))]),
            changed: t.pick("令和8年11月21日", "21 November 2026").to_owned(),
            told: t.get("report.quick.examples.transfer").to_owned(),
            words: Vec::new(),
            answer: None,
            code: "K7QM-2RXP".to_owned(),
            typed: String::new(),
            errors: Vec::new(),
            close: "/track/aozora".to_owned(),
        };
        let words = vec![
            word(WordKind::Question, "どの車いすでしたか。", "Which wheelchair was it?"),
            word(WordKind::Answer, "青いほうです。", "The blue one."),
            word(WordKind::Feedback, "点検しました。", "It was checked."),
        ];
        let talking = Self { words, answer: Some("/track/aozora/answer".to_owned()), ..quiet.clone() };
        let errors = vec![FieldError::new("text", "unknown")];
        let wrong = Self {
            errors,
            typed: "  ".to_owned(),
            frame: Frame { has_errors: true, ..quiet.frame.clone() },
            ..talking.clone()
        };
        vec![quiet, talking, wrong]
    }
}

//! steps: the list of pages of a long form: reached, current, with errors.

use askama::Template;

use crate::catalog::Text;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not opened yet (未到達).
    Ahead,
    /// Opened, something may be missing.
    Reached,
    /// All that is asked was given.
    Done,
    /// Something must be mended.
    Error,
}

impl StepState {
    const fn code(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Reached => "reached",
            Self::Done => "done",
            Self::Error => "error",
        }
    }
}

/// One step; with a link when it may be opened.
#[derive(Debug, Clone)]
pub struct Step {
    /// Words.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// Where it is.
    pub href: Option<String>,
}

/// The steps of a form and where the person stands.
#[derive(Debug, Clone, Template)]
#[template(path = "components/steps.html")]
pub struct StepList {
    t: Text,
    steps: Vec<Step>,
    current: usize,
    position: Option<String>,
}

impl StepList {
    /// Steps with the index (from 0) of the current one.
    #[must_use]
    pub fn new(t: Text, steps: Vec<Step>, current: usize) -> Self {
        Self { t, steps, current, position: None }
    }

    /// Says in other words where the person stands: the steps are no pages.
    #[must_use]
    pub fn position_words(mut self, words: impl Into<String>) -> Self {
        self.position = Some(words.into());
        self
    }

    fn position(&self) -> String {
        if let Some(words) = &self.position {
            return words.clone();
        }
        let (n, of) = (self.current + 1, self.steps.len());
        self.t.with("common.steps.position", &[("n", &n), ("of", &of)])
    }

    fn state_words(&self, state: &StepState) -> String {
        self.t.choice("common.steps.state", state.code())
    }
}

safe!(StepList);

//! choice: radios, checkboxes and selects.

use askama::Template;

use super::field::Field;

/// One answer to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) chosen: bool,
    pub(crate) divider: Option<String>,
}

impl Choice {
    /// An answer sent as `value` and shown as `label`.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, chosen: false, divider: None }
    }

    /// Adds a line of explanation under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Marks the answer as chosen.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Puts a small word (または) above this answer.
    #[must_use]
    pub fn divider(mut self, word: impl Into<String>) -> Self {
        self.divider = Some(word.into());
        self
    }
}

/// Chooses the answer whose value equals `current`.
fn mark(mut choices: Vec<Choice>, current: &str) -> Vec<Choice> {
    if !current.is_empty() {
        for choice in &mut choices {
            choice.chosen = choice.value == current;
        }
    }
    choices
}

/// One answer of several, all visible.
#[derive(Debug, Clone, Template)]
#[template(path = "components/radios.html")]
pub struct Radios {
    field: Field,
    choices: Vec<Choice>,
    look: &'static str,
}

impl Radios {
    /// Radios, one below the other; `field.value` says which is chosen.
    #[must_use]
    pub fn new(field: Field, choices: Vec<Choice>) -> Self {
        let choices = mark(choices, &field.value);
        Self { field, choices, look: "list" }
    }

    /// Sets the answers side by side as chips (short words: 朝・日中・夕・夜).
    #[must_use]
    pub fn chips(mut self) -> Self {
        self.look = "chips";
        self
    }

    /// The first control bears the field's own id, so that error links and labels reach it.
    fn choice_id(&self, index: &usize) -> String {
        choice_id(&self.field, *index)
    }
}

/// Any number of answers, all visible. Each is sent under the field's name.
#[derive(Debug, Clone, Template)]
#[template(path = "components/checkboxes.html")]
pub struct Checkboxes {
    field: Field,
    choices: Vec<Choice>,
    look: &'static str,
}

impl Checkboxes {
    /// Checkboxes, one below the other; say which are ticked with [`Choice::chosen`].
    #[must_use]
    pub fn new(field: Field, choices: Vec<Choice>) -> Self {
        Self { field, choices, look: "list" }
    }

    /// Sets the answers side by side as chips.
    #[must_use]
    pub fn chips(mut self) -> Self {
        self.look = "chips";
        self
    }

    fn choice_id(&self, index: &usize) -> String {
        choice_id(&self.field, *index)
    }
}

fn choice_id(field: &Field, index: usize) -> String {
    match index {
        0 => field.id.clone(),
        n => format!("{}-{}", field.id, n + 1),
    }
}

/// One answer of many, in a drop-down list.
#[derive(Debug, Clone, Template)]
#[template(path = "components/select.html")]
pub struct Select {
    field: Field,
    choices: Vec<Choice>,
    blank: Option<String>,
}

impl Select {
    /// A drop-down list; `field.value` says which is chosen.
    #[must_use]
    pub fn new(field: Field, choices: Vec<Choice>) -> Self {
        let choices = mark(choices, &field.value);
        Self { field, choices, blank: None }
    }

    /// Adds an empty first answer with these words (選んでください).
    #[must_use]
    pub fn blank(mut self, words: impl Into<String>) -> Self {
        self.blank = Some(words.into());
        self
    }
}

safe!(Radios, Checkboxes, Select);

//! page::admin::ask: a form's answers and errors, and the controls that show both.

use domain::form::{FieldError, Fields};

use crate::component::*;
use crate::error_text::{control_id, error_summary, error_text};
use crate::page::session::proof_input;
use crate::{Frame, Text};

/// What a form shows: answers as stored or as typed, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The answers.
    pub fields: Fields,
    /// The errors.
    pub errors: Vec<FieldError>,
}

impl Asked {
    /// A question with its answer and its error.
    pub(crate) fn field(&self, t: Text, name: &str, label: impl Into<String>) -> Field {
        let error = self.errors.iter().find(|error| control_id(error) == name);
        Field::new(t, name, label).value(self.fields.get(name)).error(error.map(|error| error_text(t, error)))
    }

    /// A line of text.
    pub(crate) fn text(&self, t: Text, name: &str, label: impl Into<String>) -> TextInput {
        TextInput::new(self.field(t, name, label))
    }

    /// The question for the own password (本人確認); what was typed is never sent back.
    pub(crate) fn proof(&self, t: Text) -> TextInput {
        let error = self.errors.iter().find(|error| error.field == "proof");
        proof_input(t, "proof", error.map(|error| error_text(t, error)))
    }

    /// One box to tick; `1` is sent.
    pub(crate) fn tick(
        &self,
        t: Text,
        name: &str,
        question: impl Into<String>,
        answer: impl Into<String>,
    ) -> Checkboxes {
        let choice = Choice::new("1", answer).chosen(self.fields.ticked(name));
        Checkboxes::new(self.field(t, name, question).value(""), vec![choice])
    }

    /// Boxes of which any number may be ticked.
    pub(crate) fn several(&self, t: Text, name: &str, question: impl Into<String>, choices: Vec<Choice>) -> Checkboxes {
        let choices = choices.into_iter().map(|choice| {
            let chosen = self.fields.has(name, &choice.value);
            choice.chosen(chosen)
        });
        Checkboxes::new(self.field(t, name, question).value(""), choices.collect())
    }

    /// The summary above the form.
    pub(crate) fn summary(&self, t: Text) -> ErrorSummary {
        error_summary(t, &self.errors)
    }

    /// Whether a row has an error, so that it is shown open.
    pub(crate) fn has_error_in(&self, prefix: &str) -> bool {
        self.errors.iter().any(|error| error.field.starts_with(prefix))
    }

    /// The frame, whose title says so when there are errors.
    pub(crate) fn frame(&self, mut frame: Frame) -> Frame {
        frame.has_errors = !self.errors.is_empty();
        frame
    }
}

/// Choices from pairs of code and words.
pub(super) fn choices(pairs: &[(String, String)]) -> Vec<Choice> {
    pairs.iter().map(|(code, words)| Choice::new(code, words)).collect()
}

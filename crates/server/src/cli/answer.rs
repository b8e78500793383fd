//! Owns how commands answer: a sentence or one line of JSON on standard output, and errors of use cases in words.
use std::error::Error;
use std::io::{self, Write as _};

use app::AppError;
use clap::Args;
use render::error_text::error_text;
use render::{Lang, Text};
use serde_json::Value;

/// How to answer.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Form {
    /// Answer with one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Form {
    /// Answers with the value, or with the lines for a person.
    pub(super) fn answer(self, value: &Value, lines: &[String]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{value}")?;
        } else {
            for line in lines {
                writeln!(out, "{line}")?;
            }
        }
        out.flush()
    }
}

/// An error of a use case in words: field errors are named one by one.
pub(super) fn in_words(error: AppError) -> Box<dyn Error> {
    match error {
        AppError::Invalid(errors) => {
            let t = Text::new(Lang::En);
            let sentences: Vec<String> =
                errors.iter().map(|error| format!("{}: {}", error.field, error_text(t, error))).collect();
            sentences.join("; ").into()
        }
        AppError::NotFound => "there is no such person or facility".into(),
        AppError::Conflict => "this code or name is taken".into(),
        other => other.into(),
    }
}

//! Owns what a rule says: where, which rule, what is wrong and what to do instead.

use std::fmt;

/// How much a finding weighs; only an error fails the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    Error,
    Warning,
    Info,
}

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) file: String,
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) remedy: &'static str,
}

impl Finding {
    pub(crate) fn error(
        rule: &'static str,
        file: &str,
        line: usize,
        message: impl Into<String>,
        remedy: &'static str,
    ) -> Self {
        Self { file: file.to_owned(), line, rule, severity: Severity::Error, message: message.into(), remedy }
    }

    pub(crate) fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weight = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
            Severity::Info => "info: ",
        };
        write!(f, "{}:{}: {}: {weight}{}: {}", self.file, self.line, self.rule, self.message, self.remedy)
    }
}

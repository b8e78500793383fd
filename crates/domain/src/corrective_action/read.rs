//! Owns reading what was typed about a corrective action: every error at once, days in 和暦 or 西暦.
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{ActionKind, Owner, Verdict};
use crate::date;
use crate::form::{FieldError, Fields};

/// The longest wording of what is done, in characters.
pub const MAX_WHAT_CHARS: usize = 400;
/// The longest wording of evidence and reasons, in characters.
pub const MAX_WORDS_CHARS: usize = 400;
/// Years ahead within which an action has to be due; more is a slip.
const MOST_YEARS: i64 = 3;

/// An action as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// What will be done.
    pub what: String,
    /// Its kind.
    pub kind: ActionKind,
    /// Who carries it out.
    pub owner: Owner,
    /// By when.
    pub due: Date,
}

impl Owner {
    /// The value of its choice in a form: `person:{id}` or `seat:{code}`.
    #[must_use]
    pub fn form_value(&self) -> String {
        match self {
            Self::Person(account) => format!("person:{account}"),
            Self::Seat(code) => format!("seat:{code}"),
        }
    }

    /// Reads the value of a choice.
    #[must_use]
    pub fn from_form_value(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("person", id) => id.parse().ok().map(Self::Person),
            ("seat", code) if !code.is_empty() => Some(Self::Seat(code.to_owned())),
            _ => None,
        }
    }
}

/// Reads a new action (`what`, `kind`, `owner`, `due`).
///
/// # Errors
/// Every field error.
pub fn read_new(fields: &Fields, today: Date) -> Result<NewAction, Vec<FieldError>> {
    let mut read = Reader { fields, errors: Vec::new() };
    let what = read.words("what", "text_missing", MAX_WHAT_CHARS);
    let kind = read.choice("kind", ActionKind::from_code);
    let owner = read.choice("owner", Owner::from_form_value);
    let due = read.day("due", today);
    if let Some(due) = due {
        if due < today {
            read.errors.push(FieldError::new("due", "action_due_past"));
        } else if due > today.saturating_add(MOST_YEARS.years()) {
            read.errors.push(FieldError::new("due", "action_due_far"));
        }
    }
    match (what, kind, owner, due) {
        (Some(what), Some(kind), Some(owner), Some(due)) if read.errors.is_empty() => {
            Ok(NewAction { what, kind, owner, due })
        }
        _ => Err(read.errors),
    }
}

/// Reads that an action was done (`on`, `evidence`).
///
/// # Errors
/// Every field error.
pub fn read_done(fields: &Fields, today: Date) -> Result<(Date, String), Vec<FieldError>> {
    let mut read = Reader { fields, errors: Vec::new() };
    let on = read.day("on", today);
    let evidence = read.words("evidence", "action_evidence_missing", MAX_WORDS_CHARS);
    on.zip(evidence).ok_or(read.errors)
}

/// Reads a check (`on`, `verdict`, `reason`).
///
/// # Errors
/// Every field error.
pub fn read_check(fields: &Fields, today: Date) -> Result<(Date, Verdict, String), Vec<FieldError>> {
    let mut read = Reader { fields, errors: Vec::new() };
    let on = read.day("on", today);
    let verdict = read.choice("verdict", Verdict::from_code);
    let reason = read.words("reason", "reason_missing", MAX_WORDS_CHARS);
    match (on, verdict, reason) {
        (Some(on), Some(verdict), Some(reason)) => Ok((on, verdict, reason)),
        _ => Err(read.errors),
    }
}

/// Reads why an action will not be done, or why its last step is taken back (`reason`).
///
/// # Errors
/// The field error.
pub fn read_reason(fields: &Fields) -> Result<String, Vec<FieldError>> {
    let mut read = Reader { fields, errors: Vec::new() };
    read.words("reason", "reason_missing", MAX_WORDS_CHARS).ok_or(read.errors)
}

struct Reader<'a> {
    fields: &'a Fields,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn words(&mut self, name: &str, missing: &'static str, max: usize) -> Option<String> {
        let Some(text) = self.fields.text(name) else {
            self.errors.push(FieldError::new(name, missing));
            return None;
        };
        if let Some(over) = text.chars().count().checked_sub(max).filter(|over| *over > 0) {
            self.errors.push(FieldError::new(name, "text_too_long").with("max", max).with("over", over));
            return None;
        }
        Some(text.to_owned())
    }

    fn choice<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = self.fields.text(name).and_then(read);
        if found.is_none() {
            self.errors.push(FieldError::new(name, "choice_missing"));
        }
        found
    }

    fn day(&mut self, name: &str, today: Date) -> Option<Date> {
        match date::read(self.fields.get(name), today) {
            Ok(read) => Some(read.date),
            Err(error) => {
                let told = FieldError::new(name, "date").with("ja", error.message_ja()).with("en", error.message_en());
                self.errors.push(told);
                None
            }
        }
    }
}

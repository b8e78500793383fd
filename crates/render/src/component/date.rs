//! date: the question for a day, in 和暦 or 西暦, with "unknown" as an answer in its own right.
//!
//! For a field named `occurred` the form sends `occurred_era` (`reiwa`, `heisei`, `showa`,
//! `taisho`, `meiji`, `western`), `occurred_year`, `occurred_month`, `occurred_day`, and where
//! asked for `occurred_text` (a whole date in one box, e.g. `R8.11.21`; wins when not empty),
//! `occurred_unknown` (`1`) and `occurred_approx` (about when). Digits may be 全角.

use askama::Template;

use super::field::Field;
use crate::html::Html;

/// Code of each era, and the number that turns its year into a western one.
const ERAS: [(&str, i16); 6] =
    [("reiwa", 2018), ("heisei", 1988), ("showa", 1925), ("taisho", 1911), ("meiji", 1867), ("western", 0)];

/// What the person typed, part by part, as typed.
#[derive(Debug, Clone, Default)]
pub struct DateValue {
    /// Era code; `reiwa` is preselected when empty.
    pub era: String,
    /// Year within the era.
    pub year: String,
    /// Month.
    pub month: String,
    /// Day of the month.
    pub day: String,
    /// A whole date in one box.
    pub text: String,
    /// Whether 不明 is ticked.
    pub unknown: bool,
    /// About when (だいたいの時期).
    pub approx: String,
}

/// A day that one press fills in: today or yesterday in the facility's zone.
#[derive(Debug, Clone)]
pub struct DayShortcut {
    /// Words of the button (きょう).
    pub label: String,
    /// Era code.
    pub era: &'static str,
    /// Year within the era.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day, 1 to 31.
    pub day: i8,
}

/// The question for a day. Its main control (the year) bears the field's id.
#[derive(Debug, Clone, Template)]
#[template(path = "components/date.html")]
pub struct DateInput {
    field: Field,
    value: DateValue,
    shortcuts: Vec<DayShortcut>,
    may_be_unknown: bool,
    one_box: bool,
    echo: Option<String>,
}

impl DateInput {
    /// A day asked as era, year, month and day.
    #[must_use]
    pub fn new(field: Field, value: DateValue) -> Self {
        Self { field, value, shortcuts: Vec::new(), may_be_unknown: false, one_box: false, echo: None }
    }

    /// Adds buttons that fill the boxes (shown only when JavaScript runs).
    #[must_use]
    pub fn shortcuts(mut self, days: Vec<DayShortcut>) -> Self {
        self.shortcuts = days;
        self
    }

    /// Offers 不明 and a box for the approximate time.
    #[must_use]
    pub fn may_be_unknown(mut self) -> Self {
        self.may_be_unknown = true;
        self
    }

    /// Offers one box for the whole date, folded away.
    #[must_use]
    pub fn one_box(mut self) -> Self {
        self.one_box = true;
        self
    }

    /// Shows how the server read the date (2026年11月21日（土）).
    #[must_use]
    pub fn echo(mut self, echo: impl Into<String>) -> Self {
        self.echo = Some(echo.into());
        self
    }

    fn eras(&self) -> Vec<(&'static str, i16, String, bool)> {
        let chosen = match self.value.era.as_str() {
            "" => "reiwa",
            era => era,
        };
        ERAS.into_iter()
            .map(|(code, offset)| {
                let name = self.field.t.choice("field.era", code);
                (code, offset, name, code == chosen)
            })
            .collect()
    }

    /// Year, month and day: (part, value, id, label, aria).
    fn parts(&self) -> Vec<(&'static str, &str, String, String, Html)> {
        [("year", self.value.year.as_str()), ("month", self.value.month.as_str()), ("day", self.value.day.as_str())]
            .into_iter()
            .map(|(part, value)| {
                let id = match part {
                    "year" => self.field.id.clone(),
                    other => format!("{}-{other}", self.field.id),
                };
                let aria =
                    if self.field.error.is_some() { Html::trusted(" aria-invalid=\"true\"") } else { Html::default() };
                (part, value, id, self.field.t.choice("field.date", part), aria)
            })
            .collect()
    }
}

safe!(DateInput);

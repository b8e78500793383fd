//! Reads counts and months as people and spreadsheets write them: full width, thousands separators, 人日, 和暦, `Nov-26`.
use jiff::civil::Date;

use super::{Measure, grouped};
use crate::date::fold::{fold, whole_number};
use crate::date::{self, DateError};
use crate::form::FieldError;
use crate::publication::Month;

/// Words around a number that say what it counts, as folded; longer ones first.
const UNITS: [&str; 14] = [
    "patient-days",
    "patient days",
    "user-days",
    "user days",
    "bed-days",
    "bed days",
    "beds",
    "days",
    "人日",
    "人",
    "名",
    "床",
    "日",
    "件",
];
/// Months in English, by their first three letters: what spreadsheets make of `2026/11`.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Why a count was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// It is no number.
    #[error("not a number")]
    NoNumber,
    /// It is below zero.
    #[error("below zero")]
    Negative,
    /// It has a fraction.
    #[error("not a whole number")]
    Fraction,
    /// It is more than is believed.
    #[error("more than {most}")]
    TooMuch {
        /// The most that is taken.
        most: u32,
    },
}

impl CountError {
    /// The stable code, also the message key below `error.`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoNumber => "exposure_no_number",
            Self::Negative => "exposure_negative",
            Self::Fraction => "exposure_fraction",
            Self::TooMuch { .. } => "exposure_too_much",
        }
    }

    /// The error of a field.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> FieldError {
        let error = FieldError::new(field, self.code());
        match self {
            Self::TooMuch { most } => error.with("max", grouped(most.into())),
            Self::NoNumber | Self::Negative | Self::Fraction => error,
        }
    }
}

/// Reads a count; `None` = nothing was typed, which is not zero.
///
/// # Errors
/// What is no whole number from zero to the most of the measure.
pub fn read_count(measure: Measure, text: &str) -> Result<Option<u32>, CountError> {
    let folded = fold(text).ok_or(CountError::NoNumber)?;
    if folded.is_empty() {
        return Ok(None);
    }
    let bare = bare(&folded);
    if bare.starts_with(['-', '−', '△', '▲', '–']) && bare.chars().any(|c| c.is_ascii_digit()) {
        return Err(CountError::Negative);
    }
    let whole = match bare.split_once('.') {
        None => bare,
        // A spreadsheet writes 3012 as 3012.0.
        Some((whole, rest)) if !rest.is_empty() && rest.bytes().all(|byte| byte == b'0') => whole,
        Some((whole, rest)) if ungrouped(whole).is_some() && is_digits(rest) => return Err(CountError::Fraction),
        Some(_) => return Err(CountError::NoNumber),
    };
    let most = measure.most();
    let value = match ungrouped(whole) {
        // Digits that do not fit are too many.
        Some(digits) => digits.parse::<u32>().unwrap_or(u32::MAX),
        None => whole_number(whole).ok_or(CountError::NoNumber)?,
    };
    if value > most { Err(CountError::TooMuch { most }) } else { Ok(Some(value)) }
}

/// The number without 延べ before it and the word of its unit behind it.
fn bare(folded: &str) -> &str {
    let text = folded.strip_prefix("延べ").or_else(|| folded.strip_prefix('計')).unwrap_or(folded).trim();
    UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits alone, where they stand alone or in groups of three behind the first: a comma elsewhere is a slip.
fn ungrouped(text: &str) -> Option<String> {
    if is_digits(text) {
        return Some(text.to_owned());
    }
    let mut groups = text.split([',', '、', ' ', '\'']);
    let first = groups.next().filter(|first| is_digits(first) && first.len() <= 3)?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// Why a month was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MonthTextError {
    /// Nothing was written.
    #[error("no month")]
    Missing,
    /// The year is missing.
    #[error("the month has no year")]
    NoYear,
    /// It is no month.
    #[error("not a month")]
    Unreadable,
}

impl MonthTextError {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "month_missing",
            Self::NoYear => "month_without_year",
            Self::Unreadable => "month_unreadable",
        }
    }
}

/// Reads a month: 令和8年11月, R8.11, 2026-11, 2026/11, 202611, a whole date in it (what spreadsheets make of a month), `Nov-26`. `today`
/// gives 8年11月 its era. A month without its year is never guessed, nor is `8.11`, which a spreadsheet may have shortened from 8.110.
///
/// # Errors
/// What is empty, has no year, or is no month.
pub fn read_month(text: &str, today: Date) -> Result<Month, MonthTextError> {
    let folded = fold(text).ok_or(MonthTextError::Unreadable)?;
    let text = folded.strip_suffix('分').or_else(|| folded.strip_suffix('度')).unwrap_or(&folded).trim();
    if text.is_empty() {
        return Err(MonthTextError::Missing);
    }
    if let Some(month) = six_digits(text).or_else(|| english(text)) {
        return month.ok_or(MonthTextError::Unreadable);
    }
    let found = match date::read(text, today) {
        Err(DateError::MissingDay) => date::read(&first_day(text), today),
        other => other,
    };
    match found {
        Ok(read) => Ok(Month::of(read.date)),
        Err(DateError::MissingYear) => Err(MonthTextError::NoYear),
        Err(_) => Err(MonthTextError::Unreadable),
    }
}

/// The text of the first day of the month that a text names.
fn first_day(text: &str) -> String {
    if text.ends_with('月') {
        format!("{text}1日")
    } else if text.contains('年') {
        format!("{text}月1日")
    } else {
        format!("{text}-1")
    }
}

/// `202611`; `Some(None)` = six digits that are no month.
fn six_digits(text: &str) -> Option<Option<Month>> {
    (text.len() == 6 && is_digits(text)).then(|| format!("{}-{}", &text[..4], &text[4..]).parse().ok())
}

/// `nov-26`, `november 2026`, `2026-nov`; `Some(None)` = a month's name with something else.
fn english(text: &str) -> Option<Option<Month>> {
    let words: Vec<&str> = text.split(['-', ' ', '/', '.', ',']).filter(|word| !word.is_empty()).collect();
    let (name, year) = match *words.as_slice() {
        [year, name] if is_digits(year) => (name, year),
        [name, year] if is_digits(year) => (name, year),
        _ => return None,
    };
    let number = MONTHS.iter().position(|month| name.len() >= 3 && name.starts_with(month))? + 1;
    let year = match year.len() {
        2 => format!("20{year}"),
        4 => year.to_owned(),
        _ => return Some(None),
    };
    Some(format!("{year}-{number:02}").parse().ok())
}

//! Calendar dates as Japanese paper writes them: eras (和暦), tolerant reading, formatting, 年度 and age.
//!
//! Only ISO dates are ever stored; an era is a way of writing, worked out again each time.

pub(crate) mod fold;

mod era;
mod lex;
mod message;
mod read;
mod resolve;
#[cfg(test)]
mod tests;

pub use era::{Era, OLD_CALENDAR_UNTIL, Wareki};
pub use message::{DateError, DateNote};
pub use read::{ReadDate, read, read_parts};

use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// What `futawa tool date` answers; the field names are the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateAnswer {
    /// `YYYY-MM-DD`.
    pub iso: String,
    /// `令和8年11月21日`.
    pub wareki: String,
    /// Era name (元号), `令和`.
    pub era: String,
    /// Year of the era, 元年 = 1.
    pub era_year: i16,
    /// What was assumed or converted, in plain Japanese; empty for a plain reading.
    pub notes: Vec<String>,
}

/// Reads a date and describes it for `futawa tool date`.
///
/// # Errors
/// Whatever [`read()`] refuses; a date before 明治 (1868-10-23) is refused too, as it has no era to show.
pub fn tool(text: &str, today: Date) -> Result<DateAnswer, DateError> {
    let found = read(text, today)?;
    let wareki = Wareki::of(found.date).ok_or(DateError::BeforeMeiji)?;
    Ok(DateAnswer {
        iso: found.date.to_string(),
        wareki: wareki.to_string(),
        era: wareki.era_name().to_owned(),
        era_year: wareki.era_year(),
        notes: found.notes.iter().map(DateNote::message_ja).collect(),
    })
}

/// Western form with the weekday (西暦): `2026年11月21日（土）`.
#[must_use]
pub fn format_seireki(date: Date) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    format!("{y}年{m}月{d}日（{}）", weekday_ja(date.weekday()))
}

/// Era form (和暦): `令和8年11月21日`. Before 明治 it falls back to the western form without the weekday.
#[must_use]
pub fn format_wareki(date: Date) -> String {
    Wareki::of(date)
        .map_or_else(|| format!("{}年{}月{}日", date.year(), date.month(), date.day()), |wareki| wareki.to_string())
}

/// Both forms, era first: `令和8年11月21日（2026年11月21日・土）`, the echo beside every date field.
#[must_use]
pub fn format_both(date: Date) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    let weekday = weekday_ja(date.weekday());
    format!("{}（{y}年{m}月{d}日・{weekday}）", format_wareki(date))
}

/// English form: `21 November 2026`.
#[must_use]
pub fn format_english(date: Date) -> String {
    let month = lex::MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    let (first, rest) = month.split_at(1);
    let first = first.to_ascii_uppercase();
    format!("{} {first}{rest} {}", date.day(), date.year())
}

/// Fiscal year (年度), April to March: 2027-03-31 belongs to 2026年度.
#[must_use]
pub fn fiscal_year(date: Date) -> i16 {
    if date.month() >= 4 { date.year() } else { date.year() - 1 }
}

/// Age in full years (満年齢) on a date, or `None` when the date lies before the birth.
///
/// In law (年齢計算ニ関スル法律, 民法143条) an age is reached at the end of the day *before* the birthday. Forms, wristbands and
/// records count from the birthday itself, so this does too. A person born on 29 February turns a year older on 1 March of a common
/// year, which is the same day in both counts.
#[must_use]
pub fn age_on(birth: Date, date: Date) -> Option<u16> {
    if date < birth {
        return None;
    }
    let had_birthday = (date.month(), date.day()) >= (birth.month(), birth.day());
    let years = date.year() - birth.year() - i16::from(!had_birthday);
    u16::try_from(years).ok()
}

/// Weekday in one kanji (曜日).
#[must_use]
pub fn weekday_ja(weekday: Weekday) -> char {
    match weekday {
        Weekday::Monday => '月',
        Weekday::Tuesday => '火',
        Weekday::Wednesday => '水',
        Weekday::Thursday => '木',
        Weekday::Friday => '金',
        Weekday::Saturday => '土',
        Weekday::Sunday => '日',
    }
}

//! Owns the period of a comprehensive publication (包括公表): a fiscal year (年度, April to March) or one of its halves.
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::month::Month;
use crate::date::fiscal_year;

/// How long a period is; data of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodLength {
    /// April to September, October to March (上半期・下半期).
    HalfYear,
    /// April to March (年度).
    Year,
}

/// Which part of the fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Whole,
    First,
    Second,
}

/// A fiscal year `fy2026`, or its half `fy2026-h1`, `fy2026-h2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    year: i16,
    part: Part,
}

/// The text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a period is written fy2026, fy2026-h1 or fy2026-h2")]
pub struct PeriodError;

impl Period {
    /// The period of this length in which a day lies.
    #[must_use]
    pub fn of(date: Date, length: PeriodLength) -> Self {
        let year = fiscal_year(date);
        let part = match length {
            PeriodLength::Year => Part::Whole,
            PeriodLength::HalfYear if (4..=9).contains(&date.month()) => Part::First,
            PeriodLength::HalfYear => Part::Second,
        };
        Self { year, part }
    }

    /// The fiscal year (年度), named by the calendar year of its April.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 or 2 for a half, `None` for the whole year.
    #[must_use]
    pub const fn half(self) -> Option<u8> {
        match self.part {
            Part::Whole => None,
            Part::First => Some(1),
            Part::Second => Some(2),
        }
    }

    /// Its months, oldest first: twelve or six.
    #[must_use]
    pub fn months(self) -> Vec<Month> {
        let (first, count) = match self.part {
            Part::Whole => (Date::constant(self.year, 4, 1), 12),
            Part::First => (Date::constant(self.year, 4, 1), 6),
            Part::Second => (Date::constant(self.year, 10, 1), 6),
        };
        std::iter::successors(Some(Month::of(first)), |month| Some(month.next())).take(count).collect()
    }

    /// First day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let month = if self.part == Part::Second { 10 } else { 4 };
        Date::constant(self.year, month, 1)
    }

    /// Last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self.part {
            Part::First => Date::constant(self.year, 9, 30),
            Part::Whole | Part::Second => Date::constant(self.year + 1, 3, 31),
        }
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.first_day() <= date && date <= self.last_day()
    }

    /// Whether the period is over on this day, so that it can be drawn up.
    #[must_use]
    pub fn is_over(self, today: Date) -> bool {
        today > self.last_day()
    }

    /// The period after, of the same length.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.part {
            Part::Whole => Self { year: self.year + 1, part: Part::Whole },
            Part::First => Self { year: self.year, part: Part::Second },
            Part::Second => Self { year: self.year + 1, part: Part::First },
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.half() {
            None => write!(f, "fy{:04}", self.year),
            Some(half) => write!(f, "fy{:04}-h{half}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let rest = text.strip_prefix("fy").ok_or(PeriodError)?;
        let (year, part) = match rest.split_once('-') {
            None => (rest, Part::Whole),
            Some((year, "h1")) => (year, Part::First),
            Some((year, "h2")) => (year, Part::Second),
            Some(_) => return Err(PeriodError),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PeriodError);
        }
        let year: i16 = year.parse().map_err(|_| PeriodError)?;
        if !(1868..=9998).contains(&year) {
            return Err(PeriodError);
        }
        Ok(Self { year, part })
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

//! What reading a date can report: notes on what was assumed or converted, errors with their remedy; ja and en.

use jiff::civil::{Date, Weekday};
use thiserror::Error;

use super::era::{Era, Wareki, year_label};
use super::weekday_ja;

/// Something the reader of a date must be told although the date could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateNote {
    /// The era had ended by then (平成40年); old paper still prints it.
    AfterEraEnd {
        /// Era as written.
        era: Era,
        /// Year as written.
        year: i16,
        /// The day in its true era.
        read: Wareki,
    },
    /// The era had not begun yet (令和元年4月30日).
    BeforeEraStart {
        /// Era as written.
        era: Era,
        /// Year as written.
        year: i16,
        /// The day in its true era.
        read: Wareki,
    },
    /// A western year stood under an era (令和2026年).
    WesternYearUnderEra {
        /// Era as written.
        era: Era,
        /// Western year (西暦).
        year: i16,
    },
    /// No era was written; that of today was taken.
    AssumedEra {
        /// Era of today.
        era: Era,
        /// Year as written.
        year: i16,
    },
    /// Before 1873-01-01 Japan used another calendar, so the day on paper may be another one.
    OldCalendar,
    /// The written weekday does not belong to the day.
    WeekdayMismatch {
        /// Weekday as written.
        written: Weekday,
        /// The day read.
        date: Date,
    },
}

impl DateNote {
    /// Stable code for programs and message catalogues.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AfterEraEnd { .. } => "after_era_end",
            Self::BeforeEraStart { .. } => "before_era_start",
            Self::WesternYearUnderEra { .. } => "western_year_under_era",
            Self::AssumedEra { .. } => "assumed_era",
            Self::OldCalendar => "old_calendar",
            Self::WeekdayMismatch { .. } => "weekday_mismatch",
        }
    }

    /// The part of the date it is about: `year` or `date`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::OldCalendar | Self::WeekdayMismatch { .. } => "date",
            _ => "year",
        }
    }

    /// One plain Japanese sentence.
    #[must_use]
    pub fn message_ja(&self) -> String {
        match *self {
            Self::AfterEraEnd { era, year, read } | Self::BeforeEraStart { era, year, read } => {
                let why = if matches!(self, Self::AfterEraEnd { .. }) {
                    "その前に終わっています"
                } else {
                    "まだ始まっていません"
                };
                let typed = year_label(era, year);
                format!("{typed}と書かれていますが、{}は{why}。{read}と読みました。", era.name())
            }
            Self::WesternYearUnderEra { era, year } => {
                format!("{}の後の{year}年は、西暦{year}年と読みました。", era.name())
            }
            Self::AssumedEra { era, year } => {
                format!("元号がないので、{}と読みました。", year_label(era, year))
            }
            Self::OldCalendar => "明治5年までは旧暦です。今の暦（新暦）の日付として読みました。".to_owned(),
            Self::WeekdayMismatch { written, date } => format!(
                "曜日が合いません。{}曜日と書かれていますが、この日は{}曜日です。",
                weekday_ja(written),
                weekday_ja(date.weekday())
            ),
        }
    }

    /// One plain English sentence.
    #[must_use]
    pub fn message_en(&self) -> String {
        match *self {
            Self::AfterEraEnd { era, year, read } => {
                let name = era.english();
                format!("{name} ended before year {year}; read as {}.", english(read))
            }
            Self::BeforeEraStart { era, year, read } => {
                let name = era.english();
                format!("{name} had not begun on that day of year {year}; read as {}.", english(read))
            }
            Self::WesternYearUnderEra { era, year } => {
                format!("{year} after {} was read as the western year {year}.", era.english())
            }
            Self::AssumedEra { era, year } => {
                format!("No era was given; read as {} {year}.", era.english())
            }
            Self::OldCalendar => {
                "Japan used a lunar calendar until 1872; the day was read in today's calendar.".to_owned()
            }
            Self::WeekdayMismatch { written, date } => {
                format!("The weekday does not fit: {written:?} was written, the day is a {:?}.", date.weekday())
            }
        }
    }
}

fn english(day: Wareki) -> String {
    let (era, year) = (day.era().english(), day.era_year());
    format!("{} ({era} {year})", super::format_english(day.date()))
}

/// Why a date could not be read. `Display` is the English message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{}", self.message_en())]
pub enum DateError {
    /// Nothing was written.
    Empty,
    /// The text is no date.
    Unreadable,
    /// Only an approximate time or 不明 was written; that belongs in its own field.
    Approximate,
    /// Two different dates stand in the text: 令和8年(2025年).
    Contradiction,
    /// No year.
    MissingYear,
    /// No month.
    MissingMonth,
    /// No day.
    MissingDay,
    /// Year 0 of an era.
    YearZero,
    /// A year no era and no western calendar has: 令和300年, 西暦8年.
    YearOutOfRange,
    /// A short year that fits neither today's era nor one western year: 26.11.21.
    AmbiguousYear {
        /// Year as written.
        year: i16,
    },
    /// The year stands last: 21/11/2026, where day and month cannot be told apart.
    YearNotFirst,
    /// No such month.
    BadMonth {
        /// Month as written.
        month: u32,
    },
    /// The month has no such day.
    BadDay {
        /// Western year read.
        year: i16,
        /// Month read.
        month: i8,
        /// Day as written.
        day: u32,
        /// Last day of that month.
        last: i8,
    },
    /// Earlier than 1868-10-23.
    BeforeMeiji,
}

impl DateError {
    /// Stable code for programs and message catalogues.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::Approximate => "approximate",
            Self::Contradiction => "contradiction",
            Self::MissingYear => "missing_year",
            Self::MissingMonth => "missing_month",
            Self::MissingDay => "missing_day",
            Self::YearZero => "year_zero",
            Self::YearOutOfRange => "year_out_of_range",
            Self::AmbiguousYear { .. } => "ambiguous_year",
            Self::YearNotFirst => "year_not_first",
            Self::BadMonth { .. } => "bad_month",
            Self::BadDay { .. } => "bad_day",
            Self::BeforeMeiji => "before_meiji",
        }
    }

    /// The part at fault: `date`, `year`, `month` or `day`; the box to which the error summary links.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Empty | Self::Unreadable | Self::Approximate | Self::Contradiction => "date",
            Self::MissingMonth | Self::BadMonth { .. } => "month",
            Self::MissingDay | Self::BadDay { .. } => "day",
            Self::MissingYear
            | Self::YearZero
            | Self::YearOutOfRange
            | Self::AmbiguousYear { .. }
            | Self::YearNotFirst
            | Self::BeforeMeiji => "year",
        }
    }

    /// What is wrong and what to do, in plain Japanese.
    #[must_use]
    pub fn message_ja(&self) -> String {
        let fixed = match *self {
            Self::Empty => "日付を入れてください。例：令和8年11月21日",
            Self::Unreadable => "日付として読めません。令和8年11月21日、R8.11.21、2026-11-21 のように入れてください。",
            Self::Approximate => "日付がはっきりしないときは「不明」を選び、だいたいの時期の欄に書いてください。",
            Self::Contradiction => "ちがう日付が2つ書かれています。正しい日付を1つだけ入れてください。",
            Self::MissingYear => "年がありません。令和8年11月21日のように、年から入れてください。",
            Self::MissingMonth => "月がありません。月と日も入れてください。",
            Self::MissingDay => "日がありません。日も入れてください。",
            Self::YearZero => "0年はありません。最初の年は元年（1年）です。",
            Self::YearOutOfRange => "年が正しくありません。令和8年または2026年のように入れてください。",
            Self::YearNotFirst => "月と日の区別ができません。2026-11-21 のように、年・月・日の順に入れてください。",
            Self::BeforeMeiji => "明治より前の日付は使えません。年を確かめてください。",
            Self::AmbiguousYear { year } => {
                return format!(
                    "{year}年がどの年か分かりません。元号（令和など）を付けるか、西暦を4けたで入れてください。"
                );
            }
            Self::BadMonth { month } => {
                return format!("{month}月はありません。月は1から12で入れてください。");
            }
            Self::BadDay { year, month, day, last } => {
                return format!("{year}年{month}月に{day}日はありません。日は1から{last}で入れてください。");
            }
        };
        fixed.to_owned()
    }

    /// What is wrong and what to do, in plain English.
    #[must_use]
    pub fn message_en(&self) -> String {
        let fixed = match *self {
            Self::Empty => "Enter a date, for example 2026-11-21.",
            Self::Unreadable => "This is not a date that can be read. Enter it like 2026-11-21 or R8.11.21.",
            Self::Approximate => {
                "If the date is not certain, choose \"unknown\" and write the rough time in its own field."
            }
            Self::Contradiction => "Two different dates are written. Enter only the right one.",
            Self::MissingYear => "The year is missing. Begin with the year, like 2026-11-21.",
            Self::MissingMonth => "The month is missing. Enter the month and the day too.",
            Self::MissingDay => "The day is missing. Enter the day too.",
            Self::YearZero => "There is no year 0. The first year of an era is 1.",
            Self::YearOutOfRange => "The year is not right. Enter it like 2026 or R8.",
            Self::YearNotFirst => "Day and month cannot be told apart. Enter year, month, day, like 2026-11-21.",
            Self::BeforeMeiji => "Dates before the Meiji era cannot be used. Check the year.",
            Self::AmbiguousYear { year } => {
                return format!("It is not clear which year {year} is. Add the era or enter four digits.");
            }
            Self::BadMonth { month } => {
                return format!("There is no month {month}. Enter a month from 1 to 12.");
            }
            Self::BadDay { year, month, day, last } => {
                return format!("There is no day {day} in {year}-{month:02}. Enter a day from 1 to {last}.");
            }
        };
        fixed.to_owned()
    }
}

//! Turns the written parts of a date into a day of the calendar: eras, their edges, impossible days.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::era::{Era, OLD_CALENDAR_UNTIL, Wareki};
use super::fold::Number;
use super::message::{DateError, DateNote};
use super::read::ReadDate;

/// First western year (西暦) taken for one when it stands under an era.
const FIRST_WESTERN_YEAR: u32 = 1868;
/// Largest year of an era still converted: 昭和100年 and 明治159年 are met on real paper.
const LAST_ERA_YEAR: u32 = 199;
/// A year without era may lie this many years ahead of today's era year; beyond, `26.11.21` would quietly become 2044.
const YEARS_AHEAD: u32 = 10;

/// A date as written, not yet checked.
pub(super) struct Written {
    pub(super) prefix: Prefix,
    pub(super) year: Number,
    pub(super) month: u32,
    pub(super) day: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    None,
    Western,
    Era(Era),
}

/// Turns the written parts into a day of the calendar.
pub(super) fn resolve(written: &Written, today: Date) -> Result<ReadDate, DateError> {
    let mut notes = Vec::new();
    let (year, typed) = match written.prefix {
        Prefix::Era(era) if written.year.value >= FIRST_WESTERN_YEAR => {
            let year = western(written.year)?;
            notes.push(DateNote::WesternYearUnderEra { era, year });
            (year, None)
        }
        Prefix::Era(era) => era_year(era, written.year)?,
        Prefix::None if written.year.digits <= 2 => {
            let (era, year) = assume_era(written.year, today)?;
            notes.push(DateNote::AssumedEra { era, year });
            era_year(era, written.year)?
        }
        Prefix::None | Prefix::Western => (western(written.year)?, None),
    };
    let date = day_of(year, written.month, written.day)?;
    if let Some((era, year)) = typed {
        notes.extend(era_note(era, year, date));
    }
    checked(date, notes)
}

pub(super) fn western(year: Number) -> Result<i16, DateError> {
    if year.digits != 4 {
        return Err(DateError::YearOutOfRange);
    }
    if year.value < FIRST_WESTERN_YEAR {
        return Err(DateError::BeforeMeiji);
    }
    i16::try_from(year.value).map_err(|_| DateError::YearOutOfRange)
}

/// Western year of an era's year, and the pair as typed.
pub(super) fn era_year(era: Era, year: Number) -> Result<(i16, Option<(Era, i16)>), DateError> {
    match year.value {
        0 => Err(DateError::YearZero),
        1..=LAST_ERA_YEAR => {
            let typed = i16::try_from(year.value).map_err(|_| DateError::YearOutOfRange)?;
            let western = era.western_year(typed).ok_or(DateError::YearOutOfRange)?;
            Ok((western, Some((era, typed))))
        }
        _ => Err(DateError::YearOutOfRange),
    }
}

fn assume_era(year: Number, today: Date) -> Result<(Era, i16), DateError> {
    let now = Wareki::of(today).ok_or(DateError::MissingYear)?;
    let typed = i16::try_from(year.value).map_err(|_| DateError::YearOutOfRange)?;
    if year.value == 0 {
        return Err(DateError::YearZero);
    }
    let limit = u32::from(now.era_year().unsigned_abs()) + YEARS_AHEAD;
    if year.value > limit {
        return Err(DateError::AmbiguousYear { year: typed });
    }
    Ok((now.era(), typed))
}

fn day_of(year: i16, month: u32, day: u32) -> Result<Date, DateError> {
    let wrong_month = DateError::BadMonth { month };
    let month = i8::try_from(month).map_err(|_| wrong_month)?;
    let first = Date::new(year, month, 1).map_err(|_| wrong_month)?;
    let last = first.days_in_month();
    i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok()).ok_or(DateError::BadDay {
        year,
        month,
        day,
        last,
    })
}

fn era_note(era: Era, year: i16, date: Date) -> Option<DateNote> {
    let read = Wareki::of(date)?;
    match read.era().cmp(&era) {
        Ordering::Equal => None,
        Ordering::Greater => Some(DateNote::AfterEraEnd { era, year, read }),
        Ordering::Less => Some(DateNote::BeforeEraStart { era, year, read }),
    }
}

pub(super) fn checked(date: Date, mut notes: Vec<DateNote>) -> Result<ReadDate, DateError> {
    if Era::of(date).is_none() {
        return Err(DateError::BeforeMeiji);
    }
    if date < OLD_CALENDAR_UNTIL {
        notes.push(DateNote::OldCalendar);
    }
    Ok(ReadDate { date, notes })
}

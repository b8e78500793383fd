//! When something happened and was found (発生・発見): exact, in a band, approximate or unknown, each a value of its own.

mod clock;
#[cfg(test)]
mod tests;

pub use clock::{Half, ReadTime, TimeError, TimeNote, read_clock, read_time};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Day of the event (発生年月日). JSON: `{"precision":"exact","date":"2026-11-21"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "precision", content = "date", rename_all = "snake_case")]
pub enum EventDate {
    /// The day is known.
    Exact(Date),
    /// Only roughly known (だいたいの時期); the words are kept sealed with the report, not here.
    Approximate,
    /// 不明.
    Unknown,
}

impl EventDate {
    /// The day, when it is known exactly.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        match self {
            Self::Exact(date) => Some(date),
            Self::Approximate | Self::Unknown => None,
        }
    }
}

/// Time of the event (発生時刻). JSON: `{"kind":"exact","at":{"hour":14,"minute":5}}`, `{"kind":"band","at":"night"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "at", rename_all = "snake_case")]
pub enum EventTime {
    /// The minute is known.
    Exact {
        /// Hour, 0 to 23.
        #[serde(deserialize_with = "hour")]
        hour: u8,
        /// Minute, 0 to 59.
        #[serde(deserialize_with = "minute")]
        minute: u8,
    },
    /// Only the part of the day is known.
    Band(TimeBand),
    /// 不明.
    Unknown,
}

impl EventTime {
    /// First and last minute of the day that the time can mean, counted from midnight; the whole day when nothing is certain.
    #[must_use]
    pub fn span(self) -> (u16, u16) {
        match self {
            Self::Exact { hour, minute } => {
                let at = u16::from(hour) * 60 + u16::from(minute);
                (at, at)
            }
            Self::Band(band) => band.span(),
            Self::Unknown => WHOLE_DAY,
        }
    }
}

const WHOLE_DAY: (u16, u16) = (0, 24 * 60 - 1);

/// Part of the day (時間帯), for when nobody looked at a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeBand {
    /// 早朝.
    EarlyMorning,
    /// 日中.
    Day,
    /// 夕.
    Evening,
    /// 夜.
    Night,
    /// 深夜.
    Midnight,
    /// 交代時.
    ShiftChange,
}

impl TimeBand {
    /// All bands in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::EarlyMorning, Self::Day, Self::Evening, Self::Night, Self::Midnight, Self::ShiftChange];

    /// Stable code, the same as in JSON; also the end of the message key.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EarlyMorning => "early_morning",
            Self::Day => "day",
            Self::Evening => "evening",
            Self::Night => "night",
            Self::Midnight => "midnight",
            Self::ShiftChange => "shift_change",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }

    /// Deliberately wide bounds in minutes from midnight: wards differ in what they call 夜, and a wrong flag costs trust.
    /// 深夜 lies on both sides of midnight and 交代時 comes several times a day, so neither bounds anything.
    fn span(self) -> (u16, u16) {
        let hours = |from: u16, to: u16| (from * 60, to * 60 - 1);
        match self {
            Self::EarlyMorning => hours(3, 9),
            Self::Day => hours(6, 18),
            Self::Evening => hours(15, 21),
            Self::Night => hours(17, 24),
            Self::Midnight | Self::ShiftChange => WHOLE_DAY,
        }
    }
}

/// When the event was found (発見時刻). JSON: `{"kind":"same_as_occurrence"}`, `{"kind":"at","date":null,"time":{…}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Discovery {
    /// 発生と同じ.
    SameAsOccurrence,
    /// 違う場合.
    At {
        /// Day of discovery; `None` when the reporter gave only a time, which then counts for the day of occurrence.
        date: Option<Date>,
        /// Time of discovery.
        time: EventTime,
    },
    /// 不明.
    Unknown,
}

impl Discovery {
    /// Whether discovery certainly lies before occurrence. The form flags this and never refuses it: after midnight a reporter often
    /// forgets the date, and the leader can put it right. What is not certain (不明, 深夜, overlapping bands) is not flagged.
    #[must_use]
    pub fn is_earlier_than(self, date: EventDate, time: EventTime) -> bool {
        let Self::At { date: found_on, time: found_at } = self else {
            return false;
        };
        let earlier_time = found_at.span().1 < time.span().0;
        match (found_on, date.exact()) {
            (Some(found), Some(happened)) => found < happened || (found == happened && earlier_time),
            // One day for both, known or not: the times alone decide.
            (None, _) => earlier_time,
            (Some(_), None) => false,
        }
    }
}

fn hour<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    at_most(from, 23)
}

fn minute<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    at_most(from, 59)
}

fn at_most<'de, D: Deserializer<'de>>(from: D, most: u8) -> Result<u8, D::Error> {
    let value = u8::deserialize(from)?;
    if value > most {
        return Err(de::Error::custom(format!("{value} is above {most}")));
    }
    Ok(value)
}

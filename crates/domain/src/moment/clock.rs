//! Reads a time of day from the boxes 午前・午後, 時 and 分.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::date::fold::{fold, take_number};

/// Half of the day (午前・午後).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// 午前.
    Am,
    /// 午後.
    Pm,
}

impl Half {
    /// As shown on the form.
    #[must_use]
    pub fn name_ja(self) -> &'static str {
        match self {
            Self::Am => "午前",
            Self::Pm => "午後",
        }
    }
}

/// A time that was read, with what the person must be told about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadTime {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// An assumption, if one was made.
    pub note: Option<TimeNote>,
}

/// What was assumed about a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeNote {
    /// 午後12時 was read as noon, as digital clocks show it; the decree of 1872 (太政官布告第337号) meant midnight.
    Noon,
    /// 午前12時 was read as midnight, as digital clocks show it; the decree of 1872 meant noon.
    Midnight,
    /// 午後 with an hour of the 24-hour clock (午後14時).
    TwentyFourHours,
}

impl TimeNote {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Noon => "noon",
            Self::Midnight => "midnight",
            Self::TwentyFourHours => "twenty_four_hours",
        }
    }

    /// One plain Japanese sentence.
    #[must_use]
    pub fn message_ja(self) -> &'static str {
        match self {
            Self::Noon => "午後12時は、昼の12時（12:00）と読みました。",
            Self::Midnight => "午前12時は、夜の0時（0:00）と読みました。",
            Self::TwentyFourHours => "24時間制の時刻として読みました。",
        }
    }

    /// One plain English sentence.
    #[must_use]
    pub fn message_en(self) -> &'static str {
        match self {
            Self::Noon => "12 p.m. was read as noon (12:00).",
            Self::Midnight => "12 a.m. was read as midnight (0:00).",
            Self::TwentyFourHours => "Read as a time of the 24-hour clock.",
        }
    }
}

/// Why a time could not be read. `Display` is the English message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{}", self.message_en())]
pub enum TimeError {
    /// No hour.
    MissingHour,
    /// No minute.
    MissingMinute,
    /// The hour box holds no hour from 0 to 23.
    BadHour,
    /// The minute box holds no minute from 0 to 59.
    BadMinute,
    /// 24時: the next day's 0時, so the date must change too.
    TwentyFour,
    /// 午前 with an hour after noon (午前14時), or two halves that differ.
    HalfContradicts,
}

impl TimeError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MissingHour => "missing_hour",
            Self::MissingMinute => "missing_minute",
            Self::BadHour => "bad_hour",
            Self::BadMinute => "bad_minute",
            Self::TwentyFour => "twenty_four",
            Self::HalfContradicts => "half_contradicts",
        }
    }

    /// The box at fault: `hour`, `minute` or `half`.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::MissingHour | Self::BadHour | Self::TwentyFour => "hour",
            Self::MissingMinute | Self::BadMinute => "minute",
            Self::HalfContradicts => "half",
        }
    }

    /// What is wrong and what to do, in plain Japanese.
    #[must_use]
    pub fn message_ja(self) -> &'static str {
        match self {
            Self::MissingHour => "時を入れてください。分からないときは、時間帯か「不明」を選んでください。",
            Self::MissingMinute => {
                "分を入れてください。ちょうどのときは 0 を、分からないときは時間帯を選んでください。"
            }
            Self::BadHour => "時は 0 から 23 の数字で入れてください。",
            Self::BadMinute => "分は 0 から 59 の数字で入れてください。",
            Self::TwentyFour => "24時は次の日の0時です。日付を次の日にして、0時と入れてください。",
            Self::HalfContradicts => "午前・午後と時が合いません。どちらかを直してください。",
        }
    }

    /// What is wrong and what to do, in plain English.
    #[must_use]
    pub fn message_en(self) -> &'static str {
        match self {
            Self::MissingHour => "Enter the hour, or choose a part of the day or \"unknown\".",
            Self::MissingMinute => "Enter the minute: 0 on the hour. If not known, choose a part of the day.",
            Self::BadHour => "Enter the hour as a number from 0 to 23.",
            Self::BadMinute => "Enter the minute as a number from 0 to 59.",
            Self::TwentyFour => "24:00 is 0:00 of the next day. Change the date and enter 0.",
            Self::HalfContradicts => "Morning or afternoon does not fit the hour. Correct one of them.",
        }
    }
}

/// Reads a time as hour (0–23) and minute; [`read_clock`] also tells what was assumed.
///
/// # Errors
/// As [`read_clock`].
pub fn read_time(half: Option<Half>, hour: &str, minute: &str) -> Result<(u8, u8), TimeError> {
    read_clock(half, hour, minute).map(|read| (read.hour, read.minute))
}

/// Reads a time from its boxes: full width, kanji numerals, 時 and 分 typed along, and a whole time in the hour box (`14:05`,
/// `午後2時5分`, `2時半`) are understood.
///
/// # Errors
/// A part that is missing or out of its range, 24時, and 午前 with an hour after noon.
pub fn read_clock(half: Option<Half>, hour: &str, minute: &str) -> Result<ReadTime, TimeError> {
    let hour_text = fold(hour).ok_or(TimeError::BadHour)?.replace(' ', "");
    let minute_text = fold(minute).ok_or(TimeError::BadMinute)?.replace(' ', "");
    let (own_half, hour_text) = strip_half(&hour_text);
    if own_half.is_some() && half.is_some() && own_half != half {
        return Err(TimeError::HalfContradicts);
    }
    if hour_text.is_empty() {
        return Err(TimeError::MissingHour);
    }
    let (hour, rest) = take_number(hour_text).ok_or(TimeError::BadHour)?;
    let rest = rest.strip_prefix([':', '時', '.']).unwrap_or(rest);
    let minute = match (rest, minute_text.as_str()) {
        ("", "") => return Err(TimeError::MissingMinute),
        ("", text) | (text, "") => minute_of(text)?,
        _ => return Err(TimeError::BadHour),
    };
    let (hour, note) = hour_of_day(half.or(own_half), hour.value)?;
    Ok(ReadTime { hour, minute, note })
}

fn strip_half(text: &str) -> (Option<Half>, &str) {
    let marks = [("午前", Half::Am), ("am", Half::Am), ("午後", Half::Pm), ("pm", Half::Pm)];
    marks
        .iter()
        .find_map(|(mark, half)| {
            let rest = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
            rest.map(|rest| (Some(*half), rest))
        })
        .unwrap_or((None, text))
}

fn minute_of(text: &str) -> Result<u8, TimeError> {
    if text == "半" {
        return Ok(30);
    }
    let (number, rest) = take_number(text).ok_or(TimeError::BadMinute)?;
    u8::try_from(number.value)
        .ok()
        .filter(|minute| *minute < 60 && matches!(rest, "" | "分"))
        .ok_or(TimeError::BadMinute)
}

fn hour_of_day(half: Option<Half>, hour: u32) -> Result<(u8, Option<TimeNote>), TimeError> {
    let hour = match u8::try_from(hour) {
        Ok(24) => return Err(TimeError::TwentyFour),
        Ok(hour @ 0..24) => hour,
        _ => return Err(TimeError::BadHour),
    };
    Ok(match (half, hour) {
        (Some(Half::Am), 12) => (0, Some(TimeNote::Midnight)),
        (Some(Half::Am), 13..) => return Err(TimeError::HalfContradicts),
        (Some(Half::Pm), 12) => (12, Some(TimeNote::Noon)),
        (Some(Half::Pm), 0..12) => (hour + 12, None),
        (Some(Half::Pm), 13..) => (hour, Some(TimeNote::TwentyFourHours)),
        (None | Some(Half::Am), _) => (hour, None),
    })
}

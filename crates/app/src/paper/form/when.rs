//! Owns dates of birth and times of day as the paper writes them: the letter of the era circled, 午前・午後 circled.
use domain::date::Wareki;
use domain::moment::EventTime;
use jiff::civil::Date;
use pdf::{Clock, Half};
use render::when as words;

use super::Source;

impl Source<'_> {
    /// Year within the era, month and day.
    pub(super) fn era_parts(&self, birth: Option<Date>) -> [String; 3] {
        let Some(birth) = birth else { return Default::default() };
        let year = Wareki::of(birth).map_or_else(|| birth.year(), |wareki| wareki.era_year());
        [year.to_string(), birth.month().to_string(), birth.day().to_string()]
    }

    /// 午前・午後　時　分, a part of the day in words, or 不明.
    pub(super) fn clock(&self, time: EventTime) -> Clock {
        match time {
            EventTime::Exact { hour, minute } => Clock {
                half: if hour < 12 { Half::Am } else { Half::Pm },
                hour: (hour % 12).to_string(),
                minute: format!("{minute:02}"),
                ..Clock::default()
            },
            EventTime::Band(_) => Clock { note: words::time(self.t, time), ..Clock::default() },
            EventTime::Unknown => Clock { unknown: true, ..Clock::default() },
        }
    }
}

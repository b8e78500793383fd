//! Owns the demo's time: days, working hours and months in the facility's zone.
use domain::publication::Month;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::dice::Dice;

/// One minute in microseconds.
pub(super) const MINUTE: i64 = 60_000_000;
/// One day in microseconds; the demo's zone knows no summer time.
pub(super) const DAY: i64 = 24 * 60 * MINUTE;

/// The calendar of a facility.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    pub(super) zone: TimeZone,
}

impl Calendar {
    /// The instant of a local day and time, microseconds since 1970 UTC.
    pub(super) fn at(&self, date: Date, hour: i8, minute: i8) -> i64 {
        let time = Time::new(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0).unwrap_or(Time::MIN);
        let zoned = date.to_datetime(time).to_zoned(self.zone.clone());
        zoned.map_or(0, |zoned| zoned.timestamp().as_microsecond())
    }

    /// The local day of an instant.
    pub(super) fn date(&self, at: i64) -> Date {
        Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone()).date()
    }

    /// A working moment some days after an instant, and certainly after it.
    pub(super) fn work_after(&self, dice: &mut Dice, at: i64, days: i64) -> i64 {
        let mut date = plus(self.date(at), days);
        loop {
            while is_weekend(date) {
                date = plus(date, 1);
            }
            let minutes = dice.between(8 * 60 + 40, 17 * 60 + 35);
            let moment = self.at(date, 0, 0) + minutes * MINUTE;
            if moment > at {
                return moment;
            }
            date = plus(date, 1);
        }
    }
}

/// So many days later.
pub(super) fn plus(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// The months up to the one of the day, oldest first.
pub(super) fn months_until(today: Date, count: usize) -> Vec<Month> {
    let mut months = vec![Month::of(today)];
    while months.len() < count.max(1) {
        let before = months[months.len() - 1].previous();
        months.push(before);
    }
    months.reverse();
    months
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

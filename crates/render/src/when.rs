//! when: days, moments, months and durations in the words of a page's language; the caller gives the moment.

use domain::date::{Wareki, format_both, format_english, format_wareki};
use domain::moment::EventTime;
use domain::publication::{Month, Period};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::catalog::Text;
use crate::lang::Lang;

const MINUTE: i64 = 60_000_000;

/// A moment as a page shows it: the wall clock of the facility, and RFC 3339 for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Wall clock at the facility.
    pub local: DateTime,
    /// RFC 3339 with the offset.
    pub iso: String,
}

impl Moment {
    /// The moment `at` (microseconds since 1970 UTC) in the facility's zone.
    #[must_use]
    pub fn of(at: i64, zone: &TimeZone) -> Self {
        let zoned = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
        let iso = zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Self { local: zoned.datetime(), iso }
    }

    /// Day and time of day: 令和8年11月21日 14:05.
    #[must_use]
    pub fn words(&self, t: Text) -> String {
        format!("{} {}", day(t, self.local.date()), self.clock())
    }

    /// Time of day alone: 14:05.
    #[must_use]
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}", self.local.hour(), self.local.minute())
    }
}

/// A day in the reader's own writing: 令和8年11月21日, 21 November 2026.
#[must_use]
pub fn day(t: Text, date: Date) -> String {
    match t.lang() {
        Lang::Ja => format_wareki(date),
        Lang::En => format_english(date),
    }
}

/// A day of this year, without the year: 11月21日, 21 November.
#[must_use]
pub fn day_of_year(t: Text, date: Date) -> String {
    match t.lang() {
        Lang::Ja => format!("{}月{}日", date.month(), date.day()),
        Lang::En => format_english(date).rsplit_once(' ').map(|(day, _)| day.to_owned()).unwrap_or_default(),
    }
}

/// A day in both writings: 令和8年11月21日（2026年11月21日・土）, 21 November 2026 (Reiwa 8).
#[must_use]
pub fn day_both(t: Text, date: Date) -> String {
    match t.lang() {
        Lang::Ja => format_both(date),
        Lang::En => format!("{}{}", format_english(date), era_in_brackets(date)),
    }
}

/// A day short enough for a seal: 8.11.21 (era year, month, day).
#[must_use]
pub fn day_on_seal(date: Date) -> String {
    let year = Wareki::of(date).map_or_else(|| date.year(), |wareki| wareki.era_year());
    format!("{year}.{}.{}", date.month(), date.day())
}

/// A month in both writings: 令和8年10月（2026年10月）, October 2026 (Reiwa 8).
#[must_use]
pub fn month(t: Text, month: Month) -> String {
    let last = month.last_day();
    match t.lang() {
        // A month belongs to the era of its last day, as official monthly papers write it (令和元年5月).
        Lang::Ja => {
            let year = Wareki::of(last).map_or_else(|| format!("{}年", month.year()), |wareki| wareki.year_label());
            format!("{year}{number}月（{}年{number}月）", month.year(), number = month.number())
        }
        Lang::En => format!("{}{}", month_english(month), era_in_brackets(last)),
    }
}

/// A month in one writing: 令和8年10月, October 2026.
#[must_use]
pub fn month_short(t: Text, month: Month) -> String {
    match t.lang() {
        Lang::Ja => {
            let year = Wareki::of(month.last_day())
                .map_or_else(|| format!("{}年", month.year()), |wareki| wareki.year_label());
            format!("{year}{}月", month.number())
        }
        Lang::En => month_english(month),
    }
}

/// A month under an axis: R8.11 on a Japanese page of a facility that writes 和暦, else 2026-11.
#[must_use]
pub fn month_axis(t: Text, month: Month, wareki: bool) -> String {
    let era = if wareki && t.lang() == Lang::Ja { Wareki::of(month.last_day()) } else { None };
    let short = era.and_then(|year| {
        let letter = year.era().english().chars().next()?;
        Some(format!("{letter}{}.{}", year.era_year(), month.number()))
    });
    short.unwrap_or_else(|| month.to_string())
}

/// A fiscal year (年度): 令和8年度（2026年度）, fiscal year 2026 (Reiwa 8).
#[must_use]
pub fn fiscal_year(t: Text, year: i16) -> String {
    let first = Date::new(year, 4, 1).ok();
    let era = first.and_then(Wareki::of);
    let era = match t.lang() {
        Lang::Ja => era.map(|wareki| wareki.year_label()),
        Lang::En => era.map(|wareki| format!("{} {}", wareki.era().english(), wareki.era_year())),
    };
    t.with("timeline.fiscal_year", &[("year", &year), ("era", &era.unwrap_or_default())])
}

/// A period of a comprehensive publication: 令和8年度（2026年度） 上半期（4月〜9月）.
#[must_use]
pub fn period(t: Text, period: Period) -> String {
    let code = match period.half() {
        None => "year",
        Some(1) => "h1",
        Some(_) => "h2",
    };
    t.choice("period.name", code).replace("{year}", &fiscal_year(t, period.year()))
}

/// How long something took, in the largest two units: 3日4時間, 25分.
#[must_use]
pub fn duration(t: Text, micros: i64) -> String {
    let minutes = micros.max(0) / MINUTE;
    let (days, hours) = (minutes / 1440, minutes / 60 % 24);
    match (days, hours) {
        (0, 0) => t.with("timeline.span.minutes", &[("m", &minutes)]),
        (0, hours) => t.with("timeline.span.hours", &[("h", &hours)]),
        (days, 0) => t.with("timeline.span.days", &[("d", &days)]),
        (days, hours) => t.with("timeline.span.days_hours", &[("d", &days), ("h", &hours)]),
    }
}

/// A time of day, a band or 不明.
#[must_use]
pub fn time(t: Text, time: EventTime) -> String {
    match time {
        EventTime::Exact { hour, minute } => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour12 = if hour < 12 { hour } else { hour - 12 };
            let minute = format!("{minute:02}");
            t.with(
                "timeline.clock",
                &[("half", &t.choice("timeline.half", half)), ("hour", &hour12), ("minute", &minute)],
            )
        }
        EventTime::Band(band) => t.choice("timeline.band", band.code()),
        EventTime::Unknown => t.get("field.unknown").to_owned(),
    }
}

fn month_english(month: Month) -> String {
    let day = format_english(month.first_day());
    day.split_once(' ').map_or(day.clone(), |(_, rest)| rest.to_owned())
}

fn era_in_brackets(date: Date) -> String {
    Wareki::of(date).map_or_else(String::new, |wareki| format!(" ({} {})", wareki.era().english(), wareki.era_year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ja() -> Text {
        Text::new(Lang::Ja)
    }

    const fn en() -> Text {
        Text::new(Lang::En)
    }

    #[test]
    fn days_and_months_are_written_in_both_ways() {
        let date = Date::constant(2026, 11, 21);
        assert_eq!(day_on_seal(date), "8.11.21");
        assert_eq!(day_both(ja(), date), "令和8年11月21日（2026年11月21日・土）");
        assert_eq!(day_both(en(), date), "21 November 2026 (Reiwa 8)");
        let october: Month = "2026-10".parse().unwrap();
        assert_eq!(month(ja(), october), "令和8年10月（2026年10月）");
        assert_eq!(month(en(), october), "October 2026 (Reiwa 8)");
        let first: Month = "2019-05".parse().unwrap();
        assert_eq!(month(ja(), first), "令和元年5月（2019年5月）");
    }

    #[test]
    fn durations_use_two_units_at_most() {
        assert_eq!(duration(ja(), 25 * MINUTE), "25分");
        assert_eq!(duration(ja(), (3 * 1440 + 4 * 60 + 59) * MINUTE), "3日4時間");
        assert_eq!(duration(en(), -5), "0 min");
    }

    #[test]
    fn moments_keep_the_zone() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let moment = Moment::of(1_795_237_500_000_000, &zone);
        assert!(moment.iso.ends_with("+09:00"), "{}", moment.iso);
        assert_eq!(moment.words(ja()), format!("{} {}", format_wareki(moment.local.date()), moment.clock()));
    }
}

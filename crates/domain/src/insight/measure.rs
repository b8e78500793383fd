//! Owns the measures (指標) that are charted, and the name of a series: measure, unit, form and by which exposure it is divided.
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::View;
use super::cube::Row;
use crate::exposure;
use crate::id::UnitId;
use crate::profile::Kind;
use crate::report::Mode;

/// What is measured, month by month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Reports (報告件数). Neither many nor few is good by itself.
    Reports,
    /// Accidents (アクシデント): reports whose level lies above the profile's cut.
    Harm,
    /// Share of accidents among the reports.
    HarmShare,
    /// Share of the two mildest levels of the scale (0 and 1, or 1 and 2) among the reports with a level: a facility that sees things
    /// early has a high one.
    LowShare,
    /// Share of anonymous reports.
    AnonymousShare,
    /// Share of reports by physicians (医師) among the named ones whose occupation is known.
    PhysicianShare,
    /// Days from event to report: the mean of those whose day is known.
    Lag,
}

/// Occupation codes of physicians (医師・歯科医師) in the profiles.
const PHYSICIANS: [&str; 2] = ["doctor", "dentist"];

impl Measure {
    /// Every measure, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Reports,
        Self::Harm,
        Self::HarmShare,
        Self::LowShare,
        Self::AnonymousShare,
        Self::PhysicianShare,
        Self::Lag,
    ];

    /// The code in addresses, rows and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Harm => "harm",
            Self::HarmShare => "harm_share",
            Self::LowShare => "low_share",
            Self::AnonymousShare => "anonymous_share",
            Self::PhysicianShare => "physician_share",
            Self::Lag => "lag",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }

    /// Whether it counts events, so that it can be put per exposure and its events have times between them.
    #[must_use]
    pub const fn is_count(self) -> bool {
        matches!(self, Self::Reports | Self::Harm)
    }

    /// Whether it is a share of something.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(self, Self::HarmShare | Self::LowShare | Self::AnonymousShare | Self::PhysicianShare)
    }
}

/// The name of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// What is measured.
    pub measure: Measure,
    /// Of this unit; `None` = of all.
    pub unit: Option<UnitId>,
    /// Of this form (形態); `None` = of all.
    pub form: Option<String>,
    /// By which exposure it is divided: user-days (延べ利用者日数), or beds (病床数・定員) of the month.
    pub per: Option<exposure::Measure>,
}

impl SeriesKey {
    /// A measure over the whole facility.
    #[must_use]
    pub const fn of(measure: Measure) -> Self {
        Self { measure, unit: None, form: None, per: None }
    }
}

impl fmt::Display for SeriesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.measure.code())?;
        if let Some(form) = &self.form {
            write!(f, " form={form}")?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " unit={unit}")?;
        }
        match self.per {
            Some(exposure::Measure::UserDays) => f.write_str(" per_exposure"),
            Some(exposure::Measure::Beds) => f.write_str(" per_bed"),
            None => Ok(()),
        }
    }
}

/// The text names no series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a series is written like: harm form=fall unit=<id> per_exposure")]
pub struct SeriesKeyError;

impl FromStr for SeriesKey {
    type Err = SeriesKeyError;
    fn from_str(text: &str) -> Result<Self, SeriesKeyError> {
        let mut words = text.split(' ');
        let measure = words.next().and_then(Measure::from_code).ok_or(SeriesKeyError)?;
        let mut key = Self::of(measure);
        for word in words {
            match word.split_once('=') {
                Some(("form", form)) if !form.is_empty() => key.form = Some(form.to_owned()),
                Some(("unit", unit)) => key.unit = Some(unit.parse().map_err(|_| SeriesKeyError)?),
                None if word == "per_exposure" && measure.is_count() => key.per = Some(exposure::Measure::UserDays),
                None if word == "per_bed" && measure.is_count() => key.per = Some(exposure::Measure::Beds),
                _ => return Err(SeriesKeyError),
            }
        }
        Ok(key)
    }
}

impl View<'_> {
    /// Numerator and denominator of a measure for each month of the view. The denominator of a count is 1; of a share the reports
    /// that could have it; of the lag the reports whose day is known, with the sum of days as numerator.
    #[must_use]
    pub fn monthly(&self, measure: Measure) -> Vec<(f64, f64)> {
        let counts = measure.is_count();
        let mut months = vec![(0.0, if counts { 1.0 } else { 0.0 }); self.span()];
        for row in &self.rows {
            let Some(month) = usize::try_from(row.month - self.first).ok().and_then(|at| months.get_mut(at)) else {
                continue;
            };
            let (num, den) = self.shares(row, measure);
            month.0 += num;
            if !counts {
                month.1 += den;
            }
        }
        months
    }

    /// What one report adds to numerator and denominator.
    fn shares(&self, row: &Row, measure: Measure) -> (f64, f64) {
        let of = |holds: bool| (f64::from(u8::from(holds)), 1.0);
        let among = |known: bool, holds: bool| if known { of(holds) } else { (0.0, 0.0) };
        match measure {
            Measure::Reports => (1.0, 1.0),
            Measure::Harm => of(row.kind == Some(Kind::Accident)),
            Measure::HarmShare => among(row.kind.is_some(), row.kind == Some(Kind::Accident)),
            Measure::LowShare => among(row.mild.is_some(), row.mild == Some(true)),
            Measure::AnonymousShare => of(row.mode == Mode::Anonymous),
            Measure::PhysicianShare => {
                let occupation = self.cube.occupations.name(row.occupation);
                among(occupation.is_some(), occupation.is_some_and(|code| PHYSICIANS.contains(&code.as_str())))
            }
            Measure::Lag => lag_days(row).map_or((0.0, 0.0), |days| (f64::from(days), 1.0)),
        }
    }

    /// The days on which the events of a count happened (the day of the report where that is not known), in order.
    #[must_use]
    pub fn event_days(&self, measure: Measure) -> Vec<Date> {
        let counts = |row: &&&Row| measure == Measure::Reports || row.kind == Some(Kind::Accident);
        let mut days: Vec<Date> =
            self.rows.iter().filter(counts).map(|row| row.occurred.unwrap_or(row.reported)).collect();
        days.sort_unstable();
        days
    }
}

/// Days from event to report; `None` where the day is not known or lies after the report.
pub(super) fn lag_days(row: &Row) -> Option<u16> {
    let days = row.reported.since(row.occurred?).ok()?.get_days();
    u16::try_from(days).ok()
}

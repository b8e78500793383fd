//! Owns exposure (曝露量): how much care was given in a month, in user-days and beds, for a unit or for the whole facility.
mod read;
#[cfg(test)]
mod tests;

pub use read::{CountError, MonthTextError, read_count, read_month};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::FieldError;
use crate::id::UnitId;
use crate::publication::Month;

/// The most beds that are taken; more is a slip of a digit in any house.
pub const MOST_BEDS: u32 = 100_000;
/// The most user-days of a month: every one of [`MOST_BEDS`] taken on each of 31 days.
pub const MOST_USER_DAYS: u32 = 31 * MOST_BEDS;

/// A number as people write it: 12345 becomes 12,345.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The sum of the users of each day (延べ利用者日数); in hospitals of the inpatients (延べ入院患者数).
    UserDays,
    /// Places that the house may fill (定員), in hospitals beds (病床数).
    Beds,
}

impl Measure {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::UserDays, Self::Beds];

    /// The stable code, which begins the names of its fields.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UserDays => "user_days",
            Self::Beds => "beds",
        }
    }

    /// The most that is taken.
    #[must_use]
    pub const fn most(self) -> u32 {
        match self {
            Self::UserDays => MOST_USER_DAYS,
            Self::Beds => MOST_BEDS,
        }
    }

    /// The name of the field of a month in a form: `user_days_2026-11`.
    #[must_use]
    pub fn field(self, month: Month) -> String {
        format!("{}_{month}", self.code())
    }
}

/// The exposure of one month. A number that nobody has given is `None`; zero is a month without care (休止).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Exposure {
    /// The unit (部署); `None` = the whole facility.
    pub unit: Option<UnitId>,
    /// The month.
    pub month: Month,
    /// User-days (人日).
    pub user_days: Option<u32>,
    /// Beds or places (床・人).
    pub beds: Option<u32>,
}

impl Exposure {
    /// A month of which nothing is known yet.
    #[must_use]
    pub const fn unknown(unit: Option<UnitId>, month: Month) -> Self {
        Self { unit, month, user_days: None, beds: None }
    }

    /// Whether neither number is given.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.user_days.is_none() && self.beds.is_none()
    }

    /// One of its numbers.
    #[must_use]
    pub const fn get(&self, measure: Measure) -> Option<u32> {
        match measure {
            Measure::UserDays => self.user_days,
            Measure::Beds => self.beds,
        }
    }

    /// The same with one number replaced.
    #[must_use]
    pub const fn with(mut self, measure: Measure, value: Option<u32>) -> Self {
        match measure {
            Measure::UserDays => self.user_days = value,
            Measure::Beds => self.beds = value,
        }
        self
    }

    /// Whether the number of user-days is more than beds can explain: above beds × days of the month × 1.2. A hint, never an error:
    /// short stays and day services may fill one place twice a day.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        let (Some(user_days), Some(beds)) = (self.user_days, self.beds) else { return false };
        let days = u64::from(self.month.last_day().day().unsigned_abs());
        // user_days > beds × days × 6/5, without fractions.
        u64::from(user_days) * 5 > u64::from(beds) * days * 6
    }
}

/// One month of a form, as typed. An empty text takes the number away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedExposure {
    /// The unit; `None` = the whole facility.
    pub unit: Option<UnitId>,
    /// The month.
    pub month: Month,
    /// User-days as typed.
    pub user_days: String,
    /// Beds as typed.
    pub beds: String,
}

impl TypedExposure {
    /// Reads both numbers; the errors stand at the fields [`Measure::field`] of the month.
    ///
    /// # Errors
    /// What is no number that [`read_count`] takes, and a month after the one of `today` with a number in it: all of them.
    pub fn read(&self, today: Date) -> Result<Exposure, Vec<FieldError>> {
        let mut exposure = Exposure::unknown(self.unit, self.month);
        let mut errors = Vec::new();
        for (measure, text) in [(Measure::UserDays, &self.user_days), (Measure::Beds, &self.beds)] {
            let field = measure.field(self.month);
            match read_count(measure, text) {
                Ok(Some(_)) if self.month > Month::of(today) => {
                    errors.push(FieldError::new(field, "exposure_in_future"));
                }
                Ok(value) => exposure = exposure.with(measure, value),
                Err(error) => errors.push(error.at(field)),
            }
        }
        if errors.is_empty() { Ok(exposure) } else { Err(errors) }
    }
}

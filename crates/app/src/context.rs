//! Owns the context of an operation: who acts, for which facility, when.
use domain::id::FacilityId;
use domain::people::{Actor, Member};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::AppError;
use domain::policy::Decision;

/// Who acts, where and when. Passed first to every use case.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// The facility in which it happens.
    pub facility: FacilityId,
    /// When, in microseconds since 1970 UTC.
    pub now: i64,
    /// The facility's zone.
    pub zone: TimeZone,
}

impl Ctx {
    /// Today in the facility's zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.date_of(self.now)
    }

    /// The day of an instant (microseconds since 1970 UTC) in the facility's zone.
    #[must_use]
    pub fn date_of(&self, at: i64) -> Date {
        Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone()).date()
    }

    /// The member who acts.
    ///
    /// # Errors
    /// Asks to sign in when nobody is.
    pub fn member(&self) -> Result<&Member, AppError> {
        self.actor.member().ok_or(AppError::Denied(Decision::SignIn))
    }

    /// The start of the hour in which an instant lies: all that is kept of the time of an anonymous act.
    #[must_use]
    pub const fn hour_of(at: i64) -> i64 {
        const HOUR: i64 = 3_600_000_000;
        at - at.rem_euclid(HOUR)
    }
}

//! Owns the context of an operation: who acts, for which facility, when.
use domain::form::FieldError;
use domain::id::FacilityId;
use domain::people::{Actor, Member};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::AppError;
use domain::policy::Decision;

/// The field in which a form asks for the actor's own password (本人確認).
pub const PROOF_FIELD: &str = "proof";

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
    /// When the actor last proved the password, in microseconds since 1970 UTC; `None` = has none to prove.
    pub proved_at: Option<i64>,
}

/// How long a proof of the password is good for what only the person may do (security.md §1.2: five minutes), in microseconds.
const PROOF_HOLDS: i64 = 5 * 60_000_000;

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

    /// Whether the actor has proved the password within the last five minutes. The program itself has none.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        matches!(self.actor, Actor::System)
            || self.proved_at.is_some_and(|at| (0..=PROOF_HOLDS).contains(&(self.now - at)))
    }

    /// The field error that asks for the password, unless it was proved just now.
    pub(crate) fn missing_proof(&self) -> Option<FieldError> {
        (!self.is_proved()).then(|| FieldError::new(PROOF_FIELD, "proof_missing"))
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

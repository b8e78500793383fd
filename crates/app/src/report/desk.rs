//! Owns how many reports the open desk takes: nobody is signed in there, so that a flood could bury the real ones.
//!
//! Counted are the anonymous reports themselves, which bear the hour and the day and nothing of who sent them.
use domain::form::FieldError;
use domain::people::Actor;
use store::{Tx, Write};

use super::write::NewReport;
use crate::{AppError, Ctx};

/// The most in one hour, for one facility.
const MOST_AN_HOUR: i64 = 30;
/// The most on one day, for one facility.
const MOST_A_DAY: i64 = 200;

/// Refuses a report of the open desk when too many came; those of signed-in people are always taken.
///
/// # Errors
/// A field error whose sentence says what to do instead.
pub(super) async fn refuse_when_full(ctx: &Ctx, tx: &mut Tx<Write>, new: &NewReport) -> Result<(), AppError> {
    if !matches!(ctx.actor, Actor::Public) {
        return Ok(());
    }
    let (day, hour) = tx.anonymous_reports(&new.report_date.to_string(), new.at).await?;
    let code = match () {
        () if day >= MOST_A_DAY => "desk_full_day",
        () if hour >= MOST_AN_HOUR => "desk_full_hour",
        () => return Ok(()),
    };
    Err(AppError::Invalid(vec![FieldError::new("narrative", code)]))
}

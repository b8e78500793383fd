//! Owns the limit on guessing: failures are counted per name and device, and after some free ones the next try has to wait, longer
//! each time. A device on which the person has signed in before is counted apart, so that nobody else's failures keep a person out.
use domain::id::AccountId;
use store::{Tx, Write};

use crate::AppError;

const SECOND: i64 = 1_000_000;
/// Whatever was tried is forgotten after this, in seconds.
const DAY: i64 = 24 * 60 * 60;
/// A longer name is nobody's, in characters: it is refused without being kept.
pub(crate) const MAX_LOGIN_CHARS: usize = 100;

/// How many failures are free, and how long the wait may become (security.md §5 row 22).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Failures without a wait.
    free: i64,
    /// The longest wait between two tries, in seconds.
    longest: i64,
    /// Failures are forgotten after this many seconds without a new one; at most a day, see [`count`].
    forget: i64,
}

/// Passwords of one sign-in name on devices that are new to it, or of one device that the person has used before.
pub(crate) const PASSWORD: Limit = Limit { free: 10, longest: 15 * 60, forget: DAY };

/// Receipt codes of one facility. A code has 80 bits, so that a short wait is enough; one who guesses must not keep every reporter out.
/// A right code forgets nothing: whoever guesses may well have an own one.
pub(crate) const RECEIPT: Limit = Limit { free: 100, longest: 60, forget: 60 * 60 };

/// Under what receipt codes are counted. Sign-in names are trimmed, so that none is this one.
pub(crate) const RECEIPT_KEY: &str = " receipt";
/// Under what check codes of printed sheets are counted.
pub(crate) const PAPER_KEY: &str = " paper";

/// Refuses a try while a wait runs.
///
/// # Errors
/// [`AppError::TooManyTries`] with the seconds that are left.
pub(crate) async fn refuse_when_tired<M>(tx: &mut Tx<M>, limit: Limit, key: &str, now: i64) -> Result<(), AppError> {
    let Some(attempts) = tx.sign_in_attempt(key).await? else { return Ok(()) };
    if attempts.failures < limit.free || limit.is_forgotten(attempts.last_at, now) {
        return Ok(());
    }
    let doublings = u32::try_from(attempts.failures - limit.free).unwrap_or(u32::MAX).min(10);
    let wait = (2_i64.pow(doublings) * 5).min(limit.longest);
    let left = wait - (now - attempts.last_at) / SECOND;
    if left > 0 { Err(AppError::TooManyTries(left)) } else { Ok(()) }
}

impl Limit {
    const fn is_forgotten(self, last_at: i64, now: i64) -> bool {
        now - last_at >= self.forget * SECOND
    }
}

/// Under what the passwords are counted that are tried on a device which the person has used before.
pub(crate) fn device_key(device_hash: &str) -> String {
    format!(" device {device_hash}")
}

/// Under what the proofs of a password are counted that a signed-in person gives: who fails at the door must not hinder them.
pub(crate) fn proof_key(account: AccountId) -> String {
    format!(" proof {account}")
}

/// Counts a failure, and forgets what is older than a day, so that made-up names do not pile up.
pub(crate) async fn count(tx: &mut Tx<Write>, limit: Limit, key: &str, now: i64) -> Result<(), AppError> {
    if tx.sign_in_attempt(key).await?.is_some_and(|held| limit.is_forgotten(held.last_at, now)) {
        tx.clear_sign_in_failures(key).await?;
    }
    tx.count_sign_in_failure(key, now).await?;
    Ok(tx.forget_sign_in_failures(now - DAY * SECOND).await?)
}

//! Owns the limit on guessing: failures are counted per name, and after some free ones the next try has to wait, longer each time.
use store::Tx;

use crate::{App, AppError, Ctx};

const SECOND: i64 = 1_000_000;

/// How many failures are free, and how long the wait may become (security.md §5 row 22).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Failures without a wait.
    free: i64,
    /// The longest wait between two tries, in seconds.
    longest: i64,
    /// Failures are forgotten after this many seconds without a new one; `None` = only a success forgets them.
    forget: Option<i64>,
}

/// Passwords of one sign-in name.
pub(crate) const PASSWORD: Limit = Limit { free: 10, longest: 15 * 60, forget: None };

/// Receipt codes of one facility. A code has 80 bits, so that a short wait is enough; one who guesses must not keep every reporter out.
/// A right code forgets nothing: whoever guesses may well have an own one.
pub(crate) const RECEIPT: Limit = Limit { free: 100, longest: 60, forget: Some(60 * 60) };

/// Under what receipt codes are counted. Sign-in names are trimmed, so that none is this one.
pub(crate) const RECEIPT_KEY: &str = " receipt";

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
    fn is_forgotten(self, last_at: i64, now: i64) -> bool {
        self.forget.is_some_and(|seconds| now - last_at >= seconds * SECOND)
    }
}

impl App {
    /// Counts a failure.
    pub(crate) async fn count_failure(&self, ctx: &Ctx, limit: Limit, key: &str) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        if tx.sign_in_attempt(key).await?.is_some_and(|held| limit.is_forgotten(held.last_at, ctx.now)) {
            tx.clear_sign_in_failures(key).await?;
        }
        tx.count_sign_in_failure(key, ctx.now).await?;
        Ok(tx.commit().await?)
    }
}

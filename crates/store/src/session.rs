//! Owns sign-in sessions and the count of failed sign-ins. Operational rows: not journalled, covered by tallies.
use domain::id::AccountId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// A session (ログイン中の端末).
    pub struct SessionRow in SESSIONS = "sessions", recorded: false, key: (token_hash) {
        /// SHA-256 of the token (hex); the token itself is only in the cookie.
        token_hash: String => Secret,
        /// Whose it is.
        account_id: AccountId => Technical,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// Instant (µs) of the last act.
        seen_at: i64 => Technical,
        /// Instant (µs) of the hard end.
        expires_at: i64 => Technical,
        /// Instant (µs) of the last proof of the password.
        reauth_at: i64 => Technical,
    }
}

record! {
    /// Failed sign-ins of one sign-in name, existing or not.
    pub struct SignInAttemptRow in SIGN_IN_ATTEMPTS = "sign_in_attempts", recorded: false, key: (login) {
        /// The name that was typed.
        login: String => Personal,
        /// Failures since the last success.
        failures: i64 => Technical,
        /// Instant (µs) of the last one.
        last_at: i64 => Technical,
    }
}

impl<M> Tx<M> {
    /// The session of a token hash.
    pub async fn session(&mut self, token_hash: &str) -> Result<Option<SessionRow>> {
        self.get_row(&[token_hash.to_owned().to_value()]).await
    }

    /// The sessions of a person, newest first.
    pub async fn sessions_of(&mut self, account_id: AccountId) -> Result<Vec<SessionRow>> {
        self.list_rows("AND account_id = $2 ORDER BY created_at DESC", &[account_id.to_value()]).await
    }

    /// The failures of a sign-in name.
    pub async fn sign_in_attempt(&mut self, login: &str) -> Result<Option<SignInAttemptRow>> {
        self.get_row(&[login.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Starts a session.
    pub async fn insert_session(&mut self, row: &SessionRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Notes an act or a fresh proof of the password.
    pub async fn update_session(&mut self, row: &SessionRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Ends a session; ending one that is gone is no error.
    pub async fn delete_session(&mut self, token_hash: &str) -> Result<()> {
        self.delete_rows::<SessionRow>("AND token_hash = $2", &[token_hash.to_owned().to_value()]).await.map(drop)
    }

    /// Ends all sessions of a person; returns how many.
    pub async fn delete_sessions_of(&mut self, account_id: AccountId) -> Result<usize> {
        Ok(self.delete_rows::<SessionRow>("AND account_id = $2", &[account_id.to_value()]).await?.len())
    }

    /// Removes sessions that ended before the instant (µs); returns how many.
    pub async fn delete_sessions_expired(&mut self, before: i64) -> Result<usize> {
        Ok(self.delete_rows::<SessionRow>("AND expires_at < $2", &[before.to_value()]).await?.len())
    }

    /// Counts one more failure at the instant (µs); returns the new count.
    pub async fn count_sign_in_failure(&mut self, login: &str, at: i64) -> Result<i64> {
        let login = login.to_owned();
        match self.sign_in_attempt(&login).await? {
            Some(before) => {
                let failures = before.failures + 1;
                self.update_row(&SignInAttemptRow { login, failures, last_at: at }).await?;
                Ok(failures)
            }
            None => {
                self.insert_row(&SignInAttemptRow { login, failures: 1, last_at: at }).await?;
                Ok(1)
            }
        }
    }

    /// Forgets failures before the instant (µs), the oldest hundred: called with each new failure, it keeps the table from growing
    /// however many names somebody makes up.
    pub async fn forget_sign_in_failures(&mut self, before: i64) -> Result<()> {
        let rest = "AND last_at < $2 ORDER BY last_at LIMIT 100";
        self.delete_rows::<SignInAttemptRow>(rest, &[before.to_value()]).await.map(drop)
    }

    /// Forgets the failures of a sign-in name.
    pub async fn clear_sign_in_failures(&mut self, login: &str) -> Result<()> {
        self.delete_rows::<SignInAttemptRow>("AND login = $2", &[login.to_owned().to_value()]).await.map(drop)
    }
}

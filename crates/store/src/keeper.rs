//! Owns the rows of what about a keeper of identities (氏名を開く役) waits for a second person.
use domain::id::AccountId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One matter of one person: the appointment as keeper, or the rest after an administrator reset the password.
    pub struct KeeperMatterRow in KEEPER_MATTERS = "keeper_matters", recorded: true, key: (account_id) {
        /// Whom it is about.
        account_id: AccountId => Technical,
        /// `appointment` or `reset`.
        kind: String => Coded,
        /// The administrator who proposed or reset it.
        asked_by: AccountId => Technical,
        /// Instant (µs).
        asked_at: i64 => Technical,
        /// Instant (µs) at which the rest after a reset ends by itself; `None` = only by a second person.
        rests_until: Option<i64> => Technical,
    }
}

impl<M> Tx<M> {
    /// The matter of a person.
    pub async fn keeper_matter(&mut self, account_id: AccountId) -> Result<Option<KeeperMatterRow>> {
        self.get_row(&[account_id.to_value()]).await
    }

    /// All matters, oldest first.
    pub async fn keeper_matters(&mut self) -> Result<Vec<KeeperMatterRow>> {
        self.list_rows("ORDER BY asked_at, account_id", &[]).await
    }
}

impl Tx<Write> {
    /// Opens a matter in place of an older one of the same person.
    pub async fn put_keeper_matter(&mut self, row: &KeeperMatterRow) -> Result<()> {
        if self.keeper_matter(row.account_id).await?.is_some() {
            return self.update_row(row).await;
        }
        self.insert_row(row).await
    }

    /// Ends a matter.
    pub async fn delete_keeper_matter(&mut self, row: &KeeperMatterRow) -> Result<()> {
        self.delete_record(row).await
    }
}

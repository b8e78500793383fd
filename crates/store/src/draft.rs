//! Owns drafts (下書き) and idempotency keys. Operational rows: not journalled, covered by tallies.
use domain::id::{AccountId, DraftId};

use crate::error::{Result, StoreError};
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// A draft. Its content is sealed with `seal_misc`.
    pub struct DraftRow in DRAFTS = "drafts", recorded: false, key: (draft_id) {
        /// Id.
        draft_id: DraftId => Technical,
        /// Whose it is; `None` = an anonymous one.
        account_id: Option<AccountId> => Technical,
        /// `quick`, `full` or an app's own code.
        door: String => Coded,
        /// Grows by one with every save, for the merge of two windows.
        version: i64 => Technical,
        /// The sealed content.
        sealed: Vec<u8> => Sealed,
        /// Instant (µs).
        updated_at: i64 => Technical,
        /// Hash of the receipt with which an anonymous reporter comes back.
        receipt_hash: Option<String> => Secret,
    }
}

record! {
    /// The answer that was given to a request with this key.
    pub struct IdempotencyRow in IDEMPOTENCY_KEYS = "idempotency_keys", recorded: false, key: (key) {
        /// The key that the form carried.
        key: String => Technical,
        /// The act it was for.
        scope: String => Coded,
        /// The answer, usually an id.
        result: String => Technical,
        /// Instant (µs).
        at: i64 => Technical,
    }
}

impl<M> Tx<M> {
    /// One draft.
    pub async fn draft(&mut self, draft_id: DraftId) -> Result<Option<DraftRow>> {
        self.get_row(&[draft_id.to_value()]).await
    }

    /// The drafts of a person, newest first.
    pub async fn drafts_of(&mut self, account_id: AccountId) -> Result<Vec<DraftRow>> {
        self.list_rows("AND account_id = $2 ORDER BY updated_at DESC, draft_id", &[account_id.to_value()]).await
    }

    /// What was answered to the key.
    pub async fn idempotency_key(&mut self, key: &str) -> Result<Option<IdempotencyRow>> {
        self.get_row(&[key.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Creates a draft.
    pub async fn insert_draft(&mut self, row: &DraftRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Saves a draft over the version before it. `Conflict("drafts_version")` when somebody saved in between.
    pub async fn save_draft(&mut self, row: &DraftRow) -> Result<()> {
        match self.draft(row.draft_id).await? {
            Some(before) if before.version + 1 == row.version => self.update_row(row).await,
            Some(_) => Err(StoreError::Conflict { constraint: "drafts_version".into() }),
            None => Err(StoreError::NotFound { table: "drafts" }),
        }
    }

    /// Throws a draft away with the rows of its files; one that is gone is no error.
    pub async fn delete_draft(&mut self, draft_id: DraftId) -> Result<()> {
        self.take_draft_files(draft_id).await?;
        self.delete_rows::<DraftRow>("AND draft_id = $2", &[draft_id.to_value()]).await.map(drop)
    }

    /// Removes drafts untouched since before the instant (µs); returns how many.
    pub async fn delete_drafts_before(&mut self, before: i64) -> Result<usize> {
        let files = "AND draft_id IN (SELECT draft_id FROM drafts WHERE facility_id = $1 AND updated_at < $2)";
        self.delete_rows::<crate::DraftFileRow>(files, &[before.to_value()]).await?;
        Ok(self.delete_rows::<DraftRow>("AND updated_at < $2", &[before.to_value()]).await?.len())
    }

    /// Claims a key. `Conflict("idempotency_keys_pkey")` when it was used: read the answer with a new transaction.
    pub async fn insert_idempotency_key(&mut self, row: &IdempotencyRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Removes keys used before the instant (µs); returns how many.
    pub async fn delete_idempotency_keys_before(&mut self, before: i64) -> Result<usize> {
        Ok(self.delete_rows::<IdempotencyRow>("AND at < $2", &[before.to_value()]).await?.len())
    }
}

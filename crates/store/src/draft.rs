//! Owns drafts (下書き) and idempotency keys. Operational rows: not journalled.
use domain::id::{AccountId, DraftId};

use crate::error::Result;
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
        let text = "UPDATE drafts SET door = $3, version = $4, sealed = $5, updated_at = $6, receipt_hash = $7, account_id = $8 \
                    WHERE facility_id = $1 AND draft_id = $2 AND version = $4 - 1";
        let values = [
            row.draft_id.to_value(),
            row.door.to_value(),
            row.version.to_value(),
            row.sealed.to_value(),
            row.updated_at.to_value(),
            row.receipt_hash.to_value(),
            row.account_id.to_value(),
        ];
        if self.run(text, &values).await? == 1 {
            return Ok(());
        }
        match self.draft(row.draft_id).await? {
            Some(_) => Err(crate::StoreError::Conflict { constraint: "drafts_version".into() }),
            None => Err(crate::StoreError::NotFound { table: "drafts" }),
        }
    }

    /// Throws a draft away; one that is gone is no error.
    pub async fn delete_draft(&mut self, draft_id: DraftId) -> Result<()> {
        self.run("DELETE FROM drafts WHERE facility_id = $1 AND draft_id = $2", &[draft_id.to_value()]).await.map(drop)
    }

    /// Removes drafts untouched since before the instant (µs); returns how many.
    pub async fn delete_drafts_before(&mut self, before: i64) -> Result<u64> {
        self.run("DELETE FROM drafts WHERE facility_id = $1 AND updated_at < $2", &[before.to_value()]).await
    }

    /// Claims a key. `Conflict("idempotency_keys_pkey")` when it was used: read the answer with a new transaction.
    pub async fn insert_idempotency_key(&mut self, row: &IdempotencyRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Removes keys used before the instant (µs); returns how many.
    pub async fn delete_idempotency_keys_before(&mut self, before: i64) -> Result<u64> {
        self.run("DELETE FROM idempotency_keys WHERE facility_id = $1 AND at < $2", &[before.to_value()]).await
    }
}

//! Owns the rows of floor plans (間取り図): a name, a place in the list, and where the sealed picture lies.
use domain::id::AttachmentId;

use crate::attachment::FileSecret;
use crate::blob::BlobKey;
use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::sealed::Keyring;
use crate::tx::{Tx, Write};

record! {
    /// A floor plan (間取り図) of the facility. Its picture never changes; a retired plan stays for the drawings made on it.
    pub struct PlanRow in PLANS = "plans", recorded: true, key: (plan_id) {
        /// Id, as drawings name it.
        plan_id: AttachmentId => Technical,
        /// Its name.
        label: String => Coded,
        /// Order in lists.
        position: i64 => Coded,
        /// Whether it can be chosen.
        active: bool => Coded,
        /// Kind: `jpg` or `png`.
        kind: String => Coded,
        /// Bytes as kept.
        bytes: i64 => Technical,
        /// Width in picture points.
        width: i64 => Technical,
        /// Height in picture points.
        height: i64 => Technical,
        /// Name of the sealed file.
        blob: String => Technical,
        /// Name of the sealed preview.
        thumb: String => Technical,
        /// Sealed key.
        sealed: Vec<u8> => Sealed,
    }
}

const PURPOSE: &str = "plan";

/// Opens the key of a plan's picture without a transaction, for verification.
pub(crate) fn key_of(keyring: &Keyring, facility: &str, row: &PlanRow) -> Result<BlobKey> {
    let plain = keyring.open_misc(facility, PURPOSE, &row.plan_id.to_string(), &row.sealed)?;
    Ok(FileSecret::from_plain(plain)?.key)
}

impl<M> Tx<M> {
    /// One plan.
    pub async fn plan(&mut self, plan_id: AttachmentId) -> Result<Option<PlanRow>> {
        self.get_row(&[plan_id.to_value()]).await
    }

    /// All plans in list order, retired ones too.
    pub async fn plans(&mut self) -> Result<Vec<PlanRow>> {
        self.list_rows("ORDER BY position, plan_id", &[]).await
    }

    /// Opens what is sealed with a plan.
    pub fn open_plan(&self, row: &PlanRow) -> Result<FileSecret> {
        FileSecret::from_plain(self.open_misc(PURPOSE, &row.plan_id.to_string(), &row.sealed)?)
    }

    /// Seals what belongs to a plan.
    pub fn seal_plan(&self, plan_id: AttachmentId, secret: &FileSecret) -> Result<Vec<u8>> {
        self.seal_misc(PURPOSE, &plan_id.to_string(), &secret.to_plain()?)
    }
}

impl Tx<Write> {
    /// Adds a plan.
    pub async fn insert_plan(&mut self, row: &PlanRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a plan's name, place or use.
    pub async fn update_plan(&mut self, row: &PlanRow) -> Result<()> {
        self.update_row(row).await
    }
}

//! Owns the two keys of each report (content, identity), wrapped by the master key. Erasing a key is erasure (消去).
use domain::id::{AccountId, ReportId};
use zeroize::Zeroize as _;

use crate::error::{Result, StoreError};
use crate::field::Field;
use crate::registry::record;
use crate::sealed::{self, Key, Keyring};
use crate::tx::{Tx, Write};

record! {
    /// The wrapped keys of a report; empty = erased.
    pub(crate) struct ReportKeyRow in REPORT_KEYS = "report_keys", recorded: true, key: (report_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// Wrapped key of the free text.
        content_key: Vec<u8> => Sealed,
        /// Wrapped key of the identity.
        identity_key: Vec<u8> => Sealed,
    }
}

/// Which of a report's two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPart {
    /// The free text.
    Content,
    /// The identity.
    Identity,
    /// Both.
    Both,
}

/// The unwrapped keys; `None` = erased.
#[derive(Debug, Clone)]
pub(crate) struct ReportKeys {
    pub(crate) content: Option<Key>,
    pub(crate) identity: Option<Key>,
}

/// Unwraps the keys of a row.
pub(crate) fn unwrap_row(keyring: &Keyring, facility: &str, row: &ReportKeyRow) -> Result<ReportKeys> {
    let report = row.report_id.to_string();
    let one = |purpose: &str, wrapped: &[u8]| {
        if wrapped.is_empty() { Ok(None) } else { keyring.unwrap(facility, &report, purpose, wrapped).map(Some) }
    };
    Ok(ReportKeys { content: one("content", &row.content_key)?, identity: one("identity", &row.identity_key)? })
}

impl<M> Tx<M> {
    async fn keys_of(&mut self, report_id: ReportId) -> Result<ReportKeys> {
        if let Some(keys) = self.report_keys.get(&report_id) {
            return Ok(keys.clone());
        }
        let row: Option<ReportKeyRow> = self.get_row(&[report_id.to_value()]).await?;
        let row = row.ok_or(StoreError::NotFound { table: "report_keys" })?;
        let keys = unwrap_row(&self.keyring, &self.facility_text, &row)?;
        self.report_keys.insert(report_id, keys.clone());
        Ok(keys)
    }

    fn report_name(&self, report_id: ReportId, purpose: &str) -> String {
        sealed::name(&self.facility_text, "reports", &report_id.to_string(), purpose)
    }

    /// Seals free text of the report. `Sealed` when its key was erased.
    pub async fn seal_content(&mut self, report_id: ReportId, plain: &[u8]) -> Result<Vec<u8>> {
        let key = self.keys_of(report_id).await?.content.ok_or(StoreError::Sealed)?;
        sealed::seal(&key, &self.report_name(report_id, "content"), plain)
    }

    /// Opens free text of the report. `Sealed` when the key was erased or the value is not this report's.
    pub async fn open_content(&mut self, report_id: ReportId, bytes: &[u8]) -> Result<Vec<u8>> {
        let key = self.keys_of(report_id).await?.content.ok_or(StoreError::Sealed)?;
        sealed::open(&key, &self.report_name(report_id, "content"), bytes)
    }

    /// Seals the identity.
    pub async fn seal_identity(&mut self, report_id: ReportId, plain: &[u8]) -> Result<Vec<u8>> {
        let key = self.keys_of(report_id).await?.identity.ok_or(StoreError::Sealed)?;
        sealed::seal(&key, &self.report_name(report_id, "identity"), plain)
    }

    /// Opens the identity. The caller journals that it did.
    pub async fn open_identity(&mut self, report_id: ReportId, bytes: &[u8]) -> Result<Vec<u8>> {
        let key = self.keys_of(report_id).await?.identity.ok_or(StoreError::Sealed)?;
        sealed::open(&key, &self.report_name(report_id, "identity"), bytes)
    }

    /// Which keys still exist: (content, identity).
    pub async fn keys_present(&mut self, report_id: ReportId) -> Result<(bool, bool)> {
        let keys = self.keys_of(report_id).await?;
        Ok((keys.content.is_some(), keys.identity.is_some()))
    }

    /// Seals a small value that belongs to no report, such as a draft; purpose and id are bound to it.
    pub fn seal_misc(&self, purpose: &str, id: &str, plain: &[u8]) -> Result<Vec<u8>> {
        self.keyring.seal_misc(&self.facility_text, purpose, id, plain)
    }

    /// Opens what [`Tx::seal_misc`] sealed with the same purpose and id.
    pub fn open_misc(&self, purpose: &str, id: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.keyring.open_misc(&self.facility_text, purpose, id, bytes)
    }

    /// A pseudonym of a protected reporter: the same person has another one on every report.
    #[must_use]
    pub fn reporter_tag(&self, report_id: ReportId, account_id: AccountId) -> String {
        self.keyring.reporter_tag(self.facility, report_id, account_id)
    }
}

impl Tx<Write> {
    /// Draws the two keys of a new report.
    pub async fn create_report_keys(&mut self, report_id: ReportId) -> Result<()> {
        let keys = ReportKeys { content: Some(Key::random()?), identity: Some(Key::random()?) };
        let report = report_id.to_string();
        let wrap = |purpose: &str, key: &Option<Key>| {
            key.as_ref().map_or(Ok(Vec::new()), |key| self.keyring.wrap(&self.facility_text, &report, purpose, key))
        };
        let row = ReportKeyRow {
            report_id,
            content_key: wrap("content", &keys.content)?,
            identity_key: wrap("identity", &keys.identity)?,
        };
        self.insert_row(&row).await?;
        self.report_keys.insert(report_id, keys);
        Ok(())
    }

    /// Erases keys for good. The caller journals it. Sealed values of the report no longer open.
    pub async fn erase_keys(&mut self, report_id: ReportId, part: KeyPart) -> Result<()> {
        let row: Option<ReportKeyRow> = self.get_row(&[report_id.to_value()]).await?;
        let mut row = row.ok_or(StoreError::NotFound { table: "report_keys" })?;
        if part != KeyPart::Identity {
            row.content_key.zeroize();
        }
        if part != KeyPart::Content {
            row.identity_key.zeroize();
        }
        self.report_keys.remove(&report_id);
        self.update_row(&row).await
    }
}

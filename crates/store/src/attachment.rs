//! Owns the rows of photographs and files (写真・添付): those of a draft, and those that a report holds for good.
use domain::id::{AttachmentId, DraftId, ReportId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

use crate::blob::BlobKey;
use crate::error::{Result, StoreError};
use crate::field::Field;
use crate::registry::record;
use crate::sealed::{self, Key, Keyring};
use crate::tx::{Tx, Write};

record! {
    /// A file of a draft. Operational: thrown away with the draft, or handed to the report.
    pub struct DraftFileRow in DRAFT_FILES = "draft_files", recorded: false, key: (attachment_id) {
        /// Id.
        attachment_id: AttachmentId => Technical,
        /// The draft.
        draft_id: DraftId => Technical,
        /// Order within the draft.
        position: i64 => Technical,
        /// Kind: `jpg`, `png` or `pdf`.
        kind: String => Coded,
        /// Bytes as kept.
        bytes: i64 => Technical,
        /// Width in picture points.
        width: Option<i64> => Technical,
        /// Height in picture points.
        height: Option<i64> => Technical,
        /// Name of the sealed file.
        blob: String => Technical,
        /// Name of the sealed preview.
        thumb: Option<String> => Technical,
        /// Sealed key and description.
        sealed: Vec<u8> => Sealed,
    }
}

record! {
    /// A file of a report. Never changes.
    pub struct AttachmentRow in ATTACHMENTS = "attachments", recorded: true, key: (attachment_id) {
        /// Id.
        attachment_id: AttachmentId => Technical,
        /// The report.
        report_id: ReportId => Technical,
        /// Order within the report, from 1.
        position: i64 => Technical,
        /// Kind: `jpg`, `png` or `pdf`.
        kind: String => Coded,
        /// Bytes as kept.
        bytes: i64 => Technical,
        /// Width in picture points.
        width: Option<i64> => Technical,
        /// Height in picture points.
        height: Option<i64> => Technical,
        /// Name of the sealed file.
        blob: String => Technical,
        /// Name of the sealed preview.
        thumb: Option<String> => Technical,
        /// Sealed key and description.
        sealed: Vec<u8> => Sealed,
        /// The picture of which it is a copy made unrecognisable.
        origin: Option<AttachmentId> => Technical,
        /// Instant (µs); coarse for anonymous reporters.
        at: i64 => Technical,
    }
}

/// What is sealed with a file's row.
#[derive(Debug, Clone)]
pub struct FileSecret {
    /// The key of the file and its preview.
    pub key: BlobKey,
    /// What is in it (写っているもの), as typed.
    pub description: String,
    /// SHA-256 (hex) of what was sent, by which the same file sent twice is known.
    pub digest: String,
}

#[derive(Serialize, Deserialize)]
struct Plain {
    key: [u8; 32],
    text: String,
    digest: String,
}

impl FileSecret {
    pub(crate) fn to_plain(&self) -> Result<Vec<u8>> {
        let mut plain = Plain { key: self.key.0.0, text: self.description.clone(), digest: self.digest.clone() };
        let bytes = serde_json::to_vec(&plain);
        plain.key.zeroize();
        bytes.map_err(|error| StoreError::Database(Box::new(error)))
    }

    pub(crate) fn from_plain(mut bytes: Vec<u8>) -> Result<Self> {
        let plain = serde_json::from_slice::<Plain>(&bytes);
        bytes.zeroize();
        let mut plain = plain.map_err(|_| StoreError::Sealed)?;
        let key = BlobKey(Key(plain.key));
        plain.key.zeroize();
        Ok(Self { key, description: plain.text, digest: plain.digest })
    }
}

/// Opens the key of a report's file without a transaction's cache, for verification.
pub(crate) fn key_of(content_key: &Key, facility: &str, row: &AttachmentRow) -> Result<BlobKey> {
    let name = sealed::name(facility, "reports", &row.report_id.to_string(), "content");
    Ok(FileSecret::from_plain(sealed::open(content_key, &name, &row.sealed)?)?.key)
}

const DRAFT_PURPOSE: &str = "draft_file";

fn draft_secret(keyring: &Keyring, facility: &str, row: &DraftFileRow) -> Result<FileSecret> {
    let id = row.attachment_id.to_string();
    FileSecret::from_plain(keyring.open_misc(facility, DRAFT_PURPOSE, &id, &row.sealed)?)
}

impl<M> Tx<M> {
    /// One file of a draft.
    pub async fn draft_file(&mut self, attachment_id: AttachmentId) -> Result<Option<DraftFileRow>> {
        self.get_row(&[attachment_id.to_value()]).await
    }

    /// The files of a draft in order.
    pub async fn draft_files(&mut self, draft_id: DraftId) -> Result<Vec<DraftFileRow>> {
        self.list_rows("AND draft_id = $2 ORDER BY position, attachment_id", &[draft_id.to_value()]).await
    }

    /// One file of a report.
    pub async fn attachment(&mut self, attachment_id: AttachmentId) -> Result<Option<AttachmentRow>> {
        self.get_row(&[attachment_id.to_value()]).await
    }

    /// The files of a report in order.
    pub async fn attachments(&mut self, report_id: ReportId) -> Result<Vec<AttachmentRow>> {
        self.list_rows("AND report_id = $2 ORDER BY position", &[report_id.to_value()]).await
    }

    /// Opens what is sealed with a draft's file.
    pub fn open_draft_file(&self, row: &DraftFileRow) -> Result<FileSecret> {
        draft_secret(&self.keyring, &self.facility_text, row)
    }

    /// Opens what is sealed with a report's file. `Sealed` when the report's key was erased.
    pub async fn open_attachment(&mut self, row: &AttachmentRow) -> Result<FileSecret> {
        FileSecret::from_plain(self.open_content(row.report_id, &row.sealed).await?)
    }

    /// Seals what belongs to a draft's file.
    pub fn seal_draft_file(&self, attachment_id: AttachmentId, secret: &FileSecret) -> Result<Vec<u8>> {
        self.seal_misc(DRAFT_PURPOSE, &attachment_id.to_string(), &secret.to_plain()?)
    }

    /// Seals what belongs to a report's file.
    pub async fn seal_attachment(&mut self, report_id: ReportId, secret: &FileSecret) -> Result<Vec<u8>> {
        self.seal_content(report_id, &secret.to_plain()?).await
    }

    /// The name of every sealed file that a row of the facility names.
    pub(crate) async fn blob_names(&mut self) -> Result<Vec<String>> {
        let texts = [
            ("SELECT blob FROM draft_files WHERE facility_id = $1", "draft_files"),
            ("SELECT thumb FROM draft_files WHERE facility_id = $1 AND thumb IS NOT NULL", "draft_files"),
            ("SELECT blob FROM attachments WHERE facility_id = $1", "attachments"),
            ("SELECT thumb FROM attachments WHERE facility_id = $1 AND thumb IS NOT NULL", "attachments"),
            ("SELECT blob FROM plans WHERE facility_id = $1", "plans"),
            ("SELECT thumb FROM plans WHERE facility_id = $1", "plans"),
        ];
        let mut names = Vec::new();
        for (text, table) in texts {
            names.extend(self.column::<String>(text, &[], table, "blob").await?);
        }
        Ok(names)
    }
}

impl Tx<Write> {
    /// Adds a file to a draft.
    pub async fn insert_draft_file(&mut self, row: &DraftFileRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes what is sealed with a draft's file (its description).
    pub async fn update_draft_file(&mut self, row: &DraftFileRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Takes a file out of a draft; the sealed bytes are removed by the caller after the commit.
    pub async fn delete_draft_file(&mut self, row: &DraftFileRow) -> Result<()> {
        self.delete_record(row).await
    }

    /// Takes every file out of a draft and gives the rows, whose sealed bytes the caller hands on or removes after the commit.
    pub async fn take_draft_files(&mut self, draft_id: DraftId) -> Result<Vec<DraftFileRow>> {
        let rows = self.draft_files(draft_id).await?;
        for row in &rows {
            self.delete_record(row).await?;
        }
        Ok(rows)
    }

    /// Adds a file to a report.
    pub async fn insert_attachment(&mut self, row: &AttachmentRow) -> Result<()> {
        self.insert_row(row).await
    }
}

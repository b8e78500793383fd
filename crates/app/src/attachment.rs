//! Owns photographs and files (写真・添付): what is taken, where the sealed bytes go, and handing them out again.
mod draft;
mod paper;
mod report;

use domain::attachment::{FileKind, FileRefusal};
use domain::form::FieldError;
use domain::id::AttachmentId;
use sha2::{Digest as _, Sha256};
use store::{AttachmentRow, BlobKey, DraftFileRow, FileSecret, PlanRow};

pub use report::ReadyFile;

pub(crate) use draft::FILES_FIELD;
pub(crate) use paper::{Photo, SealedPhoto, photographs, photos_for_sheet};
pub(crate) use report::{NewFile, hand_over, kept_files, write_files};

use crate::picture::{self, Prepared};
use crate::session::hex;
use crate::{App, AppError};

/// The field name under which a refusal is told.
pub const FILE_FIELD: &str = "files";
/// Files that nobody names are swept when they are older than this, in seconds: an upload that is under way is younger.
const SWEEP_AFTER: i64 = 24 * 3600;

/// A file as lists show it. Its name is not kept: it may name a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Id.
    pub id: AttachmentId,
    /// What it is.
    pub kind: FileKind,
    /// Bytes as kept.
    pub bytes: u64,
    /// Width and height in picture points.
    pub size: Option<(u32, u32)>,
    /// What is in it (写っているもの), as typed.
    pub description: String,
    /// The picture of which it is a copy made unrecognisable.
    pub origin: Option<AttachmentId>,
}

/// Which of the two sizes is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As kept.
    Full,
    /// The preview; a document has none.
    Thumb,
}

/// An opened file.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedFile {
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A name that says nothing but where it belongs, with its ending; ASCII.
    pub name: String,
}

impl std::fmt::Debug for OpenedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedFile").field("kind", &self.kind).field("name", &self.name).finish_non_exhaustive()
    }
}

/// What the rows of a draft and of a report share.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) kind: FileKind,
    pub(crate) bytes: i64,
    pub(crate) width: Option<i64>,
    pub(crate) height: Option<i64>,
    pub(crate) blob: String,
    pub(crate) thumb: Option<String>,
}

impl Stored {
    /// The name of the sealed bytes of this size.
    fn blob_of(&self, size: Size) -> Result<&str, AppError> {
        match size {
            Size::Full => Ok(&self.blob),
            Size::Thumb => self.thumb.as_deref().ok_or(AppError::NotFound),
        }
    }

    pub(crate) fn blobs(&self) -> Vec<String> {
        [Some(self.blob.clone()), self.thumb.clone()].into_iter().flatten().collect()
    }
}

fn kind_of(code: &str) -> Result<FileKind, AppError> {
    FileKind::from_code(code).ok_or(AppError::Data("file kind"))
}

impl TryFrom<&DraftFileRow> for Stored {
    type Error = AppError;
    fn try_from(row: &DraftFileRow) -> Result<Self, AppError> {
        let (blob, thumb) = (row.blob.clone(), row.thumb.clone());
        Ok(Self { kind: kind_of(&row.kind)?, bytes: row.bytes, width: row.width, height: row.height, blob, thumb })
    }
}

impl TryFrom<&AttachmentRow> for Stored {
    type Error = AppError;
    fn try_from(row: &AttachmentRow) -> Result<Self, AppError> {
        let (blob, thumb) = (row.blob.clone(), row.thumb.clone());
        Ok(Self { kind: kind_of(&row.kind)?, bytes: row.bytes, width: row.width, height: row.height, blob, thumb })
    }
}

impl TryFrom<&PlanRow> for Stored {
    type Error = AppError;
    fn try_from(row: &PlanRow) -> Result<Self, AppError> {
        let (blob, thumb) = (row.blob.clone(), Some(row.thumb.clone()));
        let (width, height) = (Some(row.width), Some(row.height));
        Ok(Self { kind: kind_of(&row.kind)?, bytes: row.bytes, width, height, blob, thumb })
    }
}

/// A file for lists.
fn listed(id: AttachmentId, stored: &Stored, description: String, origin: Option<AttachmentId>) -> Attachment {
    let points = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
    Attachment {
        id,
        kind: stored.kind,
        bytes: u64::try_from(stored.bytes).unwrap_or(0),
        size: points(stored.width).zip(points(stored.height)),
        description,
        origin,
    }
}

/// A refusal as a field error; the page says which of the sent files it was.
pub(crate) fn refused(refusal: FileRefusal) -> AppError {
    AppError::Invalid(vec![FieldError::new(FILE_FIELD, refusal.code())])
}

/// SHA-256 of what was sent, by which the same file sent twice is known.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

impl App {
    /// Whether files can be kept at all.
    #[must_use]
    pub const fn keeps_files(&self) -> bool {
        self.store().keeps_files()
    }

    /// Removes sealed files that no row names and that are older than a day: what broken uploads and thrown-away drafts left behind.
    ///
    /// # Errors
    /// When the store or the directory cannot be read.
    pub async fn sweep_files(&self) -> Result<u64, AppError> {
        Ok(self.store().sweep_blobs(self.now() / 1_000_000 - SWEEP_AFTER).await?)
    }

    /// Looks at what was sent and makes it ready to be kept, outside any transaction.
    pub(crate) async fn prepared(&self, bytes: Vec<u8>) -> Result<(FileKind, Prepared), AppError> {
        if !self.keeps_files() {
            return Err(refused(FileRefusal::Unavailable));
        }
        // Up to 15 MB are walked through: not on a thread that serves others.
        let judged = tokio::task::spawn_blocking(move || domain::attachment::sniff(&bytes).map(|kind| (kind, bytes)));
        let (kind, bytes) = judged.await.map_err(|_| AppError::Data("sniff"))?.map_err(refused)?;
        Ok((kind, picture::prepare(kind, bytes).await.map_err(refused)?))
    }

    /// Seals the bytes into the directory under a key of their own.
    pub(crate) async fn put(&self, kind: FileKind, prepared: Prepared) -> Result<(Stored, BlobKey), AppError> {
        let store = self.store().clone();
        let task = move || {
            let key = BlobKey::random()?;
            let side = |side: u32| Some(i64::from(side));
            let stored = Stored {
                kind,
                bytes: i64::try_from(prepared.bytes.len()).unwrap_or(i64::MAX),
                width: prepared.size.and_then(|(width, _)| side(width)),
                height: prepared.size.and_then(|(_, height)| side(height)),
                blob: store.put_blob(&key, &prepared.bytes)?,
                thumb: prepared.thumb.map(|thumb| store.put_blob(&key, &thumb)).transpose()?,
            };
            Ok::<_, AppError>((stored, key))
        };
        tokio::task::spawn_blocking(task).await.map_err(|_| AppError::Data("sealed file"))?
    }

    /// Opens the sealed bytes of one size.
    pub(crate) async fn opened(&self, stored: &Stored, secret: FileSecret, size: Size) -> Result<Vec<u8>, AppError> {
        let (store, blob) = (self.store().clone(), stored.blob_of(size)?.to_owned());
        let task = move || store.open_blob(&blob, &secret.key);
        Ok(tokio::task::spawn_blocking(task).await.map_err(|_| AppError::Data("sealed file"))??)
    }

    /// Removes sealed bytes that no row names any more. A failure is no loss: the sweep comes by.
    pub(crate) async fn forget(&self, blobs: Vec<String>) {
        let store = self.store().clone();
        let task = move || blobs.iter().filter(|blob| store.remove_blob(blob).is_err()).count();
        match tokio::task::spawn_blocking(task).await {
            Ok(0) => {}
            _ => tracing::warn!("sealed files of a draft could not be removed; the next start sweeps them"),
        }
    }
}

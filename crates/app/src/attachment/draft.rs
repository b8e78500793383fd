//! Owns the files of a draft: attached, described, taken off again, opened by who writes it.
use std::collections::BTreeMap;

use domain::attachment::{description, room_for};
use domain::id::{AttachmentId, DraftId};
use store::{DraftFileRow, FileSecret, Tx};

use super::{Attachment, OpenedFile, Size, Stored, digest, listed, refused};
use crate::draft::{mark_files, own_draft};
use crate::{App, AppError, Ctx};

/// The name of the hidden field in a draft that says that it holds files: such a draft is not an empty one.
pub(crate) const FILES_FIELD: &str = "_files";

impl App {
    /// Attaches a file to a draft of the actor. The same file again gives the first one's id.
    ///
    /// # Errors
    /// A denial, or [`AppError::Invalid`] with the reason for which the file is not taken; nothing is kept then.
    pub async fn attach_to_draft(&self, ctx: &Ctx, draft: DraftId, bytes: Vec<u8>) -> Result<AttachmentId, AppError> {
        let digest = digest(&bytes);
        let mut tx = self.store().read(&ctx.facility).await?;
        own_draft(ctx, &mut tx, draft).await?;
        let rows = tx.draft_files(draft).await?;
        if let Some(known) = same(&tx, &rows, &digest)? {
            return Ok(known);
        }
        room(&rows, 0)?;
        drop(tx);
        let (kind, prepared) = self.prepared(bytes).await?;
        let (stored, key) = self.put(kind, prepared).await?;
        let blobs = stored.blobs();
        let secret = FileSecret { key, description: String::new(), digest };
        let kept = self.keep_in_draft(ctx, draft, stored, &secret).await;
        if !matches!(kept, Ok((_, true))) {
            self.forget(blobs).await;
        }
        kept.map(|(id, _)| id)
    }

    /// Writes the row; `false` = the same file was there already.
    async fn keep_in_draft(
        &self,
        ctx: &Ctx,
        draft: DraftId,
        stored: Stored,
        secret: &FileSecret,
    ) -> Result<(AttachmentId, bool), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = own_draft(ctx, &mut tx, draft).await?;
        let rows = tx.draft_files(draft).await?;
        if let Some(known) = same(&tx, &rows, &secret.digest)? {
            return Ok((known, false));
        }
        room(&rows, u64::try_from(stored.bytes).unwrap_or(u64::MAX))?;
        let id = AttachmentId::from_uuid(self.ids.random());
        let file = DraftFileRow {
            attachment_id: id,
            draft_id: draft,
            position: rows.last().map_or(1, |last| last.position + 1),
            kind: stored.kind.code().to_owned(),
            bytes: stored.bytes,
            width: stored.width,
            height: stored.height,
            blob: stored.blob,
            thumb: stored.thumb,
            sealed: tx.seal_draft_file(id, secret)?,
        };
        tx.insert_draft_file(&file).await?;
        mark_files(ctx, &mut tx, row, true).await?;
        tx.commit().await?;
        Ok((id, true))
    }

    /// Takes a file off a draft; its sealed bytes are removed.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn remove_from_draft(&self, ctx: &Ctx, draft: DraftId, file: AttachmentId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = own_draft(ctx, &mut tx, draft).await?;
        let held = file_of(&mut tx, draft, file).await?;
        tx.delete_draft_file(&held).await?;
        if tx.draft_files(draft).await?.is_empty() {
            mark_files(ctx, &mut tx, row, false).await?;
        }
        tx.commit().await?;
        self.forget(Stored::try_from(&held)?.blobs()).await;
        Ok(())
    }

    /// Writes down what is in the files of a draft (写っているもの); files that are not named keep their descriptions.
    ///
    /// # Errors
    /// A denial; a file that is gone meanwhile is no error.
    pub async fn describe_draft_files(
        &self,
        ctx: &Ctx,
        draft: DraftId,
        texts: &BTreeMap<AttachmentId, String>,
    ) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        own_draft(ctx, &mut tx, draft).await?;
        for row in tx.draft_files(draft).await? {
            let Some(text) = texts.get(&row.attachment_id).map(|text| description(text)) else { continue };
            let secret = tx.open_draft_file(&row)?;
            if secret.description != text {
                let secret = FileSecret { description: text, ..secret };
                let sealed = tx.seal_draft_file(row.attachment_id, &secret)?;
                tx.update_draft_file(&DraftFileRow { sealed, ..row }).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// The files of a draft of the actor, in order.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn draft_files(&self, ctx: &Ctx, draft: DraftId) -> Result<Vec<Attachment>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        own_draft(ctx, &mut tx, draft).await?;
        let rows = tx.draft_files(draft).await?;
        let of_row = |row: &DraftFileRow| {
            let secret = tx.open_draft_file(row)?;
            Ok(listed(row.attachment_id, &Stored::try_from(row)?, secret.description, None))
        };
        rows.iter().map(of_row).collect()
    }

    /// Opens a file of a draft of the actor.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`]; also for the preview of a document, which has none.
    pub async fn open_draft_file(
        &self,
        ctx: &Ctx,
        draft: DraftId,
        file: AttachmentId,
        size: Size,
    ) -> Result<OpenedFile, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        own_draft(ctx, &mut tx, draft).await?;
        let row = file_of(&mut tx, draft, file).await?;
        let secret = tx.open_draft_file(&row)?;
        drop(tx);
        let stored = Stored::try_from(&row)?;
        let bytes = self.opened(&stored, secret, size).await?;
        let name = format!("draft-{}.{}", row.position, stored.kind.code());
        Ok(OpenedFile { kind: stored.kind, bytes, name })
    }
}

async fn file_of<M>(tx: &mut Tx<M>, draft: DraftId, file: AttachmentId) -> Result<DraftFileRow, AppError> {
    tx.draft_file(file).await?.filter(|row| row.draft_id == draft).ok_or(AppError::NotFound)
}

/// The file of the draft that was made of the same bytes.
fn same<M>(tx: &Tx<M>, rows: &[DraftFileRow], digest: &str) -> Result<Option<AttachmentId>, AppError> {
    for row in rows {
        if tx.open_draft_file(row)?.digest == digest {
            return Ok(Some(row.attachment_id));
        }
    }
    Ok(None)
}

/// Whether one more file finds room.
fn room(rows: &[DraftFileRow], bytes: u64) -> Result<(), AppError> {
    let held = rows.iter().map(|row| u64::try_from(row.bytes).unwrap_or(0)).sum();
    room_for(rows.len(), held, bytes).map_err(refused)
}

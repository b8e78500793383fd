//! Owns the photographs of a report for its sheet: chosen and journalled like an opening on the screen, then opened.
use domain::attachment::FileKind;
use store::{FileSecret, Tx, Write};

use super::report::record_opening;
use super::{Attachment, Size, Stored};
use crate::access::{about, journal_actor};
use crate::picture::for_paper;
use crate::report::ReportView;
use crate::{App, AppError, Ctx};

/// How many photographs one sheet takes.
const MAX_PHOTOS: usize = 10;

/// A photograph that will stand on a sheet, still sealed.
#[derive(Debug, Clone)]
pub(crate) struct SealedPhoto {
    description: String,
    stored: Stored,
    secret: FileSecret,
}

/// A photograph for a sheet; without bytes when they cannot be opened, so that the sheet says so instead of failing.
#[derive(Debug, Clone)]
pub(crate) struct Photo {
    pub(crate) kind: FileKind,
    pub(crate) description: String,
    pub(crate) bytes: Option<Vec<u8>>,
}

/// The photographs of a report. A copy made unrecognisable is none of its own: who reads the record sees the picture itself.
pub(crate) fn photographs(files: &[Attachment]) -> impl Iterator<Item = &Attachment> {
    files.iter().filter(|file| file.kind.is_picture() && file.origin.is_none())
}

/// Chooses the photographs that the reader of the view may see, and journals that they are opened.
pub(crate) async fn photos_for_sheet(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    view: &ReportView,
) -> Result<Vec<SealedPhoto>, AppError> {
    let about = about(ctx, tx, &view.report, &view.case, &view.profile);
    let actor = journal_actor(ctx, &about);
    let mut photos = Vec::new();
    for file in photographs(&view.attachments).take(MAX_PHOTOS) {
        let row = tx.attachment(file.id).await?.ok_or(AppError::Data("attachment"))?;
        let secret = tx.open_attachment(&row).await?;
        record_opening(ctx, tx, &row, actor.clone()).await?;
        photos.push(SealedPhoto { description: file.description.clone(), stored: Stored::try_from(&row)?, secret });
    }
    Ok(photos)
}

impl App {
    /// Opens the chosen photographs.
    pub(crate) async fn opened_photos(&self, photos: Vec<SealedPhoto>) -> Vec<Photo> {
        let mut opened = Vec::with_capacity(photos.len());
        for photo in photos {
            let kind = photo.stored.kind;
            let bytes = self.opened(&photo.stored, photo.secret, Size::Full).await;
            let bytes = bytes.inspect_err(|error| tracing::warn!(%error, "a photograph cannot be put on paper")).ok();
            let fit = match bytes {
                Some(bytes) => for_paper(kind, bytes).await.ok(),
                None => None,
            };
            let (kind, bytes) = fit.map_or((kind, None), |(kind, bytes)| (kind, Some(bytes)));
            opened.push(Photo { kind, description: photo.description, bytes });
        }
        opened
    }
}

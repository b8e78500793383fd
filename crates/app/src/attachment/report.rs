//! Owns the files of a report: handed over with the submission, added later, opened with a record of the reading, blurred into a copy.
use domain::approval::Command;
use domain::attachment::{BlurRect, FileRefusal, MAX_RECTS, MAX_WITH_COPIES, description, room_for};
use domain::id::{AttachmentId, DraftId, ReportId};
use domain::policy::{Action, Resource};
use domain::report::{Mode, ReportCoded};
use store::{AttachmentRow, Chain, DraftFileRow, FileSecret, NewEvent, ReportRow, Tx, Write};

use super::{Attachment, OpenedFile, Size, Stored, digest, listed, refused};
use crate::access::{about, authorise, is_hidden, journal_actor};
use crate::picture::{self, Prepared};
use crate::report::{journal_case, load_case, project, route_for};
use crate::{App, AppError, Ctx};

/// A file that goes into a report with its submission.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    id: AttachmentId,
    from: AttachmentId,
    stored: Stored,
    secret: FileSecret,
}

/// A file that was looked at and sealed, and that no row names yet.
#[derive(Debug, Clone)]
pub struct ReadyFile {
    stored: Stored,
    secret: FileSecret,
}

/// What is to be added to a report.
struct Addition<'a> {
    stored: &'a Stored,
    secret: &'a FileSecret,
    origin: Option<AttachmentId>,
}

impl App {
    /// The files of a draft as they will stand in its report. For a reporter who stays hidden each is sealed anew under another
    /// name, so that nothing of an older copy of the data, where the draft stood beside an account, leads to the report.
    pub(crate) async fn files_to_submit(
        &self,
        ctx: &Ctx,
        draft: Option<DraftId>,
        mode: Mode,
    ) -> Result<Vec<NewFile>, AppError> {
        let Some(draft) = draft else { return Ok(Vec::new()) };
        let mut tx = self.store().read(&ctx.facility).await?;
        // A draft that is not the actor's is refused with the submission itself.
        let rows = tx.draft_files(draft).await?;
        let mut opened = Vec::with_capacity(rows.len());
        for row in rows {
            opened.push((row.attachment_id, Stored::try_from(&row)?, tx.open_draft_file(&row)?));
        }
        drop(tx);
        let mut files = Vec::with_capacity(opened.len());
        for (from, mut stored, mut secret) in opened {
            if mode != Mode::Named {
                (stored, secret) = self.sealed_anew(stored, secret).await?;
            }
            files.push(NewFile { id: AttachmentId::from_uuid(self.ids.random()), from, stored, secret });
        }
        Ok(files)
    }

    async fn sealed_anew(&self, stored: Stored, secret: FileSecret) -> Result<(Stored, FileSecret), AppError> {
        let bytes = self.opened(&stored, secret.clone(), Size::Full).await?;
        let thumb = match stored.thumb {
            Some(_) => Some(self.opened(&stored, secret.clone(), Size::Thumb).await?),
            None => None,
        };
        let side = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
        let size = side(stored.width).zip(side(stored.height));
        let (stored, key) = self.put(stored.kind, Prepared { bytes, thumb, size }).await?;
        Ok((stored, FileSecret { key, ..secret }))
    }

    /// The files of a report with what the actor may see of them: all, or none.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn attachments(&self, ctx: &Ctx, id: ReportId) -> Result<Vec<Attachment>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        self.may(ctx, &mut tx, &report, Action::ReadPersons).await?;
        kept_files(&mut tx, id).await
    }

    /// Asks the policy about one report; gives the journal's word for the actor.
    async fn may<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, report: &ReportRow, action: Action) -> Result<String, AppError> {
        let (case, profile) = load_case(self, tx, report).await?;
        let about = about(ctx, tx, report, &case, &profile);
        authorise(ctx, action, &Resource::Report(ctx.facility, about.clone()))?;
        Ok(journal_actor(ctx, &about))
    }

    /// Opens a file of a report. A picture may show a person, so that it takes the right to the names; the reading of the whole file
    /// is journalled before it is shown, as that of the report is. A preview is part of the report's page.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn open_attachment(
        &self,
        ctx: &Ctx,
        id: ReportId,
        file: AttachmentId,
        size: Size,
    ) -> Result<OpenedFile, AppError> {
        let (row, number, secret) = match size {
            Size::Full => {
                let mut tx = self.store().write(&ctx.facility).await?;
                let (row, number, secret, actor) = self.readable(ctx, &mut tx, id, file).await?;
                record_opening(ctx, &mut tx, &row, actor).await?;
                tx.commit().await?;
                (row, number, secret)
            }
            Size::Thumb => {
                let mut tx = self.store().read(&ctx.facility).await?;
                let (row, number, secret, _) = self.readable(ctx, &mut tx, id, file).await?;
                (row, number, secret)
            }
        };
        let stored = Stored::try_from(&row)?;
        let bytes = self.opened(&stored, secret, size).await?;
        let name = format!("{number}-{}.{}", row.position, stored.kind.code());
        Ok(OpenedFile { kind: stored.kind, bytes, name })
    }

    async fn readable<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        id: ReportId,
        file: AttachmentId,
    ) -> Result<(AttachmentRow, String, FileSecret, String), AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let actor = self.may(ctx, tx, &report, Action::ReadPersons).await?;
        let row = tx.attachment(file).await?.filter(|row| row.report_id == id).ok_or(AppError::NotFound)?;
        let secret = tx.open_attachment(&row).await?;
        Ok((row, report.number, secret, actor))
    }

    /// The files of a report for who may add some.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn attachments_to_add(&self, ctx: &Ctx, id: ReportId) -> Result<Vec<Attachment>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        self.may(ctx, &mut tx, &report, Action::AddAddendum).await?;
        self.may(ctx, &mut tx, &report, Action::ReadPersons).await?;
        kept_files(&mut tx, id).await
    }

    /// Looks at a file that shall be added to a submitted report, and puts it aside sealed. Nothing of the report has changed yet.
    ///
    /// # Errors
    /// A denial, or [`AppError::Invalid`] with the reason for which the file is not taken.
    pub async fn prepare_addition(&self, ctx: &Ctx, id: ReportId, bytes: Vec<u8>) -> Result<ReadyFile, AppError> {
        let digest = digest(&bytes);
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        self.may(ctx, &mut tx, &report, Action::AddAddendum).await?;
        room(&tx.attachments(id).await?, 0)?;
        drop(tx);
        let (kind, prepared) = self.prepared(bytes).await?;
        let (stored, key) = self.put(kind, prepared).await?;
        Ok(ReadyFile { stored, secret: FileSecret { key, description: String::new(), digest } })
    }

    /// Adds a file to a submitted report, as an addendum does to its text; `text` says what it shows.
    /// The same file again gives the first one's id.
    ///
    /// # Errors
    /// A denial, or [`AppError::Invalid`] when there is no room for it.
    pub async fn add_attachment(
        &self,
        ctx: &Ctx,
        id: ReportId,
        file: ReadyFile,
        text: &str,
    ) -> Result<AttachmentId, AppError> {
        let secret = FileSecret { description: description(text), ..file.secret };
        self.add(ctx, id, &Addition { stored: &file.stored, secret: &secret, origin: None }).await
    }

    /// Makes a copy of a picture of a report in which nothing can be recognised within the rectangles, as a further file of the
    /// report. The picture itself stays as it is.
    ///
    /// # Errors
    /// A denial, [`AppError::NotFound`], or [`AppError::Invalid`] when there is no rectangle or the file is no picture.
    pub async fn blur_attachment(
        &self,
        ctx: &Ctx,
        id: ReportId,
        file: AttachmentId,
        rects: Vec<BlurRect>,
    ) -> Result<AttachmentId, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        self.may(ctx, &mut tx, &report, Action::AddAddendum).await?;
        drop(tx);
        if rects.is_empty() || rects.len() > MAX_RECTS {
            return Err(refused(FileRefusal::NoRect));
        }
        // The digest tells this copy from one with other rectangles.
        let digest = digest(format!("{file} {rects:?}").as_bytes());
        let mut tx = self.store().read(&ctx.facility).await?;
        let (row, _, secret, _) = self.readable(ctx, &mut tx, id, file).await?;
        drop(tx);
        let whole = Stored::try_from(&row)?;
        let bytes = self.opened(&whole, secret.clone(), Size::Full).await?;
        let prepared = picture::blurred(whole.kind, bytes, rects).await.map_err(refused)?;
        let (stored, key) = self.put(whole.kind, prepared).await?;
        let secret = FileSecret { key, description: secret.description, digest };
        self.add(ctx, id, &Addition { stored: &stored, secret: &secret, origin: Some(file) }).await
    }

    /// Writes a row and its event; sealed bytes that found no row are removed.
    async fn add(&self, ctx: &Ctx, id: ReportId, new: &Addition<'_>) -> Result<AttachmentId, AppError> {
        let added = self.add_row(ctx, id, new).await;
        if !matches!(added, Ok((_, true))) {
            self.forget(new.stored.blobs()).await;
        }
        added.map(|(file, _)| file)
    }

    /// Writes a row and its event; `false` = the same file was there already.
    async fn add_row(&self, ctx: &Ctx, id: ReportId, new: &Addition<'_>) -> Result<(AttachmentId, bool), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (mut case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::AddAddendum, &Resource::Report(ctx.facility, about.clone()))?;
        let rows = tx.attachments(id).await?;
        for row in &rows {
            if tx.open_attachment(row).await?.digest == new.secret.digest {
                return Ok((row.attachment_id, false));
            }
        }
        match new.origin {
            Some(_) if rows.len() >= MAX_WITH_COPIES => return Err(refused(FileRefusal::TooMany)),
            Some(_) => {}
            None => room(&rows, u64::try_from(new.stored.bytes).unwrap_or(u64::MAX))?,
        }
        let actor = journal_actor(ctx, &about);
        let at = if is_hidden(&actor) { Ctx::hour_of(ctx.now) } else { ctx.now };
        let file = AttachmentId::from_uuid(self.ids.random());
        let coded: ReportCoded = serde_json::from_str(&report.coded)?;
        let route = route_for(&mut tx, &profile, &coded.facts, report.unit_id).await?;
        let happened = case.decide(&route, Command::Attach { attachment: file, origin: new.origin })?;
        let length = case.length;
        for (event, _) in &happened {
            case.apply(event, &actor, at);
        }
        let place = Place { report: id, position: next(&rows), at };
        insert(&mut tx, file, new, &place).await?;
        tx.update_case(&project(&case, &profile, id)).await?;
        journal_case(&mut tx, &report, length, &happened, &actor, None, at).await?;
        tx.commit().await?;
        Ok((file, true))
    }
}

/// Where and when a file comes into a report.
struct Place {
    report: ReportId,
    position: i64,
    at: i64,
}

async fn insert(tx: &mut Tx<Write>, file: AttachmentId, new: &Addition<'_>, place: &Place) -> Result<(), AppError> {
    let sealed = tx.seal_attachment(place.report, new.secret).await?;
    let stored = new.stored.clone();
    let row = AttachmentRow {
        attachment_id: file,
        report_id: place.report,
        position: place.position,
        kind: stored.kind.code().to_owned(),
        bytes: stored.bytes,
        width: stored.width,
        height: stored.height,
        blob: stored.blob,
        thumb: stored.thumb,
        sealed,
        origin: new.origin,
        at: place.at,
    };
    Ok(tx.insert_attachment(&row).await?)
}

/// Writes the files of a new report; the event of its submission claims the rows.
pub(crate) async fn write_files(
    tx: &mut Tx<Write>,
    report: ReportId,
    files: &[NewFile],
    at: i64,
) -> Result<(), AppError> {
    for (position, file) in (1..).zip(files) {
        let new = Addition { stored: &file.stored, secret: &file.secret, origin: None };
        insert(tx, file.id, &new, &Place { report, position, at }).await?;
    }
    Ok(())
}

/// Takes the files out of a draft that becomes a report. They must be those that were made ready for it.
/// Gives the sealed bytes that nobody names afterwards.
pub(crate) async fn hand_over(tx: &mut Tx<Write>, draft: DraftId, files: &[NewFile]) -> Result<Vec<String>, AppError> {
    let rows: Vec<DraftFileRow> = tx.take_draft_files(draft).await?;
    if !rows.iter().map(|row| row.attachment_id).eq(files.iter().map(|file| file.from)) {
        return Err(AppError::Conflict);
    }
    let mut left = Vec::new();
    for (row, file) in rows.iter().zip(files) {
        let stored = Stored::try_from(row)?;
        if stored.blob != file.stored.blob {
            left.extend(stored.blobs());
        }
    }
    Ok(left)
}

/// The files of a report, in order.
pub(crate) async fn kept_files<M>(tx: &mut Tx<M>, id: ReportId) -> Result<Vec<Attachment>, AppError> {
    let mut files = Vec::new();
    for row in tx.attachments(id).await? {
        let secret = tx.open_attachment(&row).await?;
        files.push(listed(row.attachment_id, &Stored::try_from(&row)?, secret.description, row.origin));
    }
    Ok(files)
}

fn next(rows: &[AttachmentRow]) -> i64 {
    rows.last().map_or(1, |last| last.position + 1)
}

/// Whether one more file finds room; copies made unrecognisable are not counted.
fn room(rows: &[AttachmentRow], bytes: u64) -> Result<(), AppError> {
    let own: Vec<&AttachmentRow> = rows.iter().filter(|row| row.origin.is_none()).collect();
    let held = own.iter().map(|row| u64::try_from(row.bytes).unwrap_or(0)).sum();
    room_for(own.len(), held, bytes).map_err(refused)
}

/// Journals that a file was opened: who, which, when; never what.
pub(super) async fn record_opening(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    row: &AttachmentRow,
    actor: String,
) -> Result<(), AppError> {
    let hidden = is_hidden(&actor);
    tx.append(NewEvent {
        chain: if hidden { Chain::Anonymous } else { Chain::Main },
        stream: format!("read:{}", row.report_id),
        expected_stream_seq: None,
        kind: "attachment_read".to_owned(),
        facts: serde_json::json!({ "attachment": row.attachment_id }),
        sealed: None,
        actor,
        on_behalf_of: None,
        at: if hidden { Ctx::hour_of(ctx.now) } else { ctx.now },
    })
    .await?;
    Ok(())
}

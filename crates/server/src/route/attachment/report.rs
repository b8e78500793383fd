//! Owns the files of a report: the page on which more are added, handing out, the page on which a blurred copy is made.
use app::AppError;
use app::attachment::{Attachment, Size};
use axum::extract::State;
use axum::http::StatusCode;
use domain::attachment::{BlurRect, FileRefusal, MAX_RECTS};
use domain::form::{FieldError, Fields};
use domain::id::{AttachmentId, ReportId};
use render::page::attachment::{BlurPage, DESCRIPTION, FILES, FileActs, FilesPage};

use super::{handed_out, told, unread};
use crate::http::upload::Upload;
use crate::http::{Answer, Failure, Form, Path, SignedIn, Web, html_status, see_other_done};
use crate::view::attachment::report_cards;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn, Path(id): Path<ReportId>) -> Answer {
    page(&web, &signed, id, "", &[]).await
}

async fn page(web: &Web, signed: &SignedIn, id: ReportId, typed: &str, errors: &[FieldError]) -> Answer {
    let files = web.app.attachments_to_add(&signed.ctx, id).await?;
    let acts = FileActs {
        action: format!("/reports/{id}/files"),
        back: format!("/reports/{id}"),
        draft: false,
        counted: files.iter().filter(|file| file.origin.is_none()).count(),
        description: typed.to_owned(),
    };
    let frame = signed.frame(web, "").await;
    Ok(html_status(
        status(errors),
        &FilesPage::new(signed.t(), frame, report_cards(signed.t(), id, &files, true), errors, acts),
    ))
}

const fn status(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// Adds what was sent. The description stands after the files in the form, so that the files wait for it here, within the limits of
/// one form.
pub(super) async fn send(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<ReportId>,
    mut upload: Upload,
) -> Answer {
    // Who may not add anything is told before anything is taken.
    web.app.attachments_to_add(&signed.ctx, id).await?;
    let (mut errors, mut added) = (Vec::new(), Vec::new());
    while let Some(sent) = upload.next().await {
        match sent.bytes {
            Err(refusal) => errors.push(unread(refusal, sent.number)),
            Ok(bytes) => match web.app.prepare_addition(&signed.ctx, id, bytes).await {
                Ok(file) => added.push((sent.number, file)),
                Err(error) => told(error, sent.number, &mut errors)?,
            },
        }
    }
    // A form without its end has no description either: nothing of it is added.
    let is_whole = upload.stopped().is_none();
    let fields = upload.take_fields();
    let is_empty = added.is_empty();
    for (number, file) in added.into_iter().filter(|_| is_whole) {
        if let Err(error) = web.app.add_attachment(&signed.ctx, id, file, fields.get(DESCRIPTION)).await {
            told(error, number, &mut errors)?;
        }
    }
    if is_empty && errors.is_empty() {
        errors.push(FieldError::new(FILES, FileRefusal::NoneChosen.code()));
    }
    if errors.is_empty() {
        return Ok(see_other_done(format!("/reports/{id}#files-title"), "files_attached"));
    }
    page(&web, &signed, id, fields.get(DESCRIPTION), &errors).await
}

pub(super) async fn open(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(ReportId, AttachmentId)>,
) -> Answer {
    handed_out(web.app.open_attachment(&signed.ctx, id, file, Size::Full).await?)
}

pub(super) async fn thumb(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(ReportId, AttachmentId)>,
) -> Answer {
    handed_out(web.app.open_attachment(&signed.ctx, id, file, Size::Thumb).await?)
}

pub(super) async fn blur(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(ReportId, AttachmentId)>,
) -> Answer {
    blur_page(&web, &signed, (id, file), &Fields::default(), &[]).await
}

async fn blur_page(
    web: &Web,
    signed: &SignedIn,
    (id, file): (ReportId, AttachmentId),
    typed: &Fields,
    errors: &[FieldError],
) -> Answer {
    let files: Vec<Attachment> = web.app.attachments_to_add(&signed.ctx, id).await?;
    let picture = files.iter().find(|held| held.id == file && held.kind.is_picture()).ok_or(Failure::NotFound)?;
    let frame = signed.frame(web, "").await;
    let (src, back) = (format!("/reports/{id}/files/{file}"), format!("/reports/{id}/files"));
    let action = format!("{src}/blur");
    let page = BlurPage::new(frame, (&src, &picture.description), (&action, &back), typed, errors);
    Ok(html_status(status(errors), &page))
}

/// Makes the copy. A rectangle that is only half filled in is asked for again: a face that was meant must not stay.
pub(super) async fn make_blurred(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(ReportId, AttachmentId)>,
    Form(posted): Form,
) -> Answer {
    let made = match rects(&posted) {
        Some(rects) => web.app.blur_attachment(&signed.ctx, id, file, rects).await,
        None => Err(AppError::Invalid(vec![FieldError::new("left_1", FileRefusal::NoRect.code())])),
    };
    match made {
        Ok(_) => Ok(see_other_done(format!("/reports/{id}/files"), "file_blurred")),
        Err(AppError::Invalid(errors)) => blur_page(&web, &signed, (id, file), &posted, &errors).await,
        Err(error) => Err(error.into()),
    }
}

/// The rectangles as typed; `None` when one cannot be read.
fn rects(posted: &Fields) -> Option<Vec<BlurRect>> {
    let mut rects = Vec::new();
    for number in 1..=MAX_RECTS {
        let names = ["left", "top", "width", "height"].map(|name| format!("{name}_{number}"));
        let typed = [0, 1, 2, 3].map(|at| posted.get(&names[at]).trim());
        if typed.iter().any(|text| !text.is_empty()) {
            rects.push(BlurRect::parse(typed)?);
        }
    }
    Some(rects)
}

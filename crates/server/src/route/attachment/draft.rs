//! Owns the files of a draft: the page, files coming in with descriptions and removals, handing out to who writes.
use std::collections::BTreeMap;

use app::attachment::Size;
use axum::extract::State;
use axum::http::StatusCode;
use domain::attachment::FileRefusal;
use domain::form::{FieldError, Fields};
use domain::id::{AttachmentId, DraftId};
use domain::report::{Door, Page};
use render::page::attachment::{FILES, FileActs, FilesPage};
use render::page::report::Place;

use super::{handed_out, told, unread};
use crate::http::upload::Upload;
use crate::http::{Answer, Path, Query, SignedIn, Web, WebError, html_status, see_other, see_other_done};
use crate::view::attachment::draft_cards;

pub(super) async fn show(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Query(query): Query,
) -> Answer {
    page(&web, &signed, id, query.get("back"), &[]).await
}

/// Where the way back leads: to the page from which the person came.
async fn back_to(web: &Web, signed: &SignedIn, id: DraftId, from: &str) -> Result<String, WebError> {
    let base = format!("/drafts/{id}");
    Ok(match (from, Place::from_code(from)) {
        ("check", _) => format!("{base}/check"),
        (_, Some(place)) => format!("{base}/{}", place.code()),
        _ if web.app.draft(&signed.ctx, id).await?.door == Door::Full => format!("{base}/{}", Page::What.code()),
        _ => base,
    })
}

async fn page(web: &Web, signed: &SignedIn, id: DraftId, from: &str, errors: &[FieldError]) -> Answer {
    let files = web.app.draft_files(&signed.ctx, id).await?;
    let acts = FileActs {
        action: format!("/drafts/{id}/files?back={}", code(from)),
        back: back_to(web, signed, id, from).await?,
        draft: true,
        counted: files.len(),
        description: String::new(),
    };
    let frame = signed.frame(web, "").await;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(html_status(status, &FilesPage::new(signed.t(), frame, draft_cards(signed.t(), id, &files), errors, acts)))
}

/// The page to come back to, as it may stand in an address.
fn code(from: &str) -> &str {
    if from == "check" || Place::from_code(from).is_some() { from } else { "" }
}

/// Takes what was sent: first the files, one by one, then the descriptions, then what was pressed. What is fine is kept,
/// also when something beside it is not.
pub(super) async fn send(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Query(query): Query,
    mut upload: Upload,
) -> Answer {
    let from = query.get("back");
    let (mut errors, mut attached) = (Vec::new(), 0_usize);
    while let Some(sent) = upload.next().await {
        match sent.bytes {
            Err(refusal) => errors.push(unread(refusal, sent.number)),
            Ok(bytes) => match web.app.attach_to_draft(&signed.ctx, id, bytes).await {
                Ok(_) => attached += 1,
                Err(error) => told(error, sent.number, &mut errors)?,
            },
        }
    }
    let fields = upload.take_fields();
    web.app.describe_draft_files(&signed.ctx, id, &texts(&fields)).await?;
    if let Some(file) = fields.get("act").strip_prefix("remove:").and_then(|file| file.parse().ok()) {
        web.app.remove_from_draft(&signed.ctx, id, file).await?;
    }
    if fields.get("act") == "attach" && attached == 0 && errors.is_empty() {
        errors.push(FieldError::new(FILES, FileRefusal::NoneChosen.code()));
    }
    if !errors.is_empty() {
        return page(&web, &signed, id, from, &errors).await;
    }
    let here = format!("/drafts/{id}/files?back={}", code(from));
    Ok(match fields.get("act") {
        "back" => see_other(back_to(&web, &signed, id, from).await?),
        act if act.starts_with("remove:") => see_other_done(here, "file_removed"),
        _ if attached > 0 => see_other_done(here, "files_attached"),
        _ => see_other_done(here, "files_saved"),
    })
}

/// What was typed on the cards.
fn texts(fields: &Fields) -> BTreeMap<AttachmentId, String> {
    let texts = fields.iter().filter_map(|(name, values)| {
        let id = name.strip_prefix("text_")?.parse().ok()?;
        Some((id, values.first()?.clone()))
    });
    texts.collect()
}

pub(super) async fn open(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(DraftId, AttachmentId)>,
) -> Answer {
    handed_out(web.app.open_draft_file(&signed.ctx, id, file, Size::Full).await?)
}

pub(super) async fn thumb(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, file)): Path<(DraftId, AttachmentId)>,
) -> Answer {
    handed_out(web.app.open_draft_file(&signed.ctx, id, file, Size::Thumb).await?)
}

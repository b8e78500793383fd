//! Owns photographs and files (写真・添付): their pages, their coming in, their handing out, and the making of a blurred copy.
mod draft;
mod report;

use app::AppError;
use app::attachment::OpenedFile;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use domain::attachment::{FileKind, FileRefusal};
use domain::form::FieldError;
use domain::policy::Action;
use render::page::attachment::FILES;

use crate::http::{Answer, Failure, Route, WebError, get, post, post_files};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/drafts/{id}/files", Action::KeepDraft, draft::show),
        post_files("/drafts/{id}/files", Action::KeepDraft, draft::send),
        get("/drafts/{id}/files/{file}", Action::KeepDraft, draft::open),
        get("/drafts/{id}/files/{file}/thumb", Action::KeepDraft, draft::thumb),
        get("/reports/{id}/files", Action::AddAddendum, report::show),
        post_files("/reports/{id}/files", Action::AddAddendum, report::send),
        get("/reports/{id}/files/{file}", Action::ReadPersons, report::open),
        get("/reports/{id}/files/{file}/thumb", Action::ReadPersons, report::thumb),
        get("/reports/{id}/files/{file}/blur", Action::AddAddendum, report::blur),
        post("/reports/{id}/files/{file}/blur", Action::AddAddendum, report::make_blurred),
    ]
}

/// Whatever a file holds, a browser that opens it by itself runs nothing of it.
const FILE_CSP: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// A file as an answer. Its type is what its bytes are; pictures may be shown, documents are saved.
pub(super) fn handed_out(opened: OpenedFile) -> Answer {
    let way = match opened.kind {
        FileKind::Jpeg | FileKind::Png => "inline",
        FileKind::Pdf => "attachment",
    };
    // The name is ours and ASCII: number of the report and place in the list.
    let disposition = HeaderValue::try_from(format!("{way}; filename=\"{}\"", opened.name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(opened.kind.media_type())),
        (header::CONTENT_DISPOSITION, disposition.map_err(|_| Failure::Internal)?),
        (header::CONTENT_SECURITY_POLICY, FILE_CSP),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok::<Response, WebError>((headers, opened.bytes).into_response())
}

/// Says of a refusal which of the sent files it was; other errors stay errors.
fn told(error: AppError, number: usize, errors: &mut Vec<FieldError>) -> Result<(), WebError> {
    let AppError::Invalid(refusals) = error else { return Err(error.into()) };
    errors.extend(refusals.into_iter().map(|refusal| refusal.with("n", number)));
    Ok(())
}

/// A refusal that was found while reading.
fn unread(refusal: FileRefusal, number: usize) -> FieldError {
    FieldError::new(FILES, refusal.code()).with("n", number)
}

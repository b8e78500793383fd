//! Owns the sending of a draft: once per key, however often it is pressed.
use app::AppError;
use app::draft::{KEY_FIELD, PROMOTES_FIELD};
use app::report::Submission;
use axum::extract::State;
use domain::form::Fields;
use domain::id::DraftId;
use domain::report::Door;
use render::page::report::Receipt;

use crate::http::{Answer, Failure, Form, Path, SignedIn, Web, WebError, html, see_other};
use crate::view::report::receipt;

/// Sends a report. A second sending finds the draft gone and gets the first receipt by the key that the page carried.
pub(super) async fn submit(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Form(posted): Form,
) -> Answer {
    let submission = submission(&web, &signed, id, &posted).await?;
    let (door, had_draft) = (submission.door, submission.draft.is_some());
    let sent = match web.app.submit_report(&signed.ctx, submission).await {
        Err(AppError::Invalid(_)) if had_draft => return Ok(see_other(format!("/drafts/{id}/check"))),
        // Neither a draft nor a report of this key: there was nothing to send.
        Err(AppError::Invalid(_)) => return Err(Failure::NotFound.into()),
        other => other?,
    };
    if sent.receipt_code.is_none() {
        return Ok(see_other(format!("/reports/{}/receipt", sent.report)));
    }
    // The code is shown once and belongs to no address: whoever holds the page holds the code.
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, t.get("report.receipt.title")).await;
    Ok(html(&Receipt { t, frame, view: receipt(t, &facility.row.code, &sent, Some(door), true) }))
}

async fn submission(web: &Web, signed: &SignedIn, id: DraftId, posted: &Fields) -> Result<Submission, WebError> {
    match web.app.draft(&signed.ctx, id).await {
        Ok(draft) => Ok(Submission {
            key: draft.fields.get(KEY_FIELD).to_owned(),
            promotes: draft.fields.get(PROMOTES_FIELD).parse().ok(),
            door: draft.door,
            fields: draft.fields,
            draft: Some(id),
        }),
        Err(AppError::NotFound) if posted.text("key").is_some() => Ok(Submission {
            key: posted.get("key").to_owned(),
            promotes: None,
            door: Door::Quick,
            fields: Fields::default(),
            draft: None,
        }),
        Err(error) => Err(error.into()),
    }
}

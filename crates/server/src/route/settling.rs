//! Owns settling: what a person decides about a finding in a text, all sure ones at once, undoing, and what two releases tell.
use app::AppError;
use app::publication::Settle;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::id::ReportId;
use domain::policy::Action;
use domain::publication::{KeepReason, Month};
use render::error_text::error_text;

use super::publication::{desk_page, text_page};
use crate::http::{Answer, Failure, Form, Path, Route, SignedIn, Web, html_status, post, see_other_done};
use crate::view::publication::Tried;

pub(super) fn routes() -> Vec<Route> {
    const W: Action = Action::WritePublication;
    vec![
        post("/months/{month}/settle", W, settle_month),
        post("/months/{month}/texts/{id}/settle", W, settle),
        post("/months/{month}/texts/{id}/settle/sure", W, settle_sure),
        post("/months/{month}/texts/{id}/settle/undo", W, undo),
    ]
}

type At = Path<(Month, ReportId)>;

async fn settle(State(web): State<Web>, Path(at): At, signed: SignedIn, Form(fields): Form) -> Answer {
    let how = match fields.get("how") {
        "apply" => Settle::Apply,
        "reword" => Settle::Reword(fields.get("wording").to_owned()),
        "keep" => Settle::Keep {
            reason: KeepReason::from_code(fields.get("reason")),
            words: fields.text("reason_words").map(str::to_owned),
        },
        _ => return Err(Failure::NotFound.into()),
    };
    let done = web.app.settle_finding(&signed.ctx, at.1, fields.get("finding"), how).await;
    done_or_again(&web, &signed, at, done, "finding_settled").await
}

async fn settle_sure(State(web): State<Web>, Path(at): At, signed: SignedIn) -> Answer {
    let done = web.app.settle_sure(&signed.ctx, at.1).await.map(drop);
    done_or_again(&web, &signed, at, done, "findings_settled").await
}

async fn undo(State(web): State<Web>, Path(at): At, signed: SignedIn) -> Answer {
    let done = web.app.undo_settling(&signed.ctx, at.1).await;
    done_or_again(&web, &signed, at, done, "settling_undone").await
}

/// Back to the text, where the next open finding stands; a refusal is shown above it.
async fn done_or_again(
    web: &Web,
    signed: &SignedIn,
    at: (Month, ReportId),
    done: Result<(), AppError>,
    code: &'static str,
) -> Answer {
    match done {
        Ok(()) => Ok(see_other_done(format!("/months/{}/texts/{}#finding-open", at.0, at.1), code)),
        Err(AppError::Invalid(errors)) => {
            let errors = errors.iter().map(|error| (error.field.clone(), error_text(signed.t(), error))).collect();
            let tried = Tried { errors, ..Tried::default() };
            let page = text_page(web, signed, at, &tried).await?;
            Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

async fn settle_month(
    State(web): State<Web>,
    Path(month): Path<Month>,
    signed: SignedIn,
    Form(fields): Form,
) -> Answer {
    let reason = KeepReason::from_code(fields.get("reason"));
    match web.app.settle_month(&signed.ctx, month, fields.get("finding"), reason, fields.get("reason_words")).await {
        Ok(()) => Ok(see_other_done(format!("/months/{month}#tells"), "finding_settled")),
        Err(AppError::Invalid(_)) => refused(&web, &signed, month, &fields).await,
        Err(error) => Err(error.into()),
    }
}

/// The desk again, with the sentence that something is still open.
async fn refused(web: &Web, signed: &SignedIn, month: Month, fields: &Fields) -> Answer {
    let is_reason = KeepReason::from_code(fields.get("reason")) == Some(KeepReason::Other);
    let code = if is_reason { "keep_words_missing" } else { "findings_open" };
    let page = desk_page(web, signed, month, (Some(code), "")).await?;
    Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

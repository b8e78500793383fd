//! Owns joining reports of one event and separating them again.
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::ReportId;
use domain::policy::Action;
use render::page::record::Typed;

use super::approval::{again, shown_again};
use crate::http::{Answer, Form, Path, Route, SignedIn, Web, post, see_other_done};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/reports/{id}/act/merge", Action::MergeReports, merge),
        post("/reports/{id}/act/separate", Action::MergeReports, separate),
    ]
}

/// Joins the report to another one by number.
async fn merge(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form) -> Answer {
    let into = match web.app.report_by_number(&signed.ctx, fields.get("number")).await {
        Ok(into) => into,
        Err(error @ AppError::NotFound) => {
            let refusal = Some("number_unknown");
            let typed = Typed { act: "merge".to_owned(), fields, refusal, ..Typed::default() };
            return shown_again(&web, &signed, id, (StatusCode::UNPROCESSABLE_ENTITY, None), typed, error.into()).await;
        }
        Err(error) => return Err(error.into()),
    };
    match web.app.merge_reports(&signed.ctx, id, into).await {
        Ok(()) => Ok(see_other_done(format!("/reports/{id}"), "merged")),
        Err(error) => again(&web, &signed, id, "merge", fields, error).await,
    }
}

async fn separate(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form) -> Answer {
    match web.app.separate_report(&signed.ctx, id).await {
        Ok(()) => Ok(see_other_done(format!("/reports/{id}"), "separated")),
        Err(error) => again(&web, &signed, id, "separate", fields, error).await,
    }
}

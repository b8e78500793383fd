//! Owns the page of floor plans (間取り図): the list with pictures, a picture coming in, names, order and use.
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::attachment::FileRefusal;
use domain::form::FieldError;
use render::page::admin::{Asked, PlansPage};
use render::page::attachment::FILES;

use crate::http::upload::Upload;
use crate::http::{Answer, Form, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::plans as view;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, Asked::default(), Asked::default()).await
}

pub(super) async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let saved = match view::edits(&fields) {
        Ok(lines) => web.app.save_plans(&signed.ctx, &lines).await.map(drop),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match saved {
        Ok(()) => Ok(see_other_done("/admin/plans", "list_saved")),
        Err(AppError::Invalid(errors)) => page(&web, &signed, Asked { fields, errors }, Asked::default()).await,
        Err(error) => Err(error.into()),
    }
}

/// Takes one picture; what is sent beside the first file is passed over.
pub(super) async fn add(State(web): State<Web>, signed: SignedIn, mut upload: Upload) -> Answer {
    let mut first = None;
    while let Some(sent) = upload.next().await {
        first = if upload.stopped().is_none() { first.or(Some(sent.bytes)) } else { Some(sent.bytes) };
    }
    let fields = upload.take_fields();
    let added = match first {
        Some(Ok(bytes)) => web.app.add_plan(&signed.ctx, fields.get("label"), bytes).await,
        Some(Err(refusal)) => Err(refused(refusal)),
        None => Err(refused(FileRefusal::NoneChosen)),
    };
    match added {
        Ok(_) => Ok(see_other_done("/admin/plans", "line_added")),
        Err(AppError::Invalid(errors)) => {
            let errors = errors.into_iter().map(|error| error.with("n", 1)).collect();
            page(&web, &signed, Asked::default(), Asked { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

fn refused(refusal: FileRefusal) -> AppError {
    AppError::Invalid(vec![FieldError::new(FILES, refusal.code())])
}

async fn page(web: &Web, signed: &SignedIn, asked: Asked, new: Asked) -> Answer {
    let t = signed.t();
    let is_wrong = !asked.errors.is_empty() || !new.errors.is_empty();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let plans = web.app.plans(&signed.ctx).await?;
    let frame = signed.frame(web, t.get("admin.title.plans")).await;
    Ok(html_status(status, &PlansPage::new(t, frame, &view::plans(&plans, asked, new))))
}

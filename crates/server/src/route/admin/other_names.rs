//! Owns the page of other names (呼び名・通称): the list in parts, adding, removing.
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::OtherNameId;
use render::page::admin::{Asked, OtherNamesPage};

use crate::http::{Answer, Form, Path, Query, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::other_names as view;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    page(&web, &signed, query.get("page").parse().unwrap_or(1), Asked::default()).await
}

pub(super) async fn add(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    match web.app.add_other_names(&signed.ctx, fields.get("kind"), fields.get("names")).await {
        Ok(_) => Ok(see_other_done("/admin/names", "names_added")),
        Err(AppError::Invalid(errors)) => page(&web, &signed, 1, Asked { fields, errors }).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(web): State<Web>, signed: SignedIn, Path(id): Path<OtherNameId>) -> Answer {
    web.app.remove_other_name(&signed.ctx, id).await?;
    Ok(see_other_done("/admin/names", "name_removed"))
}

async fn page(web: &Web, signed: &SignedIn, number: usize, new: Asked) -> Answer {
    let status = if new.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let names = web.app.other_names(&signed.ctx, number).await?;
    let frame = signed.frame(web, signed.t().get("admin.title.other_names")).await;
    Ok(html_status(status, &OtherNamesPage::new(signed.t(), frame, &view::names(&names, new))))
}

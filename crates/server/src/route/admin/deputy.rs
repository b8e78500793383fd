//! Owns the page of one's own deputies (退席中・代理).
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use render::page::admin::{Asked, Deputies};

use crate::http::{Answer, Failure, Form, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::deputy as view;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, StatusCode::OK, Asked::default()).await
}

pub(super) async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let own = signed.ctx.member()?.account;
    let done = match view::read(&fields, signed.ctx.today()) {
        Ok((to, days)) => web.app.delegate(&signed.ctx, fields.get("seat"), own, to, days).await.map(drop),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(see_other_done("/me/deputy", "deputy_named")),
        Err(AppError::Invalid(errors)) => again(&web, &signed, fields, errors).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(web: &Web, signed: &SignedIn, fields: Fields, errors: Vec<domain::form::FieldError>) -> Answer {
    page(web, signed, StatusCode::UNPROCESSABLE_ENTITY, Asked { fields, errors }).await
}

pub(super) async fn end(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let id = fields.get("id").parse().map_err(|_| Failure::NotFound)?;
    web.app.remove_delegation(&signed.ctx, id).await?;
    Ok(see_other_done("/me/deputy", "deputy_ended"))
}

async fn page(web: &Web, signed: &SignedIn, status: StatusCode, asked: Asked) -> Answer {
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let (lines, people) = (web.app.my_delegations(&signed.ctx).await?, web.app.possible_deputies(&signed.ctx).await?);
    let frame = signed.frame(web, t.get("admin.title.deputy")).await;
    Ok(html_status(status, &Deputies::new(t, frame, view::deputies(t, &signed.ctx, &facility, lines, people, asked))))
}

//! Owns the pages of units (部署) and places (場所).
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use render::page::admin::{Asked, ListKind, Lists};

use crate::http::{Answer, Form, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::lists as view;

pub(super) async fn units(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, ListKind::Units, Asked::default(), Asked::default()).await
}

pub(super) async fn places(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, ListKind::Places, Asked::default(), Asked::default()).await
}

pub(super) async fn save_units(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let saved = match view::edits(&fields) {
        Ok(lines) => web.app.save_units(&signed.ctx, &lines).await.map(drop),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    saved_or_again(&web, &signed, ListKind::Units, fields, saved).await
}

pub(super) async fn save_places(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let saved = match view::edits(&fields) {
        Ok(lines) => web.app.save_places(&signed.ctx, &lines).await.map(drop),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    saved_or_again(&web, &signed, ListKind::Places, fields, saved).await
}

pub(super) async fn add_unit(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let added = web.app.add_unit(&signed.ctx, fields.get("code"), fields.get("name_ja"), fields.get("name_en")).await;
    added_or_again(&web, &signed, ListKind::Units, fields, added.map(drop)).await
}

pub(super) async fn add_place(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let added = web.app.add_place(&signed.ctx, fields.get("code"), fields.get("name_ja"), fields.get("name_en")).await;
    added_or_again(&web, &signed, ListKind::Places, fields, added.map(drop)).await
}

async fn saved_or_again(
    web: &Web,
    signed: &SignedIn,
    kind: ListKind,
    fields: Fields,
    done: Result<(), AppError>,
) -> Answer {
    match done {
        Ok(()) => Ok(see_other_done(format!("/admin/{}", kind.code()), "list_saved")),
        Err(AppError::Invalid(errors)) => page(web, signed, kind, Asked { fields, errors }, Asked::default()).await,
        Err(error) => Err(error.into()),
    }
}

async fn added_or_again(
    web: &Web,
    signed: &SignedIn,
    kind: ListKind,
    fields: Fields,
    done: Result<(), AppError>,
) -> Answer {
    match done {
        Ok(()) => Ok(see_other_done(format!("/admin/{}", kind.code()), "line_added")),
        Err(AppError::Invalid(errors)) => page(web, signed, kind, Asked::default(), Asked { fields, errors }).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(web: &Web, signed: &SignedIn, kind: ListKind, asked: Asked, new: Asked) -> Answer {
    let t = signed.t();
    let is_wrong = !asked.errors.is_empty() || !new.errors.is_empty();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(web, t.choice("admin.title", kind.code())).await;
    Ok(html_status(status, &Lists::new(t, frame, &view::lists(t, &facility, kind, asked, new))))
}

//! Owns the pages of the roster (職員名簿).
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::id::AccountId;
use render::page::admin::{Asked, PeoplePage, PersonPage};

use crate::http::{Answer, Form, Path, Query, SignedIn, Web, html, html_status, see_other_done};
use crate::view::admin::people as view;

pub(super) async fn list(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let t = signed.t();
    let (facility, people) = (web.app.facility(&signed.ctx).await?, web.app.people(&signed.ctx).await?);
    let frame = signed.frame(&web, t.get("admin.title.people")).await;
    Ok(html(&PeoplePage::new(t, frame, view::roster(t, &facility, &people, &query))))
}

pub(super) async fn new(State(web): State<Web>, signed: SignedIn) -> Answer {
    let fields = [("roles", "staff")].into_iter().collect();
    page(&web, &signed, StatusCode::OK, None, Asked { fields, errors: Vec::new() }).await
}

pub(super) async fn add(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let added = match signed.prove(&web, &fields).await {
        Ok(ctx) => web.app.add_account(&ctx, view::new_account(&fields)).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(id) => Ok(see_other_done(format!("/admin/people/{id}"), "person_added")),
        Err(error) => again(&web, &signed, None, fields, error).await,
    }
}

pub(super) async fn show(State(web): State<Web>, signed: SignedIn, Path(id): Path<AccountId>) -> Answer {
    page(&web, &signed, StatusCode::OK, Some(id), Asked::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<AccountId>,
    Form(fields): Form,
) -> Answer {
    let saved = match signed.prove(&web, &fields).await {
        Ok(ctx) => web.app.edit_account(&ctx, id, view::edit(&fields)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => {
            let proposed = web.app.colleague(&signed.ctx, id).await?.keeper_proposed;
            let word = if proposed { "keeper_proposed" } else { "person_saved" };
            Ok(see_other_done(format!("/admin/people/{id}"), word))
        }
        Err(error) => again(&web, &signed, Some(id), fields, error).await,
    }
}

pub(super) async fn reset(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<AccountId>,
    Form(fields): Form,
) -> Answer {
    match web.app.reset_password(&signed.ctx, id, fields.get("password").trim()).await {
        Ok(()) => Ok(see_other_done(format!("/admin/people/{id}"), "password_reset")),
        Err(AppError::Invalid(errors)) => {
            let asked = Asked { fields: Fields::default(), errors };
            page(&web, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some(id), asked).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end_sessions(State(web): State<Web>, signed: SignedIn, Path(id): Path<AccountId>) -> Answer {
    web.app.end_sessions(&signed.ctx, id).await?;
    Ok(see_other_done(format!("/admin/people/{id}"), "sessions_ended"))
}

async fn again(web: &Web, signed: &SignedIn, id: Option<AccountId>, fields: Fields, error: AppError) -> Answer {
    let AppError::Invalid(errors) = error else { return Err(error.into()) };
    page(web, signed, StatusCode::UNPROCESSABLE_ENTITY, id, Asked { fields, errors }).await
}

/// The page of a person; what was typed wins over what is stored.
async fn page(web: &Web, signed: &SignedIn, status: StatusCode, id: Option<AccountId>, asked: Asked) -> Answer {
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let person = match id {
        Some(id) => Some(web.app.colleague(&signed.ctx, id).await?),
        None => None,
    };
    let is_proved = signed.is_proved(web).await;
    let title = person.as_ref().map_or_else(|| t.get("admin.person.new").to_owned(), |person| person.name.clone());
    let shown = view::person(t, &facility, person, asked, (web.app.suggest_password(), !is_proved));
    let frame = signed.frame(web, title).await;
    Ok(html_status(status, &PersonPage::new(t, frame, &shown)))
}

//! Owns the pages of deputies (退席中・代理): one's own, and those that the administrator names for somebody who cannot.
use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::id::AccountId;
use render::page::admin::{Asked, Deputies};

use crate::http::{Answer, Failure, Form, Path, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::deputy as view;

/// Whose deputies, which seats the person holds, and where the forms go.
struct Whose {
    account: AccountId,
    seats: Vec<String>,
    action: String,
}

fn own(signed: &SignedIn) -> Result<Whose, AppError> {
    let member = signed.ctx.member()?;
    let held = member.seats.iter().filter(|seat| seat.for_account.is_none());
    Ok(Whose {
        account: member.account,
        seats: held.map(|seat| seat.code.clone()).collect(),
        action: "/me/deputy".to_owned(),
    })
}

async fn of(web: &Web, signed: &SignedIn, account: AccountId) -> Result<Whose, AppError> {
    let person = web.app.colleague(&signed.ctx, account).await?;
    let seats = person.seats.into_iter().map(|(code, _)| code).collect();
    Ok(Whose { account, seats, action: format!("/admin/people/{account}/deputy") })
}

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, StatusCode::OK, own(&signed)?, Asked::default()).await
}

pub(super) async fn show_of(State(web): State<Web>, signed: SignedIn, Path(id): Path<AccountId>) -> Answer {
    let whose = of(&web, &signed, id).await?;
    page(&web, &signed, StatusCode::OK, whose, Asked::default()).await
}

pub(super) async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    name_deputy(&web, &signed, own(&signed)?, fields).await
}

pub(super) async fn save_of(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<AccountId>,
    Form(fields): Form,
) -> Answer {
    let whose = of(&web, &signed, id).await?;
    name_deputy(&web, &signed, whose, fields).await
}

async fn name_deputy(web: &Web, signed: &SignedIn, whose: Whose, fields: Fields) -> Answer {
    let done = match view::read(&fields, signed.ctx.today()) {
        Ok((to, days)) => web.app.delegate(&signed.ctx, fields.get("seat"), whose.account, to, days).await.map(drop),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(see_other_done(&whose.action, "deputy_named")),
        Err(AppError::Invalid(errors)) => {
            page(web, signed, StatusCode::UNPROCESSABLE_ENTITY, whose, Asked { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    end_one(&web, &signed, &own(&signed)?, &fields).await
}

pub(super) async fn end_of(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<AccountId>,
    Form(fields): Form,
) -> Answer {
    let whose = of(&web, &signed, id).await?;
    end_one(&web, &signed, &whose, &fields).await
}

async fn end_one(web: &Web, signed: &SignedIn, whose: &Whose, fields: &Fields) -> Answer {
    let id = fields.get("id").parse().map_err(|_| Failure::NotFound)?;
    web.app.remove_delegation(&signed.ctx, id).await?;
    Ok(see_other_done(&whose.action, "deputy_ended"))
}

async fn page(web: &Web, signed: &SignedIn, status: StatusCode, whose: Whose, asked: Asked) -> Answer {
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let lines = web.app.delegations_of(&signed.ctx, whose.account).await?;
    let people = web.app.possible_deputies(&signed.ctx, whose.account).await?;
    let frame = signed.frame(web, t.get("admin.title.deputy")).await;
    let mut shown = view::deputies(t, &facility, lines, &whose.seats, people);
    shown.action = whose.action;
    shown.asked = view::asked(t, signed.ctx.today(), asked);
    Ok(html_status(status, &Deputies::new(t, frame, shown)))
}

//! Owns the page of the approval seats (決裁席).
use app::{AppError, PROOF_FIELD};
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::{FieldError, Fields};
use domain::id::{AccountId, UnitId};
use render::page::admin::{Asked, SeatsPage};

use crate::http::{Answer, Failure, Form, SignedIn, Web, html_status, see_other_done};
use crate::view::admin::seats as view;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    page(&web, &signed, StatusCode::OK, Asked::default(), false).await
}

pub(super) async fn give(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let Some(account) = account(&fields) else {
        return again(
            &web,
            &signed,
            fields,
            AppError::Invalid(vec![FieldError::new("account", "person_unknown")]),
            false,
        )
        .await;
    };
    let unit = unit(&fields)?;
    let given = match signed.prove(&web, &fields).await {
        Ok(ctx) => web.app.give_seat(&ctx, account, fields.get("seat"), unit).await,
        Err(error) => Err(error),
    };
    match given {
        Ok(()) => Ok(see_other_done("/admin/seats", "seat_given")),
        Err(error) => again(&web, &signed, fields, error, false).await,
    }
}

pub(super) async fn take(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let account = account(&fields).ok_or(Failure::BadRequest)?;
    let unit = unit(&fields)?;
    let taken = match signed.prove(&web, &fields).await {
        Ok(ctx) => web.app.take_seat(&ctx, account, fields.get("seat"), unit).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(()) => Ok(see_other_done("/admin/seats", "seat_taken")),
        Err(error) => again(&web, &signed, fields, error, true).await,
    }
}

fn account(fields: &Fields) -> Option<AccountId> {
    fields.text("account").and_then(|id| id.parse().ok())
}

fn unit(fields: &Fields) -> Result<Option<UnitId>, Failure> {
    fields.text("unit").map(|id| id.parse().map_err(|_| Failure::BadRequest)).transpose()
}

/// The page with what was chosen. Taking somebody from a seat has no form of its own there: it is asked for once more, with the password.
async fn again(web: &Web, signed: &SignedIn, fields: Fields, error: AppError, taking: bool) -> Answer {
    let AppError::Invalid(errors) = error else { return Err(error.into()) };
    let taking = taking && errors.iter().any(|error| error.field == PROOF_FIELD);
    page(web, signed, StatusCode::UNPROCESSABLE_ENTITY, Asked { fields, errors }, taking).await
}

async fn page(web: &Web, signed: &SignedIn, status: StatusCode, asked: Asked, taking: bool) -> Answer {
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let (chart, people) = (web.app.seat_chart(&signed.ctx).await?, web.app.people(&signed.ctx).await?);
    let frame = signed.frame(web, t.get("admin.title.seats")).await;
    let mut seats = view::seats(t, &facility, &chart, &people, asked);
    (seats.taking, seats.ask_proof) = (taking, !signed.is_proved(web).await);
    Ok(html_status(status, &SeatsPage::new(t, frame, seats)))
}

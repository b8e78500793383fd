//! Owns the months: their list, the desk of one month with its steps, and the editor of published texts.
use app::AppError;
use app::publication::Step;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::id::ReportId;
use domain::policy::Action;
use domain::publication::Month;
use render::error_text::error_text;
use render::page::publication::{Desk, Months, TextPage};

use crate::http::{
    Answer, Failure, Form, Path, Route, SignedIn, Web, WebError, get, html, html_status, post, see_other_done,
};
use crate::view::publication::{Tried, desk, rows, text};

/// One route per step, so that each is declared with its own action.
macro_rules! step {
    ($code:literal, $action:expr) => {
        post(
            concat!("/months/{month}/", $code),
            $action,
            async |State(web): State<Web>, Path(month): Path<Month>, signed: SignedIn, Form(fields): Form| {
                take_step(&web, &signed, month, $code, &fields).await
            },
        )
    };
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/months", Action::SeeMonthDesk, list),
        get("/months/{month}", Action::SeeMonthDesk, show),
        step!("draft", Action::WritePublication),
        step!("check", Action::CheckPublication),
        step!("approve", Action::ApprovePublication),
        step!("publish", Action::Publish),
        step!("erratum", Action::WritePublication),
        get("/months/{month}/texts/{id}", Action::SeeMonthDesk, show_text),
        post("/months/{month}/texts/{id}", Action::WritePublication, write_text),
        post("/months/{month}/texts/{id}/approve", Action::ApprovePublication, approve_text),
    ]
}

async fn list(State(web): State<Web>, signed: SignedIn) -> Answer {
    let months = web.app.months(&signed.ctx).await?;
    let has_periods = web.app.facility(&signed.ctx).await?.profile.publication.comprehensive.is_some();
    let frame = signed.frame(&web, "").await;
    Ok(html(&Months::new(signed.t(), frame, &rows(&months)).with_periods(has_periods)))
}

async fn show(State(web): State<Web>, Path(month): Path<Month>, signed: SignedIn) -> Answer {
    Ok(html(&desk_page(&web, &signed, month, (None, "")).await?))
}

pub(super) async fn desk_page(
    web: &Web,
    signed: &SignedIn,
    month: Month,
    tried: (Option<&'static str>, &str),
) -> Result<Desk, WebError> {
    let shown = web.app.month_desk(&signed.ctx, month).await?;
    let code = web.app.facility(&signed.ctx).await?.row.code;
    let frame = signed.frame(web, "").await;
    Ok(desk(signed, frame, &code, &shown, tried))
}

async fn take_step(web: &Web, signed: &SignedIn, month: Month, code: &str, fields: &Fields) -> Answer {
    let (step, done) = read_step(code, fields).ok_or(Failure::NotFound)?;
    match web.app.month_step(&signed.ctx, month, step).await {
        Ok(()) => Ok(see_other_done(format!("/months/{month}"), done)),
        Err(AppError::MonthRefused(refusal)) => {
            let page = desk_page(web, signed, month, (Some(refusal.code()), fields.get("reason"))).await?;
            Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(AppError::Conflict) => {
            // Somebody took a step at the same moment: the desk shows where the month stands now.
            let page = desk_page(web, signed, month, (Some("wrong_step"), fields.get("reason"))).await?;
            Ok(html_status(StatusCode::CONFLICT, &page))
        }
        Err(error) => Err(error.into()),
    }
}

fn read_step(code: &str, fields: &Fields) -> Option<(Step, &'static str)> {
    Some(match code {
        "draft" => (Step::Draft, "month_drafted"),
        "check" => (Step::Check, "month_checked"),
        "approve" => (Step::Approve, "month_approved"),
        "publish" => (Step::Publish, "month_published"),
        "erratum" => (Step::Erratum { reason: fields.get("reason").to_owned() }, "erratum_begun"),
        _ => return None,
    })
}

async fn show_text(State(web): State<Web>, Path((month, id)): Path<(Month, ReportId)>, signed: SignedIn) -> Answer {
    Ok(html(&text_page(&web, &signed, (month, id), &Tried::default()).await?))
}

pub(super) async fn text_page(
    web: &Web,
    signed: &SignedIn,
    (month, id): (Month, ReportId),
    tried: &Tried<'_>,
) -> Result<TextPage, WebError> {
    let shown = web.app.text_desk(&signed.ctx, id).await?;
    let frame = signed.frame(web, "").await;
    Ok(text(signed, frame, month, &shown, tried))
}

async fn write_text(
    State(web): State<Web>,
    Path((month, id)): Path<(Month, ReportId)>,
    signed: SignedIn,
    Form(fields): Form,
) -> Answer {
    match web.app.write_text(&signed.ctx, id, &fields).await {
        Ok(()) => Ok(see_other_done(format!("/months/{month}/texts/{id}"), "text_saved")),
        Err(AppError::Invalid(errors)) => {
            let errors = errors.iter().map(|error| (error.field.clone(), error_text(signed.t(), error))).collect();
            let tried = Tried { typed: Some(&fields), errors, refusal: None };
            let page = text_page(&web, &signed, (month, id), &tried).await?;
            Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

async fn approve_text(
    State(web): State<Web>,
    Path((month, id)): Path<(Month, ReportId)>,
    signed: SignedIn,
    Form(fields): Form,
) -> Answer {
    let (status, refusal) = match web.app.approve_text(&signed.ctx, id, fields.get("seen")).await {
        Ok(()) => return Ok(see_other_done(format!("/months/{month}"), "text_approved")),
        Err(AppError::MonthRefused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.code()),
        // The page shows the text as it is now; only that one can be approved from it.
        Err(AppError::Conflict) => (StatusCode::CONFLICT, "text_changed"),
        Err(error) => return Err(error.into()),
    };
    let tried = Tried { refusal: Some(refusal), ..Tried::default() };
    let page = text_page(&web, &signed, (month, id), &tried).await?;
    Ok(html_status(status, &page))
}

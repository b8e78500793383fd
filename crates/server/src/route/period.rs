//! Owns comprehensive publication (包括公表) behind the sign-in: the list of half-years and years, and the desk of one with its steps.
use app::AppError;
use app::publication::Step;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::policy::Action;
use domain::publication::Period;
use render::page::publication::{PeriodDeskPage, Periods};

use crate::http::{
    Answer, Failure, Form, Path, Route, SignedIn, Web, WebError, get, html, html_status, post, see_other_done,
};
use crate::view::publication::{period_desk, period_rows};

/// One route per step, so that each is declared with its own action.
macro_rules! step {
    ($code:literal, $action:expr) => {
        post(
            concat!("/periods/{period}/", $code),
            $action,
            async |State(web): State<Web>, Path(period): Path<Period>, signed: SignedIn, Form(fields): Form| {
                take_step(&web, &signed, period, $code, &fields).await
            },
        )
    };
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/periods", Action::SeeMonthDesk, list),
        get("/periods/{period}", Action::SeeMonthDesk, show),
        step!("draft", Action::WritePublication),
        step!("check", Action::CheckPublication),
        step!("approve", Action::ApprovePublication),
        step!("publish", Action::Publish),
        step!("erratum", Action::WritePublication),
    ]
}

async fn list(State(web): State<Web>, signed: SignedIn) -> Answer {
    let periods = web.app.periods(&signed.ctx).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&Periods::new(signed.t(), frame, &period_rows(&periods))))
}

async fn show(State(web): State<Web>, Path(period): Path<Period>, signed: SignedIn) -> Answer {
    Ok(html(&desk_page(&web, &signed, period, None).await?))
}

async fn desk_page(
    web: &Web,
    signed: &SignedIn,
    period: Period,
    refusal: Option<&'static str>,
) -> Result<PeriodDeskPage, WebError> {
    let desk = web.app.period_desk(&signed.ctx, period).await?;
    let code = web.app.facility_row(&signed.ctx).await?.code;
    let frame = signed.frame(web, "").await;
    Ok(period_desk(signed, frame, &code, &desk, refusal))
}

async fn take_step(web: &Web, signed: &SignedIn, period: Period, code: &str, fields: &Fields) -> Answer {
    let (step, done) = match code {
        "draft" => (Step::Draft, "month_drafted"),
        "check" => (Step::Check, "month_checked"),
        "approve" => (Step::Approve, "month_approved"),
        "publish" => (Step::Publish, "month_published"),
        "erratum" => (Step::Erratum { reason: fields.get("reason").to_owned() }, "erratum_begun"),
        _ => return Err(Failure::NotFound.into()),
    };
    let (status, refusal) = match web.app.period_step(&signed.ctx, period, step).await {
        Ok(()) => return Ok(see_other_done(format!("/periods/{period}"), done)),
        Err(AppError::MonthRefused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.code()),
        // Somebody took a step at the same moment: the desk shows where the period stands now.
        Err(AppError::Conflict) => (StatusCode::CONFLICT, "wrong_step"),
        Err(error) => return Err(error.into()),
    };
    let page = desk_page(web, signed, period, Some(refusal)).await?;
    Ok(html_status(status, &page))
}

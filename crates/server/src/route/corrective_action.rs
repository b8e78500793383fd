//! Owns the pages of corrective actions: the list, one action and its steps, the form that sets one for a report.
use app::AppError;
use app::corrective_action::ActionStep;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use domain::form::Fields;
use domain::id::{CorrectiveActionId, ReportId};
use domain::policy::Action as A;
use render::page::admin::Asked;
use render::page::corrective_action::{ActionPage, ActionsPage, NewActionPage};

use crate::http::{Answer, Form, Path, Query, Route, SignedIn, Web, get, html, html_status, post, see_other_done};
use crate::view::corrective_action as view;

/// The sending of a step, declared with the step's own action.
macro_rules! step {
    ($path:literal, $step:expr, $action:expr) => {
        post(
            $path,
            $action,
            async |State(web): State<Web>, signed: SignedIn, Path(id): Path<CorrectiveActionId>, Form(fields): Form| {
                take(&web, &signed, id, $step, fields).await
            },
        )
    };
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/actions", A::SeeCorrectiveActions, list),
        get("/actions.csv", A::SeeCorrectiveActions, export),
        get("/actions/{id}", A::ReadCorrectiveAction, show),
        step!("/actions/{id}/done", ActionStep::Done, A::CarryOutAction),
        step!("/actions/{id}/check", ActionStep::Check, A::CarryOutAction),
        step!("/actions/{id}/withdraw", ActionStep::Withdraw, A::WriteCorrectiveAction),
        step!("/actions/{id}/take-back", ActionStep::TakeBack, A::TakeBackActionStep),
        get("/reports/{id}/actions/new", A::WriteCorrectiveAction, ask),
        post("/reports/{id}/actions/new", A::WriteCorrectiveAction, set),
    ]
}

async fn list(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let found = web.app.actions(&signed.ctx, &view::query(&query, signed.ctx.today())).await?;
    let frame = signed.frame(&web, "").await;
    let source = view::list(&signed, &facility, &query, &found);
    Ok(html(&ActionsPage::new(signed.t(), frame, source)))
}

/// The same list as a file, all pages at once; its name tells nothing of the conditions.
async fn export(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let csv = web.app.actions_csv(&signed.ctx, &view::query(&query, signed.ctx.today())).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"actions.csv\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, csv).into_response())
}

async fn show(State(web): State<Web>, signed: SignedIn, Path(id): Path<CorrectiveActionId>) -> Answer {
    page(&web, &signed, id, ("", Asked::default()), StatusCode::OK).await
}

async fn page(
    web: &Web,
    signed: &SignedIn,
    id: CorrectiveActionId,
    tried: (&'static str, Asked),
    status: StatusCode,
) -> Answer {
    let found = web.app.corrective_action(&signed.ctx, id).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(web, "").await;
    let source = view::one(signed, &facility, &found, tried, status == StatusCode::CONFLICT);
    Ok(html_status(status, &ActionPage::new(signed.t(), frame, source)))
}

async fn take(web: &Web, signed: &SignedIn, id: CorrectiveActionId, step: ActionStep, fields: Fields) -> Answer {
    let seen = fields.text("seen").and_then(|seen| seen.parse().ok());
    match web.app.action_step(&signed.ctx, id, step, seen, &fields).await {
        Ok(()) => {
            let done = match step {
                ActionStep::Done => "action_done",
                ActionStep::Check => "action_checked",
                ActionStep::Withdraw => "action_withdrawn",
                ActionStep::TakeBack => "action_taken_back",
            };
            Ok(see_other_done(format!("/actions/{id}"), done))
        }
        Err(AppError::Invalid(errors)) => {
            let tried = (step.code(), Asked { fields, errors });
            page(web, signed, id, tried, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(AppError::Conflict) => page(web, signed, id, ("", Asked::default()), StatusCode::CONFLICT).await,
        Err(error) => Err(error.into()),
    }
}

async fn ask(State(web): State<Web>, signed: SignedIn, Path(id): Path<ReportId>) -> Answer {
    form(&web, &signed, id, Asked::default()).await
}

async fn form(web: &Web, signed: &SignedIn, id: ReportId, asked: Asked) -> Answer {
    let status = if asked.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let offers = web.app.action_offers(&signed.ctx, id).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(web, "").await;
    let source = view::new(signed, &facility, &offers, asked);
    Ok(html_status(status, &NewActionPage::new(signed.t(), frame, source)))
}

async fn set(State(web): State<Web>, signed: SignedIn, Path(id): Path<ReportId>, Form(fields): Form) -> Answer {
    let key = fields.text("key").and_then(|key| key.parse().ok());
    match web.app.add_action(&signed.ctx, id, key, &fields).await {
        Ok(action) => Ok(see_other_done(format!("/actions/{action}"), "action_set")),
        Err(AppError::Invalid(errors)) => form(&web, &signed, id, Asked { fields, errors }).await,
        Err(error) => Err(error.into()),
    }
}

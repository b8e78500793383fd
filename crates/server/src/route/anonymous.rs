//! Owns reporting without an account: one page, nothing kept before it is sent, everything typed comes back on an error.
use app::report::Submission;
use app::{AppError, Ctx};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::form::{FieldError, Fields};
use domain::policy::Action;
use domain::report::Door;
use render::Frame;
use render::page::report::{Check, CheckActs, Quick, QuickActs, Receipt};

use super::suggest;
use crate::http::{Answer, Failure, Form, Path, Route, Visitor, Web, WebError, get, html, html_status, post};
use crate::view::report::{Desk, answers, receipt};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/anonymous/{facility}", Action::ReportAnonymously, show),
        post("/anonymous/{facility}", Action::ReportAnonymously, send),
        post("/anonymous/{facility}/suggest/{field}", Action::ReportAnonymously, suggest::at_the_desk),
    ]
}

/// The facility's open desk; a facility that has none, and one that is not there, look alike.
async fn desk(web: &Web, visitor: &Visitor, code: &str) -> Result<(Ctx, Desk), WebError> {
    let ctx = web.app.visitor(code).await?.ok_or(Failure::NotFound)?;
    let desk = Desk::load(web, &ctx, visitor.t()).await?.suggesting(format!("/anonymous/{code}/suggest"));
    if desk.facility.row.anonymous_reports { Ok((ctx, desk)) } else { Err(Failure::NotFound.into()) }
}

async fn show(State(web): State<Web>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let (_, desk) = desk(&web, &visitor, &code).await?;
    Ok(form(&web, &visitor, &desk, (&Fields::default(), &web.new_key()), &[]).await)
}

/// The frame of the open desk, which bears the facility's name though nobody is signed in.
async fn frame(web: &Web, visitor: &Visitor, desk: &Desk, title: &str) -> Frame {
    let mut frame = visitor.frame(web, title).await;
    frame.facility = Some(desk.name());
    frame
}

async fn form(
    web: &Web,
    visitor: &Visitor,
    desk: &Desk,
    (fields, key): (&Fields, &str),
    errors: &[FieldError],
) -> Response {
    let acts = QuickActs {
        action: format!("/anonymous/{}", desk.facility.row.code),
        hidden: vec![("key".to_owned(), key.to_owned())],
        facility: Some(desk.name()),
        ..QuickActs::default()
    };
    let frame = frame(web, visitor, desk, "").await;
    let is_full = errors.iter().any(|error| error.code.starts_with("desk_full"));
    let status = match errors {
        [] => StatusCode::OK,
        _ if is_full => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_status(status, &Quick::new(frame, &desk.form(fields, errors), acts))
}

async fn send(State(web): State<Web>, visitor: Visitor, Path(code): Path<String>, Form(posted): Form) -> Answer {
    let (ctx, desk) = desk(&web, &visitor, &code).await?;
    let fields = answers(&posted);
    let new_key;
    let key = match posted.text("key") {
        Some(key) => key,
        None => {
            new_key = web.new_key();
            &new_key
        }
    };
    let done = match posted.get("act") {
        "edit" => return Ok(form(&web, &visitor, &desk, (&fields, key), &[]).await),
        "submit" => submit(&web, &visitor, &desk, &ctx, (&fields, key)).await,
        _ => check(&web, &visitor, &desk, &ctx, (&fields, key)).await,
    };
    match done {
        Err(AppError::Invalid(errors)) => Ok(form(&web, &visitor, &desk, (&fields, key), &errors).await),
        other => Ok(other?),
    }
}

/// Every answer once more; the page carries them along, nothing is kept here.
async fn check(
    web: &Web,
    visitor: &Visitor,
    desk: &Desk,
    ctx: &Ctx,
    (fields, key): (&Fields, &str),
) -> Result<Response, AppError> {
    let checked = web.app.check_report(ctx, fields, Door::Quick).await?;
    let carried =
        fields.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.to_owned(), value.clone())));
    let acts = CheckActs {
        submit: format!("/anonymous/{}", desk.facility.row.code),
        hidden: std::iter::once(("key".to_owned(), key.to_owned())).chain(carried).collect(),
        ..CheckActs::default()
    };
    let frame = frame(web, visitor, desk, "").await;
    Ok(html(&Check::new(frame, &desk.form(fields, &[]), Some(&checked.content), acts)))
}

async fn submit(
    web: &Web,
    visitor: &Visitor,
    desk: &Desk,
    ctx: &Ctx,
    (fields, key): (&Fields, &str),
) -> Result<Response, AppError> {
    let t = visitor.t();
    let submission =
        Submission { fields: fields.clone(), door: Door::Quick, key: key.to_owned(), draft: None, promotes: None };
    let sent = web.app.submit_report(ctx, submission).await?;
    let frame = frame(web, visitor, desk, t.get("report.receipt.title")).await;
    Ok(html(&Receipt { t, frame, view: receipt(t, &desk.facility.row.code, &sent, Some(Door::Quick), false) }))
}

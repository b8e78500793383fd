//! Owns following a report by its receipt code. The code travels in bodies only, never in an address.
use app::approval::Act;
use app::{AppError, Ctx};
use axum::extract::State;
use axum::http::StatusCode;
use domain::approval::Refusal;
use domain::form::FieldError;
use domain::id::ReportId;
use domain::policy::Action;
use render::page::track::{Enter, Refused};

use crate::http::{Answer, Failure, Form, Path, Route, Visitor, Web, WebError, get, html_status, post};
use crate::view::track::{Typed, page};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/track/{facility}", Action::ReportAnonymously, show),
        post("/track/{facility}", Action::ReportAnonymously, open),
        post("/track/{facility}/answer", Action::ReportAnonymously, answer),
    ]
}

async fn show(State(web): State<Web>, visitor: Visitor, Path(facility): Path<String>) -> Answer {
    enter(&web, &visitor, &facility, "", None).await
}

async fn enter(web: &Web, visitor: &Visitor, code: &str, typed: &str, refused: Option<Refused>) -> Answer {
    let t = visitor.t();
    let ctx = web.app.visitor(code).await?.ok_or(Failure::NotFound)?;
    let facility = web.app.facility(&ctx).await?;
    let mut frame = visitor.frame(web, t.get("track.enter_title")).await;
    frame.has_errors = refused.is_some();
    frame.facility = Some(t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned());
    let page = Enter {
        t,
        frame,
        action: format!("/track/{code}"),
        facility: t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned(),
        typed: typed.to_owned(),
        refused,
    };
    let status = match refused {
        None => StatusCode::OK,
        Some(Refused::NotFound) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Refused::TooMany(_)) => StatusCode::TOO_MANY_REQUESTS,
    };
    Ok(html_status(status, &page))
}

async fn open(State(web): State<Web>, visitor: Visitor, Path(facility): Path<String>, Form(posted): Form) -> Answer {
    let code = posted.get("code");
    match holder(&web, &facility, code).await? {
        Ok((ctx, id)) => view(&web, &visitor, (&facility, code), &ctx, id, Typed::default()).await,
        Err(refused) => enter(&web, &visitor, &facility, code, Some(refused)).await,
    }
}

/// Who holds the code, or why it was not taken.
async fn holder(web: &Web, facility: &str, code: &str) -> Result<Result<(Ctx, ReportId), Refused>, WebError> {
    match web.app.receipt_holder(facility, code).await {
        Ok(Some(found)) => Ok(Ok(found)),
        Ok(None) => Ok(Err(Refused::NotFound)),
        Err(AppError::TooManyTries(seconds)) => Ok(Err(Refused::TooMany(seconds))),
        Err(error) => Err(error.into()),
    }
}

async fn view(
    web: &Web,
    visitor: &Visitor,
    (facility, code): (&str, &str),
    ctx: &Ctx,
    id: ReportId,
    typed: Typed,
) -> Answer {
    let report = web.app.track_report(ctx, id).await?;
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let t = visitor.t();
    let mut frame = visitor.frame(web, t.get("track.enter_title")).await;
    let row = web.app.facility(ctx).await?.row;
    frame.facility = Some(t.pick(&row.name_ja, &row.name_en).to_owned());
    Ok(html_status(status, &page(t, frame, (facility, code), ctx, &report, typed)))
}

/// Answers a question; the answer shows at once in the list above the form.
async fn answer(State(web): State<Web>, visitor: Visitor, Path(facility): Path<String>, Form(posted): Form) -> Answer {
    let (code, text) = (posted.get("code"), posted.get("text"));
    let (ctx, id) = match holder(&web, &facility, code).await? {
        Ok(found) => found,
        Err(refused) => return enter(&web, &visitor, &facility, code, Some(refused)).await,
    };
    let mut typed = Typed { text: text.to_owned(), errors: Vec::new() };
    match web.app.act(&ctx, id, None, Act::Answer(text.to_owned())).await {
        Ok(()) => typed = Typed::default(),
        Err(AppError::Invalid(errors)) => typed.errors = errors,
        Err(AppError::Refused(Refusal::TextMissing)) => typed.errors.push(FieldError::new("text", "text_missing")),
        Err(error) => return Err(error.into()),
    }
    view(&web, &visitor, (&facility, code), &ctx, id, typed).await
}

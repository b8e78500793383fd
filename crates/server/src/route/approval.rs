//! Owns judging and stamping: the inbox, every act on a case, reading a measure.
use app::AppError;
use app::approval::{Act, InboxQuery, Step};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::form::Fields;
use domain::id::ReportId;
use domain::policy::Action;
use render::page::approval::Inbox;
use render::page::record::Typed;

use super::record::record;
use crate::http::{
    Answer, Failure, Form, Path, Query, Route, SignedIn, Web, WebError, get, html, html_status, post, see_other_done,
};
use crate::view;

/// One route per act, so that each is declared with its own action.
macro_rules! act {
    ($code:literal, $action:expr) => {
        post(
            concat!("/reports/{id}/act/", $code),
            $action,
            async |State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form| {
                do_act(&web, &signed, id, $code, fields).await
            },
        )
    };
}

pub(super) fn routes() -> Vec<Route> {
    use Action as A;
    vec![
        get("/inbox", A::SeeInbox, inbox),
        act!("stamp", A::StampReport),
        act!("return", A::ReturnReport),
        act!("take-back", A::TakeBackStamp),
        act!("review", A::ReviewProxyStamp),
        act!("resend", A::ResendReport),
        act!("addendum", A::AddAddendum),
        act!("judge", A::JudgeLevel),
        act!("revise", A::ReviseMeasures),
        act!("describe", A::DescribeMeasures),
        act!("ask", A::AskReporter),
        act!("answer", A::AnswerQuestion),
        act!("feedback", A::GiveFeedback),
        get("/reports/{id}/measure", A::ReadMeasure, measure),
        post("/reports/{id}/measure", A::ReadMeasure, confirm_measure),
    ]
}

async fn inbox(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let query = view::approval::inbox_query(&query);
    let inbox = web.app.inbox(&signed.ctx, &query).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, "").await;
    let steps = view::approval::steps(&signed, &facility, &query, &inbox.counts);
    let lists = view::approval::lists(&signed, &facility, &query, &inbox);
    let signals = web.app.count_signals(&signed.ctx).await?;
    Ok(html(&Inbox::new(signed.t(), frame, lists, steps).with_signals(signals)))
}

async fn do_act(web: &Web, signed: &SignedIn, id: ReportId, code: &'static str, fields: Fields) -> Answer {
    let seen: Option<i64> = fields.get("length").parse().ok();
    let act: Act = view::approval::act(code, &fields).ok_or(Failure::BadRequest)?;
    match web.app.act(&signed.ctx, id, seen, act).await {
        Ok(()) => done(web, signed, id, code).await,
        Err(error) => again(web, signed, id, code, fields, error).await,
    }
}

/// Shows the record again with what was typed: nothing that somebody wrote is lost because it was refused or because another was faster.
pub(super) async fn again(
    web: &Web,
    signed: &SignedIn,
    id: ReportId,
    code: &'static str,
    fields: Fields,
    error: AppError,
) -> Answer {
    let seen: Option<i64> = fields.get("length").parse().ok();
    let mut typed = Typed { act: code.to_owned(), fields, ..Typed::default() };
    let (status, seen) = match &error {
        AppError::Refused(refusal) => {
            typed.refusal = Some(refusal.code());
            (StatusCode::UNPROCESSABLE_ENTITY, None)
        }
        AppError::Invalid(errors) => {
            typed.errors.clone_from(errors);
            (StatusCode::UNPROCESSABLE_ENTITY, None)
        }
        AppError::Conflict => (StatusCode::CONFLICT, Some(seen.unwrap_or(0))),
        _ => return Err(error.into()),
    };
    shown_again(web, signed, id, (status, seen), typed, error.into()).await
}

/// The record with the typed text; who may act without reading the record (a keeper) is told by the plain error page.
pub(super) async fn shown_again(
    web: &Web,
    signed: &SignedIn,
    id: ReportId,
    (status, seen): (StatusCode, Option<i64>),
    typed: Typed,
    otherwise: WebError,
) -> Answer {
    match record(web, signed, id, Some(&typed), seen).await {
        Ok(page) => Ok(html_status(status, &page)),
        Err(_) => Ok(otherwise.into_response()),
    }
}

/// Where an act leads: a stamp to the next report that waits, everything else back to the record.
async fn done(web: &Web, signed: &SignedIn, id: ReportId, code: &'static str) -> Answer {
    let word = match code {
        "stamp" => {
            let query = InboxQuery::of(Step::Stamp, 1);
            let next = web.app.inbox(&signed.ctx, &query).await?.to_stamp.into_iter().next();
            return Ok(match next {
                Some(next) => see_other_done(format!("/reports/{}", next.item.line.report_id), "stamped_next"),
                None => see_other_done("/inbox", "stamped_all"),
            });
        }
        "return" => "returned",
        "take-back" => "taken_back",
        "review" => "reviewed",
        "resend" => "resent",
        "judge" => "judged",
        "revise" => "revised",
        "describe" => "described",
        "ask" => "asked",
        "answer" => "answered",
        "feedback" => "feedback",
        _ => "addendum",
    };
    Ok(see_other_done(format!("/reports/{id}"), word))
}

async fn measure(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    let view = web.app.measure(&signed.ctx, id).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&view::approval::measure(&signed, frame, &facility, id.to_string(), &view)))
}

async fn confirm_measure(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    web.app.confirm_measure(&signed.ctx, id).await?;
    Ok(see_other_done(format!("/reports/{id}/measure"), "measure_read"))
}

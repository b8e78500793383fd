//! Owns the printed side: forms, trails and lists as PDF, and the check of a sheet against the record.
use app::AppError;
use app::paper::{PaperCheck, Sheet};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::id::ReportId;
use domain::policy::Action;
use render::page::paper::{Check, Choose, Outcome};

use crate::http::{Answer, Failure, Form, Path, Query, Route, SignedIn, Visitor, Web, get, html, html_status, post};
use crate::view::cases::{PAGE, condition_words, offset, read_filter};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/reports/{id}/form.pdf", Action::ReadReport, form),
        get("/reports/{id}/trail.pdf", Action::ReadReport, trail),
        get("/reports/blank.pdf", Action::WriteReport, blank),
        get("/cases.pdf", Action::ListReports, list),
        get("/cases/forms.pdf", Action::ListReports, forms),
        get("/verify", Action::SeePublic, choose),
        get("/verify/{facility}", Action::SeePublic, ask),
        post("/verify/{facility}", Action::SeePublic, check),
    ]
}

async fn form(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(file(web.app.report_pdf(&signed.ctx, id, signed.t()).await?))
}

async fn trail(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(file(web.app.trail_pdf(&signed.ctx, id, signed.t()).await?))
}

/// The code on the blank form opens the page on which a report begins.
async fn blank(State(web): State<Web>, headers: HeaderMap, signed: SignedIn) -> Answer {
    // The guard has let only known hosts pass.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if web.settings.https { "https" } else { "http" };
    let entry = format!("{scheme}://{host}/reports/new");
    Ok(file(web.app.blank_pdf(&signed.ctx, &entry, signed.t()).await?))
}

async fn list(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let (filter, _) = read_filter(&query, signed.ctx.today());
    let facility = web.app.facility(&signed.ctx).await?;
    let words = condition_words(signed.t(), &facility, &query);
    Ok(file(web.app.list_pdf(&signed.ctx, &filter, words, signed.t()).await?))
}

/// The forms of one page of the list as one file.
async fn forms(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let (filter, _) = read_filter(&query, signed.ctx.today());
    let page = app::rows::Page { limit: PAGE, offset: offset(&query) };
    let found = web.app.list_reports(&signed.ctx, &filter, page).await?;
    let ids: Vec<ReportId> = found.items.iter().map(|item| item.line.report_id).collect();
    Ok(file(web.app.reports_pdf(&signed.ctx, &ids, signed.t()).await?))
}

/// Opens in the browser's own viewer; the name is for saving it.
pub(super) fn file(sheet: Sheet) -> Response {
    let name = format!("inline; filename=\"{}.pdf\"", sheet.name);
    ([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], sheet.bytes)
        .into_response()
}

async fn choose(State(web): State<Web>, visitor: Visitor) -> Answer {
    let t = visitor.t();
    let line = |entry: app::rows::FacilityEntry| {
        (t.pick(&entry.name_ja, &entry.name_en).to_owned(), format!("/verify/{}", entry.code))
    };
    let facilities = web.app.directory().await?.into_iter().map(line).collect();
    let frame = visitor.frame(&web, t.get("paper.title")).await;
    Ok(html(&Choose { t, frame, facilities }))
}

/// The QR code of a sheet fills the form in; the check itself is always asked for by a person.
async fn ask(State(web): State<Web>, visitor: Visitor, Path(code): Path<String>, Query(query): Query) -> Answer {
    let typed = ["number", "edition", "code"].map(|name| query.get(name).to_owned());
    page(&web, &visitor, &code, typed, None).await
}

async fn check(State(web): State<Web>, visitor: Visitor, Path(facility): Path<String>, Form(posted): Form) -> Answer {
    let typed = ["number", "edition", "code"].map(|name| posted.get(name).trim().to_owned());
    let outcome = match app::paper::read_edition(&typed[1]) {
        None => Outcome::EditionNotNumber,
        Some(edition) => match web.app.check_paper(&facility, &typed[0], edition, &typed[2]).await {
            Ok(PaperCheck::Current) => Outcome::Current,
            Ok(PaperCheck::Older(since)) => Outcome::Older(since),
            Ok(PaperCheck::Unknown) => Outcome::NotFound,
            Err(AppError::TooManyTries(seconds)) => Outcome::TooMany(seconds),
            Err(error) => return Err(error.into()),
        },
    };
    page(&web, &visitor, &facility, typed, Some(outcome)).await
}

async fn page(web: &Web, visitor: &Visitor, code: &str, typed: [String; 3], outcome: Option<Outcome>) -> Answer {
    let t = visitor.t();
    let ctx = web.app.visitor(code).await?.ok_or(Failure::NotFound)?;
    let row = web.app.facility(&ctx).await?.row;
    let facility = t.pick(&row.name_ja, &row.name_en).to_owned();
    let status = match outcome {
        None | Some(Outcome::Current | Outcome::Older(_)) => StatusCode::OK,
        Some(Outcome::TooMany(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut frame = visitor.frame(web, t.get("paper.title")).await;
    frame.has_errors = status != StatusCode::OK;
    frame.facility = Some(facility.clone());
    Ok(html_status(status, &Check { t, frame, action: format!("/verify/{code}"), facility, typed, outcome }))
}

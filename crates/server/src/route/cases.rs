//! Owns the list of all reports of the facility, filtered by the address.
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use domain::id::ReportId;
use domain::people::Role;
use domain::policy::Action;
use render::page::cases::{Cases, Doubts};

use crate::http::{Answer, Form, Query, Route, SignedIn, Web, get, html, post, see_other_done};
use crate::view::cases::{PAGE, offset, order, read_filter, source};
use crate::view::search as view;
use app::AppError;
use app::rows::Page as RowPage;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/cases", Action::ListReports, list),
        get("/cases.csv", Action::ExportReports, export),
        get("/cases/doubts", Action::ListReports, doubts),
        post("/cases/doubts", Action::MergeReports, tell_apart),
    ]
}

async fn list(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let (filter, unreadable) = read_filter(&query, signed.ctx.today());
    let offset = offset(&query);
    let page = RowPage { limit: PAGE, offset };
    let asked = (&filter, query.get("q"));
    let found = web.app.search_reports(&signed.ctx, asked, order(&query), page).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&Cases::new(signed.t(), frame, source(signed.t(), &facility, &query, unreadable, offset, &found))))
}

/// The coded data of the same conditions, oldest first; that it was given out is in the journal.
async fn export(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let (filter, _) = read_filter(&query, signed.ctx.today());
    let csv = web.app.export_reports(&signed.ctx, &filter).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"reports.csv\""),
    ];
    Ok((headers, csv).into_response())
}

/// Pairs of reports that may tell of one event.
async fn doubts(State(web): State<Web>, signed: SignedIn) -> Answer {
    let t = signed.t();
    let (facility, found) = (web.app.facility(&signed.ctx).await?, web.app.open_doubts(&signed.ctx, None).await?);
    let may_settle = signed.ctx.actor.member().is_some_and(|member| member.has(Role::SafetyManager));
    let frame = signed.frame(&web, "").await;
    Ok(html(&Doubts::new(t, frame, view::doubts(t, &facility, &found), may_settle)))
}

/// Two reports tell of different events.
async fn tell_apart(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let id = |name: &str| fields.get(name).parse::<ReportId>().map_err(|_| AppError::NotFound);
    web.app.tell_apart(&signed.ctx, id("one")?, id("other")?).await?;
    Ok(see_other_done("/cases/doubts", "told_apart"))
}

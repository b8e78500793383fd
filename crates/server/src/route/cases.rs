//! Owns the list of all reports of the facility, filtered by the address.
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use domain::policy::Action;
use render::page::cases::Cases;

use crate::http::{Answer, Query, Route, SignedIn, Web, get, html};
use crate::view::cases::{PAGE, offset, read_filter, source};
use app::rows::Page as RowPage;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/cases", Action::ListReports, list), get("/cases.csv", Action::ExportReports, export)]
}

async fn list(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let (filter, unreadable) = read_filter(&query, signed.ctx.today());
    let offset = offset(&query);
    let page = RowPage { limit: PAGE, offset };
    let found = web.app.list_reports(&signed.ctx, &filter, page).await?;
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

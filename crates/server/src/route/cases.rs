//! Owns the list of all reports of the facility, filtered by the address.
use axum::extract::State;
use domain::policy::Action;
use render::page::cases::Cases;

use crate::http::{Answer, Query, Route, SignedIn, Web, get, html};
use crate::view::cases::{PAGE, offset, read_filter, source};
use app::rows::Page as RowPage;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/cases", Action::ListReports, list)]
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

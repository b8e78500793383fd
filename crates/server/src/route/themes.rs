//! Owns the page of themes (言葉の動き); what is looked at stands in the address.
use app::themes::{Period, ThemesQuery};
use axum::extract::State;
use domain::policy::Action;
use render::page::themes::Themes;

use crate::http::{Answer, Query, Route, SignedIn, Web, get, html};
use crate::view::themes as view;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/themes", Action::ListReports, show)]
}

async fn show(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let unit = query.get("unit").parse().ok().filter(|unit| facility.unit(*unit).is_some());
    let asked = ThemesQuery { period: Period::from_code(query.get("period")), unit };
    let found = web.app.themes(&signed.ctx, asked).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&Themes::new(signed.t(), frame, &view::source(signed.t(), &facility, asked, &found))))
}

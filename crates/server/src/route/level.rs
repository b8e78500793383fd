//! Owns the cross-walk (対照表): a form in the address, so that it can be kept and passed on.
use axum::extract::State;
use domain::form::Fields;
use domain::policy::Action;
use render::page::level::Crosswalk;
use render::page::report::level::facts;

use crate::http::{Answer, Query, Route, SignedIn, Web, get, html};
use crate::view::level as view;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/level", Action::SeeCrosswalk, show)]
}

async fn show(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let answers = web.app.level_crosswalk(&signed.ctx, &facts(&query, &facility.profile)).await?;
    let frame = signed.frame(&web, signed.t().get("level.title")).await;
    Ok(html(&Crosswalk::new(
        signed.t(),
        frame,
        &view::crosswalk(&query, &answers, (side(&query, "left", 0), side(&query, "right", 1))),
    )))
}

fn side(query: &Fields, name: &str, usual: usize) -> usize {
    query.get(name).parse().unwrap_or(usual)
}

//! Owns the home page, put together by role.
use axum::extract::State;
use domain::policy::Action;

use crate::http::{Answer, Route, SignedIn, Web, get, html};
use crate::view;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/", Action::SeeHome, home)]
}

async fn home(State(web): State<Web>, signed: SignedIn) -> Answer {
    let frame = signed.frame(&web, signed.t().get("home.title")).await;
    Ok(html(&view::home::page(&web, &signed, frame).await?))
}

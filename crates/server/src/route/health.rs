//! Owns the address that a supervisor asks whether the program lives.
use axum::extract::State;
use axum::http::StatusCode;
use domain::policy::Action;

use crate::http::{Route, Web, get};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/healthz", Action::SeePublic, healthz)]
}

/// `200 ok` when the database answers, else 503.
async fn healthz(State(web): State<Web>) -> (StatusCode, &'static str) {
    if web.app.healthy().await { (StatusCode::OK, "ok") } else { (StatusCode::SERVICE_UNAVAILABLE, "unavailable") }
}

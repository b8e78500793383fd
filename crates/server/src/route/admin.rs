//! Owns the administrator's pages: people, units and places, seats, the profile, the facility; and one's own deputies.
mod deputy;
mod lists;
mod other_names;
mod people;
mod plans;
mod profile;
mod seats;
mod settings;

use axum::extract::State;
use domain::policy::Action;
use render::page::admin::Overview;

use crate::http::{Answer, Route, SignedIn, Web, get, html, post, post_files};
use crate::view;

pub(super) fn routes() -> Vec<Route> {
    const A: Action = Action::Administer;
    vec![
        get("/admin", A, overview),
        get("/admin/people", A, people::list),
        get("/admin/people/new", A, people::new),
        post("/admin/people/new", A, people::add),
        get("/admin/people/{id}", A, people::show),
        post("/admin/people/{id}", A, people::save),
        post("/admin/people/{id}/password", A, people::reset),
        post("/admin/people/{id}/sessions", A, people::end_sessions),
        get("/admin/people/{id}/deputy", A, deputy::show_of),
        post("/admin/people/{id}/deputy", A, deputy::save_of),
        post("/admin/people/{id}/deputy/end", A, deputy::end_of),
        get("/admin/units", A, lists::units),
        post("/admin/units", A, lists::save_units),
        post("/admin/units/add", A, lists::add_unit),
        get("/admin/places", A, lists::places),
        post("/admin/places", A, lists::save_places),
        post("/admin/places/add", A, lists::add_place),
        get("/admin/names", A, other_names::show),
        post("/admin/names", A, other_names::add),
        post("/admin/names/{id}/remove", A, other_names::remove),
        get("/admin/plans", A, plans::show),
        post("/admin/plans", A, plans::save),
        post_files("/admin/plans/add", A, plans::add),
        get("/admin/seats", A, seats::show),
        post("/admin/seats", A, seats::give),
        post("/admin/seats/take", A, seats::take),
        get("/admin/facility", A, settings::show),
        post("/admin/facility", A, settings::save),
        get("/admin/profile", A, profile::show),
        get("/admin/profile/toml", A, profile::toml),
        get("/admin/profile/edit/{part}", A, profile::part),
        post("/admin/profile/edit", A, profile::part_of_draft),
        post("/admin/profile/preview", A, profile::preview),
        post("/admin/profile/save", A, profile::save),
        get("/admin/profile/versions/{version}", A, profile::version),
        get("/me/deputy", Action::ManageSelf, deputy::show),
        post("/me/deputy", Action::ManageSelf, deputy::save),
        post("/me/deputy/end", Action::ManageSelf, deputy::end),
    ]
}

async fn overview(State(web): State<Web>, signed: SignedIn) -> Answer {
    let (facility, people) = (web.app.facility(&signed.ctx).await?, web.app.people(&signed.ctx).await?);
    let chart = web.app.seat_chart(&signed.ctx).await?;
    let plans = web.app.plans(&signed.ctx).await?;
    let counts = view::admin::counts(&facility, &people, &chart, &plans);
    let frame = signed.frame(&web, signed.t().get("admin.title.overview")).await;
    Ok(html(&Overview::new(signed.t(), frame, &counts)))
}

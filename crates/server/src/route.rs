//! Owns the list of all routes. A noun's module exports `routes()`; adding it here is all that registers them.

mod admin;
mod asset;
mod level;
mod publication;
mod public;
mod record;
mod identity;
mod event;
mod cases;
mod approval;
mod track;
pub(crate) mod report;
mod home;
mod draft;
mod anonymous;
mod health;
pub mod session;

use crate::http::Route;

/// Every route of the program.
#[must_use]
pub fn all() -> Vec<Route> {
    [admin::routes(), level::routes(), asset::routes(), publication::routes(), public::routes(), record::routes(), identity::routes(), event::routes(), cases::routes(), approval::routes(), track::routes(), report::routes(), home::routes(), draft::routes(), anonymous::routes(), health::routes(), session::routes()].into_iter().flatten().collect()
}

//! Owns the list of all routes. A noun's module exports `routes()`; adding it here is all that registers them.

mod admin;
mod anonymous;
mod approval;
mod asset;
mod attachment;
mod cases;
mod corrective_action;
pub(crate) mod draft;
mod event;
mod exposure;
mod health;
mod help;
mod home;
mod identity;
mod individual;
mod insight;
mod level;
mod paper;
mod period;
mod plan;
mod public;
mod publication;
mod record;
pub(crate) mod report;
pub mod session;
mod settling;
mod suggest;
mod themes;
mod track;

use crate::http::Route;

/// Every route of the program.
#[must_use]
pub fn all() -> Vec<Route> {
    [
        admin::routes(),
        level::routes(),
        paper::routes(),
        plan::routes(),
        asset::routes(),
        publication::routes(),
        settling::routes(),
        period::routes(),
        public::routes(),
        record::routes(),
        identity::routes(),
        individual::routes(),
        event::routes(),
        exposure::routes(),
        cases::routes(),
        corrective_action::routes(),
        approval::routes(),
        track::routes(),
        report::routes(),
        home::routes(),
        attachment::routes(),
        draft::routes(),
        anonymous::routes(),
        health::routes(),
        help::routes(),
        suggest::routes(),
        insight::routes(),
        themes::routes(),
        session::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

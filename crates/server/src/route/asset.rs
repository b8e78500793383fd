//! Owns the address of the built assets.
use domain::policy::Action;

use crate::assets;
use crate::http::{Route, get};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/a/{file}", Action::SeePublic, assets::serve)]
}

//! Owns signing in and out, going on after it, and one's own settings.
mod preferences;
mod sign_in;

use domain::policy::Action;

use crate::http::{Route, get, post};

pub(crate) use sign_in::ask_to_sign_in;

/// Where a password is changed; the first page of somebody whose password an administrator chose.
pub(crate) const PASSWORD_PATH: &str = "/me/password";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/sign-in", Action::SignIn, sign_in::show),
        post("/sign-in", Action::SignIn, sign_in::submit),
        post("/sign-out", Action::SignIn, sign_in::sign_out),
        get("/me", Action::ManageSelf, preferences::show),
        get(PASSWORD_PATH, Action::ManageSelf, preferences::show_password),
        post(PASSWORD_PATH, Action::ManageSelf, preferences::change_password),
        // Also for those who are not signed in: the language of the sign-in page.
        post("/preferences", Action::SignIn, preferences::save),
    ]
}

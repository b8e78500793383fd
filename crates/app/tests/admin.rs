//! Owns the tests of administration: people, seats, deputies, lists, settings and the versions of the profile.
mod facility;
mod keepers;
mod people;
mod plans;
mod profile;
mod seats;

use app::AppError;
use domain::id::AccountId;
use testkit::TestApp;

/// Field and code of every error of a form.
fn errors<T: std::fmt::Debug>(result: Result<T, AppError>) -> Vec<(String, &'static str)> {
    match result.expect_err("a refusal") {
        AppError::Invalid(errors) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("field errors, not {other:?}"),
    }
}

fn one(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), code)]
}

fn account(t: &TestApp, login: &str) -> AccountId {
    t.people.iter().find(|person| person.login == login).expect("a person").account
}

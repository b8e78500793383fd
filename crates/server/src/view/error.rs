//! Owns the page of a failure.
use axum::response::Response;
use render::error_text::error_text;
use render::page::error::ErrorPage;

use super::frame::plain;
use crate::http::{Failure, Visitor, Web, html_status};

/// The page, in the visitor's language and frame.
pub async fn page(web: &Web, visitor: &Visitor, failure: &Failure) -> Response {
    let look = &visitor.look;
    let t = visitor.t();
    // A store that fails must not be asked for the frame again, and a stranger's 404 stays plain.
    let frame = match failure {
        Failure::Forbidden
        | Failure::NotFound
        | Failure::Conflict
        | Failure::Refused(_)
        | Failure::MonthRefused(_)
        | Failure::Invalid(_) => visitor.frame(web, "").await,
        _ => plain(look, ""),
    };
    let mut page = ErrorPage::new(t, frame, code(failure));
    page.typed_remains = look.is_unsafe;
    match failure {
        Failure::Invalid(errors) => page.details = errors.iter().map(|error| error_text(t, error)).collect(),
        Failure::Refused(code) => page.details = vec![t.choice("refusal", code)],
        Failure::MonthRefused(code) => page.details = vec![t.choice("month_refusal", code)],
        Failure::TooManyTries(seconds) => page = page.wait(*seconds),
        Failure::SignIn => page = page.sign_in("/sign-in"),
        Failure::Busy | Failure::Slow if !look.is_unsafe => page = page.retry(look.path.clone()),
        _ => {}
    }
    if failure.status().is_server_error() {
        page = page.number(&look.request_id);
    }
    html_status(failure.status(), &page)
}

/// The code of the failure in the catalogue `error_page`.
const fn code(failure: &Failure) -> &'static str {
    match failure {
        Failure::BadRequest => "bad_request",
        Failure::BadHost => "bad_host",
        Failure::CrossSite => "cross_site",
        Failure::SignIn => "sign_in",
        Failure::Forbidden => "forbidden",
        Failure::NotFound => "not_found",
        Failure::WrongMethod => "wrong_method",
        Failure::Slow => "slow",
        Failure::TooLarge => "too_large",
        Failure::WrongType => "wrong_type",
        Failure::Conflict => "conflict",
        Failure::Refused(_) => "refused",
        Failure::MonthRefused(_) => "month_refused",
        Failure::Invalid(_) => "invalid",
        Failure::TooManyTries(_) => "too_many_tries",
        Failure::Busy => "busy",
        Failure::Full => "full",
        Failure::Internal => "internal",
    }
}

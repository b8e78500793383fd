//! Owns the page of a failure.
use axum::http::header;
use axum::response::Response;
use render::component::{Flash, FlashKind};
use render::error_text::error_text;
use render::page::error::ErrorPage;
use render::{Frame, Html};

use super::frame::plain;
use crate::http::{Failure, Visitor, Web, fragment, html_status};

/// Seconds after which a busy database is worth another try.
const BUSY_FOR: i64 = 5;

/// The page, in the visitor's language and frame; where only a part of a page is wanted, a notice.
pub async fn page(web: &Web, visitor: &Visitor, failure: &Failure) -> Response {
    let mut response = if visitor.look.htmx { notice(visitor, failure) } else { whole(web, visitor, failure).await };
    let wait = match failure {
        Failure::TooManyTries(seconds) => Some(*seconds),
        Failure::Busy => Some(BUSY_FOR),
        _ => None,
    };
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn notice(visitor: &Visitor, failure: &Failure) -> Response {
    let page = described(visitor, failure, plain(&visitor.look, ""));
    let text = if page.details.is_empty() { page.text } else { page.details.join(" ") };
    let flash = Flash::new(visitor.t(), FlashKind::Failed, page.frame.title).more(text);
    let mut response = fragment(&Html::of(&flash));
    *response.status_mut() = failure.status();
    response
}

async fn whole(web: &Web, visitor: &Visitor, failure: &Failure) -> Response {
    let look = &visitor.look;
    // A store that fails must not be asked for the frame again, and a stranger's 404 stays plain.
    let frame = match failure {
        Failure::Forbidden
        | Failure::NotFound
        | Failure::Conflict
        | Failure::Refused(_)
        | Failure::MonthRefused(_)
        | Failure::MatterRefused(_)
        | Failure::Invalid(_) => visitor.frame(web, "").await,
        _ => plain(look, ""),
    };
    html_status(failure.status(), &described(visitor, failure, frame))
}

fn described(visitor: &Visitor, failure: &Failure, frame: Frame) -> ErrorPage {
    let (look, t) = (&visitor.look, visitor.t());
    let mut page = ErrorPage::new(t, frame, code(failure));
    page.typed_remains = look.is_unsafe;
    match failure {
        Failure::Invalid(errors) => page.details = errors.iter().map(|error| error_text(t, error)).collect(),
        Failure::Refused(code) => page.details = vec![t.choice("refusal", code)],
        Failure::MonthRefused(code) => page.details = vec![t.choice("month_refusal", code)],
        Failure::MatterRefused(code) => page.details = vec![t.choice("matter_refusal", code)],
        Failure::TooManyTries(seconds) => page = page.wait(*seconds),
        Failure::SignIn => page = page.sign_in("/sign-in"),
        Failure::Busy | Failure::Slow if !look.is_unsafe => page = page.retry(look.path.clone()),
        _ => {}
    }
    if failure.status().is_server_error() {
        page = page.number(&look.request_id);
    }
    page
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
        Failure::FilesTooLarge => "files_too_large",
        Failure::WrongType => "wrong_type",
        Failure::Conflict => "conflict",
        Failure::Refused(_) => "refused",
        Failure::MonthRefused(_) | Failure::MatterRefused(_) => "month_refused",
        Failure::Invalid(_) => "invalid",
        Failure::TooManyTries(_) => "too_many_tries",
        Failure::Busy => "busy",
        Failure::Full => "full",
        Failure::Internal => "internal",
    }
}

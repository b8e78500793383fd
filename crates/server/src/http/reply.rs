//! Owns the shapes of good answers: a page, a part of a page, a redirect, nothing.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use render::{Html, Page};

use super::Failure;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page.
pub fn html(page: &impl Page) -> Response {
    html_status(StatusCode::OK, page)
}

/// A page with another status, such as 422 for a form with errors.
pub fn html_status(status: StatusCode, page: &impl Page) -> Response {
    (status, [(header::CONTENT_TYPE, HTML)], page.html()).into_response()
}

/// A part of a page.
#[must_use]
pub fn fragment(part: &Html) -> Response {
    ([(header::CONTENT_TYPE, HTML)], part.to_string()).into_response()
}

/// Done, and there is nothing to show (autosave).
#[must_use]
pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Done; the browser goes on to a page of ours.
pub fn see_other(path: impl AsRef<str>) -> Response {
    match HeaderValue::try_from(path.as_ref()) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => Failure::Internal.into_response(),
    }
}

/// Done; the next page says so with the sentence `flash.done.<code>`.
pub fn see_other_done(path: impl AsRef<str>, code: &'static str) -> Response {
    let path = path.as_ref();
    let (before, anchor) =
        path.split_once('#').map_or((path, String::new()), |(before, after)| (before, format!("#{after}")));
    let sign = if before.contains('?') { '&' } else { '?' };
    see_other(format!("{before}{sign}done={code}{anchor}"))
}

/// A path of ours to go back to, from a form or an address; anything that could lead elsewhere becomes the home page.
#[must_use]
pub fn local_path(text: &str) -> &str {
    let is_local = text.starts_with('/')
        && !text.starts_with("//")
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        assert_eq!(local_path("/reports?x=1#a"), "/reports?x=1#a");
        for bad in ["", "reports", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/\t/evil"] {
            assert_eq!(local_path(bad), "/", "{bad}");
        }
    }

    #[test]
    fn the_word_of_success_stands_before_the_anchor() {
        let response = see_other_done("/reports?page=2#r1", "saved");
        assert_eq!(response.headers()[header::LOCATION], "/reports?page=2&done=saved#r1");
    }
}

//! Owns answers that everybody may keep: published pages and files, with what a browser needs to ask whether they changed.
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use render::Page;
use sha2::{Digest as _, Sha256};

use super::Failure;

/// Five minutes: an erratum is seen soon, a crowd of readers asks rarely.
const CACHE: &str = "public, max-age=300";
/// Kept only to ask whether it still holds.
const ASKED: &str = "public, no-cache";

/// A published page or file.
#[derive(Debug)]
pub(crate) struct Kept {
    body: Vec<u8>,
    kind: &'static str,
    disposition: Option<String>,
    modified: Option<i64>,
    cache: &'static str,
}

impl Kept {
    /// A page.
    pub(crate) fn page(page: &impl Page) -> Self {
        Self::file("text/html; charset=utf-8", page.html().into_bytes())
    }

    /// A file of this type.
    pub(crate) const fn file(kind: &'static str, body: Vec<u8>) -> Self {
        Self { body, kind, disposition: None, modified: None, cache: CACHE }
    }

    /// For saving under this name.
    pub(crate) fn named(mut self, name: &str) -> Self {
        self.disposition = Some(format!("attachment; filename=\"{name}\""));
        self
    }

    /// Opens in the browser's own viewer; the name is for saving it.
    pub(crate) fn shown(mut self, name: &str) -> Self {
        self.disposition = Some(format!("inline; filename=\"{name}\""));
        self
    }

    /// What may be taken back at any moment: whoever keeps it asks each time before showing it.
    pub(crate) const fn asked_each_time(mut self) -> Self {
        self.cache = ASKED;
        self
    }

    /// When its content was published, microseconds since 1970 UTC.
    pub(crate) const fn modified(mut self, at: Option<i64>) -> Self {
        self.modified = at;
        self
    }

    /// The answer: 304 without a body when the browser has this very content.
    pub(crate) fn answer(self, request: &HeaderMap) -> Response {
        // Weak: the same content may travel compressed or not.
        let digest = Sha256::digest(&self.body);
        let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let tag = format!("W/\"{hex}\"");
        let known = knows(request, &tag);
        let mut response =
            if known { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(Body::from(self.body)) };
        let modified = self.modified.and_then(http_date);
        let headers = [
            (header::CACHE_CONTROL, Some(self.cache.to_owned())),
            (header::ETAG, Some(tag)),
            (header::LAST_MODIFIED, modified),
            (header::CONTENT_TYPE, (!known).then(|| self.kind.to_owned())),
            (header::CONTENT_DISPOSITION, self.disposition.filter(|_| !known)),
        ];
        for (name, value) in headers {
            let Some(value) = value else { continue };
            let Ok(value) = HeaderValue::try_from(value) else { return Failure::Internal.into_response() };
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Whether `If-None-Match` names the tag (RFC 9110, 13.1.2: weak comparison).
fn knows(request: &HeaderMap, tag: &str) -> bool {
    let opaque = tag.trim_start_matches("W/");
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == opaque)
}

fn http_date(at: i64) -> Option<String> {
    let utc = Timestamp::from_microsecond(at).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(utc.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_has_the_content_gets_no_body() {
        let kept = || Kept::file("text/csv", b"1".to_vec()).modified(Some(1_795_219_200_000_000));
        let first = kept().answer(&HeaderMap::new());
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[header::LAST_MODIFIED], "Sat, 21 Nov 2026 00:00:00 GMT");
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        for (asked, status) in [
            (tag.clone(), StatusCode::NOT_MODIFIED),
            (format!("\"x\", {}", tag.trim_start_matches("W/")), StatusCode::NOT_MODIFIED),
            ("W/\"other\"".to_owned(), StatusCode::OK),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, asked.parse().unwrap());
            assert_eq!(kept().answer(&headers).status(), status, "{asked}");
        }
    }
}

//! Owns how a request wants to be answered, read from its headers alone: language, theme, fragment or page.
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use render::frame::{TextSize, Theme};
use render::{Lang, Text};

use super::cookie;
use super::reply::local_path;

/// How to answer. Known before anybody is known.
#[derive(Debug, Clone)]
pub struct Look {
    /// The language of this answer.
    pub lang: Lang,
    /// The address itself asked for the language, so that the account's choice does not matter.
    pub lang_in_address: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the letters.
    pub text_size: TextSize,
    /// A part of a page is wanted (htmx).
    pub htmx: bool,
    /// Path and query.
    pub path: String,
    /// The page on which the person is, to come back to: of a form, the page that sent it.
    pub page: String,
    /// Something is to be changed.
    pub is_unsafe: bool,
    /// The number of the request.
    pub request_id: String,
}

impl Look {
    pub(crate) fn of(parts: &Parts, request_id: String) -> Self {
        let in_address = asked_lang(parts.uri.query().unwrap_or_default());
        let kept = Kept::read(&parts.headers);
        let accepted = || {
            let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            header.map(Lang::from_accept).unwrap_or_default()
        };
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let page = if is_unsafe(&parts.method) { sender(&parts.headers) } else { path.clone() };
        Self {
            lang: in_address.or(kept.lang).unwrap_or_else(accepted),
            lang_in_address: in_address.is_some(),
            theme: kept.theme,
            text_size: kept.text_size,
            htmx: parts.headers.get("hx-request").is_some_and(|value| value == "true"),
            path,
            page,
            is_unsafe: is_unsafe(&parts.method),
            request_id,
        }
    }

    /// For a request of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self::of(&axum::http::Request::new(()).into_parts().0, String::new())
    }

    /// The words of the language.
    #[must_use]
    pub const fn t(&self) -> Text {
        Text::new(self.lang)
    }
}

/// The page of ours that sent a form, if the browser tells.
fn sender(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let uri: axum::http::Uri = referer.parse().unwrap_or_default();
    let path = uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    local_path(path).to_owned()
}

/// Whether a method may change something.
pub(crate) fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn asked_lang(query: &str) -> Option<Lang> {
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, value)| Lang::parse(&value))
}

/// What a browser keeps of a person's taste: `ja.dark.large`. Nothing secret, nothing that names anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Language, once chosen.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the letters.
    pub text_size: TextSize,
}

impl Kept {
    /// Reads the cookie; whatever cannot be read is as if never chosen.
    #[must_use]
    pub fn read(headers: &HeaderMap) -> Self {
        let text = cookie::read(headers, cookie::LOOK).unwrap_or_default();
        let mut parts = text.split('.');
        Self {
            lang: parts.next().and_then(Lang::parse),
            theme: parts.next().map(Theme::parse).unwrap_or_default(),
            text_size: parts.next().map(TextSize::parse).unwrap_or_default(),
        }
    }

    /// The cookie's value.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}.{}.{}", self.lang.map_or("", Lang::code), self.theme.code(), self.text_size.code())
    }
}

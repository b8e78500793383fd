//! page::error: the page of a request that failed: what happened, what was kept, what to do, and the number to ask with.

use askama::Template;

use crate::component::Button;
use crate::{AssetUrls, Frame, Page, Text};

/// A failure, told (エラー).
#[derive(Debug, Clone, Template)]
#[template(path = "error/page.html")]
pub struct ErrorPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page; its title says what happened.
    pub frame: Frame,
    /// What it means and what to do.
    pub text: String,
    /// Single sentences, such as every field's error.
    pub details: Vec<String>,
    /// A form was sent, and the browser still holds what was typed.
    pub typed_remains: bool,
    /// Ways on.
    pub ways: Vec<Button>,
    /// The number of the request, in a sentence; left out where it would help nobody (404).
    pub number: Option<String>,
}

impl ErrorPage {
    /// The page of the failure with this code (`error_page.title.<code>`, `error_page.text.<code>`).
    #[must_use]
    pub fn new(t: Text, frame: Frame, code: &str) -> Self {
        Self {
            t,
            frame: frame.titled(t.choice("error_page.title", code)),
            text: t.choice("error_page.text", code),
            details: Vec::new(),
            typed_remains: false,
            ways: vec![Button::secondary(t.get("error_page.home")).link("/")],
            number: None,
        }
    }

    /// Says how long to wait, in the text's `{seconds}`.
    #[must_use]
    pub fn wait(mut self, seconds: i64) -> Self {
        self.text = self.t.with("error_page.text.too_many_tries", &[("seconds", &seconds)]);
        self
    }

    /// Tells the number of the request.
    #[must_use]
    pub fn number(mut self, id: &str) -> Self {
        self.number = Some(self.t.with("error_page.number", &[("id", &id)]));
        self
    }

    /// Puts signing in first.
    #[must_use]
    pub fn sign_in(mut self, href: impl Into<String>) -> Self {
        self.ways.insert(0, Button::primary(self.t.get("error_page.sign_in")).link(href));
        self
    }

    /// Offers to open the page again.
    #[must_use]
    pub fn retry(mut self, href: impl Into<String>) -> Self {
        self.ways.insert(0, Button::primary(self.t.get("error_page.retry")).link(href));
        self
    }
}

impl Page for ErrorPage {
    const NAME: &'static str = "error.page";

    fn samples(t: Text) -> Vec<Self> {
        let page = |code| Self::new(t, Frame::new(t, "", AssetUrls::default()), code);
        vec![
            page("not_found"),
            Self { typed_remains: true, ..page("cross_site") },
            page("internal").number("4f1d2c3b5a69"),
            page("too_many_tries").wait(40),
            page("sign_in").sign_in("/sign-in"),
            Self { details: vec![t.get("session.password.different").into()], ..page("invalid") },
            page("busy").retry("/reports"),
        ]
    }
}

//! button: submit buttons and links that look like them.

use askama::Template;

use super::icon::Icon;

/// A button, or a link dressed as one.
#[derive(Debug, Clone, Template)]
#[template(path = "components/button.html")]
pub struct Button {
    label: String,
    kind: &'static str,
    href: Option<String>,
    send: Option<(String, String)>,
    action: Option<String>,
    icon: Option<Icon>,
    large: bool,
    key: Option<String>,
}

impl Button {
    fn of(kind: &'static str, label: impl Into<String>) -> Self {
        Self { label: label.into(), kind, href: None, send: None, action: None, icon: None, large: false, key: None }
    }

    /// The one main act of a page (solid).
    #[must_use]
    pub fn primary(label: impl Into<String>) -> Self {
        Self::of("primary", label)
    }

    /// A further act (outlined).
    #[must_use]
    pub fn secondary(label: impl Into<String>) -> Self {
        Self::of("secondary", label)
    }

    /// A small way aside (text only).
    #[must_use]
    pub fn quiet(label: impl Into<String>) -> Self {
        Self::of("quiet", label)
    }

    /// An act that cannot be undone.
    #[must_use]
    pub fn danger(label: impl Into<String>) -> Self {
        Self::of("danger", label)
    }

    /// Makes it a link.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Sends `name=value` when pressed, so that the server knows which button it was.
    #[must_use]
    pub fn send(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.send = Some((name.into(), value.into()));
        self
    }

    /// Posts the surrounding form to another path (`formaction`).
    #[must_use]
    pub fn action(mut self, path: impl Into<String>) -> Self {
        self.action = Some(path.into());
        self
    }

    /// Puts an icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Makes it the large button of a home page.
    #[must_use]
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// Shows the key that presses it (triage) and binds it when JavaScript runs.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

safe!(Button);

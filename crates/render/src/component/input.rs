//! input: one-line and many-line text questions.

use askama::Template;

use super::field::Field;

/// What a one-line input expects; decides keyboard, autocomplete and width, never validation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputKind {
    /// Free text.
    #[default]
    Text,
    /// Digits (`inputmode="numeric"`, never `type=number`: 全角 digits must survive).
    Digits,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// The account's name at sign-in.
    Username,
    /// The current password; paste and password managers are allowed.
    Password,
    /// A new password.
    NewPassword,
    /// A one-time code.
    OneTimeCode,
    /// A search box.
    Search,
}

impl InputKind {
    const fn html_type(self) -> &'static str {
        match self {
            Self::Password | Self::NewPassword => "password",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::Search => "search",
            _ => "text",
        }
    }

    const fn mode(self) -> Option<&'static str> {
        match self {
            Self::Digits | Self::OneTimeCode => Some("numeric"),
            _ => None,
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::OneTimeCode => "one-time-code",
            Self::Email => "email",
            // Shared ward terminals: the browser must not offer what a colleague typed.
            _ => "off",
        }
    }
}

/// A one-line text question.
#[derive(Debug, Clone, Template)]
#[template(path = "components/text_input.html")]
pub struct TextInput {
    field: Field,
    kind: InputKind,
    chars: Option<u8>,
    unit: Option<String>,
    list: Vec<String>,
}

impl TextInput {
    /// A one-line input for `field`.
    #[must_use]
    pub fn new(field: Field) -> Self {
        Self { field, kind: InputKind::Text, chars: None, unit: None, list: Vec::new() }
    }

    /// Sets what is expected.
    #[must_use]
    pub fn kind(mut self, kind: InputKind) -> Self {
        self.kind = kind;
        self
    }

    /// Makes the box as wide as about 2, 4, 8, 12 or 20 characters, to hint at the answer's length.
    #[must_use]
    pub fn chars(mut self, chars: u8) -> Self {
        self.chars = Some(chars);
        self
    }

    /// Writes a unit behind the box (年, か月, 床).
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Offers known answers (`<datalist>`); anything else may still be typed.
    #[must_use]
    pub fn suggestions(mut self, list: Vec<String>) -> Self {
        self.list = list;
        self
    }

    fn autocomplete(&self) -> &'static str {
        self.kind.autocomplete()
    }
}

/// A many-line text question with an optional character counter.
#[derive(Debug, Clone, Template)]
#[template(path = "components/text_area.html")]
pub struct TextArea {
    field: Field,
    rows: u8,
    limit: Option<u32>,
}

impl TextArea {
    /// A text area of four rows.
    #[must_use]
    pub fn new(field: Field) -> Self {
        Self { field, rows: 4, limit: None }
    }

    /// Sets the visible rows.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// Shows how many characters remain. No `maxlength`: it would cut text that an IME commits.
    #[must_use]
    pub fn limit(mut self, characters: u32) -> Self {
        self.limit = Some(characters);
        self
    }

    fn limit_text(&self, limit: &u32) -> String {
        self.field.t.with("field.limit", &[("n", limit)])
    }
}

safe!(TextInput, TextArea);

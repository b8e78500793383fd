//! badge: small marks for states and levels; always shape and words, never colour alone.

use askama::Template;

use crate::catalog::Text;

/// What a mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Being worked on.
    Info,
    /// Done or improving.
    Good,
    /// Needs care soon.
    Warning,
    /// Overdue, refused or dangerous.
    Danger,
}

impl Tone {
    /// Data attribute value.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A word with a shape before it.
#[derive(Debug, Clone, Template)]
#[template(source = r#"<span class="ui-badge" data-tone="{{ tone.code() }}">{{ label }}</span>"#, ext = "html")]
pub struct Badge {
    label: String,
    tone: Tone,
}

impl Badge {
    /// A mark saying `label`.
    #[must_use]
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self { label: label.into(), tone }
    }
}

/// The mark of a risk level (リスクレベル): the level's code and 1–5 filled bars.
///
/// `weight` runs from 0 (nothing reached the person) to 5 (gravest), whatever the profile's codes.
#[derive(Debug, Clone, Template)]
#[template(path = "components/level.html")]
pub struct LevelMark {
    t: Text,
    code: Option<String>,
    weight: u8,
    judged: bool,
}

impl LevelMark {
    /// A level that somebody judged.
    #[must_use]
    pub fn judged(t: Text, code: impl Into<String>, weight: u8) -> Self {
        Self { t, code: Some(code.into()), weight: weight.min(5), judged: true }
    }

    /// A level that the rules suggest and nobody judged yet (dashed).
    #[must_use]
    pub fn suggested(t: Text, code: impl Into<String>, weight: u8) -> Self {
        Self { judged: false, ..Self::judged(t, code, weight) }
    }

    /// No level yet.
    #[must_use]
    pub fn none(t: Text) -> Self {
        Self { t, code: None, weight: 0, judged: false }
    }

    fn words(&self) -> String {
        match &self.code {
            None => self.t.get("common.level.none").to_owned(),
            Some(code) if self.judged => self.t.with("common.level.judged", &[("code", code)]),
            Some(code) => self.t.with("common.level.suggested", &[("code", code)]),
        }
    }

    /// The five bars: x, y, height, filled.
    fn bars(&self) -> Vec<(u8, u8, u8, bool)> {
        (0..5u8).map(|i| (i * 5, 12 - i * 2, 4 + i * 2, i < self.weight)).collect()
    }
}

safe!(Badge, LevelMark);

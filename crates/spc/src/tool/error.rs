//! Owns why a line cannot be answered.

use serde_json::{Value, json};

/// Why a line cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolError {
    /// A stable code.
    pub code: &'static str,
    /// The key at fault; empty when it is the line.
    pub field: String,
    /// English.
    pub message: String,
    /// Japanese.
    pub message_ja: String,
}

impl ToolError {
    pub(super) fn new(
        code: &'static str,
        field: &str,
        message: impl Into<String>,
        message_ja: impl Into<String>,
    ) -> Self {
        Self { code, field: field.to_owned(), message: message.into(), message_ja: message_ja.into() }
    }

    /// `{"error":{"code","field","message","message_ja"}}`.
    #[must_use]
    pub fn into_value(self) -> Value {
        json!({"error": {
            "code": self.code,
            "field": self.field,
            "message": self.message,
            "message_ja": self.message_ja,
        }})
    }

    pub(super) fn bad_json(error: &serde_json::Error) -> Self {
        Self::new(
            "bad_json",
            "",
            format!("the line cannot be read as JSON: {error}"),
            format!("この行を JSON として読めません（{error}）。"),
        )
    }

    pub(super) fn bad_value(field: &str, wanted: &str, wanted_ja: &str) -> Self {
        Self::new(
            "bad_value",
            field,
            format!("`{field}` must be {wanted}"),
            format!("{field} は{wanted_ja}で入れてください。"),
        )
    }

    pub(super) fn missing(field: &str) -> Self {
        Self::new("missing_key", field, format!("the key `{field}` is missing"), format!("{field} がありません。"))
    }

    pub(super) fn unknown_key(field: &str) -> Self {
        Self::new(
            "unknown_key",
            field,
            format!("the key `{field}` is not known"),
            format!("「{field}」という項目はありません。"),
        )
    }

    pub(super) fn unknown_code(field: &str, code: &str, known: &str) -> Self {
        Self::new(
            "unknown_code",
            field,
            format!("`{field}` holds the unknown code “{code}”; known: {known}"),
            format!("{field} の「{code}」は使えないコードです。使えるのは {known} です。"),
        )
    }
}

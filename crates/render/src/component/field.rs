//! field: what every form control shares; the one place where ids, hints and errors are wired.

use crate::catalog::Text;
use crate::html::Html;

/// Whether an answer is asked for (※必須 / ※任意). Said in words, never by colour or `*` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// No mark: the page says once what is needed.
    #[default]
    Unmarked,
    /// Marked as required. The server checks it; the browser is not asked to.
    Required,
    /// Marked as optional.
    Optional,
}

/// Label, hint, error and value of one question.
///
/// The id equals the name unless set; the hint is `{id}-hint`, the error `{id}-error`.
#[derive(Debug, Clone)]
pub struct Field {
    pub(crate) t: Text,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) value: String,
    pub(crate) need: Need,
}

impl Field {
    /// A question sent as `name`, asked with `label`.
    #[must_use]
    pub fn new(t: Text, name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            t,
            id: name.clone(),
            name,
            label: label.into(),
            hint: None,
            error: None,
            value: String::new(),
            need: Need::Unmarked,
        }
    }

    /// Sets an id that differs from the name (two forms on one page).
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Adds help that stays visible under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets or clears the error; an error keeps the hint visible.
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Sets what the person typed, as typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Marks the question as required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }

    /// Marks the question as optional.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }

    /// ` aria-describedby="…" aria-invalid="true"` as needed: error first, so that it is read first.
    pub(crate) fn aria(&self) -> Html {
        self.aria_with(None)
    }

    /// Like [`Field::aria`], with one more described id at the end (a character counter).
    pub(crate) fn aria_with(&self, more: Option<&str>) -> Html {
        let mut ids = Vec::with_capacity(3);
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.id));
        }
        if let Some(more) = more {
            ids.push(format!("{}-{more}", self.id));
        }
        let mut out = String::new();
        if !ids.is_empty() {
            let ids = Html::text(ids.join(" "));
            out.push_str(&format!(" aria-describedby=\"{ids}\""));
        }
        if self.error.is_some() {
            out.push_str(" aria-invalid=\"true\"");
        }
        Html::trusted(out)
    }

    /// `required` or `optional` when a word must be shown.
    pub(crate) fn need_word(&self) -> Option<&str> {
        match self.need {
            Need::Unmarked => None,
            Need::Required => Some(self.t.get("field.required")),
            Need::Optional => Some(self.t.get("field.optional")),
        }
    }

    /// The need as a data attribute value.
    pub(crate) const fn need_code(&self) -> &'static str {
        match self.need {
            Need::Unmarked => "none",
            Need::Required => "required",
            Need::Optional => "optional",
        }
    }
}

//! Owns the raw answers of a form exactly as typed, and the errors that reading them can give.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a person typed, field by field, unchanged. A draft stores this, so that nothing typed is ever lost to validation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Adds one value; a field may have several (checkboxes).
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }

    /// Replaces every value of one field.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }

    /// The first value as typed, or the empty text.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// The first value without surrounding white space; `None` when nothing was typed.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|text| !text.is_empty())
    }

    /// Every value of the field that is not empty.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .get(name)
            .map(|values| values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect())
            .unwrap_or_default()
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// Whether the field has this value among its values.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.get(name).is_some_and(|values| values.iter().any(|held| held == value))
    }

    /// Takes over one page of a longer form: the page's fields are replaced, also by nothing (a box that was unticked).
    pub fn replace_page(&mut self, page_fields: &[&str], page: &Self) {
        for field in page_fields {
            self.0.remove(*field);
        }
        for (name, values) in &page.0 {
            self.0.insert(name.clone(), values.clone());
        }
    }

    /// Every field with its values, in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Whether nothing at all was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().flatten().all(String::is_empty)
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.push(name, value);
        }
        fields
    }
}

/// One thing that is wrong with one field: the catalogue has the sentence under `error.<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the form; the error summary links to it.
    pub field: String,
    /// The stable code, which is also the message key below `error.`.
    pub code: &'static str,
    /// Values for the placeholders of the sentence; never what the person typed about another person.
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// An error whose sentence needs no values.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    /// Adds a value for a placeholder.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers give numbers and texts as they stand")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

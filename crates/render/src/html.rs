//! html: markup that is known to be safe, so that `{{ … }}` prints it unescaped.

use std::fmt;

use askama::filters::HtmlSafe;

/// Finished markup: either escaped text or the output of our own components.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Escapes plain text.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        let mut out = String::with_capacity(text.as_ref().len());
        for c in text.as_ref().chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
        }
        Self(out)
    }

    /// Renders a component; only types marked safe by this crate are taken.
    #[must_use]
    pub fn of(part: &impl HtmlSafe) -> Self {
        Self(part.to_string())
    }

    /// Plain text whose line breaks the reader should see (a narrative).
    #[must_use]
    pub fn lines(text: &str) -> Self {
        let escaped = Self::text(text.replace("\r\n", "\n")).0;
        Self(escaped.replace('\n', "<br>"))
    }

    /// Markup from a trusted renderer inside the workspace (an SVG chart, a QR code).
    ///
    /// The caller answers for every character: user text must have been escaped before.
    #[must_use]
    pub fn trusted(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// Joins parts without anything between them.
    #[must_use]
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }

    /// The markup itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn escapes_text_and_keeps_lines() {
        assert_eq!(Html::text("<b a='1'>&").as_str(), "&lt;b a=&#39;1&#39;&gt;&amp;");
        assert_eq!(Html::lines("a\r\n<b").as_str(), "a<br>&lt;b");
    }
}

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

    /// Plain text with readings written as ｜漢字《かんじ》, which stand over their words (ruby).
    #[must_use]
    pub fn ruby(text: &str) -> Self {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('｜') {
            let Some(((base, reading), tail)) =
                after.split_once('》').and_then(|(word, tail)| Some((word.split_once('《')?, tail)))
            else {
                break;
            };
            let [before, base, reading] = [before, base, reading].map(|part| Self::text(part).0);
            out.push_str(&format!("{before}<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"));
            rest = tail;
        }
        out.push_str(&Self::text(rest).0);
        Self(out)
    }

    /// The words of such a text without their readings, for where no markup can be: the description of a picture.
    #[must_use]
    pub fn ruby_base(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('｜') {
            let Some(((base, _), tail)) =
                after.split_once('》').and_then(|(word, tail)| Some((word.split_once('《')?, tail)))
            else {
                break;
            };
            out.push_str(before);
            out.push_str(base);
            rest = tail;
        }
        out.push_str(rest);
        out
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

    #[test]
    fn readings_stand_over_their_words() {
        let html = Html::ruby("<b>｜事故《じこ》を｜見《み》る");
        assert_eq!(
            html.as_str(),
            "&lt;b&gt;<ruby>事故<rp>（</rp><rt>じこ</rt><rp>）</rp></ruby>を<ruby>見<rp>（</rp><rt>み</rt><rp>）</rp></ruby>る"
        );
        assert_eq!(Html::ruby("a｜b").as_str(), "a｜b", "a lone mark is text");
    }
}

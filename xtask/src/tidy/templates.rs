//! Owns the templates: no prose (only message keys), nothing that the content security policy refuses.

use super::{Finding, Tree};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/render/", ".html") {
        let text = without_comments(text);
        for (index, line) in text.lines().enumerate() {
            findings.extend(
                problem(line).map(|(message, remedy)| Finding::error("templates", path, index + 1, message, remedy)),
            );
        }
    }
    findings
}

fn problem(line: &str) -> Option<(&'static str, &'static str)> {
    let lower = line.to_lowercase();
    if line.chars().any(is_japanese) {
        Some(("prose in a template", "add a key to both message catalogues and name it here"))
    } else if lower.contains(" style=\"") || lower.contains("<style") {
        Some(("inline style", "the content security policy refuses it: use a class of web/"))
    } else if lower.contains("<script") && !lower.contains("src=") {
        Some(("inline script", "the content security policy refuses it: write a module in web/"))
    } else if lower.split_whitespace().any(is_handler) {
        Some(("an on… attribute", "the content security policy refuses it: listen in web/"))
    } else if lower.contains("src=\"http") || lower.contains("src=\"//") {
        Some(("loads from another origin", "serve the file ourselves: no request leaves the origin"))
    } else {
        None
    }
}

/// `onclick="…` and its like.
fn is_handler(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.len() > 4 && name.starts_with("on") && name.chars().all(|c| c.is_ascii_alphabetic())
    })
}

/// Kana, kanji and full-width forms.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Blanks `{# … #}` and keeps the lines.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{#") {
        out.push_str(before);
        let (comment, next) = after.split_once("#}").unwrap_or((after, ""));
        out.extend(comment.chars().filter(|c| *c == '\n'));
        rest = next;
    }
    out.push_str(rest);
    out
}

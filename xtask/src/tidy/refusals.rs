//! Owns the sentences of refused fields: every code of `FieldError::new(field, "code")` has one in the catalogue.

use std::collections::BTreeSet;

use super::{Finding, Tree};

/// The Japanese catalogue; `catalogues` sees to it that the English one has the same keys.
const SENTENCES: &str = "crates/render/messages/ja/error.toml";

const CALL: &str = "FieldError::new(";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let table: toml::Table = tree.text(SENTENCES).unwrap_or_default().parse().unwrap_or_default();
    let known: BTreeSet<&str> = table.keys().map(String::as_str).collect();
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/", ".rs") {
        if path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        // What stands below is made up.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (at, _) in text.match_indices(CALL) {
            let written = code(&text[at + CALL.len()..]);
            let Some((code, _)) = written.filter(|(code, after)| !known.contains(code) && !carries(after)) else {
                continue;
            };
            let line = text[..at].matches('\n').count() + 1;
            findings.push(Finding::error(
                "refusals",
                path,
                line,
                format!("\"{code}\" has no sentence"),
                "add it to error.toml in both languages: what is wrong, and what to do",
            ));
        }
    }
    findings
}

/// The second argument, when it is written out, and what follows.
fn code(arguments: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let comma = arguments.find(|c| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })?;
    arguments[comma + 1..].trim_start().strip_prefix('"')?.split_once('"')
}

/// Whether the error brings its sentences along.
fn carries(after: &str) -> bool {
    after.trim_start_matches([')', ',', ' ', '\n']).starts_with(".with(\"ja\"")
}

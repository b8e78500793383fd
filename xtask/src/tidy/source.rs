//! Owns the rules on single Rust files: the opening `//!` line, and code that must not be committed.

use super::lexer::Source;
use super::{Finding, Tree};

/// True for a file that holds only tests.
pub(crate) fn is_test_path(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.contains("/benches/")
}

/// Every file says in its first line what it owns.
pub(crate) fn header(tree: &Tree) -> Vec<Finding> {
    tree.under("", ".rs")
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| {
            Finding::error(
                "header",
                path,
                1,
                "the file does not open with a //! line",
                "say in one sentence what the file owns",
            )
        })
        .collect()
}

/// A word that must not stand in code, and what to write instead.
struct Ban {
    word: &'static str,
    remedy: &'static str,
}

const IN_CODE: &[Ban] = &[
    Ban { word: "todo!(", remedy: "write it, or leave it out and say so in an issue" },
    Ban { word: "unimplemented!(", remedy: "write it, or return a typed refusal" },
    Ban { word: "dbg!(", remedy: "use tracing, or delete it" },
    Ban {
        word: "#[allow(",
        remedy: "use #[expect(lint, reason = \"…\")], which complains when it is no longer needed",
    },
    Ban { word: "#![allow(", remedy: "use #![expect(lint, reason = \"…\")]" },
];

const IN_COMMENTS: &[&str] = &["FIXME", "XXX", "TODO"];

/// Unfinished code and muted lints.
pub(crate) fn forbidden_code(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("", ".rs") {
        let source = Source::new(text);
        for (index, line) in source.code().lines().enumerate() {
            findings.extend(
                IN_CODE.iter().filter(|ban| line.contains(ban.word)).map(|ban| {
                    Finding::error("forbidden", path, index + 1, format!("{} in code", ban.word), ban.remedy)
                }),
            );
        }
        for (index, line) in source.comments().lines().enumerate() {
            let marked = line.split(|c: char| !c.is_alphanumeric()).any(|word| IN_COMMENTS.contains(&word));
            if marked {
                findings.push(Finding::error(
                    "forbidden",
                    path,
                    index + 1,
                    "a note about unfinished work",
                    "finish it, or file an issue: notes in code are not read",
                ));
            }
        }
    }
    findings
}

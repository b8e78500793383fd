//! Owns the second half of L2: the pure crates reach no file, network, process or thread through the standard library either.

use super::lexer::Source;
use super::source::is_test_path;
use super::{Finding, Tree};

/// The crates whose results depend on their arguments alone.
const PURE: &[&str] = &["domain", "spc", "render"];

/// What reaches the world outside.
const OUTSIDE: &[&str] =
    &["std::fs", "std::net", "std::process", "std::env", "std::thread", "std::time::Instant", "std::time::SystemTime"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in PURE {
        let prefix = format!("crates/{name}/src/");
        for (path, text) in tree.files() {
            let is_source = path.starts_with(&prefix) && path.ends_with(".rs");
            if is_source && !is_test_path(path) {
                findings.extend(reaches_out(path, text));
            }
        }
    }
    findings
}

fn reaches_out(path: &str, text: &str) -> Vec<Finding> {
    let source = Source::new(text);
    let tests = source.test_lines();
    let code = source.code();
    let lines = code.lines().enumerate().filter(|(index, _)| !tests[*index]);
    lines
        .filter_map(|(index, line)| {
            let named = OUTSIDE.iter().find(|name| line.contains(*name))?;
            Some(Finding::error(
                "L2",
                path,
                index + 1,
                format!("a pure crate reaches {named}"),
                "take the value as an argument; app and server get it through a port",
            ))
        })
        .collect()
}

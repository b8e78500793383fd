//! Owns the size of files: a warning at 400 lines, a failure at 800, tests not counted.

use super::lexer::Source;
use super::source::is_test_path;
use super::{Finding, Severity, Tree};

const WARN: usize = 400;
const FAIL: usize = 800;

/// What a person reads and reviews; data and lock files may be long.
const READ_BY_PEOPLE: &[&str] = &[".rs", ".ts", ".mjs", ".css", ".html"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files()
        .filter(|(path, _)| READ_BY_PEOPLE.iter().any(|end| path.ends_with(end)))
        .filter(|(path, _)| !is_test_path(path))
        .filter_map(|(path, text)| {
            let lines = counted_lines(path, text);
            let severity = match lines {
                0..WARN => return None,
                WARN..FAIL => Severity::Warning,
                _ => Severity::Error,
            };
            let finding = Finding::error(
                "size",
                path,
                1,
                format!("{lines} lines without tests"),
                "split it by noun; half of the files should stay under 150 lines",
            );
            Some(finding.with_severity(severity))
        })
        .collect()
}

fn counted_lines(path: &str, text: &str) -> usize {
    if !path.ends_with(".rs") {
        return text.lines().count();
    }
    let tests = Source::new(text).test_lines();
    text.lines().zip(tests).filter(|(_, test)| !test).count()
}

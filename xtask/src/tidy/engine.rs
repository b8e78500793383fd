//! Owns L6: one room knows which database engine runs; SQL is written once.

use super::lexer::Source;
use super::source::is_test_path;
use super::{Finding, Tree};

/// The room that may name an engine: the file, and the folder of its parts.
const DIALECT: &str = "crates/store/src/dialect.rs";
const DIALECT_PARTS: &str = "crates/store/src/dialect/";

/// Migrations are the exception: triggers and row-level security are written per engine there.
const MIGRATIONS: &str = "crates/store/src/migrations";

const ENGINES: &[&str] = &["sqlite", "postgres"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/store/src/", ".rs") {
        if path == DIALECT || path.starts_with(DIALECT_PARTS) || path.starts_with(MIGRATIONS) || is_test_path(path) {
            continue;
        }
        let source = Source::new(text);
        let tests = source.test_lines();
        for (index, line) in source.code_and_strings().lines().enumerate() {
            let lower = line.to_lowercase();
            let named = ENGINES.iter().find(|engine| lower.contains(*engine));
            if let (Some(engine), false) = (named, tests[index]) {
                findings.push(Finding::error(
                    "L6",
                    path,
                    index + 1,
                    format!("names the engine {engine}"),
                    "give crates/store/src/dialect.rs a function for the difference, and write the SQL once",
                ));
            }
        }
    }
    findings
}

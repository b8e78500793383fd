//! Owns the truth of the documents: paths that they name exist, and each requirement names its place and its test.

use super::{Finding, Tree};

const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";
const REQUIREMENTS: &str = "docs/requirements.md";

/// Endings that make a word in backticks a file of ours.
const ENDINGS: &[&str] = &[".rs", ".toml", ".md", ".mjs", ".ts", ".css", ".html", ".json", ".sql", ".csv", ".txt"];

/// Paths in backticks in the architecture page exist.
pub(crate) fn architecture_paths(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(ARCHITECTURE) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for span in code_spans(line) {
            if looks_like_path(tree, span) && !stands(tree, span) {
                findings.push(Finding::error(
                    "docs",
                    ARCHITECTURE,
                    index + 1,
                    format!("{span} does not exist"),
                    "name the file as it is now, from the repository's root",
                ));
            }
        }
    }
    findings
}

/// Each row of the requirements names files that exist, and a test function that its file holds.
pub(crate) fn requirement_rows(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(REQUIREMENTS) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut columns: Option<(usize, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let Some(cells) = cells(line) else {
            columns = None;
            continue;
        };
        match columns {
            None => columns = header(&cells),
            Some(_) if cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c))) => {}
            Some((place, test)) => {
                for (column, name) in [(place, "place"), (test, "test")] {
                    let cell = cells.get(column).copied().unwrap_or_default();
                    findings.extend(cell_problems(tree, cell, name).into_iter().map(|problem| {
                        Finding::error(
                            "requirements",
                            REQUIREMENTS,
                            index + 1,
                            problem,
                            "name `path/to/file` or `path/to/file.rs::function`; a row not built yet has — in both columns",
                        )
                    }));
                }
            }
        }
    }
    findings
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.trim_end_matches('|');
    Some(inner.split('|').map(str::trim).collect())
}

fn header(cells: &[&str]) -> Option<(usize, usize)> {
    let find = |names: [&str; 2]| cells.iter().position(|cell| names.contains(&cell.to_lowercase().as_str()));
    Some((find(["place", "場所"])?, find(["test", "試験"])?))
}

fn cell_problems(tree: &Tree, cell: &str, column: &str) -> Vec<String> {
    if cell.starts_with('—') {
        return Vec::new();
    }
    let spans: Vec<&str> = code_spans(cell).collect();
    if spans.is_empty() {
        return vec![format!("the column {column} names no file")];
    }
    spans
        .into_iter()
        .filter_map(|span| {
            let (path, function) = split_span(span);
            match (tree.exists(path), function, tree.text(path)) {
                (false, _, _) => Some(format!("{path} does not exist")),
                (true, Some(name), Some(text)) if !text.contains(name) => Some(format!("{path} holds no {name}")),
                _ => None,
            }
        })
        .collect()
}

/// `a/b.rs::name` → the path and the last name.
fn split_span(span: &str) -> (&str, Option<&str>) {
    match span.split_once("::") {
        Some((path, rest)) => (path, rest.rsplit("::").next()),
        None => (span.split('#').next().unwrap_or(span), None),
    }
}

fn code_spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn looks_like_path(tree: &Tree, span: &str) -> bool {
    let plain = !span.is_empty() && span.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    if !plain || span.starts_with('/') || span.contains("NNNN") {
        return false;
    }
    let first = span.split('/').next().unwrap_or_default();
    let known_root = span.contains('/') && (tree.exists(first) || first == "crates");
    known_root || ENDINGS.iter().any(|end| span.ends_with(end) && span.len() > end.len())
}

/// A path from the root or from `crates/`; a bare file name may lie anywhere.
fn stands(tree: &Tree, span: &str) -> bool {
    let span = span.trim_start_matches("./");
    tree.exists(span)
        || tree.exists(&format!("crates/{span}"))
        || (!span.contains('/') && tree.paths().any(|path| path.rsplit('/').next() == Some(span)))
}

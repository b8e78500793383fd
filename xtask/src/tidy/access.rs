//! Owns L3 (the store lets no pool out), L4 (who opens transactions, who reaches the mailer) and L5 (no repository traits).

use super::lexer::{Source, line_of};
use super::source::is_test_path;
use super::{Finding, Tree};

const KEYWORDS: &[&str] =
    &["fn", "async", "const", "static", "struct", "enum", "trait", "type", "use", "mod", "unsafe", "extern", "union"];

/// L3: no `pub` item of `store` shows a pool, a connection or a type of the driver.
pub(crate) fn exports(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/store/src/", ".rs") {
        if is_test_path(path) {
            continue;
        }
        for (line, signature) in public_signatures(&Source::new(text)) {
            let leaks =
                words(&signature).any(|word| word.ends_with("Pool") || word.ends_with("Connection") || word == "sqlx");
            if leaks {
                findings.push(Finding::error(
                    "L3",
                    path,
                    line,
                    format!("a public item shows the driver: {}", one_line(&signature)),
                    "make it pub(crate); outside, the only ways in are store.read(&tenant) and store.write(&tenant)",
                ));
            }
        }
    }
    findings
}

/// L4: only `app` (and the test kit) opens transactions.
pub(crate) fn front_doors(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/", ".rs") {
        let closed = ["server", "render", "pdf", "text", "domain", "spc"]
            .iter()
            .any(|name| path.starts_with(&format!("crates/{name}/src/")));
        if !closed || is_test_path(path) {
            continue;
        }
        findings.extend(offending_lines(text, names_store).map(|line| {
            Finding::error(
                "L4",
                path,
                line,
                "reaches the store past the use cases",
                "only app opens transactions: call a function of app, or add one there",
            )
        }));
    }
    findings
}

fn names_store(line: &str) -> bool {
    has_word_then(line, "store", "::")
        || has_word_then(line, "store", ".read(")
        || has_word_then(line, "store", ".write(")
        || has_word_then(line, "store()", ".read(")
        || has_word_then(line, "store()", ".write(")
}

/// L5: one concrete `Store`; in-memory SQLite is the fake.
pub(crate) fn repository_traits(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("", ".rs") {
        let code = Source::new(text).code();
        for (index, line) in code.lines().enumerate() {
            let mut after_trait = words(line).skip_while(|word| *word != "trait").skip(1);
            if after_trait.next().is_some_and(|name| name.ends_with("Repository")) {
                findings.push(Finding::error(
                    "L5",
                    path,
                    index + 1,
                    "a repository trait",
                    "use the concrete Store; traits are for Clock, Ids, Mailer, Blobs and Sso only",
                ));
            }
        }
    }
    findings
}

/// L4, second half: a mail that must not be lost is a job, so only job handlers send.
pub(crate) fn mailer(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/", ".rs") {
        let front = path.starts_with("crates/app/src/") || path.starts_with("crates/server/src/");
        let is_job = path.starts_with("crates/app/src/job/") || path == "crates/app/src/job.rs";
        if !front || is_job || is_test_path(path) {
            continue;
        }
        findings.extend(offending_lines(text, sends_mail).map(|line| {
            Finding::error(
                "L4",
                path,
                line,
                "sends mail outside a job",
                "add a job row in the same transaction; the handler in crates/app/src/job sends it",
            )
        }));
    }
    findings
}

fn sends_mail(line: &str) -> bool {
    has_word_then(line, "mailer", ".send(") || has_word_then(line, "mailer()", ".send(")
}

/// The lines of code, tests apart, for which `is_bad` holds.
fn offending_lines(text: &str, is_bad: fn(&str) -> bool) -> impl Iterator<Item = usize> {
    let source = Source::new(text);
    let tests = source.test_lines();
    let code = source.code();
    let lines: Vec<usize> = code
        .lines()
        .enumerate()
        .filter(|(index, line)| !tests[*index] && is_bad(line))
        .map(|(index, _)| index + 1)
        .collect();
    lines.into_iter()
}

/// Each `pub` item, from the word to the end of its signature, with its line.
fn public_signatures(source: &Source) -> Vec<(usize, String)> {
    let code = source.code();
    let tests = source.test_lines();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("pub ") {
        let starts = code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let line = line_of(&code, at);
        if starts && !tests[line - 1] {
            found.push((line, signature(&code[at + 4..]).to_owned()));
        }
    }
    found
}

fn signature(rest: &str) -> &str {
    let ends: &[char] = match words(rest).next() {
        // A `use` ends at its semicolon, the braces are part of it.
        Some("use") => &[';'],
        // A tuple struct's private fields are nobody's business.
        Some("struct" | "enum" | "union") => &['{', ';', '('],
        Some(word) if KEYWORDS.contains(&word) => &['{', ';'],
        _ => &['\n'],
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    &rest[..end]
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn has_word_then(line: &str, word: &str, next: &str) -> bool {
    let pattern = format!("{word}{next}");
    line.match_indices(&pattern)
        .any(|(at, _)| line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_'))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

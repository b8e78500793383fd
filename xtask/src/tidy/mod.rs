//! Owns the list of tidy rules and how their findings add up; each rule is a pure function over (path, text) pairs.

mod access;
mod arrows;
mod catalogues;
mod docs;
mod engine;
mod finding;
mod lexer;
mod manifest;
mod nouns;
mod purity;
mod refusals;
mod size;
mod source;
mod table;
mod templates;
mod text;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use finding::{Finding, Severity};
pub(crate) use tree::Tree;

/// One rule: reads the tree, tells what is wrong.
type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: &[Rule] = &[
    arrows::check,
    purity::check,
    access::exports,
    access::front_doors,
    access::repository_traits,
    access::mailer,
    engine::check,
    nouns::check,
    source::header,
    source::forbidden_code,
    size::check,
    text::check,
    docs::architecture_paths,
    docs::requirement_rows,
    catalogues::check,
    refusals::check,
    templates::check,
];

/// What all rules found, in the order of file and line.
pub(crate) struct Report {
    findings: Vec<Finding>,
}

/// Runs every rule.
pub(crate) fn check(tree: &Tree) -> Report {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    findings.sort_by(|a, b| (&a.file, a.line, a.rule).cmp(&(&b.file, b.line, b.rule)));
    findings.dedup();
    Report { findings }
}

impl Report {
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Warnings and hints do not break a build.
    pub(crate) fn is_clean(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    pub(crate) fn summary(&self, files: usize) -> String {
        format!(
            "tidy: {files} files, {} errors, {} warnings, {} hints",
            self.count(Severity::Error),
            self.count(Severity::Warning),
            self.count(Severity::Info)
        )
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

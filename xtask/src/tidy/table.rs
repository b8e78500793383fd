//! Owns the table of crates: which of ours each may use (L1), and which outside crates the pure ones may use (L2).

/// A crate of ours, and the crates of ours that it may depend on.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) may_use: &'static [&'static str],
}

/// The arrows of `docs/ARCHITECTURE.md`. A new row needs an ADR (L7).
pub(crate) const ROWS: &[Row] = &[
    Row { name: "domain", may_use: &[] },
    Row { name: "spc", may_use: &[] },
    Row { name: "text", may_use: &["domain", "npm"] },
    Row { name: "store", may_use: &["domain"] },
    Row { name: "render", may_use: &["domain", "spc"] },
    Row { name: "pdf", may_use: &["domain", "render", "npm"] },
    Row { name: "app", may_use: &["domain", "spc", "text", "store", "render", "pdf"] },
    Row { name: "server", may_use: &["app", "render", "domain", "npm"] },
    Row { name: "npm", may_use: &[] },
    Row { name: "testkit", may_use: &["app", "domain", "store", "render"] },
    Row { name: "xtask", may_use: &[] },
];

/// May be added to the dev-dependencies of any crate.
pub(crate) const FOR_TESTS: &str = "testkit";

/// The crates that must stay free of async, IO, clock and randomness.
pub(crate) const PURE: &[&str] = &["domain", "spc"];

/// What a pure crate may take from outside.
pub(crate) const PURE_MAY_USE: &[&str] =
    &["serde", "serde_json", "uuid", "jiff", "thiserror", "toml", "unicode-normalization", "libm"];

/// What the tests of a pure crate may take besides.
pub(crate) const PURE_TESTS_MAY_USE: &[&str] = &["proptest", "divan"];

/// The nouns that name one file or folder in every layer (L8).
pub(crate) const NOUNS: &[&str] = &[
    "report",
    "approval",
    "event",
    "emergency",
    "improvement",
    "publication",
    "duty",
    "insight",
    "network",
    "library",
    "consultation",
    "conference",
    "training",
    "facility",
    "people",
    "audit",
    "job",
];

/// The layers in which a noun is looked for.
pub(crate) const LAYERS: &[&str] = &["domain", "store", "app", "render", "server"];

pub(crate) fn row(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.name == name)
}

//! Owns L8: a noun has the same file or folder name in every layer; one that only one layer knows is a hint.

use super::table::{LAYERS, NOUNS};
use super::{Finding, Severity, Tree};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for noun in NOUNS {
        let mut homes = LAYERS.iter().filter_map(|layer| home(tree, layer, noun));
        if let (Some(only), None) = (homes.next(), homes.next()) {
            findings.push(
                Finding::error(
                    "L8",
                    only,
                    1,
                    format!("only one layer has a file named {noun}"),
                    "look whether another layer hides the same noun under another name",
                )
                .with_severity(Severity::Info),
            );
        }
    }
    findings
}

/// The first file or folder of a layer that carries the noun.
fn home<'a>(tree: &'a Tree, layer: &str, noun: &str) -> Option<&'a str> {
    let prefix = format!("crates/{layer}/");
    tree.paths().find(|path| {
        path.starts_with(&prefix) && path.rsplit('/').next().is_some_and(|name| name.split('.').next() == Some(noun))
    })
}

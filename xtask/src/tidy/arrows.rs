//! Owns L1 (who may know whom), L2 (what the pure crates may use), L7 (a new crate needs an ADR) and inherited lints.

use super::manifest::{self, Dependency, Manifest};
use super::table::{self, FOR_TESTS, PURE, PURE_MAY_USE, PURE_TESTS_MAY_USE};
use super::{Finding, Tree};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let (members, broken) = manifest::members(tree);
    let mut findings: Vec<Finding> = broken
        .into_iter()
        .map(|(path, error)| Finding::error("manifest", &path, 1, error, "write TOML that cargo can read"))
        .collect();
    let folders: Vec<&str> = members.iter().map(|m| m.folder.as_str()).collect();
    for member in &members {
        findings.extend(new_crate(tree, member));
        findings.extend(lints(member));
        for dependency in &member.dependencies {
            let ours = folders.contains(&dependency.name.as_str()) || table::row(&dependency.name).is_some();
            findings.extend(if ours { arrow(member, dependency) } else { outside(member, dependency) });
        }
    }
    findings
}

fn new_crate(tree: &Tree, member: &Manifest) -> Option<Finding> {
    let named_by_adr = || {
        let names = [format!("`{}`", member.folder), format!("crates/{}", member.folder)];
        tree.under("docs/adr/", ".md")
            .filter(|(path, _)| !path.ends_with("/README.md"))
            .any(|(_, text)| names.iter().any(|name| text.contains(name.as_str())))
    };
    (table::row(&member.folder).is_none() && !named_by_adr()).then(|| {
        Finding::error(
            "L7",
            &member.path,
            1,
            format!("the crate {} is not in the plan", member.folder),
            "write docs/adr/NNNN-title.md that names it and says why a module will not do, then add a row to xtask/src/tidy/table.rs",
        )
    })
}

fn lints(member: &Manifest) -> Option<Finding> {
    (!member.inherits_lints).then(|| {
        Finding::error(
            "lints",
            &member.path,
            1,
            format!("{} does not inherit the workspace's lints", member.folder),
            "add [lints] workspace = true",
        )
    })
}

fn arrow(member: &Manifest, dependency: &Dependency) -> Option<Finding> {
    let may_use = table::row(&member.folder).map_or(&[][..], |row| row.may_use);
    let for_tests = dependency.for_tests && dependency.name == FOR_TESTS;
    (!for_tests && !may_use.contains(&dependency.name.as_str())).then(|| {
        Finding::error(
            "L1",
            &member.path,
            dependency.line,
            format!("{} must not know {}", member.folder, dependency.name),
            "arrows go only as in docs/ARCHITECTURE.md; ask through a crate that may be used, or move the code to the layer that owns it",
        )
    })
}

fn outside(member: &Manifest, dependency: &Dependency) -> Option<Finding> {
    let name = dependency.name.as_str();
    let allowed = !PURE.contains(&member.folder.as_str())
        || PURE_MAY_USE.contains(&name)
        || (dependency.for_tests && PURE_TESTS_MAY_USE.contains(&name));
    (!allowed).then(|| {
        Finding::error(
            "L2",
            &member.path,
            dependency.line,
            format!("{} is pure and must not use {name}", member.folder),
            "do the work in app, or add the crate to PURE_MAY_USE in xtask/src/tidy/table.rs with an ADR",
        )
    })
}

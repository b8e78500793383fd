//! Owns the reading of a `Cargo.toml`: its dependencies with their lines, and whether it inherits the lints.

use super::Tree;

/// One dependency named by a manifest.
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Counted from 1; 1 when the line could not be found.
    pub(crate) line: usize,
    /// Only tests use it.
    pub(crate) for_tests: bool,
}

/// A member of the workspace.
pub(crate) struct Manifest {
    pub(crate) path: String,
    /// The folder's name, which is the crate's name in our tables.
    pub(crate) folder: String,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) inherits_lints: bool,
}

/// Every member's manifest, and the paths with the reason of those that cannot be read.
pub(crate) fn members(tree: &Tree) -> (Vec<Manifest>, Vec<(String, String)>) {
    let mut read = Vec::new();
    let mut broken = Vec::new();
    for (path, text) in tree.under("", "/Cargo.toml") {
        let Some(folder) = member_folder(path) else {
            continue;
        };
        match parse(path, folder, text) {
            Ok(manifest) => read.push(manifest),
            Err(error) => broken.push((path.to_owned(), error.to_string())),
        }
    }
    (read, broken)
}

fn member_folder(path: &str) -> Option<&str> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["crates", folder, "Cargo.toml"] | [folder @ "xtask", "Cargo.toml"] => Some(folder),
        _ => None,
    }
}

fn parse(path: &str, folder: &str, text: &str) -> Result<Manifest, toml::de::Error> {
    let table: toml::Table = text.parse()?;
    let mut dependencies = Vec::new();
    collect(&table, text, &mut dependencies);
    if let Some(targets) = table.get("target").and_then(toml::Value::as_table) {
        for target in targets.values().filter_map(toml::Value::as_table) {
            collect(target, text, &mut dependencies);
        }
    }
    let inherits_lints =
        table.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool).unwrap_or(false);
    Ok(Manifest { path: path.to_owned(), folder: folder.to_owned(), dependencies, inherits_lints })
}

fn collect(table: &toml::Table, text: &str, into: &mut Vec<Dependency>) {
    for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let Some(entries) = table.get(section).and_then(toml::Value::as_table) else {
            continue;
        };
        for (key, value) in entries {
            // `serde1 = { package = "serde" }` is serde by another name.
            let name = value.get("package").and_then(toml::Value::as_str).unwrap_or(key);
            into.push(Dependency {
                name: name.to_owned(),
                line: line_of_key(text, section, key),
                for_tests: section == "dev-dependencies",
            });
        }
    }
}

fn line_of_key(text: &str, section: &str, key: &str) -> usize {
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let header = header.trim_end_matches(']');
            inside = header.ends_with(section);
            if header.ends_with(&format!("{section}.{key}")) {
                return index + 1;
            }
        } else if inside {
            let word = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if word.trim_matches('"') == key {
                return index + 1;
            }
        }
    }
    1
}

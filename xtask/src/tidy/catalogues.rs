//! Owns the message catalogues: ja and en share one key set, the same places to fill in, and no empty text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Tree};

/// Key → text of one language file.
type Messages = BTreeMap<String, String>;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.under("crates/", ".toml") {
        let Some((twin, is_first)) = twin(path) else {
            continue;
        };
        let Some(other) = tree.text(&twin) else {
            findings.push(Finding::error(
                "messages",
                path,
                1,
                format!("{twin} is missing"),
                "every catalogue exists in ja and en",
            ));
            continue;
        };
        match (read(text), read(other)) {
            (Ok(ours), Ok(theirs)) => {
                findings.extend(empty(path, text, &ours));
                if is_first {
                    findings.extend(compare((path, text, &ours), (&twin, other, &theirs)));
                }
            }
            (Err(error), _) => {
                findings.push(Finding::error("messages", path, 1, error.to_string(), "write TOML tables of strings"));
            }
            // Told when the twin's turn comes.
            (_, Err(_)) => {}
        }
    }
    findings
}

/// `…/ja.toml` ↔ `…/en.toml`, `…/ja/x.toml` ↔ `…/en/x.toml`; true for the Japanese one.
fn twin(path: &str) -> Option<(String, bool)> {
    for (ours, theirs, is_first) in [("ja", "en", true), ("en", "ja", false)] {
        if let Some(stem) = path.strip_suffix(&format!("/{ours}.toml")) {
            return Some((format!("{stem}/{theirs}.toml"), is_first));
        }
        let folder = format!("/{ours}/");
        if path.contains(&folder) {
            return Some((path.replacen(&folder, &format!("/{theirs}/"), 1), is_first));
        }
    }
    None
}

fn read(text: &str) -> Result<Messages, toml::de::Error> {
    let table: toml::Table = text.parse()?;
    let mut messages = Messages::new();
    flatten("", &table, &mut messages);
    Ok(messages)
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut Messages) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                into.insert(key, text.clone());
            }
            other => {
                into.insert(key, other.to_string());
            }
        }
    }
}

fn empty(path: &str, text: &str, messages: &Messages) -> Vec<Finding> {
    messages
        .iter()
        .filter(|(_, message)| message.trim().is_empty())
        .map(|(key, _)| {
            Finding::error(
                "messages",
                path,
                line_of_key(text, key),
                format!("{key} is empty"),
                "write the sentence, or delete the key in both languages",
            )
        })
        .collect()
}

/// One language's file: path, text, messages.
type Side<'a> = (&'a str, &'a str, &'a Messages);

fn compare(ja: Side<'_>, en: Side<'_>) -> Vec<Finding> {
    let mut findings = missing(ja, en);
    findings.extend(missing(en, ja));
    for (key, message) in ja.2 {
        let Some(other) = en.2.get(key) else { continue };
        if places(message) != places(other) {
            findings.push(Finding::error(
                "messages",
                en.0,
                line_of_key(en.1, key),
                format!("{key} fills in other places than {}", ja.0),
                "use the same {names} in both languages",
            ));
        }
    }
    findings
}

fn missing(from: Side<'_>, to: Side<'_>) -> Vec<Finding> {
    from.2
        .keys()
        .filter(|key| !to.2.contains_key(*key))
        .map(|key| {
            Finding::error(
                "messages",
                from.0,
                line_of_key(from.1, key),
                format!("{key} is missing in {}", to.0),
                "add the key to the other language too",
            )
        })
        .collect()
}

/// The `{name}` places of a message.
fn places(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The line of the key's last part: near enough to jump to.
fn line_of_key(text: &str, key: &str) -> usize {
    let last = key.rsplit('.').next().unwrap_or(key);
    let is_it = |line: &str| {
        let name = line.split('=').next().unwrap_or_default().trim();
        let name = name.trim_matches('"');
        line.contains('=') && (name == key || name == last || name.ends_with(&format!(".{last}")))
    };
    text.lines().position(is_it).map_or(1, |index| index + 1)
}

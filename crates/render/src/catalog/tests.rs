//! Tests of the catalogues: same keys, no unknown key in use, no unused key, no broken placeholder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Text, messages, sources};
use crate::lang::Lang;

fn files(dir: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, into);
        } else if path.extension().is_some_and(|e| e == extension) {
            into.push(path);
        }
    }
}

/// Source text of templates and of every crate's Rust files that may ask for words.
fn readers() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("templates"), "html", &mut paths);
    files(&root.join("src"), "rs", &mut paths);
    for neighbour in ["../app/src", "../server/src"] {
        files(&root.join(neighbour), "rs", &mut paths);
    }
    paths
        .into_iter()
        .filter(|path| !path.ends_with("catalog/tests.rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

/// String literals that directly follow `call` in `text` (white space and `&` between are skipped).
fn arguments<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(call).filter_map(move |(at, _)| {
        let rest = text[at + call.len()..].trim_start();
        rest.strip_prefix('"')?.split('"').next()
    })
}

struct Used {
    exact: BTreeSet<String>,
    families: BTreeSet<String>,
    dynamic: Vec<String>,
}

fn used() -> Used {
    let mut used = Used { exact: BTreeSet::new(), families: BTreeSet::new(), dynamic: Vec::new() };
    for (path, text) in readers() {
        // A key in quotes anywhere is in use: it may be chosen first and asked for later.
        let literals = text.split('"').filter(|part| messages(Lang::Ja).contains_key(*part));
        used.exact.extend(literals.map(str::to_owned));
        let keys =
            [".get(", ".with("].into_iter().flat_map(|call| arguments(&text, call).filter(|key| looks_like_key(key)));
        for key in keys {
            used.exact.insert(key.to_owned());
            if !messages(Lang::Ja).contains_key(key) {
                used.dynamic.push(format!("{key} in {}", path.display()));
            }
        }
        for key in arguments(&text, ".count(").filter(|key| looks_like_key(key)) {
            used.exact.insert(format!("{key}.one"));
            used.exact.insert(format!("{key}.other"));
        }
        for family in [".choice(", ".say(", ".say_with("].into_iter().flat_map(|call| arguments(&text, call)) {
            if looks_like_key(family) || is_noun(family) {
                used.families.insert(format!("{family}."));
            }
        }
    }
    used
}

/// A key is `noun.rest`, where the noun has a catalogue.
fn looks_like_key(literal: &str) -> bool {
    literal.split_once('.').is_some_and(|(noun, _)| sources().any(|(known, _, _)| known == noun))
}

/// A whole catalogue can be a family: `refusal.<code>`.
fn is_noun(literal: &str) -> bool {
    sources().any(|(known, _, _)| known == literal)
}

fn placeholders(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn every_file_parses() {
    for (noun, lang, text) in sources() {
        let parsed = text.parse::<toml::Table>();
        assert!(parsed.is_ok(), "{}/{noun}.toml: {:?}", lang.code(), parsed.err());
    }
}

#[test]
fn every_file_is_listed() {
    for lang in Lang::ALL {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages").join(lang.code());
        let mut paths = Vec::new();
        files(&dir, "toml", &mut paths);
        for path in paths {
            let noun = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(
                sources().any(|(known, _, _)| known == noun),
                "messages/{}/{noun}.toml is not in nouns![] of catalog.rs",
                lang.code()
            );
        }
    }
}

#[test]
fn both_languages_share_keys_and_placeholders() {
    let (ja, en) = (messages(Lang::Ja), messages(Lang::En));
    let keys = |all: &std::collections::BTreeMap<String, String>| -> BTreeSet<String> { all.keys().cloned().collect() };
    let lonely: Vec<_> = keys(ja).symmetric_difference(&keys(en)).cloned().collect();
    assert!(lonely.is_empty(), "keys in one language only: {lonely:#?}");
    for (key, message) in ja {
        assert_eq!(placeholders(message), placeholders(&en[key]), "placeholders of {key}");
        assert!(!message.trim().is_empty() && !en[key].trim().is_empty(), "empty: {key}");
    }
}

#[test]
fn every_key_in_use_exists() {
    let used = used();
    assert!(used.dynamic.is_empty(), "unknown keys: {:#?}", used.dynamic);
    let known = messages(Lang::Ja);
    let counted: Vec<_> = used.exact.iter().filter(|key| !known.contains_key(*key)).collect();
    assert!(counted.is_empty(), "unknown keys: {counted:#?}");
    for family in &used.families {
        assert!(known.keys().any(|key| key.starts_with(family)), "no key begins with {family}");
    }
}

#[test]
fn every_key_is_in_use() {
    let used = used();
    let unused: Vec<_> = messages(Lang::Ja)
        .keys()
        .filter(|key| !used.exact.contains(*key))
        .filter(|key| !used.families.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "keys nobody asks for: {unused:#?}");
}

#[test]
fn fills_placeholders() {
    let t = Text::new(Lang::En);
    assert_eq!(t.with("common.level.judged", &[("code", &"3a")]), "Level 3a");
    assert_eq!(t.count("frame.inbox", 1), "1 item waiting");
    assert_eq!(t.count("frame.inbox", 0), "0 items waiting");
    assert_eq!(t.get("no.such"), "no.such");
    assert_eq!(super::fill("a {x} {", &[("y", &1)]), "a {x} {");
}

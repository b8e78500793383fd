//! Tests over the template sources: words come from the catalogues, never from the template.

use std::path::{Path, PathBuf};

fn templates(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// The template without askama's `{{ }}`, `{% %}`, `{# #}` and without tags: its own words.
fn own_words(source: &str) -> String {
    let mut text = source.to_owned();
    for (open, close) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}"), ("<!--", "-->"), ("<", ">")] {
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(open) {
            kept.push_str(before);
            kept.push('|');
            rest = after.split_once(close).map_or("", |(_, tail)| tail);
        }
        kept.push_str(rest);
        text = kept;
    }
    text
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[test]
fn templates_hold_no_prose() {
    let mut paths = Vec::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut paths);
    assert!(paths.len() > 10, "templates not found");
    for path in paths {
        let source = std::fs::read_to_string(&path).unwrap();
        assert!(!source.chars().any(is_cjk), "Japanese in {}", path.display());
        for line in own_words(&source).split(['|', '\n']) {
            let words =
                line.split_whitespace().filter(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_alphabetic())).count();
            assert!(words < 2, "prose {line:?} in {}", path.display());
        }
    }
}

#[test]
fn finds_prose() {
    assert_eq!(own_words("<p class=\"a\">Hi {{ x }}</p>"), "|Hi ||");
}

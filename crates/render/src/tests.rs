//! Tests over all templates and all samples: no prose, no inline code, ids that hold together.

use std::collections::BTreeSet;
use std::path::Path;

use crate::catalog::{Text, messages};
use crate::lang::Lang;
use crate::page::samples;

mod templates;

/// Values of an attribute in a document, in order.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let needle = format!(" {name}=\"");
    html.match_indices(&needle).filter_map(|(at, _)| html[at + needle.len()..].split('"').next()).collect()
}

fn each_sample(check: impl Fn(&str, &str)) {
    for lang in Lang::ALL {
        let all = samples(Text::new(lang));
        assert!(!all.is_empty(), "no samples");
        for sample in all {
            check(&format!("{} ({})", sample.name, lang.code()), &sample.html);
        }
    }
}

#[test]
fn samples_are_whole_documents() {
    each_sample(|name, html| {
        assert!(html.trim_end().ends_with("</html>"), "{name} is cut off");
        assert_eq!(html.matches("<h1").count(), 1, "{name} needs exactly one h1");
    });
}

#[test]
fn samples_show_no_key() {
    let keys: BTreeSet<&str> = messages(Lang::Ja).keys().map(String::as_str).collect();
    each_sample(|name, html| {
        let shown: Vec<_> = html
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
            .filter(|word| keys.contains(word))
            .collect();
        assert!(shown.is_empty(), "{name} shows keys instead of words: {shown:?}");
    });
}

#[test]
fn samples_hold_no_inline_code() {
    each_sample(|name, html| {
        for banned in [" style=\"", "<style", "javascript:", " hx-on", "hx-vals=\"js"] {
            assert!(!html.contains(banned), "{name} contains {banned}");
        }
        let inline =
            html.split("<script").skip(1).any(|script| !script.split('>').next().unwrap_or("").contains("src="));
        assert!(!inline, "{name} contains an inline script");
        let handler = html.match_indices(" on").any(|(at, _)| {
            let rest = &html[at + 3..];
            let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            !word.is_empty() && rest[word.len()..].starts_with("=\"")
        });
        assert!(!handler, "{name} contains an inline event handler");
        let outside = html.contains("href=\"http") || html.contains("src=\"http");
        assert!(!outside, "{name} leads away from the origin");
    });
}

#[test]
fn ids_are_unique_and_found() {
    each_sample(|name, html| {
        let ids = attribute(html, "id");
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        let twice: Vec<_> = set.iter().filter(|id| ids.iter().filter(|i| i == id).count() > 1).collect();
        assert!(twice.is_empty(), "{name}: ids used twice: {twice:?}");
        let wanted = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "list"];
        for id in wanted.iter().flat_map(|a| attribute(html, a)).flat_map(str::split_whitespace) {
            assert!(set.contains(id), "{name}: nothing has the id {id}");
        }
        for anchor in attribute(html, "href").into_iter().filter_map(|h| h.strip_prefix('#')) {
            assert!(anchor.is_empty() || set.contains(anchor), "{name}: no target for #{anchor}");
        }
    });
}

#[test]
fn controls_are_labelled() {
    each_sample(|name, html| {
        let labelled: BTreeSet<&str> = attribute(html, "for").into_iter().collect();
        for tag in
            html.split('<').filter(|t| t.starts_with("input") || t.starts_with("select") || t.starts_with("textarea"))
        {
            let tag = tag.split('>').next().unwrap_or("");
            if tag.contains("type=\"hidden\"") || tag.contains("aria-label") {
                continue;
            }
            let id = attribute(tag, "id").first().copied().unwrap_or("");
            assert!(labelled.contains(id), "{name}: no label for <{tag}>");
        }
    });
}

#[test]
fn templates_dir_is_where_we_look() {
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/base.html").exists());
}

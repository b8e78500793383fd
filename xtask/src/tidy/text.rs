//! Owns what no committed text may hold: paths of one machine, tabs, conflict marks, private keys.

use super::{Finding, Tree};

/// A mark that must not stand in a file, and in which files.
struct Ban {
    mark: &'static str,
    applies: fn(&str) -> bool,
    message: &'static str,
    remedy: &'static str,
}

// The marks are put together from halves, so that this file passes its own rule.
const BANS: &[Ban] = &[
    Ban {
        mark: concat!("/wo", "rk/"),
        applies: any,
        message: "a path of one machine",
        remedy: "write it from the repository's root",
    },
    Ban {
        mark: concat!("/ro", "ot/"),
        applies: is_prose,
        message: "a path of one machine",
        remedy: "write it from the repository's root or from $HOME",
    },
    Ban {
        mark: concat!("/t", "mp/"),
        applies: is_prose,
        message: "a path of one machine",
        remedy: "write it from the repository's root or from $TMPDIR",
    },
    Ban { mark: "\t", applies: has_no_tabs, message: "a tab", remedy: "use spaces; .editorconfig tells how many" },
    Ban { mark: concat!("<<<<", "<<< "), applies: any, message: "a conflict mark", remedy: "finish the merge" },
    Ban { mark: concat!(">>>>", ">>> "), applies: any, message: "a conflict mark", remedy: "finish the merge" },
    Ban {
        mark: concat!("PRIVATE", " KEY-----"),
        applies: any,
        message: "a private key",
        remedy: "make keys at run time; a key once committed is public",
    },
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        for ban in BANS.iter().filter(|ban| (ban.applies)(path)) {
            findings.extend(
                text.lines()
                    .enumerate()
                    .filter(|(_, line)| holds(line, ban.mark))
                    .map(|(index, _)| Finding::error("text", path, index + 1, ban.message, ban.remedy)),
            );
        }
    }
    findings
}

/// A path counts only where it begins: `https://example.jp/work/` is an address.
fn holds(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        !mark.starts_with('/')
            || line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"./-_}".contains(c))
    })
}

fn any(path: &str) -> bool {
    !path.ends_with(".lock") && !path.ends_with("package-lock.json")
}

fn is_prose(path: &str) -> bool {
    path.ends_with(".md")
}

fn has_no_tabs(path: &str) -> bool {
    [".rs", ".toml", ".md", ".html", ".css", ".ts", ".mjs", ".sql"].iter().any(|end| path.ends_with(end))
}

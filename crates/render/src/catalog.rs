//! catalog: the message catalogues (ja, en) and the handle that looks words up.
//!
//! One file per noun and language: `messages/{ja,en}/<noun>.toml`. A key `empty.title` in
//! `report.toml` is asked for as `report.empty.title`. To add a noun, add it to [`nouns!`].

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::sync::LazyLock;

use crate::lang::Lang;

/// The nouns that have a catalogue. Each names one file in `messages/ja` and one in `messages/en`.
macro_rules! nouns {
    ($($noun:literal),* $(,)?) => {
        const SOURCES: &[Source] = &[$(Source {
            noun: $noun,
            ja: include_str!(concat!("../messages/ja/", $noun, ".toml")),
            en: include_str!(concat!("../messages/en/", $noun, ".toml")),
        }),*];
    };
}

nouns![
    "admin",
    "approval",
    "attachment",
    "chart",
    "common",
    "corrective_action",
    "drawing",
    "error",
    "error_page",
    "exposure",
    "field",
    "flash",
    "frame",
    "help",
    "home",
    "individual",
    "insight",
    "level",
    "matter_refusal",
    "month_refusal",
    "nav",
    "paper",
    "period",
    "public",
    "publication",
    "record",
    "refusal",
    "report",
    "search",
    "session",
    "suggest",
    "themes",
    "site",
    "timeline",
    "track",
];

struct Source {
    noun: &'static str,
    ja: &'static str,
    en: &'static str,
}

type Catalogue = BTreeMap<String, String>;

static JA: LazyLock<Catalogue> = LazyLock::new(|| load(Lang::Ja));
static EN: LazyLock<Catalogue> = LazyLock::new(|| load(Lang::En));

fn load(lang: Lang) -> Catalogue {
    let mut all = Catalogue::new();
    for source in SOURCES {
        let file = match lang {
            Lang::Ja => source.ja,
            Lang::En => source.en,
        };
        // A file that does not parse yields no keys; the tests name it and its line.
        if let Ok(table) = file.parse::<toml::Table>() {
            flatten(source.noun, &table, &mut all);
        }
    }
    all
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut Catalogue) {
    for (key, value) in table {
        let path = format!("{prefix}.{key}");
        match value {
            toml::Value::Table(inner) => flatten(&path, inner, into),
            toml::Value::String(text) => drop(into.insert(path, text.clone())),
            // Anything but text is a mistake that the catalogue tests report as a missing key.
            _ => {}
        }
    }
}

/// All messages of a language, by full key.
#[must_use]
pub fn messages(lang: Lang) -> &'static BTreeMap<String, String> {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

/// The words of one language: a copyable handle that every page and component carries as `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    lang: Lang,
}

impl Text {
    /// The words of `lang`.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language of this handle.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// The message of `key`; the key itself when there is none (tests catch that).
    #[must_use]
    pub fn get(self, key: &str) -> &str {
        messages(self.lang).get(key).map_or(key, String::as_str)
    }

    /// The message of `key` with `{name}` placeholders filled in.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill(self.get(key), values)
    }

    /// The message `key.one` or `key.other`, chosen by `n`, with `{n}` filled in.
    #[must_use]
    pub fn count(self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.with(&format!("{key}.{form}"), &[("n", &n)])
    }

    /// The message `family.code` for a code known only at run time (a state, a role).
    #[must_use]
    pub fn choice(self, family: &str, code: &str) -> String {
        let key = format!("{family}.{code}");
        self.get(&key).to_owned()
    }

    /// Picks one of two texts that come bilingual from data (profiles, code sets).
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// The text of a bilingual label of a profile in this language.
    #[must_use]
    pub fn label(self, label: &domain::profile::Label) -> &str {
        self.pick(&label.ja, &label.en)
    }
}

fn fill(message: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(key, _)| *key == name) {
            // Writing to a String cannot fail; an ill-behaved Display leaves a gap, not a panic.
            Some((_, value)) => drop(write!(out, "{value}")),
            None => drop(write!(out, "{{{name}}}")),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
pub(crate) fn sources() -> impl Iterator<Item = (&'static str, Lang, &'static str)> {
    SOURCES.iter().flat_map(|s| [(s.noun, Lang::Ja, s.ja), (s.noun, Lang::En, s.en)])
}

#[cfg(test)]
mod tests;

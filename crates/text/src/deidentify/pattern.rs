//! Owns the walk over matches of a pattern in character positions.

use regex::{Captures, Regex};

use super::plain::Plain;

/// Compiles a pattern of ours.
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of our own that the tests compile")
}

/// Patterns by name, compiled when they are first used.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $source:expr;)+) => {
        $($(#[$doc])* static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::deidentify::pattern::pattern($source));)+
    };
}
pub(crate) use patterns;

/// One match: its range and its groups.
pub(crate) struct Match<'p> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    plain: &'p Plain,
    groups: Captures<'p>,
}

impl Match<'_> {
    /// The text of a group; empty when it did not take part.
    pub(crate) fn group(&self, index: usize) -> &str {
        self.groups.get(index).map_or("", |group| group.as_str())
    }

    /// The range of a group.
    pub(crate) fn range(&self, index: usize) -> Option<(usize, usize)> {
        let group = self.groups.get(index)?;
        Some((self.plain.char_at(group.start()), self.plain.char_at(group.end())))
    }
}

/// All matches, in order.
pub(crate) fn matches<'p>(regex: &'p Regex, plain: &'p Plain) -> impl Iterator<Item = Match<'p>> {
    regex.captures_iter(&plain.text).filter_map(move |groups| {
        let whole = groups.get(0)?;
        let (start, end) = (plain.char_at(whole.start()), plain.char_at(whole.end()));
        (start < end).then_some(Match { start, end, plain, groups })
    })
}

//! Owns how houses and places of the facility's own lists are called in a text, and whether such a name stands there as a word.

use super::facility::KIND;
use super::words::{GENERAL_PLACES, GENERIC, STRONG, WEAK};
use crate::deidentify::class::Class;
use crate::deidentify::person::Reading;
use crate::deidentify::plain::{is_hiragana, is_katakana};

/// The ways a facility or a place is called: whole, without the legal form and the kind, without a trailing kind.
pub(crate) fn short_names(entry: &str, class: Class) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: &str| {
        let name = name.trim().trim_matches(['「', '」', '『', '』', '(', ')', '・', ' ']);
        let count = name.chars().count();
        let is_general =
            GENERAL_PLACES.contains(&name) || GENERIC.contains(&name) || STRONG.contains(&name) || WEAK.contains(&name);
        if count >= 2 && !is_general && !names.iter().any(|known: &String| known == name) {
            names.push(name.to_owned());
        }
    };
    add(entry);
    for part in entry.split([' ', '(', ')', '「', '」', '『', '』', '・']) {
        add(part);
    }
    if class == Class::Place {
        // 立川市 is called 立川, too.
        let stem = entry.strip_suffix(['市', '町', '村', '県', '駅']).filter(|stem| !stem.ends_with('日'));
        stem.into_iter().for_each(&mut add);
    }
    if class == Class::Facility {
        for part in entry.split([' ', '(', ')', '「', '」', '『', '』']) {
            if let Some(kind) = KIND.find(part).filter(|kind| kind.start() == 0) {
                let rest = &part[kind.end()..];
                add(rest);
                add(without_kind(rest));
                if let Some(again) = KIND.find(rest).filter(|again| again.start() > 0) {
                    add(&rest[..again.start()]);
                    add(&rest[again.end()..]);
                    add(without_kind(&rest[..again.start()]));
                }
            } else {
                add(without_kind(part));
            }
        }
    }
    names
}

/// けやき苑 → けやき, 南山病院 → 南山; names that would be one character stay whole.
fn without_kind(name: &str) -> &str {
    let stem = STRONG
        .iter()
        .chain(WEAK.iter())
        .filter_map(|kind| name.strip_suffix(kind))
        .min_by_key(|stem| stem.len())
        .unwrap_or(name);
    if stem.chars().count() >= 2 { stem } else { name }
}

/// Whether a name of the lists is a word here and not a piece of a longer one.
pub(crate) fn stands(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    let first = plain.get(start).unwrap_or(' ');
    let last = plain.previous(end).unwrap_or(' ');
    let joins = |inner: char, outer: Option<char>| {
        outer.is_some_and(|outer| {
            (is_katakana(inner) && is_katakana(outer) && outer != 'ー')
                || (inner.is_ascii_alphanumeric() && outer.is_ascii_alphanumeric())
        })
    };
    let is_split = is_hiragana(first) && end - start <= 2 && !(reading.is_edge(start) && reading.is_edge(end));
    !joins(first, plain.previous(start)) && !joins(last, plain.get(end)) && !is_split
}

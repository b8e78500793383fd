//! Owns de-identification (匿名化): what in a text identifies somebody, and a proposed wording for it. A person decides.
//!
//! Rules, the dictionary's names and places, and the facility's own lists; their union is the answer. A total function:
//! any text is read, nothing panics.

mod class;
mod dates;
mod keep;
mod near;
mod numbers;
mod pattern;
mod person;
mod plain;
mod proposal;
mod rooms;
mod site;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::dictionary::tokenize;
pub use class::Class;
use class::{Find, join};
use person::Reading;
use person::listed::Listed;
use plain::Plain;

/// What the facility knows: its own lists. An entry is a name as people write it, with a space between surname and given
/// name or not, a reading in brackets or not: `佐藤 花子(さとう はなこ)`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Known {
    /// Users, and anybody whose part is not known.
    pub people: Vec<String>,
    /// Members of staff.
    pub staff: Vec<String>,
    /// Names of places and wards. General words (食堂, 居室) are left alone.
    pub places: Vec<String>,
    /// The names of the facility: of the house, the corporation, the short name.
    pub facility: Vec<String>,
}

/// A piece of the text that identifies somebody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Span {
    /// Position of its first character in the text, in characters.
    pub start: usize,
    /// Position after its last character, in characters.
    pub end: usize,
    /// What it says about somebody.
    pub class: Class,
    /// The piece as written.
    pub text: String,
    /// Between 0 and 1; an order for the reader, not a measured probability.
    pub confidence: f64,
    /// What could stand instead: 利用者A, ○月中旬, 居室.
    pub proposal: String,
}

/// Finds what identifies somebody. Spans are in order and do not overlap.
#[must_use]
pub fn deidentify(text: &str, known: &Known) -> Vec<Span> {
    let plain = Plain::new(text);
    let tokens = tokenize(&plain.text);
    let reading = Reading::new(&plain, &tokens);
    let people = listed(known);
    let mut finds = Vec::new();
    numbers::find(&plain, &mut finds);
    dates::find(&plain, &mut finds);
    person::listed::find(&reading, &people, &mut finds);
    houses(&reading, known, &mut finds);
    person::find(&reading, &mut finds);
    ages_behind_names(&plain, &mut finds);
    site::facility::find(&reading, &mut finds);
    site::place::find(&reading, &mut finds);
    site::spot::find(&reading, &mut finds);
    keep::drop_kept(&plain, &mut finds);
    near::find(&reading, &mut finds);
    trim(&plain, &mut finds);
    let finds = join(finds, &plain);
    let entries = entries(&people);
    let proposals = proposal::propose(&plain, &finds, |name| entries.get(name).copied());
    let source: Vec<char> = text.chars().collect();
    let span = |(find, proposal): (&Find, String)| {
        let (start, end) = plain.source(find.start, find.end);
        let text = source[start..end].iter().collect();
        let confidence = (f64::from(find.confidence) * 100.0).round() / 100.0;
        Span { start, end, class: find.class, text, confidence, proposal }
    };
    let mut spans: Vec<Span> = finds.iter().zip(proposals).map(span).collect();
    apart(&mut spans, &source);
    spans
}

/// Puts the proposals in place of the spans. Spans that do not fit the text or overlap an earlier one are left out.
#[must_use]
pub fn redact(text: &str, spans: &[Span]) -> String {
    let source: Vec<char> = text.chars().collect();
    let mut order: Vec<&Span> = spans.iter().collect();
    order.sort_by_key(|span| (span.start, span.end));
    let mut redacted = String::with_capacity(text.len());
    let mut at = 0;
    for span in order {
        if span.start < at || span.end < span.start || span.end > source.len() {
            continue;
        }
        redacted.extend(&source[at..span.start]);
        redacted.push_str(&span.proposal);
        at = span.end;
    }
    redacted.extend(&source[at..]);
    redacted
}

fn listed(known: &Known) -> Vec<Listed> {
    let people = known.people.iter().map(|entry| Listed::read(entry, Class::Person));
    people.chain(known.staff.iter().map(|entry| Listed::read(entry, Class::Staff))).collect()
}

/// Which entry of the lists a bare name belongs to; a name that two entries share belongs to none.
fn entries(people: &[Listed]) -> HashMap<String, usize> {
    let mut entries: HashMap<String, Option<usize>> = HashMap::new();
    for (index, person) in people.iter().enumerate() {
        for name in person.names() {
            let slot = entries.entry(proposal::bare(name)).or_insert(Some(index));
            if *slot != Some(index) {
                *slot = None;
            }
        }
    }
    entries.into_iter().filter_map(|(name, index)| Some((name, index?))).collect()
}

/// Names of the facility and of its places, from its lists.
fn houses(reading: &Reading<'_>, known: &Known, finds: &mut Vec<Find>) {
    for (list, class) in [(&known.facility, Class::Facility), (&known.places, Class::Place)] {
        for entry in list {
            let entry = Plain::new(entry);
            for name in site::called::short_names(entry.text.trim(), class) {
                for (at, found) in reading.plain.text.match_indices(&name) {
                    let (start, end) = (reading.plain.char_at(at), reading.plain.char_at(at + found.len()));
                    if site::called::stands(reading, start, end) {
                        finds.push(Find::new(start, end, class, 0.97).named(start, end).listed());
                    }
                }
            }
        }
    }
}

/// 佐藤花子(82): a bare number in brackets behind a name.
fn ages_behind_names(plain: &Plain, finds: &mut Vec<Find>) {
    let mut ages = Vec::new();
    for find in finds.iter().filter(|find| matches!(find.class, Class::Person | Class::Staff)) {
        let rest = plain.after(find.end, 6).trim_start_matches(' ');
        let Some(inner) = rest.strip_prefix('(') else { continue };
        let count = inner.chars().take_while(char::is_ascii_digit).count();
        let is_age = (1..=3).contains(&count)
            && inner.chars().nth(count).is_some_and(|letter| matches!(letter, ')' | '・' | ',' | '、'));
        if is_age && let Some(open) = (find.end..find.end + 3).find(|at| plain.get(*at) == Some('(')) {
            ages.push(Find::new(open + 1, open + 1 + count, Class::Age, 0.9));
        }
    }
    finds.append(&mut ages);
}

/// Spaces at the edges belong to nobody.
fn trim(plain: &Plain, finds: &mut [Find]) {
    let is_space = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
    for find in finds {
        while find.start < find.end && is_space(plain.get(find.start)) {
            find.start += 1;
        }
        while find.end > find.start && is_space(plain.get(find.end - 1)) {
            find.end -= 1;
        }
    }
}

/// One character of the source may have given several of the plain form (㍻): spans that share it are told apart.
fn apart(spans: &mut Vec<Span>, source: &[char]) {
    let mut last = 0;
    for span in spans.iter_mut() {
        if span.start < last {
            span.start = last.min(span.end);
            span.text = source[span.start..span.end].iter().collect();
        }
        last = span.end;
    }
    spans.retain(|span| span.start < span.end);
}

//! Owns relations (続柄): they say who a person is to the user, so that they are made coarser.

use std::sync::LazyLock;

use regex::Regex;

use super::Reading;
use super::words::RELATIONS;
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::plain::is_kanji;

static RELATION: LazyLock<Regex> = LazyLock::new(|| {
    let mut words = RELATIONS.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let one = format!("(?:ご|お)?(?:{})(?:さん|さま|様|ちゃん|くん|君)?", words.join("|"));
    // 次男の妻: one person, told by two relations.
    pattern(&format!("{one}(?:の{one})?"))
});

pub(super) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for found in matches(&RELATION, plain) {
        let text = plain.slice(found.start, found.end);
        let count = found.end - found.start;
        let touches = |letter: Option<char>| letter.is_some_and(is_kanji);
        // A single kanji is a relation only as a word of its own (母 but not 母屋).
        let is_word = reading.is_edge(found.start) && reading.is_edge(found.end);
        // 兄宅, 姉夫婦
        let goes_on = ["宅", "家", "夫婦", "家族"].iter().any(|word| plain.from(found.end).starts_with(word));
        let is_alone = !touches(plain.previous(found.start)) && (goes_on || !touches(plain.get(found.end)));
        let is_inner =
            count == 1 && (!is_alone || !is_word) || count > 1 && touches(plain.previous(found.start)) && !is_word;
        let is_word_of_its_own = !(text == "孫" && plain.from(found.end).starts_with(['請', 'の', '正']));
        if !is_inner && is_word_of_its_own {
            finds.push(Find::new(found.start, found.end, Class::Relative, 0.8));
        }
    }
}

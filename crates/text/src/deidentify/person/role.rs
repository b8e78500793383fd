//! Owns names that stand behind a role or a relation: 息子の太郎, 担当は西, 氏名:佐藤花子, 報告者 田中.

use std::sync::LazyLock;

use regex::Regex;

use super::shape::{LONGEST, divide, is_common_word, is_given, is_surname};
use super::words::{LABEL_ONLY, NOBODY, RELATIONS, RELATIVE, STAFF_ROLES, USER_ROLES};
use super::{Reading, person};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::plain::{is_hiragana, is_kanji, is_katakana, to_katakana};
use crate::dictionary::{Pos, names};

/// A role, then の, は, a colon, a bracket, a space or nothing.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    let lists = [&STAFF_ROLES, &USER_ROLES, &RELATIONS];
    let mut words: Vec<&str> = lists.into_iter().flat_map(|list| list.iter().copied()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
    pattern(&format!(r"({})(の|は|:|\s?[(「『・]|\s|=|が|、)?\s?", words.join("|")))
});

/// 柏(生活支援員), 朝倉(17): what somebody is, in brackets behind the name.
static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    let roles: Vec<String> =
        STAFF_ROLES.iter().filter(|role| role.chars().count() >= 2).map(|role| regex::escape(role)).collect();
    pattern(&format!(r"([一-龠々]{{1,4}})\s?[(](?:({})|[0-9]{{1,3}}(?:歳|[)]|・))", roles.join("|")))
});

/// 夜勤は相馬1名
static COUNTED: LazyLock<Regex> = LazyLock::new(|| pattern("^[0-9一二三四]名"));

/// Names whose role or age stands in brackets behind them.
fn bracketed(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    for found in matches(&BRACKET, reading.plain) {
        let Some((start, end)) = found.range(1) else { continue };
        let class = if found.group(2).is_empty() { Class::Person } else { Class::Staff };
        let name = (start..end).find(|from| {
            let text = reading.plain.slice(*from, end);
            let begins = reading.is_edge(*from) || *from == start;
            begins
                && is_surname(text)
                && !NOBODY.contains(&text)
                && (text.chars().count() >= 2 || *from == start)
                && !is_common_noun_here(reading, *from, end)
        });
        if let Some(from) = name {
            finds.push(person(reading.plain, from, end, class, 0.75));
        }
    }
}

pub(super) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    bracketed(reading, finds);
    for found in matches(&LEAD, reading.plain) {
        let class = if STAFF_ROLES.contains(&found.group(1)) { Class::Staff } else { Class::Person };
        let glue = found.group(2).trim();
        let is_spaced = found.group(2).ends_with(' ') || found.group(2) == " ";
        let is_label = matches!(glue, ":" | "=" | "(" | "「" | "『") || is_spaced;
        let is_relation = RELATIONS.contains(&found.group(1));
        if matches!(glue, "が" | "、") || (LABEL_ONLY.contains(&found.group(1)) && glue != ":") {
            continue;
        }
        // 夜勤|務: a role ends where a word ends.
        if found.group(2).is_empty() && !reading.is_edge(found.end) {
            continue;
        }
        let Some((end, confidence)) = name_after(reading, found.end, is_label, if is_relation { "続柄" } else { glue })
        else {
            continue;
        };
        // 本日のデイ: what the day has, not whom.
        if glue == "の" && matches!(found.group(1), "本日" | "当日") {
            continue;
        }
        if found.group(2) == "の" && is_relative(reading, found.end, end) {
            continue;
        }
        finds.push(person(reading.plain, found.end, end, class, confidence));
    }
}

/// 職員のあいだで, 利用者の方へ: what stands behind の is a place or a part, though a surname is written so. In kanji it is the name again
/// where it is the subject: 職員の間が発見した.
fn is_relative(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    let text = plain.slice(start, end);
    RELATIVE.contains(&text)
        && super::tail(plain, end).is_none()
        && !(text != "方" && plain.get(start).is_some_and(is_kanji) && plain.get(end) == Some('が'))
}

/// The end of the name that begins here.
fn name_after(reading: &Reading<'_>, start: usize, is_label: bool, glue: &str) -> Option<(usize, f32)> {
    let first = reading.plain.get(start)?;
    if is_kanji(first) {
        kanji(reading, start, is_label, glue)
    } else if is_katakana(first) || is_hiragana(first) {
        kana(reading, start, is_label)
    } else {
        None
    }
}

fn kanji(reading: &Reading<'_>, start: usize, is_label: bool, glue: &str) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let mut end = start;
    while end < start + 8 && plain.get(end).is_some_and(is_kanji) {
        end += 1;
    }
    if let Some(full) = full_name(reading, start, end, is_label) {
        return Some(full);
    }
    let whole = plain.slice(start, end);
    let is_final = plain.get(end).is_none_or(|next| matches!(next, '、' | '。' | '\n' | ')' | ' ' | ',' | '」' | '/'))
        || COUNTED.is_match(plain.after(end, 4))
        || super::tail(plain, end).is_some();
    if (is_label || glue == "は") && is_final && is_surname(whole) && !NOBODY.contains(&whole) {
        return Some((end, 0.85));
    }
    // 介助者東。: behind a role with nothing between, a single kanji at the end is a name.
    let is_last = glue.is_empty() && is_final && end - start == 1 && !"中内外上下前後左右".contains(whole);
    if is_last && is_surname(whole) && !NOBODY.contains(&whole) {
        return Some((end, 0.8));
    }
    if matches!(glue, "の" | "")
        && let Some(to) = before_deed(reading, start, end)
    {
        return Some((to, 0.75));
    }
    let is_deed = matches!(glue, "の" | "は" | "") && is_surname(whole) && super::tagged::is_subject(reading, end);
    if is_deed && !NOBODY.contains(&whole) && !is_common_noun_here(reading, start, end) {
        return Some((end, 0.75));
    }
    if glue == "続柄" && closes(reading, end) && is_given(whole) && !NOBODY.contains(&whole) {
        return Some((end, 0.85));
    }
    if NOBODY.contains(&whole) || end - start > LONGEST + 2 {
        return None;
    }
    let is_name = |text: &str| is_surname(text) || names().given(text).is_some();
    let is_nominal = (start..end).all(|at| {
        reading.token_at(at).is_some_and(|token| token.pos.is_common_noun() || !token.pos.is_proper() && token.is_known)
    });
    if is_name(whole)
        && closes(reading, end)
        && (is_label
            || !is_common_word(whole)
            || (matches!(glue, "の" | "続柄") && whole.chars().count() >= 2 && names().given(whole).is_some()))
    {
        return Some((end, 0.9));
    }
    // Nobody's dictionary: a label or a word that is no noun of the language.
    let is_unknown = end - start >= 2 && !is_common_word(whole) && !is_nominal
        || end - start >= 2 && super::is_odd(reading, start, end);
    (closes(reading, end) && is_label && is_unknown).then_some((end, 0.7))
}

/// 三上回診時, 松岡受け: where a surname ends that what the person does is written onto.
fn before_deed(reading: &Reading<'_>, start: usize, end: usize) -> Option<usize> {
    let plain = reading.plain;
    (start + 1..=end).rev().find(|to| {
        let text = plain.slice(start, *to);
        let does = reading.token_at(*to).is_some_and(|token| {
            token.start == *to
                && (matches!(token.pos, Pos::VerbalNoun | Pos::Verb)
                    || ["不在", "立会", "立会い", "同席", "休み"].iter().any(|word| plain.from(*to).starts_with(word)))
        });
        does && is_surname(text) && !is_common_word(text) && !NOBODY.contains(&text)
    })
}

/// 佐藤花子, 佐藤 花子, 東みどり: a surname with a given name behind it.
fn full_name(reading: &Reading<'_>, start: usize, end: usize, is_label: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let piece = |to: usize| plain.slice(start, to);
    // A full name, also with a space.
    if plain.get(end) == Some(' ') && is_surname(piece(end)) {
        let given_end = (end + 1..(end + 5).min(plain.chars.len()))
            .take_while(|at| plain.get(*at).is_some_and(|letter| is_kanji(letter) || is_hiragana(letter) && is_label))
            .last()
            .map_or(end, |at| at + 1);
        if given_end > end + 1 && is_given(plain.slice(end + 1, given_end)) {
            return Some((given_end, 0.95));
        }
    }
    let longest = (start + 2..=end).rev().find(|to| {
        let text = piece(*to);
        closes(reading, *to)
            && !is_common_word(text)
            && divide(text).is_some_and(|at| {
                is_surname(&text.chars().take(at).collect::<String>())
                    && is_given(&text.chars().skip(at).collect::<String>())
            })
    });
    if let Some(to) = longest {
        return Some((to, 0.95));
    }
    // 氏名:東みどり
    let kana_end = (end..(end + 6).min(plain.chars.len()))
        .take_while(|at| plain.get(*at).is_some_and(|letter| is_hiragana(letter) || is_katakana(letter)))
        .last()
        .map_or(end, |at| at + 1);
    let with_kana = (end + 2..=kana_end)
        .rev()
        .find(|to| closes(reading, *to) && names().is_given_reading(&to_katakana(plain.slice(end, *to))));
    with_kana.filter(|_| is_surname(piece(end)) || is_label).map(|to| (to, 0.85))
}

/// What follows a name: a particle, a mark, a tail, the end.
fn closes(reading: &Reading<'_>, at: usize) -> bool {
    let plain = reading.plain;
    let Some(next) = plain.get(at) else { return true };
    super::tail(plain, at).is_some()
        || matches!(next, 'が' | 'は' | 'を' | 'に' | 'と' | 'の' | 'も' | 'へ' | 'よ' | 'か' | 'で' | 'だ' | 'や')
        || !(is_kanji(next) || is_hiragana(next) || is_katakana(next) || next.is_alphanumeric())
}

/// Words in katakana behind a role that are heard like a name.
const SERVICES: [&str; 6] = ["コール", "デイ", "ショート", "カンファ", "ラウンド", "ステーション"];

fn kana(reading: &Reading<'_>, start: usize, is_label: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let is_kata = plain.get(start).is_some_and(is_katakana);
    let is_member = |letter: char| if is_kata { is_katakana(letter) } else { is_hiragana(letter) };
    let mut end = start;
    while end < start + 12 && plain.get(end).is_some_and(is_member) {
        end += 1;
    }
    let is_reading = |to: usize| {
        let katakana = to_katakana(plain.slice(start, to));
        names().is_given_reading(&katakana) || names().is_surname_reading(&katakana)
    };
    // さとう はなこ
    if plain.get(end) == Some(' ') && is_reading(end) {
        let mut given = end + 1;
        while given < end + 8 && plain.get(given).is_some_and(is_member) {
            given += 1;
        }
        let second =
            (end + 3..=given).rev().find(|to| names().is_given_reading(&to_katakana(plain.slice(end + 1, *to))));
        if let Some(to) = second {
            return Some((to, 0.93));
        }
    }
    if is_kata {
        return (end - start >= 2
            && is_reading(end)
            && !SERVICES.contains(&plain.slice(start, end))
            && (is_label || is_unusual(reading, start)))
        .then_some((end, 0.85));
    }
    (start + 2..=end)
        .rev()
        .find(|to| {
            (*to - start >= 3 || is_label) && is_reading(*to) && closes(reading, *to) && is_unusual(reading, start)
        })
        .map(|to| (to, 0.8))
}

/// Whether the word here could be a name: unknown, a name, or a noun; not a particle or verb.
fn is_unusual(reading: &Reading<'_>, start: usize) -> bool {
    reading.token_at(start).is_some_and(|token| {
        !token.is_known
            || token.pos.is_proper()
            || matches!(token.pos, Pos::Noun | Pos::Interjection | Pos::Other)
                && !NOBODY.contains(&token.surface)
                && token.surface.chars().count() <= 2
    })
}

/// Whether two or more kanji are one common word here; a single kanji behind a role is a name.
fn is_common_noun_here(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    end - start >= 2
        && reading.token_at(start).is_some_and(|token| {
            token.start == start && token.end == end && token.pos.is_common_noun() && !is_surname(token.surface)
        })
}

//! Owns names that the dictionary recognises in the sentence, without list, honorific or role.

use super::shape::{divide, is_common_word, is_given, is_surname};
use super::words::{COMMON_WORDS, DEEDS, DIRECTIONS, NOBODY};
use super::{Reading, person};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::plain::{is_hiragana, is_kanji, is_katakana, to_katakana};
use crate::dictionary::{Pos, Token, names};

pub(super) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    for (index, token) in reading.tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| reading.tokens.get(at));
        if let Some((start, end, confidence)) = full(reading, token, before) {
            finds.push(person(reading.plain, start, end, Class::Person, confidence));
        } else if token.pos.is_person() && token.is_known && stands_alone(reading, token, before) {
            finds.push(person(reading.plain, token.start, token.end, Class::Person, 0.65));
        } else if is_katakana_name(reading, token) {
            finds.push(person(reading.plain, token.start, token.end, Class::Person, 0.6));
        } else if let Some(start) = unknown_surname(reading, token) {
            finds.push(person(reading.plain, start, token.end, Class::Person, 0.7));
        } else if is_doer(reading, token, before) {
            finds.push(person(reading.plain, token.start, token.end, Class::Person, 0.5));
        }
    }
    runs(reading, finds);
}

/// A surname with a given name behind it: 吉村春花, 佐藤 はなこ.
fn full(reading: &Reading<'_>, token: &Token<'_>, before: Option<&Token<'_>>) -> Option<(usize, usize, f32)> {
    let plain = reading.plain;
    if !is_surname(token.surface)
        || (!matches!(
            token.pos,
            Pos::Surname | Pos::Place | Pos::Person | Pos::Organisation | Pos::Given | Pos::Proper
        ))
    {
        return None;
    }
    if before.is_some_and(|word| {
        word.end == token.start && plain.previous(token.start).is_some_and(is_kanji) && !is_lead(word)
    }) {
        return None;
    }
    let gap = usize::from(plain.get(token.end) == Some(' '));
    let start = token.end + gap;
    let first = plain.get(start)?;
    if is_kanji(first) {
        let end = run_end(reading, start, is_kanji, 4);
        let fits = |to: &usize| {
            let given = plain.slice(start, *to);
            is_given(given)
                && closes(reading, *to)
                && (token.pos == Pos::Surname || names().given(given).is_some())
                && !is_common_word(given)
                || names().given(given).is_some()
                    && closes(reading, *to)
                    && (token.pos == Pos::Surname || gap == 0 && *to == end)
        };
        return (start + 1..=end).rev().find(fits).map(|to| (token.start, to, 0.92));
    }
    if super::tail(plain, token.end).is_some() {
        return None;
    }
    let is_member: fn(char) -> bool = if is_katakana(first) { is_katakana } else { is_hiragana };
    let end = run_end(reading, start, is_member, 7);
    let shortest = if is_katakana(first) || gap == 1 { 2 } else { 3 };
    let fits = |to: &usize| names().is_given_reading(&to_katakana(plain.slice(start, *to))) && closes(reading, *to);
    (token.pos == Pos::Surname || gap == 1)
        .then(|| (start + shortest..=end).rev().find(fits))?
        .map(|to| (token.start, to, 0.85))
}

/// ハナコは笑った: a given name in katakana that is no other word, before a particle.
fn is_katakana_name(reading: &Reading<'_>, token: &Token<'_>) -> bool {
    let plain = reading.plain;
    let count = token.end - token.start;
    let touches = |letter: Option<char>| letter.is_some_and(|letter| is_katakana(letter) || letter == '・');
    count >= 3
        && token.surface.chars().all(is_katakana)
        && (!token.is_known || token.pos.is_person())
        && names().is_given_reading(token.surface)
        && !touches(plain.previous(token.start))
        && !touches(plain.get(token.end))
        && plain.get(token.end).is_some_and(|next| "がはをにともへの、".contains(next))
}

/// 五百旗頭花子, 月見里キヨ: a given name behind kanji that are no words of the language. Where the surname begins.
fn unknown_surname(reading: &Reading<'_>, token: &Token<'_>) -> Option<usize> {
    let plain = reading.plain;
    let is_kata = token.surface.chars().all(is_katakana);
    let is_given = if is_kata {
        (2..=4).contains(&(token.end - token.start)) && names().is_given_reading(token.surface)
    } else {
        token.pos == Pos::Given && names().given(token.surface).is_some()
    };
    if !is_given || !closes(reading, token.end) || !plain.previous(token.start).is_some_and(is_kanji) {
        return None;
    }
    let mut start = token.start;
    while start > 0 && token.start - start < 5 && plain.previous(start).is_some_and(is_kanji) {
        start -= 1;
    }
    let first = (start..token.start).find(|at| {
        reading.is_edge(*at) && is_surname(plain.slice(*at, token.start)) && (!is_kata || token.start - *at >= 2)
    });
    if first.is_some() {
        return first;
    }
    let start = super::skip_leads(reading, start, token.start);
    (token.start - start >= 2
        && super::is_odd(reading, start, token.start)
        && (!is_kata || token.end - token.start <= 3))
        .then_some(start)
}

fn run_end(reading: &Reading<'_>, start: usize, is_member: fn(char) -> bool, longest: usize) -> usize {
    let mut end = start;
    while end < start + longest && reading.plain.get(end).is_some_and(is_member) {
        end += 1;
    }
    end
}

fn is_lead(word: &Token<'_>) -> bool {
    super::words::LEADS.contains(&word.surface)
        || super::words::STAFF_ROLES.contains(&word.surface)
        || super::words::USER_ROLES.contains(&word.surface)
        || matches!(word.pos, Pos::AdverbialNoun | Pos::Suffix | Pos::Counter)
}

/// A name ends before a particle, a mark, a tail or the end.
fn closes(reading: &Reading<'_>, at: usize) -> bool {
    let plain = reading.plain;
    let Some(next) = plain.get(at) else { return true };
    super::tail(plain, at).is_some()
        || "がはをにとのもへやだ".contains(next)
        || [
            "から", "より", "で", "か、", "及び", "です", "両名", "ら", "たち", "達", "宅", "家族", "夫婦", "親子",
            "兄弟", "姉妹", "退", "入", "対応", "担当", "運転", "介助", "巡視",
        ]
        .iter()
        .any(|word| plain.from(at).starts_with(word))
        || !next.is_alphanumeric()
}

fn stands_alone(reading: &Reading<'_>, token: &Token<'_>, before: Option<&Token<'_>>) -> bool {
    let plain = reading.plain;
    let text = token.surface;
    let count = token.end - token.start;
    let touches_kanji = plain.previous(token.start).is_some_and(is_kanji) && !before.is_some_and(is_lead);
    let is_foreign = count >= 3 && text.chars().all(is_katakana) && token.pos == Pos::Surname;
    let is_bare = text.chars().all(is_kanji);
    if !(is_bare || is_foreign) || touches_kanji || NOBODY.contains(&text) {
        return false;
    }
    if is_foreign && plain.previous(token.start).is_some_and(|letter| is_katakana(letter) || letter == '・') {
        return false;
    }
    if count == 1 || is_foreign || COMMON_WORDS.contains(&text) {
        return !DIRECTIONS.contains(text) && is_subject(reading, token.end);
    }
    // A surname that is a word of the language counts only where it acts; a proper one counts wherever a name may end.
    closes(reading, token.end)
}

/// Followed by a particle of a doer, and by a deed.
pub(super) fn is_subject(reading: &Reading<'_>, at: usize) -> bool {
    let rest = reading.plain.after(at, 16);
    let Some(rest) = rest.strip_prefix(['が', 'は', 'も', '、', 'と']) else { return false };
    let rest = rest.split(['。', '\n']).next().unwrap_or("");
    DEEDS.iter().any(|deed| rest.contains(deed))
}

/// 大木が発見: a common word that is a surname too, as the subject of what persons do.
fn is_doer(reading: &Reading<'_>, token: &Token<'_>, before: Option<&Token<'_>>) -> bool {
    let text = token.surface;
    let is_single =
        token.end - token.start == 1 && !DIRECTIONS.contains(text) && is_surname(text) && token.pos == Pos::Noun;
    if is_single && begins_clause(reading, token.start) && does(reading, token.end) {
        return true;
    }
    let is_bracketed = reading.plain.previous(token.start) == Some('(') && reading.plain.get(token.end) == Some(')');
    let is_noun = matches!(token.pos, Pos::Noun | Pos::Place | Pos::Organisation | Pos::Proper);
    if is_bracketed
        && token.end - token.start >= 2
        && (is_noun || token.pos.is_person())
        && is_surname(text)
        && !is_common_word(text)
        && !COMMON_WORDS.contains(&text)
    {
        return true;
    }
    is_noun
        && token.end - token.start >= 2
        && text.chars().all(is_kanji)
        && is_surname(text)
        && !COMMON_WORDS.contains(&text)
        && !NOBODY.contains(&text)
        && !before.is_some_and(|word| word.end == token.start && (word.pos.is_common_noun() || word.surface == "の"))
        && is_subject(reading, token.end)
}

/// Whether a sentence or a part of one begins here.
fn begins_clause(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain.previous(at).is_none_or(|letter| matches!(letter, '。' | '、' | '\n' | ' ' | ':' | ')'))
}

/// Followed by が or は and by a deed that only persons do.
fn does(reading: &Reading<'_>, at: usize) -> bool {
    let rest = reading.plain.after(at, 16);
    let Some(rest) = rest.strip_prefix(['が', 'は']) else { return false };
    let rest = rest.split(['。', '\n']).next().unwrap_or("");
    [
        "発見し",
        "報告",
        "対応し",
        "訪室",
        "介助",
        "巡視",
        "勤務",
        "担当し",
        "渡し",
        "誤薬",
        "間違え",
        "記録し",
        "連絡し",
        "声をかけ",
        "声掛け",
        "配薬",
        "様の",
        "さんの",
        "駆けつけ",
    ]
    .iter()
    .any(|deed| rest.contains(deed))
}

/// Runs of kanji that divide into a surname and a given name though the words were cut otherwise.
fn runs(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let mut at = 0;
    while at < plain.chars.len() {
        if !plain.get(at).is_some_and(is_kanji) {
            at += 1;
            continue;
        }
        let start = at;
        while plain.get(at).is_some_and(is_kanji) {
            at += 1;
        }
        if !(3..=6).contains(&(at - start)) || !closes(reading, at) {
            continue;
        }
        let text = plain.slice(start, at);
        if is_full_by_dictionary(text) && !is_compound(reading, start, at) {
            finds.push(person(plain, start, at, Class::Person, 0.7));
        }
    }
}

fn is_full_by_dictionary(text: &str) -> bool {
    divide(text).is_some_and(|at| {
        let surname: String = text.chars().take(at).collect();
        let given: String = text.chars().skip(at).collect();
        at >= 2
            && is_surname(&surname)
            && if given.chars().count() >= 2 {
                is_given(&given)
            } else {
                names().given(&given).is_some() && text.chars().count() == 3
            }
    })
}

/// Whether the run is made of common words that the dictionary knows, each of two characters or more.
fn is_compound(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let mut at = start;
    while let Some(token) = reading.token_at(at).filter(|_| at < end) {
        if !token.is_known || token.pos.is_proper() || token.end - token.start < 2 || token.end > end {
            return false;
        }
        at = token.end;
    }
    true
}

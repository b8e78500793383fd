//! Owns names that an honorific or a title betrays: 佐藤さん, さとう様, 西看護師, Y氏.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::shape::{LONGEST, divide, is_common_word, is_given, is_surname};
use super::words::{COMMON_WORDS, HONORIFICS, KIN, LEADS, NOBODY, TITLES, USER_TITLES};
use super::{Reading, STUFF, tail};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::plain::{Plain, is_hiragana, is_kanji, is_katakana, to_katakana};
use crate::dictionary::{Pos, names};

pub(super) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for at in 1..plain.chars.len() {
        if !can_begin(plain, at) {
            continue;
        }
        let Some((end, class)) = tail(plain, at) else { continue };
        if plain.get(at) == Some(' ') && at + 1 >= end {
            continue;
        }
        let is_title =
            class == Class::Staff || USER_TITLES.iter().any(|word| plain.from(at).trim_start().starts_with(word));
        if let Some((start, confidence)) = name_before(reading, at, is_title) {
            finds.push(Find::new(start, end, class, confidence).named(start, at));
        }
    }
}

/// What honorifics and titles begin with.
static FIRST_LETTERS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    [&HONORIFICS, &TITLES, &USER_TITLES]
        .into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|word| word.chars().next())
        .collect()
});

/// A cheap look before the lists are read.
fn can_begin(plain: &Plain, at: usize) -> bool {
    let rest = plain.after(at, 2);
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let Some(first) = rest.chars().next() else { return false };
    FIRST_LETTERS.contains(&first) && plain.previous(at).is_some_and(|letter| letter != ' ')
}

/// Where the name begins that ends at `end`.
fn name_before(reading: &Reading<'_>, end: usize, is_title: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let last = plain.previous(end)?;
    if is_kanji(last) {
        kanji(reading, end, is_title)
    } else if is_katakana(last) || is_hiragana(last) {
        kana(reading, end, is_title)
    } else if last.is_ascii_alphabetic() || last == '.' || last == '〇' || last == '○' || last == '●' {
        latin(plain, end, is_title)
    } else {
        None
    }
}

fn run(plain: &Plain, end: usize, is_member: impl Fn(char) -> bool, longest: usize) -> usize {
    let mut start = end;
    while start > 0 && end - start < longest && plain.previous(start).is_some_and(&is_member) {
        start -= 1;
    }
    start
}

fn kanji(reading: &Reading<'_>, end: usize, is_title: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let start = run(plain, end, is_kanji, 10);
    let whole = plain.slice(start, end);
    if let Some(from) = joined_surname(plain, start, end) {
        return Some((from, 0.95));
    }
    if end - start == 1 && !is_title && is_single(plain, whole, end) {
        return Some((start, 0.75));
    }
    if NOBODY.contains(&whole) || NOBODY.contains(&trailing_word(reading, end)) && !is_surname(whole) {
        return None;
    }
    if let Some(found) = spaced(reading, start, end) {
        return Some(found);
    }
    let candidate = |from: usize| plain.slice(from, end);
    // The longest that is a name and begins with a word.
    let fits = |from: usize| {
        is_full(candidate(from)) || is_surname(candidate(from)) || names().given(candidate(from)).is_some()
    };
    let first = start.max(end.saturating_sub(LONGEST + 3));
    let aligned = (first..end).find(|from| {
        (reading.is_edge(*from) || *from == start)
            && fits(*from)
            && is_plain_name(candidate(*from), is_title)
            && (!is_title || end - *from > 1 || *from == super::skip_leads(reading, start, end))
    });
    if let Some(from) = aligned {
        // 春|花さん: what stands before belongs to the name when it is no word of its own.
        let from_start = super::skip_leads(reading, start, end);
        let is_piece =
            from_start < from && from - from_start <= 3 && end - from == 1 && super::is_odd(reading, from_start, from);
        return Some((if is_piece { from_start } else { from }, 0.95));
    }
    if is_title {
        let from = super::skip_leads(reading, start, end);
        if (2..=4).contains(&(end - from))
            && super::is_odd(reading, from, end)
            && !NOBODY.contains(&plain.slice(from, end))
        {
            return Some((from, 0.75));
        }
        let is_name =
            |token: &crate::dictionary::Token<'_>| token.pos.is_person() && token.end == end && token.is_known;
        return reading.token_at(end - 1).filter(|token| is_name(token)).map(|token| (token.start, 0.85));
    }
    rare(reading, start, end)
}

/// 佐藤 花子さん: a given name with a surname and a space before it.
fn spaced(reading: &Reading<'_>, start: usize, end: usize) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let whole = plain.slice(start, end);
    if plain.previous(start) == Some(' ') && end - start <= 3 {
        let before = run(plain, start - 1, is_kanji, LONGEST);
        let surname =
            (before..start - 1).find(|from| is_surname(plain.slice(*from, start - 1)) && reading.is_edge(*from));
        if let Some(from) = surname {
            return Some((from, 0.97));
        }
        let from = super::skip_leads(reading, before, start - 1);
        let surname = plain.slice(from, start - 1);
        if !NOBODY.contains(&surname)
            && !LEADS.contains(&surname)
            && (1..=4).contains(&surname.chars().count())
            && is_given(whole)
        {
            return Some((from, 0.85));
        }
    }
    None
}

/// 一ノ瀬, 三ツ木: a surname with a kana between its kanji. Where it begins.
fn joined_surname(plain: &Plain, start: usize, end: usize) -> Option<usize> {
    let joint = start.checked_sub(1).filter(|at| plain.get(*at).is_some_and(|letter| "ノツのつ".contains(letter)))?;
    let first = run(plain, joint, is_kanji, 2);
    (first..joint).find(|from| is_surname(plain.slice(*from, end)))
}

/// Words that end with 様 and name nobody, by their first kanji.
const LIKE: &str = "同多仕一各有模外異王神仏奥皆客姫殿生死逆左右両何";

/// 王さん, 前さん, 土様: a single kanji before an honorific is a name, unless it says who somebody is to somebody.
fn is_single(plain: &Plain, text: &str, end: usize) -> bool {
    if plain.from(end).starts_with('様') {
        let next = plain.get(end + 1);
        let is_particle = next.is_none_or(|next| "がはをのにへと、。(".contains(next)) && !STUFF.contains(text);
        return (is_surname(text) || is_particle) && !LIKE.contains(text);
    }
    ["さん", "くん", "ちゃん", "氏", "君"].iter().any(|word| plain.from(end).starts_with(word)) && !KIN.contains(&text)
}

/// Titles follow many nouns (工事課長), so that a common word before one is no name.
fn is_plain_name(text: &str, is_title: bool) -> bool {
    if NOBODY.contains(&text) {
        return false;
    }
    let is_single = text.chars().count() == 1;
    !is_title
        || (is_single && !"副正各同両現前元新本主総".contains(text))
        || (!is_single && !COMMON_WORDS.contains(&text))
}

fn is_full(text: &str) -> bool {
    let count = text.chars().count();
    if !(2..=LONGEST + 3).contains(&count) {
        return false;
    }
    divide(text).is_some_and(|at| {
        let given: String = text.chars().skip(at).collect();
        let surname: String = text.chars().take(at).collect();
        is_surname(&surname) && is_given(&given)
    })
}

/// The word of the text that ends here.
fn trailing_word<'r>(reading: &'r Reading<'_>, end: usize) -> &'r str {
    reading.token_at(end - 1).filter(|token| token.end == end).map_or("", |token| token.surface)
}

/// A name that no dictionary knows: what is left of the run of kanji when known leading words are cut off.
fn rare(reading: &Reading<'_>, start: usize, end: usize) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let from = super::skip_leads(reading, start, end);
    let text = plain.slice(from, end);
    let count = end - from;
    if NOBODY.contains(&text)
        || count > 7
        || text.ends_with(['者', '員', '師', '士', '長', '医', '屋', '係', '方', '達', '族', '官', '業', '店', '社'])
    {
        return None;
    }
    (!is_common_word(text)).then_some((from, 0.8))
}

fn kana(reading: &Reading<'_>, end: usize, is_title: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let is_kata = plain.previous(end).is_some_and(|letter| is_katakana(letter) && letter != 'ー')
        || plain.previous(end) == Some('ー') && end >= 2 && plain.get(end - 2).is_some_and(is_katakana);
    let start = if is_kata {
        run(plain, end, |letter| is_katakana(letter) || letter == '・', 14)
    } else {
        run(plain, end, is_hiragana, 12)
    };
    let text = plain.slice(start, end);
    if is_nobody(text) {
        return None;
    }
    // みっちゃん, たっくん: a nickname.
    if text.ends_with(['っ', 'ッ']) && text.chars().count() >= 2 {
        let at = end - 2;
        let from = reading.token_at(at).map_or(at, |token| token.start.max(start).min(at));
        return (!is_title).then_some((from, 0.8));
    }
    let spaced = spaced_surname(reading, start);
    if let Some(from) = spaced {
        return Some((from, 0.95));
    }
    // 佐藤はなこさん, 佐藤ハナコ様
    if let Some(from) = kanji_surname(reading, start, end, is_kata) {
        return Some((from, 0.93));
    }
    if is_kata {
        return (!is_title || is_reading(text)).then_some((start, 0.85)).filter(|_| end - start >= 2 || !is_title);
    }
    hiragana(reading, start, end, is_title)
}

fn is_nobody(text: &str) -> bool {
    NOBODY.iter().any(|word| text == *word || (word.chars().count() >= 3 && text.ends_with(word))) || text.is_empty()
}

/// さとう はなこさん: the part before the space.
fn spaced_surname(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let plain = reading.plain;
    if plain.previous(start) != Some(' ') {
        return None;
    }
    let gap = start - 1;
    let last = plain.previous(gap)?;
    let from = if is_kanji(last) {
        let from = run(plain, gap, is_kanji, LONGEST);
        (from..gap).find(|at| is_surname(plain.slice(*at, gap)) && reading.is_edge(*at))?
    } else if is_katakana(last) {
        run(plain, gap, is_katakana, 8)
    } else if is_hiragana(last) {
        run(plain, gap, is_hiragana, 8)
    } else {
        return None;
    };
    let is_kanji_surname = is_kanji(last);
    // いおきべ とめさん: no dictionary has it, but it stands alone.
    let is_alone = (2..=6).contains(&(gap - from))
        && from.checked_sub(1).is_none_or(|at| plain.get(at).is_some_and(|letter| !is_kanji(letter) && letter != ' '));
    (is_kanji_surname || is_alone || names().is_surname_reading(&to_katakana(plain.slice(from, gap)))).then_some(from)
}

fn kanji_surname(reading: &Reading<'_>, start: usize, end: usize, is_kata: bool) -> Option<usize> {
    let plain = reading.plain;
    if end < start + 2
        || !plain.previous(start).is_some_and(is_kanji)
        || (!is_kata && !names().is_given_reading(&to_katakana(plain.slice(start, end))))
    {
        return None;
    }
    let first = run(plain, start, is_kanji, LONGEST);
    (first..start).find(|from| is_surname(plain.slice(*from, start)) && (reading.is_edge(*from) || *from == first))
}

fn is_reading(text: &str) -> bool {
    let katakana = to_katakana(text);
    names().is_surname_reading(&katakana) || names().is_given_reading(&katakana) || is_full_reading(&katakana)
}

fn is_full_reading(katakana: &str) -> bool {
    katakana
        .char_indices()
        .skip(1)
        .any(|(at, _)| names().is_surname_reading(&katakana[..at]) && names().is_given_reading(&katakana[at..]))
}

/// Hiragana names run together with particles: the longest reading that begins where a word or a particle ended.
fn hiragana(reading: &Reading<'_>, start: usize, end: usize, is_title: bool) -> Option<(usize, f32)> {
    let plain = reading.plain;
    let after_particle = |from: usize| {
        from == start
            || reading.is_edge(from)
            || plain.previous(from).is_some_and(|letter| "はがをにのもとへで、".contains(letter))
    };
    let fits = |from: &usize| {
        end - *from >= 2
            && after_particle(*from)
            && is_reading(plain.slice(*from, end))
            && !NOBODY.contains(&plain.slice(*from, end))
    };
    let is_word = |from: &usize| {
        !is_title
            || reading.token_at(*from).is_some_and(|token| {
                token.start == *from && (token.pos.is_person() || !token.is_known || token.pos == Pos::Noun)
            })
    };
    if let Some(from) = (start..end).find(|from| fits(from) && is_word(from)) {
        return Some((from, 0.9));
    }
    if is_title {
        return None;
    }
    // An unknown nickname is a word of its own; a verb (はさんで) is none.
    let token = reading.token_at(end - 1)?;
    let is_name = token.end == end
        && token.start >= start
        && !matches!(
            token.pos,
            Pos::Particle
                | Pos::Auxiliary
                | Pos::Verb
                | Pos::Adjective
                | Pos::Adverb
                | Pos::Prefix
                | Pos::Conjunction
                | Pos::Adnominal
                | Pos::Pronoun
                | Pos::Symbol
        )
        && end - token.start >= 2;
    is_name.then_some((token.start, 0.6))
}

/// Nguyen Thi Lan様: where a name of several words begins.
fn first_word(plain: &Plain, start: usize) -> usize {
    let mut first = start;
    for _ in 0..3 {
        let Some(end) = first.checked_sub(1).filter(|at| plain.get(*at) == Some(' ')) else { break };
        let from = run(plain, end, |letter| letter.is_ascii_alphabetic(), 12);
        let word = plain.slice(from, end);
        let is_name = word.len() >= 2
            && word.starts_with(|letter: char| letter.is_ascii_uppercase())
            && word.chars().skip(1).all(|letter| letter.is_ascii_lowercase())
            && !matches!(word, "Dr" | "Ns" | "Pt" | "Mr" | "Ms" | "Mrs");
        if !is_name || plain.slice(start, start + 1).chars().any(|letter| !letter.is_ascii_alphabetic()) {
            break;
        }
        first = from;
    }
    first
}

/// Initials and names in Latin letters: A氏, T.S.さん, Tanakaさん, 〇〇様.
fn latin(plain: &Plain, end: usize, is_title: bool) -> Option<(usize, f32)> {
    let is_member =
        |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '.' | '・' | '〇' | '○' | '●' | '-' | '\'');
    let start = first_word(plain, run(plain, end, is_member, 24));
    let text = plain.slice(start, end);
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    if text.contains(['〇', '○', '●']) && letters == 0 {
        // Already hidden by its writer.
        return None;
    }
    let is_bounded = !plain.previous(start).is_some_and(|letter| letter.is_ascii_digit());
    let is_initials = letters <= 3 && text.chars().all(|letter| !letter.is_ascii_lowercase());
    let is_word = letters >= 3 && (text.starts_with(|letter: char| letter.is_ascii_uppercase()) || !is_title);
    let is_role = [
        "Ns", "NS", "Dr", "DR", "PT", "OT", "ST", "Pt", "CW", "ICU", "CCU", "HCU", "OP", "MSW", "SW", "CM", "CE", "ME",
        "KP",
    ]
    .contains(&text.trim_end_matches('.'))
        || is_title && matches!(text, "GH" | "SS" | "DS" | "HH");
    (is_bounded && !is_role && (is_initials || is_word) && !(is_title && letters > 2 && is_initials))
        .then_some((start, 0.9))
}

//! Owns names from the facility's own lists: full, surname or given name alone, in kanji, kana and Latin letters.

use super::latin::latin;
use std::sync::LazyLock;

use regex::Regex;

use super::shape::{divide, is_common_word, is_surname};
use super::words::{COMMON_WORDS, DIRECTIONS};
use super::{Reading, person, tail};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::pattern;
use crate::deidentify::plain::{Plain, is_hiragana, is_kanji, is_katakana, to_katakana};
use crate::dictionary::{Pos, names};

/// A person of the list, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Listed {
    class: Class,
    /// Ways to write the whole name.
    full: Vec<String>,
    /// Surname and given name, as far as they are known, each with its kana.
    parts: Vec<String>,
    /// Readings that the dictionary offers: they count only with an honorific.
    guessed: Vec<String>,
    /// Latin spellings of those: they count with a capital letter.
    latin: Vec<String>,
}

impl Listed {
    /// Reads an entry: `佐藤 花子`, `佐藤花子(さとう はなこ)`, `さとう`, `Tanaka Taro`.
    pub(crate) fn read(entry: &str, class: Class) -> Self {
        let plain = Plain::new(entry);
        let mut listed = Self { class, full: Vec::new(), parts: Vec::new(), guessed: Vec::new(), latin: Vec::new() };
        for writing in plain.text.split(['(', ')', '/', '、', ',', '「', '」', '[', ']']) {
            let mut words: Vec<&str> = writing.split([' ', '・', '\n']).filter(|word| !word.is_empty()).collect();
            // An honorific in the list is no part of the name.
            if let Some(last) = words.last_mut() {
                *last = strip_honorific(last);
            }
            words.retain(|word| !word.is_empty());
            listed.add(&words);
        }
        for part in listed.parts.clone() {
            listed.guess(&part);
        }
        for list in [&mut listed.full, &mut listed.parts, &mut listed.guessed, &mut listed.latin] {
            list.sort();
            list.dedup();
        }
        listed
    }

    /// Every way to write the name that is looked for.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.full.iter().chain(&self.parts).chain(&self.guessed).chain(&self.latin).map(String::as_str)
    }

    fn add(&mut self, words: &[&str]) {
        match words {
            [] => {}
            [only] => self.add_unspaced(only),
            [first, .., last] => {
                self.full.push(words.concat());
                self.full.push(words.join(" "));
                self.full.push(format!("{last} {first}"));
                self.parts.push((*first).to_owned());
                self.parts.push((*last).to_owned());
            }
        }
    }

    fn add_unspaced(&mut self, word: &str) {
        let letters: Vec<char> = word.chars().collect();
        let turn = (1..letters.len()).find(|at| script(letters[at - 1]) != script(letters[*at]));
        let at =
            turn.or_else(|| if is_surname(word) { None } else { divide(word) }).or_else(|| guess_division(&letters));
        match at.filter(|_| letters.len() >= 2) {
            Some(at) => {
                let (surname, given): (String, String) =
                    (letters[..at].iter().collect(), letters[at..].iter().collect());
                self.full.push(word.to_owned());
                self.full.push(format!("{surname} {given}"));
                self.parts.push(surname);
                self.parts.push(given);
            }
            None => self.parts.push(word.to_owned()),
        }
    }

    fn guess(&mut self, part: &str) {
        if part.chars().all(|letter| is_hiragana(letter) || is_katakana(letter)) {
            let katakana = to_katakana(part);
            self.parts.extend(latin(&katakana).into_iter().filter(|name| name.len() >= 3));
            self.parts.push(to_hiragana(&katakana));
            self.parts.push(katakana);
            return;
        }
        for name in [names().surname(part), names().given(part)].into_iter().flatten() {
            for reading in name.readings.iter().take(4) {
                self.guessed.push(reading.to_string());
                self.latin.extend(latin(reading).into_iter().filter(|name| name.len() >= 4));
                self.guessed.push(to_hiragana(reading));
            }
        }
    }
}

fn strip_honorific(word: &str) -> &str {
    ["さん", "さま", "様", "氏", "先生", "君", "ちゃん", "殿"]
        .iter()
        .find_map(|honorific| word.strip_suffix(honorific).filter(|rest| !rest.is_empty()))
        .unwrap_or(word)
}

/// Four kanji are mostly two and two, three are two and one.
fn guess_division(letters: &[char]) -> Option<usize> {
    let is_name = letters.iter().all(|letter| is_kanji(*letter)) && !is_surname(&letters.iter().collect::<String>());
    match letters.len() {
        3 | 4 if is_name => Some(2),
        5 if is_name => Some(3),
        _ => None,
    }
}

fn script(letter: char) -> u8 {
    if is_kanji(letter) {
        0
    } else if is_hiragana(letter) && letter != 'ー' {
        1
    } else if is_katakana(letter) {
        2
    } else {
        3
    }
}

fn to_hiragana(katakana: &str) -> String {
    let shift = |letter: char| match letter {
        'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        other => other,
    };
    katakana.chars().map(shift).collect()
}

/// Every place where a person of the list is named.
pub(crate) fn find(reading: &Reading<'_>, people: &[Listed], finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for listed in people {
        for name in &listed.full {
            for (start, end) in places(plain, name) {
                if name.chars().count() >= 2 && is_free(plain, start, end) {
                    finds.push(person(plain, start, end, listed.class, 0.99).listed());
                }
            }
        }
        for name in &listed.parts {
            for (start, end) in places(plain, name) {
                if stands(reading, start, end) {
                    // 介護 and 森 are names and words: a person looks at each, nothing is changed by the dozen.
                    let is_word = tail(plain, end).is_none() && is_also_a_word(name);
                    let confidence = if is_word { 0.6 } else { 0.97 };
                    finds.push(person(plain, start, end, listed.class, confidence).listed());
                } else if may_stand(plain, start, end) {
                    finds.push(person(plain, start, end, listed.class, 0.5).listed());
                }
            }
        }
        for name in &listed.latin {
            for (start, end) in places(plain, name) {
                let is_capital = plain.get(start).is_some_and(|letter| letter.is_ascii_uppercase());
                if is_capital && is_free(plain, start, end) {
                    finds.push(person(plain, start, end, listed.class, 0.85).listed());
                }
            }
        }
        for name in &listed.guessed {
            for (start, end) in places(plain, name) {
                let is_name = reading.token_at(start).is_some_and(|token| {
                    token.start == start && token.end == end && (token.pos.is_person() || !token.is_known)
                });
                let is_alone = end - start >= 3 && !touches_kana(plain, start, end);
                if end - start >= 2
                    && (tail(plain, end).is_some() && begins_word(reading, start) || is_name || is_alone)
                {
                    finds.push(person(plain, start, end, listed.class, 0.85).listed());
                }
            }
        }
    }
}

/// What a person has or is done to, behind a name and its particle.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:の(?:薬|服薬|内服|食事|お膳|様子|状態|名前|氏名|体|足|手|頭|顔|口|歩行|衣類|靴|尿|便|血圧|車椅子|家族|ケア|介助)|を(?:呼|介助|支え|誘導|起こ|探|見つけ|発見|抱え)|に(?:渡|内服|服用|飲ま|食べさせ|声|話|説明|確認|付き添|服薬|配薬|連絡|報告))",
    )
});

/// Whether a short name may mean the person here although it is a direction or could be a piece of a word: somebody has to look.
fn may_stand(plain: &Plain, start: usize, end: usize) -> bool {
    let (first, before) = (plain.get(start).unwrap_or(' '), plain.previous(start));
    if end - start == 1 && is_kanji(first) {
        let is_alone = !before.is_some_and(is_kanji) && !plain.get(end).is_some_and(is_kanji);
        // 袋の中の薬 lies somewhere; 隣席の西の薬 belongs to somebody.
        let is_inside = before == Some('の') && !"東西南北".contains(first);
        return is_alone && !is_inside && DONE.is_match(plain.from(end));
    }
    let is_kana = (start..end).all(|at| plain.get(at).is_some_and(|letter| is_hiragana(letter) || is_katakana(letter)));
    let begins = before.is_none_or(|letter| "のはがをにでともへ、。（(「『:・\n ".contains(letter) || is_kanji(letter));
    end - start == 2 && is_kana && begins && closes(plain, end)
}

/// Whether a name of the list is a common word too.
fn is_also_a_word(name: &str) -> bool {
    is_common_word(name) || DIRECTIONS.contains(name) || COMMON_WORDS.contains(&name)
}

fn places(plain: &Plain, name: &str) -> Vec<(usize, usize)> {
    if name.is_empty() {
        return Vec::new();
    }
    let is_latin = name.is_ascii();
    let found = |text: &str, name: &str| -> Vec<(usize, usize)> {
        text.match_indices(name).map(|(at, found)| (plain.char_at(at), plain.char_at(at + found.len()))).collect()
    };
    if is_latin {
        found(&plain.text.to_ascii_lowercase(), &name.to_ascii_lowercase())
    } else {
        found(&plain.text, name)
    }
}

/// Latin and katakana names do not begin or end within a longer word.
fn is_free(plain: &Plain, start: usize, end: usize) -> bool {
    let (first, last) = (plain.get(start).unwrap_or(' '), plain.previous(end).unwrap_or(' '));
    let joins = |inner: char, outer: Option<char>| {
        outer.is_some_and(|outer| {
            inner.is_ascii_alphanumeric() && outer.is_ascii_alphanumeric()
                || is_katakana(inner) && is_katakana(outer) && outer != 'ー'
        })
    };
    !joins(first, plain.previous(start)) && (!joins(last, plain.get(end)) || tail(plain, end).is_some())
}

fn touches_kana(plain: &Plain, start: usize, end: usize) -> bool {
    let (first, last) = (plain.get(start).unwrap_or(' '), plain.previous(end).unwrap_or(' '));
    let same = |inner: char, outer: Option<char>| outer.is_some_and(|outer| script(inner) == script(outer));
    same(first, plain.previous(start)) || same(last, plain.get(end))
}

fn begins_word(reading: &Reading<'_>, start: usize) -> bool {
    reading.is_edge(start)
        || reading.plain.previous(start).is_some_and(|letter| {
            "はがをにのもとへで、。".contains(letter)
                || script(letter) != script(reading.plain.get(start).unwrap_or(' '))
        })
}

/// Whether a part of a name stands for the person here and not for a piece of another word.
fn stands(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    if tail(plain, end).is_some() && begins_word(reading, start) {
        return true;
    }
    let first = plain.get(start).unwrap_or(' ');
    if !is_free(plain, start, end) {
        return false;
    }
    if first.is_ascii_alphabetic() {
        return end - start >= 3;
    }
    if is_kanji(first) {
        return kanji_stands(reading, start, end);
    }
    // Kana are pieces of other words too: the name must be a word here.
    let token = reading.token_at(start);
    let is_word = token.is_some_and(|token| {
        token.start == start
            && token.end == end
            && !matches!(
                token.pos,
                Pos::Particle | Pos::Auxiliary | Pos::Verb | Pos::Adjective | Pos::Adverb | Pos::Conjunction
            )
    });
    let is_cut = reading.is_edge(start) && (reading.is_edge(end) || closes(plain, end));
    end - start >= 2
        && (is_word || is_katakana(first) && !touches_kana(plain, start, end) || is_cut && end - start >= 3)
}

fn closes(plain: &Plain, at: usize) -> bool {
    plain.get(at).is_none_or(|next| "がはをにとのもへやでだ".contains(next) || !next.is_alphanumeric())
}

fn kanji_stands(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    if end - start == 1 {
        return single_stands(reading, start, end);
    }
    let text = plain.slice(start, end);
    let is_place =
        plain.from(end).starts_with(['市', '区', '町', '村', '県', '駅', '線', '港', '橋', '川', '山', '病']);
    let begins = reading.is_edge(start) || !plain.previous(start).is_some_and(is_kanji);
    let ends = reading.is_edge(end) || !plain.get(end).is_some_and(is_kanji);
    // A name that is a word of the language must act, or end where names end.
    let is_word = is_common_word(text) && plain.get(end).is_some_and(is_kanji);
    begins && ends && !is_place && !is_word
}

fn single_stands(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    let is_alone = !plain.previous(start).is_some_and(is_kanji) && !plain.get(end).is_some_and(is_kanji);
    if !is_alone {
        return false;
    }
    if reading.token_at(start).is_some_and(|token| token.pos.is_person() && token.start == start && token.end == end) {
        return true;
    }
    // The list says that there is such a person: only what points the way (西に, 西の) stays.
    let is_direction = DIRECTIONS.contains(plain.slice(start, end));
    let points =
        ["の", "に", "へ", "を", "から", "より", "で", "向"].iter().any(|word| plain.from(end).starts_with(word));
    closes(plain, end) && !(is_direction && points)
}

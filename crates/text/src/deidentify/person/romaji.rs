//! Owns names in Latin letters: Tanaka, SATO Hanako, Mr. Suzuki, T.S.

use std::sync::LazyLock;

use regex::Regex;

use super::person;
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::plain::Plain;
use crate::dictionary::names;

static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u:\b)(Mr|Mrs|Ms|Miss|Dr|DR|Prof|Ns|Nurse)\.?\s?([A-Z][A-Za-z'\-]+(?:\s[A-Z][A-Za-z'\-]+)?)")
});
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Z][A-Za-z'\-]+(?:[ ,・]{1,2}[A-Z][A-Za-z'\-]+)?"));
static INITIALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Z]\s?[.・]\s?[A-Z](?:\s?\.)?"));
/// ひらがな「イニシャルTK」.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:イニシャル|頭文字)[:は]?\s?([A-Z][A-Z.・]{0,3})"));

/// Letters with dots that are ways to give a drug and not initials.
const ROUTES: &[&str] =
    &["P.O", "I.V", "S.C", "I.M", "P.R", "I.D", "E.R", "B.P", "B.T", "D.I", "N.G", "A.M", "P.M", "O.D"];

pub(super) fn find(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&TITLED, plain) {
        if let Some((_, end)) = found.range(2) {
            let class = if matches!(found.group(1), "Dr" | "DR" | "Prof" | "Ns" | "Nurse") {
                Class::Staff
            } else {
                Class::Person
            };
            let start = found.range(2).map_or(found.start, |range| range.0);
            let find = person(plain, start, end, class, 0.95);
            finds.push(Find { start: found.start, ..find });
        }
    }
    for found in matches(&WORD, plain) {
        word(plain, found.start, found.end, finds);
    }
    for regex in [&*INITIALS, &*LABELLED] {
        for found in matches(regex, plain) {
            let (start, end) = found.range(1).unwrap_or((found.start, found.end));
            let text: String = plain.slice(start, end).replace([' ', '・'], "");
            let touches = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
            let is_inner =
                touches(plain.previous(start)) || touches(plain.get(end)) || plain.previous(start) == Some('.');
            let is_titled = super::tail(plain, end).is_some();
            let is_route = ROUTES.contains(&text.trim_end_matches('.'));
            if !is_inner && (!is_route || is_titled) {
                finds.push(person(plain, start, end, Class::Person, 0.8));
            }
        }
    }
}

fn word(plain: &Plain, start: usize, end: usize, finds: &mut Vec<Find>) {
    let touches = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    if touches(plain.previous(start)) || touches(plain.get(end)) {
        return;
    }
    let text = plain.slice(start, end);
    let mut parts = text.split([' ', ',', '・', '-', '\'']).filter(|part| !part.is_empty());
    let readings: Vec<Option<Kind>> = parts.by_ref().map(kind).collect();
    match readings.as_slice() {
        [Some(first), Some(second)] if *first != Kind::Short || *second != Kind::Short => {
            finds.push(person(plain, start, end, Class::Person, 0.92));
        }
        [Some(kind)] if *kind != Kind::Short => finds.push(person(plain, start, end, Class::Person, 0.85)),
        [Some(kind), None] if *kind == Kind::Surname => {
            let first = text.chars().take_while(char::is_ascii_alphabetic).count();
            finds.push(person(plain, start, start + first, Class::Person, 0.8));
        }
        [None, Some(kind)] if *kind == Kind::Surname => {
            let last = text.chars().rev().take_while(char::is_ascii_alphabetic).count();
            finds.push(person(plain, end - last, end, Class::Person, 0.8));
        }
        _ => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Surname,
    Given,
    /// Too short to be a name by itself.
    Short,
}

fn kind(word: &str) -> Option<Kind> {
    let is_capital = word.chars().skip(1).all(|letter| letter.is_ascii_lowercase())
        || word.chars().all(|letter| letter.is_ascii_uppercase());
    if !is_capital || word.len() < 2 {
        return None;
    }
    let readings = kana(&word.to_ascii_lowercase());
    let is_surname = readings.iter().any(|reading| names().is_surname_reading(reading));
    let is_given = readings.iter().any(|reading| names().is_given_reading(reading));
    if !is_surname && !is_given {
        return None;
    }
    if word.len() < 4 || (word.len() == 4 && word.chars().all(|letter| letter.is_ascii_uppercase())) {
        return Some(Kind::Short);
    }
    Some(if is_surname { Kind::Surname } else { Kind::Given })
}

/// Syllables of Hepburn and Kunrei.
const SYLLABLES: &str = "\
    kya:キャ kyu:キュ kyo:キョ gya:ギャ gyu:ギュ gyo:ギョ sha:シャ shu:シュ sho:ショ shi:シ sya:シャ syu:シュ syo:ショ ja:ジャ \
    ju:ジュ jo:ジョ ji:ジ zya:ジャ zyu:ジュ zyo:ジョ jya:ジャ jyu:ジュ jyo:ジョ cha:チャ chu:チュ cho:チョ chi:チ tya:チャ \
    tyu:チュ tyo:チョ tsu:ツ nya:ニャ nyu:ニュ nyo:ニョ hya:ヒャ hyu:ヒュ hyo:ヒョ bya:ビャ byu:ビュ byo:ビョ pya:ピャ pyu:ピュ \
    pyo:ピョ mya:ミャ myu:ミュ myo:ミョ rya:リャ ryu:リュ ryo:リョ ka:カ ki:キ ku:ク ke:ケ ko:コ ga:ガ gi:ギ gu:グ ge:ゲ \
    go:ゴ sa:サ si:シ su:ス se:セ so:ソ za:ザ zi:ジ zu:ズ ze:ゼ zo:ゾ ta:タ ti:チ tu:ツ te:テ to:ト da:ダ de:デ do:ド \
    na:ナ ni:ニ nu:ヌ ne:ネ no:ノ ha:ハ hi:ヒ hu:フ fu:フ he:ヘ ho:ホ ba:バ bi:ビ bu:ブ be:ベ bo:ボ pa:パ pi:ピ pu:プ \
    pe:ペ po:ポ ma:マ mi:ミ mu:ム me:メ mo:モ ya:ヤ yu:ユ yo:ヨ ra:ラ ri:リ ru:ル re:レ ro:ロ wa:ワ wo:ヲ a:ア i:イ u:ウ \
    e:エ o:オ";

static TABLE: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| SYLLABLES.split_whitespace().filter_map(|pair| pair.split_once(':')).collect());

/// The katakana a romanised word may stand for; empty when it is no Japanese. Long vowels may be left out in romaji (Sato).
fn kana(word: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    let mut rest = word;
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        let is_double =
            bytes.len() > 1 && bytes[0] == bytes[1] && b"kstcpgdbz".contains(&bytes[0]) || rest.starts_with("tch");
        if is_double {
            readings.iter_mut().for_each(|reading| reading.push('ッ'));
            rest = &rest[1..];
            continue;
        }
        let found = TABLE.iter().filter(|(latin, _)| rest.starts_with(latin)).max_by_key(|(latin, _)| latin.len());
        if let Some((latin, katakana)) = found {
            readings.iter_mut().for_each(|reading| reading.push_str(katakana));
            rest = &rest[latin.len()..];
            lengthen(&mut readings, latin, rest);
            if let Some(after) = rest
                .strip_prefix('h')
                .filter(|after| latin.ends_with('o') && !after.starts_with(['a', 'i', 'u', 'e', 'o']))
            {
                readings.iter_mut().for_each(|reading| {
                    if !reading.ends_with('ウ') {
                        reading.push('ウ');
                    }
                });
                rest = after;
            }
        } else if bytes[0] == b'n' || (bytes[0] == b'm' && bytes.len() > 1 && b"bpm".contains(&bytes[1])) {
            readings.iter_mut().for_each(|reading| reading.push('ン'));
            rest = &rest[1..];
        } else {
            return Vec::new();
        }
    }
    readings
}

/// Sato may be サト or サトウ; ono may be オノ or オオノ.
fn lengthen(readings: &mut Vec<String>, latin: &str, rest: &str) {
    let long = match latin.chars().next_back() {
        Some('o') if !rest.starts_with(['u', 'o', 'h']) => ["ウ", "オ"].as_slice(),
        Some('u') if !rest.starts_with('u') && latin.len() >= 2 => ["ウ"].as_slice(),
        _ => [].as_slice(),
    };
    if readings.len() > 16 {
        return;
    }
    let more: Vec<String> =
        long.iter().flat_map(|vowel| readings.iter().map(move |reading| format!("{reading}{vowel}"))).collect();
    readings.extend(more);
}

//! Cuts folded date text into tokens: eras, numbers, 年月日, separators, weekdays, English months.

use jiff::civil::Weekday;

use super::era::Era;
use super::fold::{Number, take_number};

/// One piece of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Era(Era),
    /// 西暦.
    Western,
    Number(Number),
    /// 年.
    Year,
    /// 月.
    Month,
    /// 日.
    Day,
    /// Dot, slash, dash and their like.
    Separator,
    Blank,
    EnglishMonth(u32),
    Weekday(Weekday),
}

/// English months in order, lower case.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("月", "monday", Weekday::Monday),
    ("火", "tuesday", Weekday::Tuesday),
    ("水", "wednesday", Weekday::Wednesday),
    ("木", "thursday", Weekday::Thursday),
    ("金", "friday", Weekday::Friday),
    ("土", "saturday", Weekday::Saturday),
    ("日", "sunday", Weekday::Sunday),
];

/// Tokens of folded text; `None` when any part of it has no meaning in a date.
pub(super) fn tokens(mut text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    while !text.is_empty() {
        let (token, rest) = next(text, &found)?;
        found.push(token);
        text = rest;
    }
    Some(found)
}

fn next<'t>(text: &'t str, before: &[Token]) -> Option<(Token, &'t str)> {
    let (token, rest) = weekday(text, before.contains(&Token::Day))
        .or_else(|| unit(text))
        .or_else(|| take_number(text).map(|(n, rest)| (Token::Number(n), rest)))
        .or_else(|| Era::strip(text).map(|(era, rest)| (Token::Era(era), rest)))
        .or_else(|| first_year(text, before))
        .or_else(|| english(text))?;
    let rest = if matches!(token, Token::Number(_)) { strip_ordinal(rest) } else { rest };
    Some((token, rest))
}

fn unit(text: &str) -> Option<(Token, &str)> {
    const WORDS: [(&str, Token); 10] = [
        ("西暦", Token::Western),
        ("せいれき", Token::Western),
        ("a.d.", Token::Western),
        ("年", Token::Year),
        ("ねん", Token::Year),
        ("月", Token::Month),
        ("がつ", Token::Month),
        ("日", Token::Day),
        ("にち", Token::Day),
        (" ", Token::Blank),
    ];
    if let Some(found) = WORDS.iter().find_map(|(word, token)| text.strip_prefix(word).map(|rest| (*token, rest))) {
        return Some(found);
    }
    let rest = text.strip_prefix(is_separator)?;
    Some((Token::Separator, rest))
}

/// All dashes, dots, slashes and commas met in typed, scanned and pasted dates.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '-' | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '−'
            | 'ー'
            | '/'
            | '∕'
            | '⁄'
            | '\\'
            | '.'
            | '。'
            | '・'
            | '·'
            | ','
            | '、'
            | '_'
    )
}

/// 元年: the first year, only at the very start or right after an era.
fn first_year<'t>(text: &'t str, before: &[Token]) -> Option<(Token, &'t str)> {
    let rest = text.strip_prefix('元')?;
    let one = Number { value: 1, digits: 1 };
    let placed = before.iter().all(|t| matches!(t, Token::Era(_) | Token::Blank | Token::Separator));
    placed.then_some((Token::Number(one), rest))
}

/// 土曜日, 土曜, 土; the lone 日 and 月 only after the 日 of the date, as they are units first.
fn weekday(text: &str, day_read: bool) -> Option<(Token, &str)> {
    let (kanji, _, day) = WEEKDAYS.iter().find(|(kanji, _, _)| text.starts_with(kanji))?;
    let rest = &text[kanji.len()..];
    let long = rest.strip_prefix('曜');
    let is_unit = matches!(day, Weekday::Sunday | Weekday::Monday);
    let rest = match long {
        Some(rest) => rest.strip_prefix('日').unwrap_or(rest),
        None if is_unit && !day_read => return None,
        None => rest,
    };
    Some((Token::Weekday(*day), rest))
}

/// The weekday alone, as it stands in brackets: 土, 土曜, sat; a holiday mark beside it (土・祝) is passed over.
pub(super) fn weekday_only(text: &str) -> Option<Weekday> {
    let bare: String = text.chars().filter(|c| !matches!(c, '祝' | '休' | '・' | '.' | ',' | ' ')).collect();
    let (token, rest) = weekday(&bare, true).or_else(|| english(&bare))?;
    match token {
        Token::Weekday(day) if rest.is_empty() => Some(day),
        _ => None,
    }
}

/// English months and weekdays, whole or cut to three or more letters; `ad` and `ce`.
fn english(text: &str) -> Option<(Token, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if matches!(word, "ad" | "ce") {
        return Some((Token::Western, rest));
    }
    if word.len() < 3 {
        return None;
    }
    let month = (1..).zip(MONTHS).find(|(_, name)| name.starts_with(word));
    let token = match month {
        Some((number, _)) => Token::EnglishMonth(number),
        None => WEEKDAYS.iter().find(|(_, name, _)| name.starts_with(word)).map(|(_, _, day)| Token::Weekday(*day))?,
    };
    Some((token, rest))
}

fn strip_ordinal(rest: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| rest.strip_prefix(suffix))
        .filter(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .unwrap_or(rest)
}

/// Drops what only decorates: blanks unless they part two numbers, separators after an era or a unit and at the end.
pub(super) fn tidy(tokens: &[Token]) -> Vec<Token> {
    let solid = |t: &&Token| **t != Token::Blank;
    let mut kept: Vec<Token> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let before = kept.last().copied();
        let after = tokens[i + 1..].iter().find(solid).copied();
        let keep = match token {
            Token::Blank => matches!(before, Some(Token::Number(_))) && matches!(after, Some(Token::Number(_))),
            Token::Separator => {
                after.is_some() && !matches!(before, Some(Token::Era(_) | Token::Western | Token::Year | Token::Month))
            }
            _ => true,
        };
        if keep {
            kept.push(*token);
        }
    }
    kept
}

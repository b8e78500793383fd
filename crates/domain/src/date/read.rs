//! Reads a date from whatever was typed, and says what it assumed.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::era::Era;
use super::fold::{Number, fold, whole_number};
use super::lex::{Token, tidy, tokens, weekday_only};
use super::message::{DateError, DateNote};
use super::resolve::{Prefix, Written, checked, era_year, resolve, western};

/// A date that was read, with what the person must be told about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDate {
    /// The day.
    pub date: Date,
    /// Assumptions and conversions; empty for a plain reading.
    pub notes: Vec<DateNote>,
}

/// Reads a date in any spelling met on Japanese paper and in files; `today` gives 今日 its day and a bare year its era.
///
/// Days before 1873-01-01 are read in the Gregorian calendar with [`DateNote::OldCalendar`]: an ISO date is exact, an era date of the
/// old calendar (旧暦) would need the lunar tables, which no incident report or birth date of a living person needs.
///
/// # Errors
/// Texts that are no date, lack a part, name an impossible day, contradict themselves or lie before 明治.
pub fn read(text: &str, today: Date) -> Result<ReadDate, DateError> {
    let folded = fold(text).ok_or(DateError::Unreadable)?;
    if folded.is_empty() {
        return Err(DateError::Empty);
    }
    let (mut main, mut brackets) = split_brackets(&folded)?;
    if main.is_empty() && !brackets.is_empty() {
        main = brackets.remove(0);
    }
    let mut found = match relative(&main, today) {
        Some(date) => plain(date)?,
        None if is_vague(&folded) => return Err(DateError::Approximate),
        None => read_main(&main, today)?,
    };
    for bracket in &brackets {
        confirm(bracket, &mut found, today)?;
    }
    Ok(found)
}

/// Reads the boxes of a form: era select, 年, 月, 日. A year box with its own era (`H31`) wins over the select; a whole date typed
/// into the year box is read when the other boxes are empty.
///
/// # Errors
/// As [`read`]; an empty box is reported as the missing part.
pub fn read_parts(era: Option<Era>, year: &str, month: &str, day: &str, today: Date) -> Result<ReadDate, DateError> {
    let [y, m, d] = [
        (year, '年', DateError::YearOutOfRange),
        (month, '月', DateError::BadMonth { month: 0 }),
        (day, '日', DateError::Unreadable),
    ]
    .map(|(text, unit, wrong)| fold(text).map(|t| box_text(&t, unit)).ok_or(wrong));
    let (y, m, d) = (y?, m?, d?);
    match (y.is_empty(), m.is_empty(), d.is_empty()) {
        (true, true, true) => return Err(DateError::Empty),
        (false, true, true) if !is_year(&y) => return read(year, today),
        (true, _, _) => return Err(DateError::MissingYear),
        (_, true, _) => return Err(DateError::MissingMonth),
        (_, _, true) => return Err(DateError::MissingDay),
        _ => {}
    }
    let own_era = y.starts_with("西暦") || Era::strip(&y).is_some();
    let era = era.filter(|_| !own_era).map_or("", Era::name);
    read(&format!("{era}{y}年{m}月{d}日"), today)
}

fn box_text(folded: &str, unit: char) -> String {
    folded.trim_end_matches(unit).trim().to_owned()
}

fn is_year(text: &str) -> bool {
    let text = Era::strip(text).map_or(text, |(_, rest)| rest.trim());
    text == "元" || (text.chars().count() <= 4 && whole_number(text).is_some())
}

/// Text outside and inside of round brackets; brackets do not nest.
fn split_brackets(text: &str) -> Result<(String, Vec<String>), DateError> {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let (inner, next) = after.split_once(')').ok_or(DateError::Unreadable)?;
        outside.push_str(before);
        inside.push(inner.trim().to_owned());
        rest = next;
    }
    outside.push_str(rest);
    Ok((outside.trim().to_owned(), inside))
}

/// 今日, きのう, yesterday, 3日前.
fn relative(text: &str, today: Date) -> Option<Result<Date, DateError>> {
    let back = match text {
        "今日" | "きょう" | "本日" | "ほんじつ" | "today" => 0,
        "昨日" | "きのう" | "さくじつ" | "yesterday" => 1,
        "一昨日" | "おととい" | "おとつい" | "いっさくじつ" => 2,
        "明日" | "あした" | "あす" | "tomorrow" => -1,
        _ => i64::from(whole_number(text.strip_suffix("日前")?)?),
    };
    let day = Span::new().try_days(back).and_then(|span| today.checked_sub(span));
    Some(day.map_err(|_| DateError::YearOutOfRange))
}

fn plain(date: Result<Date, DateError>) -> Result<ReadDate, DateError> {
    checked(date?, Vec::new())
}

/// Words that leave the day open; such a text belongs in the field for approximate dates.
fn is_vague(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "頃",
        "ごろ",
        "ころ",
        "上旬",
        "中旬",
        "下旬",
        "初旬",
        "末",
        "月初",
        "くらい",
        "ぐらい",
        "約",
        "不明",
        "about",
        "unknown",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Tries the text as it stands, then without its blanks (`2 0 2 6 年`).
fn read_main(text: &str, today: Date) -> Result<ReadDate, DateError> {
    match read_tokens(text, today) {
        Err(DateError::Unreadable) if text.contains(' ') => read_tokens(&text.replace(' ', ""), today),
        other => other,
    }
}

fn read_tokens(text: &str, today: Date) -> Result<ReadDate, DateError> {
    let mut weekdays = Vec::new();
    let mut parts = tokens(text).ok_or(DateError::Unreadable)?;
    parts.retain(|token| match token {
        Token::Weekday(day) => {
            weekdays.push(*day);
            false
        }
        _ => true,
    });
    let mut found = resolve(&written(&parts)?, today)?;
    for day in weekdays {
        note_weekday(&mut found, day);
    }
    Ok(found)
}

/// Finds year, month and day among the tokens.
fn written(parts: &[Token]) -> Result<Written, DateError> {
    if parts.iter().any(|t| matches!(t, Token::EnglishMonth(_))) {
        return written_english(parts);
    }
    let parts = tidy(parts);
    let (prefix, rest) = match parts.as_slice() {
        [Token::Era(era), rest @ ..] => (Prefix::Era(*era), rest),
        [Token::Western, rest @ ..] => (Prefix::Western, rest),
        rest => (Prefix::None, rest),
    };
    use Token::{Blank, Day, Month, Number as N, Separator, Year};
    match rest {
        [N(all)] => written_together(prefix, *all),
        [N(y), Year | Separator | Blank, N(m), Month | Separator | Blank, N(d)]
        | [N(y), Year | Separator | Blank, N(m), Month | Separator | Blank, N(d), Day] => {
            if prefix == Prefix::None && y.digits <= 2 && d.digits == 4 {
                return Err(DateError::YearNotFirst);
            }
            Ok(Written { prefix, year: *y, month: m.value, day: d.value })
        }
        [N(_), Year] => Err(DateError::MissingMonth),
        [N(_), Year, N(_)] | [N(_), Year, N(_), Month] => Err(DateError::MissingDay),
        [N(y), Separator | Blank, N(_)] if prefix != Prefix::None || y.digits == 4 => Err(DateError::MissingDay),
        [N(_), Month | Separator | Blank, N(_)] | [N(_), Month | Separator | Blank, N(_), Day] => {
            Err(DateError::MissingYear)
        }
        [N(_), Month | Day] => Err(DateError::MissingYear),
        _ => Err(DateError::Unreadable),
    }
}

/// `20261121`, `R081121`, `R81121`, `081121`.
fn written_together(prefix: Prefix, all: Number) -> Result<Written, DateError> {
    let year_digits = match (prefix, all.digits) {
        (_, 8) => 4,
        (Prefix::Era(_), 5) => 1,
        (Prefix::Era(_) | Prefix::None, 6) => 2,
        (_, 1..=4) => return Err(DateError::MissingMonth),
        _ => return Err(DateError::Unreadable),
    };
    let year = Number { value: all.value / 10_000, digits: year_digits };
    Ok(Written { prefix, year, month: all.value / 100 % 100, day: all.value % 100 })
}

/// `21 November 2026`, `Nov 21, 2026`, `2026-Nov-21`.
fn written_english(parts: &[Token]) -> Result<Written, DateError> {
    let solid: Vec<Token> = parts.iter().filter(|t| !matches!(t, Token::Blank | Token::Separator)).copied().collect();
    use Token::{EnglishMonth as M, Number as N};
    let (year, month, day) = match *solid.as_slice() {
        [N(d), M(m), N(y)] | [M(m), N(d), N(y)] if y.digits == 4 => (y, m, d),
        [N(y), M(m), N(d)] if y.digits == 4 => (y, m, d),
        [N(_), M(_)] | [M(_), N(_)] => return Err(DateError::MissingYear),
        _ => return Err(DateError::Unreadable),
    };
    Ok(Written { prefix: Prefix::Western, year, month, day: day.value })
}

/// What stands in brackets must be a weekday, or the year or the whole date once more: 令和8年（2026年）11月21日（土）.
fn confirm(bracket: &str, found: &mut ReadDate, today: Date) -> Result<(), DateError> {
    if let Some(day) = weekday_only(bracket) {
        note_weekday(found, day);
        return Ok(());
    }
    let agrees = match bracket_year(bracket) {
        Some(year) => year == found.date.year(),
        None => {
            let other = read_main(bracket, today).map_err(|_| DateError::Unreadable)?;
            other.date == found.date
        }
    };
    if !agrees {
        return Err(DateError::Contradiction);
    }
    found.notes.retain(|n| !matches!(n, DateNote::AssumedEra { .. }));
    Ok(())
}

fn bracket_year(text: &str) -> Option<i16> {
    let parts = tidy(&tokens(text)?);
    let typed = match *parts.as_slice() {
        [Token::Number(y)] | [Token::Number(y), Token::Year] => return western(y).ok(),
        [Token::Western, Token::Number(y)] | [Token::Western, Token::Number(y), Token::Year] => {
            return western(y).ok();
        }
        [Token::Era(era), Token::Number(y)] | [Token::Era(era), Token::Number(y), Token::Year] => era_year(era, y),
        _ => return None,
    };
    typed.ok().map(|(year, _)| year)
}

fn note_weekday(found: &mut ReadDate, written: Weekday) {
    if found.date.weekday() != written {
        let date = found.date;
        found.notes.push(DateNote::WeekdayMismatch { written, date });
    }
}

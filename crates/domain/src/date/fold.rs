//! Folding of code-like text (dates, times) into one shape, and Japanese numerals. Never for names or narrative.

use unicode_normalization::UnicodeNormalization;

/// Longest text looked at, in characters; a date or time is never longer, and pasted pages cost nothing.
const LONGEST: usize = 100;

/// One shape for all spellings: NFKC (full width, ㋿, ㈯, ①), lower case, hiragana, round brackets, single blanks, nothing invisible.
/// `None` when the text is far too long.
pub(crate) fn fold(text: &str) -> Option<String> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain: String = text.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).map(fold_char).collect();
    Some(plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Zero-width marks, direction marks and variation selectors, which come along with copied text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn fold_char(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        '[' | '〔' | '【' | '「' | '〈' | '{' => '(',
        ']' | '〕' | '】' | '」' | '〉' | '}' => ')',
        _ => c,
    }
}

/// A whole number as written, with the count of digits (leading zeros count: `08` has two).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The value.
    pub(crate) value: u32,
    /// Digits written, or of the value when written in words (三十一 has two).
    pub(crate) digits: usize,
}

/// Splits a number off the start of folded text: ASCII digits, or kanji numerals in words (三十一) or by place (三一, 二〇二六).
pub(crate) fn take_number(text: &str) -> Option<(Number, &str)> {
    let ascii = run(text, |c| c.is_ascii_digit());
    if ascii > 0 {
        let (digits, rest) = text.split_at(ascii);
        let value = digits.parse().ok().filter(|_| ascii <= 8)?;
        return Some((Number { value, digits: ascii }, rest));
    }
    let (kanji, rest) = text.split_at(run(text, |c| numeral(c).is_some()));
    Some((kanji_number(kanji)?, rest))
}

/// Reads text that is nothing but a number.
pub(crate) fn whole_number(text: &str) -> Option<u32> {
    let (number, rest) = take_number(text.trim())?;
    rest.is_empty().then_some(number.value)
}

/// Bytes of the leading characters that fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

enum Numeral {
    Digit(u32),
    Unit(u32),
    /// 廿 and 卅: a digit and its ten in one.
    Tens(u32),
}

fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => Numeral::Digit(0),
        '一' | '壱' | '壹' => Numeral::Digit(1),
        '二' | '弐' | '貳' => Numeral::Digit(2),
        '三' | '参' | '參' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' | '伍' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' | '拾' => Numeral::Unit(10),
        '百' => Numeral::Unit(100),
        '千' => Numeral::Unit(1000),
        '廿' => Numeral::Tens(20),
        '卅' => Numeral::Tens(30),
        _ => return None,
    })
}

fn kanji_number(text: &str) -> Option<Number> {
    let numerals: Vec<Numeral> = text.chars().filter_map(numeral).collect();
    if numerals.is_empty() || numerals.len() > 8 {
        return None;
    }
    if numerals.iter().all(|n| matches!(n, Numeral::Digit(_))) {
        let value = numerals.iter().fold(0, |sum, n| match n {
            Numeral::Digit(d) => sum * 10 + d,
            Numeral::Unit(_) | Numeral::Tens(_) => sum,
        });
        return Some(Number { value, digits: numerals.len() });
    }
    let value = in_words(&numerals)?;
    Some(Number { value, digits: value.to_string().len() })
}

/// 二千二十六: each unit smaller than the one before, at most one digit before each.
fn in_words(numerals: &[Numeral]) -> Option<u32> {
    let (mut sum, mut waiting, mut last_unit) = (0, None, 10_000);
    for n in numerals {
        match *n {
            Numeral::Digit(d) => {
                if waiting.replace(d).is_some() {
                    return None;
                }
            }
            Numeral::Unit(u) if u < last_unit && waiting != Some(0) => {
                sum += waiting.take().unwrap_or(1) * u;
                last_unit = u;
            }
            Numeral::Tens(t) if last_unit > 10 && waiting.is_none() => {
                sum += t;
                last_unit = 10;
            }
            Numeral::Unit(_) | Numeral::Tens(_) => return None,
        }
    }
    Some(sum + waiting.unwrap_or(0))
}

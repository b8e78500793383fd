//! Owns readable pieces without a dictionary: runs of kanji with their endings, of katakana, of letters, and words that are usually
//! written in hiragana.

use std::ops::Range;

/// Endings that make a kanji run a noun when it stands before no further kanji (滑り, 落ち, 見守り).
const ENDINGS: &str = "りみきちれけめびげえい";
/// Hiragana that join two kanji runs to one word (立ち上, 飲み込, 取り違).
const JOINTS: &str = "りみきちれけめびげえいせ";
/// Longer endings and second halves usually written in hiragana.
const HALVES: [&str; 12] =
    ["がり", "わり", "まり", "かり", "すり", "いす", "かけ", "もち", "とり", "もれ", "まわり", "そこ"];
/// Words of care usually written in hiragana, longest first where one begins another.
const HIRAGANA: [&str; 26] = [
    "しりもち",
    "ふらつき",
    "ふらつい",
    "つまずき",
    "つまずい",
    "むせ込み",
    "けいれん",
    "てんかん",
    "たんこぶ",
    "ひっかき",
    "すりむ",
    "よろけ",
    "めまい",
    "やけど",
    "おむつ",
    "おやつ",
    "おしり",
    "ひねっ",
    "ぶつか",
    "ずり落ち",
    "かみつ",
    "つかみ",
    "たたか",
    "むせ",
    "けが",
    "あざ",
];

/// Scripts that runs are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Letter,
    Digit,
    Hiragana,
    Other,
}

fn script(char: char) -> Script {
    match char {
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '々' => Script::Kanji,
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
        '0'..='9' | '０'..='９' => Script::Digit,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Letter,
        'ぁ'..='ゖ' => Script::Hiragana,
        _ => Script::Other,
    }
}

/// Byte ranges of the readable pieces of a text, in order, never overlapping. Pure numbers are none.
#[must_use]
pub fn words(source: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let length = match script(first) {
            Script::Kanji => kanji_word(rest),
            Script::Katakana if first != 'ー' => run(rest, &[Script::Katakana]),
            Script::Letter => run(rest, &[Script::Letter, Script::Digit]),
            Script::Hiragana => HIRAGANA.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len()),
            _ => 0,
        };
        if length > 0 {
            out.push(at..at + length);
        }
        at += length.max(first.len_utf8());
    }
    out
}

/// The readable pieces themselves, of two characters and more: the words of a text when no tokenizer is at hand.
#[must_use]
pub fn word_texts(source: &str) -> Vec<String> {
    words(source)
        .into_iter()
        .map(|range| &source[range])
        .filter(|word| word.chars().nth(1).is_some())
        .map(str::to_owned)
        .collect()
}

fn run(rest: &str, of: &[Script]) -> usize {
    rest.chars().take_while(|char| of.contains(&script(*char))).map(char::len_utf8).sum()
}

/// A kanji run with what joins further kanji to it and its ending.
fn kanji_word(rest: &str) -> usize {
    let mut length = run(rest, &[Script::Kanji]);
    loop {
        let after = &rest[length..];
        if let Some(half) = HALVES.iter().find(|half| after.starts_with(**half)) {
            return length + half.len();
        }
        let mut next = after.chars();
        let Some(kana) = next.next().filter(|kana| JOINTS.contains(*kana)) else { return length };
        let more = run(next.as_str(), &[Script::Kanji]);
        if more == 0 {
            return if ENDINGS.contains(kana) { length + kana.len_utf8() } else { length };
        }
        length += kana.len_utf8() + more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_words_of_care() {
        let source = "車いすからベッドへ移乗介助中、ふらつきあり滑り落ち、SpO2 92%。立ち上がり時に手すりを離す。";
        let words: Vec<&str> = words(source).into_iter().map(|range| &source[range]).collect();
        assert_eq!(
            words,
            ["車いす", "ベッド", "移乗介助中", "ふらつき", "滑り落ち", "SpO2", "立ち上がり", "時", "手すり", "離"]
        );
    }

    proptest! {
        #[test]
        fn pieces_are_in_order_on_any_text(source in "\\PC{0,40}") {
            let ranges = words(&source);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(ranges.into_iter().all(|range| source.get(range).is_some_and(|piece| !piece.is_empty())));
        }
    }
}

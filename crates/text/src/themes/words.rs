//! Owns the words that themes are made of: common nouns of the dictionary. What is tagged as the name of a person, a place or an
//! organisation is none, nor is a word that the dictionary does not know.

use crate::dictionary::{Pos, tokenize};

/// Words of every report, and those with which de-identification replaces what it takes out.
const NOTHING: [&str; 34] = [
    "利用者",
    "患者",
    "職員",
    "スタッフ",
    "看護師",
    "介護士",
    "家族",
    "施設",
    "本人",
    "自分",
    "様子",
    "状態",
    "状況",
    "対応",
    "確認",
    "報告",
    "発見",
    "発生",
    "場所",
    "時間",
    "時刻",
    "上旬",
    "中旬",
    "下旬",
    "午前",
    "午後",
    "今回",
    "以上",
    "以下",
    "事故",
    "原因",
    "記録",
    "方法",
    "場合",
];

/// The telling words of a text, in order. The first call loads the dictionary.
#[must_use]
pub fn theme_words(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    let tells = |pos: Pos| matches!(pos, Pos::Noun | Pos::VerbalNoun | Pos::AdjectivalNoun);
    let words = tokens.iter().filter(|token| token.is_known && tells(token.pos));
    let words = words.map(|token| token.surface).filter(|word| word.chars().nth(1).is_some());
    words.filter(|word| !NOTHING.contains(word)).map(str::to_owned).collect()
}

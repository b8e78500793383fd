//! Owns words that hold a name and name nobody: diseases, tests, therapies, makers (橋本病, 長谷川式, 森田療法).

use std::sync::LazyLock;

use regex::Regex;

use super::class::{Class, Find};
use super::pattern::pattern;
use super::plain::Plain;

/// What makes a name that of a disease, a test or a maker.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:氏?病(?:[^院棟室状歴名床者気欠死後中人]|$)|症候群|脳症|動脈炎|甲状腺炎|療法|式[^典場]|式$|分類|ビネー|クレペリン|徴候|反射|",
        r"製薬|薬品|乳業|食品|油[^断])"
    ))
});
/// Words within which nothing is anybody's.
const WORDS: [&str; 13] = [
    "サ高住",
    "六君子湯",
    "Nsステーション",
    "ナースステーション",
    "ヘルパーステーション",
    "PT-INR",
    "OS-1",
    "木の根",
    "ST合剤",
    "ST波形",
    "ST上昇",
    "ST低下",
    "ST変化",
];

/// Takes out findings that are part of such a word.
pub(crate) fn drop_kept(plain: &Plain, finds: &mut Vec<Find>) {
    let mut kept = Vec::new();
    for word in WORDS {
        kept.extend(plain.text.match_indices(word).map(|(at, _)| (plain.char_at(at), plain.char_at(at + word.len()))));
    }
    finds.retain(|find| {
        let is_name = matches!(find.class, Class::Person | Class::Staff | Class::Place | Class::Facility);
        let is_within = kept.iter().any(|(start, end)| find.start >= *start && find.end <= *end);
        // 佐藤様の病状: behind an honorific nothing of it is the name of a disease.
        let is_bare = find.name.is_none_or(|(_, end)| end == find.end);
        !(is_name && (is_within || is_bare && BEHIND.is_match(plain.from(find.end))))
    });
}

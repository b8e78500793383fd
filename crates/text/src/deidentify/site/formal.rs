//! Owns what belongs to the formal name of a house: ordinals, who runs it, the words in front of it and the branch behind it.

use std::sync::LazyLock;

use regex::Regex;

use super::words::EVERYDAY;
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::person::Reading;
use crate::deidentify::plain::{Plain, is_kanji};
use crate::dictionary::Pos;

/// Words that belong to the name of a house though they name none by themselves.
pub(super) const FORMAL: [&str; 10] = ["国立", "県立", "市立", "都立", "府立", "町立", "公立", "総合", "大学", "中央"];
/// 第一病院, 県立病院, 日赤: whoever lives there knows which.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        "第[一二三四五六七八九十](?:総合)?(?:病院|医院|診療所|中央病院)|(?:国立|県立|市立|都立|府立|道立|町立|村立|公立|市民|県民)(?:総合|中央)?(?:病院|医療センター)|",
        "日赤(?:病院|医療センター)?|(?:JCHO|済生会|徳洲会)[一-龠ァ-ヶ]{2,6}(?:病院|医療センター)?|(?:厚生連|労災)[一-龠ァ-ヶ]{0,6}(?:病院|医療センター)"
    ))
});
/// こころのクリニック
static OF_CLINIC: LazyLock<Regex> = LazyLock::new(|| pattern("([ぁ-ん]{3,6})の(?:クリニック|診療所|内科|歯科|薬局)"));
/// スギ薬局 国分寺店
static BRANCH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s?[一-龠ァ-ヶー]{1,8}店"));

/// Houses that their form alone tells.
pub(super) fn find(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&ORDINAL, plain) {
        finds.push(Find::new(found.start, found.end, Class::Facility, 0.8).named(found.start, found.end));
    }
    for found in matches(&OF_CLINIC, plain) {
        let is_word = EVERYDAY.contains(&found.group(1))
            || ["ちかく", "いつも", "べつ", "ところ", "かかりつけ", "など", "より", "ここ"]
                .iter()
                .any(|word| found.group(1).ends_with(word));
        if !is_word {
            finds.push(Find::new(found.start, found.end, Class::Facility, 0.6).named(found.start, found.end));
        }
    }
}

/// Where a name begins when common words that lead to it are cut off (朝|大宮).
pub(super) fn skip_words(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    (start..end)
        .find(|at| {
            reading.token_at(*at).is_some_and(|token| {
                token.start == *at
                    && (token.pos.is_proper() || token.pos == Pos::Prefix || !token.is_known || token.end > end)
            })
        })
        .unwrap_or(start)
}

/// 東京|総合医療センター, 総合守谷|第一病院: contiguous words of the name in front of a facility, and a branch behind it.
pub(super) fn widen(reading: &Reading<'_>, finds: &mut [Find]) {
    let plain = reading.plain;
    for find in finds.iter_mut().filter(|find| find.class == Class::Facility && !find.is_listed) {
        while let Some(token) = find.start.checked_sub(1).and_then(|at| reading.token_at(at)) {
            let is_kanji_word = token.surface.chars().all(is_kanji);
            let belongs = token.pos.is_proper() || FORMAL.contains(&token.surface);
            if token.end != find.start || !is_kanji_word || !belongs || !plain.get(find.start).is_some_and(is_kanji) {
                break;
            }
            find.start = token.start;
        }
        if let Some(branch) = BRANCH.find(plain.after(find.end, 12)) {
            find.end += branch.as_str().chars().count();
        }
    }
}

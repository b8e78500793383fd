//! Owns named spots: shops, roads, railway lines, parks and their like.

use std::sync::LazyLock;

use regex::Regex;

use super::words::{GENERIC, SHOPS};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::person::Reading;
use crate::deidentify::plain::{Plain, is_hiragana, is_katakana};

/// Chains, with their branch.
static SHOP: LazyLock<Regex> = LazyLock::new(|| {
    let mut shops = SHOPS.to_vec();
    shops.sort_by_key(|shop| std::cmp::Reverse(shop.len()));
    let shops: Vec<String> = shops.iter().map(|shop| regex::escape(shop)).collect();
    pattern(&format!(r"(?:{})(?:\s?[一-龠ァ-ヶーぁ-ん]{{1,8}}店)?", shops.join("|")))
});
/// まるよしスーパー, ヨークマート鵠沼店: a shop by its kind.
static SHOP_KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([ぁ-ん]{3,6}|[ァ-ヶー]{2,8})(?:スーパー|ストア|マート|ドラッグ|書店|ベーカリー|食堂)(?:\s?[一-龠ァ-ヶー]{1,6}店)?",
    )
});
static ROAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:国道|県道|都道|府道|市道)\s?[0-9]{1,4}\s?号(?:線)?|[一-龠]{1,4}(?:街道|バイパス)"));
/// さくら通り, 昭和通り: what stands behind tells it from 予定通り.
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([一-龠]{2,4}|[ぁ-ん]{3,5}|[ァ-ヶー]{2,6})通り(?:の?交差点|沿い|方面|を横断|を渡|付近|の横断|の歩道|の信号)",
    )
});
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"([一-龠]{1,5}|[ァ-ヶー]{2,6})線(?:に乗|の電車|の駅|沿線|で移動|の改札|のホーム|へ乗|を利用)")
});
/// A name in front of a kind of spot.
static SPOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"([一-龠]{1,6}|[ァ-ヶー]{2,6}|[ぁ-ん]{3,6})(?:国際空港|空港|神社|神宮|大社|八幡宮|天満宮|動物園|水族館|植物園|公園|海岸|海水浴場|遊園地|温泉|商店街|大橋|",
        r"球場|競技場|美術館|博物館|図書館|郵便局|市場|インターチェンジ|サービスエリア|パーキングエリア)"
    ))
});
static RAILWAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([一-龠ヶノ]{1,5}|[ァ-ヶー]{2,6}|[ぁ-ん]{3,5})駅(?:前|構内|ビル)?"));
static STATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"道の駅\s?[「]?([ァ-ヶー一-龠]{2,8}|[ぁ-ん]{3,8})"));

/// 中区, 緑区: words of one kanji that are wards of a city.
static CITY_WARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^一-龠々])([東西南北中緑旭栄泉港]区)(?:在住|内|役所|の|に|へ|から|で|。|、|$)"));

/// Words before a kind of spot that name none.
const ANY: [&str; 30] = [
    "近隣", "近所", "付近", "児童", "自然", "運動", "総合", "中央", "市民", "市立", "県立", "町立", "区立", "国立",
    "公立", "地元", "最寄", "屋外", "屋内", "野外", "室内", "特定", "大手", "本", "各", "同", "当", "別", "某", "生鮮",
];

/// What stands before 駅 and names none.
const ANY_STATION: [&str; 14] =
    ["同", "当", "各", "次", "前", "最寄", "最寄り", "終着", "始発", "乗換", "乗り換え", "降車", "下車", "道の"];

/// Every named spot.
pub(crate) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for found in matches(&SHOP, plain) {
        if !touches_katakana(plain, found.start, found.end) {
            finds.push(Find::new(found.start, found.end, Class::Place, 0.6));
        }
    }
    for found in matches(&ROAD, plain) {
        if !ANY.iter().any(|word| plain.slice(found.start, found.end).starts_with(word)) {
            finds.push(Find::new(found.start, found.end, Class::Place, 0.7));
        }
    }
    for (regex, behind) in [(&*SHOP_KIND, 0), (&*STREET, 2), (&*LINE, 1), (&*SPOT, 0)] {
        for found in matches(regex, plain) {
            let Some((start, end)) = found.range(1) else { continue };
            if let Some(from) = name(reading, start, end) {
                let to = if behind == 0 { found.end } else { end + behind };
                finds.push(Find::new(from, to, Class::Place, 0.6));
            }
        }
    }
    for found in matches(&CITY_WARD, plain) {
        if let Some((start, end)) = found.range(1) {
            finds.push(Find::new(start, end, Class::Place, 0.6));
        }
    }
    for found in matches(&RAILWAY, plain) {
        let Some((start, end)) = found.range(1) else { continue };
        let is_any = ANY_STATION.iter().any(|word| plain.slice(start, end).ends_with(word));
        let is_cut = plain.get(start).is_some_and(is_hiragana) && plain.previous(start).is_some_and(is_hiragana);
        if !is_any && !is_cut && !touches_katakana(plain, start, start) {
            finds.push(Find::new(super::formal::skip_words(reading, start, end), found.end, Class::Place, 0.7));
        }
    }
    for found in matches(&STATION, plain) {
        let Some((start, end)) = found.range(1) else { continue };
        // 道の駅なるさわで: up to the particle.
        let particle =
            (start + 3..end).find(|at| plain.get(*at).is_some_and(|letter| "でにへをのはが".contains(letter)));
        finds.push(Find::new(found.start, particle.unwrap_or(end), Class::Place, 0.7));
    }
}

/// Where the name begins that stands between these places, if it names anything.
fn name(reading: &Reading<'_>, start: usize, end: usize) -> Option<usize> {
    let plain = reading.plain;
    let text = plain.slice(start, end);
    if plain.get(start).is_some_and(is_hiragana) {
        // The run goes further back: it is a piece of a sentence. ちかくの公園, きれいな公園 say what it is like.
        let is_cut = plain.previous(start).is_some_and(is_hiragana);
        let is_said = text.ends_with(['の', 'な', 'い', 'た', 'る', 'に', 'を', 'は', 'が', 'で', 'と', 'へ']);
        return (!is_cut && !is_said).then_some(start);
    }
    let begins = (start..end).find(|at| {
        reading.token_at(*at).is_some_and(|token| {
            token.start == *at
                && (token.pos.is_proper() || !token.is_known)
                && !GENERIC.contains(&token.surface)
                && !ANY.contains(&token.surface)
        })
    });
    begins.filter(|_| !touches_katakana(plain, start, end) || !plain.get(start).is_some_and(is_katakana))
}

fn touches_katakana(plain: &Plain, start: usize, end: usize) -> bool {
    let joins =
        |inner: Option<char>, outer: Option<char>| inner.is_some_and(is_katakana) && outer.is_some_and(is_katakana);
    joins(plain.get(start), plain.previous(start)) || joins(plain.previous(end), plain.get(end))
}

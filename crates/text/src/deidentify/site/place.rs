//! Owns places and addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::words::{NO_PLACE, PLACE_SUFFIXES};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::person::Reading;
use crate::deidentify::plain::{Plain, is_hiragana, is_kanji, is_katakana};
use crate::dictionary::{Pos, Token};

static ADDRESS_TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:大?字)?[一-龠ぁ-んァ-ヶ々]{0,8}?)??\s?(?:(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地?|条|地割|線|-|の[0-9]{1,4})\s?)",
        r"(?:の?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地?の?|号|-)?\s?){0,4}",
        r"(?:\s?[一-龠ァ-ヶーA-Za-z]{2,14}(?:マンション|ハイツ|荘|コーポ|アパート|ビル|レジデンス|メゾン|団地|住宅|ハウス)?\s?[0-9]{2,4}\s?号?室?)?"
    ))
});
static MUNICIPALITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)?(?:[一-龠ぁ-んァ-ヶ々]{1,6}?郡)?[一-龠ぁ-んァ-ヶ々]{1,7}?[市区町村](?:[一-龠ぁ-んァ-ヶ々]{1,5}?区)?(?:[一-龠ぁ-んァ-ヶ々]{1,8}?)??",
    )
});
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地)(?:\s?の?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:番地?|号|-)?){0,3}|[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4})?(?:号室?|号)?|[0-9]{1,4}番[0-9]{1,4}号?",
    )
});
static PREFECTURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"東京都|北海道|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県",
    )
});

/// Every place and address.
pub(crate) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let mut chain: Option<(usize, usize, usize)> = None;
    for (index, token) in reading.tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| reading.tokens.get(at));
        let is_link = chain.is_some_and(|(_, end, _)| end == token.start)
            && (matches!(token.pos, Pos::Place | Pos::PlaceSuffix)
                || PLACE_SUFFIXES.contains(&token.surface)
                || token.surface == "字"
                || token.surface == "大字");
        if is_link {
            if let Some((_, end, count)) = &mut chain {
                *end = token.end;
                *count += 1;
            }
            continue;
        }
        close_chain(plain, chain.take(), finds);
        if begins_place(plain, token, before) {
            chain = Some((token.start, token.end, 1));
        }
    }
    close_chain(plain, chain, finds);
    for found in matches(&BLOCK, plain) {
        block(reading, found.start, found.end, finds);
    }
    for found in matches(&PREFECTURE, plain) {
        finds.push(Find::new(found.start, found.end, Class::Place, 0.9));
        let rest = plain.from(found.end);
        if let Some(town) = MUNICIPALITY.find(rest).filter(|town| town.start() == 0) {
            let end = found.end + rest[..town.end()].chars().count();
            finds.push(Find::new(found.start, end, Class::Place, 0.9));
            address_tail(plain, found.start, end, finds);
        }
    }
}

fn begins_place(plain: &Plain, token: &Token<'_>, before: Option<&Token<'_>>) -> bool {
    let count = token.end - token.start;
    let rest = plain.from(token.end);
    let has_suffix = rest.starts_with(['市', '区', '町', '村', '県', '郡', '駅']);
    let is_place = (token.pos == Pos::Place || (token.pos.is_person() && has_suffix)) && token.is_known;
    let touches_kanji = before.is_some_and(|word| {
        word.end == token.start
            && (word.pos.is_common_noun() || word.pos == Pos::Prefix || word.pos == Pos::Number)
            && plain.previous(token.start).is_some_and(is_kanji)
    });
    let goes_on = !has_suffix && plain.get(token.end).is_some_and(is_kanji);
    is_place
        && (count >= 2 || has_suffix)
        && (has_suffix || !token.surface.chars().all(is_katakana))
        && (!NO_PLACE.contains(&token.surface) || rest.starts_with("区在住") || rest.starts_with("市在住"))
        && !token.surface.chars().all(is_hiragana)
        && !touches_kanji
        && !(goes_on
            && count < 3
            && !rest.starts_with([
                '方', '出', '在', '産', '弁', '支', '本', '店', '地', '周', '付', '近', '内', '病', '港', '空', '行',
                '発', '着', '経', '側', '面', '旅', '観', '沖', '湾', '川', '山', '橋', '線', '通', '道', '大', '小',
                '中', '高', '公', '消', '警', '土', '河', '堤',
            ]))
}

fn close_chain(plain: &Plain, chain: Option<(usize, usize, usize)>, finds: &mut Vec<Find>) {
    let Some((start, end, links)) = chain else { return };
    // 同市見沼区: of the town that was named before.
    let same = ["同市", "同区", "同町", "同村", "同県"].contains(&plain.before(start, 2));
    let start = if same { start - 2 } else { start };
    finds.push(Find::new(start, end, Class::Place, if links > 1 { 0.85 } else { 0.6 }));
    address_tail(plain, start, end, finds);
}

/// 千代田区丸の内1-2-3: numbers behind a place make an address.
fn address_tail(plain: &Plain, start: usize, end: usize, finds: &mut Vec<Find>) {
    let rest = plain.from(end);
    if let Some(tail) = ADDRESS_TAIL.find(rest).filter(|tail| tail.end() > 0) {
        let text = &rest[..tail.end()];
        let has_number =
            text.contains(|letter: char| letter.is_ascii_digit()) || text.contains("丁目") || text.contains("番");
        if has_number {
            finds.push(Find::new(start, end + text.trim_end().chars().count(), Class::Address, 0.92));
        }
    }
}

/// A block number without a known town: the nouns before it are the town.
fn block(reading: &Reading<'_>, start: usize, end: usize, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let is_inner =
        plain.previous(start).is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '/'));
    let goes_on = plain
        .get(end)
        .is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '/' | '線' | '機'));
    if is_inner || goes_on {
        return;
    }
    let mut from = start;
    while start - from < 8
        && plain
            .previous(from)
            .is_some_and(|letter| is_kanji(letter) || is_katakana(letter) || matches!(letter, 'の' | 'ヶ'))
    {
        from -= 1;
    }
    // A town has a name right before its numbers; 1-2-3 alone is a code.
    let has_words = plain.slice(start, end).contains(['丁', '番']);
    if from < start || has_words {
        let from =
            reading.token_at(from).map_or(from, |token| if token.start < from { token.end.min(start) } else { from });
        finds.push(Find::new(from, end, Class::Address, 0.8));
    }
}

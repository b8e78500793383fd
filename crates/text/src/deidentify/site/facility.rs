//! Owns facilities: recognised by their kind before or behind a name, by quotes, by what one does there, and from the list.

use std::sync::LazyLock;

use regex::Regex;

use super::formal::{self, FORMAL};
use super::words::{EVERYDAY, GENERIC, KATA_COMMON, STRONG, WEAK};
use crate::deidentify::class::{Class, Find};
use crate::deidentify::pattern::{matches, pattern};
use crate::deidentify::person::Reading;
use crate::deidentify::plain::{Plain, is_hiragana, is_kanji, is_katakana};
use crate::dictionary::{Pos, Token};

/// Kinds of facility that stand before a name (デイサービスやすらぎ).
pub(super) static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:特別養護老人ホーム|養護老人ホーム|軽費老人ホーム|介護付き?有料老人ホーム|住宅型有料老人ホーム|有料老人ホーム|介護老人保健施設|老人保健施設|介護医療院|認知症対応型共同生活介護|",
        r"ライフケア|小規模多機能(?:型居宅介護|ホーム|居宅介護)?|看護小規模多機能|グループホーム|デイサービスセンター|デイサービス|デイケア|通所リハビリ|ショートステイ|ケアハウス|",
        r"サービス付き高齢者向け住宅|サ高住|障害者支援施設|就労支援(?:センター|事業所|施設)?|就労継続支援[AB]型(?:事業所)?|生活介護(?:事業所)?|地域活動支援センター|放課後等デイサービス|児童発達支援(?:センター|事業所)?|",
        r"相談支援センター|相談支援事業所|包括支援センター|ケアプランセンター|介護センター|ケアセンター|福祉センター|老人ホーム|障害者施設|共同生活援助|訪問看護ステーション|ヘルパーステーション|訪問介護(?:事業所)?|居宅介護支援事業所|地域包括支援センター|特養|老健|社会福祉法人|医療法人(?:社団|財団)?|社会医療法人|NPO法人|一般社団法人|株式会社|有限会社|合同会社|",
        r"施設名|事業所名|法人名|病院名|医療機関名?|かかりつけ医|主治医療機関|搬送先|入院先|転院先|受診先|紹介元|紹介先)",
        r"(?:\s?[:は]\s?|\s?[「『(\x22]\s?|\s|の)?"
    ))
});
/// Quoted words before a word of use: 「けやき」に入所.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"[「『\x22]([^」』\x22\n]{2,20})[」』\x22]\s?(?:の|に|へ|を|から|で|より)?\s?",
        r"(?:入所|入居|通所|利用|転所|転居|転院|搬送|受診|入院|勤務|職員|利用者|入居者|ショート|デイ|スタッフ|施設|病院|事業所|ホーム|ユニット|フロア|棟|看護師|送迎|相談員|ケアマネ|担当者)"
    ))
});
/// What follows a facility called by a common word: けやきに入所.
static USE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:に|へ|を|から|で|より|の)(?:入所|入居|通所|通い|通って|利用|転所|転居|転院|搬送|受診|入院|勤務|職員|利用者|入居者|ショートステイ|ショート利用|デイサービス|スタッフ|施設長|看護師|送迎|相談員|ケアマネ|担当者|管理者|電話|連絡|救急搬送|短期入所|体験利用|体験入所|退所|退院|送って|戻)|利用中|入所中|入居中|通所中)",
    )
});

/// Every facility.
pub(crate) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for (index, token) in reading.tokens.iter().enumerate() {
        suffixed(reading, index, token, finds);
        if is_called_by_a_word(plain, token) {
            finds.push(Find::new(token.start, token.end, Class::Facility, 0.6).named(token.start, token.end));
        }
    }
    formal::find(plain, finds);
    for found in matches(&KIND, plain) {
        if let Some(end) = name_after(reading, found.end, plain.slice(found.start, found.end)) {
            finds.push(Find::new(found.start, end, Class::Facility, 0.85).named(found.end, end));
        }
    }
    for found in matches(&QUOTED, plain) {
        if let Some((start, end)) = found.range(1)
            && reading
                .tokens
                .iter()
                .filter(|token| token.start >= start && token.end <= end)
                .all(|token| is_name_word(token))
        {
            finds.push(Find::new(start, end, Class::Facility, 0.7).named(start, end));
        }
    }
    formal::widen(reading, finds);
}

fn is_name_word(token: &Token<'_>) -> bool {
    token.pos.is_common_noun()
        || token.pos.is_proper()
        || token.surface == "の"
        || !token.is_known
        || matches!(token.pos, Pos::Suffix | Pos::PlaceSuffix)
}

/// けやきに入所: a noun in hiragana, or a proper name, in front of a word of use.
fn is_called_by_a_word(plain: &Plain, token: &Token<'_>) -> bool {
    let count = token.end - token.start;
    let is_hiragana_noun = token.surface.chars().all(is_hiragana)
        && count >= 3
        && (token.pos == Pos::Noun
            || token.pos == Pos::VerbalNoun
            || token.pos == Pos::AdjectivalNoun
            || token.pos.is_proper()
            || (!token.is_known && token.pos != Pos::Interjection))
        && !EVERYDAY.contains(&token.surface);
    let is_name = token.pos.is_proper() && token.pos != Pos::Country && count >= 2 && token.is_known;
    let touches = plain
        .previous(token.start)
        .is_some_and(|letter| is_hiragana(letter) && !"、。はがにをのとでへも".contains(letter));
    (is_hiragana_noun || is_name) && !touches && USE.is_match(plain.from(token.end))
}

/// X苑, X病院: the words of the name stand before the kind.
fn suffixed(reading: &Reading<'_>, index: usize, token: &Token<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    // The kind may begin at this word and run over several.
    let rest = plain.after(token.start, 14);
    let starts = |list: &[&'static str]| {
        list.iter().filter(|kind| rest.starts_with(**kind)).max_by_key(|kind| kind.len()).copied()
    };
    let (kind, is_strong) = match (starts(&STRONG), starts(&WEAK)) {
        (Some(strong), weak) if weak.is_none_or(|weak| weak.len() <= strong.len()) => (strong, true),
        (_, Some(weak)) => (weak, false),
        _ => return inside(reading, token, finds),
    };
    let end = token.start + kind.chars().count();
    if !reading.is_edge(end) && kind.chars().count() == 1 {
        return;
    }
    let named = name_before(reading, index, is_strong, kind).or_else(|| hiragana_before(plain, token.start, kind));
    let Some(start) = named else { return };
    let end = extend(plain, end);
    let confidence = if is_strong { 0.85 } else { 0.7 };
    finds.push(Find::new(start, end, Class::Facility, confidence).named(start, end));
}

/// 中央病院, けやき苑 as one word of the dictionary: an organisation that ends with a kind.
fn inside(reading: &Reading<'_>, token: &Token<'_>, finds: &mut Vec<Find>) {
    let is_kind = STRONG.iter().chain(WEAK.iter()).any(|kind| token.surface.ends_with(kind) && token.surface != *kind);
    let is_house = token.pos == Pos::Organisation || token.pos == Pos::Proper;
    if is_house && token.is_known && is_kind && !token.surface.is_ascii() {
        let end = extend(reading.plain, token.end);
        finds.push(Find::new(token.start, end, Class::Facility, 0.7).named(token.start, token.end));
    }
}

/// The kind may go on: けやき苑デイサービスセンター.
fn extend(plain: &Plain, end: usize) -> usize {
    let mut end = end;
    while let Some(kind) = STRONG
        .iter()
        .chain(WEAK.iter())
        .filter(|kind| kind.chars().count() >= 2 && plain.from(end).starts_with(**kind))
        .max_by_key(|kind| kind.len())
    {
        end += kind.chars().count();
    }
    end
}

/// Where the name begins whose kind stands at the word `index`.
fn name_before(reading: &Reading<'_>, index: usize, is_strong: bool, kind: &str) -> Option<usize> {
    let mut start = None;
    let mut is_name = false;
    let end = reading.tokens.get(index)?.start;
    for at in (0..index).rev() {
        let token = reading.tokens.get(at)?;
        let expected = start.unwrap_or(end);
        if token.end != expected || end - token.start > 14 {
            break;
        }
        let is_generic = GENERIC.contains(&token.surface);
        let is_joint = token.surface == "の" && kind.starts_with('の');
        if !(is_name_word(token) && token.surface != "の" || is_joint || token.pos == Pos::Prefix)
            || token.surface.chars().any(|letter| letter.is_ascii_digit())
        {
            break;
        }
        if is_generic && !is_name && start.is_none() && !is_strong {
            break;
        }
        is_name |= !is_generic && names_a_house(token, is_strong, kind);
        start = Some(token.start);
    }
    let mut start = start.filter(|_| is_name)?;
    // Leading words that name nothing (近隣の, 同じ) stay readable.
    while let Some(token) = reading
        .token_at(start)
        .filter(|token| token.end < end && (GENERIC.contains(&token.surface) || token.pos == Pos::AdverbialNoun))
        .filter(|token| !FORMAL.contains(&token.surface))
    {
        start = token.end;
    }
    (start < end).then_some(start)
}

/// ゆうゆう苑: a run of hiragana that no dictionary has, before a kind.
fn hiragana_before(plain: &Plain, end: usize, kind: &str) -> Option<usize> {
    let takes = [
        "苑",
        "荘",
        "の里",
        "の郷",
        "の家",
        "の杜",
        "の丘",
        "園",
        "病院",
        "医院",
        "クリニック",
        "診療所",
        "ホーム",
        "薬局",
        "作業所",
        "訪看",
        "居宅",
    ];
    if !takes.contains(&kind) {
        return None;
    }
    let mut start = end;
    while start > 0 && end - start < 10 && plain.previous(start).is_some_and(is_hiragana) {
        start -= 1;
    }
    let follows_kanji = plain
        .previous(start)
        .is_some_and(|letter| is_kanji(letter) || is_katakana(letter) || letter.is_ascii_alphanumeric());
    if follows_kanji {
        if !plain.get(start).is_some_and(|letter| "はがをにのへでとも".contains(letter)) {
            return None;
        }
        start += 1;
    }
    let is_inflected = plain.previous(end).is_some_and(|letter| "たるいなのをにはがでとれうくすて".contains(letter));
    (end >= start + 3 && !is_inflected).then_some(start)
}

fn names_a_house(token: &Token<'_>, is_strong: bool, kind: &str) -> bool {
    let count = token.end - token.start;
    let is_proper = token.pos.is_proper() && token.pos != Pos::Country && (count >= 2 || is_strong);
    let is_kana = token.surface.chars().all(is_hiragana)
        && count >= 2
        && (token.pos == Pos::Noun || !token.is_known || token.pos.is_proper());
    let is_care = is_strong
        && matches!(
            kind,
            "病院"
                | "医院"
                | "クリニック"
                | "診療所"
                | "苑"
                | "荘"
                | "の里"
                | "の郷"
                | "の杜"
                | "の丘"
                | "の風"
                | "の森"
                | "薬局"
                | "歯科医院"
                | "総合病院"
                | "医療センター"
                | "記念病院"
        );
    let is_noun = token.pos.is_common_noun() && is_care && count >= 2 && token.pos != Pos::AdverbialNoun
        || token.surface == "中央" && is_strong;
    let is_kata_name = !token.is_known && token.surface.chars().all(is_katakana) && is_strong && count >= 3;
    // スマイル歯科, ハロー薬局
    let is_kata_noun = count >= 3
        && token.surface.chars().all(is_katakana)
        && matches!(kind, "歯科" | "歯科医院" | "クリニック" | "薬局" | "医院" | "内科" | "眼科")
        && !KATA_COMMON.contains(&token.surface);
    let is_surname = is_care && count == 1 && crate::dictionary::names().surname(token.surface).is_some();
    is_proper
        || is_kata_noun
        || is_surname
        || is_kana
        || is_noun && token.is_known
        || is_kata_name
        || (!token.is_known && is_strong && token.surface.chars().all(is_kanji))
}

/// The end of the name that stands behind a kind of facility.
fn name_after(reading: &Reading<'_>, start: usize, kind: &str) -> Option<usize> {
    let plain = reading.plain;
    let is_marked = kind.ends_with([':', '「', '『', '(', '"', 'は']) || kind.ends_with("名");
    let mut end = start;
    let mut is_name = false;
    while let Some(token) = reading.token_at(end) {
        if token.start != end || end - start > 14 {
            break;
        }
        let is_joint = token.surface == "の"
            && is_name
            && reading.token_at(token.end).is_some_and(|next| {
                ["里", "郷", "家", "杜", "森", "丘", "園", "風", "会", "木", "花"].contains(&next.surface)
            });
        let fits = !GENERIC.contains(&token.surface)
            && match token.pos {
                pos if pos.is_proper() => true,
                _ if crate::lexicon::is_house(token.surface) => true,
                Pos::Noun | Pos::AdjectivalNoun => {
                    token.surface.chars().all(is_hiragana)
                        || token.surface.chars().all(is_katakana) && !KATA_COMMON.contains(&token.surface)
                        || is_marked && token.end - start <= 10
                        || is_name
                }
                Pos::Suffix | Pos::PlaceSuffix | Pos::Counter => {
                    is_name && ["苑", "園", "荘", "会", "館", "寮", "院"].contains(&token.surface)
                }
                _ => {
                    !token.is_known
                        && !matches!(token.pos, Pos::Symbol | Pos::Number | Pos::Interjection)
                        && !token.surface.is_ascii()
                }
            };
        if !fits && !is_joint {
            break;
        }
        is_name = true;
        end = token.end;
    }
    if !is_name {
        end = hiragana_after(plain, start)?;
        is_name = true;
    }
    let is_closed = plain.get(end).is_none_or(|next| !is_kanji(next))
        || is_marked
        || ["利用", "入所", "入居", "職員", "通所"].iter().any(|word| plain.from(end).starts_with(word));
    (is_name && end - start >= 2 && is_closed && !EVERYDAY.contains(&plain.slice(start, end))).then_some(end)
}

/// デイサービスゆうゆうを利用: hiragana that no dictionary has, up to a particle before something else.
fn hiragana_after(plain: &Plain, start: usize) -> Option<usize> {
    let mut end = start;
    while end < start + 10 && plain.get(end).is_some_and(is_hiragana) {
        end += 1;
    }
    let rest = plain.slice(start, end);
    let begins_grammar = [
        "で", "の", "へ", "に", "は", "が", "を", "と", "も", "から", "より", "まで", "など", "し", "さん", "だ",
        "なの", "お", "ご",
    ]
    .iter()
    .any(|word| rest.starts_with(word));
    if begins_grammar {
        return None;
    }
    let particle = (start + 3..end)
        .rev()
        .find(|at| plain.get(*at).is_some_and(|letter| "をにのへでがはと".contains(letter)) && *at + 2 >= end);
    let end = particle.unwrap_or(end);
    (end >= start + 3).then_some(end)
}

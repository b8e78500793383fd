//! Owns facilities, places and addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::class::{Class, Find};
use super::pattern::{matches, pattern};
use super::person::Reading;
use super::plain::{Plain, is_hiragana, is_kanji, is_katakana};
use crate::dictionary::{Pos, Token};

/// Kinds of facility that end a name (けやき苑); those in the second list only after a proper name.
const STRONG: &[&str] = &[
    "総合病院", "大学病院", "大学附属病院", "大学医学部附属病院", "医療センター", "記念病院", "赤十字病院", "病院", "医院", "クリニック", "診療所", "内科", "外科", "整形外科", "皮膚科", "眼科", "歯科", "歯科医院",
    "耳鼻科", "耳鼻咽喉科", "心療内科", "小児科", "薬局", "調剤薬局", "老人ホーム", "苑", "荘", "の里", "の郷", "の家", "の杜", "の丘", "の園", "の風", "ケアセンター", "デイサービスセンター", "デイサービス", "デイケア",
    "訪問看護ステーション", "ヘルパーステーション", "ケアプランセンター", "グループホーム", "ケアハウス", "特養", "老健", "ホーム", "学園", "作業所", "事業所", "福祉会", "医療法人", "会病院",
];
const WEAK: &[&str] = &["園", "寮", "館", "ハウス", "センター", "ステーション", "小学校", "中学校", "高校", "高等学校", "大学", "幼稚園", "保育園", "こども園", "支援学校", "会", "株式会社", "商店", "工務店", "タクシー", "警察署", "消防署", "会館", "交番"];

/// Kinds of facility that stand before a name (デイサービスやすらぎ).
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:特別養護老人ホーム|養護老人ホーム|軽費老人ホーム|介護付き?有料老人ホーム|住宅型有料老人ホーム|有料老人ホーム|介護老人保健施設|老人保健施設|介護医療院|認知症対応型共同生活介護|",
        r"小規模多機能(?:型居宅介護|ホーム|居宅介護)?|看護小規模多機能|グループホーム|デイサービスセンター|デイサービス|デイケア|通所リハビリ|ショートステイ|ケアハウス|",
        r"サービス付き高齢者向け住宅|サ高住|障害者支援施設|就労支援(?:センター|事業所|施設)?|就労継続支援[AB]型(?:事業所)?|生活介護(?:事業所)?|地域活動支援センター|放課後等デイサービス|児童発達支援(?:センター|事業所)?|",
        r"訪問看護ステーション|ヘルパーステーション|訪問介護(?:事業所)?|居宅介護支援事業所|地域包括支援センター|特養|老健|社会福祉法人|医療法人(?:社団|財団)?|社会医療法人|NPO法人|一般社団法人|株式会社|有限会社|合同会社|",
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
    pattern(r"^(?:(?:に|へ|を|から|で|より|の)(?:入所|入居|通所|通い|通って|利用|転所|転居|転院|搬送|受診|入院|勤務|職員|利用者|入居者|ショートステイ|ショート利用|デイサービス|スタッフ|施設長|看護師|送迎|相談員|ケアマネ|担当者|管理者|電話|連絡|救急搬送|短期入所|体験利用|体験入所|退所|退院|送って|戻)|利用中|入所中|入居中|通所中)")
});

/// Every facility.
pub(crate) fn facilities(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    for (index, token) in reading.tokens.iter().enumerate() {
        suffixed(reading, index, token, finds);
        if is_called_by_a_word(plain, token) {
            finds.push(Find::new(token.start, token.end, Class::Facility, 0.6).named(token.start, token.end));
        }
    }
    for found in matches(&KIND, plain) {
        if let Some(end) = name_after(reading, found.end, plain.slice(found.start, found.end)) {
            finds.push(Find::new(found.start, end, Class::Facility, 0.85).named(found.end, end));
        }
    }
    for found in matches(&QUOTED, plain) {
        if let Some((start, end)) = found.range(1)
            && reading.tokens.iter().filter(|token| token.start >= start && token.end <= end).all(|token| is_name_word(token))
        {
            finds.push(Find::new(start, end, Class::Facility, 0.7).named(start, end));
        }
    }
}

fn is_name_word(token: &Token<'_>) -> bool {
    token.pos.is_common_noun() || token.pos.is_proper() || token.surface == "の" || !token.is_known || matches!(token.pos, Pos::Suffix | Pos::PlaceSuffix)
}

/// けやきに入所: a noun in hiragana, or a proper name, in front of a word of use.
fn is_called_by_a_word(plain: &Plain, token: &Token<'_>) -> bool {
    let count = token.end - token.start;
    let is_hiragana_noun = token.surface.chars().all(is_hiragana)
        && count >= 3
        && (token.pos == Pos::Noun || token.pos == Pos::VerbalNoun || token.pos == Pos::AdjectivalNoun || token.pos.is_proper() || (!token.is_known && token.pos != Pos::Interjection))
        && !EVERYDAY.contains(&token.surface);
    let is_name = token.pos.is_proper() && token.pos != Pos::Country && count >= 2 && token.is_known;
    let touches = plain.previous(token.start).is_some_and(|letter| is_hiragana(letter) && !"、。はがにをのとでへも".contains(letter));
    (is_hiragana_noun || is_name) && !touches && USE.is_match(plain.from(token.end))
}

/// Nouns in hiragana that stand before words of use and name no house.
const EVERYDAY: &[&str] = &[
    "おむつ", "オムツ", "ふとん", "めまい", "けいれん", "ふらつき", "むせ", "おやつ", "かばん", "はさみ", "くすり", "いす", "つえ", "てすり", "となり", "ほか", "あと", "まえ", "うち", "そと", "かかりつけ", "よそ", "ところ",
    "ほとんど", "みんな", "すべて", "それぞれ", "そこ", "ここ", "あそこ", "どこ", "かご", "ひも", "ごみ", "はしご", "ひざ", "からだ", "おふろ", "ふろ", "ベッド", "こちら", "そちら", "あちら", "ため", "よう", "もの", "こと", "とき",
];

/// X苑, X病院: the words of the name stand before the kind.
fn suffixed(reading: &Reading<'_>, index: usize, token: &Token<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    // The kind may begin at this word and run over several.
    let rest = plain.after(token.start, 14);
    let starts = |list: &[&'static str]| list.iter().filter(|kind| rest.starts_with(**kind)).max_by_key(|kind| kind.len()).copied();
    let (kind, is_strong) = match (starts(STRONG), starts(WEAK)) {
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
    let is_kind = STRONG.iter().chain(WEAK).any(|kind| token.surface.ends_with(kind) && token.surface != *kind);
    let is_house = token.pos == Pos::Organisation || token.pos == Pos::Proper;
    if is_house && token.is_known && is_kind && !token.surface.is_ascii() {
        let end = extend(reading.plain, token.end);
        finds.push(Find::new(token.start, end, Class::Facility, 0.7).named(token.start, token.end));
    }
}

/// The kind may go on: けやき苑デイサービスセンター.
fn extend(plain: &Plain, end: usize) -> usize {
    let mut end = end;
    while let Some(kind) = STRONG.iter().chain(WEAK).filter(|kind| kind.chars().count() >= 2 && plain.from(end).starts_with(**kind)).max_by_key(|kind| kind.len()) {
        end += kind.chars().count();
    }
    end
}

/// Words that stand before a kind of facility and name none.
const GENERIC: &[&str] = &[
    "総合", "救急", "外部", "協力", "連携", "近隣", "近く", "他", "他の", "別", "同", "当", "本", "各", "市内", "県内", "町内", "区内", "専門", "精神", "精神科", "一般", "地域", "基幹", "拠点", "入院", "入院先", "搬送先", "転院先",
    "受診", "受診先", "紹介", "最寄", "最寄り", "公立", "私立", "国立", "個人", "民間", "大学", "動物", "内科", "外科", "整形外科", "脳外科", "皮膚科", "眼科", "歯科", "耳鼻科", "小児科", "産婦人科", "泌尿器科", "心療内科", "救命救急",
    "救命", "訪問", "往診", "門前", "調剤", "かかりつけ", "夜間", "休日", "急患", "循環器", "循環器科", "呼吸器", "消化器", "脳神経外科", "脳神経", "老人", "特別養護", "養護", "有料", "介護", "介護付", "介護付き", "住宅型", "軽費", "グループ",
    "デイ", "ショート", "ショートステイ", "ケア", "デイサービス", "通所", "共同生活", "障害者", "児童", "保育", "認定", "認可", "無認可", "公", "農", "庭", "果樹", "造", "動物", "植物", "遊", "遊園", "霊", "墓", "茶", "学", "卒", "入", "退",
    "駅", "プラット", "ホーム", "マイ", "ホームセンター", "配送", "物流", "流通", "処理", "清掃", "リサイクル", "コール", "サービス", "ショッピング", "ゲーム", "カルチャー", "研修", "訓練", "研究", "情報", "文化", "体育", "旅", "本", "別", "新", "旧",
    "図書", "水族", "美術", "博物", "会", "役員", "大", "社員", "独身", "学生", "県立", "市立", "町立", "村立", "都立", "府立", "区立", "地元", "複数", "両", "元", "前", "現", "次", "自", "母", "出身", "通院", "通院先", "系列", "関連", "併設", "隣接", "提携",
    "法人", "福祉", "高齢者", "老健", "特養", "就労", "就労支援", "生活介護", "相談支援", "居宅", "居宅介護支援", "包括支援", "地域包括支援", "地域包括", "訪問看護", "訪問介護", "ヘルパー", "作業", "授産", "更生", "救護", "一部", "産科", "婦人科", "透析",
    "循環", "麻酔科", "放射線科", "リハビリ", "リハ", "回復期", "療養", "療養型", "急性期", "慢性期", "一次", "二次", "三次", "指定", "警察", "消防", "保健", "医療", "健康", "防災", "給食", "調理", "工場", "支援", "発達支援", "委員", "協議", "研究", "運営", "家族",
    "保護者", "自治", "町", "理事", "勉強", "検討", "朝礼", "反省", "忘年", "新年", "誕生", "夏祭り", "運動", "都", "国", "県", "市", "区", "村", "府", "道", "個人タクシー", "ビニール", "パイプ", "モデル", "ログ", "プレハブ", "スーパー", "温", "育苗", "鶏舎", "牛舎", "豚舎",
    "ガソリン", "サービスステーション", "給油", "ポンプ", "変電", "発電", "浄水", "下水", "本社", "支社", "派遣", "元請", "下請", "協力会社", "建設", "運送", "商", "工", "工業", "事業", "専属", "所属", "派遣元", "派遣先", "出張", "現場", "共同", "合同", "分", "マシニング", "マシニングセンタ",
    "データ", "計算", "管理", "技術", "開発", "試験", "検査", "集荷", "集配", "選果", "営農", "農業", "林業", "漁業", "スポーツ", "トレーニング", "フィットネス", "レジャー", "レクリエーション", "ボウリング", "ゴルフ", "映画", "公民", "体育館", "児童館", "集会", "旅館", "満", "本館", "別館",
];

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
        if !(is_name_word(token) && token.surface != "の" || is_joint || token.pos == Pos::Prefix) || token.surface.chars().any(|letter| letter.is_ascii_digit()) {
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
    while let Some(token) = reading.token_at(start).filter(|token| token.end < end && (GENERIC.contains(&token.surface) || token.pos == Pos::AdverbialNoun)) {
        start = token.end;
    }
    (start < end).then_some(start)
}

/// ゆうゆう苑: a run of hiragana that no dictionary has, before a kind.
fn hiragana_before(plain: &Plain, end: usize, kind: &str) -> Option<usize> {
    let takes = ["苑", "荘", "の里", "の郷", "の家", "の杜", "の丘", "園", "病院", "医院", "クリニック", "診療所", "ホーム", "薬局", "作業所"];
    if !takes.contains(&kind) {
        return None;
    }
    let mut start = end;
    while start > 0 && end - start < 10 && plain.previous(start).is_some_and(is_hiragana) {
        start -= 1;
    }
    let follows_kanji = plain.previous(start).is_some_and(|letter| is_kanji(letter) || is_katakana(letter) || letter.is_ascii_alphanumeric());
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
    let is_kana = token.surface.chars().all(is_hiragana) && count >= 2 && (token.pos == Pos::Noun || !token.is_known || token.pos.is_proper());
    let is_care = is_strong && matches!(kind, "病院" | "医院" | "クリニック" | "診療所" | "苑" | "荘" | "の里" | "の郷" | "の家" | "の杜" | "の丘" | "の風" | "薬局" | "歯科医院" | "総合病院" | "医療センター" | "記念病院");
    let is_noun = token.pos.is_common_noun() && is_care && count >= 2 && !matches!(token.pos, Pos::VerbalNoun | Pos::AdverbialNoun) || token.surface == "中央" && is_strong;
    let is_kata_name = !token.is_known && token.surface.chars().all(is_katakana) && is_strong && count >= 3;
    is_proper || is_kana || is_noun && token.is_known || is_kata_name || (!token.is_known && is_strong && token.surface.chars().all(is_kanji))
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
        let is_joint = token.surface == "の" && is_name && reading.token_at(token.end).is_some_and(|next| ["里", "郷", "家", "杜", "森", "丘", "園", "風", "会", "木", "花"].contains(&next.surface));
        let fits = !GENERIC.contains(&token.surface)
            && match token.pos {
                pos if pos.is_proper() => true,
                Pos::Noun | Pos::AdjectivalNoun => token.surface.chars().all(is_hiragana) || token.surface.chars().all(is_katakana) && !KATA_COMMON.contains(&token.surface) || is_marked && token.end - start <= 10 || is_name,
                Pos::Suffix | Pos::PlaceSuffix | Pos::Counter => is_name && ["苑", "園", "荘", "会", "館", "寮", "院"].contains(&token.surface),
                _ => !token.is_known && !matches!(token.pos, Pos::Symbol | Pos::Number | Pos::Interjection) && !token.surface.is_ascii(),
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
    let is_closed = plain.get(end).is_none_or(|next| !is_kanji(next)) || is_marked || ["利用", "入所", "入居", "職員", "通所"].iter().any(|word| plain.from(end).starts_with(word));
    (is_name && end - start >= 2 && is_closed && !EVERYDAY.contains(&plain.slice(start, end))).then_some(end)
}

/// デイサービスゆうゆうを利用: hiragana that no dictionary has, up to a particle before something else.
fn hiragana_after(plain: &Plain, start: usize) -> Option<usize> {
    let mut end = start;
    while end < start + 10 && plain.get(end).is_some_and(is_hiragana) {
        end += 1;
    }
    let rest = plain.slice(start, end);
    let begins_grammar = ["で", "の", "へ", "に", "は", "が", "を", "と", "も", "や", "から", "より", "まで", "など", "し", "さ", "だ", "な", "い", "う", "お", "ご", "や", "か"].iter().any(|word| rest.starts_with(word));
    if begins_grammar {
        return None;
    }
    let particle = (start + 3..end).rev().find(|at| plain.get(*at).is_some_and(|letter| "をにのへでがはと".contains(letter)) && *at + 2 >= end);
    let end = particle.unwrap_or(end);
    (end >= start + 3).then_some(end)
}

const KATA_COMMON: &[&str] = &[
    "スタッフ", "フロア", "ホール", "ユニット", "トイレ", "ベッド", "バス", "サービス", "センター", "リビング", "ベランダ", "エレベーター", "リーダー", "ヘルパー", "ナース", "ケア", "プラン", "カンファレンス", "リハビリ", "ショート", "デイ", "ステーション", "ルーム", "ドア", "テーブル",
];

static ADDRESS_TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:大?字)?[一-龠ぁ-んァ-ヶ々]{0,8}?)??\s?(?:(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地?|条|地割|線|-)\s?)",
        r"(?:の?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地?の?|号|-)?\s?){0,4}",
        r"(?:\s?[一-龠ァ-ヶーA-Za-z]{2,14}(?:マンション|ハイツ|荘|コーポ|アパート|ビル|レジデンス|メゾン|団地|住宅|ハウス)?\s?[0-9]{2,4}\s?号?室?)?"
    ))
});
static MUNICIPALITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)?(?:[一-龠ぁ-んァ-ヶ々]{1,6}?郡)?[一-龠ぁ-んァ-ヶ々]{1,7}?[市区町村](?:[一-龠ぁ-んァ-ヶ々]{1,5}?区)?(?:[一-龠ぁ-んァ-ヶ々]{1,8}?)??")
});
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:丁目|番地)(?:\s?の?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:番地?|号|-)?){0,3}|[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4})?(?:号室?|号)?|[0-9]{1,4}番[0-9]{1,4}号?")
});
static PREFECTURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"東京都|北海道|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
    ))
});

/// Every place and address.
pub(crate) fn places(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let mut chain: Option<(usize, usize, usize)> = None;
    for (index, token) in reading.tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| reading.tokens.get(at));
        let is_link = chain.is_some_and(|(_, end, _)| end == token.start)
            && (matches!(token.pos, Pos::Place | Pos::PlaceSuffix) || PLACE_SUFFIXES.contains(&token.surface) || token.surface == "字" || token.surface == "大字");
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

const PLACE_SUFFIXES: &[&str] = &["市", "区", "町", "村", "県", "府", "都", "郡", "駅", "通り", "丁目", "インター", "港", "空港", "海岸", "公園", "団地", "地区", "商店街"];

/// Words tagged as places that are words of the language.
const NO_PLACE: &[&str] = &[
    "日本", "本町", "中央", "大手", "港", "浜", "川", "山", "上", "下", "中", "東", "西", "南", "北", "本郷", "新田", "本庄", "内", "外", "津", "沢", "原", "島", "池", "泉", "滝", "谷", "坂", "橋", "宮", "寺", "堂", "里", "町", "村", "市", "区", "関東", "関西", "中部", "本線",
    "平場", "場", "国道", "県道", "市道", "東側", "西側", "南側", "北側", "小道", "大通り", "大橋", "上流", "下流", "土場", "石場", "市場", "下水", "元町", "先", "角", "道", "本", "高架", "地上", "山林", "荷台", "土手", "一", "二", "三", "開田", "水上", "海上", "陸", "洋", "大洋", "地中海",
    "日向", "大分", "向", "上手", "下手", "高台", "大台", "平", "幸", "栄", "旭", "緑", "緑地", "大宮", "主", "巣", "岸壁", "車道", "桟橋", "吊橋", "石段", "段上", "上段", "下段", "土台", "三角", "岩場", "坪", "敷", "間", "浦", "瀬", "畑", "牧", "牧場", "農場", "沖", "鼻", "岬", "崎", "湾", "灘", "岳", "峰", "嶺",
    "左手", "右手", "手前", "裏山", "前山", "大山", "小山", "中山", "下山", "上山", "奥山", "坂下", "坂上", "橋下", "橋上", "川下", "川上", "道上", "道下", "堤", "堤下", "水路", "木場", "木下", "杉", "松", "竹", "桜", "梅", "柳", "栗", "柿", "楠", "樫", "枝", "幹", "根", "葉", "花", "実", "種", "芽", "茎",
];

fn begins_place(plain: &Plain, token: &Token<'_>, before: Option<&Token<'_>>) -> bool {
    let count = token.end - token.start;
    let rest = plain.from(token.end);
    let has_suffix = rest.starts_with(['市', '区', '町', '村', '県', '郡', '駅']);
    let is_place = token.pos == Pos::Place && token.is_known;
    let touches_kanji = before.is_some_and(|word| word.end == token.start && (word.pos.is_common_noun() || word.pos == Pos::Prefix || word.pos == Pos::Number) && plain.previous(token.start).is_some_and(is_kanji));
    let goes_on = !has_suffix && plain.get(token.end).is_some_and(is_kanji);
    is_place
        && (count >= 2 || has_suffix)
        && !NO_PLACE.contains(&token.surface)
        && !token.surface.chars().all(is_hiragana)
        && !touches_kanji
        && !(goes_on && count < 3 && !rest.starts_with(['方', '出', '在', '産', '弁', '支', '本', '店', '地', '周', '付', '近', '内', '病', '港', '空', '行', '発', '着', '経', '側', '面', '旅', '観', '沖', '湾', '川', '山', '橋', '線', '通', '道', '大', '小', '中', '高', '公', '消', '警']))
}

fn close_chain(plain: &Plain, chain: Option<(usize, usize, usize)>, finds: &mut Vec<Find>) {
    let Some((start, end, links)) = chain else { return };
    finds.push(Find::new(start, end, Class::Place, if links > 1 { 0.85 } else { 0.6 }));
    address_tail(plain, start, end, finds);
}

/// 千代田区丸の内1-2-3: numbers behind a place make an address.
fn address_tail(plain: &Plain, start: usize, end: usize, finds: &mut Vec<Find>) {
    let rest = plain.from(end);
    if let Some(tail) = ADDRESS_TAIL.find(rest).filter(|tail| tail.end() > 0) {
        let text = &rest[..tail.end()];
        let has_number = text.contains(|letter: char| letter.is_ascii_digit()) || text.contains("丁目") || text.contains("番");
        if has_number {
            finds.push(Find::new(start, end + text.trim_end().chars().count(), Class::Address, 0.92));
        }
    }
}

/// A block number without a known town: the nouns before it are the town.
fn block(reading: &Reading<'_>, start: usize, end: usize, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let is_inner = plain.previous(start).is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '/'));
    let goes_on = plain.get(end).is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '/' | '線' | '機'));
    if is_inner || goes_on {
        return;
    }
    let mut from = start;
    while start - from < 8 && plain.previous(from).is_some_and(|letter| is_kanji(letter) || is_katakana(letter) || matches!(letter, 'の' | 'ヶ')) {
        from -= 1;
    }
    // A town has a name right before its numbers; 1-2-3 alone is a code.
    let has_words = plain.slice(start, end).contains(['丁', '番']);
    if from < start || has_words {
        let from = reading.token_at(from).map_or(from, |token| if token.start < from { token.end.min(start) } else { from });
        finds.push(Find::new(from, end, Class::Address, 0.8));
    }
}

/// Words of lists that every house has; they identify nobody.
const GENERAL_PLACES: &[&str] = &[
    "居室", "食堂", "廊下", "トイレ", "浴室", "脱衣所", "脱衣室", "玄関", "階段", "エレベーター", "洗面所", "ホール", "リビング", "デイルーム", "談話室", "静養室", "医務室", "診察室", "処置室", "病室", "個室", "多床室", "中庭", "庭", "駐車場",
    "送迎車", "送迎車内", "屋外", "外出先", "自宅", "事務所", "厨房", "作業室", "訓練室", "機能訓練室", "ベランダ", "屋上", "フロア", "ナースステーション", "スタッフルーム", "その他", "外", "不明", "園庭", "教室", "会議室", "面会室", "相談室", "病棟", "外来",
    "待合室", "受付", "手術室", "検査室", "薬局", "売店", "倉庫", "リネン室", "汚物処理室", "ベッド", "ベッドサイド", "車内", "公園", "道路", "浴槽", "洗い場", "喫煙所", "通路", "非常口", "非常階段", "洗濯室", "共用部", "ユニット", "施設", "病院",
];

/// The ways a facility or a place is called: whole, without the legal form and the kind, without a trailing kind.
pub(crate) fn short_names(entry: &str, class: Class) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: &str| {
        let name = name.trim().trim_matches(['「', '」', '『', '』', '(', ')', '・', ' ']);
        let count = name.chars().count();
        let is_general = GENERAL_PLACES.contains(&name) || GENERIC.contains(&name) || STRONG.contains(&name) || WEAK.contains(&name);
        if count >= 2 && !is_general && !names.iter().any(|known: &String| known == name) {
            names.push(name.to_owned());
        }
    };
    add(entry);
    for part in entry.split([' ', '(', ')', '「', '」', '『', '』', '・']) {
        add(part);
    }
    if class == Class::Facility {
        for part in entry.split([' ', '(', ')', '「', '」', '『', '』']) {
            if let Some(kind) = KIND.find(part).filter(|kind| kind.start() == 0) {
                let rest = &part[kind.end()..];
                add(rest);
                add(without_kind(rest));
                if let Some(again) = KIND.find(rest).filter(|again| again.start() > 0) {
                    add(&rest[..again.start()]);
                    add(&rest[again.end()..]);
                    add(without_kind(&rest[..again.start()]));
                }
            } else {
                add(without_kind(part));
            }
        }
    }
    names
}

/// けやき苑 → けやき, 南山病院 → 南山; names that would be one character stay whole.
fn without_kind(name: &str) -> &str {
    let stem = STRONG
        .iter()
        .chain(WEAK)
        .filter_map(|kind| name.strip_suffix(kind))
        .min_by_key(|stem| stem.len())
        .unwrap_or(name);
    if stem.chars().count() >= 2 { stem } else { name }
}

/// Whether a name of the lists is a word here and not a piece of a longer one.
pub(crate) fn stands(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    let first = plain.get(start).unwrap_or(' ');
    let last = plain.previous(end).unwrap_or(' ');
    let joins = |inner: char, outer: Option<char>| {
        outer.is_some_and(|outer| {
            (is_katakana(inner) && is_katakana(outer) && outer != 'ー') || (inner.is_ascii_alphanumeric() && outer.is_ascii_alphanumeric())
        })
    };
    let is_split = is_hiragana(first) && end - start <= 2 && !(reading.is_edge(start) && reading.is_edge(end));
    !joins(first, plain.previous(start)) && !joins(last, plain.get(end)) && !is_split
}

//! Owns what is recognised by its digits: telephone, mail, identity numbers, ages, postal codes.

use super::class::{Class, Find};
use super::pattern::{matches, patterns};
use super::plain::{Plain, is_kanji};

patterns! {
    MAIL = r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*";
    WEB = r"(?:https?://|www\.)[!-~]+";
    /// A trunk code and two more groups, with dashes, dots, spaces or brackets between.
    PHONE = r"(?:\+\s?[0-9]{1,3}[- .]?)?\(?0?[0-9]{1,4}(?:\)\s?[-. ]?|\s?[-.(・ ])\s?\(?[0-9]{1,4}\)?\s?[-.)・ ]\s?[0-9]{3,4}";
    PHONE_RUN = r"\+?[0-9]{9,13}";
    /// With a label even an extension counts.
    PHONE_LABEL = r"(?i)(?:電話|携帯|けいたい|連絡先|内線|ファックス|ファクス|FAX|TEL|PHS)(?:番号)?[:は.\s(]{0,3}(\+?[0-9][0-9()\-. ]*[0-9])";
    ID_LABEL = concat!(
        r"(?i)(?:患者|利用者|入居者|入所者|カルテ|診察券?|診療録?|被保険者証?|保険者?証?|健康保険証?|介護保険証?|受給者?証?|医療証|障害者手帳|手帳|",
        r"マイナンバー|個人|免許証?|運転免許証?|パスポート|旅券|口座|会員証?|登録|受付|整理|照会|職員|社員|従業員|基礎年金|年金|証明書?|検体|車両|管理|",
        r"報告書?|顧客|契約|事業所|レセプト|処方箋?|伝票|端末|認定|識別|シリアル|製造|記号|証)",
        r"?[の・]?\s?(?:番号|ナンバー|コード|記号|マイナンバー|ID|MRN|No\.?|#)\s?[:は=.(]?\s?",
        r"([A-Za-z0-9一-龠ぁ-ん]{0,4}?[-–]?[A-Za-z]{0,4}-?[0-9][A-Za-z0-9]*(?:[- /・.][A-Za-z0-9]*[0-9][A-Za-z0-9]*)*)"
    );
    MY_NUMBER = r"[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}";
    ID_DASHED = r"[A-Za-z]{0,4}-?[0-9]{2,8}-[0-9]{3,8}(?:-[0-9]{1,8})?";
    ID_LETTERS = r"[A-Za-z]{1,4}-?[0-9]{4,}";
    ID_RUN = r"[0-9]{6,}";
    PLATE = r"[一-龠ぁ-ん]{1,4}\s?[0-9]{2,3}\s?[ぁ-ん]\s?[0-9・-]{1,5}";
    AGE = r"(?i)(?:(?:満|享年|行年|数え)\s?)?(?:[0-9]{1,3}|[一二三四五六七八九十百〇]{1,4})\s?(?:歳|才|y\.?/?o\.?|years?[ -]old)(?:\s?[0-9]{1,2}\s?(?:か|ヶ|カ|ヵ|ケ|箇)月)?";
    /// 生後5か月, 生後20日: of a child a month is as exact as a year.
    AGE_INFANT = r"生後\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?(?:(?:か|ヶ|カ|ヵ|ケ|箇)?月|日)(?:児)?";
    /// 満21), (17)男子: an age without its word.
    AGE_BARE = r"満\s?([0-9]{1,3})(?:[)、。\s]|$)|[(]([0-9]{1,3})[)]\s?(?:男|女)";
    AGE_LABEL = r"(?i)(?:年齢|享年|Age)\s?[:は=]?\s?([0-9]{1,3})";
    POSTAL = r"(?:〒\s?)?[0-9]{3}-[0-9]{4}";
}

/// Everything found by digits.
pub(crate) fn find(plain: &Plain, finds: &mut Vec<Find>) {
    mails(plain, finds);
    phones(plain, finds);
    ids(plain, finds);
    ages(plain, finds);
    super::rooms::find(plain, finds);
}

fn mails(plain: &Plain, finds: &mut Vec<Find>) {
    for regex in [&*MAIL, &*WEB] {
        finds.extend(matches(regex, plain).map(|found| Find::new(found.start, found.end, Class::Mail, 0.99)));
    }
}

/// Whether no letter or digit touches the range, so that it is a word of its own.
pub(super) fn is_bounded(plain: &Plain, start: usize, end: usize) -> bool {
    let joins = |letter: char| letter.is_ascii_alphanumeric();
    let before = plain.previous(start).is_some_and(|letter| joins(letter) || matches!(letter, '.' | '-'));
    let after = plain.get(end).is_some_and(joins);
    !before && !after
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

fn phones(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&PHONE, plain) {
        let text = plain.slice(found.start, found.end);
        let count = digits(text);
        let is_trunk = text.trim_start_matches('(').starts_with(['0', '+']);
        // A bracket that opens before the number and closes behind it is not the number's own.
        let start = found.start + usize::from(text.starts_with('(') && !text.contains(')'));
        if is_trunk && (9..=14).contains(&count) && is_bounded(plain, start, found.end) {
            finds.push(Find::new(start, found.end, Class::Phone, 0.98));
        }
    }
    for found in matches(&PHONE_RUN, plain) {
        let text = plain.slice(found.start, found.end);
        let is_number = text.starts_with('+') || (text.starts_with('0') && matches!(digits(text), 10 | 11));
        let before = plain.before(found.start, 8).trim_end_matches([' ', ':', 'は']);
        let is_other = before.ends_with("番号")
            && !["電話番号", "携帯番号", "連絡先番号"].iter().any(|label| before.ends_with(label));
        if is_number && !is_other && is_bounded(plain, found.start, found.end) {
            finds.push(Find::new(found.start, found.end, Class::Phone, 0.95));
        }
    }
    for found in matches(&PHONE_LABEL, plain) {
        let (start, end) = found.range(1).unwrap_or((found.start, found.end));
        if digits(found.group(1)) >= 2 && !plain.after(end, 1).starts_with(['回', '件', '時', '分', '人', '名', '日'])
        {
            finds.push(Find::new(start, end, Class::Phone, 0.95));
        }
    }
    for found in matches(&POSTAL, plain) {
        if is_bounded(plain, found.start, found.end) {
            finds.push(Find::new(found.start, found.end, Class::Address, 0.9));
        }
    }
}

fn ids(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&ID_LABEL, plain) {
        let text = plain.slice(found.start, found.end);
        let value = found.group(1);
        let has_long_value = digits(value) >= 3 || value.chars().count() >= 4;
        let is_numbered_thing = text.starts_with("No") || text.starts_with("no") || text.starts_with('#');
        if has_long_value && !(is_numbered_thing && digits(value) < 4) {
            finds.push(Find::new(found.start, found.end, Class::Id, 0.97));
        }
    }
    for (regex, confidence) in [(&*MY_NUMBER, 0.95), (&*ID_DASHED, 0.85), (&*ID_LETTERS, 0.8)] {
        for found in matches(regex, plain) {
            let is_postal = plain.before(found.start, 2).trim_end().ends_with('〒');
            if !is_postal && is_bounded(plain, found.start, found.end) && !is_amount(plain, found.end) {
                finds.push(Find::new(found.start, found.end, Class::Id, confidence));
            }
        }
    }
    for found in matches(&ID_RUN, plain) {
        if !is_day(plain.slice(found.start, found.end))
            && is_bounded(plain, found.start, found.end)
            && !is_amount(plain, found.end)
        {
            finds.push(Find::new(found.start, found.end, Class::Id, 0.75));
        }
    }
    finds.extend(
        matches(&PLATE, plain)
            .filter(|found| is_plate(plain, found.start, found.end))
            .map(|found| Find::new(found.start, found.end, Class::Id, 0.7)),
    );
}

/// 品川500あ12-34: the last group has two digits after a dash or dots before one.
fn is_plate(plain: &Plain, start: usize, end: usize) -> bool {
    let text = plain.slice(start, end);
    let tail: String = text.chars().rev().take_while(|letter| !('ぁ'..='ん').contains(letter)).collect();
    let particle = text.chars().rfind(|letter| ('ぁ'..='ん').contains(letter));
    digits(&tail) >= 2
        && tail.contains('-')
        && !matches!(particle, Some('か' | 'の' | 'を' | 'に' | 'が' | 'は' | 'と' | 'で' | 'へ' | 'も'))
}

/// 20261103 is a date.
fn is_day(text: &str) -> bool {
    let part =
        |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    text.len() == 8
        && (1900..2100).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
}

/// A number with a unit counts something.
pub(super) fn is_amount(plain: &Plain, end: usize) -> bool {
    let rest = plain.after(end, 3).trim_start();
    rest.starts_with([
        '円', '個', '年', '人', '名', '件', '回', '台', '本', '枚', '万', '億', '千', '分', '秒', '時', '日', '月',
        '歳', '点', '度', '倍', '%', '℃', '°', 'm', 'k', 'g', 'L', 'l', 'V', 'W', 'c', 't', 'ト', 'キ', 'ボ', 'ミ',
        'メ', 'リ', 'K', 'A', '単', '歩', '.', ',',
    ])
}

fn ages(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&AGE, plain) {
        let rest = plain.from(found.end);
        let is_coarse = ["代", "以上", "以下", "未満", "台", "過ぎまで"].iter().any(|word| rest.starts_with(word));
        let is_inner = plain.previous(found.start).is_some_and(|letter| letter.is_ascii_digit() || letter == '.');
        let text = plain.slice(found.start, found.end);
        let is_word = text.ends_with('才')
            && !text.contains(|letter: char| letter.is_ascii_digit())
            && rest.starts_with(is_kanji);
        if !is_coarse && !is_inner && !is_word {
            finds.push(Find::new(found.start, found.end, Class::Age, 0.97));
        }
    }
    finds.extend(matches(&AGE_INFANT, plain).map(|found| Find::new(found.start, found.end, Class::Age, 0.9)));
    for found in matches(&AGE_BARE, plain) {
        let full = found.range(1).map(|(_, end)| (found.start, end));
        if let Some((start, end)) = full.or_else(|| found.range(2)) {
            finds.push(Find::new(start, end, Class::Age, 0.85));
        }
    }
    for found in matches(&AGE_LABEL, plain) {
        if let Some((start, end)) = found.range(1)
            && !plain.from(end).starts_with(['代', '-', '~'])
        {
            finds.push(Find::new(start, end, Class::Age, 0.95));
        }
    }
}

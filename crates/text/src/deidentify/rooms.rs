//! Owns rooms, beds and wards that are told by a number or a name.

use super::class::{Class, Find};
use super::numbers::is_amount;
use super::pattern::{matches, patterns};
use super::plain::Plain;

patterns! {
    ROOM = r"(?:(?:居室|個室|病室|部屋|ルーム|Room|room)\s?(?:番号)?[:は]?\s?)?(?:第)?[A-Z]?-?(?:[0-9]{1,4}|[一二三四五六七八九十百〇]{1,4})-?[A-Z]?\s?(?:号\s?室|号室|号の部屋|番\s?ベッド|番床|号床)";
    ROOM_LABEL = r"(?:居室|個室|病室|部屋|ルーム|Room|room|ベッド|ベット)\s?(?:番号|No\.?)?[:は(]?\s?(?:[A-Z]-?)?[0-9]{1,4}(?:-[0-9A-Z]{1,2})?(?:番|\))?";
    ROOM_SUFFIX = r"[0-9]{3,4}\s?(?:室|号)";
    WARD = r"(?:第\s?)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?階\s?(?:[東西南北中央新旧本別A-Z]{1,2}|[0-9])(?:\s?(?:病棟|棟|ユニット|フロア|エリア|ゾーン|ウイング))?";
    WARD_NAME = r"(?:第\s?)?[東西南北中新旧本別A-Za-z]?\s?(?:[0-9]{1,2}|[一二三四五六七八九十])?\s?階?\s?[東西南北中新旧本別A-Za-z]?\s?-?\s?病棟";
    ROOM_FLOOR = r"(?:[A-Z]\s?(?:棟|館)\s?)?[0-9]{1,2}\s?(?:階|F)\s?の?\s?[0-9]{3,4}(?:-[0-9A-Z]{1,2})?(?:\s?(?:号室?|ベッド|番(?:ベッド|床)?|床))?";
    /// A棟3階, 4F西, A棟A-12, 南館402: a building and what lies in it.
    BUILDING = r"(?:[東西南北本新別旧中]館|[A-Z]\s?(?:棟|館)|[東西南北新旧]棟)\s?(?:[0-9]{1,2}\s?(?:階|F)|(?:[A-Z]-?)?[0-9]{2,4}(?:-[0-9A-Z]{1,2})?(?:\s?号室?)?)|[0-9]{1,2}\s?F\s?[東西南北](?:病棟|棟)?|[東西南北]\s?[0-9]{1,2}\s?階(?:病棟|フロア)?|第\s?[0-9一二三四五六]\s?(?:ユニット|病棟|フロア)";
    /// 北305: a side of the house and a room.
    SIDE = r"(?:^|[^一-龠々])([東西南北]\s?[0-9]{3}(?:\s?号室?)?)";
    /// 小児病棟2号室, E病棟12号, 緩和ケア病棟6号: a ward by name and a number in it.
    WARD_NUMBER = r"(?:[一-龠]{1,4}|[ァ-ヶー]{2,6}|[一-龠]{1,3}[ァ-ヶー]{1,4}|[A-Z0-9]{1,2})?(?:病棟|ユニット|フロア)\s?[0-9]{1,4}\s?(?:号室?|番\s?(?:ベッド|床)?|ベッド)|[一-龠ぁ-んァ-ヶー]{2,6}棟\s?[0-9]{1,4}\s?(?:号室?|番\s?ベッド)";
    /// HCU-2, ICU5番ベッド, 隔離室2, 特室A: a room of a kind with its number.
    KIND_NUMBER = r"(?:NICU|MFICU|PICU|ICU|HCU|CCU|GCU|SCU|RCU|隔離室|保護室|観察室|回復室|リカバリー室|リカバリー|特別室|特室|静養室|面談室|相談室|多床室|大部屋|個室)\s?-?\s?(?:[0-9]{1,3}|[A-Z])(?:\s?(?:番|号)?\s?(?:室|ベッド|床))?|(?:ICU|HCU|CCU)\s?[0-9]{1,2}\s?番|第\s?[0-9一二三四五六七八九十]{1,2}\s?(?:手術室|診察室|処置室|相談室|透析室|検査室|作業室|浴室)|[0-9]{1,2}診";
    /// B-207, A-205室: a letter and a room.
    LETTER_ROOM = r"[A-Z]-[0-9]{3}(?:\s?号?室)?";
    /// グループホーム201: rooms of a house that is told by its kind.
    HOUSE_NUMBER = r"(?:グループホーム|ホーム|アパート|マンション|コーポ|ハイツ|ケアハウス|GH)\s?([0-9]{3})";
    /// 511から512へ移床: from one room to another.
    MOVED = r"([0-9]{3,4})\s?(?:号室?)?(?:から|より|→|⇒|->)\s?([0-9]{3,4}|[^0-9。、\n]{0,4}室[0-9]{0,3})\s?(?:号室?)?(?:へ|に)\s?(?:の)?(?:移床|移室|移動|転室|転床|移っ|転棟)";
    UNIT = r"([ぁ-ん]{2,6})(?:ユニット|フロア|棟|病棟|の間|グループ)|ユニット([ぁ-ん]{3,6})";
    /// 3階なでしこ棟: the floor in front of a house.
    FLOOR_BEFORE = r"[0-9]{1,2}\s?(?:階|F)の?$";
    WARD_BARE = r"[0-9]{1,2}[東西南北]|[東西南北][0-9]{1,2}|[0-9]{1,2}\s?(?:ユニット|棟)|[A-Z]\s?(?:棟|ユニット|フロア)";
}

/// Every room, bed and ward.
pub(super) fn find(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&ROOM, plain) {
        finds.push(Find::new(found.start, found.end, Class::Room, 0.95));
    }
    for found in matches(&ROOM_LABEL, plain) {
        let rest = plain.from(found.end);
        if !rest.starts_with([
            '名', '人', '台', '回', '床', 'c', 'm', '°', '度', '階', '%', '時', '分', '日', '月', '年', '秒', '歳',
            '.', ':', '/',
        ]) {
            finds.push(Find::new(found.start, found.end, Class::Room, 0.9));
        }
    }
    for found in matches(&ROOM_SUFFIX, plain) {
        let is_inner = plain
            .previous(found.start)
            .is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '第'));
        let rest = plain.from(found.end);
        if !is_inner
            && !rest.starts_with(['機', '線', '車', '温', '炉', '棟', '店', '館', '艇', '船', '電', '坑', '橋', '井'])
        {
            finds.push(Find::new(found.start, found.end, Class::Room, 0.85));
        }
    }
    numbered(plain, finds);
    wards(plain, finds);
}

/// Rooms that are told by a building, a ward, a kind of room or a letter with their number.
fn numbered(plain: &Plain, finds: &mut Vec<Find>) {
    for (regex, confidence) in [(&*BUILDING, 0.85), (&*WARD_NUMBER, 0.9), (&*KIND_NUMBER, 0.85), (&*LETTER_ROOM, 0.75)]
    {
        for found in matches(regex, plain) {
            let runs_on = plain.get(found.end).is_some_and(|next| {
                next.is_ascii_alphanumeric()
                    || matches!(
                        next,
                        '名' | '人' | '台' | '回' | '件' | '療' | '察' | '断' | '%' | '時' | '分' | '本' | '泊' | '日'
                    )
            });
            let is_inner = plain.get(found.start).is_some_and(|first| first.is_ascii_alphanumeric())
                && plain
                    .previous(found.start)
                    .is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '/'));
            if !runs_on && !is_inner {
                finds.push(Find::new(found.start, found.end, Class::Room, confidence));
            }
        }
    }
    for found in matches(&HOUSE_NUMBER, plain).chain(matches(&SIDE, plain)) {
        if let Some((start, end)) = found.range(1)
            && !plain
                .get(end)
                .is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '名' | '人' | '床' | '-' | '.'))
        {
            finds.push(Find::new(start, end, Class::Room, 0.75));
        }
    }
    for found in matches(&MOVED, plain) {
        let ranges = [found.range(1), found.range(2)];
        finds.extend(ranges.into_iter().flatten().map(|(start, end)| Find::new(start, end, Class::Room, 0.8)));
    }
}

fn wards(plain: &Plain, finds: &mut Vec<Find>) {
    for regex in [&*WARD, &*WARD_NAME] {
        for found in matches(regex, plain) {
            let text = plain.slice(found.start, found.end);
            let is_bare = text == "病棟" || text == "本病棟" || text == "別病棟" || text == " 病棟";
            let is_middle = ["階中", "階央", "階本", "階新"].iter().any(|end| text.ends_with(end))
                || is_level(text, plain.from(found.end));
            if !is_bare && !is_middle && !is_direction(plain.from(found.end)) {
                finds.push(Find::new(found.start, found.end, Class::Room, 0.9));
            }
        }
    }
    for found in matches(&ROOM_FLOOR, plain) {
        let is_inner = plain.previous(found.start).is_some_and(|letter| letter.is_ascii_digit());
        if !is_inner && !is_amount(plain, found.end) {
            finds.push(Find::new(found.start, found.end, Class::Room, 0.85));
        }
    }
    for found in matches(&UNIT, plain) {
        let Some((start, end)) = found.range(1).or_else(|| found.range(2)) else { continue };
        // があじさいユニット: a particle in front is no part of the name.
        let skipped = usize::from(
            found.range(1).is_some()
                && !crate::lexicon::is_house(plain.slice(start, end))
                && plain.get(start).is_some_and(|letter| "がはのをにへとでも".contains(letter)),
        );
        if crate::lexicon::is_house(plain.slice(start + skipped, end)) {
            let from =
                FLOOR_BEFORE.find(plain.before(found.start, 4)).map_or(0, |floor| floor.as_str().chars().count());
            finds.push(Find::new(
                found.start + skipped - if skipped == 0 { from } else { 0 },
                found.end,
                Class::Room,
                0.8,
            ));
        }
    }
    bare(plain, finds);
}

/// 2東, 3棟, A棟: without a word for the ward.
fn bare(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&WARD_BARE, plain) {
        let joins = |letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '/' | '第' | '約' | '計' | '全')
        };
        let text = plain.slice(found.start, found.end);
        let is_inner = plain.previous(found.start).is_some_and(joins)
            || plain.get(found.end).is_some_and(|letter| {
                letter.is_ascii_digit()
                    || matches!(
                        letter,
                        '目' | '経'
                            | '緯'
                            | '.'
                            | '/'
                            | '時'
                            | '分'
                            | '日'
                            | '月'
                            | '年'
                            | '名'
                            | '人'
                            | 'm'
                            | '番'
                            | '条'
                            | '丁'
                            | 'k'
                            | 'c'
                    )
            });
        if !is_inner && !is_direction(plain.from(found.end)) && text.chars().count() >= 2 {
            finds.push(Find::new(found.start, found.end, Class::Room, 0.7));
        }
    }
}

/// 東側, 南向き: a direction, not a ward.
fn is_direction(rest: &str) -> bool {
    rest.starts_with(['側', '向', '方', '寄', '端', '部', '口', '面', '隅'])
}

/// 「3階5mの…」: a second number that measures, not a ward.
fn is_level(text: &str, rest: &str) -> bool {
    text.ends_with(|letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase())
        && rest.starts_with(|letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '.' | '段' | '名' | '人' | '°')
        })
}

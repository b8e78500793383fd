//! Owns what is found by what stands beside a finding: a room before a name, a reading in brackets behind it, further names of a row,
//! the role that makes somebody a member of staff.

use std::sync::LazyLock;

use regex::Regex;

use super::class::{Class, Find};
use super::pattern::pattern;
use super::person::words::{NOBODY, STAFF_ROLES};
use super::person::{Reading, person};
use super::plain::{Plain, is_hiragana, is_kanji, is_katakana};
use crate::dictionary::names;

/// 203の江川, 201-3丸山: the number of a room right before a name.
static ROOM_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9A-Za-z./:\-])((?:[A-Z]-?)?(?:[0-9]{3,4}(?:-[0-9]{1,2})?|[0-9]{1,2}-[0-9]{1,2}))\s?の?\s?$")
});
/// 佐久間さん(2-11): the same in brackets behind it.
static ROOM_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s?[(]((?:[0-9]{1,2}-[0-9]{1,2}|[0-9]{3,4})(?:号室?)?)[)]"));
/// 土様(つち), 星川さん(ほしかわ あや): how a name is read.
static READING_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s?[(「]([ぁ-ゖー]{2,8}(?:\s[ぁ-ゖー]{2,8})?|[ァ-ヶー]{2,8}\s[ァ-ヶー]{2,8})(?:様|さま|さん)?[)」]")
});
/// Hiragana in brackets behind a name that says how somebody is.
const STATES: [&str; 16] = [
    "むせ",
    "うつ",
    "なし",
    "あり",
    "はい",
    "いいえ",
    "ふらつき",
    "かゆみ",
    "しびれ",
    "めまい",
    "せん",
    "まひ",
    "おむつ",
    "いびき",
    "つまずき",
    "ずり",
];
/// What divides the names of a row.
const DIVIDERS: [char; 8] = ['、', '・', ',', '/', '→', '⇒', '&', '＆'];
/// The longest name of a row, in characters.
const LONGEST: usize = 5;
/// Names of a row that are looked for from one that was found.
const ROW: usize = 12;

/// Adds what the findings so far lead to.
pub(crate) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    rows(reading, finds);
    let plain = reading.plain;
    let mut more = Vec::new();
    for find in finds.iter_mut().filter(|find| is_somebody(find)) {
        if find.class == Class::Person && !find.is_listed && follows_role(plain, find) {
            find.class = Class::Staff;
        }
        more.extend(room_before(plain, find));
        more.extend(house_before(plain, find));
        more.extend(
            behind(plain, find, &ROOM_BEHIND)
                .filter(|found| !is_age(plain, found))
                .map(|(start, end)| Find::new(start, end, Class::Room, 0.7)),
        );
        more.extend(
            behind(plain, find, &READING_BEHIND)
                .filter(|(start, end)| !is_state(plain.slice(*start, *end)))
                .map(|(start, end)| Find::new(start, end, find.class, 0.75).named(start, end)),
        );
    }
    finds.append(&mut more);
}

/// Whether hiragana in brackets says how somebody is and not how the name is read (うつみ).
fn is_state(text: &str) -> bool {
    STATES.iter().any(|state| text == *state || state.chars().count() > 2 && text.starts_with(state))
}

fn is_somebody(find: &Find) -> bool {
    matches!(find.class, Class::Person | Class::Staff)
}

fn room_before(plain: &Plain, find: &Find) -> Option<Find> {
    let before = plain.before(find.start, 12);
    let room = ROOM_BEFORE.captures(before)?.get(1)?;
    let from = find.start - before.chars().count();
    let start = from + before[..room.start()].chars().count();
    let end = from + before[..room.end()].chars().count();
    Some(Find::new(start, end, Class::Room, 0.75))
}

/// すみれの下田: the house to which somebody belongs.
fn house_before(plain: &Plain, find: &Find) -> Option<Find> {
    let end = find.start.checked_sub(1).filter(|at| plain.get(*at) == Some('の'))?;
    let mut start = end;
    while end - start < 6 && plain.previous(start).is_some_and(is_hiragana) {
        start -= 1;
    }
    let from = (start..end).find(|from| end - from >= 3 && crate::lexicon::is_house(plain.slice(*from, end)))?;
    Some(Find::new(from, end, Class::Facility, 0.5).named(from, end))
}

/// The range of the group that stands behind a finding.
fn behind(plain: &Plain, find: &Find, regex: &Regex) -> Option<(usize, usize)> {
    let rest = plain.after(find.end, 24);
    let found = regex.captures(rest)?.get(1)?;
    let at = |byte: usize| find.end + rest[..byte].chars().count();
    Some((at(found.start()), at(found.end())))
}

/// (82) behind a name is an age, (203) is none.
fn is_age(plain: &Plain, (start, end): &(usize, usize)) -> bool {
    plain.slice(*start, *end).parse::<u32>().is_ok_and(|number| number <= 120)
}

/// 送迎担当佐藤, Ns小野: a role right before the name, or with の between.
fn follows_role(plain: &Plain, find: &Find) -> bool {
    let (start, end) = find.name.unwrap_or((find.start, find.end));
    // 受け持ちの佐藤様: whoever is looked after.
    if plain.slice(end, find.end).contains(['様', 'ま']) {
        return false;
    }
    let before = plain.before(start, 10).trim_end_matches([' ', ':']);
    let before = before.strip_suffix('の').unwrap_or(before);
    STAFF_ROLES.iter().any(|role| role.chars().count() >= 2 && !NO_ROLE.contains(role) && before.ends_with(role))
}

/// Words of the list of roles that say when, not who.
const NO_ROLE: [&str; 15] = [
    "当日", "本日", "夜勤", "日勤", "早番", "遅番", "当直", "宿直", "確認", "報告", "発見", "対応", "記録", "記入",
    "作成",
];

/// 岩本、土屋、市川: surnames of a row in which one name was found.
fn rows(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    let plain = reading.plain;
    let mut waiting: Vec<(usize, usize, Class)> =
        finds.iter().filter(|find| is_somebody(find)).map(|find| (find.start, find.end, find.class)).collect();
    let mut steps = waiting.len() * ROW;
    while let Some((start, end, class)) = waiting.pop() {
        for (from, to) in [before_divider(reading, start), behind_divider(reading, end)].into_iter().flatten() {
            let is_new = !finds.iter().any(|find| find.start < to && find.end > from);
            if is_new && steps > 0 {
                steps -= 1;
                let found = person(plain, from, to, class, 0.65);
                waiting.push((found.start, found.end, class));
                finds.push(found);
            }
        }
    }
}

fn is_divider(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| DIVIDERS.contains(&letter))
}

/// The name whose divider ends where a finding begins.
fn before_divider(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let plain = reading.plain;
    let end = at.checked_sub(1).filter(|end| is_divider(plain.get(*end)))?;
    let mut start = end;
    while end - start < LONGEST && plain.previous(start).is_some_and(is_kanji) {
        start -= 1;
    }
    is_item(reading, start, end).then_some((start, end))
}

/// The name behind the divider that stands where a finding ends.
fn behind_divider(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let plain = reading.plain;
    if !is_divider(plain.get(at)) {
        return None;
    }
    let start = at + 1;
    let mut end = start;
    while end - start < LONGEST && plain.get(end).is_some_and(is_kanji) {
        end += 1;
    }
    is_item(reading, start, end).then_some((start, end))
}

/// Whether a run of kanji is a surname that stands alone between dividers, or before what ends a row.
fn is_item(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let plain = reading.plain;
    let text = plain.slice(start, end);
    let is_name = end - start >= 2 && names().surname(text).is_some() && !NOBODY.contains(&text);
    let opens = plain.previous(start).is_none_or(is_end);
    let closes = plain.get(end).is_none_or(|letter| is_end(letter) || "がはのをにとで".contains(letter))
        || super::person::tail(plain, end).is_some();
    is_name && opens && closes && !super::person::shape::is_common_word(text)
}

fn is_end(letter: char) -> bool {
    !(is_kanji(letter) || is_hiragana(letter) || is_katakana(letter) || letter.is_ascii_alphanumeric())
        || DIVIDERS.contains(&letter)
}

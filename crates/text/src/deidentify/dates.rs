//! Owns dates and times finer than a period of the month and of the day: eras, numerals of every kind, fractions told apart.

mod words;

use std::sync::LazyLock;

use regex::Regex;

use super::class::{Class, Find};
use super::pattern::{matches, pattern, patterns};
use super::plain::Plain;
use words::{AMOUNT_AFTER, AMOUNT_BEFORE, DAY_AFTER, DAY_BEFORE, DAY_TOLD, LENGTH_AFTER, LENGTH_BEFORE};

/// A number of one or two digits, in digits or kanji.
const NUMBER: &str = "(?:[0-9]{1,2}|[一二三四五六七八九十〇]{1,3}|元)";
const ERA: &str = "(?:明治|大正|昭和|平成|令和)";
/// The day of the week behind a date.
const WEEKDAY: &str = r"(?:\s?[(](?:[日月火水木金土](?:曜日?)?(?:・?(?:祝日?|振替?|休日?))?|祝日?|振替?)[)]|\s?[日月火水木金土]曜日?|の\s?[日月火水木金土]曜日?)?";
/// The day of the week in front of a date.
const WEEKDAY_BEFORE: &str = r"[日月火水木金土]曜日?の?\s?[(]?\s?";

fn dates() -> &'static [Regex] {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let day = format!(r"\s?{NUMBER}\s?日{WEEKDAY}");
        let month_day = format!(r"(?:\s?の?\s?{NUMBER}\s?月(?:{day})?)?");
        let short = r"\s?[0-9]{1,2}\s?[./-]\s?[0-9]{1,2}\s?日?";
        let sources = [
            // 令和8年11月3日, 平成30年度, 昭和十五年三月
            format!(r"{ERA}\s?{NUMBER}\s?年度?{month_day}"),
            // 平成30年 3/4, 令和8.11.3, 令和8/11/3
            format!(r"{ERA}\s?{NUMBER}\s?(?:年|[./-]){short}{WEEKDAY}"),
            // R8.11.3, H30年3月4日, 令8.11.3
            format!(r"[MTSHRmtshr明大昭平令]\s?\.?\s?{NUMBER}\s?[年./-]\s?{NUMBER}\s?[月./-]\s?{NUMBER}\s?日?{WEEKDAY}"),
            // 2026年11月3日, 二〇二六年十一月三日
            format!(r"(?:(?:19|20)[0-9]{{2}}|[一二][九〇][一二三四五六七八九〇]{{2}})\s?年度?{month_day}"),
            // 2026/11/03, 2026-11-03, 2026.11.3, 2026年11/3
            format!(r"(?:19|20)[0-9]{{2}}\s?[年./-]{short}{WEEKDAY}"),
            // '26.11.3, 26/11/03
            format!(r"['’]?[0-9]{{1,2}}\s?[./]\s?[0-9]{{1,2}}\s?[./]\s?[0-9]{{1,2}}{WEEKDAY}"),
            // 2025-02-18T03:12, 20240617_1430
            r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?|(?:19|20)[0-9]{6}[_-][0-9]{4}(?:[0-9]{2})?".to_owned(),
            // 土曜(15日), 木曜2/29
            format!(r"{WEEKDAY_BEFORE}(?:{NUMBER}\s?日[)]?|[0-9]{{1,2}}/[0-9]{{1,2}})"),
            // 第3火曜, 10月の第2火曜
            format!(r"(?:{NUMBER}\s?月の?\s?)?第\s?[0-9一二三四五]\s?[日月火水木金土]曜日?"),
            // 9月末日, 敬老の日, 元日
            format!(r"{NUMBER}\s?月末日"),
            r"元日|元旦|大晦日|(?:敬老|成人|海|山|こども|子供|文化|みどり|憲法記念|建国記念|昭和|秋分|春分|体育|スポーツ)の日|勤労感謝の日|天皇誕生日|クリスマス(?:イブ)?".to_owned(),
            // 11月3日, 十一月三日
            format!(r"{NUMBER}\s?月{day}"),
            // Nov 3, 2026
            r"(?i)(?-u:\b)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s[0-9]{1,2}(?:st|nd|rd|th)?(?:,?\s[0-9]{4})?".to_owned(),
            r"(?i)(?-u:\b)[0-9]{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?(?:,?\s[0-9]{4})?".to_owned(),
        ];
        sources.iter().map(|source| pattern(source)).collect()
    });
    &PATTERNS
}

patterns! {
    /// R8年, H30.4, S15年生: an era letter and a year, perhaps a month.
    ERA_YEAR = r"[TSHR]\s?[0-9]{1,2}\s?生まれ?|[TSHR]\s?[0-9]{1,2}\s?年(?:度|\s?[0-9]{1,2}\s?月)?|[SHR][0-9]{1,2}[./-][0-9]{1,2}月?";
    SLASH = &format!(r"[0-9]{{1,2}}\s?/\s?[0-9]{{1,2}}{WEEKDAY}");
    MONTH = &format!(r"{NUMBER}\s?月");
    DAY = &format!(r"{NUMBER}\s?日{WEEKDAY}");
    /// 先月の28日, 先週の火曜日: as fine as a date for whoever knows when it was written.
    NEAR = &format!(r"(?:先月|今月|前月|当月|翌月|来月|同月)の?\s?{NUMBER}\s?日{WEEKDAY}|(?:先々週|先週|今週|前週|翌週|来週)の?\s?[月火水木金土日]曜日?");
    /// 4.18 朝食: only where a note begins; within a sentence it is a value.
    DOTTED = r"(?:^|[。\n]\s?)((?:1[0-2]|[1-9])\.(?:3[01]|[12][0-9]|0?[1-9]))(?:\s|に|の|朝|昼|夕|夜|日勤|夜勤)";
    /// 12にち
    DAY_KANA = r"(?:3[01]|[12][0-9]|[1-9])にち";
    /// What leads to a further day of a range or a row: 24日から26日, 16日~18日, 3日、5日.
    FURTHER = &format!(r"^\s?(?:から|より|~|-|、|,|・|と|及び|および|または|→|か)\s?(?:翌)?({NUMBER}\s?日{WEEKDAY})");
    EIGHT = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
    HOURS = &format!(r"(?i)(?:(?:午前|午後|AM|PM|早朝|朝方?|夕方?|夜中|夜間|夜|深夜|未明|明け方|昼)の?)?\s?{NUMBER}\s?時(?:\s?(?:{NUMBER}|[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?分|半)?\s?(?:頃|ころ|ごろ|すぎ|過ぎ|前|台)?");
    CLOCK = r"(?i)(?:午前|午後|AM|PM)?\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?(?:AM|PM)?(?:頃|ころ|ごろ|すぎ|過ぎ|台)?";
    CLOCK_LETTERS = r"(?i)(?:午前|午後|(?-u:\b)AM|(?-u:\b)PM)\s?[0-9]{1,2}(?::[0-9]{2})?|(?-u:\b)[0-9]{1,2}\s?(?:a\.?m\.?|p\.?m\.?)(?-u:\b)";
}

/// Every date and time.
pub(crate) fn find(plain: &Plain, finds: &mut Vec<Find>) {
    for regex in dates() {
        for found in matches(regex, plain) {
            if is_whole(plain, found.start, found.end) && is_plausible(plain.slice(found.start, found.end)) {
                finds.push(Find::new(found.start, found.end, Class::Date, 0.98));
            }
        }
    }
    for found in matches(&NEAR, plain) {
        if !plain.get(found.end).is_some_and(|next| matches!(next, '間' | '目' | '分')) {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.9));
        }
    }
    for found in matches(&EIGHT, plain) {
        if is_whole(plain, found.start, found.end) {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.85));
        }
    }
    for found in matches(&ERA_YEAR, plain) {
        if is_whole(plain, found.start, found.end) && is_plausible(plain.slice(found.start, found.end)) {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.8));
        }
    }
    for found in matches(&DOTTED, plain) {
        if let Some((start, end)) = found.range(1) {
            finds.push(Find::new(start, end, Class::Date, 0.6));
        }
    }
    slashes(plain, finds);
    months(plain, finds);
    days(plain, finds);
    finds.extend(matches(&DAY_KANA, plain).map(|found| Find::new(found.start, found.end, Class::Date, 0.6)));
    further(plain, finds);
    times(plain, finds);
}

/// Whether the range does not begin or end within a number or a word of letters.
fn is_whole(plain: &Plain, start: usize, end: usize) -> bool {
    let first = plain.get(start).unwrap_or(' ');
    let before = plain.previous(start).unwrap_or(' ');
    let is_glued = before.is_ascii_alphanumeric() || matches!(before, '.' | '/' | '-');
    let is_kanji_number = is_kanji_number(first) && is_kanji_number(before);
    let last = plain.previous(end).unwrap_or(' ');
    let after = plain.get(end).unwrap_or(' ');
    let runs_on = last.is_ascii_digit()
        && (after.is_ascii_alphanumeric() && !matches!(after, 'A' | 'P' | 'a' | 'p')
            || (matches!(after, '.' | '/' | '-') && plain.get(end + 1).is_some_and(|letter| letter.is_ascii_digit())));
    let begins_inside = first.is_ascii_alphanumeric() && is_glued;
    !(begins_inside || is_kanji_number || runs_on)
}

pub(crate) fn is_kanji_number(letter: char) -> bool {
    "一二三四五六七八九十〇百".contains(letter)
}

/// Months up to 12 and days up to 31, read from the end; a year in front is not checked.
fn is_plausible(text: &str) -> bool {
    let numbers = numbers(text);
    let has_letters = text.chars().any(|letter| letter.is_ascii_alphabetic() && !"MTSHRmtshr".contains(letter));
    if has_letters || numbers.is_empty() || text.contains(['第', 'T', '_', '曜']) {
        return true;
    }
    match numbers.as_slice() {
        [.., month, day] if numbers.len() >= 3 || text.contains('日') => {
            (1..=12).contains(month) && (1..=31).contains(day)
        }
        [_, month] => (1..=12).contains(month),
        _ => true,
    }
}

/// The numbers of a text in order; kanji numerals count like digits.
pub(crate) fn numbers(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut current: Option<u32> = None;
    let mut ten = false;
    for letter in text.chars() {
        let digit = letter.to_digit(10).or_else(|| {
            "〇一二三四五六七八九".chars().position(|known| known == letter).and_then(|value| u32::try_from(value).ok())
        });
        match (digit, letter) {
            (Some(digit), _) => {
                let before = current.unwrap_or(0);
                current = Some(if ten { before + digit } else { before.saturating_mul(10).saturating_add(digit) });
                ten = false;
            }
            (None, '十') => {
                current = Some(current.map_or(10, |before| before.saturating_mul(10)));
                ten = true;
            }
            (None, '元') => current = Some(1),
            _ => {
                numbers.extend(current.take());
                ten = false;
            }
        }
    }
    numbers.extend(current);
    numbers
}

fn slashes(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&SLASH, plain) {
        let text = plain.slice(found.start, found.end);
        let numbers = numbers(text);
        let [month, day, ..] = numbers.as_slice() else { continue };
        let is_date = (1..=12).contains(month) && (1..=31).contains(day);
        if is_date
            && is_whole(plain, found.start, found.end)
            && !is_fraction(plain, found.start, found.end, *month, *day)
        {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.9));
        }
    }
}

fn is_fraction(plain: &Plain, start: usize, end: usize, upper: u32, lower: u32) -> bool {
    let before = plain.before(start, 8).trim_end_matches([' ', ':', 'は', 'が', 'の', 'を']);
    let after = plain.from(end).trim_start();
    // 3/5に食事: a particle in between speaks for a date, so only what touches counts.
    let is_amount = AMOUNT_AFTER.iter().any(|word| after.starts_with(word))
        && !after.starts_with("食堂")
        && !after.starts_with("回診");
    let could_be_fraction =
        upper < lower && (matches!(lower, 2 | 3 | 4 | 5 | 6 | 8) || (lower == 10 && upper <= 10)) || upper == lower;
    let follows_amount = AMOUNT_BEFORE.iter().any(|word| before.ends_with(word));
    is_amount && could_be_fraction || follows_amount || is_score(plain, start, end, upper, lower)
}

/// Scales with the most points that they have.
const SCALES: [(&str, u32); 12] = [
    ("MMT", 5),
    ("徒手筋力", 5),
    ("HDS-R", 30),
    ("HDSR", 30),
    ("長谷川式", 30),
    ("MMSE", 30),
    ("MoCA", 30),
    ("NRS", 10),
    ("VAS", 10),
    ("ペインスケール", 10),
    ("GCS", 15),
    ("FAB", 18),
];

/// MMT右下肢3/5, MMT 4/5、左3/5: so many of the most points of a scale that the sentence named before.
fn is_score(plain: &Plain, start: usize, end: usize, upper: u32, lower: u32) -> bool {
    let sentence = plain.before(start, 24).rsplit(['。', '\n']).next().unwrap_or("");
    let is_of = |(scale, most): &(&str, u32)| lower == *most && upper <= lower && sentence.contains(scale);
    let happens =
        ["に", "実施", "施行", "再", "から", "より", "転"].iter().any(|word| plain.from(end).starts_with(word));
    !happens && SCALES.iter().any(is_of)
}

/// The further days of a range or a row that begins with a date.
fn further(plain: &Plain, finds: &mut Vec<Find>) {
    let mut ends: Vec<usize> = finds.iter().filter(|find| find.class == Class::Date).map(|find| find.end).collect();
    while let Some(end) = ends.pop() {
        let rest = plain.from(end);
        let Some(day) = FURTHER.captures(rest).and_then(|groups| groups.get(1)) else { continue };
        let (start, last) = (end + rest[..day.start()].chars().count(), end + rest[..day.end()].chars().count());
        let after = plain.from(last);
        let is_length = LENGTH_AFTER.iter().any(|word| *word != "で" && after.starts_with(word))
            || is_dose(after)
            || is_whole_day(day.as_str(), after);
        let is_new = !finds.iter().any(|find| find.class == Class::Date && find.start <= start && find.end >= last);
        if is_new && !is_length && numbers(day.as_str()).first().is_some_and(|day| (1..=31).contains(day)) {
            finds.push(Find::new(start, last, Class::Date, 0.75));
            ends.push(last);
        }
    }
}

fn months(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&MONTH, plain) {
        let month = numbers(plain.slice(found.start, found.end)).first().copied().unwrap_or(0);
        let rest = plain.from(found.end);
        let is_coarse =
            ["上旬", "中旬", "下旬", "間", "齢", "分の", "あたり", "当たり"].iter().any(|word| rest.starts_with(word));
        if (1..=12).contains(&month) && is_whole(plain, found.start, found.end) && !is_coarse {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.6));
        }
    }
}

fn days(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&DAY, plain) {
        let text = plain.slice(found.start, found.end);
        let day = numbers(text).first().copied().unwrap_or(0);
        let rest = plain.from(found.end);
        let before = plain.before(found.start, 6);
        let is_told = DAY_TOLD.iter().any(|word| before.ends_with(word));
        // 報告は11日であった is told; 予定は3日間 is a length all the same.
        let is_length = !text.contains(['曜', '('])
            && (LENGTH_AFTER.iter().any(|word| rest.starts_with(word) && !(is_told && *word == "で"))
                || !is_told && LENGTH_BEFORE.iter().any(|word| before.ends_with(word)));
        let has_weekday = text.contains(['曜', '(']);
        let is_day = has_weekday
            || is_told
            || DAY_BEFORE.iter().any(|word| before.ends_with(word))
            || DAY_AFTER.iter().any(|word| rest.starts_with(word))
            || rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
        let is_length = is_length || is_dose(rest) || is_whole_day(text, rest);
        if (1..=31).contains(&day) && is_whole(plain, found.start, found.end) && is_day && !is_length {
            finds.push(Find::new(found.start, found.end, Class::Date, 0.7));
        }
    }
}

/// What doses and times are counted in.
const DOSES: [&str; 21] = [
    "回",
    "錠",
    "本",
    "枚",
    "個",
    "食",
    "杯",
    "包",
    "mg",
    "g",
    "mL",
    "ml",
    "単位",
    "時間",
    "量",
    "カプセル",
    "滴",
    "キロ",
    "リットル",
    "L",
    "%",
];

/// 1日3回, 1日2錠: so much a day.
fn is_dose(after: &str) -> bool {
    let after = after.trim_start();
    let unit =
        after.trim_start_matches(|letter: char| letter.is_ascii_digit() || is_kanji_number(letter) || letter == '~');
    unit != after && DOSES.iter().any(|dose| unit.starts_with(dose))
}

/// 一日 is read as a whole day more often than as the first.
fn is_whole_day(text: &str, after: &str) -> bool {
    text == "一日" || text == "十日" && after.starts_with('間')
}

fn times(plain: &Plain, finds: &mut Vec<Find>) {
    for found in matches(&HOURS, plain) {
        let text = plain.slice(found.start, found.end).trim();
        let hour = numbers(text).first().copied().unwrap_or(99);
        let rest = plain.from(found.end);
        let is_length = rest.starts_with('間') || text.ends_with('前') && rest.starts_with('後');
        let has_digits = text.contains(|letter: char| letter.is_ascii_digit());
        // 一時 alone is a word; 一時停止 too.
        let is_clock = has_digits || text.starts_with("午") || text.contains(['分', '半', '頃', 'ご', '台']);
        let is_word = rest.starts_with(['的', '停', '期', '点', '代', '刻', '速', '給']);
        if hour <= 30 && is_whole(plain, found.start, found.end) && is_clock && !is_length && !is_word {
            let lead = plain.slice(found.start, found.end).chars().take_while(|letter| *letter == ' ').count();
            finds.push(Find::new(found.start + lead, found.end, Class::Time, 0.95));
        }
    }
    for regex in [&*CLOCK, &*CLOCK_LETTERS] {
        for found in matches(regex, plain) {
            let numbers = numbers(plain.slice(found.start, found.end));
            let is_clock =
                numbers.first().is_some_and(|hour| *hour <= 30) && numbers.get(1).is_none_or(|minute| *minute < 60);
            if is_clock && is_whole(plain, found.start, found.end) {
                finds.push(Find::new(found.start, found.end, Class::Time, 0.95));
            }
        }
    }
}

//! Owns the proposed wordings (言い換え案): consistent pseudonyms, periods instead of days, decades instead of ages.

use super::class::{Class, Find};
use super::dates::{is_kanji_number, numbers};
use super::person::shape::{divide, is_surname, reads_as};
use super::plain::{Plain, to_katakana};

/// A person or facility that the text names in one or more ways.
struct Alias {
    /// Ways to write it.
    names: Vec<String>,
    /// The entry of the facility's list.
    entry: Option<usize>,
    is_staff: bool,
    letter: usize,
}

/// The wording for each finding, in order.
pub(crate) fn propose(plain: &Plain, finds: &[Find], entry_of: impl Fn(&str) -> Option<usize>) -> Vec<String> {
    let taken = taken(plain);
    let persons = aliases(plain, finds, &entry_of, &taken);
    let mut facilities: Vec<String> = Vec::new();
    let mut proposals = Vec::with_capacity(finds.len());
    let mut next_person = 0;
    for find in finds {
        let text = plain.slice(find.start, find.end);
        proposals.push(match find.class {
            Class::Person | Class::Staff => {
                let index = persons.1.get(next_person).copied().unwrap_or(0);
                next_person += 1;
                let wording = persons.0.get(index).map_or_else(|| "利用者".to_owned(), Alias::wording);
                format!("{wording}{}", kept_tail(text))
            }
            Class::Facility => facility(plain, find, &mut facilities, &taken),
            class => plain_wording(class, text),
        });
    }
    proposals
}

impl Alias {
    fn wording(&self) -> String {
        format!("{}{}", if self.is_staff { "職員" } else { "利用者" }, letters(self.letter))
    }

    fn is(&self, name: &str, entry: Option<usize>) -> bool {
        (entry.is_some() && self.entry == entry) || self.names.iter().any(|known| is_same(known, name))
    }
}

/// Letters that the text has already, because somebody wrote 利用者A or took an earlier proposal: they mean other people.
fn taken(plain: &Plain) -> Vec<String> {
    let mut taken = Vec::new();
    for word in ["利用者", "職員", "施設", "病院", "医療機関", "薬局", "学校"] {
        for (at, found) in plain.text.match_indices(word) {
            let rest = &plain.text[at + found.len()..];
            let letters: String = rest.chars().take_while(char::is_ascii_uppercase).collect();
            if (1..=2).contains(&letters.len()) {
                taken.push(letters);
            }
        }
    }
    taken
}

/// The first letter from here on that the text does not have yet.
fn free(from: usize, taken: &[String]) -> usize {
    (from..=from + taken.len()).find(|index| !taken.contains(&letters(*index))).unwrap_or(from)
}

/// A, B … Z, AA, AB …
fn letters(index: usize) -> String {
    let mut index = index + 1;
    let mut text = String::new();
    while index > 0 {
        let digit = u8::try_from((index - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + digit));
        index = (index - 1) / 26;
    }
    text
}

/// Persons in the order of the text, and for each finding of a person its index.
fn aliases(
    plain: &Plain,
    finds: &[Find],
    entry_of: &impl Fn(&str) -> Option<usize>,
    taken: &[String],
) -> (Vec<Alias>, Vec<usize>) {
    let mut persons: Vec<Alias> = Vec::new();
    let mut indexes = Vec::new();
    for find in finds.iter().filter(|find| matches!(find.class, Class::Person | Class::Staff)) {
        let (start, end) = find.name.unwrap_or((find.start, find.end));
        let name = bare(plain.slice(start, end));
        let entry = entry_of(&name);
        let known = persons.iter().position(|person| person.is(&name, entry));
        let index = known.unwrap_or_else(|| {
            let letter = persons.last().map_or(0, |last| last.letter + 1);
            persons.push(Alias { names: Vec::new(), entry, is_staff: false, letter: free(letter, taken) });
            persons.len() - 1
        });
        if let Some(person) = persons.get_mut(index) {
            person.is_staff |= find.class == Class::Staff;
            person.entry = person.entry.or(entry);
            if !person.names.contains(&name) {
                person.names.push(name);
            }
        }
        indexes.push(index);
    }
    (persons, indexes)
}

pub(crate) fn bare(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, ' ' | '・' | '.' | ',')).collect()
}

/// Whether two writings may mean one person: the same, surname or given name of the other, or its reading.
fn is_same(known: &str, name: &str) -> bool {
    if to_katakana(known) == to_katakana(name) || known.eq_ignore_ascii_case(name) {
        return true;
    }
    let (long, short) = if known.chars().count() >= name.chars().count() { (known, name) } else { (name, known) };
    reads_as(long, short) || reads_as(short, long) || is_part(long, short)
}

fn is_part(long: &str, short: &str) -> bool {
    if is_surname(long) {
        return false;
    }
    divide(long).is_some_and(|at| {
        let (surname, given): (String, String) = (long.chars().take(at).collect(), long.chars().skip(at).collect());
        surname == short || given == short || reads_as(&surname, short) || reads_as(&given, short)
    })
}

/// 佐藤さんたち keeps its たち; the honorific itself goes with the name.
const fn kept_tail(_text: &str) -> &'static str {
    ""
}

/// 当施設 for the facility's own name, 他施設A for others, by kind.
fn facility(plain: &Plain, find: &Find, known: &mut Vec<String>, taken: &[String]) -> String {
    let text = plain.slice(find.start, find.end);
    if find.is_listed {
        return "当施設".to_owned();
    }
    let kind = [
        ("病院", "病院"),
        ("医院", "医療機関"),
        ("クリニック", "医療機関"),
        ("診療所", "医療機関"),
        ("科", "医療機関"),
        ("薬局", "薬局"),
        ("学校", "学校"),
        ("高校", "学校"),
        ("大学", "学校"),
        ("園", "施設"),
    ]
    .into_iter()
    .find(|(end, _)| text.contains(end))
    .map_or("施設", |(_, kind)| kind);
    let index = known
        .iter()
        .position(|name| name == text || name.contains(text) || text.contains(name.as_str()))
        .unwrap_or_else(|| {
            known.push(text.to_owned());
            known.len() - 1
        });
    // With letters in the text already, the new ones go on behind them.
    let first = (0..=index).fold(None, |last: Option<usize>, _| Some(free(last.map_or(0, |last| last + 1), taken)));
    format!("{kind}{}", letters(first.unwrap_or(index)))
}

fn plain_wording(class: Class, text: &str) -> String {
    match class {
        Class::Date => date(text),
        Class::Time => time(text).to_owned(),
        Class::Age => age(text),
        Class::Room => if text.contains(['棟', '階', '東', '西', '南', '北']) && !text.contains('室') {
            "当該フロア"
        } else {
            "居室"
        }
        .to_owned(),
        Class::Relative => "家族".to_owned(),
        Class::Place => "○○".to_owned(),
        Class::Address => "住所".to_owned(),
        Class::Phone => "電話番号".to_owned(),
        Class::Mail => "メールアドレス".to_owned(),
        Class::Id => "番号".to_owned(),
        Class::Person | Class::Staff => "利用者".to_owned(),
        Class::Facility => "施設".to_owned(),
    }
}

/// 上旬 to the 10th, 中旬 to the 20th, then 下旬.
fn date(text: &str) -> String {
    let has_no_number = !text.contains(char::is_numeric) && !text.contains(is_kanji_number);
    // 第3火曜, 敬老の日: of a month that is named at most.
    if text.contains(['週', '第']) || has_no_number || text.ends_with("の日") {
        return if text.contains('月') { "○月" } else { "ある日" }.to_owned();
    }
    if text.ends_with("末日") {
        return "○月下旬".to_owned();
    }
    // 2025-02-18T03:12, 20240617_1430: the time behind the day is not told.
    let text = text.split(['T', '_']).next().filter(|day| !day.is_empty()).unwrap_or(text);
    let numbers = numbers(text);
    // H30.4 is a month of a year.
    let is_era_month = numbers.len() == 2
        && text.starts_with(|letter: char| {
            letter.is_alphabetic() && !letter.is_numeric() && !"一二三四五六七八九十元".contains(letter)
        });
    let has_day = text.contains('日')
        || text.ends_with("にち")
        || (!text.contains('月')
            && numbers.len() >= 2
            && !is_era_month
            && !text.ends_with('年')
            && !text.contains("年度"));
    let eight =
        numbers.first().filter(|_| numbers.len() == 1).filter(|number| **number > 9_999).map(|number| number % 100);
    match (eight.or(numbers.last().copied().filter(|_| has_day)), numbers.as_slice()) {
        (Some(day @ 1..=10), _) => format!("○月{}", part(day)),
        (Some(day @ 11..=31), _) => format!("○月{}", part(day)),
        _ if text.contains('月') => "○月".to_owned(),
        _ => "○年".to_owned(),
    }
}

const fn part(day: u32) -> &'static str {
    match day {
        0..=10 => "上旬",
        11..=20 => "中旬",
        _ => "下旬",
    }
}

/// 午前 from 5 o'clock, 午後 from noon, 夜間帯 from 21 o'clock.
fn time(text: &str) -> &'static str {
    let hour = numbers(text).first().copied().unwrap_or(12);
    let upper = text.to_ascii_uppercase();
    let is_afternoon = text.contains("午後") || upper.contains("PM") || upper.contains("P.M");
    let is_morning = text.contains("午前") || upper.contains("AM") || upper.contains("A.M");
    let is_evening = text.contains(['夕', '夜']) && (5..12).contains(&hour);
    let is_afternoon = is_afternoon || is_evening;
    let hour = match hour {
        12 if is_morning => 0,
        0..=11 if is_afternoon => hour + 12,
        _ => hour,
    };
    match hour % 24 {
        5..=11 => "午前",
        12..=20 => "午後",
        _ => "夜間帯",
    }
}

/// 82 → 80歳代; 100 and more are few enough to be one group with 90.
fn age(text: &str) -> String {
    match age_years(text) {
        _ if text.starts_with("生後") => "10歳未満".to_owned(),
        0..=9 => "10歳未満".to_owned(),
        years @ 10..=89 => format!("{}歳代", years / 10 * 10),
        _ => "90歳以上".to_owned(),
    }
}

fn age_years(text: &str) -> u32 {
    // 八十二 is read by its ten; 百二 is beyond every limit.
    if text.contains('百') { 100 } else { numbers(text).first().copied().unwrap_or(0) }
}

//! The era table (元号) and the year of an era (和暦).

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// First Gregorian day in Japan (明治6年1月1日); days before it were written in the lunisolar calendar (旧暦).
pub const OLD_CALENDAR_UNTIL: Date = date(1873, 1, 1);

/// Japanese era (元号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// 明治, from 1868-10-23.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

/// One line of the table; a new era is one more line and one more variant.
struct Row {
    era: Era,
    name: &'static str,
    english: &'static str,
    letter: char,
    start: Date,
    /// Spellings after folding (lower case, hiragana), longest first; the lone letter is handled apart.
    aliases: &'static [&'static str],
}

/// Sorted by start. Source of the days: the era edicts (改元の詔書・政令), as listed by the National Diet Library.
static ROWS: [Row; 5] = [
    Row {
        era: Era::Meiji,
        name: "明治",
        english: "Meiji",
        letter: 'M',
        start: date(1868, 10, 23),
        aliases: &["meiji", "めいじ", "明治", "明"],
    },
    Row {
        era: Era::Taisho,
        name: "大正",
        english: "Taisho",
        letter: 'T',
        start: date(1912, 7, 30),
        aliases: &["taishou", "taisho", "taishō", "たいしょう", "大正", "大"],
    },
    Row {
        era: Era::Showa,
        name: "昭和",
        english: "Showa",
        letter: 'S',
        start: date(1926, 12, 25),
        aliases: &["shouwa", "showa", "shōwa", "しょうわ", "昭和", "昭"],
    },
    Row {
        era: Era::Heisei,
        name: "平成",
        english: "Heisei",
        letter: 'H',
        start: date(1989, 1, 8),
        aliases: &["heisei", "へいせい", "平成", "平"],
    },
    Row {
        era: Era::Reiwa,
        name: "令和",
        english: "Reiwa",
        letter: 'R',
        start: date(2019, 5, 1),
        aliases: &["reiwa", "れいわ", "令和", "令"],
    },
];

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Name in kanji, `令和`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Name in Latin letters, `Reiwa`.
    #[must_use]
    pub fn english(self) -> &'static str {
        self.row().english
    }

    /// The era of a letter M, T, S, H, R, as forms send it.
    #[must_use]
    pub fn from_letter(letter: &str) -> Option<Self> {
        ROWS.iter().map(|row| row.era).find(|era| letter.chars().eq([era.letter()]))
    }

    /// Letter used on forms: M, T, S, H, R.
    #[must_use]
    pub fn letter(self) -> char {
        self.row().letter
    }

    /// First day of the era.
    #[must_use]
    pub fn start(self) -> Date {
        self.row().start
    }

    /// The era in which a day falls; `None` before 明治.
    #[must_use]
    pub fn of(day: Date) -> Option<Self> {
        ROWS.iter().rev().find(|row| row.start <= day).map(|row| row.era)
    }

    /// Western year of a year of this era (1 = 元年), whether or not the era lasted that long; `None` past the calendar's end.
    #[must_use]
    pub fn western_year(self, era_year: i16) -> Option<i16> {
        self.start().year().checked_add(era_year.checked_sub(1)?)
    }

    /// The era named at the start of folded text, with the text after the name. A lone letter counts only when it stands alone.
    pub(super) fn strip(text: &str) -> Option<(Self, &str)> {
        ROWS.iter().find_map(|row| {
            let named = row.aliases.iter().find_map(|a| text.strip_prefix(a));
            named.or_else(|| row.strip_letter(text)).map(|r| (row.era, r))
        })
    }
}

impl Row {
    fn strip_letter<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = text.strip_prefix(self.letter.to_ascii_lowercase())?;
        let alone = !rest.starts_with(|c: char| c.is_alphabetic() && c.is_ascii());
        alone.then_some(rest)
    }
}

/// A day written in its era (和暦). Shown as `令和8年11月21日`, the first year as 元年.
///
/// Days from 1868-10-23 to 1872-12-31 are counted as if the Gregorian months had already been in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wareki {
    era: Era,
    era_year: i16,
    date: Date,
}

impl Wareki {
    /// Writes a day in its era; `None` before 明治 (1868-10-23).
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        let era = Era::of(date)?;
        let era_year = date.year() - era.start().year() + 1;
        Some(Self { era, era_year, date })
    }

    /// The era (元号).
    #[must_use]
    pub fn era(self) -> Era {
        self.era
    }

    /// The era's name, `令和`.
    #[must_use]
    pub fn era_name(self) -> &'static str {
        self.era.name()
    }

    /// Year of the era; 元年 is 1.
    #[must_use]
    pub fn era_year(self) -> i16 {
        self.era_year
    }

    /// The day itself.
    #[must_use]
    pub fn date(self) -> Date {
        self.date
    }

    /// Era and year alone, `令和8年` or `令和元年`.
    #[must_use]
    pub fn year_label(self) -> String {
        year_label(self.era, self.era_year)
    }
}

impl fmt::Display for Wareki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, day) = (self.date.month(), self.date.day());
        write!(f, "{}{month}月{day}日", self.year_label())
    }
}

/// `平成40年`, `令和元年`: also for years that an era never had.
pub(super) fn year_label(era: Era, era_year: i16) -> String {
    if era_year == 1 { format!("{}元年", era.name()) } else { format!("{}{era_year}年", era.name()) }
}

//! Owns themes (言葉の動き): which words have become more frequent in a period, which are new, and which reports belong together.
//!
//! From the de-identified texts of the search index. Words, not places or people: no rate, no order of units.
use std::collections::HashMap;

use ::text::themes::{Document, Trend, TrendOptions, clusters, new_words, theme_words, trend_words};
use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::{Page, ReportFilter};

use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// A word is shown when so many reports of the period have it.
pub const SUPPORT: usize = 3;
/// Fewer reports on either side of a comparison say nothing.
pub const LEAST: usize = 10;
/// At most so many texts are read, the newest.
const MOST: i64 = 3_000;
/// At most so many are sorted into groups.
const MOST_GROUPED: usize = 600;
/// Words of a list, groups of the page, and reports of a group that are linked.
const WORDS: usize = 12;
const GROUPS: usize = 8;
const LINKS: usize = 12;

/// Which reports are looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// This month.
    #[default]
    Month,
    /// The month before.
    LastMonth,
    /// This month and the two before.
    Quarter,
}

impl Period {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Month, Self::LastMonth, Self::Quarter];

    /// The code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::LastMonth => "last_month",
            Self::Quarter => "quarter",
        }
    }

    /// Reads a code; what is not known is this month.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|period| period.code() == code).unwrap_or_default()
    }

    /// First day, last day, and the first day of the twelve months before.
    fn days(self, today: Date) -> (Date, Date, Date) {
        let first = today.first_of_month();
        let back = |months: i32| first.saturating_sub(months.months());
        let (from, until) = match self {
            Self::Month => (first, today.last_of_month()),
            Self::LastMonth => (back(1), back(1).last_of_month()),
            Self::Quarter => (back(2), today.last_of_month()),
        };
        (from, until, from.saturating_sub(12.months()))
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThemesQuery {
    /// Of these days.
    pub period: Period,
    /// Of this unit; `None` = of all.
    pub unit: Option<UnitId>,
}

/// A word with the number of reports that have it, on both sides of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub word: String,
    /// Reports of the period.
    pub now: usize,
    /// Reports on the other side.
    pub other: usize,
}

/// A report of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupReport {
    /// Its id.
    pub id: ReportId,
    /// Its number.
    pub number: String,
}

/// Reports that tell of similar things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Words that set it apart.
    pub words: Vec<String>,
    /// How many reports it has.
    pub total: usize,
    /// The most typical ones.
    pub reports: Vec<GroupReport>,
}

/// The themes of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// First day of the twelve months before, or of what was read of them.
    pub since: Date,
    /// Reports of the period with a text.
    pub now: usize,
    /// Reports of the twelve months before.
    pub before: usize,
    /// Reports of the other units in the period; `None` when all are looked at.
    pub others: Option<usize>,
    /// Words that have become more frequent; `None` = too little data.
    pub grown: Option<Vec<Word>>,
    /// Words that no report of the twelve months before had; `None` = too little data.
    pub new: Option<Vec<Word>>,
    /// Words that are more frequent than in the other units; `None` = not asked, or too little data.
    pub apart: Option<Vec<Word>>,
    /// Groups, largest first; `None` = too little data.
    pub groups: Option<Vec<Group>>,
}

/// A report as it is read here.
#[derive(Debug, Clone)]
struct Told {
    id: String,
    number: String,
    date: String,
    unit: Option<UnitId>,
    text: String,
}

impl App {
    /// The themes of a period.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn themes(&self, ctx: &Ctx, query: ThemesQuery) -> Result<Themes, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let (from, until, since) = query.period.days(ctx.today());
        let filter = ReportFilter {
            from: Some(since.to_string()),
            until: Some(until.to_string()),
            without_merged: true,
            ..ReportFilter::default()
        };
        let mut tx = self.store().read(&ctx.facility).await?;
        let found = tx.reports(&filter, Page { limit: MOST, offset: 0 }).await?;
        let texts = tx.search_texts_newest(MOST).await?;
        drop(tx);
        let mut texts: HashMap<ReportId, String> = texts.into_iter().map(|one| (one.report_id, one.text)).collect();
        let told = found.lines.into_iter().filter_map(|line| {
            Some(Told {
                text: texts.remove(&line.report_id)?,
                id: line.report_id.to_string(),
                number: line.number,
                date: line.report_date,
                unit: line.unit_id,
            })
        });
        let told: Vec<Told> = told.collect();
        let cut = i64::try_from(told.len()).unwrap_or(MOST) < found.total;
        let oldest = told.last().filter(|_| cut).and_then(|one| one.date.parse().ok());
        let days = (from, until, oldest.unwrap_or(since));
        // Words of many texts take their time: apart from the threads that answer others.
        tokio::task::spawn_blocking(move || read(&told, query.unit, days)).await.map_err(|_| AppError::Data("themes"))
    }
}

fn read(told: &[Told], unit: Option<UnitId>, (from, until, since): (Date, Date, Date)) -> Themes {
    let first = from.to_string();
    let is_own = |one: &&Told| unit.is_none() || one.unit == unit;
    let in_period = |one: &&Told| one.date >= first;
    let now: Vec<&Told> = told.iter().filter(in_period).filter(is_own).collect();
    let before: Vec<&Told> = told.iter().filter(|one| !in_period(one)).filter(is_own).collect();
    let others: Vec<&Told> = told.iter().filter(in_period).filter(|one| !is_own(one)).collect();
    let (now_docs, before_docs, other_docs) = (documents(&now), documents(&before), documents(&others));
    let options = TrendOptions { support: SUPPORT, most: WORDS, ..TrendOptions::default() };
    let enough = |docs: &[Document<'_>]| now_docs.len() >= LEAST && docs.len() >= LEAST;
    let against = |docs: &[Document<'_>]| enough(docs).then(|| trend_words(&now_docs, docs, &theme_words, options));
    let grown = against(&before_docs).map(|found| words(found.into_iter().filter(|trend| !trend.is_new)));
    let new =
        enough(&before_docs).then(|| words(new_words(&now_docs, &before_docs, &theme_words, options).into_iter()));
    let apart = unit.and_then(|_| against(&other_docs)).map(|found| words(found.into_iter()));
    Themes {
        from,
        until,
        since,
        now: now.len(),
        before: before.len(),
        others: unit.map(|_| others.len()),
        grown,
        new,
        apart,
        groups: (now.len() >= LEAST).then(|| groups(&now, &now_docs)),
    }
}

fn documents<'a>(told: &[&'a Told]) -> Vec<Document<'a>> {
    told.iter().map(|one| Document { id: &one.id, text: &one.text }).collect()
}

fn words(trends: impl Iterator<Item = Trend>) -> Vec<Word> {
    trends.map(|trend| Word { word: trend.word, now: trend.now, other: trend.before }).collect()
}

/// The groups of the newest reports of the period that hold enough of them and have a name.
fn groups(told: &[&Told], documents: &[Document<'_>]) -> Vec<Group> {
    let newest = &documents[..documents.len().min(MOST_GROUPED)];
    let wanted = (newest.len() / 6).clamp(2, GROUPS);
    let numbers: HashMap<&str, &str> = told.iter().map(|one| (one.id.as_str(), one.number.as_str())).collect();
    let group = |ids: &[String]| {
        let reports = ids.iter().take(LINKS).filter_map(|id| {
            Some(GroupReport { id: id.parse().ok()?, number: (*numbers.get(id.as_str())?).to_owned() })
        });
        reports.collect()
    };
    let found = clusters(newest, wanted, &theme_words).into_iter();
    let found = found.filter(|cluster| cluster.ids.len() >= SUPPORT && !cluster.label.is_empty());
    found
        .map(|cluster| Group { total: cluster.ids.len(), reports: group(&cluster.ids), words: cluster.label })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 21);

    fn told(date: &str, unit: u128, text: &str, count: usize) -> Vec<Told> {
        let one = |at: usize| Told {
            id: uuid::Uuid::from_u128(at as u128 + 1).to_string(),
            number: format!("R8-{at:04}"),
            date: date.to_owned(),
            unit: Some(UnitId::from_uuid(uuid::Uuid::from_u128(unit))),
            text: text.to_owned(),
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn periods_are_whole_months() {
        let days = |period: Period| period.days(TODAY);
        let day = Date::constant;
        assert_eq!(days(Period::Month), (day(2026, 11, 1), day(2026, 11, 30), day(2025, 11, 1)));
        assert_eq!(days(Period::LastMonth), (day(2026, 10, 1), day(2026, 10, 31), day(2025, 10, 1)));
        assert_eq!(days(Period::Quarter), (day(2026, 9, 1), day(2026, 11, 30), day(2025, 9, 1)));
        assert_eq!(Period::from_code("x"), Period::Month);
    }

    #[test]
    fn words_grow_are_new_and_set_a_unit_apart() {
        let all = [
            told("2026-11-05", 1, "浴室で転倒した。センサーの電池が切れていた。", 8),
            told("2026-11-06", 1, "廊下で転倒した。", 6),
            told("2026-11-07", 2, "昼食の配膳で食器を落とした。", 12),
            told("2026-05-05", 1, "昼食の配膳で食器を落とした。", 30),
            told("2026-05-06", 1, "廊下で転倒した。", 4),
        ]
        .concat();
        let unit = all.first().and_then(|one| one.unit);
        let themes = read(&all, unit, Period::Month.days(TODAY));
        assert_eq!((themes.now, themes.before, themes.others), (14, 34, Some(12)));
        let grown = themes.grown.unwrap();
        assert!(grown.iter().any(|word| word.word == "転倒" && (word.now, word.other) == (14, 4)), "{grown:?}");
        let new = themes.new.unwrap();
        assert!(new.iter().any(|word| word.word == "電池") && new.iter().all(|word| word.other == 0), "{new:?}");
        let apart = themes.apart.unwrap();
        assert!(apart.iter().any(|word| word.word == "転倒"), "{apart:?}");
        let groups = themes.groups.unwrap();
        assert!(!groups.is_empty() && groups.iter().all(|group| group.total >= SUPPORT && !group.words.is_empty()));
    }

    #[test]
    fn too_little_data_is_said_and_nothing_else() {
        let themes = read(&told("2026-11-05", 1, "廊下で転倒した。", 9), None, Period::Month.days(TODAY));
        assert_eq!((themes.now, themes.others, themes.grown, themes.new), (9, None, None, None));
        assert_eq!((themes.apart, themes.groups), (None, None));
    }
}

//! Owns the mapping of themes (言葉の動き): words with the lists of their reports, groups with their reports.
use app::facility::Facility;
use app::themes::{Group, LEAST, Period, SUPPORT, Themes, ThemesQuery, Word};
use jiff::civil::Date;
use render::page::themes::{GroupLine, ThemesSource, WordLine};
use render::{Text, when};

/// What the page is drawn from.
pub(crate) fn source(t: Text, facility: &Facility, asked: ThemesQuery, found: &Themes) -> ThemesSource {
    let unit = asked.unit.map(|unit| unit.to_string()).unwrap_or_default();
    let lines = |words: &Option<Vec<Word>>| {
        let line = |word: &Word| WordLine {
            word: word.word.clone(),
            href: reports_with(&word.word, &unit, (found.from, found.until)),
            insight: insight_of(&word.word, &unit),
            now: word.now,
            other: word.other,
        };
        words.as_ref().map(|words| words.iter().map(line).collect())
    };
    let units = facility.units.iter().filter(|row| row.active || Some(row.unit_id) == asked.unit);
    let day = |date: Date| when::day(t, date);
    ThemesSource {
        period: asked.period.code().to_owned(),
        periods: Period::ALL.map(Period::code).into(),
        units: units.map(|row| (row.unit_id.to_string(), t.pick(&row.name_ja, &row.name_en).to_owned())).collect(),
        days: (day(found.from), day(found.until), day(found.since)),
        counts: (found.now, found.before, found.others),
        least: (SUPPORT, LEAST),
        grown: lines(&found.grown),
        new: lines(&found.new),
        apart: lines(&found.apart),
        groups: found.groups.as_ref().map(|groups| groups.iter().map(|group| self::group(group, &unit)).collect()),
        unit,
    }
}

/// The list of the reports of the period that have a word.
fn reports_with(word: &str, unit: &str, (from, until): (Date, Date)) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.append_pair("q", word);
    address.append_pair("from", &from.to_string()).append_pair("until", &until.to_string());
    if !unit.is_empty() {
        address.append_pair("unit", unit);
    }
    format!("/cases?{}", address.finish())
}

/// Insight of the reports that have a word: whole months, where the list is of the period.
fn insight_of(word: &str, unit: &str) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.append_pair("q", word);
    if !unit.is_empty() {
        address.append_pair("unit", unit);
    }
    format!("/insight?{}", address.finish())
}

/// A group is no search: its words set it apart, and not each of its reports has all of them. So each word leads to its own insight.
fn group(group: &Group, unit: &str) -> GroupLine {
    let reports = group.reports.iter().map(|report| (format!("/reports/{}", report.id), report.number.clone()));
    let insights = group.words.iter().map(|word| (insight_of(word, unit), word.clone()));
    GroupLine {
        words: group.words.clone(),
        total: group.total,
        reports: reports.collect(),
        insights: insights.collect(),
    }
}

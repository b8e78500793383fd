//! Owns the mapping of themes (ことばの動き): words with the lists of their reports, groups with their reports.
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
        groups: found.groups.as_ref().map(|groups| groups.iter().map(group).collect()),
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

fn group(group: &Group) -> GroupLine {
    let reports = group.reports.iter().map(|report| (format!("/reports/{}", report.id), report.number.clone()));
    GroupLine { words: group.words.clone(), total: group.total, reports: reports.collect() }
}

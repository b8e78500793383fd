//! Owns the mapping of the list of all reports: conditions from the address, lines for the table.
#[cfg(test)]
mod tests;

use app::facility::Facility;
use app::rows::{Answer, LagDays, ReportFilter};
use app::search::{Found, FoundItem, Order};
use domain::form::Fields;
use domain::insight::{HEAT_BLOCKS, LAG_BANDS};
use domain::profile::{Choice, ChoiceField, Kind, LevelCode};
use domain::report::Mode;
use jiff::civil::Date;
use render::Text;
use render::component::Snippet;
use render::page::cases::{CaseLine, CasesSource, Choices, Conditions};
use render::page::record::{level_mark, seat_label};
use render::when;

use super::approval::{form_label, place_name};

/// Reports on one page of the list.
pub(crate) const PAGE: i64 = 50;
/// Names of the conditions in the address.
const NAMES: [&str; 18] = [
    "q",
    "form",
    "kind",
    "level",
    "unit",
    "place",
    "state",
    "mode",
    "from",
    "until",
    "cause",
    "detail",
    "occupation",
    "weekday",
    "hours",
    "lag",
    "number",
    "merged",
];

/// States by which can be narrowed.
const STATES: [&str; 5] = ["in_review", "returned", "measures_pending", "closed", "merged"];

/// Reads the conditions; dates that cannot be read are named and not used.
pub(crate) fn read_filter(query: &Fields, today: Date) -> (ReportFilter, Vec<&'static str>) {
    let mut unreadable = Vec::new();
    let mut day = |name: &'static str| {
        let read = domain::date::read(query.text(name)?, today);
        if read.is_err() {
            unreadable.push(name);
        }
        read.ok().map(|read| read.date.to_string())
    };
    let (from, until) = (day("from"), day("until"));
    let one = |name: &str| query.text(name).map(str::to_owned);
    let answer = |name: &str| match query.text(name)? {
        NOT_TOLD => Some(Answer::NotTold),
        code => Some(Answer::Code(code.to_owned())),
    };
    let filter = ReportFilter {
        states: one("state").into_iter().collect(),
        form: one("form"),
        level: answer("level"),
        units: query.text("unit").and_then(|unit| unit.parse().ok()).into_iter().collect(),
        places: query.text("place").and_then(|place| place.parse().ok()).into_iter().collect(),
        elsewhere: query.get("place") == NOT_TOLD,
        from,
        until,
        modes: modes(query),
        kind: one("kind"),
        number_prefix: one("number"),
        detail: one("detail"),
        cause: answer("cause"),
        occupation: answer("occupation"),
        weekday: weekday(query),
        hours: hours(query),
        lag: lag(query),
        without_merged: without_merged(query),
        words: app::search::words(query.get("q")),
        ..ReportFilter::default()
    };
    (filter, unreadable)
}

/// What the address says of an answer that was not given; no code of a profile.
pub(crate) const NOT_TOLD: &str = "-";

/// What the address says of reports that are left out.
pub(crate) const WITHOUT: &str = "no";

fn without_merged(query: &Fields) -> bool {
    query.get("merged") == WITHOUT
}

/// What the address says of reports whose reporter stays unnamed.
pub(crate) const HIDDEN: &str = "hidden";

fn modes(query: &Fields) -> Vec<String> {
    match query.text("mode") {
        Some(HIDDEN) => [Mode::Protected, Mode::Anonymous].map(|mode| mode.code().to_owned()).into(),
        mode => mode.map(str::to_owned).into_iter().collect(),
    }
}

/// Days from event to report, as `2-3`, `8-` or [`NOT_TOLD`]; what cannot be read is not asked for.
fn lag(query: &Fields) -> Option<LagDays> {
    let text = query.text("lag")?;
    if text == NOT_TOLD {
        return Some(LagDays::Unknown);
    }
    let (first, last) = text.split_once('-')?;
    let first = first.parse().ok()?;
    if last.is_empty() {
        return Some(LagDays::Between(first, None));
    }
    let last = last.parse().ok().filter(|last| *last >= first)?;
    Some(LagDays::Between(first, Some(last)))
}

/// A band of days from event to report, as the address says it.
pub(crate) fn lag_of((first, last): (u16, Option<u16>)) -> String {
    format!("{first}-{}", last.map(|last| last.to_string()).unwrap_or_default())
}

/// 0 for Monday; what is no weekday is not asked for.
fn weekday(query: &Fields) -> Option<u8> {
    query.text("weekday")?.parse().ok().filter(|day| *day < 7)
}

/// First and last hour, as `9-11`; what cannot be read is not asked for.
fn hours(query: &Fields) -> Option<(u8, u8)> {
    let (first, last) = query.text("hours")?.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && last < 24).then_some((first, last))
}

/// Part of the day, 0 for the hours from 0 to 2, as the address says it.
pub(crate) fn hours_of(part: usize) -> String {
    format!("{}-{}", part * 3, part * 3 + 2)
}

/// The order that the address asks for.
pub(crate) fn order(query: &Fields) -> Order {
    if query.get("order") == "best" { Order::Best } else { Order::Newest }
}

/// How many reports stand before the page of the address.
pub(crate) fn offset(query: &Fields) -> i64 {
    let page: i64 = query.get("page").parse().unwrap_or(1);
    (page.clamp(1, 1_000_000) - 1) * PAGE
}

/// What the page is drawn from.
pub(crate) fn source(
    t: Text,
    facility: &Facility,
    query: &Fields,
    unreadable: Vec<&'static str>,
    offset: i64,
    found: &Found,
) -> CasesSource {
    let page = offset / PAGE + 1;
    let link = |page: i64| {
        let mut address = conditions_in_address(query);
        if order(query) == Order::Best {
            address.append_pair("order", "best");
        }
        format!("/cases?{}", address.append_pair("page", &page.to_string()).finish())
    };
    let export = format!("/cases.csv?{}", conditions_in_address(query).finish());
    let list = format!("/cases.pdf?{}", conditions_in_address(query).finish());
    let forms = conditions_in_address(query).append_pair("page", &page.to_string()).finish();
    let forms = format!("/cases/forms.pdf?{forms}");
    let is_last = if found.or_more { found.items.is_empty() } else { offset + PAGE >= found.total };
    CasesSource {
        conditions: conditions(query),
        chips: chips(t, facility, query),
        unreadable,
        choices: choices(t, facility, query),
        lines: found.items.iter().map(|found| line(t, facility, found)).collect(),
        total: usize::try_from(found.total).unwrap_or(0),
        or_more: found.or_more,
        doubts: found.doubts,
        doubts_or_more: found.doubts_or_more,
        offset: usize::try_from(offset).unwrap_or(0),
        links: ((page > 1).then(|| link(page - 1)), (!is_last).then(|| link(page + 1))),
        export: (found.total > 0).then(|| export.trim_end_matches('?').to_owned()),
        prints: (found.total > 0).then(|| (list.trim_end_matches('?').to_owned(), forms)),
    }
}

/// The conditions as the query of an address.
fn conditions_in_address(query: &Fields) -> form_urlencoded::Serializer<'static, String> {
    conditions_without(query, "")
}

/// The same without one of them.
fn conditions_without(query: &Fields, left_out: &str) -> form_urlencoded::Serializer<'static, String> {
    let mut address = form_urlencoded::Serializer::new(String::new());
    for name in NAMES.into_iter().filter(|name| *name != left_out) {
        if let Some(value) = query.text(name) {
            address.append_pair(name, value);
        }
    }
    address
}

/// The conditions in words, for the head of a printed list.
pub(crate) fn condition_words(t: Text, facility: &Facility, query: &Fields) -> Vec<String> {
    told(t, facility, query).into_iter().map(|(_, words)| words).collect()
}

/// The conditions in words, each with the address of the list without it.
fn chips(t: Text, facility: &Facility, query: &Fields) -> Vec<(String, String)> {
    let chip = |(name, words): (&'static str, String)| {
        let mut address = conditions_without(query, name);
        if order(query) == Order::Best {
            address.append_pair("order", "best");
        }
        (words, format!("/cases?{}", address.finish()).trim_end_matches('?').to_owned())
    };
    told(t, facility, query).into_iter().map(chip).collect()
}

/// Each condition by its name, in words; a weekday, hours or a word about merged reports that say nothing are not told.
fn told(t: Text, facility: &Facility, query: &Fields) -> Vec<(&'static str, String)> {
    // Most lists have no condition: then the labels of all choices need not be looked up.
    if NAMES.into_iter().all(|name| query.text(name).is_none()) {
        return Vec::new();
    }
    let choices = choices(t, facility, query);
    let is_asked = |name: &str| match name {
        "weekday" => weekday(query).is_some(),
        "hours" => hours(query).is_some(),
        "lag" => lag(query).is_some(),
        "merged" => without_merged(query),
        _ => true,
    };
    let in_list = |list: &[(String, String)], value: &str| {
        list.iter().find(|(code, _)| code == value).map_or_else(|| value.to_owned(), |(_, label)| label.clone())
    };
    let word = |name: &'static str| {
        let value = query.text(name)?;
        let value = match name {
            "form" => in_list(&choices.forms, value),
            "level" => in_list(&choices.levels, value),
            "kind" => in_list(&choices.kinds, value),
            "unit" => in_list(&choices.units, value),
            "place" => in_list(&choices.places, value),
            "cause" => in_list(&choices.causes, value),
            "detail" => in_list(&choices.details, value),
            "occupation" => in_list(&choices.occupations, value),
            "state" if STATES.contains(&value) => t.choice("paper.state", value),
            "mode" if value == HIDDEN => t.get("insight.part.unnamed").to_owned(),
            "mode" if Mode::from_code(value).is_some() => t.choice("record.mode", value),
            "weekday" => in_list(&choices.weekdays, value),
            "lag" => in_list(&choices.lags, &conditions(query).lag),
            "hours" => in_list(&choices.hours, &conditions(query).hours),
            "merged" => t.get("approval.cases.merged_out").to_owned(),
            _ => value.to_owned(),
        };
        Some((name, format!("{}: {value}", t.choice("paper.condition", name))))
    };
    NAMES.into_iter().filter(|name| is_asked(name)).filter_map(word).collect()
}

fn conditions(query: &Fields) -> Conditions {
    let get = |name: &str| query.get(name).trim().to_owned();
    Conditions {
        words: get("q"),
        best_first: order(query) == Order::Best,
        form: get("form"),
        level: get("level"),
        kind: get("kind"),
        unit: get("unit"),
        place: get("place"),
        state: get("state"),
        mode: get("mode"),
        from: get("from"),
        until: get("until"),
        cause: get("cause"),
        detail: get("detail"),
        occupation: get("occupation"),
        weekday: get("weekday"),
        // In the spelling of the choices, so that the form keeps it.
        hours: hours(query).map_or_else(|| get("hours"), span_code),
        // In the spelling of the choices, like the hours.
        lag: match lag(query) {
            Some(LagDays::Between(first, last)) => lag_of((first, last)),
            _ => get("lag"),
        },
        number: get("number"),
        merged: get("merged"),
    }
}

fn choices(t: Text, facility: &Facility, query: &Fields) -> Choices {
    let profile = &facility.profile;
    let kinds = [Kind::Incident, Kind::Accident].map(|kind| {
        let label = kind.label();
        (kind.as_str().to_owned(), t.pick(&label.ja, &label.en).to_owned())
    });
    let coded = |choice: &Choice| (choice.code.clone(), t.label(&choice.label).to_owned());
    // Choices that are no longer offered too: past reports have them.
    let list = |field| profile.choice_list(field).map_or_else(Vec::new, |list| list.items.iter().map(coded).collect());
    let or = |list: Vec<(String, String)>, none: &str| -> Vec<(String, String)> {
        list.into_iter().chain([(NOT_TOLD.to_owned(), none.to_owned())]).collect()
    };
    let (none, elsewhere) = (t.get("insight.part.none"), t.get("insight.part.elsewhere"));
    Choices {
        forms: profile
            .forms
            .iter()
            .map(|form| (form.code.clone(), t.pick(&form.label.ja, &form.label.en).to_owned()))
            .collect(),
        levels: or(profile.levels.iter().map(|level| (level.code.to_string(), level.code.to_string())).collect(), none),
        kinds: kinds.into(),
        units: facility
            .units
            .iter()
            .map(|unit| (unit.unit_id.to_string(), t.pick(&unit.name_ja, &unit.name_en).to_owned()))
            .collect(),
        causes: or(list(ChoiceField::Cause), none),
        details: profile.medication_details.iter().map(coded).collect(),
        occupations: or(list(ChoiceField::Occupation), none),
        weekdays: (0..7)
            .map(|day| day.to_string())
            .map(|day| (day.clone(), t.choice("insight.weekday", &day)))
            .collect(),
        hours: spans(query).into_iter().map(|span| (span_code(span), span_words(t, span))).collect(),
        lags: lags(t, query),
        // Places that are no longer in use too: past reports are found by them.
        places: or(
            facility
                .places
                .iter()
                .map(|place| (place.place_id.to_string(), t.pick(&place.name_ja, &place.name_en).to_owned()))
                .collect(),
            elsewhere,
        ),
    }
}

/// The bands of days that insight counts, and the one that the address asks for where it is none of them: sent again, the form must not
/// lose it.
fn lags(t: Text, query: &Fields) -> Vec<(String, String)> {
    let band = |(at, band)| (lag_of(band), t.choice("insight.lag", &usize::to_string(&at)));
    let unknown = (NOT_TOLD.to_owned(), t.choice("insight.lag", "unknown"));
    let mut lags: Vec<(String, String)> = LAG_BANDS.into_iter().enumerate().map(band).chain([unknown]).collect();
    if let Some(LagDays::Between(first, last)) = lag(query)
        && !LAG_BANDS.contains(&(first, last))
    {
        let until = last.map(|last| last.to_string()).unwrap_or_default();
        let words = t.with("approval.cases.lag_span", &[("from", &first), ("until", &until)]);
        lags.push((lag_of((first, last)), words));
    }
    lags
}

/// The parts of the day, and the hours that the address asks for where they are none of them: sent again, the form must not lose them.
fn spans(query: &Fields) -> Vec<(u8, u8)> {
    let mut spans: Vec<(u8, u8)> = (0_u8..).step_by(3).map(|first| (first, first + 2)).take(HEAT_BLOCKS).collect();
    spans.extend(hours(query));
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn span_code((first, last): (u8, u8)) -> String {
    format!("{first}-{last}")
}

/// Hours in words: 9:00–11:59.
fn span_words(t: Text, (first, last): (u8, u8)) -> String {
    t.with("approval.cases.hours_span", &[("from", &first), ("until", &last)])
}

fn line(t: Text, facility: &Facility, found: &FoundItem) -> CaseLine {
    let item = &found.item;
    let line = &item.line;
    let judged = line.case.final_level.as_ref().or(line.case.leader_level.as_ref());
    let level = judged.or(line.case.reporter_level.as_ref()).map(LevelCode::new);
    let unit =
        item.unit.and_then(|unit| facility.unit(unit)).map(|unit| t.pick(&unit.name_ja, &unit.name_en).to_owned());
    CaseLine {
        href: format!("/reports/{}", line.report_id),
        number: line.number.clone(),
        date: line.report_date.parse().map_or_else(|_| line.report_date.clone(), when::day_on_seal),
        form: form_label(t, item),
        level: level_mark(t, &item.profile, level.as_ref(), judged.is_some()),
        unit: unit.unwrap_or_else(|| t.get("field.unknown").to_owned()),
        place: place_name(t, facility, item).unwrap_or_else(|| t.get("field.unknown").to_owned()),
        state: line.case.state.clone(),
        seat: line.case.seat.as_ref().map(|seat| seat_label(t, &item.profile, seat)),
        snippet: Snippet::new(found.snippet.iter().map(|piece| (piece.text.clone(), piece.hit)).collect()),
    }
}

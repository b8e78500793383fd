//! Owns the mapping of insight to the pack for the board (会議資料): what the page shows, without its links.
use app::facility::Facility;
use app::insight::overview::{InsightQuery, Overview};
use app::insight::signal::{Signal, Signals, expected};
use app::paper::{MeetingFigure, MeetingSheet, MeetingSignal};
use domain::insight::SeriesKey;
use render::Text;
use render::chart::Figure;
use render::page::admin::Asked;
use render::page::corrective_action::ActionTable;
use render::page::insight::{InsightSource, SignalLine, chance, change_sentence, last_harm, totals};
use render::when::{self, Moment};

use super::{Around, Small};
use crate::http::SignedIn;

/// Forms that are shown: four rows of three.
const MOST_FORMS: usize = 12;

/// The pack of what was found.
pub(crate) fn sheet(
    signed: &SignedIn,
    facility: &Facility,
    asked: &InsightQuery,
    found: &Overview,
    (signals, actions): (Signals, ActionTable),
) -> MeetingSheet {
    let t = signed.t();
    let around = Around { views: Vec::new(), signals: 0, actions, watch: None, save: Asked::default() };
    let page = super::source(signed, facility, asked, found, around);
    let is_empty = page.charts.is_empty();
    let month = |month| when::month(t, month);
    let span = t.with("insight.signal.span", &[("from", &month(found.period.0)), ("until", &month(found.period.1))]);
    let lines = |keys: &[&str]| keys.iter().map(|key| t.get(key).to_owned()).collect::<Vec<_>>();
    let watched = signals.watched - signals.of_themes;
    let waiting = Signals {
        open: looked_at(signals.open, asked),
        dealt: Vec::new(),
        themes: Vec::new(),
        watched,
        of_themes: 0,
        expected: expected(watched),
    };
    let waiting = super::signal::source(signed, facility, (&waiting, &[]), (String::new(), Asked::default()));
    let mut sheet = MeetingSheet {
        facility: t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned(),
        period: span,
        scope: scope(t, &page),
        made: Moment::of(signed.ctx.now, &signed.ctx.zone).words(t),
        totals: totals(t, &page).into(),
        signals: waiting.open.iter().map(|line| signal(t, line)).collect(),
        chance: chance(t, &waiting),
        notes: lines(&["insight.note.no_rank", "insight.note.chance", "insight.note.month", "insight.note.merged"]),
        ..MeetingSheet::default()
    };
    if is_empty {
        sheet.empty = lines(&["insight.empty", "insight.empty_why"]);
        return sheet;
    }
    sheet.changes = page.changes.iter().map(|line| change_sentence(t, line)).collect();
    sheet.changes.extend(page.calm.then(|| t.get("insight.calm").to_owned()));
    sheet.changes.push(last_harm(t, &page));
    sheet.charts = smalls(&page.charts);
    sheet.forms_lead = lines(&["insight.forms_lead"]);
    sheet.forms_lead.extend(left_out(t, page.forms.len()));
    sheet.forms = smalls(&page.forms[..page.forms.len().min(MOST_FORMS)]);
    sheet.shares_lead = lines(&["insight.shares_lead"]);
    sheet.shares = smalls(&page.shares);
    sheet.parts = page.parts.iter().map(figure).collect();
    if !page.actions.is_empty() {
        sheet.actions_lead = lines(&["corrective_action.table.lead", "corrective_action.table.how"]);
        sheet.actions_head = ActionTable::columns(t);
        sheet.actions = page.actions.plain(t);
    }
    sheet
}

/// Signals of the unit and of the form that are looked at; those of themes are no part of the pack.
fn looked_at(open: Vec<Signal>, asked: &InsightQuery) -> Vec<Signal> {
    let is_of = |key: &SeriesKey| {
        (asked.unit.is_none() || key.unit == asked.unit) && (asked.form.is_none() || key.form == asked.form)
    };
    open.into_iter().filter(|signal| signal.theme.is_none() && is_of(&signal.key)).collect()
}

fn signal(t: Text, line: &SignalLine) -> MeetingSignal {
    MeetingSignal {
        what: line.what.clone(),
        seen: t.choice("insight.signal.seen", &line.verdict),
        span: line.marks.clone(),
        raised: line.raised.clone(),
    }
}

/// Unit and form in words.
fn scope(t: Text, page: &InsightSource) -> String {
    let named = |offers: &[(String, String)], code: &str, all: &str| {
        let found = offers.iter().find(|(offered, _)| offered == code);
        found.map_or_else(|| t.get(all).to_owned(), |(_, words)| words.clone())
    };
    let unit = named(&page.offers.units, &page.asks.unit, "insight.all_units");
    let form = named(&page.offers.forms, &page.asks.form, "insight.all_forms");
    t.with("insight.meeting.scope", &[("unit", &unit), ("form", &form)])
}

fn left_out(t: Text, forms: usize) -> Option<String> {
    let left = forms.checked_sub(MOST_FORMS).filter(|left| *left > 0)?;
    Some(t.with("insight.meeting.forms_more", &[("n", &MOST_FORMS), ("left", &left)]))
}

fn smalls(charts: &[Small]) -> Vec<MeetingFigure> {
    charts.iter().map(|small| figure(&small.figure)).collect()
}

/// The picture of the page with its words.
fn figure(of: &Figure) -> MeetingFigure {
    let mut figure = MeetingFigure::new(&of.title, &of.sentence, of.paper_svg());
    figure.notes = of.notes.iter().map(|note| format!("{} {}", note.head, note.text)).collect();
    figure.remarks = of.reason.iter().chain(&of.notices).cloned().collect();
    figure
}

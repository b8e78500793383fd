//! Owns the mapping of one chart: its figure, the history of its notes, the choices of its forms.
use app::facility::Facility;
use app::insight::memory::MemoryKind;
use app::insight::note::{ChartNote, NoteKind};
use app::insight::overview::InsightQuery;
use app::insight::series::{SeriesChart, fitting};
use domain::policy::{Action, Decision, Resource, decide};
use domain::publication::Month;
use render::page::admin::Asked;
use render::page::insight::{ChartSource, NoteLine};
use render::when;

use super::words::Names;
use super::{append_period, chart_href, figure, key_pairs, query_text};
use crate::http::SignedIn;

/// What the page is drawn from.
pub(crate) fn source(
    signed: &SignedIn,
    facility: &Facility,
    asked: &InsightQuery,
    found: &SeriesChart,
    new: Asked,
) -> ChartSource {
    let t = signed.t();
    let names = Names { t, facility };
    let mut months: Vec<Month> = found.points.iter().map(|point| point.at.month()).collect();
    months.dedup();
    let kind_name = |code: &str| t.choice("insight.kind", code);
    let judging = found.reason.is_none().then(|| found.kind.as_str().to_owned());
    let chosen = found.memory.as_ref().map(|memory| memory.kind.code().to_owned()).or(judging);
    let codes = fitting(&found.key).iter().map(|kind| kind.as_str()).chain(MemoryKind::ALL.map(MemoryKind::code));
    let may = decide(&signed.ctx.actor, Action::WriteInsight, &Resource::Facility(signed.ctx.facility));
    ChartSource {
        figure: figure::of(&names, asked, found, "series", true).hide_title(),
        back: format!("/insight?{}", query_text(asked)),
        action: "/insight/chart/notes".to_owned(),
        hidden: hidden(found, asked),
        months: months.iter().rev().map(|month| (month.to_string(), when::month_short(t, *month))).collect(),
        kinds: codes.map(|code| (code.to_owned(), kind_name(code))).collect(),
        kind: chosen.unwrap_or_default(),
        notes: found.notes.all().iter().rev().map(|note| line(signed, note, &kind_name)).collect(),
        may_write: may == Decision::Allow,
        theme: asked.theme.as_ref().map(|theme| {
            let all = InsightQuery { theme: None, ..asked.clone() };
            (theme.as_str().to_owned(), chart_href(&found.key, &all))
        }),
        new,
    }
}

/// What names the series and the period in a form.
fn hidden(found: &SeriesChart, asked: &InsightQuery) -> Vec<(String, String)> {
    let mut address = form_urlencoded::Serializer::new(String::new());
    append_period(&mut address, asked);
    let period = address.finish();
    let period = form_urlencoded::parse(period.as_bytes()).into_owned();
    key_pairs(&found.key).into_iter().chain(period).collect()
}

fn line(signed: &SignedIn, note: &ChartNote, kind_name: &dyn Fn(&str) -> String) -> NoteLine {
    let t = signed.t();
    let day = |at: i64| when::day(t, signed.ctx.date_of(at));
    let chosen = note.chart.map(|kind| kind.as_str()).or(note.memory.map(MemoryKind::code));
    let chart = chosen.map_or_else(|| t.get("insight.chart.by_program").to_owned(), kind_name);
    NoteLine {
        id: note.id.to_string(),
        kind: note.kind.code(),
        place: match note.kind {
            NoteKind::Chart => chart,
            _ => note.month.map(|month| when::month_short(t, month)).unwrap_or_default(),
        },
        words: note.words.clone(),
        by: [note.by.clone(), day(note.at)].join(t.pick("、", ", ")),
        withdrawn: note.withdrawn_at.map(day),
    }
}

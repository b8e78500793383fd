//! Owns the mapping of signals: what was seen, from when until when, who dealt with it.
use app::facility::Facility;
use app::insight::overview::InsightQuery;
use app::insight::series::SeriesChart;
use app::insight::signal::{Signal, Signals};
use app::insight::theme::Theme;
use domain::policy::{Action, Decision, Resource, decide};
use render::page::admin::Asked;
use render::page::insight::{SignalLine, SignalsSource};
use render::when;

use super::words::Names;
use super::{chart_href, figure, query_text};
use crate::http::SignedIn;

/// What the page is drawn from.
pub(crate) fn source(
    signed: &SignedIn,
    facility: &Facility,
    (found, charts): (&Signals, &[Option<SeriesChart>]),
    typed: (String, Asked),
) -> SignalsSource {
    let names = Names { t: signed.t(), facility };
    let lines =
        |signals: &[Signal]| signals.iter().map(|signal| line(signed, &names, signal)).collect::<Vec<SignalLine>>();
    let mut open = lines(&found.open);
    for (at, ((line, signal), chart)) in open.iter_mut().zip(&found.open).zip(charts).enumerate() {
        let draw = |chart| figure::of(&names, &asked(signal), chart, &format!("seen-{at}"), true).hide_title();
        line.figure = chart.as_ref().map(draw);
    }
    let may = decide(&signed.ctx.actor, Action::WriteInsight, &Resource::Facility(signed.ctx.facility));
    SignalsSource {
        open,
        dealt: lines(&found.dealt),
        watched: found.watched,
        expected: found.expected,
        themes: found.themes.iter().map(|watched| of_theme(&watched.theme)).collect(),
        may_write: may == Decision::Allow,
        typed,
    }
}

/// A watched theme: its words, and its insight.
fn of_theme(theme: &Theme) -> (String, String) {
    let asked = InsightQuery { theme: Some(theme.clone()), ..InsightQuery::default() };
    (theme.as_str().to_owned(), format!("/insight?{}", query_text(&asked)))
}

/// What the chart of a signal is asked for with.
fn asked(signal: &Signal) -> InsightQuery {
    InsightQuery { theme: signal.theme.clone(), ..InsightQuery::default() }
}

fn line(signed: &SignedIn, names: &Names<'_>, signal: &Signal) -> SignalLine {
    let t = names.t;
    let (first, last) = (names.mark(&signal.marks.0), names.mark(&signal.marks.1));
    let span = t.with("insight.signal.span", &[("from", &first), ("until", &last)]);
    let asked = asked(signal);
    let day = |at: i64| when::day(t, signed.ctx.date_of(at));
    SignalLine {
        id: signal.id.to_string(),
        what: names.what_of(&signal.key, &asked),
        verdict: signal.verdict.clone(),
        marks: if first == last { first } else { span },
        raised: day(signal.raised_at),
        figure: None,
        chart: chart_href(&signal.key, &asked),
        dealt: signal.dealt.as_ref().map(|(by, at)| [by.clone(), day(*at)].join(t.pick("、", ", "))),
        done: signal.done.clone(),
    }
}

//! page::record::history: the events of a case as a timeline in words; nothing is left out, void stamps are marked.

use domain::approval::{Case, CaseEvent, CaseTexts, HowStamped, Judge, ReturnTo};
use domain::profile::Profile;

use super::action_event::{ActionEvent, merged};
use super::names::Names;
use super::seats::seat_label;
use crate::catalog::Text;
use crate::component::{Entry, Timeline};
use crate::html::Html;
use crate::when::Moment;

/// One event of the case as the page needs it.
#[derive(Debug, Clone)]
pub struct Line {
    /// What happened.
    pub event: CaseEvent,
    /// Its wording.
    pub texts: CaseTexts,
    /// Who, as the journal names them.
    pub by: String,
    /// When, in microseconds since 1970 UTC; tells a stamp from its namesakes.
    pub at_micros: i64,
    /// When, for reading.
    pub at: Moment,
}

/// What the words are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The profile with seats and levels.
    pub profile: &'a Profile,
    /// The case, for the fate of its stamps.
    pub case: &'a Case,
    /// Names.
    pub names: &'a Names,
}

/// The whole history, oldest first, with what happened to the corrective actions.
#[must_use]
pub fn timeline(t: Text, words: &Words<'_>, history: &[Line], actions: &[ActionEvent]) -> Timeline {
    let case = history.iter().map(|line| (line, entry(t, words, line))).collect();
    Timeline::new(t, merged(t, case, actions))
}

/// One event in one line: who did what, for the page that tells somebody that another was faster.
#[must_use]
pub fn sentence(t: Text, words: &Words<'_>, line: &Line) -> String {
    let who = words.names.person(t, &line.by);
    t.with(
        "timeline.sentence",
        &[("who", &who), ("what", &step_words(t, words, &line.event)), ("when", &line.at.words(t))],
    )
}

fn entry(t: Text, words: &Words<'_>, line: &Line) -> Entry {
    let who = words.names.person(t, &line.by);
    let entry = Entry::new(line.at.words(t), &line.at.iso, who, step_words(t, words, &line.event));
    let entry = if is_system(&line.event) { entry.system() } else { entry };
    match body(t, words, line) {
        Some(body) => entry.body(body),
        None => entry,
    }
}

/// What happens by itself or very often is folded away.
pub(super) const fn is_system(event: &CaseEvent) -> bool {
    matches!(event, CaseEvent::SeatSkipped { .. } | CaseEvent::MeasureRead { .. })
}

fn body(t: Text, words: &Words<'_>, line: &Line) -> Option<Html> {
    let mut parts = Vec::new();
    if is_void(words.case, line) {
        parts.push(t.get("timeline.void").to_owned());
    }
    if let CaseEvent::OpinionGiven { measures_review: Some(wanted), .. } = line.event {
        parts.push(t.choice("timeline.review", if wanted { "wanted" } else { "not_wanted" }));
    }
    if let CaseEvent::MeasuresDescribed { units, .. } = &line.event {
        let units: Vec<String> = units.iter().map(|unit| words.names.unit(t, *unit)).collect();
        parts.push(t.with("timeline.units", &[("units", &units.join(t.get("record.comma")))]));
    }
    parts.extend(line.texts.text.clone());
    parts.extend(line.texts.reason.as_ref().map(|reason| t.with("timeline.reason", &[("reason", reason)])));
    if parts.is_empty() { None } else { Some(Html::lines(&parts.join("\n"))) }
}

fn is_void(case: &Case, line: &Line) -> bool {
    let CaseEvent::SeatStamped { round, seat, .. } = &line.event else { return false };
    case.stamps
        .iter()
        .any(|stamp| stamp.void && stamp.round == *round && stamp.seat == *seat && stamp.at == line.at_micros)
}

/// What an event was, in words: for the timeline and for the approval trail on paper.
#[must_use]
pub fn step_words(t: Text, words: &Words<'_>, event: &CaseEvent) -> String {
    let seat = |code: &str| seat_label(t, words.profile, code);
    match event {
        CaseEvent::LevelJudged { judge, level, .. } => {
            let code = match judge {
                Judge::Reporter => "reporter",
                Judge::Leader => "leader",
                Judge::Final => "final",
            };
            t.with("timeline.level_judged", &[("judge", &t.choice("record.judge", code)), ("level", level)])
        }
        CaseEvent::OpinionGiven { seat: code, .. } => t.with("timeline.opinion_given", &[("seat", &seat(code))]),
        CaseEvent::SeatSkipped { seat: code, .. } => t.with("timeline.seat_skipped", &[("seat", &seat(code))]),
        CaseEvent::SeatStamped { seat: code, how, round, .. } => match how {
            HowStamped::Own => t.with("timeline.seat_stamped", &[("seat", &seat(code)), ("round", round)]),
            HowStamped::Proxy { holder } => {
                let holder = words.names.person(t, &holder.to_string());
                t.with("timeline.seat_stamped_for", &[("seat", &seat(code)), ("round", round), ("holder", &holder)])
            }
        },
        CaseEvent::ProxyStampReviewed { seat: code, .. } => {
            t.with("timeline.proxy_stamp_reviewed", &[("seat", &seat(code))])
        }
        CaseEvent::CaseReturned { from, target, .. } => {
            let target = match target {
                ReturnTo::Reporter => t.get("record.reporter").to_owned(),
                ReturnTo::Seat(code) => seat(code),
            };
            t.with("timeline.case_returned", &[("from", &seat(from)), ("target", &target)])
        }
        CaseEvent::StampTakenBack { seat: code, .. } => t.with("timeline.stamp_taken_back", &[("seat", &seat(code))]),
        CaseEvent::MeasureRead { unit } => {
            let unit = unit.map(|unit| words.names.unit(t, unit)).unwrap_or_default();
            t.with("timeline.measure_read", &[("unit", &unit)])
        }
        CaseEvent::ReportMerged { into: other } => other_report(t, words, "timeline.report_merged", *other),
        CaseEvent::ReportAbsorbed { from: other } => other_report(t, words, "timeline.report_absorbed", *other),
        CaseEvent::ReportSeparated { other } => other_report(t, words, "timeline.report_separated", *other),
        CaseEvent::AttachmentAdded { origin: Some(_), .. } => t.get("timeline.plain.attachment_blurred").to_owned(),
        plain => t.choice("timeline.plain", plain.kind()),
    }
}

fn other_report(t: Text, words: &Words<'_>, key: &str, other: domain::id::ReportId) -> String {
    t.with(key, &[("number", &words.names.report(t, other))])
}

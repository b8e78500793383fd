//! page::record::action_event: what happened to the corrective actions of a report, between the events of its case.

use domain::corrective_action::Step;

use super::history::Line;
use crate::catalog::Text;
use crate::component::Entry;
use crate::when::{self, Moment};

/// Something that happened to an action of the report.
#[derive(Debug, Clone)]
pub struct ActionEvent {
    /// The action's page.
    pub href: String,
    /// What is done; `None` = erased with the report.
    pub what: Option<String>,
    /// The step that was recorded; `None` = the action was set.
    pub step: Option<Step>,
    /// Who, by name; empty where that is nobody of the list.
    pub by: String,
    /// When, in microseconds since 1970 UTC.
    pub at_micros: i64,
    /// When, for reading.
    pub at: Moment,
}

/// The event as one entry of the timeline, with the way to the action.
fn entry(t: Text, event: &ActionEvent) -> Entry {
    let who = if event.by.is_empty() { t.get("record.who.gone") } else { &event.by };
    let what = event.what.as_deref().unwrap_or_else(|| t.get("corrective_action.erased"));
    Entry::new(event.at.words(t), &event.at.iso, who, words(t, event.step)).link(&event.href, what)
}

fn words(t: Text, step: Option<Step>) -> String {
    let day = step.map(|step| when::day(t, step.on())).unwrap_or_default();
    match step {
        None => t.get("timeline.action.set").to_owned(),
        Some(Step::Done { .. }) => t.with("timeline.action.done", &[("day", &day)]),
        Some(Step::Withdrawn { .. }) => t.get("timeline.action.withdrawn").to_owned(),
        Some(Step::TakenBack { .. }) => t.get("timeline.action.taken_back").to_owned(),
        Some(Step::Checked { point, verdict, .. }) => {
            let verdict = t.choice("corrective_action.verdict", verdict.code());
            t.with("timeline.action.checked", &[("months", &point.months()), ("verdict", &verdict)])
        }
    }
}

/// Both histories as one. The case keeps its own order, which tells more than its times: those of hidden reporters are cut to the hour.
pub(super) fn merged(t: Text, case: Vec<(&Line, Entry)>, actions: &[ActionEvent]) -> Vec<Entry> {
    let mut actions: Vec<&ActionEvent> = actions.iter().collect();
    actions.sort_by_key(|event| event.at_micros);
    let mut actions = actions.into_iter().peekable();
    let mut entries = Vec::new();
    for (line, of_case) in case {
        while let Some(event) = actions.next_if(|event| event.at_micros < line.at_micros) {
            entries.push(entry(t, event));
        }
        entries.push(of_case);
    }
    entries.extend(actions.map(|event| entry(t, event)));
    entries
}

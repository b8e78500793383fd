//! page::individual::history: the history of a matter: what happened, and what was said and decided.

use domain::profile::Profile;
use domain::publication::individual::{Decision, MatterEvent, MatterTexts};

use super::parts::{office, part_words, parts_words, scope_words};
use crate::catalog::Text;
use crate::component::Entry;
use crate::html::Html;
use crate::when::{self, Moment};

/// One line of the history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// What happened.
    pub event: MatterEvent,
    /// Its wording.
    pub texts: MatterTexts,
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
}

/// One line of the history with what was said.
pub(super) fn entry(t: Text, profile: &Profile, line: &HistoryLine) -> Entry {
    let what = t.choice("individual.event", line.event.kind());
    let mut told: Vec<String> = match &line.event {
        MatterEvent::TalkHeld { with, on } | MatterEvent::ConsentRecorded { by: with, on, .. } => {
            vec![format!("{} {}", t.choice("individual.relation", with.code()), when::day(t, *on))]
        }
        MatterEvent::ConsentWithdrawn { on, .. } => vec![when::day(t, *on)],
        MatterEvent::MeetingHeld { on, recommendation, .. } => {
            let words = t.choice("individual.recommendation", recommendation.code());
            vec![when::day(t, *on), t.with("individual.history.recommends", &[("what", &words)])]
        }
        MatterEvent::Decided { decision } => {
            let decider = office(t, &profile.publication.individual.decided_by.name);
            let words = t.choice("individual.recommendation", decision.code());
            vec![t.with("individual.history.decided", &[("office", &decider), ("what", &words)])]
        }
        _ => Vec::new(),
    };
    match &line.event {
        MatterEvent::ConsentRecorded { scope, .. } => told.push(scope_words(t, scope)),
        MatterEvent::Decided { decision: Decision::PublishInPart { parts } } => told.push(parts_words(t, parts)),
        MatterEvent::FindingKept { part } => told.push(part_words(t, *part)),
        _ => {}
    }
    told.extend(texts_of(t, &line.texts));
    let entry = Entry::new(line.at.words(t), &line.at.iso, &line.who, what);
    match told.is_empty() {
        true => entry,
        false => entry.body(Html::lines(&told.join("\n"))),
    }
}

fn texts_of(t: Text, texts: &MatterTexts) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |key: &str, text: &str| {
        if !text.is_empty() {
            told.push(t.with(key, &[("text", &text)]));
        }
    };
    if let Some(talk) = &texts.talk {
        tell("individual.history.who", &talk.who);
        tell("individual.history.said", &talk.said);
        tell("individual.history.outcome", &talk.outcome);
    }
    tell("individual.history.attendees", &texts.attendees.join(t.pick("、", ", ")));
    tell("individual.history.note", texts.note.as_deref().unwrap_or_default());
    tell("individual.history.reason", texts.reason.as_deref().unwrap_or_default());
    if let Some(kept) = &texts.kept {
        tell("individual.history.kept", &kept.text);
        tell("individual.history.reason", &kept.reason);
    }
    told
}

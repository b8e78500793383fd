//! page::record::notes: what people wrote about a report, sorted by kind: opinions, addenda, questions, measures, feedback.

use domain::approval::CaseEvent;

use super::history::{Line, Words};
use super::seats::seat_label;
use crate::catalog::Text;
use crate::html::Html;

/// One text with who wrote it and when.
#[derive(Debug, Clone)]
pub struct Note {
    /// What kind of text, or on which seat.
    pub title: String,
    /// Who and when.
    pub by: String,
    /// The text with its line breaks.
    pub text: Html,
    /// 再検討 要・否 of a section head's opinion.
    pub verdict: Option<String>,
}

/// Every text of the case by kind.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// 意見.
    pub opinions: Vec<Note>,
    /// 追記.
    pub addenda: Vec<Note>,
    /// Questions and answers.
    pub talk: Vec<Note>,
    /// 再検討した再発防止策, 再発防止策の内容・周知状況.
    pub measures: Vec<Note>,
    /// この報告で変わったこと.
    pub feedback: Vec<Note>,
    /// Reasons of a request for the sealed name.
    pub identity: Vec<Note>,
}

impl Notes {
    /// Sorts the texts of a history.
    #[must_use]
    pub fn of(t: Text, words: &Words<'_>, history: &[Line]) -> Self {
        let mut notes = Self::default();
        for line in history {
            let (into, title) = match &line.event {
                CaseEvent::OpinionGiven { seat, .. } => (&mut notes.opinions, seat_label(t, words.profile, seat)),
                CaseEvent::AddendumAdded => (&mut notes.addenda, t.get("record.note.addendum").to_owned()),
                CaseEvent::QuestionAsked => (&mut notes.talk, t.get("record.note.question").to_owned()),
                CaseEvent::QuestionAnswered => (&mut notes.talk, t.get("record.note.answer").to_owned()),
                CaseEvent::MeasuresRevised => (&mut notes.measures, t.get("record.note.revised").to_owned()),
                CaseEvent::MeasuresDescribed { .. } => (&mut notes.measures, t.get("record.note.described").to_owned()),
                CaseEvent::FeedbackGiven => (&mut notes.feedback, t.get("record.note.feedback").to_owned()),
                CaseEvent::IdentityOpeningRequested => (&mut notes.identity, t.get("record.note.identity").to_owned()),
                _ => continue,
            };
            into.push(note(t, words, line, title));
        }
        notes
    }
}

fn note(t: Text, words: &Words<'_>, line: &Line, title: String) -> Note {
    let who = words.names.person(t, &line.by);
    let text = line.texts.text.as_deref().or(line.texts.reason.as_deref()).unwrap_or_default();
    let verdict = match &line.event {
        CaseEvent::OpinionGiven { measures_review: Some(wanted), .. } => {
            Some(t.choice("timeline.review", if *wanted { "wanted" } else { "not_wanted" }))
        }
        _ => None,
    };
    let by = t.with("record.judged_by", &[("who", &who), ("when", &line.at.words(t))]);
    Note { title, by, text: Html::lines(text), verdict }
}

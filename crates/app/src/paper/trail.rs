//! Owns the mapping from a record to the approval trail (決裁の記録).
use domain::approval::CaseEvent;
use pdf::{TrailRound, TrailSheet, TrailStep};
use render::page::record::{Words, seat_label, step_words};
use render::when::Moment;

use super::form::Source;

impl Source<'_> {
    /// Every step in the order in which it happened.
    pub(crate) fn trail(&self, journal: &str, made: &str) -> TrailSheet {
        let (view, profile) = (self.view, self.profile());
        let form = profile.form(&view.content.coded.form);
        let round =
            |round: u8, key: &str| TrailRound { title: self.t.choice("record.round", key), seats: self.seats(round) };
        TrailSheet {
            title: String::new(),
            facility: self.facility.clone(),
            number: self.number(),
            code: self.mark.code.clone(),
            form: form.map(|form| self.t.pick(&form.label.ja, &form.label.en).to_owned()).unwrap_or_default(),
            level: view.case.effective_level().map(ToString::to_string).unwrap_or_default(),
            state: self.t.choice("paper.state", view.case.state.code()),
            rounds: vec![round(1, "1"), round(2, "2")],
            steps: view.timeline.iter().map(|entry| self.step(entry)).collect(),
            journal: journal.to_owned(),
            made: made.to_owned(),
        }
    }

    fn step(&self, entry: &crate::report::Entry) -> TrailStep {
        let seat = match &entry.event {
            CaseEvent::OpinionGiven { seat, .. }
            | CaseEvent::SeatSkipped { seat, .. }
            | CaseEvent::SeatStamped { seat, .. }
            | CaseEvent::ProxyStampReviewed { seat, .. }
            | CaseEvent::StampTakenBack { seat, .. }
            | CaseEvent::CaseReturned { from: seat, .. } => seat_label(self.t, self.profile(), seat),
            _ => String::new(),
        };
        let words = Words { profile: self.profile(), case: &self.view.case, names: &self.names };
        let notes = [&entry.texts.text, &entry.texts.reason].into_iter().flatten().cloned();
        TrailStep {
            at: Moment::of(entry.at, self.zone).words(self.t),
            seat,
            by: self.names.person(self.t, &entry.actor_key),
            act: step_words(self.t, &words, &entry.event),
            note: notes.collect::<Vec<_>>().join("\n"),
        }
    }
}

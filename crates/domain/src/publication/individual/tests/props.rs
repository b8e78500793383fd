//! What no sequence of commands may reach.
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::*;
use super::course::*;
use crate::profile::OutlinePart;

fn parts() -> impl Strategy<Value = BTreeSet<OutlinePart>> {
    prop::collection::btree_set(prop::sample::select(OutlinePart::ALL.to_vec()), 0..=7)
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![4 => Just(Scope::Full), 3 => parts().prop_map(Scope::Part), 1 => Just(Scope::Nothing)]
}

fn decision() -> impl Strategy<Value = Decision> {
    let later = TODAY.tomorrow().expect("a day");
    prop_oneof![
        4 => Just(Decision::Publish),
        4 => parts().prop_map(|parts| Decision::PublishInPart { parts }),
        1 => Just(Decision::Withhold),
        1 => Just(Decision::Later { until: later }),
    ]
}

fn command() -> impl Strategy<Value = MatterCommand> {
    prop_oneof![
        2 => Just(open()),
        2 => Just(MatterCommand::WriteOutline),
        2 => Just(talk()),
        4 => (scope(), prop::option::weighted(0.4, 1..4u32), any::<bool>()).prop_map(|(scope, replaces, has_document)| {
            let document = has_document.then(document).flatten();
            MatterCommand::RecordConsent { by: Relation::Child, scope, on: TODAY, document, replaces }
        }),
        2 => (1..4u32).prop_map(|number| MatterCommand::WithdrawConsent { number, on: TODAY }),
        1 => Just(MatterCommand::KeepFinding),
        1 => Just(MatterCommand::PreparePress),
        3 => Just(meet()),
        4 => decision().prop_map(decided),
        1 => (NOW - 5..NOW + 5).prop_map(|until| MatterCommand::SetEmbargo { until }),
        4 => Just(release()),
        2 => parts().prop_map(|parts| MatterCommand::WriteCorrection { parts }),
        3 => Just(release_correction()),
        1 => Just(MatterCommand::Withdraw),
    ]
}

/// One step: by whom, when, with how many open findings.
fn step() -> impl Strategy<Value = (MatterCommand, &'static str, i64, usize)> {
    let by = prop::sample::select(vec![WRITER, OTHER, "third"]);
    (command(), by, NOW - 5..NOW + 10, prop_oneof![4 => Just(0usize), 1 => Just(1usize)])
}

/// The rules told a second time, from the events alone and without the machine's own state.
#[derive(Default)]
struct Witness {
    entries: Vec<(u32, Scope, bool)>,
    outline_by: Option<&'static str>,
    /// Parts that were decided upon by another person than the writer, for the wording as it stands.
    decided: Option<Decision>,
    written: BTreeSet<OutlinePart>,
    correction: BTreeSet<OutlinePart>,
    released: BTreeSet<OutlinePart>,
    embargo: Option<i64>,
    over: bool,
}

impl Witness {
    fn permits(&self, part: OutlinePart) -> bool {
        !self.entries.is_empty() && self.entries.iter().all(|(_, scope, stands)| *stands && scope.permits(part))
    }

    fn see(&mut self, event: &MatterEvent, by: &'static str) {
        match event {
            MatterEvent::OutlineWritten { parts, .. } => {
                self.outline_by = Some(by);
                self.written.clone_from(parts);
                self.decided = None;
            }
            MatterEvent::ConsentRecorded { number, scope, replaces, document, .. } => {
                self.entries.retain(|(old, ..)| Some(*old) != *replaces);
                self.entries.push((*number, scope.clone(), document.is_some()));
            }
            MatterEvent::ConsentWithdrawn { number, .. } => {
                for entry in self.entries.iter_mut().filter(|(old, ..)| old == number) {
                    entry.2 = false;
                }
            }
            MatterEvent::MeetingHeld { .. } => self.decided = None,
            MatterEvent::Decided { decision } => {
                self.decided = Some(decision.clone());
                self.embargo = None;
            }
            MatterEvent::EmbargoSet { until } => self.embargo = Some(*until),
            MatterEvent::CorrectionWritten { parts, .. } => {
                self.outline_by = Some(by);
                self.correction.clone_from(parts);
            }
            MatterEvent::Released { parts, .. } => self.released.clone_from(parts),
            MatterEvent::CorrectionReleased { .. } => self.released.clone_from(&self.correction),
            MatterEvent::Withdrawn => self.over = true,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_goes_out_without_decision_and_consent(steps in prop::collection::vec(step(), 1..60), skip in 0..7usize) {
        let mut matter = Matter::default();
        let mut witness = Witness::default();
        let plain = way().into_iter().take(skip).map(|(command, by)| (command, by, NOW, 0));
        for (command, by, now, unsettled) in plain.chain(steps) {
            let told = match &command {
                MatterCommand::WriteCorrection { parts } => told(parts),
                _ => texts(),
            };
            let circumstance = Circumstance { now, unsettled, ..at(by) };
            let Ok(event) = matter.decide(command, &told, &circumstance) else { continue };
            match &event {
                MatterEvent::Released { parts, .. } => {
                    prop_assert!(!witness.over && unsettled == 0 && !parts.is_empty());
                    prop_assert_ne!(witness.outline_by, Some(by));
                    prop_assert!(witness.embargo.is_none_or(|until| now >= until));
                    prop_assert!(parts.iter().all(|part| witness.permits(*part)), "beyond the consents");
                    match &witness.decided {
                        Some(Decision::Publish) => prop_assert_eq!(parts, &witness.written),
                        Some(Decision::PublishInPart { parts: decided }) => prop_assert!(parts.is_subset(decided)),
                        other => prop_assert!(false, "released upon {:?}", other),
                    }
                }
                MatterEvent::CorrectionReleased { .. } => {
                    prop_assert!(!witness.over && unsettled == 0);
                    prop_assert_ne!(witness.outline_by, Some(by));
                    prop_assert!(witness.correction.iter().all(|part| witness.permits(*part)));
                    prop_assert!(witness.correction.is_subset(&witness.released), "beyond the decision");
                }
                _ => {}
            }
            matter.apply(&event, by);
            witness.see(&event, by);
            if let Some(edition) = matter.public_edition() {
                prop_assert!(!witness.over, "public after withdrawal");
                prop_assert!(edition.parts.iter().all(|part| witness.permits(*part)), "public without consent");
            }
        }
    }

    #[test]
    fn a_fold_of_written_events_is_the_same_matter(steps in prop::collection::vec(step(), 1..40)) {
        let (mut matter, mut events) = (Matter::default(), Vec::new());
        for (command, by, now, _) in way().into_iter().map(|(c, by)| (c, by, NOW, 0)).chain(steps) {
            let Ok(event) = matter.decide(command, &texts(), &Circumstance { now, ..at(by) }) else { continue };
            matter.apply(&event, by);
            events.push((serde_json::to_string(&event).expect("plain data"), by));
        }
        let mut folded = Matter::default();
        for (text, by) in &events {
            folded.apply(&serde_json::from_str(text).expect("own output is readable"), by);
        }
        prop_assert_eq!(folded, matter);
    }
}

//! The ledger: what many consents together permit, and what a withdrawal does to what is public.
use super::super::*;
use super::course::*;
use crate::profile::OutlinePart;

#[test]
fn everybody_who_was_asked_has_to_permit() {
    let cause: std::collections::BTreeSet<_> = [OutlinePart::Cause].into();
    let matter = way_until(4, vec![(consent(Scope::Part(cause), None), WRITER)]);
    assert!(matter.permits(OutlinePart::Cause) && !matter.permits(OutlinePart::Where));
    let refused = way_until(4, vec![(consent(Scope::Nothing, None), WRITER)]);
    assert!(!refused.permits(OutlinePart::Cause), "one refusal is enough");
    let changed = way_until(4, vec![(consent(Scope::Nothing, None), WRITER), (consent(Scope::Full, Some(2)), WRITER)]);
    assert!(changed.permits(OutlinePart::Where), "who refused may think again");
}

#[test]
fn a_consent_counts_with_its_document_only() {
    let matter = way_until(3, vec![]);
    let spoken = MatterCommand::RecordConsent {
        by: Relation::Person,
        scope: Scope::Full,
        on: TODAY,
        document: None,
        replaces: None,
    };
    assert_eq!(matter.decide(spoken, &texts(), &at(WRITER)), Err(MatterRefusal::DocumentMissing));
    assert!(matter.decide(consent(Scope::Nothing, None), &texts(), &at(WRITER)).is_ok(), "a refusal needs none");
}

#[test]
fn a_withdrawn_consent_recalls_what_is_public_at_once() {
    let mut matter = way_until(7, vec![(withdraw_consent(), WRITER)]);
    assert_eq!(matter.stage.code(), "recalled");
    assert_eq!(matter.public_edition(), None);
    take(&mut matter, consent(Scope::Full, Some(1)), WRITER).expect("somebody agrees again");
    assert_eq!(matter.public_edition(), None, "a consent alone brings nothing back");
    take(&mut matter, correction(), WRITER).expect("written anew");
    assert_eq!(matter.public_edition(), None);
    assert_eq!(take(&mut matter, release_correction(), WRITER), Err(MatterRefusal::SamePerson));
    take(&mut matter, release_correction(), OTHER).expect("by another person");
    assert_eq!(matter.public_edition().map(|edition| edition.number), Some(2));
}

#[test]
fn silence_permits_only_where_no_consent_is_asked_for() {
    let ledger = Ledger::default();
    assert!(!ledger.permits(OutlinePart::Cause, true));
    assert!(ledger.permits(OutlinePart::Cause, false));
    let mut rule = rule().clone();
    rule.consent_required = false;
    let with = Circumstance { rule: &rule, ..at(WRITER) };
    let mut matter = Matter::default();
    for command in [open(), MatterCommand::WriteOutline, talk(), consent(Scope::Nothing, None)] {
        let event = matter.decide(command, &texts(), &with).expect("open");
        matter.apply(&event, WRITER);
    }
    assert!(!matter.permits(OutlinePart::Cause), "a refusal never permits");
}

#[test]
fn nobodys_consent_takes_the_place_of_what_another_person_refused() {
    let matter = way_until(3, vec![(consent(Scope::Nothing, None), WRITER)]);
    let of = |by| MatterCommand::RecordConsent {
        by,
        scope: Scope::Full,
        on: TODAY,
        document: document(),
        replaces: Some(1),
    };
    let sibling = matter.decide(of(Relation::Sibling), &texts(), &at(WRITER));
    assert_eq!(sibling, Err(MatterRefusal::NoSuchEntry));
    assert!(matter.decide(of(Relation::Parent), &texts(), &at(WRITER)).is_ok(), "who refused may think again");
}

#[test]
fn who_lets_a_finding_stay_does_not_release() {
    let kept = (MatterCommand::KeepFinding, OTHER);
    let mut matter = way_until(6, vec![kept]);
    assert_eq!(take(&mut matter, release(), OTHER), Err(MatterRefusal::SamePerson));
    assert!(take(&mut matter, release(), "third").is_ok(), "a second pair of eyes may");
    take(&mut matter, correction(), WRITER).expect("written anew");
    assert!(take(&mut matter, release_correction(), OTHER).is_ok(), "another wording, looked at anew");
}

#[test]
fn a_case_that_was_joined_to_another_does_not_go_out() {
    let matter = way_until(6, vec![]);
    let joined = Circumstance { leads: false, ..at(OTHER) };
    assert_eq!(matter.decide(release(), &texts(), &joined), Err(MatterRefusal::GoesOnElsewhere));
}

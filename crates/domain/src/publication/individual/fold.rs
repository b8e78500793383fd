//! Owns the fold of a matter: what each event does to the stage, the wording and the ledger.
use std::collections::BTreeSet;

use super::event::MatterEvent;
use super::ledger::Consent;
use super::state::{Decision, Edition, Matter, Meeting, Outline, Stage};
use crate::profile::OutlinePart;

impl Matter {
    /// Folds one event caused by this actor.
    pub fn apply(&mut self, event: &MatterEvent, by: &str) {
        self.length += 1;
        match event {
            MatterEvent::MatterOpened { grounds, rule_version, consent_required, on } => {
                self.stage = Stage::Opened;
                self.grounds = Some(grounds.clone());
                self.rule_version = *rule_version;
                self.consent_required = *consent_required;
                self.opened_on = Some(*on);
            }
            MatterEvent::OutlineWritten { version, parts } => {
                self.stage = Stage::Outlined;
                self.write(*version, parts.clone(), by);
            }
            MatterEvent::TalkHeld { .. } => self.talks += 1,
            MatterEvent::ConsentRecorded { number, by, scope, on, document, replaces } => {
                let entry = Consent {
                    number: *number,
                    by: *by,
                    scope: scope.clone(),
                    on: *on,
                    document: *document,
                    withdrawn_on: None,
                    replaced_by: None,
                };
                self.ledger.enter(entry, *replaces);
                self.weigh();
            }
            MatterEvent::ConsentWithdrawn { number, on } => {
                self.ledger.withdraw(*number, *on);
                self.weigh();
            }
            MatterEvent::FindingKept { .. } => {
                self.kept_by.insert(by.to_owned());
            }
            MatterEvent::PressPrepared { .. } => {}
            MatterEvent::MeetingHeld { on, attendees, recommendation } => {
                let meeting = Meeting { on: *on, attendees: *attendees, recommendation: *recommendation };
                self.stage = Stage::Examined { meeting };
            }
            MatterEvent::Decided { decision } => self.settle(decision),
            MatterEvent::EmbargoSet { until } => {
                if let Some((meeting, decision)) = self.stage.decided() {
                    self.stage = Stage::Embargoed { meeting: *meeting, decision: decision.clone(), until: *until };
                }
            }
            MatterEvent::Released { slug, parts, snapshot_hash } => self.publish(slug, parts, snapshot_hash),
            MatterEvent::CorrectionWritten { version, parts } => self.correct(*version, parts, by),
            MatterEvent::CorrectionReleased { edition, snapshot_hash } => self.replace(*edition, snapshot_hash),
            MatterEvent::Withdrawn => {
                if let Some(edition) = self.stage.edition() {
                    self.stage = Stage::Withdrawn { edition: edition.clone() };
                }
            }
        }
    }

    fn write(&mut self, version: u32, parts: BTreeSet<OutlinePart>, by: &str) {
        self.kept_by.clear();
        self.outline = Some(Outline { version, parts, written_by: by.to_owned() });
    }

    fn settle(&mut self, decision: &Decision) {
        let meeting = match &self.stage {
            Stage::Examined { meeting } | Stage::Decided { meeting, .. } | Stage::Embargoed { meeting, .. } => *meeting,
            _ => return,
        };
        self.stage = Stage::Decided { meeting, decision: decision.clone() };
    }

    fn publish(&mut self, slug: &str, parts: &BTreeSet<OutlinePart>, snapshot_hash: &str) {
        let version = self.outline.as_ref().map_or(0, |outline| outline.version);
        let edition = Edition {
            slug: slug.to_owned(),
            number: 1,
            version,
            parts: parts.clone(),
            snapshot_hash: snapshot_hash.to_owned(),
        };
        self.stage = Stage::Released { edition };
    }

    fn correct(&mut self, version: u32, parts: &BTreeSet<OutlinePart>, by: &str) {
        let Some(edition) = self.stage.edition().cloned() else { return };
        let recalled = self.public_edition().is_none();
        let mut written = self.outline.as_ref().map(|outline| outline.parts.clone()).unwrap_or_default();
        written.extend(parts);
        self.write(version, written, by);
        self.stage = Stage::Correcting { edition, parts: parts.clone(), recalled };
    }

    fn replace(&mut self, number: u32, snapshot_hash: &str) {
        let Stage::Correcting { edition, parts, .. } = &self.stage else { return };
        let version = self.outline.as_ref().map_or(edition.version, |outline| outline.version);
        let edition = Edition {
            slug: edition.slug.clone(),
            number,
            version,
            parts: parts.clone(),
            snapshot_hash: snapshot_hash.to_owned(),
        };
        self.stage = Stage::Released { edition };
    }

    /// After a change of the ledger: what is no longer covered is recalled at once. A new consent alone brings nothing back; two people do.
    fn weigh(&mut self) {
        let Some(edition) = self.stage.edition().cloned() else { return };
        if self.covers(&edition.parts) {
            return;
        }
        match &mut self.stage {
            Stage::Released { .. } => self.stage = Stage::Recalled { edition },
            Stage::Correcting { recalled, .. } => *recalled = true,
            _ => {}
        }
    }
}

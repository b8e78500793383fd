//! Owns what may be done with a matter: each command is answered with its event or with the refusal that says what is missing.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::event::{Grounds, MatterEvent, MatterTexts};
use super::ledger::{Relation, Scope};
use super::refusal::MatterRefusal;
use super::state::{Decision, Edition, Matter, Recommendation, Stage};
use crate::id::AttachmentId;
use crate::profile::{OutlinePart, PublicationRule};

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatterCommand {
    /// Open the matter.
    Open {
        /// Why.
        grounds: Grounds,
        /// Version of the profile in force.
        rule_version: u32,
    },
    /// Write, or write anew, what would be published.
    WriteOutline,
    /// Record a talk.
    RecordTalk {
        /// With whom.
        with: Relation,
        /// When.
        on: Date,
    },
    /// Record a consent or a refusal.
    RecordConsent {
        /// By whom.
        by: Relation,
        /// What it permits.
        scope: Scope,
        /// When.
        on: Date,
        /// The signed document.
        document: Option<AttachmentId>,
        /// The entry whose place it takes.
        replaces: Option<u32>,
    },
    /// Record that a consent was withdrawn.
    WithdrawConsent {
        /// Number in the ledger.
        number: u32,
        /// When.
        on: Date,
    },
    /// Keep a finding of the identity check.
    KeepFinding,
    /// Write place, time, contact and answers for the press.
    PreparePress,
    /// Record the meeting that examined the wording.
    Meet {
        /// When.
        on: Date,
        /// What it recommends.
        recommendation: Recommendation,
    },
    /// Decide.
    Decide {
        /// What.
        decision: Decision,
    },
    /// Set or move the end of an embargo.
    SetEmbargo {
        /// Microseconds since 1970 UTC.
        until: i64,
    },
    /// Release.
    Release {
        /// Name in public addresses.
        slug: String,
        /// SHA-256 of the snapshot, hexadecimal.
        snapshot_hash: String,
    },
    /// Write a corrected wording.
    WriteCorrection {
        /// The parts that stay public.
        parts: BTreeSet<OutlinePart>,
    },
    /// Release the corrected wording.
    ReleaseCorrection {
        /// SHA-256 of the snapshot, hexadecimal.
        snapshot_hash: String,
    },
    /// Withdraw from the public.
    Withdraw,
}

/// Under which circumstances a command is given.
#[derive(Debug, Clone, Copy)]
pub struct Circumstance<'a> {
    /// Who gives it, as the journal names people.
    pub by: &'a str,
    /// Now, microseconds since 1970 UTC.
    pub now: i64,
    /// Today at the facility.
    pub today: Date,
    /// The rule of the profile.
    pub rule: &'a PublicationRule,
    /// The case counts on its own: it was not joined to another report.
    pub leads: bool,
    /// Findings of the identity check in what would go out that nobody has settled.
    pub unsettled: usize,
}

type Answer = Result<MatterEvent, MatterRefusal>;

impl Matter {
    /// Answers a command with the event that it causes. Who has the right to give it is the policy's question.
    ///
    /// # Errors
    /// A [`MatterRefusal`] names what is missing.
    pub fn decide(&self, command: MatterCommand, texts: &MatterTexts, at: &Circumstance<'_>) -> Answer {
        match command {
            MatterCommand::Open { grounds, rule_version } => self.open(grounds, rule_version, texts, at),
            _ if matches!(self.stage, Stage::Unopened) => Err(MatterRefusal::WrongStep),
            MatterCommand::WriteOutline => self.write_outline(texts, at),
            MatterCommand::RecordTalk { with, on } => self.record_talk(with, on, at),
            MatterCommand::RecordConsent { by, scope, on, document, replaces } => {
                past(on, at)?;
                let number = self.number_of_consent(by, &scope, document, replaces)?;
                Ok(MatterEvent::ConsentRecorded { number, by, scope, on, document, replaces })
            }
            MatterCommand::WithdrawConsent { number, on } => self.withdraw_consent(number, on, at),
            MatterCommand::KeepFinding => self.keep_finding(texts),
            MatterCommand::PreparePress => self.prepare_press(texts),
            MatterCommand::Meet { on, recommendation } => self.meet(on, recommendation, texts, at),
            MatterCommand::Decide { decision } => self.settle_on(decision, texts, at),
            MatterCommand::SetEmbargo { until } => self.set_embargo(until, at),
            MatterCommand::Release { slug, snapshot_hash } => self.release(slug, snapshot_hash, at),
            MatterCommand::WriteCorrection { parts } => self.write_correction(parts, texts),
            MatterCommand::ReleaseCorrection { snapshot_hash } => self.release_correction(snapshot_hash, at),
            MatterCommand::Withdraw => self.withdraw(texts),
        }
    }
    fn open(&self, grounds: Grounds, rule_version: u32, texts: &MatterTexts, at: &Circumstance<'_>) -> Answer {
        if !matches!(self.stage, Stage::Unopened) {
            return Err(MatterRefusal::WrongStep);
        }
        if !at.leads {
            return Err(MatterRefusal::GoesOnElsewhere);
        }
        match &grounds {
            Grounds::Level { level } if !at.rule.is_individual(level) => return Err(MatterRefusal::NoGrounds),
            Grounds::SociallySignificant if !at.rule.socially_significant => return Err(MatterRefusal::NoGrounds),
            Grounds::SociallySignificant => with_reason(texts)?,
            Grounds::Level { .. } => {}
        }
        let consent_required = at.rule.consent_required;
        Ok(MatterEvent::MatterOpened { grounds, rule_version, consent_required, on: at.today })
    }

    fn write_outline(&self, texts: &MatterTexts, at: &Circumstance<'_>) -> Answer {
        match self.stage {
            Stage::Opened | Stage::Outlined | Stage::Examined { .. } | Stage::Decided { .. } => {}
            _ => return Err(MatterRefusal::WrongStep),
        }
        let parts = texts.written();
        if parts.is_empty() || at.rule.individual.required.iter().any(|part| !parts.contains(part)) {
            return Err(MatterRefusal::PartsMissing);
        }
        Ok(MatterEvent::OutlineWritten { version: self.next_version(), parts })
    }

    fn next_version(&self) -> u32 {
        self.outline.as_ref().map_or(1, |outline| outline.version.saturating_add(1))
    }

    fn record_talk(&self, with: Relation, on: Date, at: &Circumstance<'_>) -> Answer {
        past(on, at)?;
        Ok(MatterEvent::TalkHeld { with, on })
    }

    /// Only an entry of the same relation is replaced: nobody's consent takes back what another person refused.
    fn number_of_consent(
        &self,
        by: Relation,
        scope: &Scope,
        document: Option<AttachmentId>,
        replaces: Option<u32>,
    ) -> Result<u32, MatterRefusal> {
        if self.talks == 0 {
            return Err(MatterRefusal::TalkMissing);
        }
        if matches!(scope, Scope::Part(parts) if parts.is_empty()) {
            return Err(MatterRefusal::ScopeEmpty);
        }
        if *scope != Scope::Nothing && document.is_none() {
            return Err(MatterRefusal::DocumentMissing);
        }
        let own = |number| self.ledger.entry(number).is_some_and(|entry| entry.stands() && entry.by == by);
        if replaces.is_some_and(|number| !own(number)) {
            return Err(MatterRefusal::NoSuchEntry);
        }
        Ok(self.ledger.next())
    }

    fn withdraw_consent(&self, number: u32, on: Date, at: &Circumstance<'_>) -> Answer {
        past(on, at)?;
        match self.ledger.entry(number) {
            Some(entry) if entry.stands() && entry.withdrawn_on.is_none() && entry.scope != Scope::Nothing => {
                Ok(MatterEvent::ConsentWithdrawn { number, on })
            }
            _ => Err(MatterRefusal::NoSuchEntry),
        }
    }

    fn keep_finding(&self, texts: &MatterTexts) -> Answer {
        if matches!(self.stage, Stage::Withdrawn { .. }) {
            return Err(MatterRefusal::WrongStep);
        }
        let outline = self.outline.as_ref().ok_or(MatterRefusal::OutlineMissing)?;
        match &texts.kept {
            Some(kept) if kept.reason.trim().is_empty() => Err(MatterRefusal::ReasonMissing),
            Some(kept) if outline.parts.contains(&kept.part) => Ok(MatterEvent::FindingKept { part: kept.part }),
            _ => Err(MatterRefusal::OutlineMissing),
        }
    }

    fn prepare_press(&self, texts: &MatterTexts) -> Answer {
        if self.outline.is_none() || matches!(self.stage, Stage::Withdrawn { .. }) {
            return Err(MatterRefusal::WrongStep);
        }
        Ok(MatterEvent::PressPrepared { questions: count(texts.questions.len()) })
    }

    fn meet(&self, on: Date, recommendation: Recommendation, texts: &MatterTexts, at: &Circumstance<'_>) -> Answer {
        match self.stage {
            Stage::Opened => return Err(MatterRefusal::OutlineMissing),
            Stage::Outlined | Stage::Examined { .. } | Stage::Decided { .. } => {}
            _ => return Err(MatterRefusal::WrongStep),
        }
        past(on, at)?;
        if texts.attendees.is_empty() || texts.note.as_ref().is_none_or(|minutes| minutes.trim().is_empty()) {
            return Err(MatterRefusal::MinutesMissing);
        }
        Ok(MatterEvent::MeetingHeld { on, attendees: count(texts.attendees.len()), recommendation })
    }

    fn settle_on(&self, decision: Decision, texts: &MatterTexts, at: &Circumstance<'_>) -> Answer {
        match self.stage {
            Stage::Examined { .. } | Stage::Decided { .. } | Stage::Embargoed { .. } => {}
            _ => return Err(MatterRefusal::WrongStep),
        }
        let outline = self.outline.as_ref().ok_or(MatterRefusal::OutlineMissing)?;
        if outline.written_by == at.by {
            return Err(MatterRefusal::SamePerson);
        }
        match &decision {
            Decision::Publish => self.covered(&outline.parts)?,
            Decision::PublishInPart { parts } if parts.is_empty() => return Err(MatterRefusal::ScopeEmpty),
            Decision::PublishInPart { parts } if !parts.is_subset(&outline.parts) => {
                return Err(MatterRefusal::OutlineMissing);
            }
            Decision::PublishInPart { parts } => self.covered(parts)?,
            Decision::Withhold => with_reason(texts)?,
            Decision::Later { until } if *until <= at.today => return Err(MatterRefusal::NotAhead),
            Decision::Later { .. } => with_reason(texts)?,
        }
        Ok(MatterEvent::Decided { decision })
    }

    fn covered(&self, parts: &BTreeSet<OutlinePart>) -> Result<(), MatterRefusal> {
        if self.covers(parts) { Ok(()) } else { Err(MatterRefusal::ConsentMissing) }
    }

    fn set_embargo(&self, until: i64, at: &Circumstance<'_>) -> Answer {
        match self.stage.decided() {
            Some((_, Decision::Publish | Decision::PublishInPart { .. })) => {}
            _ => return Err(MatterRefusal::WrongStep),
        }
        if until <= at.now {
            return Err(MatterRefusal::NotAhead);
        }
        Ok(MatterEvent::EmbargoSet { until })
    }

    /// The gate to the public: decided for publication, no embargo, covered by the consents, nothing unsettled, another person.
    fn release(&self, slug: String, snapshot_hash: String, at: &Circumstance<'_>) -> Answer {
        let Some((_, Decision::Publish | Decision::PublishInPart { .. })) = self.stage.decided() else {
            return Err(MatterRefusal::WrongStep);
        };
        if matches!(self.stage, Stage::Embargoed { until, .. } if at.now < until) {
            return Err(MatterRefusal::UnderEmbargo);
        }
        if !at.leads {
            return Err(MatterRefusal::GoesOnElsewhere);
        }
        let parts = self.parts_to_release();
        self.may_go_out(&parts, at)?;
        Ok(MatterEvent::Released { slug, parts, snapshot_hash })
    }

    fn may_go_out(&self, parts: &BTreeSet<OutlinePart>, at: &Circumstance<'_>) -> Result<(), MatterRefusal> {
        let outline = self.outline.as_ref().ok_or(MatterRefusal::OutlineMissing)?;
        if parts.is_empty() {
            return Err(MatterRefusal::OutlineMissing);
        }
        self.covered(parts)?;
        if at.unsettled > 0 {
            return Err(MatterRefusal::IdentityUnsettled);
        }
        // A second pair of eyes: neither who wrote it, nor who let a finding stay.
        if outline.written_by == at.by || self.kept_by.contains(at.by) {
            return Err(MatterRefusal::SamePerson);
        }
        Ok(())
    }

    fn write_correction(&self, parts: BTreeSet<OutlinePart>, texts: &MatterTexts) -> Answer {
        let edition: &Edition = match &self.stage {
            Stage::Released { edition } | Stage::Recalled { edition } | Stage::Correcting { edition, .. } => edition,
            _ => return Err(MatterRefusal::WrongStep),
        };
        with_reason(texts)?;
        if parts.is_empty() || parts != texts.written() {
            return Err(MatterRefusal::PartsMissing);
        }
        if !parts.is_subset(&edition.parts) {
            return Err(MatterRefusal::BeyondDecision);
        }
        Ok(MatterEvent::CorrectionWritten { version: self.next_version(), parts })
    }

    fn release_correction(&self, snapshot_hash: String, at: &Circumstance<'_>) -> Answer {
        let Stage::Correcting { edition, parts, .. } = &self.stage else { return Err(MatterRefusal::WrongStep) };
        self.may_go_out(parts, at)?;
        Ok(MatterEvent::CorrectionReleased { edition: edition.number.saturating_add(1), snapshot_hash })
    }

    fn withdraw(&self, texts: &MatterTexts) -> Answer {
        match self.stage {
            Stage::Released { .. } | Stage::Recalled { .. } | Stage::Correcting { .. } => {
                with_reason(texts)?;
                Ok(MatterEvent::Withdrawn)
            }
            _ => Err(MatterRefusal::WrongStep),
        }
    }
}

fn past(on: Date, at: &Circumstance<'_>) -> Result<(), MatterRefusal> {
    if on > at.today { Err(MatterRefusal::DayAhead) } else { Ok(()) }
}

fn with_reason(texts: &MatterTexts) -> Result<(), MatterRefusal> {
    if texts.has_reason() { Ok(()) } else { Err(MatterRefusal::ReasonMissing) }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

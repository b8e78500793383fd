//! A matter for tests: the plain way from opening to withdrawal, step by step.
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::super::*;
use crate::id::AttachmentId;
use crate::profile::{LevelCode, OutlinePart, Profile, PublicationRule};

pub(super) const WRITER: &str = "writer";
pub(super) const OTHER: &str = "other";
pub(super) const TODAY: Date = date(2026, 11, 26);
pub(super) const NOW: i64 = 1_000;

pub(super) fn rule() -> &'static PublicationRule {
    &Profile::builtin("welfare").expect("shipped").publication
}

pub(super) fn at(by: &str) -> Circumstance<'_> {
    Circumstance { by, now: NOW, today: TODAY, rule: rule(), leads: true, unsettled: 0 }
}

pub(super) fn document() -> Option<AttachmentId> {
    Some(AttachmentId::from_uuid(uuid::Uuid::from_u128(7)))
}

pub(super) fn all_parts() -> BTreeSet<OutlinePart> {
    OutlinePart::ALL.into_iter().filter(|part| *part != OutlinePart::Other).collect()
}

pub(super) fn told(parts: &BTreeSet<OutlinePart>) -> MatterTexts {
    let texts: BTreeMap<_, _> = parts.iter().map(|part| (*part, "文".to_owned())).collect();
    MatterTexts { reason: Some("理由".to_owned()), ..MatterTexts::parts(texts) }
}

/// Texts with which no command lacks words.
pub(super) fn texts() -> MatterTexts {
    let kept = KeptFinding {
        part: OutlinePart::When,
        class: "date".to_owned(),
        text: "10月".to_owned(),
        reason: "月までは公表する".to_owned(),
    };
    MatterTexts {
        attendees: vec!["総務課長".to_owned()],
        note: Some("議事".to_owned()),
        kept: Some(kept),
        ..told(&all_parts())
    }
}

pub(super) fn open() -> MatterCommand {
    MatterCommand::Open { grounds: Grounds::Level { level: LevelCode::new("5") }, rule_version: 1 }
}

pub(super) fn talk() -> MatterCommand {
    MatterCommand::RecordTalk { with: Relation::Parent, on: TODAY }
}

pub(super) fn consent(scope: Scope, replaces: Option<u32>) -> MatterCommand {
    let document = if scope == Scope::Nothing { None } else { document() };
    MatterCommand::RecordConsent { by: Relation::Parent, scope, on: TODAY, document, replaces }
}

pub(super) fn meet() -> MatterCommand {
    MatterCommand::Meet { on: TODAY, recommendation: Recommendation::Publish }
}

pub(super) fn decided(decision: Decision) -> MatterCommand {
    MatterCommand::Decide { decision }
}

pub(super) fn release() -> MatterCommand {
    MatterCommand::Release { slug: "2026-1".to_owned(), snapshot_hash: "h1".to_owned() }
}

pub(super) fn correction() -> MatterCommand {
    MatterCommand::WriteCorrection { parts: all_parts() }
}

pub(super) fn release_correction() -> MatterCommand {
    MatterCommand::ReleaseCorrection { snapshot_hash: "h2".to_owned() }
}

pub(super) fn withdraw_consent() -> MatterCommand {
    MatterCommand::WithdrawConsent { number: 1, on: TODAY }
}

pub(super) fn take(matter: &mut Matter, command: MatterCommand, by: &str) -> Result<MatterEvent, MatterRefusal> {
    let event = matter.decide(command, &texts(), &at(by))?;
    matter.apply(&event, by);
    Ok(event)
}

/// A matter after these commands, each by its actor.
pub(super) fn after(path: &[(MatterCommand, &str)]) -> Matter {
    let mut matter = Matter::default();
    for (command, by) in path {
        take(&mut matter, command.clone(), by).expect("the plain way is open");
    }
    matter
}

/// The plain way to the public.
pub(super) fn way() -> Vec<(MatterCommand, &'static str)> {
    vec![
        (open(), WRITER),
        (MatterCommand::WriteOutline, WRITER),
        (talk(), WRITER),
        (consent(Scope::Full, None), WRITER),
        (meet(), WRITER),
        (decided(Decision::Publish), OTHER),
        (release(), OTHER),
    ]
}

/// The plain way, ended early, and then these.
pub(super) fn way_until(steps: usize, then: Vec<(MatterCommand, &'static str)>) -> Matter {
    let mut path: Vec<_> = way().into_iter().take(steps).collect();
    path.extend(then);
    after(&path)
}

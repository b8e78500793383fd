//! Owns the drawing up of an announcement from the journal: the same for a release and for its proof.
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::profile::{OutlinePart, Profile};
use domain::publication::individual::{Announcement, Matter, MatterEvent, Signatory};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::matter::{MatterEntry, wording};
use crate::AppError;
use crate::session::hex;

/// Version of the announcement's structure.
const FORMAT: u32 = 1;

/// Whose announcement it is, and which edition.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Public code, Japanese and English name of the facility.
    pub(super) facility: [String; 3],
    pub(super) slug: String,
    pub(super) edition: u32,
    /// Microseconds since 1970 UTC.
    pub(super) cut_off: i64,
}

/// Draws up what would be released: these parts of the wording as it stands, signed by the offices that examined and decided.
pub(super) fn draw_up(
    profile: &Arc<Profile>,
    matter: &Matter,
    entries: &[MatterEntry],
    parts: &BTreeSet<OutlinePart>,
    head: Head,
    day_of: &dyn Fn(i64) -> Date,
) -> Result<Announcement, AppError> {
    let version = matter.outline.as_ref().map(|outline| outline.version).ok_or(AppError::Data("outline"))?;
    let texts = wording(entries, version);
    let told = parts.iter().filter_map(|part| Some((*part, texts.get(part)?.clone()))).collect();
    let procedure = &profile.publication.individual;
    let met = entries.iter().rev().find_map(|entry| match &entry.event {
        MatterEvent::MeetingHeld { on, .. } => Some(*on),
        _ => None,
    });
    let decided = entries.iter().rev().find(|entry| matches!(entry.event, MatterEvent::Decided { .. }));
    let examined = met.map(|on| Signatory { office: procedure.examined_by.name.clone(), on });
    let decided = decided.map(|entry| Signatory { office: procedure.decided_by.name.clone(), on: day_of(entry.at) });
    let reason = entries.iter().rev().find(|entry| matches!(entry.event, MatterEvent::CorrectionWritten { .. }));
    let [facility, facility_ja, facility_en] = head.facility;
    Ok(Announcement {
        format: FORMAT,
        facility,
        facility_ja,
        facility_en,
        slug: head.slug,
        edition: head.edition,
        grounds: matter.grounds.as_ref().map(|grounds| grounds.code().to_owned()).unwrap_or_default(),
        parts: told,
        cut_off: head.cut_off,
        profile: profile.id.clone(),
        rule_version: profile.version,
        method: profile.publication.individual_method.clone(),
        signatories: examined.into_iter().chain(decided).collect(),
        correction_reason: reason.and_then(|entry| entry.texts.reason.clone()),
    })
}

/// The text of an announcement as it is stored, and its SHA-256 in hexadecimal.
pub(super) fn hash_of(announcement: &Announcement) -> Result<(String, String), AppError> {
    let text = serde_json::to_string(announcement)?;
    let hash = hex(&Sha256::digest(text.as_bytes()));
    Ok((text, hash))
}

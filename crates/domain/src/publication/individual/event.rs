//! Owns what happens in a matter: coded facts for the journal, and the wording that is sealed beside them.
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ledger::{Relation, Scope};
use super::state::{Decision, Recommendation};
use crate::id::AttachmentId;
use crate::profile::{LevelCode, OutlinePart};

/// Why a case is published individually.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Grounds {
    /// The profile's rule names its level.
    Level {
        /// The level when the matter was opened.
        level: LevelCode,
    },
    /// Its social impact (社会的影響); the reason is sealed.
    SociallySignificant,
}

impl Grounds {
    /// The stable code in rows and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Level { .. } => "level",
            Self::SociallySignificant => "socially_significant",
        }
    }
}

/// What happened. Texts are in [`MatterTexts`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MatterEvent {
    /// The matter was opened (個別公表の検討を始める).
    MatterOpened {
        /// Why.
        grounds: Grounds,
        /// Version of the profile whose rule holds for this matter.
        rule_version: u32,
        /// Whether the rule asks for consent in writing.
        consent_required: bool,
        /// The day on which its clock started.
        on: Date,
    },
    /// What would be published was written (公表文); a new wording makes an examination void.
    OutlineWritten {
        /// 1, 2, 3 …
        version: u32,
        /// The parts that have a text.
        parts: BTreeSet<OutlinePart>,
    },
    /// Somebody talked with the person or the family (話し合い).
    TalkHeld {
        /// With whom.
        with: Relation,
        /// When.
        on: Date,
    },
    /// A consent or a refusal came in.
    ConsentRecorded {
        /// Number in the ledger.
        number: u32,
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
    /// A consent was withdrawn (撤回).
    ConsentWithdrawn {
        /// Number in the ledger.
        number: u32,
        /// When.
        on: Date,
    },
    /// A finding of the identity check stays as it is, with a reason.
    FindingKept {
        /// In which part.
        part: OutlinePart,
    },
    /// Place, time, contact and answers for the press were written.
    PressPrepared {
        /// How many questions have an answer.
        questions: u32,
    },
    /// The body that examines has met (課長会議).
    MeetingHeld {
        /// When.
        on: Date,
        /// How many attended.
        attendees: u32,
        /// What it recommends.
        recommendation: Recommendation,
    },
    /// The office that decides has decided (理事長の決定).
    Decided {
        /// What.
        decision: Decision,
    },
    /// Nothing is public before this instant (解禁).
    EmbargoSet {
        /// Microseconds since 1970 UTC.
        until: i64,
    },
    /// It is public from now on.
    Released {
        /// Name in public addresses; tells no internal number.
        slug: String,
        /// The parts that went out.
        parts: BTreeSet<OutlinePart>,
        /// SHA-256 of the snapshot, hexadecimal.
        snapshot_hash: String,
    },
    /// A corrected wording was written (訂正); the public still reads the old one.
    CorrectionWritten {
        /// Version of the wording.
        version: u32,
        /// The parts that would be public.
        parts: BTreeSet<OutlinePart>,
    },
    /// The corrected wording is public.
    CorrectionReleased {
        /// 2, 3 …
        edition: u32,
        /// SHA-256 of the snapshot, hexadecimal.
        snapshot_hash: String,
    },
    /// It is no longer public (取り下げ).
    Withdrawn,
}

impl MatterEvent {
    /// The stable kind, as in the journal row and the message keys of the history.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MatterOpened { .. } => "matter_opened",
            Self::OutlineWritten { .. } => "outline_written",
            Self::TalkHeld { .. } => "talk_held",
            Self::ConsentRecorded { .. } => "consent_recorded",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::FindingKept { .. } => "finding_kept",
            Self::PressPrepared { .. } => "press_prepared",
            Self::MeetingHeld { .. } => "meeting_held",
            Self::Decided { .. } => "decided",
            Self::EmbargoSet { .. } => "embargo_set",
            Self::Released { .. } => "released",
            Self::CorrectionWritten { .. } => "correction_written",
            Self::CorrectionReleased { .. } => "correction_released",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A finding of the identity check that a person keeps, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFinding {
    /// In which part.
    pub part: OutlinePart,
    /// Code of its class.
    pub class: String,
    /// The words as they stand.
    pub text: String,
    /// Why they may stay.
    pub reason: String,
}

/// A question that the press may ask, with the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub asks: String,
    /// The answer.
    pub answer: String,
}

/// The wording of a talk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkTexts {
    /// Who was there.
    pub who: String,
    /// What was said.
    pub said: String,
    /// What came of it.
    pub outcome: String,
}

/// The wording that belongs to one event; stored sealed under the report's key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatterTexts {
    /// Reason of an opening, a decision, a correction or a withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The texts for the public.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<OutlinePart, String>,
    /// A talk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk: Option<TalkTexts>,
    /// Who attended the meeting, one each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<String>,
    /// Minutes of the meeting, or a note on a consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Place, time and contact for the press.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub press: Option<String>,
    /// Questions and answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// A finding that stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<KeptFinding>,
}

impl MatterTexts {
    /// A reason and nothing else.
    #[must_use]
    pub fn reason(reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..Self::default() }
    }

    /// Texts for the public and nothing else.
    #[must_use]
    pub fn parts(parts: BTreeMap<OutlinePart, String>) -> Self {
        Self { parts, ..Self::default() }
    }

    /// Whether there is nothing to seal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn has_reason(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty())
    }

    /// The parts that have a text.
    #[must_use]
    pub fn written(&self) -> BTreeSet<OutlinePart> {
        self.parts.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(part, _)| *part).collect()
    }
}

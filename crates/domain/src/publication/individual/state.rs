//! Owns where a matter stands: one stage with its data, and the fold of the events.
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::Grounds;
use super::ledger::Ledger;
use crate::profile::OutlinePart;

/// What the meeting recommends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recommendation {
    /// 公表する.
    Publish,
    /// 一部を公表する.
    PublishInPart,
    /// 公表しない.
    Withhold,
    /// 時期をあらためる.
    Later,
}

impl Recommendation {
    /// Every recommendation in the order of the form.
    pub const ALL: [Self; 4] = [Self::Publish, Self::PublishInPart, Self::Withhold, Self::Later];

    /// The stable code, also of the decision of the same name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::PublishInPart => "publish_in_part",
            Self::Withhold => "withhold",
            Self::Later => "later",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|held| held.code() == code)
    }
}

/// What was decided. Withholding is a decision too, with a reason; not deciding is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Decision {
    /// Everything that is written.
    Publish,
    /// These parts.
    PublishInPart {
        /// The parts.
        parts: BTreeSet<OutlinePart>,
    },
    /// Nothing; the reason is sealed.
    Withhold,
    /// Not before this day; then it is decided again.
    Later {
        /// The day.
        until: Date,
    },
}

impl Decision {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::PublishInPart { .. } => "publish_in_part",
            Self::Withhold => "withhold",
            Self::Later { .. } => "later",
        }
    }
}

/// The wording as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// 1, 2, 3 …; corrections count on.
    pub version: u32,
    /// The parts that have a text.
    pub parts: BTreeSet<OutlinePart>,
    /// Who wrote it, as the journal names people.
    pub written_by: String,
}

/// A meeting that examined the wording as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub on: Date,
    /// How many attended.
    pub attendees: u32,
    /// What it recommends.
    pub recommendation: Recommendation,
}

/// What is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Name in public addresses.
    pub slug: String,
    /// 1, or more after corrections.
    pub number: u32,
    /// Version of the wording.
    pub version: u32,
    /// The parts.
    pub parts: BTreeSet<OutlinePart>,
    /// SHA-256 of the snapshot, hexadecimal.
    pub snapshot_hash: String,
}

/// Where a matter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has opened it.
    Unopened,
    /// Opened; nothing is written yet.
    Opened,
    /// Written; talks and consents come in.
    Outlined,
    /// The meeting has examined what is written.
    Examined {
        /// The meeting.
        meeting: Meeting,
    },
    /// Decided.
    Decided {
        /// The meeting.
        meeting: Meeting,
        /// What was decided.
        decision: Decision,
    },
    /// Decided for publication, not before an instant.
    Embargoed {
        /// The meeting.
        meeting: Meeting,
        /// What was decided.
        decision: Decision,
        /// Microseconds since 1970 UTC.
        until: i64,
    },
    /// Public.
    Released {
        /// What is public.
        edition: Edition,
    },
    /// Was public; a consent is gone, so that the public reads it no more, and it has to be withdrawn or corrected.
    Recalled {
        /// What was public.
        edition: Edition,
    },
    /// A corrected wording waits for another person.
    Correcting {
        /// What is, or was, public.
        edition: Edition,
        /// The parts that would be public.
        parts: BTreeSet<OutlinePart>,
        /// The consents no longer cover what was public.
        recalled: bool,
    },
    /// Withdrawn for good.
    Withdrawn {
        /// What was public.
        edition: Edition,
    },
}

impl Stage {
    /// The stable code in rows and message keys; what was decided is part of it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unopened => "unopened",
            Self::Opened => "opened",
            Self::Outlined => "outlined",
            Self::Examined { .. } => "examined",
            Self::Decided { decision: Decision::Withhold, .. } => "withheld",
            Self::Decided { decision: Decision::Later { .. }, .. } => "postponed",
            Self::Decided { .. } => "decided",
            Self::Embargoed { .. } => "embargoed",
            Self::Released { .. } => "released",
            Self::Recalled { .. } => "recalled",
            Self::Correcting { .. } => "correcting",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// What is or was public.
    #[must_use]
    pub const fn edition(&self) -> Option<&Edition> {
        match self {
            Self::Released { edition }
            | Self::Recalled { edition }
            | Self::Correcting { edition, .. }
            | Self::Withdrawn { edition } => Some(edition),
            _ => None,
        }
    }

    /// The meeting and the decision, where one was taken and nothing is public yet.
    #[must_use]
    pub const fn decided(&self) -> Option<(&Meeting, &Decision)> {
        match self {
            Self::Decided { meeting, decision } | Self::Embargoed { meeting, decision, .. } => {
                Some((meeting, decision))
            }
            _ => None,
        }
    }
}

/// The individual publication of one case: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Where it stands.
    pub stage: Stage,
    /// Why it was opened.
    pub grounds: Option<Grounds>,
    /// The day on which its clock started.
    pub opened_on: Option<Date>,
    /// Version of the profile whose rule holds.
    pub rule_version: u32,
    /// Whether the rule asks for consent in writing.
    pub consent_required: bool,
    /// The wording as it stands.
    pub outline: Option<Outline>,
    /// Who let a finding of the identity check stay in this wording.
    pub kept_by: BTreeSet<String>,
    /// How many talks were held.
    pub talks: u32,
    /// The consents.
    pub ledger: Ledger,
    /// Number of events folded.
    pub length: i64,
}

impl Default for Matter {
    fn default() -> Self {
        Self {
            stage: Stage::Unopened,
            grounds: None,
            opened_on: None,
            rule_version: 0,
            consent_required: true,
            outline: None,
            kept_by: BTreeSet::new(),
            talks: 0,
            ledger: Ledger::default(),
            length: 0,
        }
    }
}

impl Matter {
    /// Whether the consents permit the part.
    #[must_use]
    pub fn permits(&self, part: OutlinePart) -> bool {
        self.ledger.permits(part, self.consent_required)
    }

    /// Whether the consents cover all of the parts.
    #[must_use]
    pub fn covers(&self, parts: &BTreeSet<OutlinePart>) -> bool {
        self.ledger.covers(parts, self.consent_required)
    }

    /// The parts that a release would hold now: what was decided, of what is written. Empty when nothing may go out.
    #[must_use]
    pub fn parts_to_release(&self) -> BTreeSet<OutlinePart> {
        let written = self.outline.as_ref().map(|outline| outline.parts.clone()).unwrap_or_default();
        match (self.stage.decided(), &self.stage) {
            (Some((_, Decision::Publish)), _) => written,
            (Some((_, Decision::PublishInPart { parts })), _) => parts.intersection(&written).copied().collect(),
            (_, Stage::Correcting { parts, .. }) => parts.clone(),
            _ => BTreeSet::new(),
        }
    }

    /// What the public reads now; a recalled or withdrawn text is not read by anybody.
    #[must_use]
    pub const fn public_edition(&self) -> Option<&Edition> {
        match &self.stage {
            Stage::Released { edition } | Stage::Correcting { edition, recalled: false, .. } => Some(edition),
            _ => None,
        }
    }
}

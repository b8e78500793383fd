//! Owns the steps of a month to the public: draft → check → approve → published → erratum, and who must differ from whom.
use serde::{Deserialize, Serialize};

use super::month::Month;
use jiff::civil::Date;

/// Where the publication of a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthState {
    /// Nothing has been drawn up.
    Open,
    /// Drawn up (下書き).
    Drafted,
    /// Checked (点検済み).
    Checked,
    /// Approved (承認済み).
    Approved,
    /// Published (公表済み); never changes again.
    Published,
}

impl MonthState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafted => "draft",
            Self::Checked => "checked",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }
}

/// What happened to the publication of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MonthEvent {
    /// The figures were drawn up from what was known at the cut-off.
    MonthDrafted {
        /// 1, or more for an erratum.
        revision: u32,
        /// Microseconds since 1970 UTC.
        cut_off: i64,
        /// SHA-256 of the snapshot, hexadecimal.
        snapshot_hash: String,
    },
    /// A person has compared the figures with the cases.
    MonthChecked {
        /// SHA-256 of the snapshot that was seen.
        snapshot_hash: String,
    },
    /// A person has approved it for publication.
    MonthApproved {
        /// SHA-256 of the snapshot that was seen.
        snapshot_hash: String,
    },
    /// It is public from now on.
    MonthPublished {
        /// The revision.
        revision: u32,
        /// SHA-256 of the snapshot.
        snapshot_hash: String,
    },
    /// A published month is found wrong; a new revision begins.
    ErratumBegun {
        /// Why, in words that will be published.
        reason: String,
    },
}

impl MonthEvent {
    /// The stable kind, as in the journal row.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MonthDrafted { .. } => "month_drafted",
            Self::MonthChecked { .. } => "month_checked",
            Self::MonthApproved { .. } => "month_approved",
            Self::MonthPublished { .. } => "month_published",
            Self::ErratumBegun { .. } => "erratum_begun",
        }
    }
}

/// What somebody wants to do with a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthCommand {
    /// Draw up (again) from now.
    Draft {
        /// Microseconds since 1970 UTC.
        cut_off: i64,
        /// SHA-256 of the snapshot.
        snapshot_hash: String,
    },
    /// Check.
    Check,
    /// Approve.
    Approve,
    /// Publish.
    Publish,
    /// Begin an erratum.
    BeginErratum {
        /// Why.
        reason: String,
    },
}

/// Something that stands in the way of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocker {
    /// The month is not over.
    MonthNotOver,
    /// A 他者の薬の誤服薬 has no approved text.
    NarrativeMissing,
    /// What was drawn up no longer tells what is known; draw it up again.
    DraftStale,
    /// The identity check found something that nobody has settled.
    FindingsOpen,
}

/// Why a step cannot be taken; each has a sentence under `month_refusal.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum MonthRefusal {
    /// The step does not follow the one before.
    WrongStep,
    /// The month is not over yet.
    MonthNotOver,
    /// Texts are missing.
    NarrativeMissing,
    /// The draft is out of date.
    DraftStale,
    /// Who approves and who publishes must be another person than who drew it up; one person may do both.
    SamePerson,
    /// An erratum needs a reason.
    ReasonMissing,
    /// The identity check found something that nobody has settled.
    FindingsOpen,
    /// The reason of an erratum, which will be published, holds what identifies somebody.
    ReasonIdentifies,
}

impl MonthRefusal {
    /// Every refusal.
    pub const ALL: [Self; 8] = [
        Self::WrongStep,
        Self::MonthNotOver,
        Self::NarrativeMissing,
        Self::DraftStale,
        Self::SamePerson,
        Self::ReasonMissing,
        Self::FindingsOpen,
        Self::ReasonIdentifies,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongStep => "wrong_step",
            Self::MonthNotOver => "month_not_over",
            Self::NarrativeMissing => "narrative_missing",
            Self::DraftStale => "draft_stale",
            Self::SamePerson => "same_person",
            Self::ReasonMissing => "reason_missing",
            Self::FindingsOpen => "findings_open",
            Self::ReasonIdentifies => "reason_identifies",
        }
    }
}

/// The publication of one month: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationCase {
    /// Where it stands.
    pub state: MonthState,
    /// The revision in work, or the published one.
    pub revision: u32,
    /// Cut-off of the newest draft.
    pub cut_off: Option<i64>,
    /// Hash of the newest draft.
    pub snapshot_hash: Option<String>,
    /// Who drew it up, checked and approved it.
    pub drafted_by: Option<String>,
    /// Who checked.
    pub checked_by: Option<String>,
    /// Who approved.
    pub approved_by: Option<String>,
    /// Why an erratum was begun.
    pub erratum_reason: Option<String>,
    /// The newest published revision, 0 = none.
    pub published_revision: u32,
    /// Number of events folded.
    pub length: i64,
}

impl Default for PublicationCase {
    fn default() -> Self {
        Self {
            state: MonthState::Open,
            revision: 1,
            cut_off: None,
            snapshot_hash: None,
            drafted_by: None,
            checked_by: None,
            approved_by: None,
            erratum_reason: None,
            published_revision: 0,
            length: 0,
        }
    }
}

impl PublicationCase {
    /// Folds one event caused by this actor.
    pub fn apply(&mut self, event: &MonthEvent, by: &str) {
        self.length += 1;
        match event {
            MonthEvent::MonthDrafted { revision, cut_off, snapshot_hash } => {
                self.state = MonthState::Drafted;
                self.revision = *revision;
                self.cut_off = Some(*cut_off);
                self.snapshot_hash = Some(snapshot_hash.clone());
                self.drafted_by = Some(by.to_owned());
                self.checked_by = None;
                self.approved_by = None;
            }
            MonthEvent::MonthChecked { .. } => {
                self.state = MonthState::Checked;
                self.checked_by = Some(by.to_owned());
            }
            MonthEvent::MonthApproved { .. } => {
                self.state = MonthState::Approved;
                self.approved_by = Some(by.to_owned());
            }
            MonthEvent::MonthPublished { revision, .. } => {
                self.state = MonthState::Published;
                self.published_revision = *revision;
            }
            MonthEvent::ErratumBegun { reason } => {
                self.state = MonthState::Open;
                self.revision = self.published_revision + 1;
                self.erratum_reason = Some(reason.clone());
            }
        }
    }

    /// Answers a command with the event that it causes.
    ///
    /// # Errors
    /// A [`MonthRefusal`] names the step or the person that is missing.
    pub fn decide(&self, command: MonthCommand, by: &str, blockers: &[Blocker]) -> Result<MonthEvent, MonthRefusal> {
        match command {
            MonthCommand::Draft { cut_off, snapshot_hash } if self.state != MonthState::Published => {
                refuse(blockers, Blocker::MonthNotOver)?;
                Ok(MonthEvent::MonthDrafted { revision: self.revision, cut_off, snapshot_hash })
            }
            MonthCommand::Check if self.state == MonthState::Drafted => {
                refuse_all(blockers)?;
                Ok(MonthEvent::MonthChecked { snapshot_hash: self.hash()? })
            }
            MonthCommand::Approve if self.state == MonthState::Checked => {
                refuse_all(blockers)?;
                if self.drafted_by.as_deref() == Some(by) {
                    return Err(MonthRefusal::SamePerson);
                }
                Ok(MonthEvent::MonthApproved { snapshot_hash: self.hash()? })
            }
            MonthCommand::Publish if self.state == MonthState::Approved => {
                refuse_all(blockers)?;
                if self.drafted_by.as_deref() == Some(by) {
                    return Err(MonthRefusal::SamePerson);
                }
                Ok(MonthEvent::MonthPublished { revision: self.revision, snapshot_hash: self.hash()? })
            }
            MonthCommand::BeginErratum { reason } if self.state == MonthState::Published => {
                if reason.trim().is_empty() {
                    return Err(MonthRefusal::ReasonMissing);
                }
                Ok(MonthEvent::ErratumBegun { reason })
            }
            _ => Err(MonthRefusal::WrongStep),
        }
    }

    fn hash(&self) -> Result<String, MonthRefusal> {
        self.snapshot_hash.clone().ok_or(MonthRefusal::WrongStep)
    }
}

/// Whether the month is over on this day, so that its batch can be drawn up (seed B §7: the following month).
#[must_use]
pub fn is_over(month: Month, today: Date) -> bool {
    today > month.last_day()
}

fn refuse(blockers: &[Blocker], only: Blocker) -> Result<(), MonthRefusal> {
    if blockers.contains(&only) { Err(refusal(only)) } else { Ok(()) }
}

fn refuse_all(blockers: &[Blocker]) -> Result<(), MonthRefusal> {
    blockers.first().map_or(Ok(()), |blocker| Err(refusal(*blocker)))
}

const fn refusal(blocker: Blocker) -> MonthRefusal {
    match blocker {
        Blocker::MonthNotOver => MonthRefusal::MonthNotOver,
        Blocker::NarrativeMissing => MonthRefusal::NarrativeMissing,
        Blocker::DraftStale => MonthRefusal::DraftStale,
        Blocker::FindingsOpen => MonthRefusal::FindingsOpen,
    }
}

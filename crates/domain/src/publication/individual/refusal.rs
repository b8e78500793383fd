//! Owns why a command upon a matter is refused, one value for each thing that can be missing.

/// Why a command is refused; each has a sentence under `matter_refusal.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}", self.code())]
pub enum MatterRefusal {
    /// The step does not follow the one before.
    WrongStep,
    /// The rule does not name this level, and asks for no publication for social impact.
    NoGrounds,
    /// The case goes on in the report to which it was joined.
    GoesOnElsewhere,
    /// A reason has to be written.
    ReasonMissing,
    /// A part that the rule asks for has no text.
    PartsMissing,
    /// The day lies in the future.
    DayAhead,
    /// The day or the instant does not lie ahead.
    NotAhead,
    /// A talk has to be recorded before a consent.
    TalkMissing,
    /// A consent counts only with its signed document.
    DocumentMissing,
    /// There is no such entry in the ledger, or it no longer stands.
    NoSuchEntry,
    /// A consent for some parts has to name one.
    ScopeEmpty,
    /// Nothing is written yet.
    OutlineMissing,
    /// A meeting needs attendees and minutes.
    MinutesMissing,
    /// The standing consents do not cover what would go out.
    ConsentMissing,
    /// Who decides or releases must be another person than who wrote.
    SamePerson,
    /// The embargo is not over.
    UnderEmbargo,
    /// A finding of the identity check is not settled.
    IdentityUnsettled,
    /// A correction cannot tell more than what was decided.
    BeyondDecision,
}

impl MatterRefusal {
    /// Every refusal.
    pub const ALL: [Self; 18] = [
        Self::WrongStep,
        Self::NoGrounds,
        Self::GoesOnElsewhere,
        Self::ReasonMissing,
        Self::PartsMissing,
        Self::DayAhead,
        Self::NotAhead,
        Self::TalkMissing,
        Self::DocumentMissing,
        Self::NoSuchEntry,
        Self::ScopeEmpty,
        Self::OutlineMissing,
        Self::MinutesMissing,
        Self::ConsentMissing,
        Self::SamePerson,
        Self::UnderEmbargo,
        Self::IdentityUnsettled,
        Self::BeyondDecision,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongStep => "wrong_step",
            Self::NoGrounds => "no_grounds",
            Self::GoesOnElsewhere => "goes_on_elsewhere",
            Self::ReasonMissing => "reason_missing",
            Self::PartsMissing => "parts_missing",
            Self::DayAhead => "day_ahead",
            Self::NotAhead => "not_ahead",
            Self::TalkMissing => "talk_missing",
            Self::DocumentMissing => "document_missing",
            Self::NoSuchEntry => "no_such_entry",
            Self::ScopeEmpty => "scope_empty",
            Self::OutlineMissing => "outline_missing",
            Self::MinutesMissing => "minutes_missing",
            Self::ConsentMissing => "consent_missing",
            Self::SamePerson => "same_person",
            Self::UnderEmbargo => "under_embargo",
            Self::IdentityUnsettled => "identity_unsettled",
            Self::BeyondDecision => "beyond_decision",
        }
    }
}

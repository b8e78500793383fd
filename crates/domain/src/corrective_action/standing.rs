//! Owns where a corrective action stands on a day, for lists and tables.
use super::Verdict;

/// Where an action stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// To be done, and not late.
    Open,
    /// To be done since before today.
    Overdue,
    /// Done; nobody has checked its effect yet.
    Waiting,
    /// The last check found an effect.
    Effective,
    /// The last check found some effect.
    Partly,
    /// The last check found none.
    NotEffective,
    /// The last check could not tell yet.
    CannotTell,
    /// Will not be done.
    Withdrawn,
}

impl Standing {
    /// Every standing, in the order of tables.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Overdue,
        Self::Waiting,
        Self::Effective,
        Self::Partly,
        Self::NotEffective,
        Self::CannotTell,
        Self::Withdrawn,
    ];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
            Self::Effective => "effective",
            Self::Partly => "partly",
            Self::NotEffective => "not",
            Self::CannotTell => "cannot_tell",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

impl From<Verdict> for Standing {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Effective => Self::Effective,
            Verdict::Partly => Self::Partly,
            Verdict::Not => Self::NotEffective,
            Verdict::CannotTell => Self::CannotTell,
        }
    }
}

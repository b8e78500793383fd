//! Owns the rule of settling (決着): what a person may decide about a finding of the identity check, and who may then approve.
use serde::{Deserialize, Serialize};

use super::steps::MonthRefusal;

/// What a person decided about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The proposed wording stands in the text now (この書き方に変える).
    Applied,
    /// Another wording stands in the text now.
    Reworded,
    /// The words stay, with a reason (そのまま残す).
    Kept,
}

impl Decision {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Reworded => "reworded",
            Self::Kept => "kept",
        }
    }
}

/// Why words stay that the check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepReason {
    /// A common word, a direction, an amount: nobody is meant (人を指す言葉ではない).
    CommonWord,
    /// Many people fit (当てはまる人が多い).
    FitsMany,
    /// It is public already (すでに公表されている).
    Public,
    /// The person or the family agreed in writing (本人・家族が文書で同意している).
    Consent,
    /// The standard asks for it, or the release would be wrong without it (公表に必要).
    Needed,
    /// Another reason, in own words.
    Other,
}

impl KeepReason {
    /// Every reason, in the order in which it is offered.
    pub const ALL: [Self; 6] =
        [Self::CommonWord, Self::FitsMany, Self::Public, Self::Consent, Self::Needed, Self::Other];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CommonWord => "common_word",
            Self::FitsMany => "fits_many",
            Self::Public => "public",
            Self::Consent => "consent",
            Self::Needed => "needed",
            Self::Other => "other",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// How sure the check is, in three words: an order for the reader, not a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// 念のため.
    Low,
    /// おそらく.
    Middle,
    /// ほぼ確か: what one press may change everywhere.
    High,
}

impl Certainty {
    /// From the check's confidence between 0 and 1.
    #[must_use]
    pub fn of(confidence: f64) -> Self {
        match confidence {
            high if high >= 0.85 => Self::High,
            middle if middle >= 0.65 => Self::Middle,
            _ => Self::Low,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }
}

/// Whether this person may approve a text (seed B §4 ①; ADR 0014): every finding is settled, and who approves neither wrote the
/// text nor settled one of its findings.
///
/// # Errors
/// [`MonthRefusal::FindingsOpen`] while something is unsettled, [`MonthRefusal::SamePerson`] for its writer or settlers.
pub fn may_approve<'a>(
    approver: &str,
    writer: &str,
    settlers: impl IntoIterator<Item = &'a str>,
    open: usize,
) -> Result<(), MonthRefusal> {
    if approver == writer || settlers.into_iter().any(|settler| settler == approver) {
        return Err(MonthRefusal::SamePerson);
    }
    if open > 0 { Err(MonthRefusal::FindingsOpen) } else { Ok(()) }
}

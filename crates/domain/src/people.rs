//! Owns who a person is to a facility: roles, and the actor on whose behalf an act is done.
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, FacilityId, UnitId};

/// A role (役割) that an administrator grants. Seats of the approval route are not roles: they are held, see [`Seat`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everybody who may report (職員).
    Staff,
    /// Safety manager (リスク委員長, 医療安全管理者): sees every report of the facility, triages, publishes.
    SafetyManager,
    /// Director (理事長, 院長): sees every report of the facility, decides publication.
    Director,
    /// Administrator (管理者): people, units, places and the profile; no reports.
    Administrator,
    /// Keeper of reporters' identities (公益通報対応業務従事者): asks for, or agrees to, the opening of a sealed name.
    IdentityKeeper,
}

impl Role {
    /// Every role, in the order in which pages show them.
    pub const ALL: [Self; 5] =
        [Self::Staff, Self::SafetyManager, Self::Director, Self::Administrator, Self::IdentityKeeper];

    /// The stable code in rows, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::SafetyManager => "safety_manager",
            Self::Director => "director",
            Self::Administrator => "administrator",
            Self::IdentityKeeper => "identity_keeper",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A seat of the approval route (決裁席) that a person holds, for one unit or for the whole facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The seat's code in the profile.
    pub code: String,
    /// The unit for which it is held; `None` = every unit.
    pub unit: Option<UnitId>,
    /// The holder for whom this person may stamp (代決); `None` = the seat is the person's own.
    pub for_account: Option<AccountId>,
}

impl Seat {
    /// Whether this holding covers the seat for a case of the unit.
    #[must_use]
    pub fn covers(&self, code: &str, unit: Option<UnitId>) -> bool {
        self.code == code && (self.unit.is_none() || self.unit == unit)
    }
}

/// A signed-in member of staff (職員) with everything the policy needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The facility to which the account belongs.
    pub facility: FacilityId,
    /// The account.
    pub account: AccountId,
    /// The person's own unit.
    pub unit: Option<UnitId>,
    /// The roles granted.
    pub roles: Vec<Role>,
    /// The seats held or deputised.
    pub seats: Vec<Seat>,
}

impl Member {
    /// Whether the role was granted.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The holding by which this person may act on the seat; an own seat is preferred to a deputy's.
    #[must_use]
    pub fn seat(&self, code: &str, unit: Option<UnitId>) -> Option<&Seat> {
        let mut covering = self.seats.iter().filter(|seat| seat.covers(code, unit));
        let first = covering.next()?;
        if first.for_account.is_none() {
            return Some(first);
        }
        covering.find(|seat| seat.for_account.is_none()).or(Some(first))
    }
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in member of staff.
    Member(Member),
    /// Somebody with the receipt code of one anonymous report.
    ReceiptHolder {
        /// The facility of the report.
        facility: FacilityId,
        /// The report that the code opens.
        report: crate::id::ReportId,
    },
    /// Anybody: the public, or an anonymous reporter before the report exists.
    Public,
    /// The program itself: imports and demo data from the command line.
    System,
}

impl Actor {
    /// The member, if this is one.
    #[must_use]
    pub const fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            _ => None,
        }
    }

    /// The word that the journal keeps for this actor: an account id, or the kind of actor.
    #[must_use]
    pub fn journal_name(&self) -> String {
        match self {
            Self::Member(member) => member.account.to_string(),
            Self::ReceiptHolder { .. } => "receipt".to_owned(),
            Self::Public => "public".to_owned(),
            Self::System => "system".to_owned(),
        }
    }
}

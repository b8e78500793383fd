//! The procedure of an individual publication (個別公表): what it tells, who examines, who decides, and its clock.

use serde::{Deserialize, Serialize};

use super::Label;
use crate::people::{Member, Role};

/// A part of what an individual publication tells (公表基準 3: ①事故の概要, ②原因の考察とその改善策, ③その他).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlinePart {
    /// 日時.
    When,
    /// 場所.
    Where,
    /// 状況.
    Circumstances,
    /// 経過.
    Course,
    /// 原因の考察.
    Cause,
    /// 改善策.
    Improvement,
    /// その他必要と思われる事項.
    Other,
}

impl OutlinePart {
    /// Every part in the order of the standard.
    pub const ALL: [Self; 7] =
        [Self::When, Self::Where, Self::Circumstances, Self::Course, Self::Cause, Self::Improvement, Self::Other];

    /// The stable code, the same as in JSON; also the end of message keys and the name of the form's field.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Where => "where",
            Self::Circumstances => "circumstances",
            Self::Course => "course",
            Self::Cause => "cause",
            Self::Improvement => "improvement",
            Self::Other => "other",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// A body or an office of the procedure, and who may act for it: holders of these seats, or of these roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bench {
    /// What it is called; the public reads it too.
    pub name: Label,
    /// Seats of the route (決裁席) whose holders act for it.
    #[serde(default)]
    pub seats: Vec<String>,
    /// Roles that act for it.
    #[serde(default)]
    pub roles: Vec<Role>,
}

impl Bench {
    /// Whether the member acts for it, by a role or by an own seat held for any unit. A deputy for stamps is no deputy here.
    #[must_use]
    pub fn seats_member(&self, member: &Member) -> bool {
        let sits = |code: &String| member.seats.iter().any(|seat| seat.code == *code && seat.for_account.is_none());
        self.roles.iter().any(|role| member.has(*role)) || self.seats.iter().any(sits)
    }
}

/// How an individual publication comes about (公表基準 5 公表までの手続き, 7 公表の時期).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndividualProcedure {
    /// The parts that have to be written; the others may be.
    pub required: Vec<OutlinePart>,
    /// Who examines whether and what is published (課長会議).
    pub examined_by: Bench,
    /// Who decides (理事長).
    pub decided_by: Bench,
    /// After how many days a matter that is neither public nor withheld is marked as late. The standard says「できるだけ速やかに」and
    /// no number; this one is ours.
    pub late_after_days: u16,
}

/// The welfare standard's procedure, with roles that every facility has: for profiles written before it was data.
impl Default for IndividualProcedure {
    fn default() -> Self {
        let bench = |ja: &str, en: &str, role| Bench { name: Label::new(ja, en), seats: Vec::new(), roles: vec![role] };
        Self {
            required: OutlinePart::ALL.into_iter().filter(|part| *part != OutlinePart::Other).collect(),
            examined_by: bench("課長会議", "Section chiefs' meeting", Role::SafetyManager),
            decided_by: bench("理事長", "Chairman", Role::Director),
            late_after_days: 30,
        }
    }
}

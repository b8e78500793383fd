//! 決裁の記録: the input of the approval trail, one line a step.

use serde::{Deserialize, Serialize};

use crate::parts::{Seal, Seat};

/// One step of the approval (押印, 差戻し, 取戻し, 代決, 後閲, …).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrailStep {
    /// Date and time.
    pub at: String,
    /// Seat (席).
    pub seat: String,
    /// Who did it.
    pub by: String,
    /// What was done.
    pub act: String,
    /// Opinion or reason; any length.
    pub note: String,
}

/// A round of seats (回付).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrailRound {
    /// Its title: 第1回（報告書）.
    pub title: String,
    /// Its seats in the order of the route, the handler (取扱者) first.
    pub seats: Vec<Seat>,
}

/// The approval trail of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrailSheet {
    /// Title; empty for 決裁の記録.
    pub title: String,
    /// Facility (施設).
    pub facility: String,
    /// Number of the report (文書番号).
    pub number: String,
    /// Verification code (確認コード).
    pub code: String,
    /// 形態.
    pub form: String,
    /// Final level (確定レベル).
    pub level: String,
    /// State of the case.
    pub state: String,
    /// Both rounds.
    pub rounds: Vec<TrailRound>,
    /// Every step in order.
    pub steps: Vec<TrailStep>,
    /// Digest of the journal that vouches for the steps.
    pub journal: String,
    /// When the sheet was made.
    pub made: String,
}

impl TrailSheet {
    /// Every seal of the sheet.
    pub(crate) fn seals(&mut self) -> impl Iterator<Item = &mut Seal> {
        self.rounds.iter_mut().flat_map(|round| &mut round.seats).filter_map(|seat| seat.seal.as_mut())
    }
}

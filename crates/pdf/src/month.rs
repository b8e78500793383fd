//! 月次の公表: the input of the monthly publication sheet.

use serde::{Deserialize, Serialize};

/// A line of counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountRow {
    /// Form of the event (形態), or detail of the medication (与薬の詳細).
    pub label: String,
    /// インシデント.
    pub incident: u32,
    /// アクシデント.
    pub accident: u32,
}

/// The published text of a case of another person's medicine (他者の薬の誤服薬).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonthCase {
    /// Level of the case.
    pub level: String,
    /// 発生状況, as written for the public.
    pub circumstances: String,
    /// 再発防止策.
    pub prevention: String,
}

/// A published month. The figures are those of the snapshot; nothing is counted here but sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonthSheet {
    /// Title; empty for 事故等の公表.
    pub title: String,
    /// Facility (施設).
    pub facility: String,
    /// Document number (文書番号).
    pub number: String,
    /// Verification code (確認コード).
    pub code: String,
    /// The month: 令和8年10月分.
    pub month: String,
    /// Day of publication (公表日).
    pub published: String,
    /// Up to when reports were counted.
    pub cut_off: String,
    /// Revision (版).
    pub revision: String,
    /// Why it was corrected (訂正); empty for the first revision.
    pub erratum: String,
    /// Levels that are incidents: 1・2.
    pub incident_levels: String,
    /// Levels that are accidents: 3・4・5.
    pub accident_levels: String,
    /// リスク形態ごとの件数.
    pub forms: Vec<CountRow>,
    /// 与薬に関する件数; left out when empty.
    pub details: Vec<CountRow>,
    /// Sum of incidents.
    pub incident: u32,
    /// Sum of accidents.
    pub accident: u32,
    /// How many of them stand on a level that is not final yet.
    pub provisional: u32,
    /// 他者の薬の誤服薬の状況と再発防止策.
    pub narratives: Vec<MonthCase>,
}

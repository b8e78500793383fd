//! Owns the fact: what is counted of one report. Codes, dates and numbers; nobody's words.
use jiff::civil::Date;

use crate::id::{PlaceId, ReportId, UnitId};
use crate::profile::Kind;
use crate::report::Mode;

/// What is counted of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The report.
    pub report: ReportId,
    /// 報告日.
    pub reported: Date,
    /// 発生日, where it is known to the day.
    pub occurred: Option<Date>,
    /// Hour of the event (発生時刻), 0 to 23, where it is known to the minute.
    pub hour: Option<u8>,
    /// 部署.
    pub unit: Option<UnitId>,
    /// 発生場所, where it is one of the list.
    pub place: Option<PlaceId>,
    /// Code of the form (形態).
    pub form: String,
    /// Code of the medication detail (与薬の詳細).
    pub medication_detail: Option<String>,
    /// Code of the level that counts: final, else the leader's, else the reporter's.
    pub level: Option<String>,
    /// Whether that level is one of the two mildest of the scale; `None` without a level.
    pub mild: Option<bool>,
    /// On which side of the cut that level lies.
    pub kind: Option<Kind>,
    /// Who may know the reporter.
    pub mode: Mode,
    /// Code of the reporter's occupation (職種); counted of named reports only.
    pub occupation: Option<String>,
    /// Codes of the causes (事故の原因).
    pub causes: Vec<String>,
    /// Whether it was merged into another report of the same event: then it does not count.
    pub merged: bool,
}

//! 報告一覧: the input of the list of reports.

use serde::{Deserialize, Serialize};

/// A report in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRow {
    /// Number.
    pub number: String,
    /// 報告日.
    pub reported: String,
    /// 発生日.
    pub occurred: String,
    /// 形態.
    pub form: String,
    /// レベル.
    pub level: String,
    /// インシデント or アクシデント.
    pub kind: String,
    /// 部署.
    pub unit: String,
    /// State of the approval (状態).
    pub state: String,
}

/// A list of reports, on landscape paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListSheet {
    /// Title; empty for 報告一覧.
    pub title: String,
    /// Facility (施設).
    pub facility: String,
    /// Document number (文書番号); may be empty.
    pub number: String,
    /// Verification code (確認コード); may be empty.
    pub code: String,
    /// By what the list was narrowed (条件).
    pub filter: Vec<String>,
    /// When it was made.
    pub made: String,
    /// The reports.
    pub rows: Vec<ListRow>,
}

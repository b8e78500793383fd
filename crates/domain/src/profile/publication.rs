//! The publication rule (公表基準) of a profile: what is published monthly and what individually.

use serde::{Deserialize, Serialize};

use super::{IndividualProcedure, Label, LevelCode};
use crate::publication::PeriodLength;

/// A dimension of the published counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountBy {
    /// By form of event (形態).
    Form,
    /// By incident and accident (インシデント・アクシデント).
    Kind,
    /// By level (影響レベル); comprehensive publication only.
    Level,
}

/// What is published of a half-year or year as a whole (包括公表).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComprehensiveRule {
    /// How long a period is.
    pub period: PeriodLength,
    /// Levels that are counted.
    pub levels: Vec<LevelCode>,
    /// The dimensions: level always, form and kind where named.
    pub count_by: Vec<CountBy>,
    /// A period is to be published by the end of this many months after it.
    pub due_months: u8,
}

/// Which date puts a case into a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthBasis {
    /// The date of the report (報告日).
    ReportDate,
    /// The date of the event (発生年月日).
    EventDate,
}

/// By when a month has to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationDue {
    /// In the month after the month that it tells of (翌月).
    FollowingMonth,
}

/// What the standard says about publication (3 公表基準及び公表内容, 4, 7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationRule {
    /// Levels that the monthly counts hold (定期公表).
    pub monthly_levels: Vec<LevelCode>,
    /// The dimensions of the monthly counts.
    pub count_by: Vec<CountBy>,
    /// The form whose details are counted apart (与薬).
    pub detail_form: String,
    /// Details whose cases are told one by one: circumstances and prevention (他者の薬の誤服薬).
    pub narrative_details: Vec<String>,
    /// Levels that are published individually (個別公表).
    pub individual_levels: Vec<LevelCode>,
    /// How an individual publication is made (記者会見).
    pub individual_method: Label,
    /// Other cases may be published for their social impact (社会的影響).
    pub socially_significant: bool,
    /// Individual publication needs the written consent of user or family (文書による同意).
    pub consent_required: bool,
    /// Which date puts a case into a month.
    pub month_basis: MonthBasis,
    /// By when a month is published.
    pub due: PublicationDue,
    /// k: what a text tells of a case beside form and kind must fit at least so many cases (ADR 0014).
    #[serde(default = "small_number")]
    pub small_number: u8,
    /// How an individual publication comes about.
    #[serde(default)]
    pub individual: IndividualProcedure,
    /// What is published of a half-year or year; `None` where the standard knows no such publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comprehensive: Option<ComprehensiveRule>,
}

/// Below three, the other person of a pair knows who is meant.
const fn small_number() -> u8 {
    3
}

impl PublicationRule {
    /// Whether the monthly counts hold cases of this level.
    #[must_use]
    pub fn is_monthly(&self, level: &LevelCode) -> bool {
        self.monthly_levels.contains(level)
    }

    /// Whether cases of this level are published individually.
    #[must_use]
    pub fn is_individual(&self, level: &LevelCode) -> bool {
        self.individual_levels.contains(level)
    }

    /// Whether a case of this form and detail is told with circumstances and prevention.
    #[must_use]
    pub fn needs_narrative(&self, form: &str, detail: Option<&str>) -> bool {
        form == self.detail_form && detail.is_some_and(|code| self.narrative_details.iter().any(|d| d == code))
    }
}

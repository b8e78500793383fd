//! Owns the two halves of a report: the coded half, which is stored readable, and the sealed half, which never is.
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::drawing::Drawing;
use crate::id::{PlaceId, UnitId};
use crate::level::PartialFacts;
use crate::moment::{Discovery, EventDate, EventTime};
use crate::profile::{ChoiceField, LevelCode};

/// By which door a report came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// ヒヤリ・ハットを1分で.
    Quick,
    /// 報告書を書く: the full form.
    Full,
    /// Brought in from a file.
    Import,
}

impl Door {
    /// The stable code in rows and links.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Full => "full",
            Self::Import => "import",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Quick, Self::Full, Self::Import].into_iter().find(|door| door.code() == code)
    }
}

/// Who may know the reporter (X2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 記名: everybody who may read the report sees the reporter's name.
    Named,
    /// 氏名保護: the name is sealed apart; only a recorded act of two persons opens it.
    Protected,
    /// 匿名: no account is kept; the reporter holds a receipt code.
    Anonymous,
}

impl Mode {
    /// The stable code in rows and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Protected => "protected",
            Self::Anonymous => "anonymous",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Named, Self::Protected, Self::Anonymous].into_iter().find(|mode| mode.code() == code)
    }
}

/// Where it happened (発生場所).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "place", rename_all = "snake_case")]
pub enum PlaceAnswer {
    /// A place of the facility.
    Known(PlaceId),
    /// その他: the wording is sealed under `place`.
    Other,
    /// 不明.
    Unknown,
}

/// A date and time at which somebody was told (報告先); either part may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The day, if it was given.
    pub date: Option<Date>,
    /// The time of day, if it was given.
    pub time: EventTime,
}

/// 身元引受人への報告.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GuarantorTold {
    /// 無.
    No,
    /// 有, with date and time.
    Yes(Told),
    /// 不明.
    Unknown,
}

/// The coded half of one person (利用者) of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCoded {
    /// Code of the choice list `sex`.
    pub sex: Option<String>,
    /// Age in completed years at the date of the event; derived from the sealed birth date.
    pub age: Option<u16>,
}

/// The sealed half of one person (利用者).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSealed {
    /// 氏名.
    pub name: Option<String>,
    /// 生年月日.
    pub birth: Option<Date>,
}

/// The coded half of a report: codes, dates and numbers. Nothing here names or describes a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCoded {
    /// By which door it came.
    pub door: Door,
    /// Who may know the reporter.
    pub mode: Mode,
    /// 部署 in which it happened, or of the reporter.
    pub unit: Option<UnitId>,
    /// 職種: code of the choice list `occupation`. Left out of anonymous reports from small units by the form.
    pub occupation: Option<String>,
    /// 経験年数 in months.
    pub experience_months: Option<u16>,
    /// 発生年月日.
    pub occurred_date: EventDate,
    /// 発生時刻.
    pub occurred_time: EventTime,
    /// 発見時刻.
    pub discovered: Discovery,
    /// 発生場所.
    pub place: PlaceAnswer,
    /// 形態: code of the profile's forms.
    pub form: String,
    /// Further 形態 that also fit.
    pub other_forms: Vec<String>,
    /// 与薬の詳細: code of the profile's list, for medication only.
    pub medication_detail: Option<String>,
    /// The facts from which every scale derives its level.
    pub facts: PartialFacts,
    /// The level that the reporter proposes; `None` = as derived from the facts.
    pub proposed_level: Option<LevelCode>,
    /// Answers to the choice fields of the profile.
    pub choices: BTreeMap<ChoiceField, Vec<String>>,
    /// 利用者; empty = 該当なし or not yet given, see `no_person`.
    pub persons: Vec<PersonCoded>,
    /// 該当なし was ticked.
    pub no_person: bool,
    /// 上司への報告.
    pub superior_told: Option<Told>,
    /// 身元引受人への報告.
    pub guarantor_told: Option<GuarantorTold>,
}

/// The sealed half of a report: every free text and every name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSealed {
    /// 事故の状況及び経過.
    pub narrative: String,
    /// 利用者, in the order of the coded half.
    pub persons: Vec<PersonSealed>,
    /// Wording of 「その他（　）」, by field code.
    pub other_texts: BTreeMap<String, String>,
    /// だいたいの時期, when the date is approximate.
    pub approximate_date: Option<String>,
    /// 障害名.
    pub disability: Option<String>,
    /// 理解力及びコミュニケーション.
    pub comprehension: Option<String>,
    /// 事故を起こした当事者 when it is not the reporter.
    pub party_name: Option<String>,
    /// 骨折（部位） and the like.
    pub finding_site: Option<String>,
    /// 上司 who was told.
    pub superior_name: Option<String>,
    /// Narrative of the cause: what caused it, was the manual followed?
    pub cause_narrative: Option<String>,
    /// 事故の再発防止について.
    pub prevention: Option<String>,
    /// Why the reporter thinks that the level differs from the derived one.
    pub proposed_reason: Option<String>,
    /// 氏名 of the reporter where no account stands behind it (imports).
    pub reporter_name: Option<String>,
    /// 図: what was drawn, marked and described.
    pub drawing: Option<Drawing>,
}

/// A report as it is submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportContent {
    /// Stored readable.
    pub coded: ReportCoded,
    /// Stored sealed.
    pub sealed: ReportSealed,
}

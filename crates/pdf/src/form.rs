//! リスクマネジメント報告書: the input of the paper form, field by field.
//!
//! Source of the fields: the form of 長崎県障害者福祉事業団 (H26.8.8改訂). Every text comes ready in the reader's
//! language; dates are written as they shall stand (令和8年11月21日). An empty text leaves the paper's blank.

mod blank;
mod clip;
mod many;
mod pack;
mod room;

use serde::{Deserialize, Serialize};

use crate::parts::{Choice, Picture, Seal, Seat};

pub use many::Reports;
pub(crate) use pack::render;

/// Whose words the form uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wording {
    /// 利用者, 係長・主任・リーダー, 課長・施設長: welfare facilities.
    #[default]
    Welfare,
    /// 患者, 所属長, 医療安全管理部門: hospitals.
    Hospital,
}

/// A text, or 不明.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// What is known.
    pub text: String,
    /// 不明 is circled.
    pub unknown: bool,
}

/// Half of the day (午前・午後).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// Neither is circled.
    #[default]
    None,
    /// 午前.
    Am,
    /// 午後.
    Pm,
}

/// A time of day on the form: 午前・午後　時　分.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clock {
    /// 午前・午後.
    pub half: Half,
    /// Hour, 0 to 12.
    pub hour: String,
    /// Minute.
    pub minute: String,
    /// A time band or an approximate wording.
    pub note: String,
    /// 不明 is circled (used by 発生時刻 and 発見時刻).
    pub unknown: bool,
}

/// 発見時刻.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Discovered {
    /// 発生と同じ is circled.
    pub same: bool,
    /// 違う場合 is circled.
    pub different: bool,
    /// The time of 違う場合, or 不明.
    pub time: Clock,
}

/// 報告者. Leave the fields empty for anonymous and protected reports (匿名・氏名保護).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reporter {
    /// 部署.
    pub unit: String,
    /// 職種.
    pub occupation: String,
    /// 氏名.
    pub name: String,
    /// 印.
    pub seal: Option<Seal>,
    /// 経験年数: years.
    pub years: String,
    /// 経験年数: months.
    pub months: String,
}

/// 利用者.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// 氏名.
    pub name: String,
    /// 男・女 and what else the profile offers.
    pub sex: Vec<Choice>,
    /// T・S・H・R; empty for western dates.
    pub eras: Vec<Choice>,
    /// Year of birth within the era.
    pub year: String,
    /// Month of birth.
    pub month: String,
    /// Day of birth.
    pub day: String,
    /// Age at the event in years.
    pub age: String,
}

/// Who was told, and when (上司への報告).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// 上司.
    pub person: String,
    /// Day.
    pub date: String,
    /// Time.
    pub time: Clock,
}

/// 身元引受人への報告.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuarantorTold {
    /// 無・有・不明.
    pub answers: Vec<Choice>,
    /// Day.
    pub date: String,
    /// Time.
    pub time: Clock,
}

/// A text that its writer stamps after the comment (記入者はコメントの最後に押印すること).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remark {
    /// The comment, of any length.
    pub text: String,
    /// Name and date beside the seal; may be empty.
    pub by: String,
    /// The seal.
    pub seal: Option<Seal>,
    /// The level that its writer judged; empty for 再発防止について.
    pub level: String,
}

/// The whole form. Long texts may have any length; all others are cut to what a line of the form holds, and what was
/// cut stands on the continuation sheet (続紙).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// Whose words the form uses.
    pub wording: Wording,
    /// Title of the form: リスクマネジメント報告書.
    pub title: String,
    /// Mark of the form's edition: H26.8.8改訂.
    pub edition: String,
    /// Facility (施設), at the foot of every page.
    pub facility: String,
    /// Document number (文書番号), at the foot of every page.
    pub number: String,
    /// Short verification code (確認コード), at the foot of every page.
    pub code: String,
    /// Link to the entry page, printed as a QR code (blank forms).
    pub entry: Option<String>,
    /// インシデント・アクシデント.
    pub kinds: Vec<Choice>,
    /// 報告日.
    pub report_date: String,
    /// 報告者.
    pub reporter: Reporter,
    /// 利用者; the fourth and further ones stand on the continuation sheet.
    pub persons: Vec<Person>,
    /// 該当なし, for cases without a person.
    pub no_person: Choice,
    /// 男・女 of a form without a person.
    pub blank_sex: Vec<Choice>,
    /// T・S・H・R of a form without a person.
    pub blank_eras: Vec<Choice>,
    /// リスクレベル.
    pub levels: Vec<Choice>,
    /// 発生時の状況.
    pub situation: Vec<Choice>,
    /// 事故を起こした当事者.
    pub party: Vec<Choice>,
    /// 障害名.
    pub disability: String,
    /// 主たる介護程度 ①.
    pub care_kind: Vec<Choice>,
    /// 主たる介護程度 ②.
    pub care_degree: Vec<Choice>,
    /// 理解力及びコミュニケーション.
    pub comprehension: String,
    /// 利用状況.
    pub usage: Vec<Choice>,
    /// 発生年月日.
    pub occurred_date: Known,
    /// 発生場所.
    pub place: Known,
    /// 発生時刻.
    pub occurred_time: Clock,
    /// 発見時刻.
    pub discovered: Discovered,
    /// 形態.
    pub forms: Vec<Choice>,
    /// 与薬の詳細; the row is left out when empty.
    pub medication: Vec<Choice>,
    /// 所見治療: 無・有.
    pub finding_present: Vec<Choice>,
    /// 所見治療: 骨折（　）・捻挫・….
    pub findings: Vec<Choice>,
    /// 事故の状況及び経過.
    pub narrative: String,
    /// 図 and photos; a drawing stands in the box when there is room, everything else on the continuation sheet.
    pub pictures: Vec<Picture>,
    /// 上司への報告.
    pub superior: Told,
    /// 身元引受人への報告.
    pub guarantor: GuarantorTold,
    /// 事故の要因.
    pub factors: Vec<Choice>,
    /// 事故の原因.
    pub causes: Vec<Choice>,
    /// What caused it; was the manual followed?
    pub cause_text: String,
    /// 事故の再発防止について.
    pub prevention: Remark,
    /// 係長・主任・リーダー等の意見.
    pub leader: Remark,
    /// 課長・施設長等の意見.
    pub head: Remark,
    /// 再発防止策 再検討 要・否.
    pub review: Vec<Choice>,
    /// First round (決裁), in the order of the route: the handler (取扱者) first; paper prints from the right.
    pub first_round: Vec<Seat>,
    /// Second round, for the measures and how they were made known.
    pub second_round: Vec<Seat>,
    /// 再発防止策の内容・周知状況.
    pub made_known: String,
    /// Who has read it.
    pub readers: Vec<String>,
    /// What else shall stand on the continuation sheet.
    pub further: Vec<Further>,
}

/// A titled text of the continuation sheet (続紙).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Further {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

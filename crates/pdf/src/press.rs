//! 記者会見の資料: the input of the press sheet (発表資料) and of the questions and answers (想定問答).

use serde::{Deserialize, Serialize};

/// A part of the announcement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PressPart {
    /// What it tells of: 日時, 場所, 状況.
    pub label: String,
    /// The text for the public.
    pub text: String,
}

/// A question that the press may ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PressQuestion {
    /// The question.
    pub asks: String,
    /// The answer.
    pub answer: String,
}

/// A press sheet, or the questions and answers for those who speak to the press.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PressSheet {
    /// Title; empty for 事故の公表について.
    pub title: String,
    /// Facility (施設).
    pub facility: String,
    /// Document number (文書番号): the public one, or empty. Never a number of a report.
    pub number: String,
    /// Verification code (確認コード); may be empty.
    pub code: String,
    /// Day of the sheet.
    pub made: String,
    /// A line above all: 内部用, 解禁 令和8年11月26日 10:00; may be empty.
    pub notice: String,
    /// 事故の概要、原因の考察とその改善策、その他; may be empty.
    pub parts: Vec<PressPart>,
    /// Place, time and contact; may be empty.
    pub press: String,
    /// Questions and answers; may be empty.
    pub questions: Vec<PressQuestion>,
    /// Who examined and decided, one line each.
    pub signed: Vec<String>,
}

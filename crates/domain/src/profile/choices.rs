//! Lists of choices (選択肢) and the fields of the form that use them.

use serde::{Deserialize, Serialize};

use super::Label;

/// Code of the choice 「その他（　）」 in every list that allows it.
pub const OTHER: &str = "other";

/// Code of the choice 「不明」 in every list that allows it: an answer, not an empty field.
pub const UNKNOWN: &str = "unknown";

/// What the paper leaves a bracket for after a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Nothing more is asked.
    #[default]
    Nothing,
    /// A short text, as in 「その他（　）」 or 「骨折（部位）」.
    Text,
    /// The name of a person (氏名); kept sealed.
    Person,
}

impl Asks {
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable code that reports store.
    pub code: String,
    /// What people read.
    pub label: Label,
    /// What has to be written beside it.
    #[serde(default, skip_serializing_if = "Asks::is_nothing")]
    pub asks: Asks,
    /// No longer offered, but still read in old reports.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// The list behind one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceList {
    /// Several choices may be ticked.
    #[serde(default)]
    pub multiple: bool,
    /// The list offers 「その他（　）」 ([`OTHER`]).
    #[serde(default)]
    pub allow_other: bool,
    /// The list offers 「不明」 ([`UNKNOWN`]).
    #[serde(default)]
    pub allow_unknown: bool,
    /// The choices in the order of the form.
    pub items: Vec<Choice>,
}

impl ChoiceList {
    /// Whether a code may be answered: an offered choice, or 不明 / その他 where the list allows them.
    #[must_use]
    pub fn accepts(&self, code: &str) -> bool {
        self.offered().any(|choice| choice.code == code)
            || (self.allow_unknown && code == UNKNOWN)
            || (self.allow_other && code == OTHER)
    }

    /// A choice by its code, retired ones included.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Choice> {
        self.items.iter().find(|choice| choice.code == code)
    }

    /// The choices that a new report offers.
    pub fn offered(&self) -> impl Iterator<Item = &Choice> {
        self.items.iter().filter(|choice| !choice.retired)
    }
}

/// The fields of the form whose choices a profile holds (form-fields of the report).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceField {
    /// 発生時の状況.
    Situation,
    /// 事故を起こした当事者.
    Party,
    /// 主たる介護程度 ①.
    CareKind,
    /// 主たる介護程度 ②.
    CareDegree,
    /// 利用状況.
    Usage,
    /// 所見治療 無・有.
    FindingPresent,
    /// 所見治療.
    Finding,
    /// 事故の要因.
    Factor,
    /// 事故の原因.
    Cause,
    /// 職種.
    Occupation,
    /// 男・女.
    Sex,
    /// 処置 (a fact for the level).
    Treatment,
    /// 処置をした場所 (a fact for the level).
    TreatedAt,
    /// 後遺症 (a fact for the level).
    LastingLoss,
    /// 身元引受人への報告 無・有.
    GuarantorReport,
    /// 再発防止策 再検討 要・否.
    MeasuresReview,
}

impl ChoiceField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 16] = [
        Self::Situation,
        Self::Party,
        Self::CareKind,
        Self::CareDegree,
        Self::Usage,
        Self::FindingPresent,
        Self::Finding,
        Self::Factor,
        Self::Cause,
        Self::Occupation,
        Self::Sex,
        Self::Treatment,
        Self::TreatedAt,
        Self::LastingLoss,
        Self::GuarantorReport,
        Self::MeasuresReview,
    ];

    /// The code of the field, as in the profile's file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Party => "party",
            Self::CareKind => "care_kind",
            Self::CareDegree => "care_degree",
            Self::Usage => "usage",
            Self::FindingPresent => "finding_present",
            Self::Finding => "finding",
            Self::Factor => "factor",
            Self::Cause => "cause",
            Self::Occupation => "occupation",
            Self::Sex => "sex",
            Self::Treatment => "treatment",
            Self::TreatedAt => "treated_at",
            Self::LastingLoss => "lasting_loss",
            Self::GuarantorReport => "guarantor_report",
            Self::MeasuresReview => "measures_review",
        }
    }

    /// The codes that the level rules understand, if the field is a fact for the level.
    #[must_use]
    pub fn fact_codes(self) -> Option<Vec<&'static str>> {
        use crate::level::{LastingLoss, TreatedAt, Treatment};
        match self {
            Self::Treatment => Some(Treatment::ALL.iter().map(|t| t.as_str()).collect()),
            Self::TreatedAt => Some(TreatedAt::ALL.iter().map(|t| t.as_str()).collect()),
            Self::LastingLoss => Some(LastingLoss::ALL.iter().map(|l| l.as_str()).collect()),
            _ => None,
        }
    }

    /// Whether the report's form asks this field as a plain choice list; facts, times and the like are read by rules of their own.
    #[must_use]
    pub const fn is_answered_in_report(self) -> bool {
        matches!(
            self,
            Self::Situation
                | Self::Party
                | Self::CareKind
                | Self::CareDegree
                | Self::Usage
                | Self::FindingPresent
                | Self::Finding
                | Self::Factor
                | Self::Cause
        )
    }
}

//! Owns the figures of a month (product.md B10; seed B §3): counts by form and kind, medication by detail, and the narratives.
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::month::Month;
use crate::id::{EventId, ReportId};
use crate::profile::{Choice, Kind, Label, LevelCode, Profile, UNKNOWN};

/// One report as the count sees it, at the cut-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseForMonth {
    /// The report.
    pub report: ReportId,
    /// The event of which it tells; several reports of one event count once.
    pub event: EventId,
    /// This report goes on in another one (merged) and is not counted itself.
    pub merged: bool,
    /// 報告日.
    pub report_date: Date,
    /// 形態.
    pub form: String,
    /// 与薬の詳細.
    pub medication_detail: Option<String>,
    /// The level at the cut-off.
    pub level: LevelCode,
    /// Incident or accident by the cut of the profile under which it was judged.
    pub kind: Kind,
    /// No final level had been judged at the cut-off.
    pub provisional: bool,
}

/// Counts of one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormCount {
    /// Code of the form.
    pub form: String,
    /// Label at the time of publication, Japanese.
    pub ja: String,
    /// Label at the time of publication, English.
    pub en: String,
    /// インシデント, cases.
    pub incident: u32,
    /// アクシデント, cases.
    pub accident: u32,
}

/// Counts of one 与薬の詳細.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailCount {
    /// Code of the detail; `unknown` where none was given.
    pub detail: String,
    /// Label at the time of publication, Japanese.
    pub ja: String,
    /// Label at the time of publication, English.
    pub en: String,
    /// インシデント, cases.
    pub incident: u32,
    /// アクシデント, cases.
    pub accident: u32,
}

/// The published text of one 他者の薬の誤服薬: separately written, de-identified, approved by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrative {
    /// Level at the cut-off.
    pub level: LevelCode,
    /// 発生状況.
    pub circumstances: String,
    /// 再発防止策.
    pub prevention: String,
}

/// The figures of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// One row per offered form of the profile, in its order; what was counted besides (retired forms, 不明) comes last.
    pub forms: Vec<FormCount>,
    /// 与薬 by detail, one row per offered detail of the profile, then what was counted besides (retired details, 不明).
    pub details: Vec<DetailCount>,
    /// Cases in all.
    pub total_incident: u32,
    /// Cases in all.
    pub total_accident: u32,
    /// Cases whose level was not final at the cut-off.
    pub provisional: u32,
}

impl MonthFigures {
    /// Whether the month has no case.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.total_incident + self.total_accident == 0
    }
}

/// What is published for a month: everything a reader or a verifier needs, and nothing that names anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this structure.
    pub format: u32,
    /// Public code of the facility.
    pub facility: String,
    /// Name at the time of publication, Japanese.
    pub facility_ja: String,
    /// Name at the time of publication, English.
    pub facility_en: String,
    /// The month.
    pub month: Month,
    /// 1 for the first publication, more for errata.
    pub revision: u32,
    /// The figures tell what was known at this instant, microseconds since 1970 UTC.
    pub cut_off: i64,
    /// Profile and version by which was counted.
    pub profile: String,
    /// Version of the profile.
    pub rule_version: u32,
    /// The counts.
    pub figures: MonthFigures,
    /// 他者の薬の誤服薬, one text each, in the order of approval.
    pub narratives: Vec<Narrative>,
    /// Why this revision replaces the one before.
    pub erratum_reason: Option<String>,
}

/// Counts a month by report date.
///
/// A case counts when its report date lies in the month and not before the standard's effective date (B13), and when it
/// leads its event, and when its level is one that the standard publishes monthly. The totals are the sums of the rows.
#[must_use]
pub fn figures(profile: &Profile, month: Month, cases: &[CaseForMonth]) -> MonthFigures {
    let counted = counted(profile, month, cases);
    let forms = form_rows(profile, &counted);
    MonthFigures {
        total_incident: forms.iter().map(|row| row.incident).sum(),
        total_accident: forms.iter().map(|row| row.accident).sum(),
        provisional: u32::try_from(counted.iter().filter(|case| case.provisional).count()).unwrap_or(u32::MAX),
        details: detail_rows(profile, &counted),
        forms,
    }
}

/// The cases of a month that count, by the rule of [`figures`].
#[must_use]
pub fn counted<'a>(profile: &Profile, month: Month, cases: &'a [CaseForMonth]) -> Vec<&'a CaseForMonth> {
    let mut events = BTreeSet::new();
    cases
        .iter()
        .filter(|case| !case.merged && month.contains(case.report_date) && case.report_date >= profile.effective_from)
        .filter(|case| profile.publication.is_monthly(&case.level) || profile.level(&case.level).is_none())
        .filter(|case| events.insert(case.event))
        .collect()
}

pub(super) fn form_rows(profile: &Profile, counted: &[&CaseForMonth]) -> Vec<FormCount> {
    let codes = counted.iter().map(|case| case.form.as_str());
    rows(&profile.forms, codes)
        .into_iter()
        .map(|(form, label)| {
            let (incident, accident) = by_kind(counted.iter().filter(|case| case.form == form));
            FormCount { form, ja: label.ja, en: label.en, incident, accident }
        })
        .collect()
}

fn detail_rows(profile: &Profile, counted: &[&CaseForMonth]) -> Vec<DetailCount> {
    let detail_of = |case: &CaseForMonth| case.medication_detail.clone().unwrap_or_else(|| UNKNOWN.to_owned());
    let told: Vec<&CaseForMonth> =
        counted.iter().copied().filter(|case| case.form == profile.publication.detail_form).collect();
    let codes: Vec<String> = told.iter().map(|case| detail_of(case)).collect();
    rows(&profile.medication_details, codes.iter().map(String::as_str))
        .into_iter()
        .map(|(detail, label)| {
            let (incident, accident) = by_kind(told.iter().filter(|case| detail_of(case) == detail));
            DetailCount { detail, ja: label.ja, en: label.en, incident, accident }
        })
        .collect()
}

/// The rows of a table: every choice that is offered, then what was counted besides: retired choices with their label, 不明 and codes
/// that the profile does not have, in the order in which they came.
fn rows<'a>(choices: &[Choice], counted: impl Iterator<Item = &'a str>) -> Vec<(String, Label)> {
    let mut rows: Vec<(String, Label)> = choices
        .iter()
        .filter(|choice| !choice.retired)
        .map(|choice| (choice.code.clone(), choice.label.clone()))
        .collect();
    for code in counted {
        if rows.iter().any(|(held, _)| held == code) {
            continue;
        }
        let label = match choices.iter().find(|choice| choice.code == code) {
            Some(choice) => choice.label.clone(),
            None if code == UNKNOWN => Label::new("不明", "Not known"),
            None => Label::new(code, code),
        };
        rows.push((code.to_owned(), label));
    }
    rows
}

/// Number of incidents and of accidents.
pub(super) fn by_kind<'a>(cases: impl Iterator<Item = &'a &'a CaseForMonth>) -> (u32, u32) {
    cases.fold((0, 0), |(incident, accident), case| match case.kind {
        Kind::Incident => (incident + 1, accident),
        Kind::Accident => (incident, accident + 1),
    })
}

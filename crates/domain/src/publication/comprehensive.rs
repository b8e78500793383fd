//! Owns the figures of a comprehensive publication (包括公表): a period's cases by level, by form and kind, and month by month.
//!
//! A row without a case stays in: that there was none is what the public is told.
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::{CaseForMonth, FormCount, by_kind, form_rows};
use super::month::Month;
use super::period::Period;
use crate::profile::{ComprehensiveRule, CountBy, Kind, LevelCode, Profile};

/// Cases of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelCount {
    /// The level.
    pub level: LevelCode,
    /// Incident or accident by the profile's cut.
    pub kind: Kind,
    /// Name at the time of publication, Japanese.
    pub ja: String,
    /// Name at the time of publication, English.
    pub en: String,
    /// Cases.
    pub cases: u32,
}

/// Cases of one month of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// The month of the report date.
    pub month: Month,
    /// インシデント, cases.
    pub incident: u32,
    /// アクシデント, cases.
    pub accident: u32,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodFigures {
    /// One row per level that the rule publishes, mildest first.
    pub levels: Vec<LevelCount>,
    /// One row per form, as in a month; empty where the rule does not count by form.
    pub forms: Vec<FormCount>,
    /// One row per month of the period.
    pub months: Vec<MonthCount>,
    /// Cases in all.
    pub total_incident: u32,
    /// Cases in all.
    pub total_accident: u32,
    /// Cases whose level was not final at the cut-off.
    pub provisional: u32,
}

impl PeriodFigures {
    /// Whether the period has no case: published as such.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.total_incident + self.total_accident == 0
    }
}

/// What is published for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodSnapshot {
    /// Version of this structure.
    pub format: u32,
    /// Public code of the facility.
    pub facility: String,
    /// Name at the time of publication, Japanese.
    pub facility_ja: String,
    /// Name at the time of publication, English.
    pub facility_en: String,
    /// The period.
    pub period: Period,
    /// 1 for the first publication, more for errata.
    pub revision: u32,
    /// The figures tell what was known at this instant, microseconds since 1970 UTC.
    pub cut_off: i64,
    /// Profile and version by which was counted.
    pub profile: String,
    /// Version of the profile.
    pub rule_version: u32,
    /// The counts.
    pub figures: PeriodFigures,
    /// Why this revision replaces the one before.
    pub erratum_reason: Option<String>,
}

/// Counts a period by report date.
///
/// A case counts once per event, not before the standard's first day, and when its level is one that the rule
/// publishes. A level that the profile does not have counts too, in a row of its own: a total never loses a case.
#[must_use]
pub fn period_figures(
    profile: &Profile,
    rule: &ComprehensiveRule,
    period: Period,
    cases: &[CaseForMonth],
) -> PeriodFigures {
    let all = counted(profile, rule, period, cases);
    let (total_incident, total_accident) = by_kind(all.iter());
    let months = period.months().into_iter().map(|month| {
        let (incident, accident) = by_kind(all.iter().filter(|case| month.contains(case.report_date)));
        MonthCount { month, incident, accident }
    });
    PeriodFigures {
        levels: levels(profile, rule, &all),
        forms: if rule.count_by.contains(&CountBy::Form) { form_rows(profile, &all) } else { Vec::new() },
        months: months.collect(),
        total_incident,
        total_accident,
        provisional: u32::try_from(all.iter().filter(|case| case.provisional).count()).unwrap_or(u32::MAX),
    }
}

/// The cases that count; an event that was reported in two months is one case, in the month that comes first in the list.
fn counted<'a>(
    profile: &Profile,
    rule: &ComprehensiveRule,
    period: Period,
    cases: &'a [CaseForMonth],
) -> Vec<&'a CaseForMonth> {
    let mut events = BTreeSet::new();
    cases
        .iter()
        .filter(|case| !case.merged && period.contains(case.report_date) && profile.covers(case.report_date))
        .filter(|case| rule.levels.contains(&case.level) || profile.level(&case.level).is_none())
        .filter(|case| events.insert(case.event))
        .collect()
}

fn levels(profile: &Profile, rule: &ComprehensiveRule, all: &[&CaseForMonth]) -> Vec<LevelCount> {
    let count =
        |level: &LevelCode| u32::try_from(all.iter().filter(|case| case.level == *level).count()).unwrap_or(u32::MAX);
    let mut rows: Vec<LevelCount> = profile
        .levels
        .iter()
        .filter(|level| rule.levels.contains(&level.code))
        .map(|level| LevelCount {
            level: level.code.clone(),
            kind: level.kind,
            ja: level.name.ja.clone(),
            en: level.name.en.clone(),
            cases: count(&level.code),
        })
        .collect();
    for case in all {
        if !rows.iter().any(|row| row.level == case.level) {
            let name = case.level.to_string();
            let cases = count(&case.level);
            rows.push(LevelCount { level: case.level.clone(), kind: case.kind, ja: name.clone(), en: name, cases });
        }
    }
    rows
}

/// By when a period has to be published: so many months after its end.
#[must_use]
pub fn due_day(rule: &ComprehensiveRule, period: Period) -> Date {
    let mut month = Month::of(period.last_day());
    for _ in 0..rule.due_months {
        month = month.next();
    }
    month.last_day()
}

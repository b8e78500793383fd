//! What is wrong with a profile: every problem with its path and a sentence in both languages.

mod lists;
mod rules;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{ComprehensiveRule, CountBy, Judges, Kind, Label, MonthBasis, Profile};

/// Highest round of the approval route: the report, then the measures.
const ROUNDS: std::ops::RangeInclusive<u8> = 1..=2;

/// One problem of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileProblem {
    /// Where, counted from 0, such as `seats[3].label.ja`.
    pub path: String,
    /// What is wrong and what to do.
    pub message: Label,
}

/// Collects problems.
#[derive(Default)]
struct Problems(Vec<ProfileProblem>);

impl Problems {
    fn add(&mut self, path: impl Into<String>, ja: impl Into<String>, en: impl Into<String>) {
        self.0.push(ProfileProblem { path: path.into(), message: Label::new(ja, en) });
    }

    fn label(&mut self, path: &str, label: &Label) {
        for (language, text) in [("ja", &label.ja), ("en", &label.en)] {
            if text.trim().is_empty() {
                self.add(format!("{path}.{language}"), "文を入れてください。", "Please enter a text.");
            }
        }
    }

    /// A code is lower-case ASCII letters, digits, `_` and `-`, of which the marks alone make none, and unique in its list.
    fn code<'a>(&mut self, path: String, code: &'a str, seen: &mut BTreeSet<&'a str>) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let is_code = code.chars().all(plain) && code.chars().any(|c| c.is_ascii_alphanumeric());
        if !is_code {
            self.add(
                path,
                "コードは半角の英小文字・数字・「_」・「-」で入れてください。",
                "A code is made of lower-case letters, digits, “_” and “-”.",
            );
        } else if !seen.insert(code) {
            self.add(path, format!("コード「{code}」が重なっています。"), format!("The code “{code}” is used twice."));
        }
    }

    fn unknown(&mut self, path: impl Into<String>, code: &str) {
        self.add(path, format!("「{code}」はこの様式にありません。"), format!("“{code}” is not in this profile."));
    }
}

/// All problems of the profile, in the order of its keys.
pub(super) fn validate(profile: &Profile) -> Vec<ProfileProblem> {
    let mut problems = Problems::default();
    head(profile, &mut problems);
    lists::check(profile, &mut problems);
    levels(profile, &mut problems);
    rules::check(profile, &mut problems);
    seats(profile, &mut problems);
    publication(profile, &mut problems);
    problems.0
}

fn head(profile: &Profile, problems: &mut Problems) {
    problems.code("id".to_owned(), &profile.id, &mut BTreeSet::new());
    if profile.version == 0 {
        problems.add("version", "版は1から数えます。", "Versions count from 1.");
    }
    problems.label("name", &profile.name);
    problems.label("source", &profile.source);
}

fn levels(profile: &Profile, problems: &mut Problems) {
    if profile.levels.is_empty() {
        problems.add("levels", "レベルが1つ以上必要です。", "At least one level is needed.");
    }
    let mut seen = BTreeSet::new();
    let mut worst = Kind::Incident;
    for (at, level) in profile.levels.iter().enumerate() {
        problems.code(format!("levels[{at}].code"), level.code.as_str(), &mut seen);
        problems.label(&format!("levels[{at}].name"), &level.name);
        problems.label(&format!("levels[{at}].wording"), &level.wording);
        if level.kind < worst {
            problems.add(
                format!("levels[{at}].kind"),
                "アクシデントより重いレベルをインシデントにはできません。",
                "A level worse than an accident cannot be an incident.",
            );
        }
        worst = worst.max(level.kind);
    }
}

fn seats(profile: &Profile, problems: &mut Problems) {
    let mut codes = BTreeSet::new();
    let mut orders = BTreeSet::new();
    for (at, seat) in profile.seats.iter().enumerate() {
        problems.code(format!("seats[{at}].code"), &seat.code, &mut codes);
        problems.label(&format!("seats[{at}].label"), &seat.label);
        if !orders.insert(seat.order) {
            problems.add(
                format!("seats[{at}].order"),
                "順番がほかの決裁者と重なっています。",
                "Another seat has the same place in the order.",
            );
        }
        let rounds: BTreeSet<u8> = seat.rounds.iter().copied().collect();
        if rounds.is_empty() || rounds.len() != seat.rounds.len() || !rounds.iter().all(|r| ROUNDS.contains(r)) {
            problems.add(
                format!("seats[{at}].rounds"),
                "決裁の回は1・2から、1つ以上を1度ずつ選んでください。",
                "Choose rounds 1, 2 or both, each once.",
            );
        }
    }
    for round in ROUNDS {
        if profile.route(round).is_empty() {
            problems.add(
                "seats",
                format!("決裁{round}回目に、決裁者が1人以上必要です。"),
                format!("Round {round} needs at least one seat."),
            );
        }
    }
    let judges_final = |seat: &&super::Seat| seat.judges == Judges::Final && seat.rounds.contains(&1);
    if !profile.seats.iter().any(|seat| judges_final(&seat)) {
        problems.add(
            "seats",
            "決裁1回目に、最終のレベルを決める決裁者が1人以上必要です。",
            "Round 1 needs a seat that makes the final judgement of the level.",
        );
    }
}

fn publication(profile: &Profile, problems: &mut Problems) {
    if !(1..=365).contains(&profile.late_after_days) {
        problems.add(
            "late_after_days",
            "1日から365日のあいだで書いてください。",
            "Give a number of days from 1 to 365.",
        );
    }
    let rule = &profile.publication;
    for (name, levels) in [("monthly_levels", &rule.monthly_levels), ("individual_levels", &rule.individual_levels)] {
        for (at, level) in levels.iter().enumerate() {
            if profile.level(level).is_none() {
                problems.unknown(format!("publication.{name}[{at}]"), level.as_str());
            }
        }
    }
    if profile.form(&rule.detail_form).is_none() {
        problems.unknown("publication.detail_form", &rule.detail_form);
    }
    for (at, detail) in rule.narrative_details.iter().enumerate() {
        if profile.medication_detail(detail).is_none() {
            problems.unknown(format!("publication.narrative_details[{at}]"), detail);
        }
    }
    // The figures, their proofs and the public pages are by form and kind and by report date: another rule must not look as if it worked.
    if ![CountBy::Form, CountBy::Kind].iter().all(|by| rule.count_by.contains(by)) {
        problems.add(
            "publication.count_by",
            "集計は形態別とインシデント・アクシデント別です。両方を入れてください。",
            "Counts are by form and by kind: name both.",
        );
    }
    if rule.month_basis != MonthBasis::ReportDate {
        problems.add(
            "publication.month_basis",
            "月は報告日で決めます。ほかの決めかたには対応していません。",
            "The report date decides the month; no other way is supported.",
        );
    }
    if !(2..=20).contains(&rule.small_number) {
        problems.add("publication.small_number", "2から20のあいだで書いてください。", "Give a number from 2 to 20.");
    }
    problems.label("publication.individual_method", &rule.individual_method);
    individual(profile, problems);
    if let Some(rule) = &rule.comprehensive {
        comprehensive(profile, rule, problems);
    }
}

/// Somebody must be able to examine and to decide, or no case of the level could ever be published or withheld.
fn individual(profile: &Profile, problems: &mut Problems) {
    let procedure = &profile.publication.individual;
    for (name, bench) in [("examined_by", &procedure.examined_by), ("decided_by", &procedure.decided_by)] {
        let path = format!("publication.individual.{name}");
        problems.label(&format!("{path}.name"), &bench.name);
        for (at, seat) in bench.seats.iter().enumerate() {
            if profile.seat(seat).is_none() {
                problems.unknown(format!("{path}.seats[{at}]"), seat);
            }
        }
        if bench.seats.is_empty() && bench.roles.is_empty() {
            problems.add(path, "決裁者か役割を、1つ以上入れてください。", "Name at least one seat or role.");
        }
    }
    if !(1..=365).contains(&procedure.late_after_days) {
        problems.add(
            "publication.individual.late_after_days",
            "1日から365日のあいだで書いてください。",
            "Give a number of days from 1 to 365.",
        );
    }
}

fn comprehensive(profile: &Profile, rule: &ComprehensiveRule, problems: &mut Problems) {
    if rule.levels.is_empty() {
        problems.add(
            "publication.comprehensive.levels",
            "包括公表で数えるレベルを1つ以上書いてください。",
            "Name at least one level that comprehensive publication counts.",
        );
    }
    for (at, level) in rule.levels.iter().enumerate() {
        if profile.level(level).is_none() {
            problems.unknown(format!("publication.comprehensive.levels[{at}]"), level.as_str());
        }
    }
    if ![CountBy::Level, CountBy::Kind].iter().all(|by| rule.count_by.contains(by)) {
        problems.add(
            "publication.comprehensive.count_by",
            "包括公表はレベル別とインシデント・アクシデント別です。両方を入れてください。",
            "Comprehensive publication is by level and by kind: name both.",
        );
    }
    if !(1..=12).contains(&rule.due_months) {
        problems.add(
            "publication.comprehensive.due_months",
            "1か月から12か月のあいだで書いてください。",
            "Give a number of months from 1 to 12.",
        );
    }
}

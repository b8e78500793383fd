//! Problems of the level rules: names, levels, codes; then whether they answer every case, and never lower a worse one.

use std::collections::BTreeSet;

use super::Problems;
use crate::level;
use crate::profile::{Clause, LevelCode, Profile};

pub(super) fn check(profile: &Profile, problems: &mut Problems) {
    let before = problems.0.len();
    let mut ids = BTreeSet::new();
    for (at, rule) in profile.rules.iter().enumerate() {
        let path = format!("rules[{at}]");
        problems.code(format!("{path}.id"), &rule.id, &mut ids);
        problems.label(&format!("{path}.wording"), &rule.wording);
        known_level(profile, format!("{path}.level"), &rule.level, problems);
        clauses(profile, &path, &rule.when, problems);
    }
    for (at, floor) in profile.floors.iter().enumerate() {
        let path = format!("floors[{at}]");
        problems.code(format!("{path}.id"), &floor.id, &mut ids);
        problems.label(&format!("{path}.wording"), &floor.wording);
        known_level(profile, format!("{path}.at_least"), &floor.at_least, problems);
        clauses(profile, &path, &floor.when, problems);
    }
    for (at, caveat) in profile.caveats.iter().enumerate() {
        let path = format!("caveats[{at}]");
        problems.code(format!("{path}.id"), &caveat.id, &mut ids);
        problems.label(&format!("{path}.text"), &caveat.text);
        clauses(profile, &path, &caveat.when, problems);
    }
    if problems.0.len() == before {
        whole_scale(profile, problems);
    }
}

fn known_level(profile: &Profile, path: String, level: &LevelCode, problems: &mut Problems) {
    if profile.level(level).is_none() {
        problems.unknown(path, level.as_str());
    }
}

fn clauses(profile: &Profile, path: &str, when: &[Clause], problems: &mut Problems) {
    if when.is_empty() {
        problems.add(format!("{path}.when"), "条件が1つ以上必要です。", "At least one condition is needed.");
    }
    for (at, clause) in when.iter().enumerate() {
        for (name, codes, known) in [
            ("form", &clause.form, &profile.forms),
            ("medication_detail", &clause.medication_detail, &profile.medication_details),
        ] {
            for (nth, code) in codes.iter().enumerate() {
                if !known.iter().any(|choice| &choice.code == code) {
                    problems.unknown(format!("{path}.when[{at}].{name}[{nth}]"), code);
                }
            }
        }
    }
}

/// Tries every combination of facts: each needs a level, and worse facts must not lower it.
fn whole_scale(profile: &Profile, problems: &mut Problems) {
    if let Some(facts) = level::first_unanswered(profile) {
        let facts = facts.describe();
        problems.add(
            "rules",
            format!("どの決まりにも当てはまらない場合があります（{facts}）。残りすべてを受ける決まりを最後に置いてください。"),
            format!("Some facts match no rule ({facts}). Please add a last rule for everything that is left."),
        );
        return;
    }
    if let Some((better, worse)) = level::first_lowered(profile) {
        let (better, worse) = (better.describe(), worse.describe());
        problems.add(
            "rules",
            format!("より重い事実のほうが、低いレベルになります（{better} より {worse} が低い）。"),
            format!("Worse facts give a lower level ({worse} is below {better})."),
        );
    }
}

//! Problems of the lists: forms, medication details and the choices of every field.

use std::collections::BTreeSet;

use super::Problems;
use crate::profile::{Choice, ChoiceField, ChoiceList, OTHER, Profile, UNKNOWN};

pub(super) fn check(profile: &Profile, problems: &mut Problems) {
    items("forms", &profile.forms, problems);
    items("medication_details", &profile.medication_details, problems);
    for field in ChoiceField::ALL {
        match profile.choice_list(field) {
            Some(list) => choice_list(field, list, problems),
            None => problems.add(
                format!("choices.{}", field.as_str()),
                "この欄の選択肢がありません。",
                "The choices of this field are missing.",
            ),
        }
    }
}

fn items(path: &str, items: &[Choice], problems: &mut Problems) {
    if items.iter().all(|choice| choice.retired) {
        problems.add(path, "選択肢が1つ以上必要です。", "At least one choice is needed.");
    }
    let mut seen = BTreeSet::new();
    for (at, choice) in items.iter().enumerate() {
        problems.code(format!("{path}[{at}].code"), &choice.code, &mut seen);
        problems.label(&format!("{path}[{at}].label"), &choice.label);
    }
}

fn choice_list(field: ChoiceField, list: &ChoiceList, problems: &mut Problems) {
    let path = format!("choices.{}", field.as_str());
    items(&format!("{path}.items"), &list.items, problems);
    for (flag, code, allowed) in
        [("allow_other", OTHER, list.allow_other), ("allow_unknown", UNKNOWN, list.allow_unknown)]
    {
        if allowed != list.offered().any(|choice| choice.code == code) {
            problems.add(
                format!("{path}.{flag}"),
                format!("この設定と、選択肢「{code}」の有無が合いません。"),
                format!("This setting and the choice “{code}” do not agree."),
            );
        }
    }
    if let Some(facts) = field.fact_codes() {
        fact_codes(&path, &facts, list, problems);
    }
}

/// A field that the level rules read must offer exactly the codes that they know.
fn fact_codes(path: &str, facts: &[&str], list: &ChoiceList, problems: &mut Problems) {
    for (at, choice) in list.items.iter().enumerate() {
        if choice.code != UNKNOWN && !facts.contains(&choice.code.as_str()) {
            problems.add(
                format!("{path}.items[{at}].code"),
                format!("「{}」はレベルの判定に使えないコードです。", choice.code),
                format!("The level rules do not know the code “{}”.", choice.code),
            );
        }
    }
    for code in facts {
        if !list.offered().any(|choice| choice.code == *code) {
            problems.add(
                format!("{path}.items"),
                format!("レベルの判定に要る「{code}」がありません。"),
                format!("The choice “{code}”, which the level rules need, is missing."),
            );
        }
    }
}

//! A report form with every field answered.
use super::*;

/// A form with every field answered.
pub(super) fn full() -> Fields {
    let mut fields: Fields = WHEN.iter().chain(WHO).chain(WHAT).chain(RESULT).chain(CAUSE).copied().collect();
    fields.set("unit", UNITS[0].to_string());
    fields.set("place", PLACES[0].to_string());
    fields
}

const WHEN: &[(&str, &str)] = &[
    ("mode", "protected"),
    ("occurred_era", "R"),
    ("occurred_year", "8"),
    ("occurred_month", "11"),
    ("occurred_day", "20"),
    ("occurred_half", "pm"),
    ("occurred_hour", "11"),
    ("occurred_minute", "50"),
    ("discovered", "different"),
    ("discovered", "different"),
    ("discovered_era", "R"),
    ("discovered_year", "8"),
    ("discovered_month", "11"),
    ("discovered_day", "21"),
    ("discovered_band", "early_morning"),
    ("situation", "care"),
];
const WHO: &[(&str, &str)] = &[
    ("person1_name", "試験 太郎"),
    ("person1_sex", "male"),
    ("person1_birth_era", "S"),
    ("person1_birth_year", "20"),
    ("person1_birth_month", "11"),
    ("person1_birth_day", "21"),
    ("person2_name", "試験 花子"),
    ("person2_sex", "unknown"),
    ("occupation", "nurse"),
    ("experience_years", "３"),
    ("experience_months", "6"),
    ("party", "different"),
    ("party_name", "試験 次郎"),
    ("disability", "知的障害"),
    ("care_kind", "medication"),
    ("care_degree", "partial"),
    ("comprehension", "短い文なら伝わる"),
    ("usage", "short_stay"),
];
const WHAT: &[(&str, &str)] = &[
    ("form", "medication"),
    ("other_forms", "fall"),
    ("other_forms", "injury"),
    ("medication_detail", "wrong_person"),
    ("narrative", "配薬の際に隣の方の薬を渡した。"),
];
const RESULT: &[(&str, &str)] = &[
    ("reached", "yes"),
    ("body_effect", "no"),
    ("treatment", "observation"),
    ("treated_at", "ward"),
    ("lasting_loss", "none"),
    ("death", "no"),
    ("proposed_level", "3"),
    ("proposed_reason", "他者の薬のため"),
    ("finding_present", "present"),
    ("finding", "fracture"),
    ("finding", "bruise"),
    ("finding_site", "右手首"),
    ("superior_name", "試験 部長"),
    ("superior_year", "2026"),
    ("superior_month", "11"),
    ("superior_day", "21"),
    ("superior_half", "am"),
    ("superior_hour", "8"),
    ("superior_minute", "5"),
    ("guarantor_told", "yes"),
    ("guarantor_year", "2026"),
    ("guarantor_month", "11"),
    ("guarantor_day", "21"),
    ("guarantor_band", "day"),
];
const CAUSE: &[(&str, &str)] = &[
    ("factor", "staff"),
    ("factor", "environment"),
    ("cause", "insufficient_check"),
    ("cause", "assumption"),
    ("cause_narrative", "手順書の二重確認を省いた。"),
    ("prevention", "二人で名前を読み上げる。"),
];

//! Owns the words of the public case search and the codes of the university-hospital profile that they mean.

/// 概要 → 形態.
pub(super) fn form(word: &str) -> Option<&'static str> {
    Some(match word {
        "薬剤" => "medication",
        "輸血" => "transfusion",
        "医療機器等" | "医療機器" => "device",
        "ドレーン・チューブ" => "drain_tube",
        "検査" => "examination",
        "療養上の世話" => "care",
        "手術" => "surgery",
        "転倒・転落" | "転倒" => "fall",
        "転落" => "fall_from_height",
        "給食・栄養" => "diet",
        "その他" => "other",
        _ => return None,
    })
}

/// The coded 事例の内容 of 療養上の世話 → a closer 形態.
pub(super) fn care_form(word: &str) -> Option<&'static str> {
    Some(match word {
        "転倒" => "fall",
        "転落" => "fall_from_height",
        "誤嚥" => "aspiration",
        "誤飲" => "accidental_ingestion",
        "異食" => "pica",
        "熱傷" | "凍傷" | "熱傷・凍傷" => "burn",
        "無断離院" | "無断外出・外泊" | "離院" => "absconding",
        "褥瘡" | "スキンケア" => "pressure_ulcer",
        _ => return None,
    })
}

/// The coded 事例の内容 of 薬剤 → 与薬の詳細; `None` = その他 with its words.
pub(super) fn medication_detail(word: &str) -> Option<&'static str> {
    const RULES: &[(&[&str], &str)] = &[
        (&["患者間違い", "患者取違え", "患者取り違え", "患者違い"], "wrong_person"),
        (&["薬剤間違い", "薬剤取違え", "薬剤取り違え", "処方薬剤間違い", "調剤した薬剤間違い"], "wrong_drug"),
        (&["無投薬", "投与忘れ", "未実施"], "omission"),
        (&["過剰", "過少", "分量間違い", "数量間違い", "単位間違い", "用量間違い"], "wrong_dose"),
        (&["重複投薬", "重複投与", "重複処方"], "duplicate"),
        (&["投与時間", "日付間違い", "投与日"], "wrong_time"),
    ];
    RULES.iter().find(|(words, _)| words.iter().any(|known| word.contains(known))).map(|(_, code)| *code)
}

/// 医療の実施の有無 → whether it reached the patient.
pub(super) fn reached(word: &str) -> Option<&'static str> {
    Some(match word {
        "実施あり" => "yes",
        "実施なし" => "no",
        "不明" => "unknown",
        _ => return None,
    })
}

/// 治療の程度 → 処置.
pub(super) fn treatment(word: &str) -> Option<&'static str> {
    Some(match word {
        "治療なし" | "なし" => "none",
        "軽微な治療" | "軽微な処置・治療" => "simple",
        "濃厚な治療" | "濃厚な処置・治療" => "intensive",
        "不明" => "unknown",
        _ => return None,
    })
}

/// 事故の程度 (障害の程度) → death, lasting loss. 高い = a marked loss may stay, 低い = a mild one.
pub(super) fn harm(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "死亡" => ("yes", "unknown"),
        "障害なし" | "障害残存の可能性なし" => ("no", "none"),
        "障害残存の可能性がある（低い）" | "障害残存の可能性がある(低い)" => ("no", "mild"),
        "障害残存の可能性がある（高い）" | "障害残存の可能性がある(高い)" => {
            ("no", "severe")
        }
        "不明" => ("unknown", "unknown"),
        _ => return None,
    })
}

/// 職種.
pub(super) fn occupation(word: &str) -> Option<&'static str> {
    Some(match word {
        "医師" => "doctor",
        "歯科医師" => "dentist",
        "看護師" => "nurse",
        "助産師" => "midwife",
        "看護助手" | "看護補助者" => "nursing_assistant",
        "薬剤師" => "pharmacist",
        "診療放射線技師" => "radiographer",
        "臨床検査技師" => "laboratory_technologist",
        "臨床工学技士" => "clinical_engineer",
        "理学療法士" | "理学療法士（PT）" => "physical_therapist",
        "作業療法士" | "作業療法士（OT）" => "occupational_therapist",
        "言語聴覚士" | "言語聴覚士（ST）" => "speech_therapist",
        "管理栄養士" => "dietitian",
        "社会福祉士" => "social_worker",
        "事務職員" => "clerk",
        _ => return None,
    })
}

/// A cause word → 事故の原因.
pub(super) fn cause(word: &str) -> Option<&'static str> {
    Some(match word {
        "確認を怠った" => "insufficient_check",
        "観察を怠った" => "poor_observation",
        "連携ができていなかった" => "poor_communication",
        "患者への説明が不十分であった（怠った）" => "explanation",
        "知識が不足していた" | "技術・手技が未熟だった" => "knowledge",
        "勤務状況が繁忙だった" => "workload",
        "コンピュータシステム" | "医療機器" => "equipment",
        _ => return None,
    })
}

/// A cause word → 事故の要因.
pub(super) fn factor(word: &str) -> Option<&'static str> {
    Some(match word {
        "確認を怠った"
        | "観察を怠った"
        | "報告が遅れた（怠った）"
        | "記録等に不備があった"
        | "連携ができていなかった"
        | "患者への説明が不十分であった（怠った）"
        | "判断を誤った"
        | "知識が不足していた"
        | "技術・手技が未熟だった"
        | "勤務状況が繁忙だった"
        | "通常とは異なる身体的条件下にあった"
        | "通常とは異なる心理的条件下にあった" => "staff",
        "コンピュータシステム" | "医療機器" => "device_system",
        "医薬品" | "施設・設備" | "諸物品" => "environment",
        "患者側" => "user",
        "教育・訓練" | "仕組み" | "ルールの不備" => "organisation",
        _ => return None,
    })
}

/// 発生時間帯 `10:00～11:59` → part of the day, by its first hour.
pub(super) fn band(text: &str) -> Option<&'static str> {
    let hour: u8 = super::super::table::fold(text).split(':').next()?.parse().ok()?;
    Some(match hour {
        0..=3 => "midnight",
        4..=7 => "early_morning",
        8..=15 => "day",
        16..=19 => "evening",
        20..=23 => "night",
        _ => return None,
    })
}

/// 患者の性別.
pub(super) fn sex(word: &str) -> Option<&'static str> {
    Some(match word {
        "男性" | "男" => "male",
        "女性" | "女" => "female",
        "不明" => "unknown",
        _ => return None,
    })
}

/// 患者区分 → 利用状況.
pub(super) fn usage(word: &str) -> Option<&'static str> {
    Some(match word {
        "入院" => "inpatient",
        "外来" => "outpatient",
        "救急" => "emergency",
        _ => return None,
    })
}

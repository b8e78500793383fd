//! Owns the words that claim something grave, and those that take it back.

use super::Claim;

/// A word and what it claims.
pub(super) struct Cue {
    pub(super) claim: Claim,
    pub(super) word: &'static str,
    /// Directly before or after the word, these make it another word.
    pub(super) unless: &'static [&'static str],
}

const fn cue(claim: Claim, word: &'static str) -> Cue {
    Cue { claim, word, unless: &[] }
}

const fn unless(claim: Claim, word: &'static str, unless: &'static [&'static str]) -> Cue {
    Cue { claim, word, unless }
}

/// All cues.
pub(super) const CUES: &[Cue] = &[
    unless(Claim::Death, "死亡", &["診断書", "届", "事例", "率", "事故防止"]),
    cue(Claim::Death, "心肺停止"),
    cue(Claim::Death, "心停止"),
    cue(Claim::Death, "永眠"),
    cue(Claim::Death, "逝去"),
    cue(Claim::Death, "亡くなった"),
    cue(Claim::Death, "亡くなられ"),
    cue(Claim::Death, "息を引き取"),
    cue(Claim::Death, "死去"),
    cue(Claim::ExternalCare, "救急搬送"),
    cue(Claim::ExternalCare, "救急車"),
    cue(Claim::ExternalCare, "緊急搬送"),
    cue(Claim::ExternalCare, "搬送"),
    cue(Claim::ExternalCare, "119番"),
    cue(Claim::ExternalCare, "救急外来"),
    cue(Claim::ExternalCare, "救急要請"),
    cue(Claim::ExternalCare, "ドクターヘリ"),
    unless(Claim::ExternalCare, "入院", &["患者", "時", "前", "歴", "中の家族", "生活", "予定"]),
    unless(Claim::ExternalCare, "受診", &["予定", "予約", "歴", "日", "の付き添い", "予定日", "定期", "健康診断"]),
    cue(Claim::GraveInjury, "骨折"),
    cue(Claim::GraveInjury, "硬膜下血腫"),
    cue(Claim::GraveInjury, "くも膜下出血"),
    cue(Claim::GraveInjury, "脳出血"),
    cue(Claim::GraveInjury, "頭蓋内出血"),
    unless(Claim::GraveInjury, "手術", &["歴", "前", "後の", "予定"]),
    cue(Claim::GraveInjury, "人工呼吸器を装着"),
    cue(Claim::GraveInjury, "脱臼"),
    unless(Claim::GraveInjury, "意識不明", &[]),
    cue(Claim::Treatment, "縫合"),
    cue(Claim::Treatment, "針縫っ"),
    cue(Claim::Treatment, "縫った"),
    cue(Claim::Treatment, "点滴を開始"),
    cue(Claim::Treatment, "抗生剤を処方"),
    cue(Claim::Treatment, "痛み止めを処方"),
];

/// After the word, within its clause: not so, not sure, or only thought of. Folded.
pub(super) const AFTER: &[&str] = &[
    "なし", "無し", "せず", "しなか", "しない", "していな", "しておらず", "されず", "されなか", "には至ら", "にはいたら", "に至ら", "至らず", "至っていな",
    "ではな", "では無", "でない", "はな", "は無", "もな", "も無", "がな", "が無", "は認め", "を認めず", "認めない", "認められず", "認められな", "みられず", "見られず",
    "見られな", "みられな", "否定", "の疑いはな", "必要な", "必要は", "不要", "を見合わせ", "見送", "の恐れ", "のおそれ", "のりすく", "の危険", "の可能性", "の有無",
    "するところだった", "しかね", "を防", "予防", "防止", "した場合", "の場合", "なら", "しそうに", "を断", "拒否", "陰性", "を呼ばず", "呼ばな",
    "まで様子", "するか", "を検討", "かどうか", "した経験", "の既往", "既往", "中止", "の研修", "訓練", "まにゅある", "呼ばずに",
];

/// What looks like taking back and is not.
pub(super) const NOT_SAID: &[&str] = &["なければならな", "せざるを得な", "やむなく", "やむを得な", "余儀なく", "間もな", "間もなく", "まもな", "問題な", "ほどな", "まなく"];

/// Before the word, within its clause: of another time or person, or only thought of. Folded.
pub(super) const BEFORE: &[&str] = &[
    "以前", "過去に", "昨年", "一昨年", "既往に", "既往歴", "かつて", "もし", "万が一", "万一", "定期", "来週", "翌月", "次回", "予定の", "前回", "年前",
];

/// Directly after the word: it happened, whatever the clause denies afterwards (搬送したが異常なし). Folded.
pub(super) const ASSERTED: &[&str] = &[
    "した", "され", "となっ", "となり", "になっ", "になり", "し、", "して", "し処置", "し診察", "先で", "先の", "を要請し", "を呼ん", "を呼び", "を受け",
];

/// What begins like [`ASSERTED`] and is not. Folded.
pub(super) const NOT_ASSERTED: &[&str] = &[
    "した場合", "した経験", "したこと", "したら", "したか", "したの", "されず", "されな", "されるこ", "となった場合", "となっていな", "していな", "してな", "しておらず", "しても",
    "して頂かず",
];

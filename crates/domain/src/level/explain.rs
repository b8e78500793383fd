//! Puts a derived level into words, quoting the standard.

use crate::profile::{Label, LevelDef};

/// The level with the standard's words (障害の程度, 説明), the reason, and what a person should look at.
pub(super) fn explain(level: &LevelDef, reason: &Label, notes: &[Label]) -> Label {
    let kind = level.kind.label();
    let quoted = |text: &str| text.replace('\n', "／");
    let mut ja = format!(
        "レベル{}（{}）、{}です。{}基準の説明は「{}」です。",
        level.code,
        level.name.ja,
        kind.ja,
        reason.ja,
        quoted(&level.wording.ja)
    );
    let mut en = format!(
        "Level {} ({}), {}. {} The standard says: “{}”.",
        level.code,
        level.name.en,
        kind.en,
        reason.en,
        level.wording.en.replace('\n', " / ")
    );
    for note in notes {
        ja.push_str(&note.ja);
        en.push(' ');
        en.push_str(&note.en);
    }
    if !notes.is_empty() {
        ja.push_str("人が確かめて決めてください。");
        en.push_str(" Please let a person check and decide.");
    }
    Label::new(ja, en)
}

//! page::record::levels: the three judgements of the level side by side, and the level mark of lists.

use domain::approval::{Case, CaseEvent, Judge};
use domain::profile::{LevelCode, Profile};

use super::Line;
use super::names::Names;
use crate::catalog::Text;
use crate::component::{Cell, Column, LevelMark, Table};
use crate::html::Html;

/// How many bars the mark of a level has: 1 to 5 on a scale of five, stretched on a longer scale where the mildest has none.
#[must_use]
pub(super) fn weight(profile: &Profile, level: &LevelCode) -> u8 {
    let rank = profile.rank(level).unwrap_or(0);
    let last = profile.levels.len().saturating_sub(1).max(1);
    let bars = if profile.levels.len() <= 5 { rank + 1 } else { (rank * 5).div_ceil(last) };
    u8::try_from(bars.min(5)).unwrap_or(5)
}

/// The mark of a judged, or only derived, level.
#[must_use]
pub fn mark(t: Text, profile: &Profile, level: Option<&LevelCode>, judged: bool) -> LevelMark {
    match level {
        None => LevelMark::none(t),
        Some(level) if judged => LevelMark::judged(t, level.as_str(), weight(profile, level)),
        Some(level) => LevelMark::suggested(t, level.as_str(), weight(profile, level)),
    }
}

/// One of the three judgements (B5).
#[derive(Debug, Clone)]
pub struct Judged {
    /// Whose judgement.
    pub title: String,
    /// The level.
    pub mark: LevelMark,
    /// Who judged, and when; or what is missing.
    pub by: String,
    /// Why it differs from the derived level.
    pub reason: Option<String>,
}

/// Reporter, leader, final.
#[must_use]
pub(super) fn judgements(t: Text, profile: &Profile, case: &Case, history: &[Line], names: &Names) -> Vec<Judged> {
    [Judge::Reporter, Judge::Leader, Judge::Final]
        .into_iter()
        .map(|judge| judged(t, profile, case, history, names, judge))
        .collect()
}

fn judged(t: Text, profile: &Profile, case: &Case, history: &[Line], names: &Names, wanted: Judge) -> Judged {
    let code = match wanted {
        Judge::Reporter => "reporter",
        Judge::Leader => "leader",
        Judge::Final => "final",
    };
    let title = t.choice("record.judge", code);
    let newest = history.iter().rev().find_map(|line| match &line.event {
        CaseEvent::LevelJudged { judge, level, .. } if *judge == wanted => Some((line, level)),
        _ => None,
    });
    match newest {
        Some((line, level)) => Judged {
            title,
            mark: mark(t, profile, Some(level), true),
            by: t.with("record.judged_by", &[("who", &names.person(t, &line.by)), ("when", &line.at.words(t))]),
            reason: line.texts.reason.clone(),
        },
        None if wanted == Judge::Reporter => Judged {
            title,
            mark: mark(t, profile, case.derived.as_ref(), false),
            by: t.get("record.derived").to_owned(),
            reason: None,
        },
        None => Judged { title, mark: LevelMark::none(t), by: t.get("record.not_judged").to_owned(), reason: None },
    }
}

/// The level table of the standard, for who has to judge.
#[must_use]
pub(crate) fn table(t: Text, profile: &Profile, id: &str) -> Table {
    let rows = profile.levels.iter().map(|level| {
        let wording = t.pick(&level.wording.ja, &level.wording.en);
        let kind = level.kind.label();
        vec![
            Cell::html(Html::of(&mark(t, profile, Some(&level.code), true))),
            Cell::text(t.pick(&level.name.ja, &level.name.en)),
            Cell::html(Html::lines(wording)),
            Cell::text(t.pick(&kind.ja, &kind.en)),
        ]
    });
    let columns = vec![
        Column::text(t.get("record.level_table.level")),
        Column::text(t.get("record.level_table.name")),
        Column::text(t.get("record.level_table.wording")),
        Column::text(t.get("record.level_table.kind")),
    ];
    Table::new(id, t.get("record.level_table.caption"), columns, rows.collect())
}

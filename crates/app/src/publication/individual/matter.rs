//! Owns the matter of a report between the journal and its row: reading, folding, opening its texts, projecting, appending.
use std::collections::BTreeMap;

use domain::id::ReportId;
use domain::profile::OutlinePart;
use domain::publication::individual::{KeptFinding, Matter, MatterEvent, MatterTexts};
use serde::Deserialize as _;
use store::{Chain, EventRow, MatterRow, NewEvent, Tx, Write};

use crate::{AppError, Ctx};

/// What the names of all streams of matters begin with.
pub(super) const PREFIX: &str = "individual:";

/// One event of a matter with its wording.
#[derive(Debug, Clone)]
pub struct MatterEntry {
    /// What happened.
    pub event: MatterEvent,
    /// Its wording.
    pub texts: MatterTexts,
    /// The journal's word for who did it.
    pub actor: String,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
}

/// The name of a matter's stream in the journal.
pub(super) fn stream(id: ReportId) -> String {
    format!("{PREFIX}{id}")
}

/// Folds the events of a matter's stream.
pub(super) fn fold(events: &[EventRow]) -> Result<Matter, AppError> {
    let mut matter = Matter::default();
    for event in events {
        let happened = MatterEvent::deserialize(&event.facts)?;
        matter.apply(&happened, &event.actor);
    }
    Ok(matter)
}

/// The matter of a report without its wording; also where the key of the wording was erased.
pub(super) async fn folded<M>(tx: &mut Tx<M>, id: ReportId) -> Result<Matter, AppError> {
    fold(&tx.stream(&stream(id)).await?)
}

/// The matter of a report with everything that was written in it.
pub(super) async fn load<M>(tx: &mut Tx<M>, id: ReportId) -> Result<(Matter, Vec<MatterEntry>), AppError> {
    let events = tx.stream(&stream(id)).await?;
    let matter = fold(&events)?;
    let mut entries = Vec::with_capacity(events.len());
    for row in events {
        let texts = match &row.sealed {
            Some(bytes) => serde_json::from_slice(&tx.open_content(id, bytes).await?)?,
            None => MatterTexts::default(),
        };
        entries.push(MatterEntry { event: serde_json::from_value(row.facts)?, texts, actor: row.actor, at: row.at });
    }
    Ok((matter, entries))
}

/// The wording of a version: what was written first, or the correction of that number.
pub(super) fn wording(entries: &[MatterEntry], version: u32) -> BTreeMap<OutlinePart, String> {
    let of = |entry: &&MatterEntry| match &entry.event {
        MatterEvent::OutlineWritten { version: held, .. } | MatterEvent::CorrectionWritten { version: held, .. } => {
            *held == version
        }
        _ => false,
    };
    entries.iter().find(of).map(|entry| entry.texts.parts.clone()).unwrap_or_default()
}

/// The findings that people have kept in the wording as it stands, with their reasons: a new wording is looked at anew.
pub(super) fn kept(entries: &[MatterEntry]) -> Vec<KeptFinding> {
    let written = |entry: &MatterEntry| {
        matches!(entry.event, MatterEvent::OutlineWritten { .. } | MatterEvent::CorrectionWritten { .. })
    };
    let from = entries.iter().rposition(written).unwrap_or(0);
    entries[from..].iter().filter_map(|entry| entry.texts.kept.clone()).collect()
}

/// The row of a matter for lists, from its fold.
pub(super) fn project(matter: &Matter, id: ReportId, entered_at: i64) -> Result<MatterRow, AppError> {
    let edition = matter.stage.edition();
    Ok(MatterRow {
        report_id: id,
        stage: matter.stage.code().to_owned(),
        grounds: matter.grounds.as_ref().map(|grounds| grounds.code().to_owned()).ok_or(AppError::Data("grounds"))?,
        opened_on: matter.opened_on.map(|day| day.to_string()).ok_or(AppError::Data("opened on"))?,
        rule_version: i64::from(matter.rule_version),
        stream_seq: matter.length,
        slug: edition.map(|edition| edition.slug.clone()),
        edition: edition.map(|edition| i64::from(edition.number)),
        entered_at,
    })
}

/// When the matter came to the stage at which it stands: the last change of the stage's code in its stream.
pub(super) fn entered_at(events: &[EventRow]) -> Result<i64, AppError> {
    let (mut matter, mut at) = (Matter::default(), 0);
    for row in events {
        let before = matter.stage.code();
        matter.apply(&MatterEvent::deserialize(&row.facts)?, &row.actor);
        if matter.stage.code() != before {
            at = row.at;
        }
    }
    Ok(at)
}

/// Appends an event, its wording sealed under the report's key. `length` is the length upon which was decided.
pub(super) async fn append(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    id: ReportId,
    length: i64,
    (event, texts): (&MatterEvent, &MatterTexts),
) -> Result<(), AppError> {
    let sealed = match texts.is_empty() {
        true => None,
        false => Some(tx.seal_content(id, &serde_json::to_vec(texts)?).await?),
    };
    tx.append(NewEvent {
        chain: Chain::Main,
        stream: stream(id),
        expected_stream_seq: Some(length),
        kind: event.kind().to_owned(),
        facts: serde_json::to_value(event)?,
        sealed,
        actor: ctx.actor.journal_name(),
        on_behalf_of: None,
        at: ctx.now,
    })
    .await?;
    Ok(())
}

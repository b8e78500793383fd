//! Owns the plain journal row: an act that concerns no case, by the actor of the context, now, on the main chain.
use serde_json::Value;
use store::{Chain, NewEvent, Tx, Write};

use crate::{AppError, Ctx};

/// Appends a plain row; the store adds the digests of the rows that the transaction wrote.
pub(crate) async fn note(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    stream: impl Into<String>,
    kind: &str,
    facts: Value,
) -> Result<(), AppError> {
    tx.append(NewEvent {
        chain: Chain::Main,
        stream: stream.into(),
        expected_stream_seq: None,
        kind: kind.to_owned(),
        facts,
        sealed: None,
        actor: ctx.actor.journal_name(),
        on_behalf_of: None,
        at: ctx.now,
    })
    .await?;
    Ok(())
}

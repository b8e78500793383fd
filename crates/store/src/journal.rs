//! Owns the journal (監査記録): hash chains of events, append-only, with the digests of the rows each event wrote.
mod digest;
mod mark;

use serde_json::Value as Json;
use sqlx::any::AnyRow;

pub use mark::Mark;

pub(crate) use digest::{GONE, genesis, hash, head_mac, key_text, row_digest, values_of};

use crate::error::{Result, StoreError};
use crate::field::{Field, Value};
use crate::registry::{Table, record};
use crate::tx::{Tx, Write, corrupt, decode, select, with_key};

record! {
    /// A row of the journal.
    pub(crate) struct JournalRow in JOURNAL = "journal", recorded: false, key: (chain, seq) {
        chain: String => Coded,
        seq: i64 => Technical,
        stream: String => Technical,
        stream_seq: i64 => Technical,
        kind: String => Coded,
        facts: String => Coded,
        sealed: Option<Vec<u8>> => Sealed,
        actor: String => Technical,
        on_behalf_of: Option<String> => Technical,
        at: i64 => Technical,
        touched: String => Technical,
        prev_hash: String => Technical,
        hash: String => Technical,
    }
}

record! {
    /// The end of a chain.
    pub(crate) struct HeadRow in JOURNAL_HEADS = "journal_heads", recorded: false, key: (chain) {
        chain: String => Coded,
        seq: i64 => Technical,
        hash: String => Technical,
        mac: String => Technical,
    }
}

/// The two chains of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    /// What signed-in people and the system do.
    Main,
    /// What an anonymous reporter does: a chain of its own, so that neighbours do not tell the time.
    Anonymous,
}

impl Chain {
    /// The code in rows.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Anonymous => "anonymous",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Main, Self::Anonymous].into_iter().find(|chain| chain.code() == code)
    }
}

/// An event to append.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// The chain.
    pub chain: Chain,
    /// The stream, such as `report/<id>`.
    pub stream: String,
    /// The number of the last event that the caller saw in the stream, 0 = none; the event gets the next one.
    /// `None` = wherever the stream ends now.
    pub expected_stream_seq: Option<i64>,
    /// Kind, past tense.
    pub kind: String,
    /// Coded facts: no free text, no names.
    pub facts: Json,
    /// Sealed free text or identity, by the caller.
    pub sealed: Option<Vec<u8>>,
    /// Account id, `anonymous` or `system`.
    pub actor: String,
    /// For whom the actor acted (代行, 代決).
    pub on_behalf_of: Option<String>,
    /// Instant (µs).
    pub at: i64,
}

/// Where an event was appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppendedEvent {
    /// Number in the chain.
    pub seq: i64,
    /// Number in the stream.
    pub stream_seq: i64,
    /// Hash (hex).
    pub hash: String,
}

/// An event as it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// The chain.
    pub chain: Chain,
    /// Number in the chain, from 1.
    pub seq: i64,
    /// The stream.
    pub stream: String,
    /// Number in the stream, from 1.
    pub stream_seq: i64,
    /// Kind.
    pub kind: String,
    /// Facts.
    pub facts: Json,
    /// Sealed part.
    pub sealed: Option<Vec<u8>>,
    /// Who.
    pub actor: String,
    /// For whom.
    pub on_behalf_of: Option<String>,
    /// Instant (µs).
    pub at: i64,
    /// Hash (hex).
    pub hash: String,
}

fn event(row: &AnyRow) -> Result<EventRow> {
    let row: JournalRow = decode(row)?;
    let key = format!("{}/{}", row.chain, row.seq);
    Ok(EventRow {
        chain: Chain::from_code(&row.chain).ok_or_else(|| corrupt("journal", "chain", &key))?,
        facts: serde_json::from_str(&row.facts).map_err(|_| corrupt("journal", "facts", &key))?,
        seq: row.seq,
        stream: row.stream,
        stream_seq: row.stream_seq,
        kind: row.kind,
        sealed: row.sealed,
        actor: row.actor,
        on_behalf_of: row.on_behalf_of,
        at: row.at,
        hash: row.hash,
    })
}

impl<M> Tx<M> {
    /// The events of a stream in order.
    pub async fn stream(&mut self, stream: &str) -> Result<Vec<EventRow>> {
        self.events("AND stream = $2 ORDER BY stream_seq", &[stream.to_owned().to_value()]).await
    }

    /// The keyed hash from which the check code of a printed sheet is made: nobody without the master key can invent one.
    #[must_use]
    pub fn paper_mac(&self, parts: &[&str]) -> [u8; 32] {
        let mut bytes = vec![self.facility_text.as_bytes()];
        bytes.extend(parts.iter().map(|part| part.as_bytes()));
        self.keyring.paper_mac(&bytes)
    }

    /// The number of the last event of a stream, 0 = none.
    pub async fn stream_end(&mut self, stream: &str) -> Result<i64> {
        let text = "SELECT COALESCE(MAX(stream_seq), 0) FROM journal WHERE facility_id = $1 AND stream = $2";
        self.scalar(text, &[stream.to_owned().to_value()], "journal", "stream_seq").await
    }

    /// The events of every stream whose name begins with the prefix, up to an instant (µs, included), by stream and number.
    pub async fn streams_prefix(&mut self, prefix: &str, until_at: i64) -> Result<Vec<EventRow>> {
        let rest = "AND stream >= $2 AND stream < $3 AND at <= $4 ORDER BY stream, stream_seq";
        let values = [prefix.to_owned().to_value(), format!("{prefix}\u{10FFFF}").to_value(), until_at.to_value()];
        self.events(rest, &values).await
    }

    /// The events of a chain after a number, in order, at most `limit`.
    pub async fn events_since(&mut self, chain: Chain, after_seq: i64, limit: i64) -> Result<Vec<EventRow>> {
        let values = [chain.code().to_owned().to_value(), after_seq.to_value(), limit.to_value()];
        self.events("AND chain = $2 AND seq > $3 ORDER BY seq LIMIT $4", &values).await
    }

    /// The newest events of a chain before a number, newest first, at most `limit`; for the pages of the audit screen.
    pub async fn events_before(&mut self, chain: Chain, before_seq: i64, limit: i64) -> Result<Vec<EventRow>> {
        let values = [chain.code().to_owned().to_value(), before_seq.to_value(), limit.to_value()];
        self.events("AND chain = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4", &values).await
    }

    async fn events(&mut self, rest: &'static str, values: &[Value]) -> Result<Vec<EventRow>> {
        let mut sql = select(self.sql(), JOURNAL).push(" ").push(rest);
        for value in values {
            sql = sql.value(value.clone());
        }
        sql.query().fetch_all(&mut *self.inner).await?.iter().map(event).collect()
    }

    /// The digest of a row as it is now.
    pub(crate) async fn digest_of(&mut self, table: &'static Table, key: &[Value]) -> Result<String> {
        let sql = with_key(select(self.sql(), table), table, key);
        let row = sql.query().fetch_optional(&mut *self.inner).await?;
        Ok(row.map_or_else(|| GONE.to_owned(), |row| row_digest(table, &self.facility_text, &values_of(table, &row))))
    }

    async fn head(&mut self, chain: Chain) -> Result<Option<HeadRow>> {
        self.get_row(&[chain.code().to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Appends an event. It claims every row that this transaction wrote and no earlier event claimed.
    /// `Conflict("journal_facility_id_stream_stream_seq_key")` when the stream has moved on.
    pub async fn append(&mut self, new: NewEvent) -> Result<AppendedEvent> {
        let end = self.stream_end(&new.stream).await?;
        if new.expected_stream_seq.is_some_and(|expected| expected != end) {
            return Err(StoreError::Conflict { constraint: "journal_facility_id_stream_stream_seq_key".into() });
        }
        let head = self.checked_head(new.chain).await?;
        let touched = self.claim().await?;
        let mut row = JournalRow {
            chain: new.chain.code().to_owned(),
            seq: head.seq + 1,
            stream: new.stream,
            stream_seq: end + 1,
            kind: new.kind,
            facts: new.facts.to_string(),
            sealed: new.sealed,
            actor: new.actor,
            on_behalf_of: new.on_behalf_of,
            at: new.at,
            touched,
            prev_hash: head.hash,
            hash: String::new(),
        };
        row.hash = hash(&self.facility_text, &row);
        self.insert_row(&row).await?;
        self.move_head(&row).await?;
        Ok(AppendedEvent { seq: row.seq, stream_seq: row.stream_seq, hash: row.hash })
    }

    /// The head on which the next event is built; a head that does not bear our mac is not built upon.
    async fn checked_head(&mut self, chain: Chain) -> Result<HeadRow> {
        let Some(head) = self.head(chain).await? else {
            let hash = genesis(&self.facility_text, chain.code());
            return Ok(HeadRow { chain: chain.code().to_owned(), seq: 0, hash, mac: String::new() });
        };
        if head.mac != head_mac(&self.keyring, &self.facility_text, &head) {
            return Err(corrupt("journal_heads", "mac", chain.code()));
        }
        Ok(head)
    }

    async fn move_head(&mut self, row: &JournalRow) -> Result<()> {
        let mut head = HeadRow { chain: row.chain.clone(), seq: row.seq, hash: row.hash.clone(), mac: String::new() };
        head.mac = head_mac(&self.keyring, &self.facility_text, &head);
        if row.seq == 1 {
            return self.insert_row(&head).await;
        }
        let text = "UPDATE journal_heads SET seq = $3, hash = $4, mac = $5 WHERE facility_id = $1 AND chain = $2 AND seq = $3 - 1";
        let values = [head.chain.to_value(), head.seq.to_value(), head.hash.to_value(), head.mac.to_value()];
        if self.run(text, &values).await? != 1 {
            return Err(StoreError::Conflict { constraint: "journal_heads_pkey".into() });
        }
        Ok(())
    }

    /// The rows written so far and not claimed, as JSON: `[[table, key, digest], …]`.
    async fn claim(&mut self) -> Result<String> {
        let mut list = Vec::new();
        self.touched_once.clear();
        for (table, key) in std::mem::take(&mut self.touched) {
            let digest = self.digest_of(table, &key).await?;
            list.push((table.name, key_text(&key), digest));
        }
        serde_json::to_string(&list).map_err(|error| StoreError::Database(Box::new(error)))
    }
}

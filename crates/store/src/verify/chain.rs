//! Owns the walk along a facility's chains: numbers, links, hashes, heads; collects the last digest of each row.
use std::collections::HashMap;

use super::{Fault, VerifyReport};
use crate::error::Result;
use crate::field::Field;
use crate::journal::{Chain, HeadRow, JOURNAL, JournalRow, genesis, hash, head_mac};
use crate::registry::TABLES;
use crate::tx::{Read, Tx, cell, decode, key_of, select};

const PAGE: i64 = 2000;

/// The last word of one chain on a row.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    chain: Chain,
    stream: String,
    stream_seq: i64,
    digest: String,
}

/// What the chains say about a row. Only when both chains tell of it in different streams is there more than one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Last(Vec<Told>);

impl Last {
    fn tell(&mut self, told: Told) {
        self.0.retain(|old| {
            // Within a chain the later row wins; across chains the number within the shared stream decides.
            old.chain != told.chain && (old.stream != told.stream || old.stream_seq > told.stream_seq)
        });
        let older = self.0.iter().any(|old| old.stream == told.stream && old.stream_seq > told.stream_seq);
        if !older {
            self.0.push(told);
        }
    }

    /// Whether the row may have this digest.
    pub(crate) fn allows(&self, digest: &str) -> bool {
        self.0.iter().any(|told| told.digest == digest)
    }
}

/// The last digests of all rows of a facility, by position of the table in the registry and key.
pub(crate) type LastDigests = HashMap<(usize, String), Last>;

/// Walks both chains.
pub(crate) async fn walk(tx: &mut Tx<Read>, report: &mut VerifyReport) -> Result<LastDigests> {
    let mut last = LastDigests::new();
    for chain in [Chain::Main, Chain::Anonymous] {
        let head: Option<HeadRow> = match tx.get_row(&[chain.code().to_owned().to_value()]).await {
            Ok(head) => head,
            Err(_) => {
                report.add(Some(tx.facility), "journal_heads", chain.code(), Fault::Unreadable);
                None
            }
        };
        let end = walk_one(tx, chain, &mut last, report).await?;
        check_head(tx, chain, head.as_ref(), &end, report);
    }
    Ok(last)
}

/// Where a chain ends.
struct End {
    seq: i64,
    hash: String,
}

async fn walk_one(tx: &mut Tx<Read>, chain: Chain, last: &mut LastDigests, report: &mut VerifyReport) -> Result<End> {
    let mut end = End { seq: 0, hash: genesis(&tx.facility_text, chain.code()) };
    let mut after = i64::MIN;
    loop {
        let rest = select(tx.sql(), JOURNAL).push(" AND chain = $2 AND seq > $3 ORDER BY seq LIMIT $4");
        let sql = rest.value(chain.code().to_owned().to_value()).value(after.to_value()).value(PAGE.to_value());
        let rows = sql.query().fetch_all(&mut *tx.inner).await?;
        for row in &rows {
            report.events += 1;
            // The second column is the number; without it the walk cannot go on.
            let Some(seq) = cell::<i64>(row, 1) else {
                report.add(Some(tx.facility), "journal", key_of(JOURNAL, row, 0), Fault::Unreadable);
                return Ok(end);
            };
            after = seq;
            match decode::<JournalRow>(row) {
                Ok(row) => end = check_row(tx, chain, row, &end, last, report),
                Err(_) => {
                    report.add(Some(tx.facility), "journal", key_of(JOURNAL, row, 0), Fault::Unreadable);
                    end.seq = seq;
                }
            }
        }
        if rows.len() < PAGE as usize {
            return Ok(end);
        }
    }
}

fn check_row(
    tx: &Tx<Read>,
    chain: Chain,
    row: JournalRow,
    end: &End,
    last: &mut LastDigests,
    report: &mut VerifyReport,
) -> End {
    let key = format!("{}/{}", chain.code(), row.seq);
    let mut add = |what| report.add(Some(tx.facility), "journal", key.clone(), what);
    if hash(&tx.facility_text, &row) != row.hash {
        add(Fault::Hash);
    }
    if row.seq != end.seq + 1 {
        add(Fault::Gap);
    } else if row.prev_hash != end.hash {
        add(Fault::Link);
    }
    match serde_json::from_str::<Vec<(String, String, String)>>(&row.touched) {
        Ok(touched) => {
            for (table, key, digest) in touched {
                if let Some(index) = TABLES.iter().position(|known| known.name == table) {
                    let told = Told { chain, stream: row.stream.clone(), stream_seq: row.stream_seq, digest };
                    last.entry((index, key)).or_default().tell(told);
                }
            }
        }
        Err(_) => add(Fault::Unreadable),
    }
    End { seq: row.seq, hash: row.hash }
}

fn check_head(tx: &Tx<Read>, chain: Chain, head: Option<&HeadRow>, end: &End, report: &mut VerifyReport) {
    let mut add = |what| report.add(Some(tx.facility), "journal_heads", chain.code(), what);
    match head {
        None if end.seq == 0 => {}
        None => add(Fault::Missing),
        Some(head) => {
            if head.mac != head_mac(&tx.keyring, &tx.facility_text, head) {
                add(Fault::Mac);
            }
            if head.seq != end.seq || head.hash != end.hash {
                add(Fault::Head);
            }
        }
    }
}

//! Owns what is hashed: the canonical bytes of events, heads and rows. A change here makes every stored digest invalid.
use sqlx::any::AnyRow;

use super::{HeadRow, JournalRow};
use crate::field::Value;
use crate::hex;
use crate::registry::{Column, Record as _, Table};
use crate::sealed::{self, Keyring};

/// Hash before the first event of a chain.
pub(crate) fn genesis(facility: &str, chain: &str) -> String {
    hex::encode(&sealed::digest(&[b"futawa.journal.genesis.v1", facility.as_bytes(), chain.as_bytes()]))
}

/// The hash of a row: every field but the hash itself, each with its length, an absent one told from an empty one.
pub(crate) fn hash(facility: &str, row: &JournalRow) -> String {
    let mut parts: Vec<Vec<u8>> = vec![b"futawa.journal.v1".to_vec(), facility.as_bytes().to_vec()];
    let values = row.values();
    let kept = values.len() - 1;
    parts.extend(values.into_iter().take(kept).map(|value| typed(&value)));
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    hex::encode(&sealed::digest(&parts))
}

/// The mac of a head.
pub(crate) fn head_mac(keyring: &Keyring, facility: &str, head: &HeadRow) -> String {
    let parts: [&[u8]; 5] =
        [b"futawa.head.v1", facility.as_bytes(), head.chain.as_bytes(), &head.seq.to_be_bytes(), head.hash.as_bytes()];
    hex::encode(&keyring.journal_mac(&parts))
}

fn typed(value: &Value) -> Vec<u8> {
    let (tag, body): (u8, Vec<u8>) = match value {
        Value::Null(_) | Value::Unreadable => (0, Vec::new()),
        Value::Int(number) => (1, number.to_be_bytes().to_vec()),
        Value::Text(text) => (2, text.as_bytes().to_vec()),
        Value::Blob(bytes) => (3, bytes.clone()),
    };
    let mut out = vec![tag];
    out.extend_from_slice(&body);
    out
}

/// The digest of a row (hex): table, facility, and each column that is not NULL with its name. A column that a later
/// migration adds as NULL leaves old digests as they are.
pub(crate) fn row_digest(table: &Table, facility: &str, values: &[Value]) -> String {
    let mut parts: Vec<Vec<u8>> =
        vec![b"futawa.row.v1".to_vec(), table.name.as_bytes().to_vec(), facility.as_bytes().to_vec()];
    for (column, value) in table.columns.iter().zip(values) {
        if !matches!(value, Value::Null(_)) {
            parts.push(column.name.as_bytes().to_vec());
            parts.push(if matches!(value, Value::Unreadable) { vec![255] } else { typed(value) });
        }
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    hex::encode(&sealed::digest(&parts))
}

/// The digest of a row that was deleted.
pub(crate) const GONE: &str = "gone";

/// All columns of a row in the registry's order.
pub(crate) fn values_of(table: &Table, row: &AnyRow) -> Vec<Value> {
    let read =
        |(index, column): (usize, &Column)| crate::dialect::read(row, index, column.kind).unwrap_or(Value::Unreadable);
    table.columns.iter().enumerate().map(read).collect()
}

/// The key of a row as text.
pub(crate) fn key_text(key: &[Value]) -> String {
    key.iter().map(Value::key_text).collect::<Vec<_>>().join("/")
}

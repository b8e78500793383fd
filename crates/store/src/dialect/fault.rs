//! Owns the translation of an engine's error codes into the store's errors.
use std::borrow::Cow;

use crate::error::StoreError;

/// Sorts an engine's error by its code: SQLite's extended result code or PostgreSQL's SQLSTATE.
pub(crate) fn from_engine(error: Box<dyn sqlx::error::DatabaseError>) -> StoreError {
    let code = error.code().map(Cow::into_owned).unwrap_or_default();
    match code.as_str() {
        "1555" | "2067" => StoreError::Conflict { constraint: sqlite_constraint(error.message(), &code) },
        "787" | "23503" => StoreError::Conflict { constraint: error.constraint().unwrap_or("foreign_key").to_owned() },
        "23505" => StoreError::Conflict { constraint: error.constraint().unwrap_or("unknown").to_owned() },
        "5" | "6" | "261" | "262" | "517" | "773" | "55P03" | "40001" | "40P01" | "53300" => StoreError::Busy,
        "13" | "53100" => StoreError::Full,
        "11" | "26" | "267" | "779" | "XX001" | "XX002" => {
            StoreError::Corrupt { table: "(file)".into(), column: "(page)".into(), row: "?".into() }
        }
        _ => StoreError::Database(Box::new(sqlx::Error::Database(error))),
    }
}

/// Builds PostgreSQL's default name from SQLite's "UNIQUE constraint failed: t.a, t.b".
fn sqlite_constraint(message: &str, code: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut table = "unknown";
    let mut names = Vec::new();
    for part in columns.split(", ") {
        if let Some((left, column)) = part.split_once('.') {
            table = left;
            names.push(column);
        }
    }
    if code == "1555" { format!("{table}_pkey") } else { format!("{table}_{}_key", names.join("_")) }
}

//! Owns the one error type of the store and the translation of the engines' errors into it.
use std::borrow::Cow;

/// What can go wrong in the store. The engine's own text stays in `source` and never reaches a reader.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A unique or foreign key refused the change; of two concurrent writers this one lost.
    /// The name is `<table>_pkey` or `<table>_<columns>_key`, the same on both engines.
    #[error("the change conflicts with another one ({constraint})")]
    Conflict {
        /// The name of the constraint.
        constraint: String,
    },
    /// The row that was to be changed does not exist in this facility.
    #[error("no such row in {table}")]
    NotFound {
        /// The table.
        table: &'static str,
    },
    /// The database is locked or out of connections; trying again may help.
    #[error("the database is busy")]
    Busy,
    /// The disk is full; nothing was saved.
    #[error("the disk is full")]
    Full,
    /// Stored data cannot be what this program wrote.
    #[error("corrupt data in {table}.{column}, row {row}")]
    Corrupt {
        /// The table, or `(file)` when the file itself is damaged.
        table: String,
        /// The column.
        column: String,
        /// The key of the row, as far as it is known.
        row: String,
    },
    /// A sealed value did not open: another master key, an erased key or a changed value.
    #[error("a sealed value does not open with this master key")]
    Sealed,
    /// A transaction changed recorded rows but appended no journal event for them. A programming error; nothing was saved.
    #[error("rows of {table} were changed without a journal event")]
    Unjournalled {
        /// The first table that was touched.
        table: &'static str,
    },
    /// The schema cannot be used by this binary; the sentence says why and what to do.
    #[error("{0}")]
    Migration(Cow<'static, str>),
    /// The configuration or the server cannot be used; the sentence says why.
    #[error("{0}")]
    Setup(Cow<'static, str>),
    /// Any other failure of the engine.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Reading or writing a file beside the database failed.
    #[error("a file of the database could not be read or written")]
    File(#[from] std::io::Error),
}

/// The result type of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Whether this is the conflict of the constraint.
    #[must_use]
    pub fn is_conflict(&self, name: &str) -> bool {
        matches!(self, Self::Conflict { constraint } if constraint == name)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            sqlx::Error::Database(error) => from_engine(error),
            other => Self::Database(Box::new(other)),
        }
    }
}

/// Sorts an engine's error by its code: SQLite's extended result code or PostgreSQL's SQLSTATE.
fn from_engine(error: Box<dyn sqlx::error::DatabaseError>) -> StoreError {
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

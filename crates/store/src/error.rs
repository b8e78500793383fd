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
            sqlx::Error::Database(error) => crate::dialect::from_engine(error),
            other => Self::Database(Box::new(other)),
        }
    }
}

//! Owns the mark of how far the journal had come: by it a writer sees whether what was read before still stands.
use crate::error::Result;
use crate::field::Field;
use crate::tx::{Tx, Write};

use super::Chain;

/// How far both chains had come in what a transaction saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    main: i64,
    anonymous: i64,
}

impl<M> Tx<M> {
    /// How far both chains have come. Every change of a recorded row appends an event, so that nothing recorded has changed since a
    /// mark to which nothing was added.
    pub async fn mark(&mut self) -> Result<Mark> {
        let main = self.head(Chain::Main).await?.map_or(0, |head| head.seq);
        let anonymous = self.head(Chain::Anonymous).await?.map_or(0, |head| head.seq);
        Ok(Mark { main, anonymous })
    }
}

impl Tx<Write> {
    /// The streams to which something was added since the mark. While this transaction is open nobody else adds anything.
    pub async fn moved_since(&mut self, mark: &Mark) -> Result<Vec<String>> {
        let text = "SELECT DISTINCT stream FROM journal WHERE facility_id = $1 AND ((chain = 'main' AND seq > $2) OR (chain = 'anonymous' AND seq > $3)) ORDER BY 1";
        self.column(text, &[mark.main.to_value(), mark.anonymous.to_value()], "journal", "stream").await
    }
}

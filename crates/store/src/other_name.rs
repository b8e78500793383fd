//! Owns the rows of other names (呼び名・通称): what people, places and the house are called besides their names in other lists.
use domain::id::OtherNameId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One other name. It is sealed, because it names a user or a member of staff; taking it off the list deletes the row.
    pub struct OtherNameRow in OTHER_NAMES = "other_names", recorded: true, key: (name_id) {
        /// Id.
        name_id: OtherNameId => Technical,
        /// `person`, `staff`, `place` or `facility`.
        kind: String => Coded,
        /// The name, sealed.
        sealed: Vec<u8> => Sealed,
        /// Instant (µs).
        added_at: i64 => Technical,
    }
}

const PURPOSE: &str = "other_name";

impl<M> Tx<M> {
    /// One name.
    pub async fn other_name(&mut self, name_id: OtherNameId) -> Result<Option<OtherNameRow>> {
        self.get_row(&[name_id.to_value()]).await
    }

    /// All names in the order in which they came.
    pub async fn other_names(&mut self) -> Result<Vec<OtherNameRow>> {
        self.list_rows("ORDER BY added_at, name_id", &[]).await
    }

    /// Opens a name. `Sealed` when it is not as this program wrote it.
    pub fn open_other_name(&self, row: &OtherNameRow) -> Result<String> {
        let plain = self.open_misc(PURPOSE, &row.name_id.to_string(), &row.sealed)?;
        String::from_utf8(plain).map_err(|_| crate::StoreError::Sealed)
    }

    /// Seals a name.
    pub fn seal_other_name(&self, name_id: OtherNameId, name: &str) -> Result<Vec<u8>> {
        self.seal_misc(PURPOSE, &name_id.to_string(), name.as_bytes())
    }
}

impl Tx<Write> {
    /// Adds a name.
    pub async fn insert_other_name(&mut self, row: &OtherNameRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Takes a name off the list.
    pub async fn delete_other_name(&mut self, row: &OtherNameRow) -> Result<()> {
        self.delete_record(row).await
    }
}

//! Owns the online backup of a SQLite database with its sealed files.
use std::path::Path;

use sqlx::Connection as _;

use crate::blob::BLOB_DIR;
use crate::dialect;
use crate::error::{Result, StoreError};
use crate::field::Value;
use crate::seal_file;
use crate::store::Store;

impl Store {
    /// Writes a compact copy of the database to a new file while the server runs, and seals it like a file at rest; the sealed
    /// files are copied to `blobs` beside it. They come last: every file that the copy names was written before its row.
    /// On PostgreSQL the server's own tool is the right one.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        if !dialect::copies_itself(self.engine()) {
            return Err(StoreError::Setup("this database is backed up with its own tool, pg_dump".into()));
        }
        if to.exists() {
            return Err(StoreError::Setup("the backup file exists already".into()));
        }
        let path = to.to_str().ok_or_else(|| StoreError::Setup("the backup path is not UTF-8".into()))?;
        let mut connection = dialect::reading_connection(&self.target).await?;
        dialect::query("VACUUM INTO $1", vec![Value::Text(path.to_owned())]).execute(&mut connection).await?;
        connection.close().await?;
        std::fs::File::open(to)?.sync_all()?;
        seal_file::write(to, &self.keyring)?;
        if let (Some(blobs), Some(folder)) = (self.blobs.clone(), to.parent()) {
            let to = folder.join(BLOB_DIR);
            tokio::task::spawn_blocking(move || blobs.copy_to(&to))
                .await
                .map_err(|error| StoreError::Database(Box::new(error)))??;
        }
        Ok(())
    }
}

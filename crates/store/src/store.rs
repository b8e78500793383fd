//! Owns the store: opening, the two kinds of transactions, health and closing.
use std::path::PathBuf;
use std::sync::Arc;

use domain::id::FacilityId;

use crate::blob::{BLOB_DIR, Blobs};
use crate::dialect::Target;
use crate::dialect::{self, Access, Engine, Pools};
use crate::error::Result;
use crate::lock::Lock;
use crate::seal_file;
use crate::sealed::{Keyring, MasterKey};
use crate::tx::{Read, Tx, Write};

/// How to open the store. `Debug` does not show the address: it may hold a password.
#[derive(Clone)]
pub struct StoreConfig {
    /// `postgres://…`, or the path of SQLite's file (also `sqlite:PATH`).
    pub database: String,
    /// The master key.
    pub master_key: MasterKey,
    /// Whether data may be changed.
    pub access: Access,
    /// Directory of the sealed files; `None` = `blobs` beside SQLite's file, and no files on PostgreSQL.
    pub blobs: Option<PathBuf>,
}

impl std::fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreConfig").field("access", &self.access).finish_non_exhaustive()
    }
}

impl StoreConfig {
    /// For reading and writing.
    #[must_use]
    pub fn new(database: impl Into<String>, master_key: MasterKey) -> Self {
        Self { database: database.into(), master_key, access: Access::ReadWrite, blobs: None }
    }

    /// For reading only, such as `futawa verify`.
    #[must_use]
    pub fn read_only(database: impl Into<String>, master_key: MasterKey) -> Self {
        Self { access: Access::ReadOnly, ..Self::new(database, master_key) }
    }
}

/// The database of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pools: Pools,
    pub(crate) target: Arc<Target>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) access: Access,
    pub(crate) blobs: Option<Blobs>,
    lock: Option<Arc<Lock>>,
}

impl Store {
    /// Opens the database; for writing also migrates it. Errors: `Migration` (a changed migration, a newer schema),
    /// `Sealed` (another master key), `Setup` (an engine that cannot be used, another process that writes).
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let target = Target::parse(&config.database)?;
        let keyring = Keyring::new(&config.master_key);
        let mut lock = None;
        let mut migrated = false;
        if config.access == Access::ReadWrite {
            if let Some(file) = &target.file {
                lock = Lock::take(file)?.map(Arc::new);
                if seal_file::check(file, &keyring)? == seal_file::Seal::Broken {
                    tracing::warn!("the database file was changed while it was at rest: run futawa verify");
                }
                seal_file::remove(file)?;
                seal_file::create_private(file)?;
            }
            migrated = dialect::migrate::run(&target, &keyring).await?;
        }
        let pools = Pools::connect(&target, config.access).await?;
        dialect::migrate::check(&pools.readers, &keyring).await?;
        let beside = || Some(target.file.as_ref()?.parent()?.join(BLOB_DIR));
        let blobs = config.blobs.or_else(beside).map(Blobs::new);
        let (target, keyring) = (Arc::new(target), Arc::new(keyring));
        let store = Self { pools, target, keyring, access: config.access, blobs, lock };
        if migrated {
            store.adopt_tallies().await?;
        }
        Ok(store)
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.target.engine
    }

    /// Begins a transaction that reads one state of a facility's data.
    pub async fn read(&self, facility: &FacilityId) -> Result<Tx<Read>> {
        let inner = self.pools.begin_read().await?;
        Tx::open(inner, self.target.engine, *facility, Arc::clone(&self.keyring)).await
    }

    /// Begins a writing transaction; writers of one facility follow one another.
    pub async fn write(&self, facility: &FacilityId) -> Result<Tx<Write>> {
        let inner = self.pools.begin_write(&facility.to_string()).await?;
        Tx::open(inner, self.target.engine, *facility, Arc::clone(&self.keyring)).await
    }

    /// Whether the database answers.
    pub async fn healthy(&self) -> Result<()> {
        dialect::query("SELECT 1", Vec::new()).execute(&self.pools.readers).await?;
        Ok(())
    }

    /// Fills fast: commits do not wait for the disk until [`Store::end_bulk`]. Only for data that is made anew when the machine stops
    /// in between, such as the demo. A server's database stays as it is.
    pub async fn begin_bulk(&self) -> Result<()> {
        self.pools.bulk(true).await
    }

    /// Ends the fast filling: everything is brought to the disk, and commits wait for it again.
    pub async fn end_bulk(&self) -> Result<()> {
        self.pools.bulk(false).await
    }

    /// Closes all connections. On SQLite, after writing, the file is brought to rest and sealed against later changes.
    pub async fn close(&self) -> Result<()> {
        if let (Some(file), Access::ReadWrite) = (&self.target.file, self.access) {
            self.pools.readers.close().await;
            let text = "PRAGMA wal_checkpoint(TRUNCATE)";
            dialect::query(text, Vec::new()).fetch_all(&self.pools.writer).await?;
            self.pools.close().await;
            seal_file::write(file, &self.keyring)?;
            return self.lock.as_ref().map_or(Ok(()), |lock| lock.release());
        }
        self.pools.close().await;
        Ok(())
    }
}

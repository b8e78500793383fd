//! Owns the lock that keeps a second writing process away from SQLite's file: `<db>.lock`, held while the store is open.
//! SQLite itself would let two processes take turns; the seal of the file and the bulk mode of the demo would not survive that.
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// The lock. The system gives it back when the process ends, however it ends; the empty file stays.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Lock {
    /// Takes the lock, or says who has it. `None` where the file system knows no locks: then the operator is warned and trusted.
    pub(crate) fn take(database: &Path) -> Result<Option<Self>> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path(database))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Setup(
                "another futawa process is using this data: stop it, or use the pages of the running server instead"
                    .into(),
            )),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                tracing::warn!("this file system knows no locks: never start two futawa processes on the same data");
                Ok(None)
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Gives the lock back before the last copy of the store is dropped.
    pub(crate) fn release(&self) -> Result<()> {
        Ok(self.0.unlock()?)
    }
}

fn path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

//! Owns the directory of sealed files (写真・添付): each is named by the SHA-256 of its sealed bytes and written whole or not at all.
//!
//! Each file has a key of its own, which lies sealed in the row that names it. All files bear the same time, so that a copy of the
//! directory does not tell when an anonymous reporter took part. Everything here waits for the disk: call it off the async threads.
use std::collections::HashSet;
use std::fs::{self, File, FileTimes};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

use crate::error::{Result, StoreError};
use crate::hex;
use crate::sealed::{self, Key};
use crate::store::Store;

/// Name of the directory beside SQLite's file.
pub const BLOB_DIR: &str = "blobs";
/// Seconds from 1970 to 2000-01-01, the time that every file bears.
const ONE_TIME: u64 = 946_684_800;
/// What is bound to every sealed file; its key is used for nothing else.
const NAME: &str = "futawa|blob|v1";
const PART: &str = "part";

/// The key of one file and its preview. Wiped when dropped, never shown.
#[derive(Debug, Clone)]
pub struct BlobKey(pub(crate) Key);

impl BlobKey {
    /// Draws a new key.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn random() -> Result<Self> {
        Key::random().map(Self)
    }
}

/// What a look at a stored file finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlobState {
    Whole,
    Missing,
    Changed,
}

/// The directory.
#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    dir: PathBuf,
}

impl Blobs {
    pub(crate) const fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Where a file of this name lies; a name that is no hash, as only a changed row could hold, is refused.
    fn path(&self, name: &str) -> Result<PathBuf> {
        let is_hash = name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash { Ok(self.dir.join(&name[..2]).join(name)) } else { Err(StoreError::Sealed) }
    }

    fn put(&self, key: &BlobKey, plain: &[u8]) -> Result<String> {
        let bytes = sealed::seal(&key.0, NAME, plain)?;
        let name = hex::encode(&Sha256::digest(&bytes));
        let path = self.path(&name)?;
        write(&path, &bytes)?;
        Ok(name)
    }

    fn open(&self, name: &str, key: &BlobKey) -> Result<Vec<u8>> {
        let bytes = fs::read(self.path(name)?)?;
        if hex::encode(&Sha256::digest(&bytes)) != name {
            return Err(StoreError::Sealed);
        }
        sealed::open(&key.0, NAME, &bytes)
    }

    /// Looks at a file; with its key also inside.
    pub(crate) fn check(&self, name: &str, key: Option<&BlobKey>) -> Result<BlobState> {
        let Ok(path) = self.path(name) else { return Ok(BlobState::Missing) };
        let bytes = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BlobState::Missing),
            read => read?,
        };
        let is_named = hex::encode(&Sha256::digest(&bytes)) == name;
        let opens = key.is_none_or(|key| sealed::open(&key.0, NAME, &bytes).is_ok());
        Ok(if is_named && opens { BlobState::Whole } else { BlobState::Changed })
    }

    fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Every file of the directory, whole or partial.
    fn files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for folder in entries(&self.dir)? {
            if folder.is_dir() {
                files.extend(entries(&folder)?);
            }
        }
        Ok(files)
    }

    /// Copies every whole file into another directory, which need not exist.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<u64> {
        let other = Self::new(to.to_owned());
        let mut copied = 0;
        for file in self.files()? {
            let Some(path) = file_name(&file).and_then(|name| other.path(name).ok()) else { continue };
            match fs::read(&file) {
                // It was thrown away with its draft in between.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                bytes => {
                    write(&path, &bytes?)?;
                    copied += 1;
                }
            }
        }
        Ok(copied)
    }

    /// Removes files that nobody names and that have lain unchanged since before this second (since 1970).
    fn sweep(&self, named: &HashSet<String>, before: i64) -> Result<u64> {
        let mut swept = 0;
        for file in self.files()? {
            let is_named = file_name(&file).is_some_and(|name| named.contains(name));
            if !is_named && changed_at(&file).is_some_and(|at| at < before) {
                fs::remove_file(&file)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

fn file_name(path: &Path) -> Option<&str> {
    path.file_name().and_then(std::ffi::OsStr::to_str)
}

/// What a directory holds; one that does not exist holds nothing.
fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => Ok(read?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?),
    }
}

/// When the file was written in truth (seconds since 1970); the time that it bears says nothing.
#[cfg(unix)]
fn changed_at(path: &Path) -> Option<i64> {
    fs::metadata(path).ok().map(|data| std::os::unix::fs::MetadataExt::ctime(&data))
}

/// When the file was written in truth (seconds since 1970).
#[cfg(not(unix))]
fn changed_at(path: &Path) -> Option<i64> {
    let created = fs::metadata(path).ok()?.created().ok()?;
    i64::try_from(created.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// Writes beside the place and moves it there, so that a file is there whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().ok_or(StoreError::Sealed)?;
    private_dir(folder).map_err(told)?;
    let part = path.with_extension(PART);
    write_part(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(told)?;
    sync_dir(folder).map_err(told)
}

fn write_part(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(part)?;
    file.write_all(bytes)?;
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(ONE_TIME);
    file.set_times(FileTimes::new().set_accessed(at).set_modified(at))?;
    file.sync_all()
}

fn private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A full disk is told as such.
fn told(error: io::Error) -> StoreError {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        StoreError::Full
    } else {
        error.into()
    }
}

/// Copies the sealed files of one directory into another, which need not exist; gives how many. Blocks.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_files(from: &Path, to: &Path) -> Result<u64> {
    Blobs::new(from.to_owned()).copy_to(to)
}

impl Store {
    /// Whether there is a place for files: beside SQLite's file always, on PostgreSQL when one was configured.
    #[must_use]
    pub const fn keeps_files(&self) -> bool {
        self.blobs.is_some()
    }

    pub(crate) fn blobs(&self) -> Result<&Blobs> {
        self.blobs.as_ref().ok_or_else(|| StoreError::Setup("no directory for files is configured".into()))
    }

    /// Seals bytes into a file of the directory and gives its name. Blocks until it is on the disk.
    /// Until a row names it, it is nobody's: a later sweep removes it.
    ///
    /// # Errors
    /// `Full`, `File`, or `Setup` without a directory.
    pub fn put_blob(&self, key: &BlobKey, plain: &[u8]) -> Result<String> {
        self.blobs()?.put(key, plain)
    }

    /// Opens a file of the directory. Blocks.
    ///
    /// # Errors
    /// `Sealed` when its bytes are not those of its name or do not open with the key, `File` when it is gone.
    pub fn open_blob(&self, name: &str, key: &BlobKey) -> Result<Vec<u8>> {
        self.blobs()?.open(name, key)
    }

    /// Throws a file away, after the row that named it is gone. Blocks.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn remove_blob(&self, name: &str) -> Result<()> {
        self.blobs()?.remove(name)
    }

    /// Removes files that no row of any facility names and that were written before this second since 1970; returns how many.
    ///
    /// # Errors
    /// When rows or the directory cannot be read.
    pub async fn sweep_blobs(&self, before: i64) -> Result<u64> {
        let Some(blobs) = self.blobs.clone() else { return Ok(0) };
        let mut named = HashSet::new();
        for entry in self.facilities().await? {
            named.extend(self.read(&entry.facility_id).await?.blob_names().await?);
        }
        blobs.sweep(&named, before)
    }
}

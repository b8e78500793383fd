//! Owns SQLite's file outside the engine: who may read it, and its seal at rest: `<db>.seal` holds an HMAC over its SHA-256, so that any changed byte is found.
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::hex;
use crate::sealed::Keyring;

/// What the seal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// There is none, or the file is in use.
    Absent,
    /// The file is as it was left.
    Whole,
    /// A byte of the file or of the seal was changed.
    Broken,
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn mac_of(file: &Path, keyring: &Keyring) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut input = File::open(file)?;
    let mut buffer = vec![0u8; 1 << 20];
    loop {
        let count = input.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    Ok(hex::encode(&keyring.file_mac(&[b"futawa.file.v1", &digest])))
}

/// Creates the database's file, when it does not exist, so that only its owner may read it; the WAL follows the file.
pub(crate) fn create_private(file: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes the seal of a file at rest. Nothing is written while its WAL still holds pages.
pub(crate) fn write(file: &Path, keyring: &Keyring) -> Result<()> {
    if wal_in_use(file) {
        return Ok(());
    }
    let seal = mac_of(file, keyring)?;
    let partial = beside(file, ".seal.partial");
    std::fs::write(&partial, seal)?;
    std::fs::rename(partial, beside(file, ".seal"))?;
    Ok(())
}

/// Removes the seal, because the file is about to change.
pub(crate) fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(beside(file, ".seal")) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
        // The removal must be on disk before the first write, or a power cut could leave an old seal beside a newer file.
        Ok(()) => file.parent().map_or(Ok(()), |folder| Ok(File::open(folder)?.sync_all()?)),
    }
}

/// Compares the file with its seal.
pub(crate) fn check(file: &Path, keyring: &Keyring) -> Result<Seal> {
    let seal = match std::fs::read(beside(file, ".seal")) {
        Ok(seal) => seal,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Seal::Absent),
        Err(error) => return Err(error.into()),
    };
    if wal_in_use(file) {
        return Ok(Seal::Broken);
    }
    Ok(if mac_of(file, keyring)?.as_bytes() == seal { Seal::Whole } else { Seal::Broken })
}

fn wal_in_use(file: &Path) -> bool {
    std::fs::metadata(beside(file, "-wal")).is_ok_and(|wal| wal.len() > 0)
}

//! Owns the master key outside the program: reads it from a file or a text, makes it at the first start of a directory.
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::ids::draw;

const BYTES: usize = 32;

/// Name of the key's file in the directory of the data.
pub const KEY_FILE: &str = "master.key";

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the master key file {path} cannot be used")]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The text is not 64 hexadecimal digits.
    #[error("the master key must be 64 hexadecimal digits (32 bytes)")]
    Form,
    /// There is data but its key is gone: a new key would not open it.
    #[error("{0} holds data but no master.key: put the key back, a new one could not open the data")]
    Lost(PathBuf),
}

/// A master key, and whether other users of the machine can read its file.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The 32 bytes.
    pub key: [u8; BYTES],
    /// Others than the owner may read or write the file.
    pub is_open_to_others: bool,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("is_open_to_others", &self.is_open_to_others).finish_non_exhaustive()
    }
}

/// Reads 64 hexadecimal digits.
///
/// # Errors
/// [`KeyError::Form`] for anything else.
pub fn key_of_text(text: &str) -> Result<[u8; BYTES], KeyError> {
    let digits: Option<Vec<u8>> =
        text.trim().chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() == BYTES * 2).ok_or(KeyError::Form)?;
    let mut key = [0; BYTES];
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = pair[0] * 16 + pair[1];
    }
    Ok(key)
}

/// Reads the key from a file.
///
/// # Errors
/// When the file cannot be read or does not hold a key.
pub fn key_of_file(path: &Path) -> Result<Opened, KeyError> {
    let text = fs::read_to_string(path).map_err(|source| KeyError::File { path: path.to_owned(), source })?;
    Ok(Opened { key: key_of_text(&text)?, is_open_to_others: is_open(path) })
}

/// Reads `<dir>/master.key`; makes it when the directory holds no data yet.
///
/// # Errors
/// When the file cannot be used, or is missing beside existing data.
pub fn key_of_dir(dir: &Path, database: &Path) -> Result<Opened, KeyError> {
    let path = dir.join(KEY_FILE);
    if path.exists() {
        return key_of_file(&path);
    }
    if database.exists() {
        return Err(KeyError::Lost(dir.to_owned()));
    }
    let key: [u8; BYTES] = draw();
    create(&path, &key).map_err(|source| KeyError::File { path: path.clone(), source })?;
    Ok(Opened { key, is_open_to_others: false })
}

/// Writes the key so that only the owner may read it, and makes it durable before any data depends on it.
fn create(path: &Path, key: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    for byte in key {
        write!(file, "{byte:02x}")?;
    }
    writeln!(file)?;
    file.sync_all()
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_directory_gets_a_key_that_only_the_owner_reads() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("futawa.db");
        let made = key_of_dir(dir.path(), &database).unwrap();
        let read = key_of_dir(dir.path(), &database).unwrap();
        assert_eq!(made.key, read.key);
        assert!(!read.is_open_to_others);
    }

    #[test]
    fn a_lost_key_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("futawa.db");
        fs::write(&database, "data").unwrap();
        assert!(matches!(key_of_dir(dir.path(), &database), Err(KeyError::Lost(_))));
    }

    #[test]
    fn only_64_hexadecimal_digits_are_a_key() {
        assert_eq!(key_of_text(&"0f".repeat(32)).unwrap(), [15; 32]);
        for text in ["", "0f", &"0g".repeat(32), &"0f".repeat(33)] {
            assert!(matches!(key_of_text(text), Err(KeyError::Form)), "{text}");
        }
    }
}

//! Owns the address of the database: a PostgreSQL URL or the path of SQLite's file.
use std::path::{Path, PathBuf};

use crate::dialect::Engine;
use crate::error::{Result, StoreError};

/// Where the data is. `Debug` does not show the address: it may hold a password.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    /// SQLite's file.
    pub(crate) file: Option<PathBuf>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("engine", &self.engine).field("file", &self.file).finish_non_exhaustive()
    }
}

impl Target {
    /// Understands `postgres://…`, `sqlite:PATH`, `sqlite://PATH` and a bare path.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self { engine: Engine::Postgres, url: text.to_owned(), file: None });
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.starts_with(":memory:") {
            return Err(StoreError::Setup("the database needs a file path".into()));
        }
        let path = std::path::absolute(path)?;
        let url = format!("sqlite://{}", percent(&path)?);
        Ok(Self { engine: Engine::Sqlite, url, file: Some(path) })
    }
}

fn percent(path: &Path) -> Result<String> {
    let text = path.to_str().ok_or_else(|| StoreError::Setup("the database path is not UTF-8".into()))?;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&crate::hex::encode(&[byte]));
        }
    }
    Ok(out)
}

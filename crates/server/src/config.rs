//! Owns configuration: file, environment and command line become one answer. The only place that reads the environment.
use std::collections::HashMap;
use std::fs;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use app::rows::{MasterKey, StoreConfig};
use serde::Deserialize;

use crate::adapter::{KEY_FILE, KeyError, Opened, key_of_dir, key_of_file, key_of_text};
use crate::http::Settings;

/// The port when nobody chose one.
pub const DEFAULT_PORT: u16 = 8080;

/// Name of SQLite's file in the directory of the data.
pub const DATABASE_FILE: &str = "futawa.db";

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file or directory cannot be used.
    #[error("{path} cannot be used")]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not the TOML that is expected; the message names the line and the key.
    #[error("the configuration file {path} cannot be read: {message}")]
    Form {
        /// Where.
        path: PathBuf,
        /// What.
        message: String,
    },
    /// A value cannot be read.
    #[error("{name} cannot be read: {value}")]
    Value {
        /// Name of the variable or key.
        name: &'static str,
        /// What stands there.
        value: String,
    },
    /// Nothing says where the data is.
    #[error("say where the data is: --dir DIR (SQLite), --database-url URL (PostgreSQL) or --config FILE")]
    NoData,
    /// The directory holds no data.
    #[error("{0} holds no data (no futawa.db)")]
    Empty(PathBuf),
    /// PostgreSQL without a key.
    #[error(
        "with --database-url the master key comes from FUTAWA_MASTER_KEY_FILE, FUTAWA_MASTER_KEY, or master_key_file in the configuration"
    )]
    NoKey,
    /// The master key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What the configuration file or the command line may say; later ones win.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Directory of the data (SQLite).
    pub dir: Option<PathBuf>,
    /// Address of the database (PostgreSQL).
    pub database_url: Option<String>,
    /// File of the master key.
    pub master_key_file: Option<PathBuf>,
    /// Directory of the sealed files (写真・添付); servers that share a database share it too.
    pub files_dir: Option<PathBuf>,
    /// Address to listen on.
    pub bind: Option<IpAddr>,
    /// Port to listen on; 0 = any free one.
    pub port: Option<u16>,
    /// Host names under which browsers reach the program.
    pub hosts: Option<Vec<String>>,
    /// Address under which browsers reach the program, such as `https://futawa.example.jp`.
    pub public_url: Option<String>,
}

impl Given {
    /// Reads a configuration file. Paths in it are meant from where it lies.
    ///
    /// # Errors
    /// When it cannot be read or holds an unknown key.
    pub fn file(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
        let mut given: Self = toml::from_str(&text)
            .map_err(|error| ConfigError::Form { path: path.to_owned(), message: error.to_string() })?;
        let base = path.parent().unwrap_or(Path::new(""));
        for relative in [&mut given.dir, &mut given.master_key_file, &mut given.files_dir].into_iter().flatten() {
            *relative = base.join(&*relative);
        }
        Ok(given)
    }

    /// Reads `FUTAWA_*`.
    ///
    /// # Errors
    /// When a value cannot be read.
    pub fn environment(environment: &Environment) -> Result<Self, ConfigError> {
        let list =
            |text: String| text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        Ok(Self {
            dir: environment.get("FUTAWA_DIR").map(PathBuf::from),
            database_url: environment.get("FUTAWA_DATABASE_URL"),
            master_key_file: environment.get("FUTAWA_MASTER_KEY_FILE").map(PathBuf::from),
            files_dir: environment.get("FUTAWA_FILES_DIR").map(PathBuf::from),
            bind: environment.parsed("FUTAWA_BIND")?,
            port: environment.parsed("FUTAWA_PORT")?,
            hosts: environment.get("FUTAWA_HOSTS").map(list),
            public_url: environment.get("FUTAWA_PUBLIC_URL"),
        })
    }

    /// What `over` says, and for the rest what this says. Naming one kind of data replaces the other kind.
    #[must_use]
    pub fn under(self, over: Self) -> Self {
        let names_data = over.dir.is_some() || over.database_url.is_some();
        let (dir, database_url) =
            if names_data { (over.dir, over.database_url) } else { (self.dir, self.database_url) };
        Self {
            dir,
            database_url,
            master_key_file: over.master_key_file.or(self.master_key_file),
            files_dir: over.files_dir.or(self.files_dir),
            bind: over.bind.or(self.bind),
            port: over.port.or(self.port),
            hosts: over.hosts.or(self.hosts),
            public_url: over.public_url.or(self.public_url),
        }
    }
}

/// The program's environment, read once; tests make their own.
#[derive(Clone, Default)]
pub struct Environment(HashMap<String, String>);

impl std::fmt::Debug for Environment {
    /// Names only: a value may be the master key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Environment {
    /// Reads every `FUTAWA_*` of the process.
    #[must_use]
    pub fn read() -> Self {
        let ours =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self(ours.filter(|(name, value)| name.starts_with("FUTAWA_") && !value.is_empty()).collect())
    }

    /// The value of a variable; `None` when it is not set or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn parsed<T: std::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, ConfigError> {
        self.get(name).map(|value| value.parse().map_err(|_| ConfigError::Value { name, value })).transpose()
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// Where the data is, with its key.
#[derive(Debug, Clone)]
pub struct Data {
    /// What the store opens: a path or `postgres://…`.
    pub database: String,
    /// The master key.
    pub key: Opened,
    /// Directory of the sealed files, where one was configured.
    pub files: Option<PathBuf>,
}

impl Data {
    /// How to open it for reading and writing.
    #[must_use]
    pub fn to_write(self) -> StoreConfig {
        StoreConfig { blobs: self.files, ..StoreConfig::new(self.database, MasterKey::new(self.key.key)) }
    }

    /// How to open it for reading only.
    #[must_use]
    pub fn to_read(self) -> StoreConfig {
        StoreConfig { blobs: self.files, ..StoreConfig::read_only(self.database, MasterKey::new(self.key.key)) }
    }
}

/// Whether a directory without data may be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Make directory and key at the first start.
    MayBegin,
    /// The data must be there already: a mistyped path shall not become an empty database.
    MustExist,
}

/// Finds the data and its key.
///
/// # Errors
/// When nothing says where the data is, it is not there though it must be, or its key cannot be used.
pub fn data(given: &Given, environment: &Environment, begin: Begin) -> Result<Data, ConfigError> {
    if let Some(url) = &given.database_url {
        let key = key_from_outside(given, environment)?.ok_or(ConfigError::NoKey)?;
        return Ok(Data { database: url.clone(), key, files: given.files_dir.clone() });
    }
    let dir = given.dir.as_deref().ok_or(ConfigError::NoData)?;
    let database = dir.join(DATABASE_FILE);
    match begin {
        Begin::MustExist if !database.exists() => return Err(ConfigError::Empty(dir.to_owned())),
        Begin::MustExist => {}
        Begin::MayBegin => create_dir(dir)?,
    }
    let key = match key_from_outside(given, environment)? {
        Some(key) => key,
        None => key_of_dir(dir, &database)?,
    };
    let path = database.to_str().ok_or_else(|| ConfigError::Value { name: "dir", value: dir.display().to_string() })?;
    Ok(Data { database: path.to_owned(), key, files: given.files_dir.clone() })
}

/// The key of a directory whose data comes from a backup: never a new one, which would not open it.
///
/// # Errors
/// When there is none.
pub fn key_for(given: &Given, environment: &Environment, dir: &Path) -> Result<Opened, ConfigError> {
    match key_from_outside(given, environment)? {
        Some(key) => Ok(key),
        None => Ok(key_of_file(&dir.join(KEY_FILE))?),
    }
}

/// The key that the environment or the configuration names.
fn key_from_outside(given: &Given, environment: &Environment) -> Result<Option<Opened>, ConfigError> {
    if let Some(text) = environment.get("FUTAWA_MASTER_KEY") {
        return Ok(Some(Opened { key: key_of_text(&text)?, is_open_to_others: false }));
    }
    Ok(given.master_key_file.as_deref().map(key_of_file).transpose()?)
}

/// Makes the directory, readable by its owner only.
///
/// # Errors
/// When it cannot be made.
pub fn create_dir(dir: &Path) -> Result<(), ConfigError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| ConfigError::File { path: dir.to_owned(), source })
}

/// What the front door needs to know.
///
/// # Errors
/// When the public address is none.
pub fn settings(given: &Given) -> Result<Settings, ConfigError> {
    let mut hosts = given.hosts.clone().unwrap_or_default();
    let mut https = false;
    if let Some(url) = &given.public_url {
        let bad = || ConfigError::Value { name: "public_url", value: url.clone() };
        let uri: axum::http::Uri = url.parse().map_err(|_| bad())?;
        hosts.push(uri.host().ok_or_else(bad)?.to_owned());
        https = uri.scheme_str() == Some("https");
    }
    Ok(Settings { hosts, https })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        let environment =
            Given::environment(&environment(&[("FUTAWA_DATABASE_URL", "postgres:///a"), ("FUTAWA_PORT", "1")]))
                .unwrap();
        let line = Given { dir: Some("d".into()), ..Given::default() };
        let both = environment.under(line);
        assert_eq!((both.dir, both.database_url, both.port), (Some("d".into()), None, Some(1)));
    }

    #[test]
    fn an_unreadable_value_is_named() {
        let error = Given::environment(&environment(&[("FUTAWA_PORT", "many")])).unwrap_err();
        assert_eq!(error.to_string(), "FUTAWA_PORT cannot be read: many");
    }

    #[test]
    fn a_file_with_an_unknown_key_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("futawa.toml");
        fs::write(&path, "dir = \"data\"\nport = 80\n").unwrap();
        assert_eq!(Given::file(&path).unwrap().dir, Some(dir.path().join("data")));
        fs::write(&path, "prot = 80\n").unwrap();
        assert!(Given::file(&path).unwrap_err().to_string().contains("prot"));
    }

    #[test]
    fn the_public_address_gives_host_and_https() {
        let given = Given { public_url: Some("https://futawa.example.jp/".into()), ..Given::default() };
        let settings = settings(&given).unwrap();
        assert!(settings.https);
        assert_eq!(settings.hosts, ["futawa.example.jp"]);
    }

    #[test]
    fn a_mistyped_directory_does_not_become_a_database() {
        let dir = tempfile::tempdir().unwrap();
        let given = Given { dir: Some(dir.path().join("typo")), ..Given::default() };
        assert!(matches!(data(&given, &Environment::default(), Begin::MustExist), Err(ConfigError::Empty(_))));
        assert!(!dir.path().join("typo").exists());
        assert!(data(&given, &Environment::default(), Begin::MayBegin).is_ok());
        assert!(dir.path().join("typo/master.key").exists());
    }

    #[test]
    fn postgresql_needs_a_key_from_outside() {
        let given = Given { database_url: Some("postgres:///x".into()), ..Given::default() };
        assert!(matches!(data(&given, &Environment::default(), Begin::MustExist), Err(ConfigError::NoKey)));
        let key = "ab".repeat(32);
        let found = data(&given, &environment(&[("FUTAWA_MASTER_KEY", &key)]), Begin::MustExist).unwrap();
        assert_eq!(found.key.key, [0xab; 32]);
    }
}

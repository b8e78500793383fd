//! Owns what every command that needs data takes: where the data is, and how to answer.
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use app::rows::Store;
use app::{App, Hasher};
use clap::Args;

use crate::adapter::{OsIds, SystemClock};
use crate::config::{self, Begin, Environment, Given};

/// Where the data is.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Source {
    /// Directory of the data (SQLite); made at the first start.
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    dir: Option<PathBuf>,
    /// Address of the database (PostgreSQL), such as postgres://futawa@db/futawa.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Configuration file (TOML).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Source {
    /// The whole configuration: the file, over it the environment, over it the command line.
    pub(super) fn given(&self, environment: &Environment) -> Result<Given, Box<dyn Error>> {
        let file = self.config.as_deref().map(Given::file).transpose()?.unwrap_or_default();
        let line = Given { dir: self.dir.clone(), database_url: self.database_url.clone(), ..Given::default() };
        Ok(file.under(Given::environment(environment)?).under(line))
    }
}

/// Opens the data for reading and writing.
pub(super) async fn open(given: &Given, environment: &Environment, begin: Begin) -> Result<App, Box<dyn Error>> {
    let data = config::data(given, environment, begin)?;
    if data.key.is_open_to_others {
        tracing::warn!("master_key.open_to_others: chmod 600 the key file");
    }
    let store = Store::open(data.to_write()).await?;
    Ok(App::new(store, Arc::new(SystemClock), Arc::new(OsIds), Hasher::strong()))
}

/// Opens the data for reading only.
pub(super) async fn open_to_read(given: &Given, environment: &Environment) -> Result<App, Box<dyn Error>> {
    let data = config::data(given, environment, Begin::MustExist)?;
    let store = Store::open(data.to_read()).await?;
    Ok(App::new(store, Arc::new(SystemClock), Arc::new(OsIds), Hasher::strong()))
}

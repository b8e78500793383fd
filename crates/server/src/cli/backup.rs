//! Owns `futawa backup` and `futawa restore`: a sealed copy with its files while the server runs, and a copy back that is checked first.
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use app::App;
use app::rows::{BLOB_DIR, MasterKey, Store, StoreConfig, VerifyOptions, copy_files};
use clap::Args;
use serde_json::json;

use super::answer::{Form, in_words};
use super::source::Source;
use super::{Outcome, runtime, start_log};
use crate::adapter::{OsIds, SystemClock};
use crate::config::{self, Begin, DATABASE_FILE, Environment};

/// What stands beside the database's file: its seal.
const SEAL: &str = ".seal";

/// Write a sealed copy of the data (SQLite) into a new directory; the server may go on running.
///
/// The master key is not copied: keep it elsewhere, without it nobody opens the copy.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Directory for the copy; must not hold one yet.
    #[arg(value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

impl Backup {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let data = config::data(&self.source.given(environment)?, environment, Begin::MustExist)?;
        config::create_dir(&self.to)?;
        let file = self.to.join(DATABASE_FILE);
        tracing::info!("backup.started");
        runtime()?.block_on(async {
            let store = Store::open(data.to_read()).await?;
            let done = store.backup(&file).await;
            store.close().await?;
            done
        })?;
        let bytes = fs::metadata(&file)?.len();
        let lines = [
            format!("{} ({bytes} bytes)", file.display()),
            "keep the master key elsewhere: it is not in the copy".to_owned(),
        ];
        self.form.answer(&json!({ "file": file.display().to_string(), "bytes": bytes }), &lines)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Copy a backup into a directory without data, after checking all of it.
///
/// The master key is taken from DIR/master.key of the new directory, FUTAWA_MASTER_KEY_FILE or FUTAWA_MASTER_KEY.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// Directory of the backup.
    #[arg(value_name = "DIR")]
    from: PathBuf,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

impl Restore {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let given = self.source.given(environment)?;
        let dir = given.dir.clone().ok_or("restore needs --dir DIR, the directory that shall hold the data")?;
        let key = config::key_for(&given, environment, &dir)?;
        let backup = self.from.join(DATABASE_FILE);
        let path = backup.to_str().ok_or("the path of the backup is not UTF-8")?.to_owned();
        if !backup.exists() {
            return Err(format!("{} holds no {DATABASE_FILE}", self.from.display()).into());
        }
        tracing::info!("restore.checking");
        let config = StoreConfig::read_only(path, MasterKey::new(key.key));
        let options = VerifyOptions::default();
        let work = App::verify_at(config, &options, Arc::new(SystemClock), Arc::new(OsIds));
        let report = runtime()?.block_on(work).map_err(in_words)?;
        if let Some(finding) = report.findings().first() {
            return Err(format!("the backup is not as it was written, nothing was restored: {finding}").into());
        }
        // The files first: data is there when its file is.
        let files = given.files_dir.unwrap_or_else(|| dir.join(BLOB_DIR));
        copy_files(&self.from.join(BLOB_DIR), &files).map_err(|error| in_words(error.into()))?;
        copy(&backup, &dir.join(DATABASE_FILE))?;
        let value = json!({ "dir": dir.display().to_string(), "facilities": report.facilities, "cases": report.cases });
        let line =
            format!("{}: {} facilities, {} cases, all as written", dir.display(), report.facilities, report.cases);
        self.form.answer(&value, &[line])?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Copies file and seal under another name first, so that a copy that broke off is never taken for data.
fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if to.exists() {
        return Err(format!("{} is there already: nothing was restored", to.display()).into());
    }
    let part = beside(to, ".part");
    fs::copy(from, &part)?;
    fs::File::open(&part)?.sync_all()?;
    let seal = beside(from, SEAL);
    if seal.exists() {
        fs::copy(seal, beside(to, SEAL))?;
    }
    Ok(fs::rename(part, to)?)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

//! Owns `futawa publish month`: writes the public pages of a facility as files for any web server.
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::publication::Month;

use super::source::{Source, open_to_read};
use super::{Outcome, runtime, start_log};
use crate::config::Environment;
use crate::view::public::files;

/// What to write.
#[derive(Debug, Subcommand)]
pub(super) enum Publish {
    /// Write a published month, and the months before it, as files that link to each other.
    Month(WriteMonth),
}

/// Write the public pages. The month must have been published by two people at the month desk; this command decides nothing.
#[derive(Debug, Args)]
pub(super) struct WriteMonth {
    /// The month, YYYY-MM.
    month: Month,
    /// Public code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: String,
    /// Directory for the files; made when it does not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Tell what was written as one line of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: Source,
}

impl Publish {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        let Self::Month(write) = self;
        start_log(environment);
        runtime()?.block_on(write.run(environment))
    }
}

impl WriteMonth {
    async fn run(self, environment: &Environment) -> Outcome {
        let app = open_to_read(&self.source.given(environment)?, environment).await?;
        let found = files(&app, &self.facility).await;
        app.close().await?;
        let found = found?.ok_or_else(|| format!("no facility has the code {}", self.facility))?;
        let page = format!("{}.html", self.month);
        if !found.iter().any(|(name, _)| *name == page) {
            return Err(format!("{} is not published; publish it at the month desk first", self.month).into());
        }
        write(&self.out, &found)?;
        let mut out = io::stdout().lock();
        if self.json {
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            writeln!(out, "{}", serde_json::json!({ "out": self.out, "files": names }))?;
        } else {
            writeln!(out, "{} files in {}", found.len(), self.out.display())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn write(dir: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes)?;
    }
    Ok(())
}

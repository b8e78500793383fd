//! Owns `futawa publish`: writes the public face of facilities as files for any web server, or for none.
mod folder;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, Subcommand};
use domain::publication::Month;

use super::source::{Source, open_to_read};
use super::{Outcome, runtime, start_log};
use crate::config::Environment;
use crate::view::site;

pub(super) use folder::{Checked, check};

/// What to write.
#[derive(Debug, Subcommand)]
pub(super) enum Publish {
    /// Write a published month, and everything else that the facility has published, as files that link to each other.
    Month(WriteMonth),
    /// Write the whole public face as static files: pages in both languages and in plain words, figures, feed, and a manifest of hashes.
    Site(WriteSite),
}

/// Write the public pages. The month must have been published by two people at the month desk; this command decides nothing.
#[derive(Debug, Args)]
pub(super) struct WriteMonth {
    /// The month, YYYY-MM.
    month: Month,
    /// Public code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: String,
    #[command(flatten)]
    target: Target,
}

/// Write what is published. The same data give the same bytes; files of an earlier run that are no longer part of it are removed.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("whose").required(true).args(["facility", "all"])))]
pub(super) struct WriteSite {
    /// Public code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    /// Every facility in a folder of its own, below a list of them.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Target {
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
        start_log(environment);
        let runtime = runtime()?;
        match self {
            Self::Month(write) => runtime.block_on(write.run(environment)),
            Self::Site(write) => runtime.block_on(write.run(environment)),
        }
    }
}

impl WriteMonth {
    async fn run(self, environment: &Environment) -> Outcome {
        let app = open_to_read(&self.target.source.given(environment)?, environment).await?;
        let found = site::of_one(&app, &self.facility).await;
        app.close().await?;
        let found = found?.ok_or_else(|| format!("no facility has the code {}", self.facility))?;
        if !found.contains_key(&format!("{}.html", self.month)) {
            return Err(format!("{} is not published; publish it at the month desk first", self.month).into());
        }
        self.target.write(&found)
    }
}

impl WriteSite {
    async fn run(self, environment: &Environment) -> Outcome {
        let app = open_to_read(&self.target.source.given(environment)?, environment).await?;
        let found = match &self.facility {
            Some(facility) => site::of_one(&app, facility).await,
            None => site::of_all(&app).await.map(Some),
        };
        app.close().await?;
        let found = found?.ok_or_else(|| format!("no facility has the code {}", self.facility.unwrap_or_default()))?;
        self.target.write(&found)
    }
}

impl Target {
    fn write(&self, files: &site::Files) -> Outcome {
        folder::write(&self.out, files)?;
        let mut out = io::stdout().lock();
        if self.json {
            let names: Vec<&String> = files.keys().collect();
            writeln!(out, "{}", serde_json::json!({ "out": self.out, "files": names }))?;
        } else {
            writeln!(out, "{} files in {}", files.len(), self.out.display())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

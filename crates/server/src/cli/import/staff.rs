//! Owns `futawa import staff`: people from a file, and the file of first passwords that only the operator can read.
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::App;
use app::import::StaffReport;
use clap::Args;

use super::super::answer::{Form, in_words};
use super::super::source::{Source, open};
use super::super::{Outcome, runtime, start_log};
use super::at_facility;
use crate::config::{Begin, Environment};

#[derive(Debug, Args)]
pub(in super::super) struct Staff {
    /// The CSV file: UTF-8 or Shift_JIS.
    file: PathBuf,
    /// Code of the facility; may be left out where there is only one.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    /// Read and check everything, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Make a first password for everybody who is added and write them to this new file, which only you can read. Each must be
    /// changed at the first sign-in. Without this, who is added cannot sign in until an administrator gives a password.
    #[arg(long, value_name = "FILE")]
    passwords: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

impl Staff {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        runtime()?.block_on(async {
            let bytes = fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
            let app = open(&self.source.given(environment)?, environment, Begin::MustExist).await?;
            let outcome = self.import(&app, &bytes).await;
            app.close().await?;
            let report = outcome?;
            self.form.answer(&serde_json::to_value(&report)?, &self.lines(&report))?;
            Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        })
    }

    async fn import(&self, app: &App, bytes: &[u8]) -> Result<StaffReport, Box<dyn Error>> {
        let ctx = at_facility(app, self.facility.as_deref()).await?;
        let checked = app.check_staff(&ctx, bytes).await.map_err(in_words)?;
        if self.dry_run || !checked.errors.is_empty() {
            return Ok(checked);
        }
        let mut passwords = BTreeMap::new();
        let file = self.passwords.as_deref().filter(|_| !checked.added.is_empty());
        if let Some(file) = file {
            passwords.extend(checked.added.iter().map(|login| (login.clone(), app.suggest_password())));
            // The passwords are safe on disk before anybody has them: a crash in between leaves a useless file, never a lost password.
            write_secret(file, &passwords).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        let outcome = app.import_staff(&ctx, bytes, &passwords).await;
        if let Some(file) = file.filter(|_| !outcome.as_ref().is_ok_and(|report| report.written)) {
            fs::remove_file(file)?;
        }
        outcome.map_err(in_words)
    }

    /// The outcome for a person.
    fn lines(&self, report: &StaffReport) -> Vec<String> {
        let would = if report.written { "" } else { "would be " };
        let mut lines = vec![format!(
            "{} rows: {} {would}added, {} {would}changed, {} as before, {} errors",
            report.rows,
            report.added.len(),
            report.changed,
            report.unchanged,
            report.errors.len(),
        )];
        for error in &report.errors {
            let place = format!("  row {}, {}", error.row, error.column);
            lines.push(format!("{place}: {} [{}] {}", error.remedy.ja, error.code, error.value));
        }
        if !report.errors.is_empty() {
            lines.push("nothing was written: correct the rows and import the whole file again".to_owned());
        }
        if !report.ignored.is_empty() {
            lines.push(format!("columns that nothing reads: {}", report.ignored.join(", ")));
        }
        if report.written && !report.added.is_empty() {
            lines.push(match &self.passwords {
                Some(file) => format!("first passwords: {} (hand them out, then delete the file)", file.display()),
                None => {
                    "nobody who was added can sign in yet: give passwords on the page or with `futawa user password`"
                        .to_owned()
                }
            });
        }
        lines
    }
}

/// Writes the passwords to a file that did not exist and that nobody else can read.
fn write_secret(path: &Path, passwords: &BTreeMap<String, String>) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = "login,password\r\n".to_owned();
    for (login, password) in passwords {
        text.push_str(&format!("{},{}\r\n", quoted(login), quoted(password)));
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

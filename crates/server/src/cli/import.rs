//! Owns `futawa import`: reports, staff and exposures from files, with a dry run and a list of what is wrong, row by row.
mod exposure;
mod staff;

use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use app::import::{ImportOptions, ImportReport, exposure_template, staff_template, template};
use app::{App, Ctx};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::answer::{Form, in_words};
use super::source::{Source, open};
use super::{Outcome, runtime, start_log};
use crate::config::{Begin, Environment};

/// What to import.
#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Past paper reports from our own CSV (docs/import.md; `futawa import template` gives an empty one).
    Reports(File),
    /// Cases of the public case search (公開データ検索) of the Japan Council for Quality Health Care.
    JqCases(File),
    /// Staff from our own CSV: all rows or none (docs/import.md; `futawa import template staff` gives an empty one).
    Staff(staff::Staff),
    /// User-days and beds by month and unit from our own CSV: all rows or none (docs/import.md; `futawa import template exposure`).
    Exposure(exposure::Exposure),
    /// Write the empty CSV to standard output.
    Template {
        /// For past paper reports, for staff, or for exposures.
        #[arg(value_enum, default_value_t = Template::Reports)]
        of: Template,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Template {
    Reports,
    Staff,
    Exposure,
}

#[derive(Debug, Args)]
pub(super) struct File {
    /// The CSV file: UTF-8 or Shift_JIS.
    file: PathBuf,
    /// Code of the facility; may be left out where there is only one.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    /// Read and check everything, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Report date of public cases, whose file gives only the year. Default: today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    report_date: Option<Date>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Reports,
    JqCases,
}

impl Import {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        let (kind, file) = match self {
            Self::Reports(file) => (Kind::Reports, file),
            Self::JqCases(file) => (Kind::JqCases, file),
            Self::Staff(staff) => return staff.run(environment),
            Self::Exposure(exposure) => return exposure.run(environment),
            Self::Template { of } => {
                let text = match of {
                    Template::Reports => template(),
                    Template::Staff => staff_template(),
                    Template::Exposure => exposure_template(),
                };
                io::stdout().lock().write_all(text.as_bytes())?;
                return Ok(ExitCode::SUCCESS);
            }
        };
        start_log(environment);
        runtime()?.block_on(file.run(kind, environment))
    }
}

/// The program's own context at a facility; without a code, at the only one.
pub(super) async fn at_facility(app: &App, code: Option<&str>) -> Result<Ctx, Box<dyn Error>> {
    let entries = app.directory().await?;
    let codes = || entries.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>().join(", ");
    let entry = match code {
        Some(code) => {
            entries.iter().find(|entry| entry.code == code).ok_or_else(|| format!("no facility has the code {code}"))?
        }
        None if entries.len() == 1 => &entries[0],
        None => return Err(format!("--facility is needed, one of: {}", codes()).into()),
    };
    Ok(app.system(entry.facility_id).await?)
}

impl File {
    async fn run(self, kind: Kind, environment: &Environment) -> Outcome {
        let bytes = fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let app = open(&self.source.given(environment)?, environment, Begin::MustExist).await?;
        let outcome = self.import(&app, kind, &bytes).await;
        app.close().await?;
        let report = outcome?;
        self.form.answer(&serde_json::to_value(&report)?, &lines(&report))?;
        Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    async fn import(&self, app: &App, kind: Kind, bytes: &[u8]) -> Result<ImportReport, Box<dyn Error>> {
        let ctx = at_facility(app, self.facility.as_deref()).await?;
        let options = ImportOptions { dry_run: self.dry_run, report_date: self.report_date };
        let report = match kind {
            Kind::Reports => app.import_reports(&ctx, bytes, options).await,
            Kind::JqCases => app.import_jq_cases(&ctx, bytes, options).await,
        };
        report.map_err(in_words)
    }
}

/// The outcome for a person.
fn lines(report: &ImportReport) -> Vec<String> {
    let done = if report.dry_run { "would be imported" } else { "imported" };
    let mut lines = vec![format!(
        "{} rows: {} {done}, {} imported before, {} with errors",
        report.rows,
        report.imported,
        report.skipped,
        report.errors.iter().map(|error| error.row).collect::<std::collections::BTreeSet<_>>().len(),
    )];
    for error in &report.errors {
        lines.push(format!(
            "  row {}, {}: {} [{}] {}",
            error.row, error.column, error.remedy.ja, error.code, error.value
        ));
    }
    for (heading, values) in &report.unmapped {
        for (value, count) in values {
            let value: String = value.replace('\n', " ").chars().take(60).collect();
            lines.push(format!("  no code, kept as text: {heading} = {value} ({count})"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_told_in_lines() {
        let mut report = ImportReport { rows: 2, imported: 1, skipped: 1, dry_run: true, ..ImportReport::default() };
        report.unmapped.entry("発生場所".to_owned()).or_default().insert("月面".to_owned(), 3);
        let lines = lines(&report);
        assert_eq!(lines[0], "2 rows: 1 would be imported, 1 imported before, 0 with errors");
        assert_eq!(lines[1], "  no code, kept as text: 発生場所 = 月面 (3)");
    }
}

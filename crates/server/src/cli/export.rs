//! Owns `futawa export`: the coded data of a facility's reports as CSV (docs/export.md).
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use app::rows::ReportFilter;
use clap::Args;
use domain::publication::Month;
use serde_json::json;

use super::answer::in_words;
use super::import::at_facility;
use super::source::{Source, open};
use super::{Outcome, runtime, start_log};
use crate::config::{Begin, Environment};

/// Write the coded data of all reports as CSV. That it was exported is journalled.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Code of the facility; may be left out where there is only one.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    /// Only reports of this month (報告日), YYYY-MM.
    #[arg(long)]
    month: Option<Month>,
    /// File to write; standard output if left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Tell what was written as one line of JSON; needs --out.
    #[arg(long, requires = "out")]
    json: bool,
    #[command(flatten)]
    source: Source,
}

impl Export {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        runtime()?.block_on(async {
            let app = open(&self.source.given(environment)?, environment, Begin::MustExist).await?;
            let outcome = match at_facility(&app, self.facility.as_deref()).await {
                Ok(ctx) => app.export_reports(&ctx, &self.filter()).await.map_err(in_words),
                Err(error) => Err(error),
            };
            app.close().await?;
            self.write(&outcome?)?;
            Ok(ExitCode::SUCCESS)
        })
    }

    fn filter(&self) -> ReportFilter {
        ReportFilter {
            from: self.month.map(|month| month.first_day().to_string()),
            until: self.month.map(|month| month.last_day().to_string()),
            ..ReportFilter::default()
        }
    }

    fn write(&self, csv: &[u8]) -> io::Result<()> {
        let Some(out) = &self.out else { return io::stdout().lock().write_all(csv) };
        fs::write(out, csv)?;
        let rows = csv.windows(2).filter(|end| *end == b"\r\n").count().saturating_sub(1);
        let mut told = io::stdout().lock();
        if self.json {
            writeln!(told, "{}", json!({ "out": out, "rows": rows }))
        } else {
            writeln!(told, "{rows} reports in {}", out.display())
        }
    }
}

//! Owns `futawa import exposure`: user-days and beds by month and unit from a file, all rows or none.
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use app::App;
use app::import::{ExposureLine, ExposureReport, RowEffect};
use clap::Args;
use domain::exposure::Measure;

use super::super::answer::{Form, in_words};
use super::super::source::{Source, open};
use super::super::{Outcome, runtime, start_log};
use super::at_facility;
use crate::config::{Begin, Environment};

#[derive(Debug, Args)]
pub(in super::super) struct Exposure {
    /// The CSV file: UTF-8 or Shift_JIS.
    file: PathBuf,
    /// Code of the facility; may be left out where there is only one.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    /// Read and check everything, write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

impl Exposure {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        runtime()?.block_on(async {
            let bytes = fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
            let app = open(&self.source.given(environment)?, environment, Begin::MustExist).await?;
            let outcome = self.import(&app, &bytes).await;
            app.close().await?;
            let report = outcome?;
            self.form.answer(&serde_json::to_value(&report)?, &lines(&report))?;
            Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        })
    }

    async fn import(&self, app: &App, bytes: &[u8]) -> Result<ExposureReport, Box<dyn Error>> {
        let ctx = at_facility(app, self.facility.as_deref()).await?;
        let outcome =
            if self.dry_run { app.check_exposures(&ctx, bytes).await } else { app.import_exposures(&ctx, bytes).await };
        outcome.map_err(in_words)
    }
}

/// The outcome for a person.
fn lines(report: &ExposureReport) -> Vec<String> {
    let would = if report.written { "" } else { "would be " };
    let mut lines = vec![format!(
        "{} rows: {} months {would}added, {} {would}changed, {} as before, {} rows without a number, {} errors",
        report.rows,
        report.added,
        report.changed,
        report.unchanged,
        report.empty,
        report.errors.len(),
    )];
    lines.extend(report.lines.iter().filter_map(told));
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
    lines
}

/// A row that changes something, or that is worth a second look.
fn told(line: &ExposureLine) -> Option<String> {
    let moved = matches!(line.effect, RowEffect::Added | RowEffect::Changed);
    if !moved && !line.doubtful {
        return None;
    }
    let number = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let measures = Measure::ALL.map(|measure| {
        format!("{} {} -> {}", measure.code(), number(line.before.get(measure)), number(line.after.get(measure)))
    });
    let doubt = if line.doubtful { " (more than beds x days x 1.2: please check)" } else { "" };
    Some(format!("  row {}, {}: {}{doubt}", line.row, line.after.month, measures.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_told_in_lines() {
        let month = "2026-04".parse().unwrap();
        let before = domain::exposure::Exposure::unknown(None, month);
        let after = domain::exposure::Exposure { user_days: Some(15_000), beds: Some(50), ..before };
        let line = ExposureLine { row: 2, before, after, effect: RowEffect::Added, doubtful: true };
        let same = ExposureLine { row: 3, before, after: before, effect: RowEffect::Empty, doubtful: false };
        let report =
            ExposureReport { rows: 2, added: 1, empty: 1, lines: vec![line, same], ..ExposureReport::default() };
        let lines = lines(&report);
        assert_eq!(
            lines,
            [
                "2 rows: 1 months would be added, 0 would be changed, 0 as before, 1 rows without a number, 0 errors",
                "  row 2, 2026-04: user_days - -> 15000, beds - -> 50 (more than beds x days x 1.2: please check)",
            ]
        );
    }
}

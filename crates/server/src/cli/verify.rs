//! Owns `futawa verify`: checks every chain, row, case and published month, and says what is not as it was written.
use std::process::ExitCode;
use std::sync::Arc;

use app::App;
use app::rows::VerifyOptions;
use clap::Args;
use serde_json::json;

use super::answer::{Form, in_words};
use super::source::Source;
use super::{Outcome, runtime, start_log};
use crate::adapter::{OsIds, SystemClock};
use crate::config::{self, Begin, Environment};

/// Said when there is no seal, so that nobody takes the answer for more than it is.
const UNSEALED: &str = "no seal of the file (in use, not stopped cleanly, or PostgreSQL): every row was checked, but bytes between the rows \
                        were not, and an older copy of sessions, drafts, form keys and failed sign-ins would pass";

/// Check that nothing was changed behind the program's back. Reads only. Exit 0 = all is well, 1 = something was found.
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
    /// Leave out opening each report's sealed content.
    #[arg(long)]
    quick: bool,
}

impl Verify {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let data = config::data(&self.source.given(environment)?, environment, Begin::MustExist)?;
        let config = data.to_read();
        let options = VerifyOptions { deep: !self.quick };
        tracing::info!("verify.started");
        let work = App::verify_at(config, &options, Arc::new(SystemClock), Arc::new(OsIds));
        let report = runtime()?.block_on(work).map_err(in_words)?;
        let findings = report.findings();
        let value = json!({
            "ok": findings.is_empty(),
            "facilities": report.facilities,
            "events": report.events,
            "rows": report.rows,
            "cases": report.cases,
            "publications": report.publications,
            "sealed": !report.unsealed,
            "findings": findings.iter().map(|finding| json!({
                "facility": finding.facility.map(|facility| facility.to_string()),
                "table": finding.table,
                "key": finding.key,
                "what": finding.what,
            })).collect::<Vec<_>>(),
        });
        let mut lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        if report.unsealed {
            lines.push(UNSEALED.to_owned());
        }
        lines.push(format!(
            "{} facilities, {} events, {} rows, {} cases, {} publications: {}",
            report.facilities,
            report.events,
            report.rows,
            report.cases,
            report.publications,
            if findings.is_empty() { "all as written".to_owned() } else { format!("{} findings", findings.len()) }
        ));
        self.form.answer(&value, &lines)?;
        Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

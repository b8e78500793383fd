//! Owns `futawa verify`: checks every chain, row, case and published month, and says what is not as it was written.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use app::App;
use app::rows::VerifyOptions;
use clap::Args;
use serde_json::json;

use super::answer::{Form, in_words};
use super::publish::{Checked, check};
use super::source::{Source, open_to_read};
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
    #[arg(long, conflicts_with = "site")]
    quick: bool,
    /// Check a folder of `publish site` instead: every altered, missing or added file, and, where the data are at hand, whether each
    /// original in it is one that was published.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        if let Some(site) = &self.site {
            return self.site(site, environment);
        }
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

    fn site(&self, site: &Path, environment: &Environment) -> Outcome {
        let mut checked = check(site)?;
        let given = self.source.given(environment)?;
        // The public folder may lie on a machine without the data: then its own manifest is all there is.
        let has_data = config::data(&given, environment, Begin::MustExist).is_ok();
        if has_data {
            let work = async {
                let app = open_to_read(&given, environment).await?;
                let unknown = unpublished(&app, &checked).await;
                app.close().await?;
                unknown
            };
            let unknown = runtime()?.block_on(work)?;
            checked.findings.extend(unknown.into_iter().map(|path| (path, "no publication in the data has this hash")));
        }
        let value = json!({
            "ok": checked.findings.is_empty(),
            "files": checked.manifest.files.len(),
            "snapshots": checked.manifest.snapshots.len(),
            "compared_with_data": has_data,
            "findings": checked.findings.iter().map(|(path, what)| json!({ "path": path, "what": what })).collect::<Vec<_>>(),
        });
        let mut lines: Vec<String> = checked.findings.iter().map(|(path, what)| format!("{path}: {what}")).collect();
        if !has_data {
            lines.push("no data given: compared with the manifest of the folder only".to_owned());
        }
        let end = match checked.findings.len() {
            0 => "all as written".to_owned(),
            n => format!("{n} findings"),
        };
        lines.push(format!(
            "{} files, {} originals: {end}",
            checked.manifest.files.len(),
            checked.manifest.snapshots.len()
        ));
        self.form.answer(&value, &lines)?;
        Ok(if checked.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Originals of the folder that nobody has published: a folder and its manifest may have been changed together.
async fn unpublished(app: &App, checked: &Checked) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut unknown = Vec::new();
    for snapshot in &checked.manifest.snapshots {
        let hashes = app.public_hashes(&snapshot.facility, &snapshot.of).await?;
        if !hashes.contains(&snapshot.sha256) {
            unknown.push(snapshot.path.clone());
        }
    }
    Ok(unknown)
}

//! Owns `futawa reindex`: throws the search index away and builds it again from the reports.
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use app::App;
use clap::Args;
use serde_json::json;

use super::answer::{Form, in_words};
use super::import::at_facility;
use super::source::{Source, open};
use super::{Outcome, runtime, start_log};
use crate::config::{Begin, Environment};

/// Build the search index again from the reports. It holds nothing of its own: decisions about duplicates stay.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    /// Code of the facility; all of them if left out.
    #[arg(long, value_name = "CODE")]
    facility: Option<String>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

impl Reindex {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        runtime()?.block_on(async {
            let app = open(&self.source.given(environment)?, environment, Begin::MustExist).await?;
            let outcome = self.build(&app).await;
            app.close().await?;
            let built = outcome?;
            let value: Vec<_> =
                built.iter().map(|(code, reports)| json!({ "facility": code, "reports": reports })).collect();
            let lines: Vec<String> = built.iter().map(|(code, reports)| format!("{code}: {reports} reports")).collect();
            self.form.answer(&json!({ "indexed": value }), &lines)?;
            Ok(ExitCode::SUCCESS)
        })
    }

    /// The facilities with the number of their reports.
    async fn build(&self, app: &App) -> Result<Vec<(String, usize)>, Box<dyn Error>> {
        let codes = match &self.facility {
            Some(code) => vec![code.clone()],
            None => app.directory().await?.into_iter().map(|entry| entry.code).collect(),
        };
        let mut built = Vec::with_capacity(codes.len());
        for code in codes {
            let ctx = at_facility(app, Some(&code)).await?;
            let mut progress = |done: usize| {
                // Nobody to tell when standard error is closed.
                drop(writeln!(io::stderr(), "{code}: {done}"));
            };
            let reports = app.reindex(ctx.facility, &mut progress).await.map_err(in_words)?;
            built.push((code, reports));
        }
        Ok(built)
    }
}

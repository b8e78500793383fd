//! Owns `futawa facility`: the founding of a facility, the first thing in a new directory.
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use app::facility::NewFacility;
use clap::{Args, Subcommand};
use domain::profile::Profile;
use serde_json::json;

use super::answer::{Form, in_words};
use super::source::{Source, open};
use super::{Outcome, runtime, start_log};
use crate::config::{Begin, Environment};

/// Facilities.
#[derive(Debug, Subcommand)]
pub(super) enum Facility {
    /// Found a facility with the profile that it begins with.
    Add(Add),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Code in public addresses: letters, digits and hyphens.
    #[arg(value_parser = code)]
    code: String,
    /// Name in Japanese.
    #[arg(long)]
    name_ja: String,
    /// Name in English.
    #[arg(long)]
    name_en: String,
    /// Profile to begin with: welfare, university-hospital, or a TOML file.
    #[arg(long, value_name = "PROFILE", default_value = "welfare")]
    profile: String,
    /// IANA time zone.
    #[arg(long, default_value = "Asia/Tokyo")]
    zone: String,
    /// How the public reaches the facility, for its public pages.
    #[arg(long, default_value = "")]
    contact: String,
    /// Take reports without an account.
    #[arg(long)]
    anonymous_reports: bool,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

fn code(text: &str) -> Result<String, String> {
    let fits = !text.is_empty()
        && text.len() <= 32
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if fits { Ok(text.to_owned()) } else { Err("1 to 32 small letters, digits and hyphens".to_owned()) }
}

fn profile(name: &str) -> Result<Profile, Box<dyn Error>> {
    if let Some(profile) = Profile::builtin(name) {
        return Ok(profile.clone());
    }
    let text = fs::read_to_string(Path::new(name))
        .map_err(|error| format!("{name} is no profile of the program and no file: {error}"))?;
    let profile = Profile::from_toml(&text)?;
    let problems: Vec<String> =
        profile.validate().iter().map(|problem| format!("{}: {}", problem.path, problem.message.en)).collect();
    if problems.is_empty() { Ok(profile) } else { Err(problems.join("; ").into()) }
}

impl Facility {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let Self::Add(add) = self;
        let given = add.source.given(environment)?;
        let profile = profile(&add.profile)?;
        runtime()?.block_on(async {
            let app = open(&given, environment, Begin::MayBegin).await?;
            let new = NewFacility {
                code: add.code.clone(),
                name_ja: add.name_ja,
                name_en: add.name_en,
                zone: add.zone,
                calendar: "wareki".to_owned(),
                anonymous_reports: add.anonymous_reports,
                contact: add.contact,
                profile,
            };
            let founded = app.found_facility(new).await;
            app.close().await?;
            let id = founded.map_err(in_words)?;
            let line = format!(
                "{} is founded; next: futawa user add LOGIN --facility {} --name NAME --role administrator",
                add.code, add.code
            );
            add.form.answer(&json!({ "facility": add.code, "id": id.to_string() }), &[line])?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

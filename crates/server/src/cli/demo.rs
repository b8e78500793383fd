//! Owns `futawa demo`: fills a directory with invented data once, then serves it and tells the sign-ins.
use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::Clock as _;
use app::demo::{self, DemoOptions};
use app::rows::{BLOB_DIR, Store};
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::answer::in_words;
use super::serve::{Door, listen};
use super::source::open;
use super::{Outcome, runtime, start_log};
use crate::adapter::{KEY_FILE, SystemClock};
use crate::config::{self, Begin, DATABASE_FILE, Environment, Given};

/// What was made, kept for the next start.
const MADE: &str = "demo.json";
/// Stands in the directory while it is being filled: what else lies there then is ours to throw away.
const PARTIAL: &str = "demo.partial";

/// Where a checkout has the public cases; they are no part of the project.
const CASES_BESIDE: &str = "../shared/data/jq/MedicalReportPub.csv";

/// Fill a directory with invented data (the first time takes a while), serve it, and tell the sign-ins.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Directory of the demo; made and filled if it is not there.
    #[arg(long, value_name = "DIR", default_value = "futawa-demo")]
    dir: PathBuf,
    /// Seed: the same seed gives the same stories.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// CSV of the public case search; the hospital then reports these cases too. Default: what lies under ../shared/data/jq, if anything.
    #[arg(long, value_name = "FILE", alias = "jq-file")]
    cases: Option<PathBuf>,
    /// Tell address and sign-ins as one line of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    door: Door,
}

impl Demo {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let given = Given { dir: Some(self.dir.clone()), ..Given::environment(environment)? };
        let given = Given { database_url: None, files_dir: None, ..given };
        runtime()?.block_on(async {
            let made = self.made(&given, environment).await?;
            let given = self.door.clone().over(given);
            let app = open(&given, environment, Begin::MustExist).await?;
            listen(app, &given, |address| self.tell(address, given.port, &made)).await?;
            Ok(ExitCode::SUCCESS)
        })
    }

    /// What stands in the directory, made now if it does not.
    async fn made(&self, given: &Given, environment: &Environment) -> Result<Value, Box<dyn Error>> {
        let (made, partial) = (self.dir.join(MADE), self.dir.join(PARTIAL));
        if partial.exists() {
            throw_away(&self.dir)?;
        } else if made.exists() {
            return Ok(serde_json::from_str(&fs::read_to_string(made)?)?);
        } else if self.dir.join(DATABASE_FILE).exists() {
            let dir = self.dir.display();
            return Err(format!("{dir} holds data that is no demo: choose another --dir").into());
        }
        config::create_dir(&self.dir)?;
        fs::write(&partial, "")?;
        let summary = self.fill(given, environment).await?;
        fs::write(made, summary.to_string())?;
        fs::remove_file(partial)?;
        Ok(summary)
    }

    async fn fill(&self, given: &Given, environment: &Environment) -> Result<Value, Box<dyn Error>> {
        let data = config::data(given, environment, Begin::MayBegin)?;
        let store = Store::open(data.to_write()).await?;
        let beside = Path::new(CASES_BESIDE);
        let cases = self.cases.as_deref().or(Some(beside).filter(|file| file.exists()));
        let cases = cases.map(fs::read).transpose()?;
        let options = DemoOptions { cases, ..DemoOptions::new(self.seed, today()) };
        let filled = demo::fill(&store, &options, &progress).await;
        store.close().await?;
        Ok(serde_json::to_value(filled.map_err(in_words)?)?)
    }

    fn tell(&self, address: &str, port: Option<u16>, made: &Value) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", json!({ "address": address, "demo": made }))?;
        } else if port != Some(0) {
            write!(out, "{}", lines(address, made))?;
        }
        out.flush()
    }
}

fn today() -> Date {
    // The demo's facilities are in Japan; without the zone's data the day of UTC is near enough.
    let zone = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
    SystemClock.now().to_zoned(zone).date()
}

fn progress(facility: &str, done: usize, total: usize) {
    // Nobody to tell when standard error is closed.
    drop(writeln!(io::stderr(), "{facility}: {done}/{total}"));
}

/// Throws away what an earlier start had begun to fill.
fn throw_away(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(DATABASE_FILE) || name == KEY_FILE {
            fs::remove_file(entry.path())?;
        } else if name == BLOB_DIR {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The sign-ins as a table, and where to go.
fn lines(address: &str, made: &Value) -> String {
    let mut text = String::from("\n");
    let mut facility = "";
    for sign_in in made["sign_ins"].as_array().into_iter().flatten() {
        let of = |key: &str| sign_in[key].as_str().unwrap_or_default();
        if of("facility") != facility {
            facility = of("facility");
            text.push_str(&format!("{} ({facility})\n", of("facility_ja")));
        }
        text.push_str(&format!("  {:<14} {}  {} ({})\n", of("login"), of("password"), of("name"), of("part")));
    }
    text.push_str(&format!("\n{address}\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_stand_under_their_facility() {
        let sign_in = |login: &str| json!({"facility": "hoshi", "facility_ja": "星の里", "part": "reporter", "name": "介護 花子", "login": login, "password": "pw"});
        let text = lines("http://127.0.0.1:8080", &json!({ "sign_ins": [sign_in("a"), sign_in("b")] }));
        assert_eq!(text.matches("星の里").count(), 1);
        assert_eq!(text.matches("介護 花子 (reporter)").count(), 2);
        assert!(text.ends_with("\nhttp://127.0.0.1:8080\n"));
    }

    #[test]
    fn only_what_filling_makes_is_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["futawa.db", "futawa.db-wal", "master.key", "diary.txt"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        throw_away(dir.path()).unwrap();
        let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["diary.txt"]);
    }
}

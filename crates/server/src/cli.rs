//! Owns the command line: which commands there are, and how their ends become exit codes.
mod answer;
mod backup;
mod demo;
mod export;
mod facility;
mod import;
mod notices;
mod publish;
mod reindex;
mod serve;
mod source;
mod tool;
mod user;
mod verify;

use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Environment;

/// Incident reports, judged, stamped and published (ふたわ).
#[derive(Debug, Parser)]
#[command(name = "futawa", version, about, propagate_version = true, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages.
    Serve(serve::Serve),
    /// Fill a directory with invented data, serve it, and tell the sign-ins.
    Demo(demo::Demo),
    /// Found facilities.
    Facility {
        #[command(subcommand)]
        facility: facility::Facility,
    },
    /// Add people and give new passwords.
    User {
        #[command(subcommand)]
        user: user::User,
    },
    /// Bring reports in from files.
    Import {
        #[command(subcommand)]
        import: import::Import,
    },
    /// Write the coded data of all reports as CSV.
    Export(export::Export),
    /// Write what is published as files.
    Publish {
        #[command(subcommand)]
        publish: publish::Publish,
    },
    /// Write a sealed copy of the data while the server runs.
    Backup(backup::Backup),
    /// Copy a backup into a directory without data, after checking all of it.
    Restore(backup::Restore),
    /// Check that nothing was changed behind the program's back.
    Verify(verify::Verify),
    /// Build the search index again.
    Reindex(reindex::Reindex),
    /// Print the licences of the fonts and the dictionary inside this program.
    Notices(notices::Notices),
    /// Compute levels, dates, charts and rates, fold, compare and suggest texts: one JSON object per input line, one per output line. Needs no database.
    Tool {
        #[command(subcommand)]
        tool: tool::Tool,
    },
}

/// What a command gives back: its exit code, or an error to be told on standard error.
type Outcome = Result<ExitCode, Box<dyn Error>>;

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let environment = Environment::read();
    let outcome = match Line::parse().command {
        Command::Serve(serve) => serve.run(&environment),
        Command::Demo(demo) => demo.run(&environment),
        Command::Facility { facility } => facility.run(&environment),
        Command::User { user } => user.run(&environment),
        Command::Import { import } => import.run(&environment),
        Command::Export(export) => export.run(&environment),
        Command::Publish { publish } => publish.run(&environment),
        Command::Backup(backup) => backup.run(&environment),
        Command::Restore(restore) => restore.run(&environment),
        Command::Verify(verify) => verify.run(&environment),
        Command::Reindex(reindex) => reindex.run(&environment),
        Command::Notices(notices) => notices.run(),
        Command::Tool { tool } => tool.run(),
    };
    outcome.unwrap_or_else(|error| {
        tell(&*error);
        ExitCode::FAILURE
    })
}

/// Tells an error with its causes.
fn tell(error: &dyn Error) {
    let mut text = format!("futawa: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.ends_with(&words) {
            text = format!("{text}: {words}");
        }
        source = cause.source();
    }
    // Nobody to tell when standard error is closed.
    drop(writeln!(io::stderr(), "{text}"));
}

/// Starts the log on standard error: `FUTAWA_LOG` filters it, `FUTAWA_LOG_FORMAT=json` makes it machine-readable.
fn start_log(environment: &Environment) {
    let filter = environment.get("FUTAWA_LOG").unwrap_or_else(|| "info,sqlx=warn".to_owned());
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false);
    // A second start within one process (tests) keeps the first log.
    let started = if environment.get("FUTAWA_LOG_FORMAT").as_deref() == Some("json") {
        builder.json().try_init()
    } else {
        builder.with_ansi(io::stderr().is_terminal()).try_init()
    };
    drop(started);
}

/// The runtime for commands that wait for a database or for browsers.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Line::command().debug_assert();
    }
}

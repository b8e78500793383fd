//! Owns the developer's commands: `cargo xtask tidy` checks the rules that the compiler and clippy cannot state.

mod tidy;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask tidy [--info]\n\n  tidy     check rules L1-L8 and the house rules; exit 1 when one is broken\n  --info   also print hints that ask for no action (L8: nouns that only one layer knows)\n";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["tidy"] => run_tidy(false),
        ["tidy", "--info"] => run_tidy(true),
        _ => {
            // A closed standard error leaves nobody to tell.
            let _ = std::io::stderr().write_all(USAGE.as_bytes());
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "xtask: {error}");
            ExitCode::from(2)
        }
    }
}

/// Runs every rule over the work tree; true when none is broken.
fn run_tidy(with_info: bool) -> std::io::Result<bool> {
    let tree = tidy::Tree::read(&root()?)?;
    let report = tidy::check(&tree);
    let mut out = std::io::stdout().lock();
    for finding in report.findings() {
        if with_info || finding.severity != tidy::Severity::Info {
            writeln!(out, "{finding}")?;
        }
    }
    writeln!(out, "{}", report.summary(tree.len()))?;
    Ok(report.is_clean())
}

/// The work tree in which the command was given: the nearest folder with a lock file. Not the folder in which this program was
/// built, because a shared target directory may hold one that another checkout built.
fn root() -> std::io::Result<PathBuf> {
    let here = std::env::current_dir()?;
    let found = here.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    found
        .map(Path::to_path_buf)
        .ok_or_else(|| std::io::Error::other("no Cargo.lock here or above: run it inside the checkout"))
}

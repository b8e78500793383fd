//! Owns what build scripts share: fetching the pinned npm packages of a crate, running its programs, and failing with one clear sentence.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// What a build script gives back.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

const NODE_MISSING: &str = "Futawa needs Node.js 20 or later (with npm) to be built: \
     install it (Debian: apt-get install nodejs npm) and build again.";

/// Runs a build script; its error becomes one message instead of a backtrace.
pub fn script(run: impl FnOnce() -> Outcome<()>) -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Tells Cargo to run the script again when one of these files of the folder changes.
#[expect(clippy::print_stdout, reason = "standard output is how a build script speaks to Cargo")]
pub fn watch(folder: &Path, files: &[&str]) {
    for file in files {
        println!("cargo::rerun-if-changed={}", folder.join(file).display());
    }
}

/// The folder of the crate that is built. Asked for when the script runs: a target directory may be handed to a checkout at another
/// place, with the script in it that was compiled at the first.
///
/// # Errors
/// Outside of a build script.
#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script where its crate is by the environment only")]
pub fn crate_dir() -> Outcome<PathBuf> {
    Ok(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?.into())
}

/// The folder into which the build script writes.
///
/// # Errors
/// Outside of a build script.
#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script where to write by the environment only")]
pub fn out_dir() -> Outcome<PathBuf> {
    Ok(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?.into())
}

/// Brings exactly what the folder's lock file names into its `node_modules`; no script of a package is run.
///
/// # Errors
/// Without npm, or when npm fails: what it said.
pub fn install(folder: &Path) -> Outcome<()> {
    call("npm", &["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
}

/// Fetches the packages of a crate into a copy under `OUT_DIR`, hands `node_modules` to `take`, and throws it away: only what was
/// taken is needed again.
///
/// # Errors
/// As [`install`], or what `take` says.
pub fn fetch(crate_folder: &Path, take: impl FnOnce(&Path) -> Outcome<()>) -> Outcome<()> {
    let copy = out_dir()?.join("npm");
    fs::create_dir_all(&copy)?;
    let files = ["package.json", "package-lock.json"];
    watch(crate_folder, &files);
    for file in files {
        fs::copy(crate_folder.join(file), copy.join(file))?;
    }
    install(&copy)?;
    let modules = copy.join("node_modules");
    take(&modules)?;
    Ok(fs::remove_dir_all(modules)?)
}

/// Runs a program in a folder.
///
/// # Errors
/// When it is missing or fails: what it said.
pub fn call(program: &str, arguments: &[&str], folder: &Path) -> Outcome<()> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().map_err(|_| NODE_MISSING)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{program} {}` failed in {}:\n{said}", arguments.join(" "), folder.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_and_a_failure_say_what_to_do() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let missing = call("no-such-program-of-futawa", &[], here).map_err(|error| error.to_string());
        assert!(missing.is_err_and(|text| text.contains("apt-get install nodejs npm")));
        let failed = call("cargo", &["no-such-command"], here).map_err(|error| error.to_string());
        assert!(failed.is_err_and(|text| text.contains("cargo no-such-command") && text.contains("failed in")));
    }
}

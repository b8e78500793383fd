//! Builds `web/` (style sheet, script, icon) with the pinned npm packages and lists the results for `src/assets.rs`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

const NODE_MISSING: &str = "Futawa needs Node.js 20 or later (with npm) to build its style sheet and script: \
     install it (Debian: apt-get install nodejs npm) and build again.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    for watched in ["src", "build.mjs", "package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed={}", web.join(watched).display());
    }
    println!("cargo::rerun-if-changed=build.rs");
    if packages_are_stale(&web) {
        let arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
        call("npm", &arguments, &web)?;
    }
    let out = out_dir()?;
    let built = out.join("web");
    let target = built.to_str().ok_or("OUT_DIR is not valid UTF-8")?;
    call("node", &["build.mjs", target], &web)?;
    fs::write(out.join("assets.rs"), table(&built)?)?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script where to write by the environment only")]
fn out_dir() -> Result<PathBuf, Box<dyn Error>> {
    Ok(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?.into())
}

/// Whether npm never ran here, or ran before the lock file changed.
fn packages_are_stale(web: &Path) -> bool {
    let time = |path: &str| fs::metadata(web.join(path)).and_then(|m| m.modified()).ok();
    let installed = time("node_modules/.package-lock.json");
    installed.is_none() || installed < time("package-lock.json")
}

fn call(program: &str, arguments: &[&str], dir: &Path) -> Result<(), Box<dyn Error>> {
    let output = Command::new(program).args(arguments).current_dir(dir).output().map_err(|_| NODE_MISSING)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{program} {}` failed in web/:\n{said}", arguments.join(" ")).into())
}

/// Rust source of the list of built files; each `stem.hash.ext` has `.br` and `.gz` beside it.
fn table(built: &Path) -> Result<String, Box<dyn Error>> {
    let mut names: Vec<String> =
        fs::read_dir(built)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let mut source = String::from("const FILES: &[Asset] = &[\n");
    for name in &names {
        let parts: Vec<&str> = name.split('.').collect();
        let [stem, _hash, extension] = parts.as_slice() else {
            continue;
        };
        let bytes = |suffix: &str| {
            let path = built.join(format!("{name}{suffix}"));
            format!("include_bytes!({:?})", path.display().to_string())
        };
        writeln!(
            source,
            "    Asset {{ name: \"{stem}.{extension}\", built: {name:?}, plain: {}, brotli: {}, gzip: {} }},",
            bytes(""),
            bytes(".br"),
            bytes(".gz"),
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

//! Fetches the pinned font packages with npm and lays the faces and their licences into `OUT_DIR/fonts`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

const NODE_MISSING: &str = "Futawa needs Node.js 20 or later (with npm) to fetch the fonts of its PDF documents: \
     install it (Debian: apt-get install nodejs npm) and build again.";

/// Package, then the weights that are embedded.
const FACES: [(&str, &str, &[&str]); 5] = [
    ("biz-udpgothic", "BIZUDPGothic", &["400Regular", "700Bold"]),
    ("noto-sans-jp", "NotoSansJP", &["400Regular", "700Bold"]),
    ("noto-emoji", "NotoEmoji", &["400Regular"]),
    ("noto-sans-hebrew", "NotoSansHebrew", &["400Regular"]),
    ("noto-sans-arabic", "NotoSansArabic", &["400Regular"]),
];

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
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = out_dir()?;
    let packages = out.join("npm");
    fs::create_dir_all(&packages)?;
    for file in ["package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed={}", here.join(file).display());
        fs::copy(here.join(file), packages.join(file))?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    let arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    call("npm", &arguments, &packages)?;
    let fonts = out.join("fonts");
    fs::create_dir_all(&fonts)?;
    for (package, stem, weights) in FACES {
        let from = packages.join("node_modules/@expo-google-fonts").join(package);
        for weight in weights {
            let name = format!("{stem}_{weight}.ttf");
            fs::copy(from.join(weight).join(&name), fonts.join(&name))?;
        }
        fs::copy(from.join("LICENSE_FONT"), fonts.join(format!("{stem}.txt")))?;
    }
    // What was fetched weighs 70 MB and is not needed again.
    fs::remove_dir_all(packages.join("node_modules"))?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script where to write by the environment only")]
fn out_dir() -> Result<PathBuf, Box<dyn Error>> {
    Ok(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?.into())
}

fn call(program: &str, arguments: &[&str], dir: &Path) -> Result<(), Box<dyn Error>> {
    let output = Command::new(program).args(arguments).current_dir(dir).output().map_err(|_| NODE_MISSING)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{program} {}` failed for the fonts of crates/pdf:\n{said}", arguments.join(" ")).into())
}

//! Builds `web/` (style sheet, script, icon) with the pinned npm packages and lists the results for `src/assets.rs`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    npm::script(|| {
        let here = npm::crate_dir()?;
        let web = here.join("../../web");
        npm::watch(&web, &["src", "build.mjs", "package.json", "package-lock.json"]);
        npm::watch(&here, &["build.rs"]);
        if packages_are_stale(&web) {
            npm::install(&web)?;
        }
        let out = npm::out_dir()?;
        let built = out.join("web");
        let target = built.to_str().ok_or("OUT_DIR is not valid UTF-8")?;
        npm::call("node", &["build.mjs", target], &web)?;
        Ok(fs::write(out.join("assets.rs"), table(&built)?)?)
    })
}

/// Whether npm never ran here, or ran before the lock file changed.
fn packages_are_stale(web: &Path) -> bool {
    let time = |path: &str| fs::metadata(web.join(path)).and_then(|m| m.modified()).ok();
    let installed = time("node_modules/.package-lock.json");
    installed.is_none() || installed < time("package-lock.json")
}

/// Rust source of the list of built files; each `stem.hash.ext` has `.br` and `.gz` beside it.
fn table(built: &Path) -> npm::Outcome<String> {
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

//! Fetches the pinned font packages with npm and lays the faces and their licences into `OUT_DIR/fonts`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Package, then the weights that are embedded.
const FACES: [(&str, &str, &[&str]); 11] = [
    ("biz-udpgothic", "BIZUDPGothic", &["400Regular", "700Bold"]),
    ("noto-sans-jp", "NotoSansJP", &["400Regular", "700Bold"]),
    ("noto-emoji", "NotoEmoji", &["400Regular"]),
    ("noto-sans-hebrew", "NotoSansHebrew", &["400Regular"]),
    ("noto-sans-arabic", "NotoSansArabic", &["400Regular"]),
    ("noto-sans-sc", "NotoSansSC", &["400Regular"]),
    ("noto-sans-kr", "NotoSansKR", &["400Regular"]),
    ("noto-sans-thai", "NotoSansThai", &["400Regular"]),
    ("noto-sans-devanagari", "NotoSansDevanagari", &["400Regular"]),
    ("noto-sans-myanmar", "NotoSansMyanmar", &["400Regular"]),
    ("noto-sans-symbols-2", "NotoSansSymbols2", &["400Regular"]),
];

fn main() -> ExitCode {
    npm::script(|| {
        let here = npm::crate_dir()?;
        npm::watch(&here, &["build.rs"]);
        npm::fetch(&here, lay_out)
    })
}

fn lay_out(modules: &Path) -> npm::Outcome<()> {
    let fonts = npm::out_dir()?.join("fonts");
    fs::create_dir_all(&fonts)?;
    for (package, stem, weights) in FACES {
        let from = modules.join("@expo-google-fonts").join(package);
        for weight in weights {
            let name = format!("{stem}_{weight}.ttf");
            fs::copy(from.join(weight).join(&name), fonts.join(&name))?;
        }
        fs::copy(from.join("LICENSE_FONT"), fonts.join(format!("{stem}.txt")))?;
    }
    Ok(())
}

//! Writes every page sample as a file, with the built style sheet beside it: `cargo run -p render --example gallery -- DIR`.

use std::path::PathBuf;
use std::{env, fs, io};

use render::{Lang, Text, page};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    fs::create_dir_all(&out)?;
    let dist = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    for entry in fs::read_dir(&dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // app.1a2b3c4d.css -> app.css, so that the samples need no manifest.
        let parts: Vec<&str> = name.split('.').collect();
        if let [stem, _hash, extension @ ("css" | "js" | "svg")] = parts.as_slice() {
            fs::copy(dist.join(&name), out.join(format!("{stem}.{extension}")))?;
        }
    }
    for lang in Lang::ALL {
        for sample in page::samples(Text::new(lang)) {
            for theme in ["light", "dark"] {
                let html = sample
                    .html
                    .replace("data-theme=\"device\"", &format!("data-theme=\"{theme}\""))
                    .replace("<link rel=\"stylesheet\" href=\"\">", "<link rel=\"stylesheet\" href=\"app.css\">")
                    .replace("<script src=\"\" defer>", "<script src=\"app.js\" defer>");
                let name = format!("{}.{}.{theme}.html", sample.name, lang.code());
                fs::write(out.join(name), html)?;
            }
        }
    }
    Ok(())
}

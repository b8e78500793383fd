//! poppler's tools over the bytes of a document. Where they are missing a test says so and checks what it can.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

static NEXT: AtomicUsize = AtomicUsize::new(0);

fn run(tool: &str, bytes: &[u8], before: &[&str], after: &[&str]) -> Option<String> {
    // pdfinfo tells some attributes in no encoding; of a text, what is no UTF-8 fails its comparison.
    run_raw(tool, bytes, before, after).map(|told| String::from_utf8_lossy(&told).into_owned())
}

fn run_raw(tool: &str, bytes: &[u8], before: &[&str], after: &[&str]) -> Option<Vec<u8>> {
    let name = format!("document-{}-{}.pdf", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new(tool).args(before).arg(&path).args(after).output();
    std::fs::remove_file(&path).unwrap();
    let Ok(output) = output else {
        println!("skipped: {tool} is not installed (Debian: apt-get install poppler-utils)");
        return None;
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !complaint.contains("endstream"), "{tool}: {complaint}");
    Some(output.stdout)
}

/// The text of the document.
pub(crate) fn text(bytes: &[u8], arguments: &[&str]) -> Option<String> {
    run("pdftotext", bytes, arguments, &["-"])
}

/// What pdfinfo says.
pub(crate) fn info(bytes: &[u8]) -> Option<String> {
    run("pdfinfo", bytes, &[], &[])
}

/// Number of pages.
pub(crate) fn pages(bytes: &[u8]) -> Option<usize> {
    let info = info(bytes)?;
    let line = info.lines().find(|line| line.starts_with("Pages:")).unwrap();
    Some(line.trim_start_matches("Pages:").trim().parse().unwrap())
}

/// A line for every font.
pub(crate) fn fonts(bytes: &[u8]) -> Option<Vec<String>> {
    Some(run("pdffonts", bytes, &[], &[])?.lines().skip(2).map(str::to_owned).collect())
}

/// The tree of tags with what each holds, as lines, without the names of heads.
pub(crate) fn tags(bytes: &[u8]) -> Option<String> {
    let tree = run("pdfinfo", bytes, &["-struct-text"], &[])?;
    let lines = tree.lines().filter(|line| !line.trim_start().starts_with("/Headers"));
    Some(lines.map(|line| line.split(" <").next().unwrap_or(line)).collect::<Vec<_>>().join("\n"))
}

/// How every page looks, small.
pub(crate) fn pictures(bytes: &[u8]) -> Option<Vec<u8>> {
    run_raw("pdftoppm", bytes, &["-r", "40", "-gray"], &[])
}

/// Of every table that the file is tagged with: how many heads and how many data cells it has.
pub(crate) fn tables(bytes: &[u8]) -> Option<Vec<(usize, usize)>> {
    let tree = run("pdfinfo", bytes, &["-struct"], &[])?;
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut tables = Vec::new();
    for line in tree.lines().filter(|line| !line.trim_start().starts_with('/')) {
        while open.last().is_some_and(|(_, at)| depth(line) <= *at) {
            open.pop();
        }
        match (line.split_whitespace().next(), open.last()) {
            (Some("Table"), _) => {
                open.push((tables.len(), depth(line)));
                tables.push((0, 0));
            }
            (Some("TH"), Some((table, _))) => tables[*table].0 += 1,
            (Some("TD"), Some((table, _))) => tables[*table].1 += 1,
            _ => {}
        }
    }
    Some(tables)
}

/// Embedded, subset, with Unicode; tagged, every table with heads; both standards named in the metadata.
pub(crate) fn assert_accessible(name: &str, bytes: &[u8]) {
    for font in fonts(bytes).unwrap_or_default() {
        assert!(font.contains("yes yes yes"), "{name}: {font}");
    }
    if let Some(info) = info(bytes) {
        assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{name}: {info}");
        assert!(info.contains("JavaScript:      no"), "{name}: {info}");
    }
    for (at, (heads, cells)) in tables(bytes).unwrap_or_default().into_iter().enumerate() {
        assert!(heads > 0, "{name}: table {at} has {cells} cells and no head that says what they are");
    }
    let raw = String::from_utf8_lossy(bytes);
    assert!(raw.contains("<pdfaid:part>2</pdfaid:part>"), "{name}: PDF/A part");
    assert!(raw.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "{name}: PDF/A level");
    assert!(raw.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}: PDF/UA");
}

/// Without white space, which the lines of a page decide.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// Keeps a document to look at, where `FUTAWA_PDF_OUT` names a directory at compile time.
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    if let Some(dir) = option_env!("FUTAWA_PDF_OUT") {
        std::fs::write(PathBuf::from(dir).join(format!("{name}.pdf")), bytes).unwrap();
    }
}

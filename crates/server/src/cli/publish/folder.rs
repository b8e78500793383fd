//! Owns the folder of public files on the disk: written so that a reader never meets half of it, and checked against its manifest.
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path};

use app::publication_files;
use domain::publication::{PeriodSnapshot, Snapshot};

use crate::view::site::{Files, MANIFEST, Manifest, sha256};

/// Ending of a file that is not whole yet.
const PART: &str = ".part";

/// Writes the files into the folder. Each appears whole or not at all; what others lead to comes first, the first pages and the
/// manifest last; then the files of an earlier manifest that are no longer part of it go.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write(dir: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let before = match manifest(dir) {
        Ok(manifest) => manifest.files.into_iter().map(|file| file.path).collect(),
        Err(_) => BTreeSet::new(),
    };
    let mut order: Vec<&String> = files.keys().collect();
    order.sort_by_key(|path| rank(path));
    for path in order {
        if let Some(bytes) = files.get(path) {
            put(&dir.join(path), bytes)?;
        }
    }
    for path in before.iter().filter(|path| !files.contains_key(*path) && is_inside(path)) {
        match fs::remove_file(dir.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Style sheet and figures, then pages, then the pages that lead to them, then the manifest.
fn rank(path: &str) -> u8 {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path == MANIFEST {
        3
    } else if name.starts_with("index") && name.ends_with(".html") {
        2
    } else {
        u8::from(name.ends_with(".html") || name.ends_with(".atom"))
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|held| held == bytes) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut part = path.as_os_str().to_owned();
    part.push(PART);
    let mut file = fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)
}

/// A path of a manifest that stays inside the folder; a forged one could lead elsewhere.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn manifest(dir: &Path) -> Result<Manifest, String> {
    let text = fs::read(dir.join(MANIFEST)).map_err(|error| format!("{MANIFEST} cannot be read: {error}"))?;
    serde_json::from_slice(&text).map_err(|error| format!("{MANIFEST} is not one of ours: {error}"))
}

/// What was found in a folder.
#[derive(Debug)]
pub(crate) struct Checked {
    /// What the folder says of itself.
    pub(crate) manifest: Manifest,
    /// What is not as it was written: path and what is wrong.
    pub(crate) findings: Vec<(String, &'static str)>,
}

/// Compares a folder with its manifest: every altered, missing or added file.
///
/// # Errors
/// In words, when there is no manifest, or a file cannot be read.
pub(crate) fn check(dir: &Path) -> Result<Checked, String> {
    let manifest = manifest(dir)?;
    let mut findings = Vec::new();
    let mut known = BTreeSet::from([MANIFEST.to_owned()]);
    for file in &manifest.files {
        known.insert(file.path.clone());
        if !is_inside(&file.path) {
            findings.push((file.path.clone(), "the manifest leads out of the folder"));
            continue;
        }
        match fs::read(dir.join(&file.path)) {
            Ok(bytes) if sha256(&bytes) == file.sha256 => {}
            Ok(_) => findings.push((file.path.clone(), "altered")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => findings.push((file.path.clone(), "missing")),
            Err(error) => return Err(format!("{} cannot be read: {error}", file.path)),
        }
    }
    for snapshot in &manifest.snapshots {
        let table = snapshot.path.strip_suffix(".json").map(|name| format!("{name}.csv"));
        if let Some(table) = table.filter(|table| is_inside(table))
            && let (Ok(original), Ok(bytes)) = (fs::read(dir.join(&snapshot.path)), fs::read(dir.join(&table)))
            && table_of(&original).is_some_and(|wanted| wanted.as_bytes() != bytes)
        {
            findings.push((table, "not the table of its original"));
        }
        let held = manifest.files.iter().find(|file| file.path == snapshot.path);
        if held.is_none_or(|file| file.sha256 != snapshot.sha256) {
            findings.push((snapshot.path.clone(), "not the original that was published"));
        }
    }
    let mut all = BTreeSet::new();
    walk(dir, "", &mut all).map_err(|error| format!("the folder cannot be read: {error}"))?;
    findings.extend(all.difference(&known).map(|path| (path.clone(), "added")));
    findings.sort();
    // What is altered is told once.
    findings.dedup_by(|second, first| second.0 == first.0);
    Ok(Checked { manifest, findings })
}

/// The CSV that an original gives, of a month or a period.
fn table_of(original: &[u8]) -> Option<String> {
    if let Ok(month) = serde_json::from_slice::<Snapshot>(original) {
        return Some(publication_files::csv(&month));
    }
    serde_json::from_slice::<PeriodSnapshot>(original).ok().map(|period| publication_files::period_csv(&period))
}

/// Every file below a folder, by path.
fn walk(dir: &Path, prefix: &str, into: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), into)?;
        } else {
            into.insert(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::site::FileHash;

    fn files(parts: &[(&str, &str)]) -> Files {
        let mut files: Files =
            parts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let hash = |(path, bytes): (&String, &Vec<u8>)| FileHash {
            path: path.clone(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
        };
        let manifest = Manifest { format: 1, files: files.iter().map(hash).collect(), snapshots: Vec::new() };
        files.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).unwrap());
        files
    }

    #[test]
    fn every_altered_missing_and_added_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &files(&[("index.html", "a"), ("hoshi/a.csv", "b"), ("c.css", "c")])).unwrap();
        assert!(check(dir.path()).unwrap().findings.is_empty());
        fs::write(dir.path().join("hoshi/a.csv"), "B").unwrap();
        fs::write(dir.path().join("hoshi/new.html"), "x").unwrap();
        fs::remove_file(dir.path().join("c.css")).unwrap();
        let found = check(dir.path()).unwrap().findings;
        let expected = [("c.css", "missing"), ("hoshi/a.csv", "altered"), ("hoshi/new.html", "added")];
        assert_eq!(found, expected.map(|(path, what)| (path.to_owned(), what)));
        assert!(check(&dir.path().join("hoshi")).is_err(), "a folder without a manifest says so");
    }

    #[test]
    fn a_second_run_takes_away_what_the_first_wrote_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &files(&[("index.html", "a"), ("old.css", "b")])).unwrap();
        fs::write(dir.path().join("mine.txt"), "kept").unwrap();
        write(dir.path(), &files(&[("index.html", "a2"), ("new.css", "b")])).unwrap();
        assert!(!dir.path().join("old.css").exists() && dir.path().join("mine.txt").exists());
        assert_eq!(fs::read_to_string(dir.path().join("index.html")).unwrap(), "a2");
        assert_eq!(check(dir.path()).unwrap().findings, [("mine.txt".to_owned(), "added")]);
    }

    #[test]
    fn a_forged_manifest_leads_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let outside = dir.path().join("outside.txt");
        fs::write(&outside, "x").unwrap();
        let site = dir.path().join("site");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join(MANIFEST), files(&[("../outside.txt", "x")]).remove(MANIFEST).unwrap()).unwrap();
        assert_eq!(
            check(&site).unwrap().findings,
            [("../outside.txt".to_owned(), "the manifest leads out of the folder")]
        );
        write(&site, &files(&[("index.html", "a")])).unwrap();
        assert!(outside.exists());
    }
}

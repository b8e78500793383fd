//! Prints how much of published texts without personal data is covered by de-identification, and how long it takes.
//!
//! Usage: `cargo run --release -p text --example clean [folder of accidents.tsv.xz]`. Says so and ends when the data are absent.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Instant;

use text::dictionary;
use text::{Known, deidentify};

/// Where the data lie beside the repository.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/mhlw");
/// Texts that are read, spread evenly over the file.
const TEXTS: usize = 2_000;

#[expect(clippy::print_stdout, reason = "figures are what this example is for")]
fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| FOLDER.to_owned());
    let begun = Instant::now();
    dictionary::load();
    println!("dictionary loaded in {:?}", begun.elapsed());
    let Some(texts) = texts(&folder) else {
        println!("skipped: no accidents.tsv.xz (or no xz) at {folder}");
        return;
    };
    let (mut all, mut covered) = (0_usize, 0_usize);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let begun = Instant::now();
    for text in &texts {
        all += text.chars().count();
        for span in deidentify(text, &Known::default()) {
            covered += span.end - span.start;
            *classes.entry(span.class.code()).or_default() += 1;
        }
    }
    let took = begun.elapsed();
    let per_mille = covered * 100_000 / all.max(1);
    println!(
        "{} texts, {all} characters, {covered} covered = {}.{:03} %",
        texts.len(),
        per_mille / 1_000,
        per_mille % 1_000
    );
    println!("{took:?}, spans by class: {classes:?}");
}

/// Unpacks with `xz`, which every developer's machine has.
fn texts(folder: &str) -> Option<Vec<String>> {
    let output = Command::new("xz").arg("-dc").arg(format!("{folder}/accidents.tsv.xz")).output().ok()?;
    let table = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let all: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').nth(6)).collect();
    let step = (all.len() / TEXTS).max(1);
    Some(all.into_iter().step_by(step).take(TEXTS).map(str::to_owned).collect())
}

//! Owns the measuring of the gates on the official accident narratives: prints one JSON line per gate.
//!
//! Usage: `cargo run --release -p text --example gates [folder of accidents.tsv.xz]`. Says so and ends when the data are absent.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

use std::collections::{HashMap, HashSet};
use std::process::Command;
use std::time::Instant;

use serde_json::json;
use text::classify::{self, Example, Options, Outcome};
use text::fold::fold_text;
use text::grams::{self, Query, runs};
use text::similar::{self, Index};
use text::themes::Document;

/// Where the narratives lie for those who work on this, from the repository's root.
const FOLDER: &str = "../shared/data/mhlw";

/// One narrative.
struct Row {
    fatal: bool,
    year: u32,
    kind: String,
    cause: String,
    text: String,
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| FOLDER.to_owned());
    let Some(rows) = read(&folder) else {
        println!("{}", json!({"skipped": format!("no accidents.tsv.xz (or no xz) at {folder}")}));
        return;
    };
    eprintln!("{} narratives", rows.len());
    search(&rows);
    similar_cases(&rows);
    duplicates(&rows);
    themes(&rows);
    cold_start(&rows);
    classifier(&rows);
}

/// Agreement of the clusters with the official types, as normalised mutual information.
fn themes(rows: &[Row]) {
    let corpus: Vec<&Row> = rows.iter().filter(|row| !row.fatal).take(2_000).collect();
    let ids: Vec<String> = (0..corpus.len()).map(|at| at.to_string()).collect();
    let documents: Vec<Document<'_>> =
        corpus.iter().zip(&ids).map(|(row, id)| Document { id, text: &row.text }).collect();
    let start = Instant::now();
    let clusters = text::themes::clusters(&documents, 30, &runs::word_texts);
    let took = start.elapsed();
    let mut pairs: Vec<(usize, &str)> = Vec::new();
    for (cluster, found) in clusters.iter().enumerate() {
        pairs.extend(
            found.ids.iter().filter_map(|id| Some((cluster, corpus.get(id.parse::<usize>().ok()?)?.kind.as_str()))),
        );
    }
    let labels: Vec<String> =
        clusters.iter().take(8).map(|cluster| format!("{}×{}", cluster.label.join("・"), cluster.ids.len())).collect();
    println!(
        "{}",
        json!({"gate": "themes", "texts": corpus.len(), "clusters": clusters.len(), "nmi": mutual(&pairs), "took_s": took.as_secs_f64(), "largest": labels})
    );
}

/// Mutual information over the mean of both entropies.
fn mutual(pairs: &[(usize, &str)]) -> f64 {
    let (mut left, mut right, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for pair in pairs {
        *left.entry(pair.0).or_insert(0_usize) += 1;
        *right.entry(pair.1).or_insert(0_usize) += 1;
        *both.entry(*pair).or_insert(0_usize) += 1;
    }
    let part = |count: &usize| ratio(*count, pairs.len());
    let entropy = |p: f64| -p * p.ln();
    let (one, other): (f64, f64) =
        (left.values().map(|n| entropy(part(n))).sum(), right.values().map(|n| entropy(part(n))).sum());
    let joint: f64 = both.values().map(|n| entropy(part(n))).sum();
    2.0 * (one + other - joint) / (one + other)
}

/// The start from definitions on the three official types that a form of care matches. Another domain: a hint, no gate.
fn cold_start(rows: &[Row]) {
    let forms =
        HashMap::from([("転倒", "fall"), ("墜落、転落", "fall_from_height"), ("高温・低温の物との接触", "burn")]);
    let mut outcomes = Vec::new();
    for row in rows.iter().filter(|row| !row.fatal) {
        let Some(form) = forms.get(row.kind.as_str()) else { continue };
        let found = classify::suggest_form(&row.text, None, &[]).suggestions;
        let top: Vec<String> = found.iter().map(|one| one.label.clone()).collect();
        outcomes.push(Outcome { truth: (*form).to_owned(), top, p: found.first().map_or(0.0, |one| one.p) });
    }
    let report = classify::report(&outcomes);
    println!(
        "{}",
        json!({"gate": "cold_start_hint", "n": report.n, "top1": report.top1, "top3": report.top3, "majority": report.majority})
    );
}

/// Unpacks with `xz`, which every developer's machine has.
fn read(folder: &str) -> Option<Vec<Row>> {
    let output = Command::new("xz").arg("-dc").arg(format!("{folder}/accidents.tsv.xz")).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [source, year, kind, _, _, cause, text] = cells.as_slice() else { return None };
        Some(Row {
            fatal: *source == "fatal",
            year: year.parse().ok()?,
            kind: (*kind).to_owned(),
            cause: (*cause).to_owned(),
            text: (*text).to_owned(),
        })
    });
    Some(rows.collect())
}

/// Recall of the index against a substring search for 2,000 pieces of 1 to 10 characters.
fn search(rows: &[Row]) {
    let folded: Vec<String> = rows.iter().step_by(10).map(|row| fold_text(&row.text)).collect();
    let start = Instant::now();
    let mut postings: HashMap<String, Vec<usize>> = HashMap::new();
    for (document, text) in folded.iter().enumerate() {
        for token in grams::tokens(text) {
            postings.entry(token).or_default().push(document);
        }
    }
    let built = start.elapsed();
    let mut state = 7_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    let (mut equal, mut asked) = (0, 0);
    while asked < 2_000 {
        let chars: Vec<char> = folded[draw(folded.len())].chars().collect();
        let from = draw(chars.len());
        let piece: String = chars.iter().skip(from).take(1 + draw(10)).collect();
        let query = Query::phrase(&piece);
        if query.is_empty() {
            continue;
        }
        asked += 1;
        let mut lists: Vec<&[usize]> =
            query.tokens().iter().map(|token| postings.get(token).map_or(&[][..], Vec::as_slice)).collect();
        lists.sort_by_key(|list| list.len());
        let in_all = |document: &&usize| lists.iter().all(|list| list.binary_search(document).is_ok());
        let hits: Vec<usize> = lists[0]
            .iter()
            .filter(in_all)
            .copied()
            .filter(|at| query.is_exact() || query.matches(&folded[*at]))
            .collect();
        let wanted: Vec<usize> = (0..folded.len()).filter(|at| folded[*at].contains(&piece)).collect();
        equal += usize::from(hits == wanted);
    }
    println!(
        "{}",
        json!({"gate": "search", "texts": folded.len(), "queries": asked, "equal_to_substring": equal, "tokens_s": built.as_secs_f64()})
    );
}

/// P@5 on the non-fatal narratives: a hit counts when type and cause are the same.
fn similar_cases(rows: &[Row]) {
    let corpus: Vec<&Row> = rows.iter().filter(|row| !row.fatal).collect();
    let start = Instant::now();
    let index = Index::build(corpus.iter().enumerate().map(|(id, row)| (id.to_string(), row.text.as_str())));
    let built = start.elapsed();
    let start = Instant::now();
    let (mut same_kind, mut same_both, mut hits) = (0, 0, 0);
    for (own, row) in corpus.iter().enumerate() {
        for (at, _) in index.ranked(&row.text, 6).into_iter().filter(|(at, _)| *at != own).take(5) {
            hits += 1;
            same_kind += usize::from(corpus[at].kind == row.kind);
            same_both += usize::from(corpus[at].kind == row.kind && corpus[at].cause == row.cause);
        }
    }
    let each = start.elapsed().as_secs_f64() / f64::from(u32::try_from(corpus.len()).unwrap_or(1));
    println!(
        "{}",
        json!({"gate": "similar", "texts": corpus.len(), "p5_type": ratio(same_kind, hits), "p5_type_and_cause": ratio(same_both, hits), "build_s": built.as_secs_f64(), "query_s": each})
    );
}

/// How many narratives with a tenth of their characters changed are still found, and how many strangers are.
fn duplicates(rows: &[Row]) {
    let corpus: Vec<&str> = rows.iter().filter(|row| !row.fatal).map(|row| row.text.as_str()).collect();
    let start = Instant::now();
    let pairs = similar::near_duplicates(&corpus, similar::DUPLICATE_THRESHOLD, usize::MAX);
    let took = start.elapsed();
    let mut kept = [0; 3];
    for text in &corpus {
        for (found, every) in kept.iter_mut().zip([50, 20, 10]) {
            *found += usize::from(similar::jaccard(text, &changed(text, every)) >= similar::DUPLICATE_THRESHOLD);
        }
    }
    let recall: Vec<f64> = kept.iter().map(|found| ratio(*found, corpus.len())).collect();
    println!(
        "{}",
        json!({"gate": "duplicates", "texts": corpus.len(), "pairs_in_corpus": pairs.len(), "recall_at_2_5_10_percent_changed": recall, "all_pairs_s": took.as_secs_f64()})
    );
}

/// One character in so many, at places without order, is another one.
fn changed(text: &str, every: usize) -> String {
    let mut state = 11_usize;
    let mut is_changed = |_: &char| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33).is_multiple_of(every)
    };
    text.chars().map(|char| if is_changed(&char) { '※' } else { char }).collect()
}

/// The time split: learn from deaths up to 2018, answer 2019 to 2023 without what was learnt word for word.
fn classifier(rows: &[Row]) {
    let learn: Vec<&Row> = rows.iter().filter(|row| row.fatal && row.year <= 2018).collect();
    let seen: HashSet<&str> = learn.iter().map(|row| row.text.as_str()).collect();
    let later: Vec<&Row> =
        rows.iter().filter(|row| row.fatal && row.year > 2018 && !seen.contains(row.text.as_str())).collect();
    let other: Vec<&Row> = rows.iter().filter(|row| !row.fatal).collect();
    let examples: Vec<Example> = learn.iter().map(|row| Example::new(row.text.as_str(), row.kind.as_str())).collect();
    let options = options();
    let start = Instant::now();
    let model = match classify::train(&examples, &options) {
        Ok(model) => model,
        Err(error) => {
            eprintln!("{error}");
            return;
        }
    };
    let took = start.elapsed();
    let bytes = model.to_bytes();
    for (name, test) in [("classify", &later), ("classify_other_domain", &other)] {
        let start = Instant::now();
        let outcomes: Vec<Outcome> = test.iter().map(|row| answer(&model, row)).collect();
        let report = classify::report(&outcomes);
        println!(
            "{}",
            json!({"gate": name, "learnt": examples.len(), "n": report.n, "top1": report.top1, "top3": report.top3, "macro_f1": report.macro_f1, "ece": report.ece, "majority": report.majority, "coverage_at_95": report.coverage_at_95, "train_s": took.as_secs_f64(), "answer_s": start.elapsed().as_secs_f64(), "bytes": bytes.len(), "options": format!("{options:?}")})
        );
    }
}

fn options() -> Options {
    let mut options = Options::default();
    for word in std::env::args().skip(2) {
        match word.split_once('=') {
            Some(("epochs", value)) => options.epochs = value.parse().unwrap_or(options.epochs),
            Some(("rate", value)) => options.rate = value.parse().unwrap_or(options.rate),
            Some(("seed", value)) => options.seed = value.parse().unwrap_or(options.seed),
            Some(("held", value)) => options.held_out = value.parse().unwrap_or(options.held_out),
            Some(("refit", value)) => options.refit_up_to = value.parse().unwrap_or(options.refit_up_to),
            _ => eprintln!("not known: {word}"),
        }
    }
    options
}

fn answer(model: &classify::Model, row: &Row) -> Outcome {
    let ranked = model.rank(&row.text);
    let top = ranked.iter().take(3).map(|(label, _)| model.labels()[*label].clone()).collect();
    Outcome { truth: row.kind.clone(), top, p: ranked.first().map_or(0.0, |(_, p)| *p) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

//! Owns the measuring of search at 500,000 reports on SQLite: building the index, and lists with their counts; one JSON line each.
//!
//! Usage: `cargo run --release -p app --example search_speed [reports] [folder of accidents.tsv.xz]`. Texts are the official accident
//! narratives, recombined. De-identification is not part of it: it happens once, when a report comes in.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

use std::process::Command;
use std::time::Instant;

use domain::id::{EventId, FacilityId, ReportId, UnitId};
use serde_json::json;
use store::{
    CaseRow, Chain, FacilityRow, MasterKey, NewEvent, Page, ProfileVersionRow, ReportFilter, ReportRow, SearchDoc,
    SearchWords, Store, StoreConfig, UnitRow,
};
use text::fold::fold_text;
use text::grams::{self, Query};
use uuid::Uuid;

/// As in the program (ADR 0021).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

/// Where the narratives lie for those who work on this, from the repository's root.
const FOLDER: &str = "../shared/data/mhlw";
const REPORTS: usize = 500_000;
const UNITS: u128 = 20;
const QUERIES: usize = 2_000;
/// Queries whose counts are compared with a substring search.
const COMPARED: usize = 60;
/// Reports of one transaction.
const AT_ONCE: usize = 1_000;
const FACILITY: FacilityId = FacilityId::from_uuid(Uuid::from_u128(0xFA));

/// Chance from a seed, so that every run asks the same questions.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let reports = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(REPORTS);
    let folder = std::env::args().nth(2).unwrap_or_else(|| FOLDER.to_owned());
    let Some(sources) = read(&folder) else {
        println!("{}", json!({"skipped": format!("no accidents.tsv.xz (or no xz) at {folder}")}));
        return Ok(());
    };
    let mut dice = Dice(20_261_126);
    let texts: Vec<String> = (0..reports).map(|at| recombined(&sources, at, &mut dice)).collect();
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("speed.db");
    let path = file.to_str().ok_or("the path is not UTF-8")?;
    let store = Store::open(StoreConfig::new(path, MasterKey::new([7; 32]))).await?;
    store.begin_bulk().await?;
    found(&store).await?;
    let start = Instant::now();
    for from in (0..reports).step_by(AT_ONCE) {
        file_some(&store, from..(from + AT_ONCE).min(reports)).await?;
    }
    eprintln!("{reports} reports filed in {:.1} s", start.elapsed().as_secs_f64());
    build(&store, &texts).await?;
    store.end_bulk().await?;
    println!("{}", json!({"what": "database", "bytes": std::fs::metadata(&file)?.len()}));
    queries(&store, &texts, &mut dice).await?;
    Ok(store.close().await?)
}

/// The narratives: the last column.
fn read(folder: &str) -> Option<Vec<String>> {
    let out = Command::new("xz").args(["-dc", &format!("{folder}/accidents.tsv.xz")]).output().ok()?;
    let all = String::from_utf8(out.stdout).ok().filter(|text| out.status.success() && !text.is_empty())?;
    Some(all.lines().skip(1).filter_map(|line| line.rsplit('\t').next()).map(str::to_owned).collect())
}

/// A narrative as it is, as long as there are new ones; then the first half of one and the second of another.
fn recombined(sources: &[String], at: usize, dice: &mut Dice) -> String {
    if let Some(text) = sources.get(at) {
        return text.clone();
    }
    let (one, other) = (&sources[dice.roll(sources.len())], &sources[dice.roll(sources.len())]);
    let first = one.chars().take(one.chars().count() / 2);
    first.chain(other.chars().skip(other.chars().count() / 2)).collect()
}

fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(0x0100 + n))
}

fn id(at: usize) -> ReportId {
    ReportId::from_uuid(Uuid::from_u128(0xCE00_0000 + at as u128))
}

fn event(kind: &str) -> NewEvent {
    NewEvent {
        chain: Chain::Main,
        stream: "speed".into(),
        expected_stream_seq: None,
        kind: kind.into(),
        facts: json!({}),
        sealed: None,
        actor: "system".into(),
        on_behalf_of: None,
        at: 1,
    }
}

async fn found(store: &Store) -> Result<(), Failure> {
    let mut tx = store.write(&FACILITY).await?;
    tx.insert_facility(&FacilityRow {
        code: "speed".into(),
        name_ja: "速さの里".into(),
        name_en: "Speed".into(),
        zone: "Asia/Tokyo".into(),
        calendar: "wareki".into(),
        anonymous_reports: true,
        effective_from: "2016-04-01".into(),
        created_at: 1,
        contact: String::new(),
        licence: None,
    })
    .await?;
    for n in 0..UNITS {
        let code = format!("u{n}");
        let (name_ja, name_en) = (code.clone(), code.clone());
        tx.insert_unit(&UnitRow { unit_id: unit(n), code, name_ja, name_en, position: 0, active: true }).await?;
    }
    let (toml, note, created_by) = (String::new(), String::new(), "system".to_owned());
    tx.insert_profile_version(&ProfileVersionRow { version: 1, toml, note, created_at: 1, created_by }).await?;
    tx.append(event("founded")).await?;
    Ok(tx.commit().await?)
}

/// Ten years of reports, without sealed contents.
async fn file_some(store: &Store, places: std::ops::Range<usize>) -> Result<(), Failure> {
    let mut tx = store.write(&FACILITY).await?;
    let first = jiff::civil::date(2016, 11, 1);
    for at in places {
        let day = first.saturating_add(jiff::Span::new().days(i64::try_from(at * 3_650 / REPORTS)?));
        let submitted_at = 1_500_000_000_000_000 + i64::try_from(at)? * 600_000_000;
        tx.insert_report(&ReportRow {
            report_id: id(at),
            number: format!("R-{at:07}"),
            event_id: EventId::from_uuid(Uuid::from_u128(at as u128)),
            submitted_at,
            report_date: day.to_string(),
            mode: "named".into(),
            door: "quick".into(),
            form: if at.is_multiple_of(3) { "fall" } else { "other" }.into(),
            medication_detail: None,
            unit_id: Some(unit(at as u128 % UNITS)),
            place_id: None,
            occurred_on: None,
            reporter_account: None,
            reporter_tag: None,
            receipt_hash: None,
            coded: "{}".into(),
            sealed: Vec::new(),
            identity: None,
            profile_version: 1,
        })
        .await?;
        tx.insert_case(&closed_case(at, submitted_at)).await?;
    }
    tx.append(event("filed")).await?;
    Ok(tx.commit().await?)
}

fn closed_case(at: usize, entered_at: i64) -> CaseRow {
    CaseRow {
        report_id: id(at),
        state: "closed".into(),
        round: 2,
        seat: None,
        stream_seq: 1,
        reporter_level: Some("2".into()),
        leader_level: None,
        final_level: None,
        kind: Some("incident".into()),
        measures_review: false,
        merged_into: None,
        entered_at,
        closed_at: None,
    }
}

async fn build(store: &Store, texts: &[String]) -> Result<(), Failure> {
    let start = Instant::now();
    for (chunk, texts) in texts.chunks(AT_ONCE).enumerate() {
        let mut tx = store.write(&FACILITY).await?;
        for (place, text) in texts.iter().enumerate() {
            let folded = fold_text(text);
            let tokens = grams::tokens(&folded);
            let report_id = id(chunk * AT_ONCE + place);
            let text = text.clone();
            tx.put_search_doc(&SearchDoc { report_id, text_version: 1, text, folded, tokens, indexed_at: 1 }).await?;
        }
        tx.commit().await?;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{}", json!({"what": "build", "goal": "at most 120 s", "reports": texts.len(), "seconds": seconds}));
    Ok(())
}

/// Substrings of one to ten characters of the texts, each as the list of the newest 50 with its count, in all and in one unit.
async fn queries(store: &Store, texts: &[String], dice: &mut Dice) -> Result<(), Failure> {
    let folded: Vec<String> = texts.iter().map(|text| fold_text(text)).collect();
    let mut asked = Vec::with_capacity(QUERIES);
    while asked.len() < QUERIES {
        let chars: Vec<char> = folded[dice.roll(folded.len())].chars().collect();
        let length = (1 + asked.len() % 10).min(chars.len());
        let from = dice.roll(chars.len() - length + 1);
        asked.push(chars[from..from + length].iter().collect::<String>());
    }
    let page = Page { limit: 50, offset: 0 };
    for (what, units) in [("everything", Vec::new()), ("one unit", vec![unit(3)])] {
        let mut times = Vec::with_capacity(QUERIES);
        for warm in [false, true] {
            for (place, term) in asked.iter().enumerate() {
                let query = Query::phrase(term);
                let words = SearchWords::new(query.tokens(), query.terms().to_vec(), query.is_exact());
                let limit = words.as_ref().map_or(0, SearchWords::count_limit);
                let filter = ReportFilter { words, units: units.clone(), ..ReportFilter::default() };
                let start = Instant::now();
                let mut tx = store.read(&FACILITY).await?;
                let found = tx.reports(&filter, page).await?;
                drop(tx);
                if warm {
                    times.push((start.elapsed().as_secs_f64() * 1_000.0, term.chars().count(), term.clone()));
                } else if units.is_empty() && place < COMPARED {
                    compare(&folded, term, (found.total, limit))?;
                }
            }
        }
        tell(what, times);
    }
    Ok(())
}

/// The count equals that of a substring search, as far as it is counted.
fn compare(folded: &[String], term: &str, (total, limit): (i64, i64)) -> Result<(), Failure> {
    let real = i64::try_from(folded.iter().filter(|text| text.contains(term)).count())?;
    let expected = real.min(limit);
    if total == expected { Ok(()) } else { Err(format!("{term}: {total} found, {expected} expected").into()) }
}

fn tell(what: &str, mut times: Vec<(f64, usize, String)>) {
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |share: usize, of: &[f64]| of.get((of.len() * share / 100).min(of.len().saturating_sub(1))).copied();
    let all: Vec<f64> = times.iter().map(|time| time.0).collect();
    let of_length = |length| -> Vec<f64> { times.iter().filter(|time| time.1 == length).map(|time| time.0).collect() };
    let by_length: Vec<_> = (1..=10)
        .map(|length| json!({"characters": length, "p50": at(50, &of_length(length)), "p95": at(95, &of_length(length))}))
        .collect();
    println!(
        "{}",
        json!({"what": "list with count", "of": what, "goal": "p95 at most 50 ms", "queries": times.len(),
            "p50_ms": at(50, &all), "p95_ms": at(95, &all), "slowest": times.last(), "by_length": by_length})
    );
}

//! Measures the form: a warm one, a hundred in one file, the pack for the board, and the memory that they took (Linux).
//!
//! `cargo run --release -p pdf --example speed`

use std::time::Instant;

use pdf::{Cover, Lang, MeetingFigure, MeetingSheet, ReportForm, Reports, Seal};

/// As in the program (ADR 0021).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SAMPLE: &str = include_str!("../samples/report-welfare.json");

const MEETING: &str = include_str!("../samples/meeting.json");
const CHART: &str = include_str!("../samples/meeting-chart.svg");
const SMALL: &str = include_str!("../samples/meeting-small.svg");

fn cover(ident: &str) -> Cover {
    Cover {
        title: "報告書".into(), author: "測定".into(), lang: Lang::Ja, date: (2026, 11, 21), ident: ident.into()
    }
}

/// A form like no other, so that nothing is remembered from the one before.
fn form(n: usize) -> Result<ReportForm, serde_json::Error> {
    let mut form: ReportForm = serde_json::from_str(SAMPLE)?;
    form.number = format!("2026-{n:04}");
    form.narrative = format!("{n}件目。{}", form.narrative);
    form.reporter.name = format!("職員{n}");
    form.place.text = format!("{n}号室");
    // Seals as the program sends them: a picture each; those of the boxes bear dates, name seals come again and again.
    for (at, seat) in form.first_round.iter_mut().chain(&mut form.second_round).enumerate() {
        seat.seal = Some(Seal::new("山田", Some(seal(&format!("{n}.{at}")))));
    }
    for remark in [&mut form.prevention, &mut form.leader, &mut form.head] {
        remark.seal = Some(Seal::new("山田", Some(seal(&format!("職員{}", n % 20)))));
    }
    Ok(form)
}

fn seal(date: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" font-family="BIZ UDPGothic" font-weight="700" text-anchor="middle" fill="#c2272d"><circle cx="50" cy="50" r="44" fill="none" stroke="#c2272d" stroke-width="3"/><text x="50" y="31" font-size="16">理事長</text><text x="50" y="56" font-size="19">{date}</text><text x="50" y="82" font-size="18">山田</text></svg>"##
    )
}

/// A pack of 28 charts as a facility has it: two large ones, twelve forms, six shares, eight counts.
fn meeting(n: usize) -> Result<MeetingSheet, serde_json::Error> {
    let mut sheet: MeetingSheet = serde_json::from_str(MEETING)?;
    let charts = |count: usize, svg: &str| {
        // No picture is like another, so that each is read.
        let svg = |at: usize| svg.replacen("ui-chart", &format!("n{n} c{at} ui-chart"), 1);
        (0..count).map(|at| MeetingFigure::new("報告", "最後の点は、いつもの幅の中です。", svg(at))).collect()
    };
    (sheet.charts, sheet.parts) = (charts(2, CHART), charts(8, CHART));
    (sheet.forms, sheet.shares) = (charts(12, SMALL), charts(6, SMALL));
    Ok(sheet)
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown").to_owned()
}

#[expect(clippy::print_stdout, reason = "an example that prints figures")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let size = pdf::report(&cover("first"), form(0)?)?.len();
    println!("first form: {:.0} ms, {size} bytes, {}", start.elapsed().as_secs_f64() * 1e3, peak());
    let mut times = Vec::new();
    for n in 1..=40 {
        let form = form(n)?;
        let start = Instant::now();
        pdf::report(&cover("warm"), form)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "warm form: median {:.1} ms, slowest {:.1} ms, {}",
        times[times.len() / 2],
        times[times.len() - 1],
        peak()
    );
    let mut times = Vec::new();
    for n in 0..10 {
        let sheet = meeting(n)?;
        let start = Instant::now();
        let size = pdf::meeting(&cover("pack"), sheet)?.len();
        times.push((start.elapsed().as_secs_f64() * 1e3, size));
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    println!(
        "pack of 28 charts: median {:.0} ms, slowest {:.0} ms, {} bytes, {}",
        times[times.len() / 2].0,
        times[times.len() - 1].0,
        times[0].1,
        peak()
    );
    let forms: Vec<ReportForm> = (100..200).map(form).collect::<Result<_, _>>()?;
    let start = Instant::now();
    let mut file = Reports::new();
    for some in forms.chunks(Reports::AT_ONCE) {
        file = file.add(&cover("many"), some.to_vec())?;
    }
    let size = file.finish()?.len();
    println!("100 forms in one file: {:.2} s, {size} bytes, {}", start.elapsed().as_secs_f64(), peak());
    Ok(())
}

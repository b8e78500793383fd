//! How long charts and funnels take. Goal: 1,000 charts of 100 points with limits and rules in 50 ms on one core.
//!
//! `cargo bench -p spc`

use spc::funnel::{FunnelKind, FunnelPreset, Overdispersion, Request, Unit, funnel};
use spc::{Kind, Options, Preset, Series, chart};

fn main() {
    divan::main();
}

/// Numbers that look like chance, the same in every run.
fn noise(len: usize, seed: u64) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    // A sum of four is bell-shaped enough.
    (0..len).map(|_| (50.0 + 10.0 * (next() + next() + next() + next() - 2.0)).round()).collect()
}

fn thousand(kind: Kind) -> Vec<Series> {
    (1..=1000)
        .map(|seed| {
            let n =
                if kind.needs_n() { Some(noise(100, seed + 5000).iter().map(|v| v * 20.0).collect()) } else { None };
            Series { n, ..Series::values(noise(100, seed)) }
        })
        .collect()
}

#[divan::bench(args = [("i", "futawa"), ("i", "nhs"), ("i", "qicharts2"), ("pp", "futawa"), ("u", "futawa"), ("run", "futawa"), ("t", "futawa")])]
fn thousand_charts_of_100_points(bencher: divan::Bencher, (kind, preset): (&str, &str)) {
    let kind = *Kind::ALL.iter().find(|k| k.as_str() == kind).expect("a kind of the list");
    let preset = *Preset::ALL.iter().find(|p| p.as_str() == preset).expect("a preset of the list");
    let series = thousand(kind);
    let options = Options::default();
    bencher.bench(|| {
        let marks =
            |series| chart(kind, series, preset, &options).map_or(0, |chart| chart.marks.iter().flatten().count());
        series.iter().map(marks).sum::<usize>()
    });
}

#[divan::bench]
fn one_chart_of_100_000_points(bencher: divan::Bencher) {
    let series = Series::values(noise(100_000, 7));
    let options = Options::default();
    bencher.bench(|| chart(Kind::Individuals, &series, Preset::Futawa, &options).map_or(0, |chart| chart.y.len()));
}

#[divan::bench]
fn exact_funnel_of_300_units(bencher: divan::Bencher) {
    let units = noise(300, 3).into_iter().zip(noise(300, 4)).enumerate();
    let request = Request {
        kind: FunnelKind::Ratio,
        units: units.map(|(i, (o, size))| Unit { id: i.to_string(), o, size }).collect(),
        method: None,
        overdispersion: Overdispersion::Additive,
        trim: None,
        trim_by: None,
        target: None,
        preset: FunnelPreset::Futawa,
    };
    bencher.bench(|| funnel(&request).units.len());
}

//! How often charts give a false alarm, and how often they find a shift: our default beside the NHS and Anhøj rules.
//!
//! `cargo run --release -p spc --example alarms`. The seed is fixed: the same figures every time.
#![expect(clippy::print_stdout, reason = "an example that prints figures")]

use spc::rules::Rule;
use spc::special::{normal_quantile, poisson_quantile};
use spc::{Chart, Kind, Options, Preset, Series, chart};

const RUNS: u32 = 2000;

/// SplitMix64: small, and good enough to count alarms.
struct Dice(u64);

impl Dice {
    fn chance(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17
    }
}

/// What a series is made of.
#[derive(Clone, Copy)]
enum Process {
    /// Normal, σ = 1.
    Normal,
    /// Poisson with this mean.
    Poisson(f64),
}

impl Process {
    fn draw(self, dice: &mut Dice, shift: f64) -> f64 {
        match self {
            Self::Normal => 10.0 + normal_quantile(dice.chance()) + shift,
            Self::Poisson(mean) => poisson_quantile(dice.chance(), mean + shift * mean.sqrt()),
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Normal => Kind::Individuals,
            Self::Poisson(_) => Kind::C,
        }
    }
}

/// A column of the table: name, and whether a chart signals at all.
type Column = (&'static str, fn(Kind, &Series) -> bool);

/// The two versions of "two of three" differ in which points they mark, not in whether a chart signals.
fn any_mark(kind: Kind, series: &Series, preset: Preset) -> bool {
    made(kind, series, preset, &Options::default()).marks.iter().any(Option::is_some)
}

fn made(kind: Kind, series: &Series, preset: Preset, options: &Options) -> Chart {
    chart(kind, series, preset, options).expect("a series of values makes a chart")
}

fn beyond(kind: Kind, series: &Series, preset: Preset) -> bool {
    let chart = made(kind, series, preset, &Options::default());
    chart.marks.iter().flatten().any(|mark| mark.rule == Rule::Astronomical)
}

fn anhoej(_: Kind, series: &Series) -> bool {
    made(Kind::Run, series, Preset::Qicharts2, &Options::default()).runs().signal
}

const COLUMNS: [Column; 5] = [
    ("futawa", |kind, series| any_mark(kind, series, Preset::Futawa)),
    ("NHS", |kind, series| any_mark(kind, series, Preset::Nhs)),
    ("3 σ", |kind, series| beyond(kind, series, Preset::Qicharts2)),
    ("Anhøj", anhoej),
    ("Anhøj or 3 σ", |kind, series| anhoej(kind, series) || beyond(kind, series, Preset::Qicharts2)),
];

fn main() {
    let mut dice = Dice(20_261_126);
    for (name, process) in [("normal, I chart", Process::Normal), ("Poisson of mean 5, C chart", Process::Poisson(5.0))]
    {
        println!("\n{name}: chance of at least one signal, {RUNS} series each\n");
        let heads: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        println!("| shift at half | points | {} |\n|---|---|{}", heads.join(" | "), "---|".repeat(COLUMNS.len()));
        for shift in [0.0, 1.0, 2.0] {
            for len in [12, 24, 36, 60, 120] {
                println!("| {} | {len} | {} |", label(shift), row(&mut dice, process, shift, len).join(" | "));
            }
        }
    }
}

fn label(shift: f64) -> String {
    if shift == 0.0 { "none (false alarms)".to_owned() } else { format!("{shift} σ") }
}

fn row(dice: &mut Dice, process: Process, shift: f64, len: usize) -> Vec<String> {
    let mut signals = [0_u32; COLUMNS.len()];
    for _ in 0..RUNS {
        let value = |i: usize| if i < len / 2 { 0.0 } else { shift };
        let series = Series::values((0..len).map(|i| process.draw(dice, value(i))).collect());
        for (count, (_, signals)) in signals.iter_mut().zip(COLUMNS) {
            *count += u32::from(signals(process.kind(), &series));
        }
    }
    signals.iter().map(|count| format!("{:.3}", f64::from(*count) / f64::from(RUNS))).collect()
}

//! page::gallery::charts: samples of every chart, with made-up numbers.

use spc::choose::Reason;
use spc::{CusumDesign, Direction, EwmaDesign, Kind, Options, Preset, Series};

use crate::catalog::Text;
use crate::chart::{Bar, ControlSource, Figure, Memory, Note, NoteKind, Point, bars, control, heat, pareto, spark};
use crate::html::Html;

/// Samples of the figures.
pub(super) fn charts(t: Text) -> Vec<Html> {
    let sources = [falls(t), medication(t), days_between(t), few(t), none(t)];
    let small =
        sources.iter().map(|source| spark(t, &ControlSource { id: format!("{}-small", source.id), ..source.clone() }));
    let mut figures: Vec<Figure> = sources.iter().map(|source| control(t, source)).collect();
    figures.extend(small);
    figures.extend([smoothed(t), summed(t)].iter().map(|source| control(t, source)));
    figures.extend([ladder(t), causes(t), week(t)]);
    figures.iter().map(Html::of).collect()
}

fn bar(label: &str, value: f64) -> Bar {
    Bar { label: label.to_owned(), value, href: Some("/cases?x=1".to_owned()) }
}

fn ladder(t: Text) -> Figure {
    let level = |code: &str, value| bar(&format!("{} {code}", t.pick("レベル", "Level")), value);
    let all =
        [level("0", 31.0), level("1", 54.0), level("2", 22.0), level("3a", 6.0), level("3b", 1.0), level("4", 0.0)];
    bars(t, "ladder", t.pick("影響レベル", "Levels"), t.pick("件", "reports"), &all)
}

fn causes(t: Text) -> Figure {
    let all = [
        bar(t.pick("確認不足", "Not checked"), 42.0),
        bar(t.pick("観察不足", "Not observed"), 30.0),
        bar(t.pick("連絡・引継ぎの不足", "Not passed on"), 17.0),
        bar(t.pick("環境", "Surroundings"), 11.0),
        bar(t.pick("知識・技術", "Knowledge and skill"), 6.0),
        bar(t.pick("機器", "Equipment"), 3.0),
        bar(t.pick("その他", "Other"), 2.0),
    ];
    pareto(t, "causes-pareto", t.pick("原因", "Causes"), t.pick("件", "reports"), &all)
}

fn week(t: Text) -> Figure {
    let days = t.pick("月 火 水 木 金 土 日", "Mon Tue Wed Thu Fri Sat Sun").split(' ').map(str::to_owned);
    let hours = (0..8).map(|i| t.pick(&format!("{}時", i * 3), &format!("{:02}", i * 3)).to_owned());
    let cells: Vec<Vec<u32>> = (0..7).map(|d| (0..8).map(|h| (d * 5 + h * h * 3) % 13).collect()).collect();
    let (days, hours): (Vec<String>, Vec<String>) = (days.collect(), hours.collect());
    let href = |d: usize, h: usize| Some(format!("/cases?day={d}&hour={h}"));
    heat(t, "week", t.pick("曜日と時間", "Weekday and time"), &days, &hours, &cells, href)
}

/// A rate with limits that follow the exposure, signals, a target and notes.
fn falls(t: Text) -> ControlSource {
    let counts = [9, 12, 8, 11, 10, 13, 9, 12, 24, 11, 10, 12, 9, 6, 5, 7, 4, 6, 5, 6, 3, 5, 4, 6];
    let days: Vec<f64> = (0..counts.len()).map(|i| f64::from(1480 + 37 * (i as u32 * 7 % 5))).collect();
    let counts = counts.map(f64::from).to_vec();
    let options = Options {
        direction: Some(Direction::Decrease),
        target: Some(3.0),
        multiply: Some(1000.0),
        ..Options::default()
    };
    let series = Series::ratio(counts.clone(), days.clone());
    let mut source = source(t, "falls", t.pick("転倒・転落", "Falls"), Kind::U, &series, &options);
    source.unit = t.pick("件/1,000人日", "per 1,000 user-days").to_owned();
    for (point, (count, exposure)) in source.points.iter_mut().zip(counts.into_iter().zip(days)) {
        (point.count, point.exposure) = (Some(count), Some(exposure));
    }
    source.notes = vec![
        note(13, NoteKind::Note, t.pick("立ち上がりセンサーを2階に置いた", "Rising sensors on the second floor")),
        note(8, NoteKind::Note, t.pick("浴室の工事", "Work in the bathroom")),
    ];
    source
}

/// Counts in two phases, with a missing month.
fn medication(t: Text) -> ControlSource {
    let mut counts = [7, 9, 6, 8, 7, 10, 8, 6, 9, 7, 8, 7, 9, 8, 12, 13, 11, 14, 12, 15, 13, 12, 14, 13, 11, 22]
        .map(f64::from)
        .to_vec();
    counts[5] = f64::NAN;
    let options = Options { direction: Some(Direction::Decrease), rebase: vec![14], ..Options::default() };
    let series = Series::values(counts);
    let mut source = source(t, "medication", t.pick("与薬", "Medication"), Kind::C, &series, &options);
    source.notes = vec![note(14, NoteKind::Rebase, t.pick("報告の様式を変えた", "The form of the report changed"))];
    source
}

/// Days between rare events: more is better.
fn days_between(t: Text) -> ControlSource {
    let days = [12, 30, 8, 21, 17, 9, 26, 14, 19, 33, 11, 24, 40, 38, 52, 47, 61, 44, 57, 70, 49].map(f64::from);
    let options = Options { direction: Some(Direction::Increase), ..Options::default() };
    let series = Series::values(days.to_vec());
    let title = t.pick("誤嚥と誤嚥の間の日数", "Days between aspirations");
    let mut source = source(t, "aspiration", title, Kind::T, &series, &options);
    source.unit = t.pick("日", "days").to_owned();
    source.choice = Some(Reason::Sparse);
    source
}

/// A small rise that lasts, from the thirteenth month on.
const RISING: [u32; 24] = [9, 11, 8, 10, 12, 9, 10, 11, 8, 10, 9, 12, 12, 11, 13, 12, 10, 13, 12, 14, 11, 13, 12, 13];

/// Values smoothed, with limits that widen.
fn smoothed(t: Text) -> ControlSource {
    let values = RISING.map(f64::from).to_vec();
    let options = Options { baseline: Some(12), ..Options::default() };
    let chart = spc::ewma_chart(&values, EwmaDesign::default(), &options).expect("the values vary");
    let base = source(
        t,
        "smoothed",
        t.pick("転倒（EWMA）", "Falls (EWMA)"),
        Kind::C,
        &Series::values(values.clone()),
        &options,
    );
    ControlSource { chart, memory: Some(Memory::Ewma { values }), choice: None, ..base }
}

/// Deviations summed up.
fn summed(t: Text) -> ControlSource {
    let values = RISING.map(f64::from).to_vec();
    let options = Options { baseline: Some(12), ..Options::default() };
    let found = spc::cusum_chart(&values, CusumDesign::default(), &options).expect("the values vary");
    let base = source(
        t,
        "summed",
        t.pick("転倒（CUSUM）", "Falls (CUSUM)"),
        Kind::C,
        &Series::values(values.clone()),
        &options,
    );
    let memory = Memory::Cusum { values, unit: base.unit.clone(), lower: found.lower, center: found.center };
    ControlSource { chart: found.chart, unit: "σ".to_owned(), memory: Some(memory), choice: None, ..base }
}

/// Few points: no limits.
fn few(t: Text) -> ControlSource {
    let series = Series::values([3, 5, 2, 4, 6, 3, 4].map(f64::from).to_vec());
    let mut source = source(t, "restraint", t.pick("身体拘束", "Restraint"), Kind::Run, &series, &Options::default());
    source.choice = Some(Reason::Short);
    source
}

/// Nothing yet.
fn none(t: Text) -> ControlSource {
    source(t, "leaving", t.pick("離設", "Leaving"), Kind::Run, &Series::values(Vec::new()), &Options::default())
}

fn note(at: usize, kind: NoteKind, text: &str) -> Note {
    Note { at, kind, text: text.to_owned() }
}

fn source(t: Text, id: &str, title: &str, kind: Kind, series: &Series, options: &Options) -> ControlSource {
    let (direction, target) = (options.direction.unwrap_or(Direction::Neutral), options.target);
    let chart = spc::chart(kind, series, Preset::Futawa, options).expect("the samples suit their kind");
    ControlSource {
        id: id.to_owned(),
        title: title.to_owned(),
        unit: t.pick("件", "reports").to_owned(),
        kind,
        points: (0..chart.y.len()).map(|i| month(t, i)).collect(),
        chart,
        notes: Vec::new(),
        direction,
        target,
        baseline: options.baseline,
        memory: None,
        choice: Some(Reason::Fits),
        csv: Some("/insight.csv".to_owned()),
    }
}

/// Months from April 2024 on.
fn month(t: Text, i: usize) -> Point {
    let (year, number) = (2024 + (i + 3) / 12, (i + 3) % 12 + 1);
    let wareki = year - 2018;
    let iso = format!("{year}-{number:02}");
    Point {
        short: t.pick(&format!("R{wareki}.{number}"), &iso).to_owned(),
        long: t.pick(&format!("令和{wareki}年{number}月"), &iso).to_owned(),
        href: Some(format!("/cases?from={iso}&until={iso}&form=fall")),
        ..Point::default()
    }
}

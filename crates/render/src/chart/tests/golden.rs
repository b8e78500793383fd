//! One chart as a committed file: a change of the drawing is seen, and the tests of paper take the same file.

use spc::{Direction, Kind, Options, Series};

use super::super::*;
use super::{counts, ja, of};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/chart/tests/control.svg");

/// A chart with everything that can be drawn: limits that change, phases, signals of each shape, a gap, target and notes.
fn drawn() -> String {
    let mut y: Vec<f64> = counts().into_iter().chain(counts().into_iter().map(|v| (v * 0.5).round())).collect();
    y[4] = f64::NAN;
    y[30] = 24.0;
    y[20] = 0.0;
    let n = (0..y.len()).map(|i| 950.0 + 30.0 * (i % 4) as f64).collect();
    let options = Options {
        direction: Some(Direction::Decrease),
        target: Some(6.0),
        multiply: Some(1000.0),
        rebase: vec![16],
        ..Options::default()
    };
    let mut source = of(Kind::U, &Series::ratio(y, n), &options);
    source.unit = "件/1,000人日".to_owned();
    let note = |at, kind, text: &str| Note { at, kind, text: text.to_owned() };
    source.notes = vec![note(16, NoteKind::Rebase, "様式を変えた"), note(22, NoteKind::Note, "手すりを付けた")];
    for (i, point) in source.points.iter_mut().enumerate() {
        point.href = (i % 2 == 0).then(|| format!("/cases?month={i}&form=fall"));
    }
    control(ja(), &source).svg.to_string() + "\n"
}

#[test]
fn the_sample_is_drawn_as_it_was() {
    let kept = std::fs::read_to_string(PATH).unwrap();
    assert!(kept == drawn(), "written anew by: cargo test -p render -- --ignored write_the_sample; then look at it");
}

#[test]
#[ignore = "writes control.svg anew"]
fn write_the_sample() {
    std::fs::write(PATH, drawn()).unwrap();
    assert!(std::fs::read_to_string(PATH).unwrap().starts_with("<svg "));
}

//! Tests of the charts: what they say is what they show, they stay small and within their frame, and nothing breaks them.

mod geometry;
mod golden;
mod others;
mod properties;
mod sentences;

use spc::{Direction, Kind, Options, Preset, Series};

use super::*;
use crate::catalog::Text;
use crate::lang::Lang;
use geometry::{attribute, places, size};

fn source(kind: Kind, y: &[f64], options: &Options) -> ControlSource {
    let mut source = of(kind, &Series::values(y.to_vec()), options);
    source.unit = "件".to_owned();
    source
}

fn of(kind: Kind, series: &Series, options: &Options) -> ControlSource {
    let (direction, target) = (options.direction.unwrap_or(Direction::Neutral), options.target);
    let chart = spc::chart(kind, series, Preset::Futawa, options).unwrap();
    let point =
        |i: usize| Point { short: format!("R{}.{}", i / 12 + 1, i % 12 + 1), long: long(i), ..Point::default() };
    ControlSource {
        id: "falls".to_owned(),
        title: "転倒".to_owned(),
        unit: String::new(),
        kind,
        points: (0..chart.y.len()).map(point).collect(),
        chart,
        notes: Vec::new(),
        direction,
        target,
        baseline: options.baseline,
        memory: None,
        choice: None,
        csv: None,
    }
}

fn long(i: usize) -> String {
    format!("令和{}年{}月", i / 12 + 1, i % 12 + 1)
}

fn ja() -> Text {
    Text::new(Lang::Ja)
}

/// Counts with one month far above.
fn counts() -> Vec<f64> {
    let mut y = [9, 13, 7, 10, 12, 8, 6, 11, 14, 9, 10, 12, 5, 11, 9, 13].map(f64::from).to_vec();
    y[12] = 29.0;
    y
}

fn svg(source: &ControlSource) -> String {
    control(ja(), source).svg.to_string()
}

#[test]
fn signals_have_shapes_and_colours_of_their_meaning() {
    let worse = Options { direction: Some(Direction::Decrease), ..Options::default() };
    let picture = svg(&source(Kind::C, &counts(), &worse));
    let group = picture.split("class=\"ui-chart__worse\"").nth(1).unwrap().split("</g>").next().unwrap();
    assert_eq!(group.matches("<path").count(), 1, "{group}");
    assert!(group.contains("令和2年1月：29件（上限を超えた点）"), "{group}");
    assert_eq!(picture.matches("<circle").count(), 15, "ordinary points are dots");

    let better = Options { direction: Some(Direction::Increase), ..Options::default() };
    assert!(svg(&source(Kind::C, &counts(), &better)).contains("ui-chart__better"));
    assert!(svg(&source(Kind::C, &counts(), &Options::default())).contains("ui-chart__neutral"));
}

#[test]
fn each_kind_of_signal_has_its_own_shape() {
    let shape = |kind, y: &[f64]| {
        let picture = svg(&source(kind, y, &Options::default()));
        let group = picture.split("class=\"ui-chart__neutral\"").nth(1).unwrap();
        let d = group.split(" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        d.split_once('l').unwrap().1.to_owned()
    };
    let mut down = counts();
    down[12] = 0.0;
    let rising: Vec<f64> = (0..14).map(f64::from).collect();
    let shapes = [shape(Kind::C, &counts()), shape(Kind::C, &down), shape(Kind::Run, &rising)];
    assert!(shapes[0] != shapes[1] && shapes[1] != shapes[2] && shapes[0] != shapes[2], "{shapes:?}");
}

#[test]
fn a_missing_value_leaves_a_gap() {
    let mut y = counts();
    y[5] = f64::NAN;
    let picture = svg(&source(Kind::C, &y, &Options::default()));
    let line = picture.split("class=\"ui-chart__line\"").nth(1).unwrap();
    let d = line.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(d.matches('M').count(), 2, "{d}");
    assert_eq!(picture.matches("<title>").count(), 15, "a point without a value has no shape");
}

#[test]
fn phases_break_the_limits_and_are_parted() {
    let y: Vec<f64> = counts().into_iter().chain(counts().into_iter().map(|v| v * 2.0)).collect();
    let options = Options { rebase: vec![16], ..Options::default() };
    let picture = svg(&source(Kind::C, &y, &options));
    let center = picture.split("class=\"ui-chart__center\"").nth(1).unwrap();
    let d = center.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(d.matches('M').count(), 2, "{d}");
    assert!(picture.contains("ui-chart__phase"));
}

#[test]
fn notes_are_flags_and_a_list_and_their_text_is_escaped() {
    let mut source = source(Kind::C, &counts(), &Options::default());
    let note = |at, kind, text: &str| Note { at, kind, text: text.to_owned() };
    source.notes = vec![
        note(9, NoteKind::Rebase, "<script>alert(1)</script>"),
        note(3, NoteKind::Note, "手すり & マット"),
        note(99, NoteKind::Freeze, "データの外"),
    ];
    let figure = control(ja(), &source);
    let picture = figure.svg.as_str();
    let numbers = picture.split("ui-chart__number").nth(1).unwrap();
    assert!(numbers.contains(">1</text>") && numbers.contains(">2</text>") && !numbers.contains(">3</text>"));
    let texts: Vec<&str> = figure.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["手すり & マット", "<script>alert(1)</script>", "データの外"]);
    assert!(figure.notes[0].head.contains("令和1年4月"), "{}", figure.notes[0].head);
    let html = figure.to_string();
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"), "{html}");
    assert!(!html.contains("<script>"));
}

#[test]
fn user_text_is_escaped_everywhere() {
    let evil = "\"'><script>&";
    let mut source = source(Kind::C, &counts(), &Options { target: Some(3.0), ..Options::default() });
    (source.title, source.unit) = (evil.to_owned(), evil.to_owned());
    for point in &mut source.points {
        (point.short, point.long, point.href) = (evil.to_owned(), evil.to_owned(), Some(evil.to_owned()));
    }
    source.csv = Some(evil.to_owned());
    for lang in Lang::ALL {
        let html = control(Text::new(lang), &source).to_string();
        assert!(!html.contains("<script>") && !html.contains("&\"") && !html.contains("\"'>"), "{html}");
    }
}

#[test]
fn labels_under_the_axis_never_meet() {
    for n in 1..=120 {
        let picture = svg(&source(Kind::C, &vec![4.0; n], &Options::default()));
        let group = picture.split("</path>").next().unwrap();
        let labels: Vec<(f64, f64)> = group
            .split("<text ")
            .skip(1)
            .filter(|text| text.contains(">R"))
            .map(|text| {
                let words = text.split('>').nth(1).unwrap().split('<').next().unwrap();
                (attribute(text, "x").unwrap(), svg::width(words, svg::LARGE) / 2.0)
            })
            .collect();
        assert!(!labels.is_empty() && labels.len() <= 9, "{n}: {labels:?}");
        for pair in labels.windows(2) {
            let ((later, half), (earlier, other)) = (pair[0], pair[1]);
            assert!(later - half > earlier + other, "{n} points: {labels:?}");
        }
        let (wide, _) = size(&picture);
        assert!(labels.iter().all(|(x, half)| x - half >= 0.0 && x + half <= wide), "{n}: {labels:?}");
    }
}

#[test]
fn the_picture_is_an_image_with_names_and_a_group_if_it_leads_anywhere() {
    let mut source = source(Kind::C, &counts(), &Options::default());
    let picture = svg(&source);
    assert!(picture.contains("role=\"img\" aria-labelledby=\"falls-name\" aria-describedby=\"falls-desc\""));
    assert!(picture.contains("<title id=\"falls-name\">転倒</title><desc id=\"falls-desc\">"), "{picture}");
    for banned in ["var(", "style=", " width=\"640", "<script"] {
        assert!(!picture.contains(banned), "{banned}");
    }
    source.points[3].href = Some("/cases?a=1&b=2".to_owned());
    let picture = svg(&source);
    assert!(picture.contains("role=\"group\""), "an image may not hold a link");
    assert!(picture.contains("<a href=\"/cases?a=1&amp;b=2\" tabindex=\"-1\">"), "{picture}");
    let html = control(ja(), &source).to_string();
    assert!(html.contains("<th scope=\"row\" data-label=\"時期\"><a href=\"/cases?a=1&amp;b=2\">"), "{html}");
}

#[test]
fn a_hundred_and_twenty_signals_with_links_stay_small() {
    let y: Vec<f64> = (0..120).map(|i| f64::from(i) * 1.37).collect();
    let mut source = source(Kind::Individuals, &y, &Options::default());
    for (i, point) in source.points.iter_mut().enumerate() {
        point.href = Some(format!("/cases?form=fall&from=2026-01-{i}&until=2026-01-{i}&unit=2f&level=3a"));
    }
    let picture = svg(&source);
    assert!(picture.len() <= svg::BUDGET, "{} bytes", picture.len());
    assert_eq!(picture.matches("<path d=").count(), 120, "every signal is drawn");
    assert_eq!(control(ja(), &source).to_string().matches("<th scope=\"row\"").count(), 120);
}

#[test]
fn odd_series_are_drawn() {
    let odd: [&[f64]; 8] = [
        &[],
        &[f64::NAN],
        &[f64::INFINITY, f64::NEG_INFINITY],
        &[5.0],
        &[0.0; 30],
        &[1e9; 15],
        &[1e300, -1e300, 1e-300],
        &[3.0, f64::NAN, 4.0, f64::INFINITY, 1e9],
    ];
    for y in odd {
        for kind in [Kind::Run, Kind::Individuals, Kind::MovingRange, Kind::C, Kind::G, Kind::T] {
            let picture = svg(&source(kind, y, &Options::default()));
            let (wide, high) = size(&picture);
            for (x, y) in places(&picture) {
                assert!((0.0..=wide).contains(&x) && (0.0..=high).contains(&y), "({x}, {y}) in {picture}");
            }
            assert!(!picture.contains("NaN") && !picture.contains("inf\""), "{picture}");
        }
    }
}

#[test]
fn a_lower_limit_of_nothing_is_not_drawn() {
    let figure = control(ja(), &source(Kind::C, &[2.0; 8].repeat(2), &Options::default()));
    assert!(!figure.sentence.contains("下限"), "{}", figure.sentence);
}

#[test]
fn a_frozen_baseline_is_shaded_ended_named_and_told() {
    let options = Options { baseline: Some(12), ..Options::default() };
    let source = source(Kind::C, &counts(), &options);
    let figure = control(ja(), &source);
    let picture = figure.svg.as_str();
    let shade = picture.split("class=\"ui-chart__base\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    let end = picture.split("class=\"ui-chart__base-end\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    // The shade ends where the line stands: between the twelfth point and the thirteenth.
    let x = end.trim_start_matches('M').split(' ').next().unwrap();
    assert!(shade.split('H').nth(1).unwrap().starts_with(x), "{shade} {end}");
    assert!(picture.contains(">基準の期間</text>"), "{picture}");
    assert!(figure.sentence.contains("基準は令和1年1月から令和1年12月まで（12点）で、"), "{}", figure.sentence);
    assert!(spark(ja(), &source).svg.as_str().contains("ui-chart__base\""), "small ones are shaded, too");
    let english = control(Text::new(Lang::En), &source).sentence;
    assert!(english.contains("(12 points): centre and limits come from it."), "{english}");
    let without = control(ja(), &super::tests::source(Kind::C, &counts(), &Options::default()));
    assert!(!without.svg.as_str().contains("__base") && !without.sentence.contains("基準"));
}

#[test]
fn each_segment_has_the_baseline_that_its_limits_come_from() {
    let y: Vec<f64> = counts().into_iter().chain(counts()).collect();
    let options = Options { baseline: Some(8), rebase: vec![16], ..Options::default() };
    let figure = control(ja(), &source(Kind::C, &y, &options));
    let end = figure.svg.as_str().split("class=\"ui-chart__base-end\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    assert_eq!(end.split('"').next().unwrap().matches('M').count(), 2, "{end}");
    assert!(figure.sentence.contains("基準は令和2年5月から令和2年12月まで（8点）"), "{}", figure.sentence);
}

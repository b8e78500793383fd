//! Property tests: whatever is charted, the picture stays small and within its frame, and nothing panics.

use proptest::prelude::*;
use spc::{Direction, Kind, Options, Preset, RuleSet, Series};

use super::super::*;
use super::geometry::{places, size};
use crate::catalog::Text;
use crate::lang::Lang;

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => (0_u32..40).prop_map(f64::from),
        3 => -50.0..50.0,
        1 => Just(f64::NAN),
        1 => Just(1e9),
        1 => any::<f64>(),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    let direction = prop_oneof![
        Just(Some(Direction::Increase)),
        Just(Some(Direction::Decrease)),
        Just(Some(Direction::Neutral)),
        Just(None)
    ];
    let rules = prop_oneof![
        Just(None),
        Just(Some(RuleSet::Nelson)),
        Just(Some(RuleSet::WesternElectric)),
        Just(Some(RuleSet::Nhs))
    ];
    let rebase = prop_oneof![Just(Vec::new()), prop::collection::vec(0_usize..130, 0..40)];
    (direction, rules, rebase, prop::option::of(value()), prop::option::of(1_usize..20)).prop_map(
        |(direction, rules, rebase, target, baseline)| Options {
            direction,
            rules,
            rebase,
            target,
            baseline,
            ..Options::default()
        },
    )
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![Just("令和8年11月".to_owned()), ".{0,30}", Just("R8.11".to_owned())]
}

fn point() -> impl Strategy<Value = Point> {
    (label(), label(), prop::option::of(".{0,80}"), prop::option::of(value()), prop::option::of(value()))
        .prop_map(|(short, long, href, count, exposure)| Point { short, long, href, count, exposure })
}

fn note() -> impl Strategy<Value = Note> {
    let kind = prop_oneof![Just(NoteKind::Note), Just(NoteKind::Freeze), Just(NoteKind::Rebase)];
    (0_usize..130, kind, ".{0,40}").prop_map(|(at, kind, text)| Note { at, kind, text })
}

fn memory() -> impl Strategy<Value = Option<Memory>> {
    let values = || prop::collection::vec(value(), 0..=130);
    prop_oneof![
        4 => Just(None),
        1 => values().prop_map(|values| Some(Memory::Ewma { values })),
        1 => (values(), values(), ".{0,12}", value())
            .prop_map(|(values, lower, unit, center)| Some(Memory::Cusum { values, unit, lower, center })),
    ]
}

prop_compose! {
    fn anything()(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        rows in prop::collection::vec((value(), value()), 0..=120),
        points in prop::collection::vec(point(), 0..=120),
        notes in prop::collection::vec(note(), 0..30),
        (title, unit) in (".{0,60}", prop_oneof![Just("件/1,000人日".to_owned()), ".{0,20}"]),
        options in options(),
        memory in memory(),
    ) -> Option<ControlSource> {
        let (y, n): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let series = if kind.is_grouped() {
            Series::groups(y.iter().zip(&n).map(|(a, b)| vec![*a, *b, a + 1.0]).collect())
        } else if kind.needs_n() {
            Series::ratio(y, n)
        } else {
            Series::values(y)
        };
        let chart = spc::chart(kind, &series, Preset::Futawa, &options).ok()?;
        Some(ControlSource {
            id: "any".to_owned(), title, unit, kind, chart, points, notes,
            direction: options.direction.unwrap_or(Direction::Neutral),
            target: options.target,
            baseline: options.baseline,
            memory,
            choice: None,
            csv: None,
        })
    }
}

fn stays_within(picture: &str, budget: usize) -> Result<(), TestCaseError> {
    prop_assert!(picture.len() <= budget, "{} bytes", picture.len());
    let (wide, high) = size(picture);
    for (x, y) in places(picture) {
        prop_assert!((0.0..=wide).contains(&x), "x = {} of {}: {}", x, wide, picture);
        prop_assert!((0.0..=high).contains(&y), "y = {} of {}: {}", y, high, picture);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn control_charts_stay_small_and_within_their_frame(source in anything(), ja in any::<bool>()) {
        if let Some(source) = source {
            let figure = control(Text::new(if ja { Lang::Ja } else { Lang::En }), &source);
            stays_within(figure.svg.as_str(), svg::BUDGET)?;
            prop_assert!(!figure.sentence.is_empty() && !figure.to_string().is_empty());
        }
    }

    #[test]
    fn small_multiples_stay_small_and_within_their_frame(source in anything()) {
        if let Some(source) = source {
            // A small one shows what judges.
            let source = ControlSource { memory: None, ..source };
            stays_within(spark(Text::new(Lang::Ja), &source).svg.as_str(), 3_200)?;
        }
    }

    #[test]
    fn bars_stay_small_and_within_their_frame(all in prop::collection::vec((label(), value(), prop::option::of(".{0,60}")), 0..60)) {
        let all: Vec<Bar> = all.into_iter().map(|(label, value, href)| Bar { label, value, href }).collect();
        let t = Text::new(Lang::Ja);
        stays_within(bars(t, "bars", "棒", "件", &all).svg.as_str(), svg::BUDGET)?;
        stays_within(pareto(t, "pareto", "順", "件", &all).svg.as_str(), svg::BUDGET)?;
    }

    #[test]
    fn heat_stays_small_and_within_its_frame(cells in prop::collection::vec(prop::collection::vec(0_u32..5_000, 0..24), 0..8), rows in prop::collection::vec(label(), 0..8), columns in prop::collection::vec(label(), 0..24)) {
        let figure = heat(Text::new(Lang::Ja), "heat", "表", &rows, &columns, &cells, |_, _| Some("/cases".to_owned()));
        stays_within(figure.svg.as_str(), svg::BUDGET)?;
    }
}

//! Properties that hold for all data: nothing panics, units do not matter, limits narrow, marks lie outside.

use proptest::prelude::*;
use spc::funnel::{Flag, FunnelKind, FunnelPreset, Method, Overdispersion, Request, TrimBy, Unit, funnel};
use spc::rules::{Mark, Rule, Toward};
use spc::{Chart, Direction, Kind, Lines, Options, Preset, Robust, RuleSet, Series, TwoOfThree, chart};

/// Any number at all, odd ones often.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -100.0..100.0_f64,
        2 => (0..20_u8).prop_map(f64::from),
        1 => Just(f64::NAN),
        1 => Just(0.0),
        1 => prop_oneof![Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(1e308), Just(-1e308), Just(5e-324)],
        1 => any::<f64>(),
    ]
}

fn any_options() -> impl Strategy<Value = Options> {
    let option = |most: usize| proptest::option::of(0..most);
    let rules = prop_oneof![
        Just(None),
        Just(Some(RuleSet::WesternElectric)),
        Just(Some(RuleSet::Nelson)),
        Just(Some(RuleSet::Powerbi)),
        Just(Some(RuleSet::Qcc)),
    ];
    (
        (any::<Option<bool>>(), option(40), proptest::collection::vec(0..50_usize, 0..4)),
        (proptest::collection::vec(0..50_usize, 0..4), proptest::option::of(any_number()), any::<Option<bool>>()),
        (option(20), option(20), rules, proptest::option::of(any_number())),
    )
        .prop_map(|((screen_mr, baseline, rebase), (exclude, target, flag), (shift, trend, rules, center))| {
            Options {
                screen_mr,
                baseline,
                rebase,
                exclude,
                target,
                direction: flag.map(|up| if up { Direction::Increase } else { Direction::Decrease }),
                two_of_three: flag.map(|new| if new { TwoOfThree::Since2023 } else { TwoOfThree::Classic }),
                shift_points: shift,
                trend_points: trend,
                rules,
                center,
                robust: flag.map(|both| if both { Robust::Both } else { Robust::Center }),
                negative_limit: flag,
                ..Options::default()
            }
        })
}

fn series(kind: Kind, y: &[f64], n: &[f64]) -> Series {
    if kind.is_grouped() {
        return Series::groups(y.chunks(3).map(<[f64]>::to_vec).collect());
    }
    let n: Vec<f64> = (0..y.len()).map(|i| n.get(i).copied().unwrap_or(7.0)).collect();
    if kind.needs_n() || kind == Kind::IPrime { Series::ratio(y.to_vec(), n) } else { Series::values(y.to_vec()) }
}

fn make(kind: Kind, y: &[f64], n: &[f64], preset: Preset, options: &Options) -> Option<Chart> {
    chart(kind, &series(kind, y, n), preset, options).ok()
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() <= 1e-9 * (a.abs() + b.abs() + scale)
}

fn all_near(a: &[f64], b: &[f64], scale: f64) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(*a, *b, scale))
}

/// Values without ties, so that rounding cannot turn a sign.
fn spaced() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(10.0..1000.0_f64, 3..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_data_makes_a_chart_panic(
        y in proptest::collection::vec(any_number(), 0..60),
        n in proptest::collection::vec(any_number(), 0..60),
        options in any_options(),
    ) {
        for kind in Kind::ALL {
            for preset in Preset::ALL {
                if let Some(chart) = make(kind, &y, &n, preset, &options) {
                    prop_assert_eq!(chart.y.len(), chart.marks.len());
                    prop_assert_eq!(chart.segments.last().map(|phase| phase.to), Some(chart.y.len()));
                }
            }
        }
    }

    #[test]
    fn no_units_make_a_funnel_panic(
        rows in proptest::collection::vec((any_number(), any_number()), 0..12),
        trim in proptest::option::of(any_number()),
        target in proptest::option::of(any_number()),
    ) {
        let units: Vec<Unit> =
            rows.iter().enumerate().map(|(i, (o, size))| Unit { id: (i / 2).to_string(), o: *o, size: *size }).collect();
        for kind in [FunnelKind::Ratio, FunnelKind::Proportion, FunnelKind::Rate] {
            for preset in [FunnelPreset::Futawa, FunnelPreset::Funnelplotr, FunnelPreset::Powerbi, FunnelPreset::Phe] {
                for method in [None, Some(Method::Normal), Some(Method::Sqrt), Some(Method::Log), Some(Method::Arcsine)] {
                    if method.is_some() && preset != FunnelPreset::Futawa {
                        continue;
                    }
                    let request = Request {
                        kind, units: units.clone(), method, overdispersion: Overdispersion::Additive, trim,
                        trim_by: Some(TrimBy::Truncate), target, preset,
                    };
                    prop_assert_eq!(funnel(&request).units.len(), rows.len().div_ceil(2));
                }
            }
        }
    }

    #[test]
    fn the_unit_of_measurement_does_not_matter(y in spaced(), factor in 0.01..100.0_f64) {
        for kind in [Kind::Run, Kind::Individuals, Kind::MovingRange, Kind::T, Kind::Xbar, Kind::S, Kind::IPrime] {
            let scaled: Vec<f64> = y.iter().map(|v| v * factor).collect();
            for preset in [Preset::Futawa, Preset::Nhs, Preset::Qicharts2] {
                let (Some(a), Some(b)) = (
                    make(kind, &y, &[], preset, &Options::default()),
                    make(kind, &scaled, &[], preset, &Options::default()),
                ) else { continue };
                let times = |line: &[f64]| line.iter().map(|v| v * factor).collect::<Vec<_>>();
                prop_assert!(all_near(&times(&a.lines.cl), &b.lines.cl, 1.0));
                prop_assert!(all_near(&times(a.lines.lcl()), b.lines.lcl(), factor));
                prop_assert!(all_near(&times(a.lines.ucl()), b.lines.ucl(), factor));
                prop_assert_eq!(a.marks, b.marks);
                prop_assert_eq!(a.segments, b.segments);
            }
        }
    }

    #[test]
    fn where_zero_lies_does_not_matter(y in spaced(), by in -500.0..500.0_f64) {
        let moved: Vec<f64> = y.iter().map(|v| v + by).collect();
        for preset in [Preset::Futawa, Preset::Nhs, Preset::Qicharts2, Preset::Qcc, Preset::Powerbi] {
            for kind in [Kind::Run, Kind::Individuals, Kind::Xbar] {
                let (Some(a), Some(b)) = (
                    make(kind, &y, &[], preset, &Options::default()),
                    make(kind, &moved, &[], preset, &Options::default()),
                ) else { continue };
                let plus = |line: &[f64]| line.iter().map(|v| v + by).collect::<Vec<_>>();
                prop_assert!(all_near(&plus(&a.lines.cl), &b.lines.cl, 1000.0));
                prop_assert!(all_near(&plus(a.lines.lcl()), b.lines.lcl(), 1000.0));
                prop_assert!(all_near(&plus(a.lines.ucl()), b.lines.ucl(), 1000.0));
            }
        }
    }

    #[test]
    fn turning_the_data_over_turns_the_signals_over(y in spaced()) {
        let turned: Vec<f64> = y.iter().map(|v| -v).collect();
        let a = make(Kind::Individuals, &y, &[], Preset::Futawa, &Options::default()).unwrap();
        let b = make(Kind::Individuals, &turned, &[], Preset::Futawa, &Options::default()).unwrap();
        let turn = |mark: &Option<Mark>| mark.map(|mark| Mark {
            toward: if mark.toward == Toward::Up { Toward::Down } else { Toward::Up }, ..mark
        });
        prop_assert_eq!(a.marks.iter().map(turn).collect::<Vec<_>>(), b.marks);
    }

    #[test]
    fn the_order_of_points_matters_not_to_limits_by_chance(
        rows in proptest::collection::vec((0..30_u8, 30..300_u16), 3..40), seed in any::<u64>(),
    ) {
        // The counts that chance allows know no order: P, U and C limits belong to their point.
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|i| (*i as u64 + 1).wrapping_mul(seed | 1));
        let (y, n): (Vec<f64>, Vec<f64>) = rows.iter().map(|(y, n)| (f64::from(*y), f64::from(*n))).unzip();
        let mixed = |of: &[f64]| order.iter().map(|i| of[*i]).collect::<Vec<_>>();
        for kind in [Kind::P, Kind::U, Kind::C, Kind::Np] {
            let a = make(kind, &y, &n, Preset::Futawa, &Options::default()).unwrap();
            let b = make(kind, &mixed(&y), &mixed(&n), Preset::Futawa, &Options::default()).unwrap();
            prop_assert!(all_near(&mixed(a.lines.ucl()), b.lines.ucl(), 1.0));
            prop_assert!(all_near(&mixed(a.lines.lcl()), b.lines.lcl(), 1.0));
        }
    }

    #[test]
    fn more_exposure_gives_narrower_limits(rows in proptest::collection::vec((0..30_u8, 30..300_u16), 3..40)) {
        let (y, n): (Vec<f64>, Vec<f64>) = rows.iter().map(|(y, n)| (f64::from(*y), f64::from(*n))).unzip();
        for kind in [Kind::P, Kind::PPrime, Kind::U, Kind::UPrime, Kind::IPrime] {
            let Lines { lower, upper, .. } = make(kind, &y, &n, Preset::Futawa, &Options::default()).unwrap().lines;
            let mut order: Vec<usize> = (0..n.len()).collect();
            order.sort_by(|a, b| n[*a].total_cmp(&n[*b]));
            for pair in order.windows(2) {
                prop_assert!(lower[2][pair[0]] <= lower[2][pair[1]] + 1e-12);
                prop_assert!(upper[2][pair[0]] >= upper[2][pair[1]] - 1e-12);
            }
        }
    }

    #[test]
    fn points_marked_by_limits_lie_outside_and_no_others(
        y in proptest::collection::vec(any_number(), 0..60), n in proptest::collection::vec(1.0..90.0_f64, 60),
    ) {
        for kind in Kind::ALL {
            for preset in Preset::ALL {
                let Some(chart) = make(kind, &y, &n, preset, &Options::default()) else { continue };
                for (i, mark) in chart.marks.iter().enumerate() {
                    let (v, low, high) = (chart.y[i], chart.lines.lcl()[i], chart.lines.ucl()[i]);
                    if mark.is_some_and(|mark| mark.rule == Rule::Astronomical) {
                        prop_assert!(v < low || v > high);
                    } else if low != high {
                        prop_assert!(!(v < low || v > high), "{kind:?} {preset:?} {v} {low} {high}");
                    }
                }
            }
        }
    }

    #[test]
    fn flags_of_a_funnel_lie_outside_its_limits(
        rows in proptest::collection::vec((0..60_u16, 1..400_u16), 2..40), additive in any::<bool>(),
    ) {
        let unit = |(i, (o, size)): (usize, &(u16, u16))| Unit {
            id: i.to_string(), o: f64::from(*o), size: f64::from((*size).max(*o)),
        };
        let units: Vec<Unit> = rows.iter().enumerate().map(unit).collect();
        for kind in [FunnelKind::Ratio, FunnelKind::Proportion, FunnelKind::Rate] {
            let overdispersion = if additive { Overdispersion::Additive } else { Overdispersion::None };
            let request = |overdispersion| Request {
                kind, units: units.clone(), method: None, overdispersion, trim: None, trim_by: None, target: None,
                preset: FunnelPreset::Futawa,
            };
            let (drawn, plain) = (funnel(&request(overdispersion)), funnel(&request(Overdispersion::None)));
            for (unit, plain) in drawn.units.iter().zip(&plain.units) {
                prop_assert!(unit.l998.0 <= unit.l95.0 && unit.l95.1 <= unit.l998.1);
                prop_assert!(unit.l95.0 <= drawn.target + 1e-12 && drawn.target <= unit.l95.1 + 1.0);
                match unit.flag {
                    Flag::None => prop_assert!(unit.value >= unit.l95.0 && unit.value <= unit.l95.1),
                    Flag::Low95 | Flag::Low998 => prop_assert!(unit.value < unit.l95.0),
                    Flag::High95 | Flag::High998 => prop_assert!(unit.value > unit.l95.1),
                }
                // Adjusting never flags what is not flagged without it.
                prop_assert!(unit.flag == Flag::None || plain.flag != Flag::None);
            }
        }
    }
}

#[test]
fn a_million_points_are_a_matter_of_seconds() {
    let y: Vec<f64> = (0..1_000_000_u32).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 20)).collect();
    let n = vec![9000.0; y.len()];
    for kind in [Kind::Run, Kind::Individuals, Kind::PPrime, Kind::T, Kind::G] {
        let chart = make(kind, &y, &n, Preset::Futawa, &Options::default()).unwrap();
        assert_eq!(chart.marks.len(), 1_000_000);
        assert!(chart.runs().n_useful > 900_000);
    }
}

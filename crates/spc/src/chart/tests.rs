//! What our own preset does where the packages err, and what the rules do at their edges.

use super::*;
use crate::options::{Direction, RuleSet, TwoOfThree};
use crate::rules::{Rule, Toward};

fn ours(kind: Kind, y: &[f64]) -> Chart {
    chart(kind, &Series::values(y.to_vec()), Preset::Futawa, &Options::default()).unwrap()
}

fn nhs(y: &[f64], options: &Options) -> Chart {
    chart(Kind::Individuals, &Series::values(y.to_vec()), Preset::Nhs, options).unwrap()
}

fn has(chart: &Chart, code: Code) -> bool {
    chart.warnings.iter().any(|warning| warning.code == code)
}

fn rules(chart: &Chart) -> Vec<Option<Rule>> {
    chart.marks.iter().map(|mark| mark.map(|mark| mark.rule)).collect()
}

/// 36 months in which something happened four times.
fn sparse() -> Vec<f64> {
    (0..36).map(|i| if i % 9 == 5 { 1.0 } else { 0.0 }).collect()
}

/// Varies around 50 without a signal; both sides in turn.
fn quiet(len: usize) -> Vec<f64> {
    [48.0, 53.0, 49.0, 51.5, 47.5, 52.0, 50.5, 48.5, 52.5, 49.5, 50.8, 47.9].iter().copied().cycle().take(len).collect()
}

#[test]
fn sparse_data_do_not_collapse_the_limits() {
    let theirs = nhs(&sparse(), &Options::default());
    assert_eq!(theirs.marks.iter().flatten().count(), 36, "the package marks every point");
    let ours = ours(Kind::Individuals, &sparse());
    assert!(ours.lines.ucl()[0] > ours.lines.lcl()[0]);
    assert!(has(&ours, Code::Sparse));
    assert_eq!(ours.marks.iter().flatten().count(), 4, "the months in which something happened");
    assert!(has(&ours, Code::TiedValues) && !ours.runs().signal);
    let asked = Options { screen_mr: Some(true), ..Options::default() };
    let screened = chart(Kind::Individuals, &Series::values(sparse()), Preset::Futawa, &asked).unwrap();
    assert!(has(&screened, Code::ScreeningSkipped));
    assert_eq!(screened.lines, ours.lines);
}

#[test]
fn equal_values_are_no_signal_in_any_chart() {
    for kind in Kind::ALL {
        for value in [0.1, 7.0, 1.0 / 3.0, 0.0] {
            let y = vec![value; 30];
            let series = if kind.is_grouped() {
                Series::groups(y.iter().map(|v| vec![*v; 3]).collect())
            } else if kind.needs_n() {
                Series::ratio(y.clone(), vec![9.0; 30])
            } else {
                Series::values(y.clone())
            };
            let chart = chart(kind, &series, Preset::Futawa, &Options::default()).unwrap();
            assert_eq!(chart.marks.iter().flatten().count(), 0, "{kind:?} {value}");
            assert!(!chart.runs().signal, "{kind:?} {value}");
            assert!(has(&chart, Code::ConstantData), "{kind:?} {value}");
        }
    }
}

#[test]
fn a_missing_month_breaks_a_trend_and_takes_no_range() {
    let mut y = quiet(12);
    y.extend([51.0, 52.0, 53.0, f64::NAN, 54.0, 55.0, 56.0, 57.0]);
    let chart = ours(Kind::Individuals, &y);
    assert!(has(&chart, Code::MissingValues));
    assert!(!rules(&chart).contains(&Some(Rule::Trend)));
    let theirs = nhs(&y, &Options::default());
    assert!(has(&theirs, Code::PackageFails), "ptd_spc() stops with an error here");
}

#[test]
fn a_last_point_without_value_leaves_the_icon_to_the_one_before() {
    let mut y = quiet(20);
    y.extend([90.0, f64::NAN]);
    let chart = ours(Kind::Individuals, &y);
    assert_eq!(chart.variation, Variation::NeutralHigh);
    assert!(has(&chart, Code::LastMissing));
    assert_eq!(nhs(&y, &Options::default()).variation, Variation::Common, "the package looks at the last row");
}

#[test]
fn an_absent_period_is_a_gap() {
    let months = |skip: usize| -> Vec<String> {
        (0..20)
            .map(|i| if i < 10 { i } else { i + skip })
            .map(|m| format!("{}-{:02}-01", 2020 + m / 12, m % 12 + 1))
            .collect()
    };
    let rising: Vec<f64> = quiet(7).into_iter().chain((0..6).map(|i| 51.0 + f64::from(i))).chain(quiet(7)).collect();
    let with = |x: Vec<String>| {
        let series = Series { data: Data::Single(rising.clone()), n: None, x: Some(x) };
        let options = Options { trend_points: Some(6), ..Options::default() };
        chart(Kind::Individuals, &series, Preset::Futawa, &options).unwrap()
    };
    let (whole, gapped) = (with(months(0)), with(months(2)));
    assert!(rules(&whole).contains(&Some(Rule::Trend)));
    assert!(!rules(&gapped).contains(&Some(Rule::Trend)));
    assert_eq!(gapped.warnings.iter().find(|w| w.code == Code::AbsentPeriods).unwrap().at, [10]);
    assert!(!has(&whole, Code::AbsentPeriods));
    assert_ne!(whole.lines.ucl()[0], gapped.lines.ucl()[0], "no range across the gap");
}

#[test]
fn a_run_of_seven_is_no_signal_in_a_long_series() {
    let mut y = quiet(120);
    y.splice(40..48, [51.0, 52.0, 51.5, 52.5, 51.0, 52.0, 51.2, 51.9]);
    assert!(rules(&nhs(&y, &Options::default())).contains(&Some(Rule::Shift)));
    let chart = ours(Kind::Individuals, &y);
    assert!(!rules(&chart).contains(&Some(Rule::Shift)));
    assert!(has(&chart, Code::ShiftScaled));
}

#[test]
fn zero_events_are_not_low() {
    let chart = ours(Kind::C, &[1.0, 2.0, 0.0, 3.0, 1.0, 0.0, 2.0, 1.0, 4.0, 0.0, 1.0, 2.0, 0.0]);
    assert!(chart.marks.iter().all(Option::is_none));
    assert!(chart.lines.lcl().iter().all(|low| *low == 0.0));
}

#[test]
fn a_frozen_baseline_and_phases_keep_their_points() {
    let y: Vec<f64> = quiet(24).into_iter().chain(quiet(24).iter().map(|v| v + 30.0)).collect();
    let frozen = Options { baseline: Some(24), ..Options::default() };
    let series = Series::values(y);
    let frozen = chart(Kind::Individuals, &series, Preset::Futawa, &frozen).unwrap();
    assert!(frozen.marks[24..].iter().all(Option::is_some), "everything after the baseline is beyond");
    let phases = Options { rebase: vec![24], ..Options::default() };
    let phases = chart(Kind::Individuals, &series, Preset::Futawa, &phases).unwrap();
    assert_eq!(phases.segments.len(), 2);
    assert!(phases.marks.iter().all(Option::is_none));
    assert!((phases.lines.cl[47] - phases.lines.cl[0] - 30.0).abs() < 1e-9);
}

#[test]
fn an_excluded_point_is_drawn_and_does_not_count() {
    let mut y = quiet(24);
    y[10] = 500.0;
    let options = Options { exclude: vec![10], screen_mr: Some(false), ..Options::default() };
    let without = chart(Kind::Individuals, &Series::values(y), Preset::Futawa, &options).unwrap();
    assert_eq!(without.y[10], 500.0);
    assert_eq!(without.marks[10], None);
    assert!(without.lines.ucl()[0] < 70.0);
    assert_eq!(without.runs().n_useful, 23);
}

#[test]
fn both_versions_of_two_of_three() {
    // Points 20 and 22 lie between 2 and 3 σ and beyond 3 σ; 21 lies on the same side.
    let mut y = quiet(30);
    y.splice(20..23, [57.6, 51.0, 62.0]);
    let options = |version| Options { two_of_three: Some(version), baseline: Some(20), ..Options::default() };
    let new = rules(&nhs(&y, &options(TwoOfThree::Since2023)));
    let classic = rules(&nhs(&y, &options(TwoOfThree::Classic)));
    assert_eq!(new[20..23], [Some(Rule::TwoOfThree), None, Some(Rule::Astronomical)]);
    assert_eq!(classic[20..23], [None, None, Some(Rule::Astronomical)]);
}

#[test]
fn the_icon_is_the_last_points_direction() {
    let mut y = quiet(23);
    y.push(90.0);
    let with = |direction| Options { direction: Some(direction), target: Some(70.0), ..Options::default() };
    let up = nhs(&y, &with(Direction::Increase));
    assert_eq!((up.variation, up.assurance), (Variation::ImprovementHigh, Some(Assurance::Fail)));
    let down = nhs(&y, &with(Direction::Decrease));
    assert_eq!((down.variation, down.assurance), (Variation::ConcernHigh, Some(Assurance::Pass)));
    let neutral = nhs(&y, &with(Direction::Neutral));
    assert_eq!((neutral.variation, neutral.assurance), (Variation::NeutralHigh, None));
    assert_eq!(up.marks[23].unwrap().toward, Toward::Up);
}

#[test]
fn times_of_zero_have_a_stand_in() {
    let y: Vec<f64> = quiet(20).into_iter().enumerate().map(|(i, v)| if i == 4 { 0.0 } else { v }).collect();
    let chart = ours(Kind::T, &y);
    assert!(has(&chart, Code::ZeroTimes));
    assert!(chart.lines.cl[0] > 0.0);
    let theirs = super::chart(Kind::T, &Series::values(y), Preset::Qicharts2, &Options::default());
    assert_eq!(theirs.unwrap_err(), Refusal::NotPositive);
}

#[test]
fn rule_sets_can_be_chosen() {
    let mut y = quiet(24);
    y.splice(10..18, [51.0, 51.1, 51.3, 51.2, 51.4, 51.1, 51.2, 51.3]);
    let with = |rules| Options { rules: Some(rules), ..Options::default() };
    let series = Series::values(y);
    let western = chart(Kind::Individuals, &series, Preset::Futawa, &with(RuleSet::WesternElectric)).unwrap();
    assert!(rules(&western).contains(&Some(Rule::Shift)));
    let only = chart(Kind::Individuals, &series, Preset::Futawa, &with(RuleSet::ThreeSigma)).unwrap();
    assert!(only.marks.iter().all(Option::is_none));
}

#[test]
fn requests_that_contradict_themselves_are_refused() {
    let refused = |kind, series: &Series, preset, options: &Options| chart(kind, series, preset, options).unwrap_err();
    let y = Series::values(vec![1.0, 2.0]);
    let none = Options::default();
    assert_eq!(refused(Kind::P, &y, Preset::Futawa, &none), Refusal::NeedsN);
    assert_eq!(refused(Kind::S, &y, Preset::Futawa, &none), Refusal::Groups);
    assert_eq!(refused(Kind::U, &Series::ratio(vec![1.0], vec![]), Preset::Futawa, &none), Refusal::LengthOfN);
    let short = Options { baseline: Some(11), ..Options::default() };
    assert_eq!(refused(Kind::Individuals, &y, Preset::Nhs, &short), Refusal::ShortBaseline);
    let twice = Series { x: Some(vec!["2026-01-01".into(), "2026-01-01".into()]), ..y };
    assert_eq!(refused(Kind::Individuals, &twice, Preset::Nhs, &none), Refusal::DuplicateDates);
}

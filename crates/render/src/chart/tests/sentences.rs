//! The text alternative against the numbers that it describes, and the words for every code.

use proptest::prelude::*;
use spc::choose::Reason;
use spc::{Code, Direction, Kind, Options, Series};

use super::super::*;
use super::{counts, ja, of, source};
use crate::catalog::Text;
use crate::html::Html;
use crate::lang::Lang;

fn en() -> Text {
    Text::new(Lang::En)
}

/// The number that follows some words.
fn number_after(sentence: &str, words: &str) -> Option<f64> {
    let rest = sentence.split(words).nth(1)?;
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || ",.-e".contains(*c)).collect();
    let digits = digits.trim_end_matches(['.', ',', '-']).replace(',', "");
    Some(digits.parse().unwrap_or_else(|_| panic!("{digits:?} after {words} in {sentence}")))
}

/// Whether a number of three figures stands for another.
fn agrees(told: Option<f64>, is: Option<f64>) -> bool {
    match (told, is) {
        (Some(told), Some(is)) => (told - is).abs() <= 0.006 * is.abs() + 6e-4,
        (None, None) => true,
        _ => false,
    }
}

#[test]
fn the_sentence_tells_the_chart() {
    let mut source = source(Kind::C, &counts(), &Options { target: Some(8.0), ..Options::default() });
    source.direction = Direction::Decrease;
    assert_eq!(
        control(ja(), &source).sentence,
        "令和1年1月から令和2年4月まで、16点のグラフです。最後の令和2年4月は13件です。平均は11.4件です。\
         上限は21.6件、下限は1.29件です。目標は8件です。令和2年1月は、上限を超えています。\
         最後の点は、いつものばらつきの範囲です。"
    );
    source.unit = "reports".to_owned();
    let english = control(en(), &source).sentence;
    assert!(english.contains("Upper limit 21.6 reports, lower limit 1.29 reports."), "{english}");
    assert!(english.contains("Above the upper limit: 令和2年1月."), "{english}");
}

#[test]
fn few_points_say_that_there_are_no_limits() {
    let mut short = source(Kind::Run, &[3.0, 5.0, 4.0], &Options::default());
    short.choice = Some(Reason::Short);
    let figure = control(ja(), &short);
    assert!(figure.sentence.contains("点が少ないので限界線は引いていません。"), "{}", figure.sentence);
    assert!(figure.sentence.contains("中央値は4件です。"), "{}", figure.sentence);
    assert_eq!(figure.reason.as_deref(), Some("点が12に満たないため、限界線のないランチャートにしました。"));
    // Rare events whose days are not known are no few points.
    let mut rare = source(Kind::Run, &[0.0; 24], &Options::default());
    rare.choice = Some(Reason::Sparse);
    let figure = control(ja(), &rare);
    assert!(figure.reason.unwrap().contains("起きることがまれ") && !figure.sentence.contains("点が少ない"));
}

#[test]
fn phases_missing_values_and_runs_are_told() {
    let mut y: Vec<f64> = counts().into_iter().chain([4.0; 16]).collect();
    y[2] = f64::NAN;
    for (i, v) in y.iter_mut().enumerate().skip(16) {
        *v += (i % 3) as f64;
    }
    let phased = source(Kind::C, &y, &Options { rebase: vec![16], ..Options::default() });
    let sentence = control(ja(), &phased).sentence;
    assert!(sentence.contains("うち1点は値がありません。"), "{sentence}");
    assert!(sentence.contains("2つの区間に分けて計算し、平均は古い順に11.7件、5件です。"), "{sentence}");

    let shifted = source(Kind::C, &y, &Options::default());
    let sentence = control(ja(), &shifted).sentence;
    assert!(sentence.contains("は、中心線より下に続いています。"), "{sentence}");
    assert!(!sentence.contains("中心線の同じ側に"), "a shift is told once: {sentence}");
}

#[test]
fn too_few_crossings_are_told_where_no_point_is_marked() {
    let y: Vec<f64> = (0..30).map(|i| f64::from((i / 5) % 2 * 4 + i % 3)).collect();
    let mut source = source(Kind::Run, &y, &Options::default());
    source.chart.marks = vec![None; y.len()];
    let runs = source.chart.runs();
    assert!(runs.signal, "{runs:?}");
    let sentence = control(ja(), &source).sentence;
    let told = number_after(&sentence, "中心線をまたいだのは");
    assert_eq!(told, runs.crossings.map(|n| n as f64), "{sentence}");
    assert!(!sentence.contains("続いた変化はありません"), "{sentence}");
}

#[test]
fn a_point_beyond_the_limit_does_not_cut_a_shift_in_two() {
    let mut y = [4.0, 6.0, 5.0, 3.0, 6.0, 5.0].repeat(3);
    y.extend([9.0, 8.0, 9.0, 30.0, 9.0, 8.0, 9.0, 9.0, 8.0]);
    let sentence = control(ja(), &source(Kind::C, &y, &Options::default())).sentence;
    assert!(sentence.contains("令和2年7月から令和3年3月（9点）は、中心線より上に続いています。"), "{sentence}");
    assert!(sentence.contains("令和2年10月は、上限を超えています。"), "{sentence}");
}

#[test]
fn a_long_unit_is_said_once() {
    let mut source = source(Kind::C, &counts(), &Options::default());
    source.unit = "件/1,000人日".to_owned();
    let sentence = control(ja(), &source).sentence;
    assert_eq!(sentence.matches("人日").count(), 1, "{sentence}");
    assert!(sentence.contains("13件/1,000人日です。平均は11.4です。"), "{sentence}");
}

#[test]
fn limits_that_change_are_told_as_the_last() {
    let n: Vec<f64> = (0..16).map(|i| 900.0 + 40.0 * f64::from(i)).collect();
    let options = Options { multiply: Some(1000.0), ..Options::default() };
    let source = of(Kind::U, &Series::ratio(counts(), n), &options);
    let sentence = control(ja(), &source).sentence;
    assert!(agrees(number_after(&sentence, "最後の上限は"), source.upper().last().copied()), "{sentence}");
}

#[test]
fn the_description_is_the_sentence() {
    for t in [ja(), en()] {
        let figure = control(t, &source(Kind::C, &counts(), &Options::default()));
        assert!(figure.svg.as_str().contains(&format!(">{}</desc>", Html::text(&figure.sentence))));
    }
}

#[test]
fn an_empty_chart_says_so_and_judges_nothing() {
    let figure = control(ja(), &source(Kind::C, &[f64::NAN; 3], &Options::default()));
    assert_eq!(figure.sentence, "値のある点がまだありません。");
    assert!(figure.icons.is_empty() && figure.svg.as_str().contains(">値のある点がまだありません。</text>"));
    assert!(control(ja(), &source(Kind::C, &[], &Options::default())).table.is_none());
}

#[test]
fn every_code_has_words() {
    use Code as C;
    let codes = [
        C::NoData,
        C::ShortSegment,
        C::MissingValues,
        C::LastMissing,
        C::NotFinite,
        C::ZeroDenominator,
        C::OutOfRange,
        C::AbsentPeriods,
        C::IrregularDates,
        C::UnsortedDates,
        C::DuplicateDates,
        C::ConstantData,
        C::ScreeningSkipped,
        C::RangesScreened,
        C::TiedValues,
        C::Sparse,
        C::Overdispersed,
        C::SigmaZRaised,
        C::ShiftScaled,
        C::ProbabilityLimits,
        C::ZeroTimes,
        C::BaselineIgnored,
        C::IndexIgnored,
        C::ShortLastSegment,
        C::Overflow,
        C::PackageFails,
    ];
    let mut source = source(Kind::C, &counts(), &Options::default());
    source.chart.warnings = codes.iter().map(|code| spc::Warning { code: *code, at: Vec::new() }).collect();
    source.chart.warnings.push(spc::Warning { code: C::MissingValues, at: (0..9).collect() });
    for t in [ja(), en()] {
        let notices = control(t, &source).notices;
        assert_eq!(notices.len(), codes.len() + 1);
        assert!(notices.iter().all(|notice| !notice.contains("chart.notice")), "{notices:?}");
        for kind in Kind::ALL {
            source.kind = kind;
            for reason in [Reason::Short, Reason::Sparse, Reason::Overdispersed, Reason::Fits] {
                source.choice = Some(reason);
                let words = control(t, &source).reason.unwrap();
                assert!(
                    !words.contains("chart.reason") && !words.contains("chart.kind") && !words.contains('{'),
                    "{words}"
                );
            }
        }
    }
    let named = control(ja(), &source).notices.pop().unwrap();
    assert!(named.ends_with("（令和1年1月、令和1年2月、令和1年3月、令和1年4月、ほか5点）"), "{named}");
}

#[test]
fn icons_say_what_the_last_point_says() {
    let mut y = counts();
    y.push(40.0);
    let options = Options { direction: Some(Direction::Decrease), target: Some(60.0), ..Options::default() };
    let icons = control(ja(), &source(Kind::C, &y, &options)).icons;
    let words: Vec<&str> = icons.iter().map(|icon| icon.words.as_str()).collect();
    assert_eq!(words, ["気をつけたい変化（高い）", "目標を満たす見込み"]);
    assert!(icons[0].svg.as_str().contains("ui-chart__worse") && icons[1].svg.as_str().contains("ui-chart__better"));
}

proptest! {
    /// What the sentence names is what the chart has: number of points, centre, limits, last value, every point beyond.
    #[test]
    fn the_sentence_can_be_read_back(y in prop::collection::vec(0_u32..60, 12..60), kind in prop::sample::select(vec![Kind::C, Kind::Individuals, Kind::Run])) {
        let y: Vec<f64> = y.into_iter().map(f64::from).collect();
        let source = source(kind, &y, &Options::default());
        let told = control(ja(), &source).sentence;
        prop_assert_eq!(number_after(&told, "まで、"), Some(y.len() as f64));
        let name = if kind == Kind::Run { "中央値は" } else { "平均は" };
        prop_assert!(agrees(number_after(&told, name), source.chart.lines.cl.last().copied()), "{}", told);
        prop_assert!(agrees(number_after(&told, &format!("最後の{}は", super::long(y.len() - 1))), y.last().copied()), "{}", told);
        let upper = source.chart.lines.ucl().last().copied().filter(|v| v.is_finite());
        prop_assert!(agrees(number_after(&told, "上限は"), upper), "{}", told);
        let lower = source.chart.lines.lcl().last().copied().filter(|v| v.is_finite() && *v > 0.0);
        prop_assert!(agrees(number_after(&told, "下限は"), lower), "{}", told);
        let above: Vec<usize> = (0..y.len()).filter(|&i| y[i] > source.chart.lines.ucl()[i]).collect();
        let named = told.split("。").find(|part| part.ends_with("上限を超えています")).unwrap_or("");
        prop_assert_eq!(above.is_empty(), named.is_empty(), "{}", &told);
        for i in above.iter().rev().take(6) {
            prop_assert!(named.contains(&super::long(*i)), "{}: {}", super::long(*i), told);
        }
    }
}

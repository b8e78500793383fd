//! Tests of small multiples, bars, Pareto and heat.

use spc::{Direction, Kind, Options};

use super::super::*;
use super::geometry::{places, size};
use super::{counts, ja, source};
use crate::catalog::Text;
use crate::html::Html;
use crate::lang::Lang;

fn bar(label: &str, value: f64) -> Bar {
    Bar { label: label.to_owned(), value, href: Some(format!("/cases?form={label}&level=3a")) }
}

fn lies_within(figure: &Figure, budget: usize) {
    let picture = figure.svg.as_str();
    assert!(picture.len() <= budget, "{} bytes", picture.len());
    let (wide, high) = size(picture);
    for (x, y) in places(picture) {
        assert!((0.0..=wide).contains(&x) && (0.0..=high).contains(&y), "({x}, {y}) in {picture}");
    }
    assert!(picture.contains(&format!(">{}</desc>", Html::text(&figure.sentence))), "{picture}");
}

#[test]
fn a_small_multiple_has_marks_icon_and_its_ends() {
    let mut y = counts();
    y.push(29.0);
    let options = Options { direction: Some(Direction::Decrease), ..Options::default() };
    let figure = spark(ja(), &source(Kind::C, &y, &options));
    lies_within(&figure, 3_200);
    let picture = figure.svg.as_str();
    assert!(picture.contains("ui-chart__worse") && picture.contains("ui-chart__limit"), "{picture}");
    assert_eq!(picture.matches("<text").count(), 3, "first and last label, last value");
    assert_eq!(figure.sentence, "最後の令和2年5月は29件です。高いほうへ、気をつけたい変化のしるしがあります。");
    assert_eq!(figure.icons.len(), 1);
    assert!(figure.table.is_none());
    lies_within(&spark(ja(), &source(Kind::Run, &[], &Options::default())), 3_200);
}

#[test]
fn a_small_multiple_of_many_phases_keeps_its_budget() {
    let y: Vec<f64> = (0..120).map(|i| f64::from(i % 7 * 1_000)).collect();
    let options = Options { rebase: (1..40).map(|i| i * 3).collect(), baseline: Some(2), ..Options::default() };
    lies_within(&spark(ja(), &source(Kind::C, &y, &options)), 3_200);
}

#[test]
fn bars_keep_their_order_and_tell_their_values() {
    let all = [bar("レベル0", 3.0), bar("レベル1", 12.0), bar("レベル2", 0.0), bar("不明", f64::NAN)];
    let figure = bars(ja(), "ladder", "レベル", "件", &all);
    lies_within(&figure, svg::BUDGET);
    assert_eq!(
        figure.sentence,
        "4項目の棒グラフです。レベル0 3件、レベル1 12件、レベル2 0件、不明 –件。いちばん多いのは、レベル1の12件です。"
    );
    let picture = figure.svg.as_str();
    let order: Vec<usize> = ["レベル0：", "レベル1：", "レベル2："].iter().map(|l| picture.find(l).unwrap()).collect();
    assert!(order.is_sorted(), "{picture}");
    assert!(picture.contains("<a href=\"/cases?form=レベル0&amp;level=3a\" tabindex=\"-1\">"), "{picture}");
    lies_within(&bars(ja(), "none", "なし", "件", &[]), svg::BUDGET);
    let many: Vec<Bar> =
        (0..200).map(|i| bar("とても長い名前の項目です。とても長い名前の項目です", f64::from(i) * 1e9)).collect();
    lies_within(&bars(Text::new(Lang::En), "many", "Many", "reports", &many), svg::BUDGET);
}

#[test]
fn pareto_sorts_adds_up_and_takes_the_rest_together() {
    let all: Vec<Bar> = (0..15).map(|i| bar(&format!("原因{i}"), f64::from(i * i))).collect();
    let figure = pareto(ja(), "causes", "原因", "件", &all);
    lies_within(&figure, svg::BUDGET);
    let picture = figure.svg.as_str();
    assert_eq!(picture.matches("<rect").count(), 13, "twelve and the others; nothing for 0");
    assert!(picture.find("原因14：196件").unwrap() < picture.find("原因13：169件").unwrap());
    assert!(picture.contains("その他（2項目）：5件"), "{picture}");
    assert!(picture.contains(">100%</text>") && picture.contains("ui-chart__share"));
    assert_eq!(
        figure.sentence,
        "多い順に並べたグラフです。合計は1,015件です。原因14 196件、原因13 169件、原因12 144件、原因11 121件で、全体の62%です。"
    );
    lies_within(&pareto(ja(), "none", "なし", "件", &[bar("a", -3.0), bar("b", f64::NAN)]), svg::BUDGET);
}

/// Red, green and blue to relative luminance (WCAG 2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let v = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_and_marks_have_contrast() {
    use svg::ink;
    for (step, shade) in ink::HEAT.iter().enumerate() {
        let text = if step == 4 { ink::PAPER } else { ink::ON_HEAT };
        assert!(contrast(text, shade) >= 4.5, "step {step}");
    }
    assert!(contrast(ink::TEXT, ink::PAPER) >= 4.5);
    for mark in [ink::COMMON, ink::BETTER, ink::WORSE, ink::NEUTRAL, ink::LINE, ink::AXIS, ink::BAR] {
        assert!(contrast(mark, ink::PAPER) >= 3.0, "{mark}");
    }
}

fn names(count: usize, unit: &str) -> Vec<String> {
    (0..count).map(|i| format!("{i}{unit}")).collect()
}

#[test]
fn heat_has_a_number_in_each_cell() {
    let cells = [vec![0, 3, 12], vec![1]];
    let link = |row, column| (row == 0).then(|| format!("/cases?d={row}&h={column}"));
    let figure = heat(ja(), "heat", "曜日と時間", &names(2, "曜"), &names(3, "時"), &cells, link);
    lies_within(&figure, svg::BUDGET);
    assert_eq!(
        figure.sentence,
        "2行3列の表に、件数を色の濃さと数で示しています。合計は16件です。いちばん多いのは、0曜 2時の12件です。"
    );
    let picture = figure.svg.as_str();
    assert_eq!(picture.matches("<title>").count(), 6);
    assert!(picture.contains("0曜 1時：3件") && picture.contains("data-read=\"3\""));
    assert_eq!(picture.matches("<a ").count(), 2, "cells of 0 lead nowhere");
    let dark = picture.split("ui-chart__on-heat-4").nth(1).unwrap();
    assert!(dark.contains(">12</text>"), "{dark}");
}

#[test]
fn a_week_of_hours_stays_small() {
    let cells: Vec<Vec<u32>> = (0..7).map(|row| (0..24).map(|column| row * column * 7).collect()).collect();
    let figure =
        heat(ja(), "heat", "曜日と時間", &names(7, "曜"), &names(24, "時"), &cells, |_, _| Some("/x".into()));
    lies_within(&figure, svg::BUDGET);
    assert_eq!(figure.svg.as_str().matches("<text").count(), 7 + 7 * 24 + 8, "rows, numbers, every third hour");
    let wide = heat(ja(), "wide", "なし", &[], &[], &[vec![u32::MAX; 3]], |_, _| None);
    lies_within(&wide, svg::BUDGET);
    let big = heat(ja(), "big", "大", &names(1, "曜"), &names(1, "時"), &[vec![u32::MAX]], |_, _| None);
    lies_within(&big, svg::BUDGET);
}

#[test]
fn paper_has_the_same_drawing_without_its_links() {
    let figure = bars(ja(), "ladder", "レベル", "件", &[bar("<a href>", 3.0), bar("レベル1", 12.0)]);
    let (page, paper) = (figure.svg.as_str(), figure.paper_svg());
    assert!(page.contains("<a href") && !paper.contains("<a ") && !paper.contains("</a>"), "{paper}");
    assert!(paper.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class="), "{paper}");
    let drawn = |svg: &str| ["<rect", "<text", "<path", "<title"].map(|tag| svg.matches(tag).count());
    assert_eq!(drawn(&paper), drawn(page));
    assert!(paper.contains(&Html::text("<a href>").to_string()), "words are no links: {paper}");
}

/// A year of baseline, then two more a month.
fn risen() -> Vec<f64> {
    let quiet = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 10.0, 8.0, 10.0, 11.0];
    quiet.iter().copied().chain(quiet.iter().map(|value| value + 2.0)).collect()
}

fn of_year() -> Options {
    Options { baseline: Some(12), direction: Some(Direction::Decrease), ..Options::default() }
}

fn smoothed() -> ControlSource {
    let values = risen();
    let base = source(Kind::C, &values, &of_year());
    let chart = spc::ewma_chart(&values, spc::EwmaDesign::default(), &of_year()).unwrap();
    ControlSource { chart, memory: Some(Memory::Ewma { values }), ..base }
}

fn summed(values: Vec<f64>) -> ControlSource {
    let base = source(Kind::C, &values, &of_year());
    let found = spc::cusum_chart(&values, spc::CusumDesign::default(), &of_year()).unwrap();
    let memory = Memory::Cusum { values, unit: base.unit.clone(), lower: found.lower, center: found.center };
    ControlSource { chart: found.chart, unit: "σ".to_owned(), memory: Some(memory), ..base }
}

#[test]
fn an_ewma_has_limits_that_widen_its_values_behind_it_and_says_so() {
    let source = smoothed();
    let figure = control(ja(), &source);
    let picture = figure.svg.as_str();
    let limits = picture.split("class=\"ui-chart__limit\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    assert!(limits.split('"').next().unwrap().matches('V').count() > 10, "limits change from point to point: {limits}");
    let behind = picture.split("class=\"ui-chart__behind\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    assert_eq!(behind.split('"').next().unwrap().matches('M').count(), 24, "every value: {behind}");
    for words in ["EWMA", "もとの値 13件", "限界線は点ごとに変わり", "上限を超えています", "平均は10.1件"]
    {
        assert!(figure.sentence.contains(words), "{words}: {}", figure.sentence);
    }
    assert!(picture.contains("ui-chart__worse") && picture.len() <= svg::BUDGET);
    let html = figure.to_string();
    assert!(html.contains("ならした値（EWMA）") && html.contains("上限を超えた点"), "{html}");
}

#[test]
fn a_cusum_draws_both_sums_with_their_interval_and_tells_when_the_change_began() {
    let source = summed(risen());
    let figure = control(ja(), &source);
    let picture = figure.svg.as_str();
    let line = picture.split("class=\"ui-chart__line\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    assert_eq!(line.split('"').next().unwrap().matches('M').count(), 2, "two sums: {line}");
    let limits = picture.split("class=\"ui-chart__limit\"").nth(1).unwrap().split(" d=\"").nth(1).unwrap();
    assert_eq!(limits.split('"').next().unwrap().matches('M').count(), 2, "the interval on both sides: {limits}");
    assert!(picture.contains(">-5</text>") || picture.contains(">下限 -5</text>"), "{picture}");
    let first = source.chart.marks.iter().position(Option::is_some).unwrap();
    let zero = (0..first).rev().find(|i| source.chart.y[*i] == 0.0).unwrap();
    let began = format!("上がりはじめは{}ごろと見られます。", super::long(zero + 1));
    assert!(figure.sentence.contains(&began), "{began}: {}", figure.sentence);
    for words in ["CUSUM", "±5を超えると", "上向きの和が超えています", "もとの値 13件", "10.1件からのずれ"]
    {
        assert!(figure.sentence.contains(words), "{words}: {}", figure.sentence);
    }
    assert!(figure.to_string().contains("下向きの和（σ）"));
    // The same upside down, and the same with nothing to tell.
    let fallen = control(ja(), &summed(risen().iter().map(|value| 20.0 - value).collect()));
    assert!(fallen.sentence.contains("下がりはじめは") && fallen.svg.as_str().contains("ui-chart__better"));
    let quiet = control(ja(), &summed(risen()[..12].repeat(2)));
    assert!(quiet.sentence.contains("どちらの和も超えていません"), "{}", quiet.sentence);
    let english = control(Text::new(Lang::En), &source).sentence;
    assert!(english.contains("The rise seems to have begun") && !english.contains('{'), "{english}");
}

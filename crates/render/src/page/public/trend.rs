//! page::public::trend: thirteen months as a bar chart with its sentence and its table. Counts only: no limits, no judgement.

use domain::publication::Month;

use super::MonthTotals;
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;
use crate::when;

/// A year and the same month of the year before.
const MONTHS: usize = 13;
const WIDTH: u32 = 360;
const HEIGHT: u32 = 200;
const LEFT: u32 = 8;
/// Where the bars stand.
const FLOOR: u32 = 168;
const TALLEST: u32 = 136;
const STEP: u32 = (WIDTH - 2 * LEFT) / 13;
const BAR: u32 = 20;

/// The chart with everything that says the same without a picture.
#[derive(Debug, Clone)]
pub struct Trend {
    pub(super) sentences: Vec<String>,
    pub(super) chart: Html,
    pub(super) table: Table,
}

/// A month of the chart; `None` = not published.
type Point = (Month, Option<(u32, u32)>);

impl Trend {
    /// The thirteen months up to the newest published one; `None` where fewer than two of them are published.
    #[must_use]
    pub fn new(t: Text, months: &[MonthTotals]) -> Option<Self> {
        let points = points(months)?;
        let told = points.iter().filter(|(_, counts)| counts.is_some()).count();
        if told < 2 {
            return None;
        }
        let sentences = sentences(t, &points);
        let desc = sentences.join("");
        Some(Self { chart: svg(t, &points, &desc), table: table(t, &points), sentences })
    }
}

fn points(months: &[MonthTotals]) -> Option<Vec<Point>> {
    let mut month = months.iter().map(|totals| totals.month).max()?;
    let first = months.iter().map(|totals| totals.month).min()?;
    let mut points = Vec::new();
    // Before the first publication there is nothing that could be missing.
    while points.len() < MONTHS && month >= first {
        let found = months.iter().find(|totals| totals.month == month);
        points.push((month, found.map(|totals| (totals.incident, totals.accident))));
        month = month.previous();
    }
    points.reverse();
    Some(points)
}

fn sentences(t: Text, points: &[Point]) -> Vec<String> {
    let totals: Vec<u32> = points.iter().filter_map(|(_, counts)| counts.map(|(i, a)| i + a)).collect();
    let (Some(first), Some(last), Some(min), Some(max)) =
        (points.first(), points.last(), totals.iter().min(), totals.iter().max())
    else {
        return Vec::new();
    };
    let (from, until) = (when::month_short(t, first.0), when::month_short(t, last.0));
    let total: u32 = totals.iter().sum();
    let key = if min == max { "site.trend.same" } else { "site.trend.range" };
    let mut sentences = vec![t.with(
        key,
        &[("from", &from), ("until", &until), ("n", &totals.len()), ("total", &total), ("min", min), ("max", max)],
    )];
    let gaps = points.len() - totals.len();
    if gaps > 0 {
        sentences.push(t.with("site.trend.gaps", &[("n", &gaps)]));
    }
    sentences
}

fn table(t: Text, points: &[Point]) -> Table {
    let columns = vec![
        Column::text(t.get("site.trend.month")),
        Column::number(t.get("public.column.incident")),
        Column::number(t.get("public.column.accident")),
        Column::number(t.get("public.column.total")),
    ];
    let rows = points.iter().map(|(month, counts)| {
        let mut cells = vec![Cell::text(when::month_short(t, *month))];
        match counts {
            Some((incident, accident)) => {
                cells.extend([*incident, *accident, incident + accident].map(|n| Cell::text(n.to_string())));
            }
            None => cells.extend([(); 3].map(|()| Cell::text(t.get("site.not_published")))),
        }
        cells
    });
    Table::new("trend-table", t.get("site.trend.caption"), columns, rows.collect()).scroll()
}

/// The chart: literal colours for every renderer, classes for dark pages; a number over each bar, so that none has to be measured.
fn svg(t: Text, points: &[Point], desc: &str) -> Html {
    let most = points.iter().filter_map(|(_, counts)| counts.map(|(i, a)| i + a)).max().unwrap_or(0).max(1);
    let title = Html::text(t.get("site.trend.chart_title"));
    let mut out = format!(
        "<svg class=\"ui-trend\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"trend-name trend-desc\">\
         <title id=\"trend-name\">{title}</title><desc id=\"trend-desc\">{}</desc>",
        Html::text(desc)
    );
    out.push_str(&format!(
        "<line class=\"ui-trend__axis\" x1=\"0\" x2=\"{WIDTH}\" y1=\"{FLOOR}\" y2=\"{FLOOR}\" stroke=\"#666666\"/>"
    ));
    let shift = (13 - u32::try_from(points.len()).unwrap_or(13).min(13)) * STEP / 2;
    for (index, (month, counts)) in points.iter().enumerate() {
        let x = shift + LEFT + u32::try_from(index).unwrap_or(0) * STEP + (STEP - BAR) / 2;
        if let Some(counts) = counts {
            out.push_str(&bar(x, *counts, most));
        }
        // Room for two digits: every month has its number, and the first and each January its year.
        out.push_str(&words(x + BAR / 2, FLOOR + 14, &month.number().to_string()));
        if index == 0 || month.number() == 1 {
            out.push_str(&words(x + BAR / 2, FLOOR + 29, &month.year().to_string()));
        }
    }
    out.push_str("</svg>");
    Html::trusted(out)
}

fn bar(x: u32, (incident, accident): (u32, u32), most: u32) -> String {
    let height = |n: u32| n * TALLEST / most;
    let (low, all) = (height(accident), height(incident + accident));
    let rect = |class: &str, y: u32, height: u32, paint: &str| {
        format!("<rect class=\"ui-trend__{class}\" x=\"{x}\" y=\"{y}\" width=\"{BAR}\" height=\"{height}\" {paint}/>")
    };
    let light = "fill=\"#d9e6ff\" stroke=\"#0017c1\"";
    let dark = "fill=\"#0017c1\" stroke=\"#0017c1\"";
    let mut out = String::new();
    if all > low {
        out.push_str(&rect("incident", FLOOR - all, all - low, light));
    }
    if low > 0 {
        out.push_str(&rect("accident", FLOOR - low, low, dark));
    }
    out.push_str(&words(x + BAR / 2, FLOOR - all - 5, &(incident + accident).to_string()));
    out
}

fn words(x: u32, y: u32, text: &str) -> String {
    format!(
        "<text class=\"ui-trend__text\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"13\" fill=\"#1a1a1a\" \
         font-family=\"BIZ UDPGothic, Noto Sans JP, sans-serif\">{text}</text>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn months(texts: &[(&str, u32, u32)]) -> Vec<MonthTotals> {
        let of = |(month, incident, accident): &(&str, u32, u32)| MonthTotals {
            month: month.parse().unwrap(),
            incident: *incident,
            accident: *accident,
        };
        texts.iter().map(of).collect()
    }

    #[test]
    fn the_sentence_counts_and_judges_nothing() {
        let t = Text::new(Lang::Ja);
        let trend = Trend::new(t, &months(&[("2026-10", 9, 3), ("2026-08", 0, 0), ("2026-07", 4, 1)])).unwrap();
        assert_eq!(
            trend.sentences,
            [
                "令和8年7月から令和8年10月までの間に公表した3か月分は、合わせて17件です。1か月の件数は0件から12件です。",
                "1か月分は公表していません。グラフでは空けてあります。"
            ]
        );
        assert!(trend.chart.as_str().contains(">12</text>") && trend.chart.as_str().contains(">0</text>"));
        assert!(Trend::new(t, &months(&[("2026-10", 9, 3)])).is_none(), "one month has no course");
    }

    #[test]
    fn thirteen_months_at_most_and_no_bar_leaves_the_picture() {
        let mut all = Vec::new();
        let mut month: Month = "2026-10".parse().unwrap();
        for n in 0..20 {
            all.push(MonthTotals { month, incident: n * 7, accident: n });
            month = month.previous();
        }
        let trend = Trend::new(Text::new(Lang::En), &all).unwrap();
        let svg = trend.chart.as_str();
        assert_eq!(
            svg.matches("<text").count(),
            13 + 13 + 2,
            "numbers, months, and the years of the first and of January"
        );
        assert!(!svg.contains("y=\"-") && svg.len() < 15_000, "{} bytes", svg.len());
        assert!(trend.sentences[0].contains("13 months"), "{:?}", trend.sentences);
    }
}

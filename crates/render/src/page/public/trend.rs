//! page::public::trend: thirteen published months as charts with their sentences and one table. No direction is called better.

use domain::publication::Month;
use spc::choose::{Choice, Measure, choose};
use spc::{Direction, Kind, Options, Preset, Series};

use super::{MonthTotals, Register};
use crate::catalog::Text;
use crate::chart::{ControlSource, Figure, Point, control_said, findings, mark_words};
use crate::component::{Cell, Column, Table};
use crate::html::Html;
use crate::when;

/// A year and the same month of the year before.
const MONTHS: usize = 13;
/// More months than this are not named one by one.
const NAMED: usize = 6;

/// The charts with everything that says the same without a picture.
#[derive(Debug, Clone)]
pub struct Trend {
    /// All cases, and the accidents among them.
    pub(super) figures: Vec<Figure>,
    /// What the lines in the charts are.
    pub(super) lines: Html,
    pub(super) table: Table,
}

/// A month of the chart; `None` = not published.
type Told = (Month, Option<MonthTotals>);

/// What is counted of a month.
type Counted = fn(&MonthTotals) -> u32;

const COUNTED: [(&str, Counted); 2] =
    [("all", |totals| totals.incident + totals.accident), ("accident", |totals| totals.accident)];

impl Trend {
    /// The thirteen months up to the newest published one; `None` where fewer than two of them are published.
    #[must_use]
    pub fn new(register: Register, months: &[MonthTotals], wareki: bool) -> Option<Self> {
        let told = told(months)?;
        if told.iter().filter(|(_, totals)| totals.is_some()).count() < 2 {
            return None;
        }
        let one = |(name, counted): (&str, Counted)| source(register, &told, (name, counted), wareki);
        let sources = COUNTED.into_iter().map(one).collect::<Option<Vec<_>>>()?;
        let has_limits = sources.iter().any(|source| source.chart.lines.ucl().iter().any(|limit| limit.is_finite()));
        Some(Self {
            figures: sources.iter().map(|source| figure(register, source)).collect(),
            lines: register.say(if has_limits { "site.trend.limits" } else { "site.trend.middle" }),
            table: table(register, &told, &sources),
        })
    }
}

fn told(months: &[MonthTotals]) -> Option<Vec<Told>> {
    let mut month = months.iter().map(|totals| totals.month).max()?;
    let first = months.iter().map(|totals| totals.month).min()?;
    let mut told = Vec::new();
    // Before the first publication there is nothing that could be missing.
    while told.len() < MONTHS && month >= first {
        told.push((month, months.iter().find(|totals| totals.month == month).copied()));
        month = month.previous();
    }
    told.reverse();
    Some(told)
}

/// The chart that fits the counts. `None` is never: counts without denominators are never refused.
fn source(register: Register, told: &[Told], (name, counted): (&str, Counted), wareki: bool) -> Option<ControlSource> {
    let t = register.t();
    let counts = told.iter().map(|(_, totals)| totals.as_ref().map_or(f64::NAN, |totals| f64::from(counted(totals))));
    let mut series = Series::values(counts.collect());
    series.x = Some(told.iter().map(|(month, _)| month.to_string()).collect());
    let Choice { kind, reason } = choose(Measure::Count, &series);
    // Of rare cases the days between them would tell more; what is published of a month has no days.
    let kind = if kind == Kind::T { Kind::Run } else { kind };
    let options = Options { direction: Some(Direction::Neutral), ..Options::default() };
    let point = |(month, _): &Told| Point {
        short: when::month_axis(t, *month, wareki),
        long: when::month_short(t, *month),
        ..Point::default()
    };
    Some(ControlSource {
        id: format!("trend-{name}"),
        title: t.choice("site.trend", name),
        unit: t.get("site.trend.unit").to_owned(),
        kind,
        chart: spc::chart(kind, &series, Preset::Futawa, &options).ok()?,
        points: told.iter().map(point).collect(),
        notes: Vec::new(),
        direction: Direction::Neutral,
        target: None,
        baseline: None,
        memory: None,
        choice: Some(reason),
        csv: None,
    })
}

/// The chart with its words; its numbers stand in the table that both charts share.
fn figure(register: Register, source: &ControlSource) -> Figure {
    let t = register.t();
    let mut parts = course(register, source);
    parts.push(if register.plain { found(t, source) } else { findings(t, source) });
    let words = parts.join(t.pick("", " "));
    let figure = Figure { table: None, ..control_said(t, source, Html::ruby_base(&words)) };
    if !register.plain {
        return figure;
    }
    // Why this chart and what its icon says are hard words, and the sentence has said it.
    Figure { ruby: Some(Html::ruby(&words)), reason: None, notices: Vec::new(), icons: Vec::new(), ..figure }
}

fn course(register: Register, source: &ControlSource) -> Vec<String> {
    let counts: Vec<f64> = source.chart.y.iter().copied().filter(|count| count.is_finite()).collect();
    let (min, max) = counts.iter().fold((f64::MAX, 0.0_f64), |(min, max), count| (min.min(*count), max.max(*count)));
    let (first, last) = (source.points.first(), source.points.last());
    let name = |point: Option<&Point>| point.map(|point| point.long.clone()).unwrap_or_default();
    let family = if min == max { "site.trend.same" } else { "site.trend.range" };
    let total: f64 = counts.iter().sum();
    let mut parts = vec![register.written(
        family,
        &[
            ("from", &name(first)),
            ("until", &name(last)),
            ("n", &counts.len()),
            ("total", &total),
            ("min", &min),
            ("max", &max),
        ],
    )];
    let gaps = source.chart.y.len() - counts.len();
    if gaps > 0 {
        parts.push(register.written("site.trend.gaps", &[("n", &gaps)]));
    }
    parts
}

/// What the chart finds, in plain words.
fn found(t: Text, source: &ControlSource) -> String {
    let is_marked = |i: &usize| source.chart.marks.get(*i).is_some_and(Option::is_some);
    let marked: Vec<&str> =
        (0..source.points.len()).filter(is_marked).filter_map(|i| Some(source.points.get(i)?.long.as_str())).collect();
    let known = source.chart.y.iter().filter(|count| count.is_finite()).count();
    if !marked.is_empty() {
        let latest = &marked[marked.len().saturating_sub(NAMED)..];
        return t.with("site.trend.found.marked", &[("points", &latest.join(t.get("chart.comma")))]);
    }
    let key = if source.chart.runs().signal {
        "site.trend.found.lasting"
    } else if known < spc::choose::FEW_POINTS {
        "site.trend.found.few"
    } else {
        "site.trend.found.calm"
    };
    t.get(key).to_owned()
}

fn table(register: Register, told: &[Told], sources: &[ControlSource]) -> Table {
    let t = register.t();
    let columns = vec![
        Column::text(t.get("site.trend.month")),
        Column::number(t.get("public.column.incident")),
        Column::number(t.get("public.column.accident")),
        Column::number(t.get("public.column.total")),
        Column::text(t.get("site.trend.sign")),
    ];
    let rows = told.iter().enumerate().map(|(i, (month, totals))| {
        let month = when::month_short(t, *month);
        let mut cells = vec![Cell::text(match totals {
            Some(totals) if totals.corrected => t.with("site.trend.corrected", &[("month", &month)]),
            _ => month,
        })];
        match totals {
            Some(MonthTotals { incident, accident, .. }) => {
                cells.extend([*incident, *accident, incident + accident].map(|n| Cell::text(n.to_string())));
            }
            None => cells.extend([(); 3].map(|()| Cell::text(t.get("site.not_published")))),
        }
        cells.push(Cell::text(sign(register, sources, i)));
        cells
    });
    Table::new("trend-table", t.get("site.trend.caption"), columns, rows.collect()).scroll()
}

/// What is marked at a month, in the chart of all cases or of accidents.
fn sign(register: Register, sources: &[ControlSource], i: usize) -> String {
    let t = register.t();
    let words = |(source, of): (&ControlSource, &str)| {
        let words = mark_words(t, source, i)?;
        let words = if register.plain { t.get("site.trend.unusual").to_owned() } else { words };
        Some(t.with("chart.point", &[("label", &t.get(of)), ("value", &words)]))
    };
    let signs: Vec<String> =
        sources.iter().zip(["public.column.total", "public.column.accident"]).filter_map(words).collect();
    signs.join(t.get("chart.comma"))
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
            corrected: false,
        };
        texts.iter().map(of).collect()
    }

    /// Twenty months before November 2026 with these counts, the newest first, repeated.
    fn course_of(counts: &[(u32, u32)]) -> Vec<MonthTotals> {
        let mut month: Month = "2026-10".parse().unwrap();
        let mut all = Vec::new();
        for (incident, accident) in counts.iter().cycle().take(20) {
            all.push(MonthTotals { month, incident: *incident, accident: *accident, corrected: false });
            month = month.previous();
        }
        all
    }

    const JA: Register = Register::of(Lang::Ja);

    #[test]
    fn the_sentence_counts_and_judges_nothing() {
        let trend = Trend::new(JA, &months(&[("2026-10", 9, 3), ("2026-08", 0, 0), ("2026-07", 4, 1)]), true).unwrap();
        assert_eq!(
            trend.figures[0].sentence,
            "令和8年7月から令和8年10月までの間に公表した3か月分は、合わせて17件です。1か月の件数は0件から12件です。\
             1か月分は公表していません。グラフでは空けてあります。中央値は5件です。点が少ないので限界線は引いていません。\
             続いた変化はありません。最後の点は、いつものばらつきの範囲です。"
        );
        let html = trend.table.to_string();
        assert_eq!(html.matches("未公表").count(), 3, "{html}");
        assert!(trend.figures.iter().all(|figure| figure.svg.as_str().contains("R8.10</text>")));
        assert!(Trend::new(JA, &months(&[("2026-10", 9, 3)]), true).is_none(), "one month has no course");
    }

    #[test]
    fn the_pictures_say_what_their_sentences_say_in_all_four_registers() {
        let mut all = course_of(&[(9, 1), (8, 0), (11, 2), (7, 0), (10, 1), (12, 0), (8, 1)]);
        all[3].incident = 60;
        for register in Register::ALL {
            let trend = Trend::new(register, &all, true).unwrap();
            for figure in &trend.figures {
                let svg = figure.svg.as_str();
                let desc = format!("-desc\">{}</desc>", Html::text(&figure.sentence));
                assert!(svg.contains(&desc), "{desc} in {svg}");
                assert!(svg.len() <= 15_000 && !svg.contains("<a ") && !figure.sentence.contains(['｜', '《', '{']));
                assert_eq!(figure.ruby.is_some(), register.plain);
            }
            let sentence = &trend.figures[0].sentence;
            let unusual = when::month_short(register.t(), all[3].month);
            assert!(sentence.contains(&unusual), "the month far above is named: {sentence}");
            assert!(trend.table.to_string().contains(&register.t().get("public.column.total").to_owned()));
        }
    }

    #[test]
    fn thirteen_months_at_most_and_limits_from_twelve_on() {
        let trend = Trend::new(Register::of(Lang::En), &course_of(&[(9, 3), (14, 4), (11, 2)]), false).unwrap();
        let [all, accident] = &trend.figures[..] else { panic!("two charts") };
        for figure in [all, accident] {
            assert_eq!(figure.svg.as_str().matches("<circle").count(), 13, "{}", figure.svg);
            assert!(figure.sentence.contains("13 months") && figure.sentence.contains("Upper limit"));
            assert!(figure.svg.as_str().contains(">2026-10</text>"));
        }
        let rare = Trend::new(JA, &course_of(&[(9, 0), (14, 0), (11, 0), (10, 1), (9, 0)]), true).unwrap();
        assert!(!rare.figures[1].sentence.contains("上限"), "rare cases have no limits: {}", rare.figures[1].sentence);
    }

    #[test]
    fn a_corrected_month_says_so() {
        let mut all = months(&[("2026-10", 9, 3), ("2026-09", 8, 1)]);
        all[1].corrected = true;
        let html = Trend::new(JA, &all, true).unwrap().table.to_string();
        assert!(html.contains("令和8年9月（訂正あり）") && !html.contains("令和8年10月（訂正"), "{html}");
    }
}

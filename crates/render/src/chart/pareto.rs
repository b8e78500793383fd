//! chart::pareto: causes by frequency, with the line of their cumulative share.

use super::bars::{Bar, first_small, label_cell, length, rect};
use super::figure::Figure;
use super::number::{brief, fixed, quantity};
use super::sentence::join;
use super::svg::{Canvas, Head, LARGE, N, ROOM, SIZE, WIDTH, fit, ink, polyline, width, words};
use super::wrap;
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};

/// More bars than this are taken together.
const MOST: usize = 12;
/// The few that make up so much of all are named.
const VITAL: f64 = 0.8;
/// But no more than this.
const NAMED: usize = 4;
const HEAD: f64 = 28.0;
const ROW: f64 = 34.0;
const THICK: f64 = 20.0;

/// Bars by frequency, at most twelve and the others, with their cumulative share.
#[must_use]
pub fn pareto(t: Text, id: &str, title: &str, unit: &str, bars: &[Bar]) -> Figure {
    let rows = rows(t, bars);
    let sentence = sentence(t, unit, &rows);
    let draw = |linked: bool, titled: bool| Drawing::new(t, unit, &rows, linked, titled).svg(id, title, &sentence);
    let svg = first_small(&[&|| draw(true, true), &|| draw(false, true), &|| draw(false, false)]);
    let table = (!rows.is_empty()).then(|| table(t, id, title, unit, &rows));
    Figure { table, ..Figure::new(t, id, title, svg, sentence) }
}

/// A bar with its shares, 0 to 1.
struct Row {
    bar: Bar,
    share: f64,
    cumulative: f64,
}

fn rows(t: Text, bars: &[Bar]) -> Vec<Row> {
    let mut sorted: Vec<Bar> = bars
        .iter()
        .filter(|bar| length(bar.value) > 0.0)
        .cloned()
        .map(|bar| Bar { value: length(bar.value), ..bar })
        .collect();
    sorted.sort_by(|a, b| b.value.total_cmp(&a.value));
    if sorted.len() > MOST {
        let rest = sorted.split_off(MOST);
        let value = rest.iter().map(|bar| bar.value).sum();
        let label = t.with("chart.bars.other", &[("n", &rest.len())]);
        sorted.push(Bar { label, value, href: None });
    }
    let total: f64 = sorted.iter().map(|bar| bar.value).sum();
    let mut sum = 0.0;
    sorted
        .into_iter()
        .map(|bar| {
            sum += bar.value;
            Row { share: bar.value / total, cumulative: (sum / total).min(1.0), bar }
        })
        .collect()
}

fn percent(share: f64) -> String {
    fixed(share * 100.0, 0)
}

fn sentence(t: Text, unit: &str, rows: &[Row]) -> String {
    let total: f64 = rows.iter().map(|row| row.bar.value).sum();
    let Some(vital) = rows.iter().position(|row| row.cumulative >= VITAL) else {
        return t.get("chart.bars.empty").to_owned();
    };
    let few = &rows[..=vital.min(NAMED - 1)];
    let names: Vec<String> = few
        .iter()
        .map(|row| {
            let value = quantity(t, row.bar.value, unit);
            t.with("chart.bars.item", &[("label", &row.bar.label), ("value", &value)])
        })
        .collect();
    let share = percent(few.last().map_or(0.0, |row| row.cumulative));
    let points = names.join(t.get("chart.comma"));
    join(
        t,
        &[
            t.with("chart.bars.ranked", &[("total", &quantity(t, total, unit))]),
            t.with("chart.bars.vital", &[("points", &points), ("share", &share)]),
        ],
    )
}

fn table(t: Text, id: &str, title: &str, unit: &str, rows: &[Row]) -> Table {
    let columns = vec![
        Column::text(t.get("chart.column.item")),
        Column::number(t.with("chart.column.value_unit", &[("unit", &unit)])),
        Column::number(t.get("chart.column.share")),
        Column::number(t.get("chart.column.cumulative")),
    ];
    let cells = |row: &Row| {
        vec![
            label_cell(&row.bar),
            Cell::text(quantity(t, row.bar.value, "")),
            Cell::text(format!("{}%", percent(row.share))),
            Cell::text(format!("{}%", percent(row.cumulative))),
        ]
    };
    let caption = t.with("chart.table_caption", &[("title", &title)]);
    Table::new(format!("{id}-table"), caption, columns, rows.iter().map(cells).collect()).scroll().hide_caption()
}

/// A Pareto chart on its way to a picture.
struct Drawing<'a> {
    t: Text,
    unit: &'a str,
    rows: &'a [Row],
    linked: bool,
    titled: bool,
    /// Where bars begin.
    left: f64,
    /// The length of all taken together.
    field: f64,
    /// The room of values, and that of cumulative shares.
    columns: (f64, f64),
    /// The labels in their lines, and where each begins; the last is the end.
    labels: Vec<Vec<String>>,
    tops: Vec<f64>,
    high: f64,
}

impl<'a> Drawing<'a> {
    fn new(t: Text, unit: &'a str, rows: &'a [Row], linked: bool, titled: bool) -> Self {
        let widest = |texts: Vec<String>| texts.iter().map(|text| width(text, LARGE)).fold(0.0, f64::max);
        let labels = widest(rows.iter().map(|row| row.bar.label.clone()).collect());
        let mut values: Vec<String> = rows.iter().map(|row| brief(row.bar.value)).collect();
        values.push(unit.to_owned());
        let values = widest(values);
        let shares = widest(vec!["100%".to_owned(), t.get("chart.column.cumulative").to_owned()]);
        let left = (labels + 12.0).clamp(40.0, 240.0);
        let columns = ((values + 12.0).clamp(40.0, 160.0), shares.min(120.0) + 10.0);
        let field = WIDTH - left - columns.0 - columns.1;
        let labels = rows.iter().map(|row| row.bar.label.as_str());
        let (labels, tops) = wrap::rows(labels, (LARGE, left - 10.0, ROW), HEAD);
        let high = tops[tops.len() - 1].max(HEAD + ROW) + 4.0;
        Self { t, unit, rows, linked, titled, left, field, columns, labels, tops, high }
    }

    fn svg(&self, id: &str, title: &str, desc: &str) -> String {
        let mut canvas = Canvas::new(&Head {
            id,
            class: "ui-chart--wide",
            size: (WIDTH, self.high),
            letters: SIZE,
            title,
            desc,
            read: "list",
            linked: self.linked && self.rows.iter().any(|row| row.bar.href.is_some()),
            room: ROOM,
        });
        let text = format!("fill=\"{}\"", ink::TEXT);
        if self.rows.is_empty() {
            canvas.group("ui-chart__text", &text, &words(8.0, HEAD + 16.0, self.t.get("chart.bars.empty")));
            return canvas.finish();
        }
        let guide = self.left + VITAL * self.field;
        let dashed = format!("stroke=\"{}\" stroke-dasharray=\"2 4\"", ink::AXIS);
        canvas.path("ui-chart__phase", &dashed, &format!("M{} {HEAD}V{}", N(guide), N(self.high)));
        canvas.group("ui-chart__marks ui-chart__bar", &format!("fill=\"{}\"", ink::BAR), &self.bars());
        let axis = format!("M{} {HEAD}V{}", N(self.left), N(self.high));
        canvas.path("ui-chart__axis", &format!("stroke=\"{}\"", ink::AXIS), &axis);
        let places = || self.rows.iter().enumerate().map(|(i, row)| self.place(i, row));
        let share = format!("stroke=\"{}\" stroke-width=\"2\"", ink::TEXT);
        canvas.path("ui-chart__share", &share, &polyline(places().map(Some), N));
        let dots: String =
            places().map(|(x, y)| format!("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\"/>", N(x), N(y))).collect();
        canvas.group("ui-chart__text", &text, &dots);
        canvas.group("ui-chart__text", &format!("{text} text-anchor=\"end\""), &self.words());
        canvas.finish()
    }

    fn value(&self, row: &Row) -> String {
        quantity(self.t, row.bar.value, self.unit)
    }

    /// Where the line of cumulative shares passes a row.
    fn place(&self, i: usize, row: &Row) -> (f64, f64) {
        (self.left + row.cumulative * self.field, self.middle(i))
    }

    fn middle(&self, i: usize) -> f64 {
        f64::midpoint(self.tops[i], self.tops[i + 1])
    }

    fn bars(&self) -> String {
        let bar = |(i, row): (usize, &Row)| {
            let y = self.middle(i) - THICK / 2.0;
            let told = self.t.with("chart.point", &[("label", &row.bar.label), ("value", &self.value(row))]);
            let href = row.bar.href.as_deref().filter(|_| self.linked);
            rect((self.left, y), (row.share * self.field, THICK), self.titled.then_some(told.as_str()), href)
        };
        self.rows.iter().enumerate().map(bar).collect()
    }

    /// Labels, values, shares and the heads of the latter; all set to the right.
    fn words(&self) -> String {
        let (room, last) = (self.columns.0, WIDTH - 2.0);
        let mut out = words(last, 20.0, self.t.get("chart.column.cumulative"));
        out.push_str(&words(WIDTH - self.columns.1, 20.0, &fit(self.unit, LARGE, room)));
        let guide = self.left + VITAL * self.field;
        out.push_str(&words(guide + 20.0, 20.0, &format!("{}%", percent(VITAL))));
        for (i, row) in self.rows.iter().enumerate() {
            let y = self.middle(i) + 5.0;
            out.push_str(&wrap::stacked(self.left - 8.0, self.middle(i), &self.labels[i]));
            out.push_str(&words(WIDTH - self.columns.1, y, &fit(&brief(row.bar.value), LARGE, room)));
            out.push_str(&words(last, y, &format!("{}%", percent(row.cumulative))));
        }
        out
    }
}

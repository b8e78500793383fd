//! chart::bars: horizontal bars in a given order: a ladder of levels, occupations, lags.

use super::figure::Figure;
use super::number::{NONE, figure, quantity};
use super::sentence::join;
use super::svg::{BUDGET, Canvas, Head, LARGE, N, ROOM, SIZE, WIDTH, fit, ink, width, words};
use super::wrap;
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;

/// One bar.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// How much.
    pub value: f64,
    /// Where its reports are listed, if this reader may see them.
    pub href: Option<String>,
}

/// More bars than this are in the table only.
const DRAWN: usize = 40;
/// From one bar to the next.
const ROW: f64 = 34.0;
const THICK: f64 = 20.0;
/// So many values are told one by one.
const TOLD: usize = 8;

/// Bars in the order given, each with its value.
#[must_use]
pub fn bars(t: Text, id: &str, title: &str, unit: &str, bars: &[Bar]) -> Figure {
    let sentence = sentence(t, unit, bars);
    let draw = |linked: bool, titled: bool| {
        let drawing = Drawing { t, unit, bars: &bars[..bars.len().min(DRAWN)], linked, titled };
        drawing.svg(id, title, &sentence)
    };
    let svg = first_small(&[&|| draw(true, true), &|| draw(false, true), &|| draw(false, false)]);
    let table = (!bars.is_empty()).then(|| table(t, id, title, unit, bars));
    Figure { table, ..Figure::new(t, id, title, svg, sentence) }
}

/// The first drawing that is small enough; else the last, which says least.
pub(super) fn first_small(ladder: &[&dyn Fn() -> String]) -> String {
    let mut svg = String::new();
    for draw in ladder {
        svg = draw();
        if svg.len() <= BUDGET {
            break;
        }
    }
    svg
}

fn sentence(t: Text, unit: &str, bars: &[Bar]) -> String {
    if bars.is_empty() {
        return t.get("chart.bars.empty").to_owned();
    }
    let item =
        |bar: &Bar| t.with("chart.bars.item", &[("label", &bar.label), ("value", &quantity(t, bar.value, unit))]);
    let mut parts = vec![t.with("chart.bars.all", &[("n", &bars.len())])];
    if bars.len() <= TOLD {
        let items: Vec<String> = bars.iter().map(item).collect();
        parts.push(items.join(t.get("chart.comma")) + t.pick("。", "."));
    }
    // The first of the largest, so that ties are told in the order given.
    let most = bars.iter().filter(|bar| bar.value.is_finite()).rev().max_by(|a, b| a.value.total_cmp(&b.value));
    match most {
        Some(bar) if bar.value > 0.0 => {
            parts.push(t.with("chart.bars.most", &[("label", &bar.label), ("value", &quantity(t, bar.value, unit))]));
        }
        _ => parts.push(t.get("chart.bars.zero").to_owned()),
    }
    join(t, &parts)
}

fn table(t: Text, id: &str, title: &str, unit: &str, bars: &[Bar]) -> Table {
    let head = match unit {
        "" => t.get("chart.column.value").to_owned(),
        unit => t.with("chart.column.value_unit", &[("unit", &unit)]),
    };
    let columns = vec![Column::text(t.get("chart.column.item")), Column::number(head)];
    let rows = bars.iter().map(|bar| vec![label_cell(bar), Cell::text(figure(bar.value))]).collect();
    Table::new(format!("{id}-table"), t.with("chart.table_caption", &[("title", &title)]), columns, rows)
        .scroll()
        .hide_caption()
}

pub(super) fn label_cell(bar: &Bar) -> Cell {
    match &bar.href {
        Some(href) => Cell::link(href, &bar.label),
        None => Cell::text(&bar.label),
    }
}

/// A value that a bar can have.
pub(super) fn length(v: f64) -> f64 {
    if v.is_finite() { v.clamp(0.0, 1e15) } else { 0.0 }
}

/// A bar with its title, and its link if there is room for it.
pub(super) fn rect((x, y): (f64, f64), (wide, high): (f64, f64), title: Option<&str>, href: Option<&str>) -> String {
    let head = format!("rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", N(x), N(y), N(wide.max(1.0)), N(high));
    let shape = match title {
        Some(title) => format!("<{head}><title>{}</title></rect>", Html::text(title)),
        None => format!("<{head}/>"),
    };
    match href {
        Some(href) => format!("<a href=\"{}\" tabindex=\"-1\">{shape}</a>", Html::text(href)),
        None => shape,
    }
}

struct Drawing<'a> {
    t: Text,
    unit: &'a str,
    bars: &'a [Bar],
    linked: bool,
    titled: bool,
}

impl Drawing<'_> {
    fn value(&self, bar: &Bar) -> String {
        if bar.value.is_finite() { quantity(self.t, bar.value, self.unit) } else { NONE.to_owned() }
    }

    fn svg(&self, id: &str, title: &str, desc: &str) -> String {
        let widest =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|text| width(&text, LARGE)).fold(0.0, f64::max);
        let left = (widest(&mut self.bars.iter().map(|bar| bar.label.clone())) + 12.0).clamp(40.0, 260.0);
        let room = (widest(&mut self.bars.iter().map(|bar| self.value(bar))) + 14.0).clamp(40.0, 200.0);
        let most = self.bars.iter().map(|bar| length(bar.value)).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let is_linked = self.linked && self.bars.iter().any(|bar| bar.href.is_some());
        let names = self.bars.iter().map(|bar| bar.label.as_str());
        let (names, tops) = wrap::rows(names, (LARGE, left - 10.0, ROW), 4.0);
        let high = tops[tops.len() - 1].max(4.0 + ROW) + 4.0;
        let mut canvas = Canvas::new(&Head {
            id,
            class: "ui-chart--wide",
            size: (WIDTH, high),
            letters: SIZE,
            title,
            desc,
            read: "list",
            linked: is_linked,
            room: ROOM,
        });
        let (mut labels, mut shapes, mut values) = (String::new(), String::new(), String::new());
        for (i, bar) in self.bars.iter().enumerate() {
            let middle = f64::midpoint(tops[i], tops[i + 1]);
            let wide = length(bar.value) / most * (WIDTH - left - room);
            let value = self.value(bar);
            let title = self.t.with("chart.point", &[("label", &bar.label), ("value", &value)]);
            let href = bar.href.as_deref().filter(|_| self.linked);
            shapes.push_str(&rect(
                (left, middle - THICK / 2.0),
                (wide, THICK),
                self.titled.then_some(title.as_str()),
                href,
            ));
            labels.push_str(&wrap::stacked(left - 8.0, middle, &names[i]));
            values.push_str(&words(left + wide + 7.0, middle + 5.0, &fit(&value, LARGE, room - 8.0)));
        }
        if self.bars.is_empty() {
            values.push_str(&words(8.0, 26.0, self.t.get("chart.bars.empty")));
        }
        let text = format!("fill=\"{}\"", ink::TEXT);
        canvas.group("ui-chart__text", &format!("{text} text-anchor=\"end\""), &labels);
        canvas.group("ui-chart__marks ui-chart__bar", &format!("fill=\"{}\"", ink::BAR), &shapes);
        let axis = format!("M{} 0V{}", N(left), N(high));
        canvas.path("ui-chart__axis", &format!("stroke=\"{}\"", ink::AXIS), &axis);
        canvas.group("ui-chart__text", &text, &values);
        canvas.finish()
    }
}

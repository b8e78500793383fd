//! chart::table: the numbers of a control chart, one row a point, each leading to its reports.

use super::number::{NONE, figure};
use super::source::{ControlSource, known};
use super::told;
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};

/// The table under a control chart.
pub(super) fn table(t: Text, source: &ControlSource) -> Table {
    if let Some(memory) = &source.memory {
        return memory.table(t, source);
    }
    let shown = Shown::of(source);
    let mut columns = vec![Column::text(t.get("chart.column.point")), Column::number(value_head(t, source))];
    if shown.parts {
        columns.push(Column::number(t.get("chart.column.count")));
        columns.push(Column::number(t.get("chart.column.exposure")));
    }
    columns.push(Column::number(source.center_name(t)));
    if shown.limits {
        columns.push(Column::number(t.get("chart.column.lower")));
        columns.push(Column::number(t.get("chart.column.upper")));
    }
    columns.push(Column::text(t.get("chart.column.mark")));
    let rows = (0..source.len()).map(|i| row(t, source, &shown, i)).collect();
    let caption = t.with("chart.table_caption", &[("title", &source.title)]);
    Table::new(format!("{}-table", source.id), caption, columns, rows).scroll().hide_caption()
}

/// Which columns have something in them.
struct Shown {
    parts: bool,
    limits: bool,
    lower: Vec<f64>,
}

impl Shown {
    fn of(source: &ControlSource) -> Self {
        let parts = source.points.iter().any(|point| point.exposure.is_some());
        Self { parts, limits: source.has_limits(), lower: source.lower() }
    }
}

fn value_head(t: Text, source: &ControlSource) -> String {
    match source.unit.as_str() {
        "" => t.get("chart.column.value").to_owned(),
        unit => t.with("chart.column.value_unit", &[("unit", &unit)]),
    }
}

fn row(t: Text, source: &ControlSource, shown: &Shown, i: usize) -> Vec<Cell> {
    let number = |v: Option<f64>| Cell::text(v.map_or_else(|| NONE.to_owned(), figure));
    let label = source.long(i);
    let mut cells = vec![match source.href(i) {
        Some(href) => Cell::link(href, label),
        None => Cell::text(label),
    }];
    cells.push(match source.value(i) {
        Some(v) => Cell::text(figure(v)),
        None => Cell::text(t.get("chart.no_value")),
    });
    if shown.parts {
        let point = source.points.get(i);
        cells.push(number(point.and_then(|point| point.count)));
        cells.push(number(point.and_then(|point| point.exposure)));
    }
    cells.push(number(known(source.center(), i)));
    if shown.limits {
        cells.push(number(known(&shown.lower, i)));
        cells.push(number(known(source.upper(), i)));
    }
    cells.push(Cell::text(told::mark_words(t, source, i).as_deref().unwrap_or(NONE)));
    cells
}

//! chart::memory: what charts with a memory (EWMA, CUSUM) show and say besides others: the values, the second sum, when a change began.

use spc::rules::{Mark, Toward};

use super::number::{NONE, figure, quantity};
use super::sentence::{join, named};
use super::source::{ControlSource, known};
use super::told;
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};

/// What a chart with a memory has besides the value that it plots.
#[derive(Debug, Clone)]
pub enum Memory {
    /// EWMA: plotted is the moving average.
    Ewma {
        /// The values themselves, one a point.
        values: Vec<f64>,
    },
    /// CUSUM: plotted is the upper sum, in σ.
    Cusum {
        /// The values themselves, one a point.
        values: Vec<f64>,
        /// Their unit.
        unit: String,
        /// The lower sum, in σ.
        lower: Vec<f64>,
        /// What the values are compared with, in their unit.
        center: f64,
    },
}

impl Memory {
    /// The second line of the picture, if it has one.
    pub(super) fn second(&self) -> Option<&[f64]> {
        match self {
            Self::Ewma { .. } => None,
            Self::Cusum { lower, .. } => Some(lower),
        }
    }

    /// The values that are shown as pale dots behind the line.
    pub(super) fn behind(&self) -> Option<&[f64]> {
        match self {
            Self::Ewma { values } => Some(values),
            Self::Cusum { .. } => None,
        }
    }

    /// Every number of the picture besides the plotted ones.
    pub(super) fn numbers(&self) -> &[f64] {
        self.second().or_else(|| self.behind()).unwrap_or_default()
    }

    /// The value of a point in its own unit, in words.
    fn raw(&self, t: Text, source: &ControlSource, i: usize) -> String {
        let (values, unit) = match self {
            Self::Ewma { values } => (values, &source.unit),
            Self::Cusum { values, unit, .. } => (values, unit),
        };
        known(values, i).map_or_else(|| t.get("chart.no_value").to_owned(), |value| quantity(t, value, unit))
    }

    /// The plotted numbers of a point with its value, in words.
    pub(super) fn words(&self, t: Text, source: &ControlSource, i: usize) -> String {
        let plotted = known(&source.chart.y, i).unwrap_or(f64::NAN);
        let raw = self.raw(t, source, i);
        match self {
            Self::Ewma { .. } => {
                let value = quantity(t, plotted, &source.unit);
                t.with("chart.memory.ewma_point", &[("value", &value), ("raw", &raw)])
            }
            Self::Cusum { lower, .. } => {
                let (up, down) = (figure(plotted), known(lower, i).map_or_else(|| NONE.to_owned(), figure));
                t.with("chart.memory.cusum_point", &[("up", &up), ("down", &down), ("raw", &raw)])
            }
        }
    }

    /// What kind of picture this is.
    pub(super) fn what(&self, t: Text) -> String {
        match self {
            Self::Ewma { .. } => t.get("chart.memory.ewma").to_owned(),
            Self::Cusum { unit, center, .. } => {
                t.with("chart.memory.cusum", &[("center", &quantity(t, *center, unit))])
            }
        }
    }

    /// What the sums of a CUSUM say: where they are beyond their interval, and since when the change goes on.
    pub(super) fn sums(&self, t: Text, source: &ControlSource) -> Option<String> {
        let Self::Cusum { lower, .. } = self else { return None };
        let interval = source.now(source.upper()).map(figure).unwrap_or_default();
        let mut parts = vec![t.with("chart.memory.interval", &[("n", &interval)])];
        for (toward, sums, code) in [(Toward::Up, &source.chart.y, "up"), (Toward::Down, lower, "down")] {
            let is_marked = |i: &usize| source.mark(*i).is_some_and(|mark| mark.toward == toward);
            let marked: Vec<usize> = (0..source.len()).filter(is_marked).collect();
            let Some(first) = marked.first().copied() else { continue };
            let points = named(t, marked.iter().map(|i| source.long(*i)).collect());
            // The newest stretch beyond the interval tells of now; its change began after the sum was last nothing.
            let newest = marked.windows(2).rev().find(|pair| pair[1] > pair[0] + 1).map_or(first, |pair| pair[1]);
            let since = (0..newest).rev().find(|i| known(sums, *i) == Some(0.0)).map_or(0, |i| i + 1);
            let words = t.choice("chart.memory.beyond", code);
            parts.push(words.replace("{points}", &points).replace("{since}", &source.long(since)));
        }
        if parts.len() == 1 {
            parts.push(t.get("chart.memory.calm").to_owned());
        }
        Some(join(t, &parts))
    }

    /// The table: values and what was made of them.
    pub(super) fn table(&self, t: Text, source: &ControlSource) -> Table {
        let head = |unit: &str| match unit {
            "" => t.get("chart.column.value").to_owned(),
            unit => t.with("chart.column.value_unit", &[("unit", &unit)]),
        };
        let (values, unit) = match self {
            Self::Ewma { values } => (values, &source.unit),
            Self::Cusum { values, unit, .. } => (values, unit),
        };
        let mut columns = vec![Column::text(t.get("chart.column.point")), Column::number(head(unit))];
        let lower_limit = source.lower();
        let mut lines: Vec<(&str, &[f64])> = Vec::new();
        match self {
            Self::Ewma { .. } => lines.extend([
                ("chart.memory.column.ewma", source.chart.y.as_slice()),
                ("chart.center.mean", source.center()),
                ("chart.column.lower", lower_limit.as_slice()),
                ("chart.column.upper", source.upper()),
            ]),
            Self::Cusum { lower, .. } => lines.extend([
                ("chart.memory.column.up", source.chart.y.as_slice()),
                ("chart.memory.column.down", lower.as_slice()),
            ]),
        }
        columns.extend(lines.iter().map(|(key, _)| Column::number(t.get(key))));
        columns.push(Column::text(t.get("chart.column.mark")));
        let number = |v: Option<f64>| Cell::text(v.map_or_else(|| NONE.to_owned(), figure));
        let rows = (0..source.len()).map(|i| {
            let label = source.long(i);
            let mut cells = vec![match source.href(i) {
                Some(href) => Cell::link(href, label),
                None => Cell::text(label),
            }];
            cells.push(match known(values, i) {
                Some(v) => Cell::text(figure(v)),
                None => Cell::text(t.get("chart.no_value")),
            });
            cells.extend(lines.iter().map(|(_, line)| number(known(line, i))));
            cells.push(Cell::text(self.mark(t, source.mark(i))));
            cells
        });
        let caption = t.with("chart.table_caption", &[("title", &source.title)]);
        Table::new(format!("{}-table", source.id), caption, columns, rows.collect()).scroll().hide_caption()
    }

    fn mark(&self, t: Text, mark: Option<Mark>) -> String {
        match (self, mark) {
            (_, None) => NONE.to_owned(),
            (Self::Ewma { .. }, Some(mark)) => t.choice("chart.rule", told::rule_code(mark)),
            (Self::Cusum { .. }, Some(mark)) => t.choice("chart.memory.mark", toward(mark)),
        }
    }

    /// What the mark of a point says.
    pub(super) fn rule(&self, t: Text, mark: Mark) -> String {
        self.mark(t, Some(mark))
    }
}

fn toward(mark: Mark) -> &'static str {
    match mark.toward {
        Toward::Up => "up",
        Toward::Down => "down",
    }
}

//! Owns the numbers of a chart as CSV, for whoever wants to draw or check it elsewhere.
use domain::insight::SeriesKey;

use super::memory::MemoryChart;
use super::overview::InsightQuery;
use super::series::SeriesChart;
use crate::{App, AppError, Ctx};

/// The columns in order.
const COLUMNS: [&str; 8] = ["point", "count", "exposure", "value", "center", "lower_limit", "upper_limit", "signal"];

impl App {
    /// The points of a chart as CSV: UTF-8 with a byte order mark, CRLF, every cell quoted.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn insight_csv(&self, ctx: &Ctx, key: &SeriesKey, query: &InsightQuery) -> Result<Vec<u8>, AppError> {
        Ok(csv(&self.insight_chart(ctx, key, query).await?))
    }
}

/// The columns of a chart with a memory: what was made of the values stands beside them.
const EWMA: [&str; 9] =
    ["point", "count", "exposure", "value", "ewma", "center", "lower_limit", "upper_limit", "signal"];
const CUSUM: [&str; 8] =
    ["point", "count", "exposure", "value", "upper_sum", "lower_sum", "decision_interval", "signal"];

fn csv(found: &SeriesChart) -> Vec<u8> {
    if let Some(chart) = found.memory.as_ref().and_then(|memory| memory.chart.as_ref()) {
        return memory_csv(chart);
    }
    let mut out = b"\xEF\xBB\xBF".to_vec();
    write_plain(&mut out, &COLUMNS.map(str::to_owned));
    let number = |value: f64| if value.is_finite() { value.to_string() } else { String::new() };
    let given = |value: Option<f64>| value.map(number).unwrap_or_default();
    let lines = &found.chart.lines;
    for (i, point) in found.points.iter().enumerate() {
        let signal = found.chart.marks[i].map(|mark| super::Verdict::from(mark).code()).unwrap_or_default();
        write_plain(
            &mut out,
            &[
                point.at.to_string(),
                given(point.count),
                given(point.exposure),
                number(found.chart.y[i]),
                number(lines.cl[i]),
                number(lines.lcl()[i]),
                number(lines.ucl()[i]),
                signal.to_owned(),
            ],
        );
    }
    out
}

fn memory_csv(found: &MemoryChart) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let head: &[&str] = if found.sums.is_some() { &CUSUM } else { &EWMA };
    write_plain(&mut out, &head.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    let number = |value: f64| if value.is_finite() { value.to_string() } else { String::new() };
    let given = |value: Option<f64>| value.map(number).unwrap_or_default();
    let lines = &found.chart.lines;
    for (i, point) in found.points.iter().enumerate() {
        let signal = found.chart.marks[i].map(|mark| super::Verdict::from(mark).code()).unwrap_or_default();
        let mut row = vec![
            point.at.to_string(),
            given(point.count),
            given(point.exposure),
            number(found.values[i]),
            number(found.chart.y[i]),
        ];
        match &found.sums {
            Some((lower, _)) => row.extend([number(lower[i]), number(lines.ucl()[i])]),
            None => row.extend([number(lines.cl[i]), number(lines.lcl()[i]), number(lines.ucl()[i])]),
        }
        row.push(signal.to_owned());
        write_plain(&mut out, &row);
    }
    out
}

/// A row of numbers, dates and codes of our own: no cell holds anybody's words, so a leading minus is a minus and no formula.
fn write_plain(out: &mut Vec<u8>, cells: &[String]) {
    out.extend_from_slice(format!("\"{}\"\r\n", cells.join("\",\"")).as_bytes());
}

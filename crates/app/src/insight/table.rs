//! Owns the numbers of a chart as CSV, as export.rs writes them: for whoever wants to draw or check it elsewhere.
use domain::insight::SeriesKey;

use super::overview::InsightQuery;
use super::series::SeriesChart;
use crate::export::write_row;
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

fn csv(found: &SeriesChart) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    write_row(&mut out, &COLUMNS.map(str::to_owned));
    let number = |value: f64| if value.is_finite() { value.to_string() } else { String::new() };
    let given = |value: Option<f64>| value.map(number).unwrap_or_default();
    let lines = &found.chart.lines;
    for (i, point) in found.points.iter().enumerate() {
        let signal = found.chart.marks[i].map(|mark| super::Verdict::from(mark).code()).unwrap_or_default();
        write_row(
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

//! Owns the charts that signals show in place. Like the list of signals itself they are no search: nothing is journalled.
use std::collections::HashMap;
use std::sync::Arc;

use domain::policy::Action;

use super::overview::InsightQuery;
use super::series::SeriesChart;
use super::signal::Signal;
use super::theme::Counted;
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

impl App {
    /// The chart of each signal, as of today. `None` where the reader may not list reports and the chart is a theme's, or where nothing
    /// is left to draw.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn signal_charts(&self, ctx: &Ctx, signals: &[Signal]) -> Result<Vec<Option<SeriesChart>>, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let may_list = authorise_facility(ctx, Action::ListReports).is_ok();
        let period = InsightQuery::default().period(ctx.today());
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut counted = HashMap::new();
        let mut charts = Vec::with_capacity(signals.len());
        for signal in signals {
            let theme = signal.theme.as_ref();
            if theme.is_some() && !may_list {
                charts.push(None);
                continue;
            }
            let words = theme.map(|theme| theme.as_str().to_owned());
            let cube = match counted.get(&words) {
                Some(cube) => Arc::clone(cube),
                None => {
                    let Counted { cube, .. } = self.counted(ctx, &mut tx, theme).await?;
                    counted.insert(words, Arc::clone(&cube));
                    cube
                }
            };
            charts.push(match self.chart_in(&mut tx, &cube, (&signal.key, theme), period).await {
                Ok(chart) => Some(chart),
                Err(AppError::NotFound) => None,
                Err(error) => return Err(error),
            });
        }
        Ok(charts)
    }
}

//! Owns the lists of reports: mine, and all of the facility. A list shows no sealed content, so that it needs no record of reading.
use std::sync::Arc;

use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use domain::profile::Profile;
use store::{Page, ReportFilter, ReportLine};

use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// One line of a list.
#[derive(Debug, Clone)]
pub struct ReportItem {
    /// The coded line with its case.
    pub line: ReportLine,
    /// The unit, for its name.
    pub unit: Option<UnitId>,
    /// The profile under which it is judged, for labels.
    pub profile: Arc<Profile>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct ReportList {
    /// The lines.
    pub items: Vec<ReportItem>,
    /// How many there are in all.
    pub total: i64,
}

impl App {
    /// The actor's own reports, newest first: named ones by account, protected ones by their tags.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn my_reports(&self, ctx: &Ctx) -> Result<Vec<ReportItem>, AppError> {
        authorise_facility(ctx, Action::SeeOwnReports)?;
        let account = ctx.member()?.account;
        let mut tx = self.store().read(&ctx.facility).await?;
        let named = ReportFilter { reporter_account: Some(account), ..ReportFilter::default() };
        let mut lines = tx.reports(&named, Page::ALL).await?.lines;
        let protected = ReportFilter { modes: vec!["protected".to_owned()], ..ReportFilter::default() };
        for line in tx.reports(&protected, Page::ALL).await?.lines {
            if line.reporter_tag.as_deref() == Some(tx.reporter_tag(line.report_id, account).as_str()) {
                lines.push(line);
            }
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.submitted_at));
        self.items(&mut tx, lines).await
    }

    /// Reports of the facility by filter, newest report date first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn list_reports(&self, ctx: &Ctx, filter: &ReportFilter, page: Page) -> Result<ReportList, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let found = tx.reports(filter, page).await?;
        Ok(ReportList { items: self.items(&mut tx, found.lines).await?, total: found.total })
    }

    /// The report of a number, for joining reports by number.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn report_by_number(&self, ctx: &Ctx, number: &str) -> Result<ReportId, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(tx.report_by_number(number.trim()).await?.ok_or(AppError::NotFound)?.report_id)
    }

    pub(crate) async fn items<M>(
        &self,
        tx: &mut store::Tx<M>,
        lines: Vec<ReportLine>,
    ) -> Result<Vec<ReportItem>, AppError> {
        let mut items = Vec::with_capacity(lines.len());
        for line in lines {
            let profile = self.profile_version(tx, line.profile_version).await?;
            items.push(ReportItem { unit: line.unit_id, profile, line });
        }
        Ok(items)
    }
}

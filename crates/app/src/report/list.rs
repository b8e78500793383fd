//! Owns the lists of reports: mine, and all of the facility. A list shows no sealed content, so that it needs no record of reading.
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use domain::profile::Profile;
use domain::report::Door;
use store::{Page, ReportFilter, ReportLine};

use super::news::{News, news_of};
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

/// One of the actor's own reports.
#[derive(Debug, Clone)]
pub struct OwnReport {
    /// The line.
    pub item: ReportItem,
    /// What is new in it.
    pub news: News,
}

/// A page of the actor's own reports.
#[derive(Debug, Clone)]
pub struct OwnReports {
    /// The reports.
    pub items: Vec<OwnReport>,
    /// How many there are in all.
    pub total: usize,
}

impl App {
    /// A page of the actor's own reports with what is new in each, newest first: named ones by account, protected ones by their tags.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn my_reports(&self, ctx: &Ctx, page: Page) -> Result<OwnReports, AppError> {
        self.my_reports_with(ctx, "", page).await
    }

    /// The same, only those that have all the words that were typed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn my_reports_with(&self, ctx: &Ctx, typed: &str, page: Page) -> Result<OwnReports, AppError> {
        authorise_facility(ctx, Action::SeeOwnReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut own = tx.own_reports(ctx.member()?.account, None).await?;
        if let Some(words) = crate::search::words(typed) {
            let filter = ReportFilter { ids: Some(own.clone()), words: Some(words), ..ReportFilter::default() };
            let found: BTreeSet<ReportId> = tx.report_ids(&filter, Page::ALL).await?.into_iter().collect();
            own.retain(|id| found.contains(id));
        }
        let (offset, limit) =
            (usize::try_from(page.offset).unwrap_or(0), usize::try_from(page.limit).unwrap_or(usize::MAX));
        let ids: Vec<ReportId> = own.iter().skip(offset).take(limit).copied().collect();
        let news = news_of(&mut tx, &ids).await?;
        let filter = ReportFilter { ids: Some(ids), ..ReportFilter::default() };
        let mut lines = tx.reports(&filter, Page::ALL).await?.lines;
        lines.sort_by_key(|line| std::cmp::Reverse((line.submitted_at, line.report_id)));
        let items = self.items(&mut tx, lines).await?.into_iter();
        let items = items.map(|item| (news.get(&item.line.report_id).copied().unwrap_or_default(), item));
        Ok(OwnReports { items: items.map(|(news, item)| OwnReport { item, news }).collect(), total: own.len() })
    }

    /// Through which door the actor's own report came; `None` for a report of somebody else.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_door(&self, ctx: &Ctx, id: ReportId) -> Result<Option<Door>, AppError> {
        authorise_facility(ctx, Action::SeeOwnReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        if !tx.own_reports(ctx.member()?.account, None).await?.contains(&id) {
            return Ok(None);
        }
        Ok(tx.report(id).await?.and_then(|report| Door::from_code(&report.door)))
    }

    /// How many reports of the facility pass a filter.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn count_reports(&self, ctx: &Ctx, filter: &ReportFilter) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let count = self.store().read(&ctx.facility).await?.count_reports(filter).await?;
        usize::try_from(count).map_err(|_| AppError::Data("count"))
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

//! Owns the inbox: what waits for the actor's seats, for a later look (後閲), for reading (周知), and what came back.
use domain::policy::Action;
use store::{Page, ReportFilter};

use super::waiting::{seats_of, to_review};
use crate::access::authorise_facility;
use crate::report::{ReportItem, load_case};
use crate::{App, AppError, Ctx};

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct InboxItem {
    /// The report.
    pub item: ReportItem,
    /// The seat on which it waits.
    pub seat: String,
    /// The round.
    pub round: u8,
    /// Since when, microseconds since 1970 UTC.
    pub since: i64,
}

/// Everything that waits for one person.
#[derive(Debug, Clone, Default)]
pub struct Inbox {
    /// 決裁待ち, oldest first.
    pub to_stamp: Vec<InboxItem>,
    /// 後閲待ち.
    pub to_review: Vec<InboxItem>,
    /// Measures that the actor's unit shall read and the actor has not confirmed.
    pub to_read: Vec<ReportItem>,
    /// The actor's own reports that came back.
    pub returned: Vec<ReportItem>,
    /// Cases whose round 1 is complete and whose measures are to be written, for those who may write them.
    pub to_describe: Vec<ReportItem>,
}

impl Inbox {
    /// How many things wait in all; [`App::inbox_count`] gives the same without the things.
    #[must_use]
    pub fn count(&self) -> usize {
        self.to_stamp.len() + self.to_review.len() + self.to_read.len() + self.returned.len() + self.to_describe.len()
    }
}

impl App {
    /// Everything that waits for the actor.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox(&self, ctx: &Ctx) -> Result<Inbox, AppError> {
        authorise_facility(ctx, Action::SeeHome)?;
        Ok(Inbox {
            to_stamp: self.to_stamp(ctx).await?,
            to_review: self.to_review(ctx).await?,
            to_read: self.to_read(ctx).await?,
            returned: self.returned(ctx).await?,
            to_describe: self.to_describe(ctx).await?,
        })
    }

    async fn to_stamp(&self, ctx: &Ctx) -> Result<Vec<InboxItem>, AppError> {
        let seats = seats_of(ctx.member()?);
        if seats.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.store().read(&ctx.facility).await?;
        let lines = tx.inbox(&seats).await?;
        let mut waiting = Vec::new();
        for item in self.items(&mut tx, lines).await? {
            let Some(seat) = item.line.case.seat.clone() else { continue };
            let round = u8::try_from(item.line.case.round).map_err(|_| AppError::Data("round"))?;
            waiting.push(InboxItem { seat, round, since: item.line.case.entered_at, item });
        }
        Ok(waiting)
    }

    async fn to_review(&self, ctx: &Ctx) -> Result<Vec<InboxItem>, AppError> {
        let account = ctx.member()?.account;
        let mut tx = self.store().read(&ctx.facility).await?;
        let ids = tx.reports_with_proxy_stamps(account).await?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let filter = ReportFilter { ids: Some(ids), ..ReportFilter::default() };
        let lines = tx.reports(&filter, Page::ALL).await?.lines;
        let mut waiting = Vec::new();
        for item in self.items(&mut tx, lines).await? {
            let Some(report) = tx.report(item.line.report_id).await? else { continue };
            let (case, _) = load_case(self, &mut tx, &report).await?;
            for stamp in to_review(&case, account) {
                waiting.push(InboxItem {
                    item: item.clone(),
                    seat: stamp.seat.clone(),
                    round: stamp.round,
                    since: stamp.at,
                });
            }
        }
        Ok(waiting)
    }

    async fn to_read(&self, ctx: &Ctx) -> Result<Vec<ReportItem>, AppError> {
        let member = ctx.member()?;
        let Some(unit) = member.unit else { return Ok(Vec::new()) };
        let mut tx = self.store().read(&ctx.facility).await?;
        let unread = tx.measures_unread(unit, member.account).await?;
        if unread.is_empty() {
            return Ok(Vec::new());
        }
        let filter = ReportFilter { ids: Some(unread), ..ReportFilter::default() };
        let lines = tx.reports(&filter, Page::ALL).await?.lines;
        self.items(&mut tx, lines).await
    }

    async fn returned(&self, ctx: &Ctx) -> Result<Vec<ReportItem>, AppError> {
        Ok(self.my_reports(ctx).await?.into_iter().filter(|item| item.line.case.state == "returned").collect())
    }

    async fn to_describe(&self, ctx: &Ctx) -> Result<Vec<ReportItem>, AppError> {
        let member = ctx.member()?;
        let manager = member.has(domain::people::Role::SafetyManager);
        if !manager && member.seats.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.store().read(&ctx.facility).await?;
        let filter = ReportFilter { states: vec!["measures_pending".to_owned()], ..ReportFilter::default() };
        let lines = tx.reports(&filter, Page::ALL).await?.lines;
        let items = self.items(&mut tx, lines).await?;
        let mine = |item: &ReportItem| {
            manager || item.profile.seats.iter().any(|seat| member.seat(&seat.code, item.unit).is_some())
        };
        Ok(items.into_iter().filter(mine).collect())
    }
}

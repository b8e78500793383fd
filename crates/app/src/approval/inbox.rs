//! Owns the inbox: what waits for the actor's seats, for a later look (後閲), for reading (周知), and what came back.
use store::{Page, ReportFilter, Tx};

use super::waiting::{DESCRIBED_IN, own_returned, seats_of, to_review};
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

/// What a thing in the inbox waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 決裁.
    Stamp,
    /// 後閲.
    Review,
    /// 差戻し: the actor's own reports that came back.
    Returned,
    /// 再発防止策の周知 is to be written.
    Describe,
    /// 周知: a measure is to be read.
    Read,
}

impl Step {
    /// Every step, the most urgent first.
    pub const ALL: [Self; 5] = [Self::Stamp, Self::Review, Self::Returned, Self::Describe, Self::Read];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stamp => "stamp",
            Self::Review => "review",
            Self::Returned => "returned",
            Self::Describe => "describe",
            Self::Read => "read",
        }
    }

    /// The step of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// Which part of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxQuery {
    /// Only this step; `None` = every step.
    pub step: Option<Step>,
    /// Of what is to be stamped, only what waits on this seat.
    pub seat: Option<String>,
    /// Which part of each list.
    pub page: Page,
}

impl InboxQuery {
    /// The oldest things of every step, at most so many of each.
    #[must_use]
    pub const fn first(limit: i64) -> Self {
        Self { step: None, seat: None, page: Page { limit, offset: 0 } }
    }

    /// The same of one step.
    #[must_use]
    pub const fn of(step: Step, limit: i64) -> Self {
        Self { step: Some(step), seat: None, page: Page { limit, offset: 0 } }
    }

    fn asks(&self, step: Step) -> bool {
        self.step.is_none_or(|asked| asked == step)
    }
}

/// How many things wait, whichever part of them is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxCounts {
    /// 決裁待ち by seat code.
    pub stamp: Vec<(String, usize)>,
    /// 後閲待ち.
    pub review: usize,
    /// Own reports that came back.
    pub returned: usize,
    /// Measures to be described.
    pub describe: usize,
    /// Measures to be read.
    pub read: usize,
}

impl InboxCounts {
    /// How many wait for a step; `seat` narrows what is to be stamped.
    #[must_use]
    pub fn of(&self, step: Step, seat: Option<&str>) -> usize {
        match step {
            Step::Stamp => {
                let asked = self.stamp.iter().filter(|(code, _)| seat.is_none_or(|seat| seat == code));
                asked.map(|(_, count)| count).sum()
            }
            Step::Review => self.review,
            Step::Returned => self.returned,
            Step::Describe => self.describe,
            Step::Read => self.read,
        }
    }

    /// How many wait in all.
    #[must_use]
    pub fn all(&self) -> usize {
        Step::ALL.into_iter().map(|step| self.of(step, None)).sum()
    }
}

/// A part of what waits for one person, every list oldest first.
#[derive(Debug, Clone, Default)]
pub struct Inbox {
    /// 決裁待ち.
    pub to_stamp: Vec<InboxItem>,
    /// 後閲待ち.
    pub to_review: Vec<InboxItem>,
    /// Measures that the actor's unit shall read and the actor has not confirmed.
    pub to_read: Vec<ReportItem>,
    /// The actor's own reports that came back.
    pub returned: Vec<ReportItem>,
    /// Cases whose round 1 is complete and whose measures are to be written, for those who may write them.
    pub to_describe: Vec<ReportItem>,
    /// How many there are of each.
    pub counts: InboxCounts,
}

impl Inbox {
    /// How many things wait in all; [`App::inbox_count`] gives the same without the things.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counts.all()
    }
}

impl App {
    /// What waits for the actor: a page of every list that is asked for, and the counts of all.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox(&self, ctx: &Ctx, query: &InboxQuery) -> Result<Inbox, AppError> {
        let mut inbox = Inbox { counts: self.inbox_counts(ctx).await?, ..Inbox::default() };
        let wanted = |step| query.asks(step) && inbox.counts.of(step, None) > 0;
        let [stamp, review, returned, describe, read] = Step::ALL.map(wanted);
        let mut tx = self.store().read(&ctx.facility).await?;
        if stamp {
            inbox.to_stamp = self.to_stamp(ctx, &mut tx, query).await?;
        }
        if review {
            inbox.to_review = self.to_review(ctx, &mut tx, query.page).await?;
        }
        if returned {
            inbox.returned = self.returned(ctx, &mut tx, query.page).await?;
        }
        if describe {
            inbox.to_describe = self.to_describe(ctx, &mut tx, query.page).await?;
        }
        if read {
            inbox.to_read = self.to_read(ctx, &mut tx, query.page).await?;
        }
        Ok(inbox)
    }

    async fn to_stamp<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, query: &InboxQuery) -> Result<Vec<InboxItem>, AppError> {
        let mut seats = seats_of(ctx.member()?);
        seats.retain(|(code, _)| query.seat.as_ref().is_none_or(|seat| seat == code));
        let lines = tx.inbox(&seats, query.page).await?;
        let mut waiting = Vec::new();
        for item in self.items(tx, lines).await? {
            let Some(seat) = item.line.case.seat.clone() else { continue };
            let round = u8::try_from(item.line.case.round).map_err(|_| AppError::Data("round"))?;
            waiting.push(InboxItem { seat, round, since: item.line.case.entered_at, item });
        }
        Ok(waiting)
    }

    /// The only list that folds streams: whether a deputy's stamp still stands, only the case itself tells. It folds the few
    /// reports with more such stamps than looks (see [`Tx::reports_with_proxy_stamps`]).
    async fn to_review<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, page: Page) -> Result<Vec<InboxItem>, AppError> {
        let account = ctx.member()?.account;
        let filter =
            ReportFilter { ids: Some(tx.reports_with_proxy_stamps(account).await?), ..ReportFilter::default() };
        let lines = tx.waiting(&filter, Page::ALL).await?;
        let mut waiting = Vec::new();
        for item in self.items(tx, lines).await? {
            let Some(report) = tx.report(item.line.report_id).await? else { continue };
            let (case, _) = load_case(self, tx, &report).await?;
            for stamp in to_review(&case, account) {
                let (seat, round, since) = (stamp.seat.clone(), stamp.round, stamp.at);
                waiting.push(InboxItem { item: item.clone(), seat, round, since });
            }
        }
        waiting.sort_by_key(|item| item.since);
        Ok(part(waiting, page))
    }

    async fn to_read<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, page: Page) -> Result<Vec<ReportItem>, AppError> {
        let member = ctx.member()?;
        let Some(unit) = member.unit else { return Ok(Vec::new()) };
        let lines = tx.unread(unit, member.account, page).await?;
        self.items(tx, lines).await
    }

    async fn returned<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, page: Page) -> Result<Vec<ReportItem>, AppError> {
        let ids = own_returned(tx, ctx.member()?.account).await?;
        let lines = tx.waiting(&ReportFilter { ids: Some(ids), ..ReportFilter::default() }, page).await?;
        self.items(tx, lines).await
    }

    async fn to_describe<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, page: Page) -> Result<Vec<ReportItem>, AppError> {
        let groups = self.to_describe_groups(tx, ctx.member()?).await?;
        let filter = ReportFilter {
            states: vec![DESCRIBED_IN.to_owned()],
            groups: Some(groups.into_iter().map(|(group, _)| group).collect()),
            ..ReportFilter::default()
        };
        let lines = tx.waiting(&filter, page).await?;
        self.items(tx, lines).await
    }
}

/// The page of a list that is there as a whole.
fn part<T>(all: Vec<T>, page: Page) -> Vec<T> {
    let (offset, limit) =
        (usize::try_from(page.offset).unwrap_or(0), usize::try_from(page.limit).unwrap_or(usize::MAX));
    all.into_iter().skip(offset).take(limit).collect()
}

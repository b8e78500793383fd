//! Owns the number beside the inbox, for the frame of every page: counted, without loading what is counted.
use domain::approval::{Case, HowStamped, Stamp};
use domain::id::{AccountId, ReportId, UnitId};
use domain::people::{Member, Role};
use domain::policy::Action;
use store::Tx;

use super::inbox::InboxCounts;
use crate::access::authorise_facility;
use crate::report::load_case;
use crate::{App, AppError, Ctx};

/// The state in which a case waits for its measure to be described.
pub(super) const DESCRIBED_IN: &str = "measures_pending";

/// The seats of a member as the store asks for them.
pub(super) fn seats_of(member: &Member) -> Vec<(String, Option<UnitId>)> {
    member.seats.iter().map(|seat| (seat.code.clone(), seat.unit)).collect()
}

/// The stamps that a deputy gave for this holder and the holder has not looked at (後閲).
pub(super) fn to_review(case: &Case, holder: AccountId) -> impl Iterator<Item = &Stamp> {
    case.stamps.iter().filter(move |stamp| !stamp.void && !stamp.reviewed && stamp.how == HowStamped::Proxy { holder })
}

impl App {
    /// On which seats of the route somebody sits, and for which unit (`None` = every unit); no names: as open as the facility's lists.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seats_held(&self, ctx: &Ctx) -> Result<Vec<(String, Option<UnitId>)>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(tx.seat_holders().await?.into_iter().map(|held| (held.seat, held.unit_id.unit())).collect())
    }

    /// How many things wait for the actor: the count of [`App::inbox`], at the price of a few counts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_count(&self, ctx: &Ctx) -> Result<usize, AppError> {
        Ok(self.inbox_counts(ctx).await?.all())
    }

    /// How many things of each kind wait for the actor.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_counts(&self, ctx: &Ctx) -> Result<InboxCounts, AppError> {
        authorise_facility(ctx, Action::SeeHome)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        self.count_inbox(&mut tx, ctx.member()?).await
    }

    /// The number beside the inbox in the frame of every page: what waits by the route, and open signals for those who see them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn waiting_count(&self, ctx: &Ctx) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::SeeHome)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let sees_signals = authorise_facility(ctx, Action::WriteInsight).is_ok();
        let signals = if sees_signals { whole(tx.count_open_signals().await?)? } else { 0 };
        Ok(self.count_inbox(&mut tx, ctx.member()?).await?.all() + signals)
    }

    async fn count_inbox<M>(&self, tx: &mut Tx<M>, member: &Member) -> Result<InboxCounts, AppError> {
        let seats = tx.count_inbox_by_seat(&seats_of(member)).await?;
        let stamp =
            seats.into_iter().map(|(seat, count)| Ok((seat, whole(count)?))).collect::<Result<_, AppError>>()?;
        let read = match member.unit {
            Some(unit) => whole(tx.count_measures_unread(unit, member.account).await?)?,
            None => 0,
        };
        let returned = if member.has(Role::Staff) { own_returned(tx, member.account).await?.len() } else { 0 };
        let describe = whole(self.count_to_describe(tx, member).await?)?;
        let review = self.count_to_review(tx, member.account).await?;
        Ok(InboxCounts { stamp, review, returned, describe, read })
    }

    /// Nearly always no report is left to look into; a few are when a deputy stamped lately or a stamp became void.
    async fn count_to_review<M>(&self, tx: &mut Tx<M>, account: AccountId) -> Result<usize, AppError> {
        let mut count = 0;
        for id in tx.reports_with_proxy_stamps(account).await? {
            let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
            let (case, _) = load_case(self, tx, &report).await?;
            count += to_review(&case, account).count();
        }
        Ok(count)
    }

    async fn count_to_describe<M>(&self, tx: &mut Tx<M>, member: &Member) -> Result<i64, AppError> {
        Ok(self.to_describe_groups(tx, member).await?.iter().map(|(_, count)| count).sum())
    }

    /// The pairs of profile version and unit whose measures the member may describe, each with how many wait.
    pub(super) async fn to_describe_groups<M>(
        &self,
        tx: &mut Tx<M>,
        member: &Member,
    ) -> Result<Vec<((i64, Option<UnitId>), i64)>, AppError> {
        let manager = member.has(Role::SafetyManager);
        if !manager && member.seats.is_empty() {
            return Ok(Vec::new());
        }
        let mut groups = Vec::new();
        for (version, unit, cases) in tx.count_in_state(DESCRIBED_IN).await? {
            let seats = &self.profile_version(tx, version).await?.seats;
            if manager || seats.iter().any(|seat| member.seat(&seat.code, unit).is_some()) {
                groups.push(((version, unit), cases));
            }
        }
        Ok(groups)
    }
}

/// The actor's own reports that came back, newest first.
pub(super) async fn own_returned<M>(tx: &mut Tx<M>, account: AccountId) -> Result<Vec<ReportId>, AppError> {
    Ok(tx.own_reports(account, Some("returned")).await?)
}

fn whole(count: i64) -> Result<usize, AppError> {
    usize::try_from(count).map_err(|_| AppError::Data("count"))
}

//! Owns the number beside the inbox, for the frame of every page: counted, without loading what is counted.
use domain::approval::{Case, HowStamped, Stamp};
use domain::id::{AccountId, UnitId};
use domain::people::{Member, Role};
use domain::policy::Action;
use store::Tx;

use crate::access::authorise_facility;
use crate::report::load_case;
use crate::{App, AppError, Ctx};

/// The seats of a member as the store asks for them.
pub(super) fn seats_of(member: &Member) -> Vec<(String, Option<UnitId>)> {
    member.seats.iter().map(|seat| (seat.code.clone(), seat.unit)).collect()
}

/// The stamps that a deputy gave for this holder and the holder has not looked at (後閲).
pub(super) fn to_review(case: &Case, holder: AccountId) -> impl Iterator<Item = &Stamp> {
    case.stamps.iter().filter(move |stamp| !stamp.void && !stamp.reviewed && stamp.how == HowStamped::Proxy { holder })
}

impl App {
    /// How many things wait for the actor: the count of [`App::inbox`], at the price of a few counts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_count(&self, ctx: &Ctx) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::SeeHome)?;
        let member = ctx.member()?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut count = tx.count_inbox(&seats_of(member)).await?;
        if let Some(unit) = member.unit {
            count += tx.count_measures_unread(unit, member.account).await?;
        }
        if member.has(Role::Staff) {
            count += tx.count_returned_to(member.account).await?;
        }
        count += self.count_to_describe(&mut tx, member).await?;
        let reviews = self.count_to_review(&mut tx, member.account).await?;
        Ok(usize::try_from(count).map_err(|_| AppError::Data("count"))? + reviews)
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
        let manager = member.has(Role::SafetyManager);
        if !manager && member.seats.is_empty() {
            return Ok(0);
        }
        let mut count = 0;
        for (version, unit, cases) in tx.count_in_state("measures_pending").await? {
            let seats = &self.profile_version(tx, version).await?.seats;
            if manager || seats.iter().any(|seat| member.seat(&seat.code, unit).is_some()) {
                count += cases;
            }
        }
        Ok(count)
    }
}

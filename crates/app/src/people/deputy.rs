//! Owns delegations (退席中・代理): a holder, or the administrator, names who stamps instead between two days.
use domain::form::FieldError;
use domain::id::{AccountId, DelegationId};
use domain::people::Actor;
use domain::policy::Action;
use jiff::civil::Date;
use store::{AccountRow, DelegationRow, Tx, Write};

use super::{Status, journal_people};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// A delegation with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationLine {
    /// Id.
    pub id: DelegationId,
    /// Code of the seat.
    pub seat: String,
    /// The holder.
    pub from: AccountId,
    /// The holder's name.
    pub from_name: String,
    /// The deputy's name.
    pub to_name: String,
    /// First and last day.
    pub days: (Date, Date),
    /// It holds today.
    pub current: bool,
    /// It is over.
    pub over: bool,
}

impl App {
    /// Lets another person stamp on a seat between two days (代決).
    ///
    /// # Errors
    /// A denial, when the actor is neither administrator nor the holder; a field error when the days are the wrong way round or past,
    /// the deputy is unknown or the same person, or the seat is not held.
    pub async fn delegate(
        &self,
        ctx: &Ctx,
        seat: &str,
        from: AccountId,
        to: AccountId,
        days: (Date, Date),
    ) -> Result<DelegationId, AppError> {
        authorise_facility(ctx, if is_own(ctx, from) { Action::ManageSelf } else { Action::Administer })?;
        if let Some(error) = bad_days(ctx, days) {
            return Err(AppError::Invalid(vec![error]));
        }
        if from == to {
            return Err(AppError::Invalid(vec![FieldError::new("to", "deputy_is_self")]));
        }
        let id = DelegationId::from_uuid(self.ids.ordered());
        let mut tx = self.store().write(&ctx.facility).await?;
        if !tx.seats_of(from).await?.iter().any(|held| held.seat == seat) {
            return Err(AppError::Invalid(vec![FieldError::new("seat", "seat_not_held")]));
        }
        if tx.account(to).await?.is_none_or(|row| row.status != Status::Active.code()) {
            return Err(AppError::Invalid(vec![FieldError::new("to", "person_unknown")]));
        }
        let (from_date, until_date) = (days.0.to_string(), days.1.to_string());
        let row = DelegationRow {
            delegation_id: id,
            seat: seat.to_owned(),
            from_account: from,
            to_account: to,
            from_date,
            until_date,
        };
        tx.insert_delegation(&row).await?;
        journal_people(ctx, &mut tx, from, "seat_delegated").await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Ends a delegation: one that has not begun is removed, one that runs ends with yesterday, so that what was stamped stays explained.
    ///
    /// # Errors
    /// A denial, when the actor is neither administrator nor the holder; [`AppError::NotFound`].
    pub async fn remove_delegation(&self, ctx: &Ctx, id: DelegationId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.delegation(id).await?.ok_or(AppError::NotFound)?;
        let from = row.from_account;
        authorise_facility(ctx, if is_own(ctx, from) { Action::ManageSelf } else { Action::Administer })?;
        end(ctx, &mut tx, row).await?;
        journal_people(ctx, &mut tx, from, "delegation_ended").await?;
        Ok(tx.commit().await?)
    }

    /// The delegations that the actor has given, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn my_delegations(&self, ctx: &Ctx) -> Result<Vec<DelegationLine>, AppError> {
        self.delegations_of(ctx, ctx.member()?.account).await
    }

    /// The delegations that a person has given, newest first.
    ///
    /// # Errors
    /// A denial, when the actor is neither administrator nor the person.
    pub async fn delegations_of(&self, ctx: &Ctx, from: AccountId) -> Result<Vec<DelegationLine>, AppError> {
        authorise_facility(ctx, if is_own(ctx, from) { Action::ManageSelf } else { Action::Administer })?;
        let mut lines = self.delegation_lines(ctx).await?;
        lines.retain(|line| line.from == from);
        Ok(lines)
    }

    /// All delegations of the facility, newest first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn delegations(&self, ctx: &Ctx) -> Result<Vec<DelegationLine>, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        self.delegation_lines(ctx).await
    }

    /// Id and name of everybody who can be a deputy of this person, by reading.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn possible_deputies(&self, ctx: &Ctx, from: AccountId) -> Result<Vec<(AccountId, String)>, AppError> {
        authorise_facility(ctx, Action::ManageSelf)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let others = |row: &AccountRow| row.account_id != from && row.status == Status::Active.code();
        Ok(tx.accounts().await?.into_iter().filter(others).map(|row| (row.account_id, row.name)).collect())
    }

    async fn delegation_lines(&self, ctx: &Ctx) -> Result<Vec<DelegationLine>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let accounts = tx.accounts().await?;
        let name = |id: AccountId| {
            accounts.iter().find(|row| row.account_id == id).map(|row| row.name.clone()).unwrap_or_default()
        };
        let today = ctx.today();
        let line = |row: DelegationRow| {
            let days = (day(&row.from_date)?, day(&row.until_date)?);
            Ok(DelegationLine {
                id: row.delegation_id,
                seat: row.seat,
                from: row.from_account,
                from_name: name(row.from_account),
                to_name: name(row.to_account),
                days,
                current: days.0 <= today && today <= days.1,
                over: days.1 < today,
            })
        };
        tx.delegations().await?.into_iter().map(line).collect()
    }
}

/// Ends a delegation within a transaction; the caller journals.
pub(super) async fn end(ctx: &Ctx, tx: &mut Tx<Write>, row: DelegationRow) -> Result<(), AppError> {
    let today = ctx.today();
    let yesterday = today.yesterday().map_err(|_| AppError::Data("date"))?;
    if day(&row.from_date)? >= today {
        tx.delete_delegation(&row).await?;
    } else if day(&row.until_date)? >= today {
        tx.update_delegation(&DelegationRow { until_date: yesterday.to_string(), ..row }).await?;
    }
    Ok(())
}

fn is_own(ctx: &Ctx, from: AccountId) -> bool {
    matches!(&ctx.actor, Actor::Member(member) if member.account == from)
}

fn bad_days(ctx: &Ctx, days: (Date, Date)) -> Option<FieldError> {
    if days.1 < days.0 {
        return Some(FieldError::new("until", "days_reversed"));
    }
    (days.1 < ctx.today()).then(|| FieldError::new("until", "days_past"))
}

fn day(text: &str) -> Result<Date, AppError> {
    text.parse().map_err(|_| AppError::Data("date"))
}

//! Owns who sits on which approval seat (決裁者): the chart, giving and taking seats. A seat at which reports wait is never left empty.
use domain::form::FieldError;
use domain::id::{AccountId, UnitId};
use domain::policy::Action;
use domain::profile::{Profile, Seat};
use store::{Page, ReportFilter, ReportLine, SeatHolderRow, Tx, UnitScope, Write};

use super::{Status, journal_account};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// Somebody on a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// 氏名.
    pub name: String,
    /// For which unit; `None` = every unit.
    pub unit: Option<UnitId>,
    /// Whether the person can sign in.
    pub active: bool,
}

/// A seat with those who sit on it. A seat without a holder is passed over (省略).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatLine {
    /// The seat as the profile in force defines it.
    pub seat: Seat,
    /// Who sits there.
    pub holders: Vec<Holder>,
    /// How many reports wait there now.
    pub waiting: usize,
}

impl App {
    /// Every seat of the route in its order, with its holders.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn seat_chart(&self, ctx: &Ctx) -> Result<Vec<SeatLine>, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let profile = self.load_facility(&mut tx).await?.profile;
        let (holders, accounts, lines) = (tx.seat_holders().await?, tx.accounts().await?, in_review(&mut tx).await?);
        let holder = |held: &SeatHolderRow| {
            let row = accounts.iter().find(|row| row.account_id == held.account_id)?;
            let active = row.status == Status::Active.code();
            Some(Holder { account: row.account_id, name: row.name.clone(), unit: held.unit_id.unit(), active })
        };
        let mut seats = profile.seats.clone();
        seats.sort_by_key(|seat| seat.order);
        let line = |seat: Seat| SeatLine {
            holders: holders.iter().filter(|held| held.seat == seat.code).filter_map(holder).collect(),
            waiting: lines.iter().filter(|line| line.case.seat.as_deref() == Some(seat.code.as_str())).count(),
            seat,
        };
        Ok(seats.into_iter().map(line).collect())
    }

    /// Puts a person on a seat of the route, for one unit or for all.
    ///
    /// # Errors
    /// A denial; field errors for an unknown seat, unit or person, a unit given for a seat of the whole facility, a seat held already,
    /// no fresh proof of the actor's own password.
    pub async fn give_seat(
        &self,
        ctx: &Ctx,
        account_id: AccountId,
        seat: &str,
        unit: Option<UnitId>,
    ) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let facility = self.load_facility(&mut tx).await?;
        let misplaced = misplaced(&facility.profile, seat, unit, &facility.unit_ids());
        if let Some(error) = misplaced.or_else(|| ctx.missing_proof()) {
            return Err(AppError::Invalid(vec![error]));
        }
        let person = tx.account(account_id).await?.filter(|row| row.status == Status::Active.code());
        if person.is_none() {
            return Err(AppError::Invalid(vec![FieldError::new("account", "person_unknown")]));
        }
        let row = SeatHolderRow { seat: seat.to_owned(), unit_id: UnitScope(unit), account_id };
        if tx.seats_of(account_id).await?.contains(&row) {
            return Err(AppError::Invalid(vec![FieldError::new("account", "seat_held_already")]));
        }
        tx.insert_seat_holder(&row).await?;
        journal_account(ctx, &mut tx, account_id, "seat_given", codes(&row)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a person from a seat.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] when the person does not sit there; field errors when reports wait there and nobody
    /// else could stamp them, and without a fresh proof of the actor's own password.
    pub async fn take_seat(
        &self,
        ctx: &Ctx,
        account_id: AccountId,
        seat: &str,
        unit: Option<UnitId>,
    ) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = SeatHolderRow { seat: seat.to_owned(), unit_id: UnitScope(unit), account_id };
        let holders = tx.seat_holders().await?;
        if !holders.contains(&row) {
            return Err(AppError::NotFound);
        }
        let waiting = left_alone(&mut tx, std::slice::from_ref(&row), &holders).await?;
        if let Some(error) = waiting_error("seat", waiting).or_else(|| ctx.missing_proof()) {
            return Err(AppError::Invalid(vec![error]));
        }
        tx.delete_seat_holder(&row).await?;
        journal_account(ctx, &mut tx, account_id, "seat_taken", codes(&row)).await?;
        Ok(tx.commit().await?)
    }

    /// The error of somebody's leaving while reports wait that nobody else could stamp.
    pub(super) async fn waiting_for(
        &self,
        tx: &mut Tx<Write>,
        account: AccountId,
    ) -> Result<Option<FieldError>, AppError> {
        let (own, holders) = (tx.seats_of(account).await?, tx.seat_holders().await?);
        Ok(waiting_error("status", left_alone(tx, &own, &holders).await?))
    }
}

/// Removes all holdings of a person, and every delegation from or to the person. The caller journals.
pub(super) async fn give_up_all(ctx: &Ctx, tx: &mut Tx<Write>, account: AccountId) -> Result<(), AppError> {
    for held in tx.seats_of(account).await? {
        tx.delete_seat_holder(&held).await?;
    }
    for row in
        tx.delegations().await?.into_iter().filter(|row| row.from_account == account || row.to_account == account)
    {
        super::deputy::end(ctx, tx, row).await?;
    }
    Ok(())
}

/// What the journal keeps of a seat: codes and ids.
fn codes(row: &SeatHolderRow) -> serde_json::Value {
    serde_json::json!({ "seat": row.seat, "unit": row.unit_id.unit() })
}

fn misplaced(profile: &Profile, seat: &str, unit: Option<UnitId>, units: &[UnitId]) -> Option<FieldError> {
    let Some(defined) = profile.seat(seat) else { return Some(FieldError::new("seat", "choice_unknown")) };
    match unit {
        Some(_) if !defined.unit_bound => Some(FieldError::new("unit", "seat_of_facility")),
        Some(unit) if !units.contains(&unit) => Some(FieldError::new("unit", "choice_unknown")),
        _ => None,
    }
}

async fn in_review<M>(tx: &mut Tx<M>) -> Result<Vec<ReportLine>, AppError> {
    let filter = ReportFilter { states: vec!["in_review".to_owned()], ..ReportFilter::default() };
    Ok(tx.reports(&filter, Page::ALL).await?.lines)
}

/// How many waiting reports nobody could stamp any more without these holdings.
async fn left_alone(
    tx: &mut Tx<Write>,
    leaving: &[SeatHolderRow],
    holders: &[SeatHolderRow],
) -> Result<usize, AppError> {
    let covers = |held: &SeatHolderRow, line: &ReportLine| {
        line.case.seat.as_deref() == Some(held.seat.as_str())
            && held.unit_id.unit().is_none_or(|unit| line.unit_id == Some(unit))
    };
    let staying: Vec<&SeatHolderRow> = holders.iter().filter(|held| !leaving.contains(held)).collect();
    let lines = in_review(tx).await?;
    let alone = |line: &&ReportLine| {
        leaving.iter().any(|held| covers(held, line)) && !staying.iter().any(|held| covers(held, line))
    };
    Ok(lines.iter().filter(alone).count())
}

fn waiting_error(field: &'static str, waiting: usize) -> Option<FieldError> {
    (waiting > 0).then(|| FieldError::new(field, "seat_has_reports").with("n", waiting))
}

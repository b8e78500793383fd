//! Owns who becomes keeper of identities (氏名を開く役): one person proposes, another confirms; and the rest after a reset password.
//!
//! One administrator must not be able to open a protected name alone, by making two keepers or by giving two keepers new passwords.
use domain::id::AccountId;
use domain::people::{Actor, Role};
use domain::policy::{Action, Decision};
use serde_json::json;
use store::{AccountRow, KeeperMatterRow, Tx, Write};

use super::{Status, journal_account};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// For how long an account that somebody made or changed is no second person beside its maker, in microseconds.
const TIED_FOR: i64 = 7 * DAY;

/// What waits for a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatterKind {
    /// Somebody is to become keeper.
    Appointment,
    /// A keeper has a password from an administrator, and rests.
    Reset,
}

impl MatterKind {
    /// The code in rows and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Reset => "reset",
        }
    }
}

/// Something about a keeper that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeeperMatter {
    /// Whom it is about.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// What.
    pub kind: MatterKind,
    /// Name of who proposed it, or gave the new password.
    pub asked_by: String,
    /// When, microseconds since 1970 UTC.
    pub asked_at: i64,
    /// When it ends by itself, microseconds since 1970 UTC; `None` = never.
    pub until: Option<i64>,
    /// It is about the actor.
    pub own: bool,
    /// The actor may confirm it.
    pub can_confirm: bool,
}

impl App {
    /// What waits for a second person, oldest first, for administrators and keepers.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn keeper_matters(&self, ctx: &Ctx) -> Result<Vec<KeeperMatter>, AppError> {
        authorise_facility(ctx, Action::ConfirmKeeper)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let me = ctx.member()?.account;
        let mut matters = Vec::new();
        for row in tx.keeper_matters().await?.into_iter().filter(|row| is_open(row, ctx.now)) {
            let Some(person) = tx.account(row.account_id).await? else { continue };
            let asked_by = tx.account(row.asked_by).await?.map(|account| account.name).unwrap_or_default();
            matters.push(KeeperMatter {
                account: row.account_id,
                name: person.name.clone(),
                kind: kind(&row),
                asked_by,
                asked_at: row.asked_at,
                until: row.rests_until,
                own: row.account_id == me,
                can_confirm: is_second(ctx, &mut tx, &row).await?,
            });
        }
        Ok(matters)
    }

    /// Until when the actor's own right as keeper rests, microseconds since 1970 UTC; `Some(None)` = until a second person confirms.
    ///
    /// # Errors
    /// When nobody is signed in, or the store fails.
    pub async fn my_keeper_rest(&self, ctx: &Ctx) -> Result<Option<Option<i64>>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = tx.keeper_matter(ctx.member()?.account).await?;
        Ok(row.filter(|row| !is_appointment(row) && is_open(row, ctx.now)).map(|row| row.rests_until))
    }

    /// The second person's word: the proposed keeper is one from now on, or the rest of a keeper ends.
    ///
    /// # Errors
    /// A denial for who proposed it, for whom it is about, and for an account that the proposer made or changed within a week; field
    /// errors without a fresh proof of the password, and when the new keeper has not chosen an own password yet.
    pub async fn confirm_keeper(&self, ctx: &Ctx, account: AccountId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ConfirmKeeper)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let matter = tx.keeper_matter(account).await?.filter(|row| is_open(row, ctx.now)).ok_or(AppError::NotFound)?;
        if !is_second(ctx, &mut tx, &matter).await? {
            return Err(AppError::Denied(Decision::Forbid));
        }
        if let Some(error) = ctx.missing_proof() {
            return Err(AppError::Invalid(vec![error]));
        }
        tx.delete_keeper_matter(&matter).await?;
        if is_appointment(&matter) {
            let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
            if row.must_change {
                let error = domain::form::FieldError::new(crate::PROOF_FIELD, "keeper_password");
                return Err(AppError::Invalid(vec![error]));
            }
            let roles = with_keeper(&serde_json::from_str::<Vec<Role>>(&row.roles)?);
            tx.update_account(&AccountRow { roles: serde_json::to_string(&roles)?, ..row }).await?;
        }
        let given = if is_appointment(&matter) { vec![Role::IdentityKeeper] } else { Vec::new() };
        let facts = json!({ "matter": matter.kind, "asked_by": matter.asked_by, "given": given });
        journal_account(ctx, &mut tx, account, "keeper_confirmed", facts).await?;
        Ok(tx.commit().await?)
    }

    /// Refuses or withdraws a proposed keeper.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] when nobody has proposed this person.
    pub async fn decline_keeper(&self, ctx: &Ctx, account: AccountId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ConfirmKeeper)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let matter = tx.keeper_matter(account).await?.filter(is_appointment).ok_or(AppError::NotFound)?;
        tx.delete_keeper_matter(&matter).await?;
        journal_account(ctx, &mut tx, account, "keeper_declined", json!({ "asked_by": matter.asked_by })).await?;
        Ok(tx.commit().await?)
    }
}

/// The roles that are given at once, and whether the role of keeper is only proposed. The program itself gives it directly.
pub(super) fn granted(ctx: &Ctx, wanted: &[Role], held: &[Role]) -> (Vec<Role>, bool) {
    let proposed = !matches!(ctx.actor, Actor::System)
        && wanted.contains(&Role::IdentityKeeper)
        && !held.contains(&Role::IdentityKeeper);
    let given = wanted.iter().copied().filter(|role| !(proposed && *role == Role::IdentityKeeper));
    (given.collect(), proposed)
}

/// Proposes a person as keeper; a proposal that stands is left to who made it.
pub(super) async fn propose(ctx: &Ctx, tx: &mut Tx<Write>, account: AccountId) -> Result<(), AppError> {
    if tx.keeper_matter(account).await?.is_some_and(|held| is_appointment(&held)) {
        return Ok(());
    }
    let asked_by = ctx.member()?.account;
    let row = KeeperMatterRow {
        account_id: account,
        kind: MatterKind::Appointment.code().to_owned(),
        asked_by,
        asked_at: ctx.now,
        rests_until: None,
    };
    Ok(tx.put_keeper_matter(&row).await?)
}

/// Brings the matter of a person in line with a change of roles; the code tells the journal what became of it.
pub(super) async fn settle(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    account: AccountId,
    roles: &[Role],
    proposed: bool,
) -> Result<Option<&'static str>, AppError> {
    if proposed {
        propose(ctx, tx, account).await?;
        return Ok(Some("proposed"));
    }
    let Some(matter) = tx.keeper_matter(account).await? else { return Ok(None) };
    // Whom the program itself names keeper needs no second person; who is no keeper has nothing to rest from.
    if is_appointment(&matter) || !roles.contains(&Role::IdentityKeeper) {
        tx.delete_keeper_matter(&matter).await?;
        return Ok(Some("withdrawn"));
    }
    Ok(None)
}

/// A keeper whose password an administrator resets rests for a day; for as long as it takes when no other keeper is there to notice.
pub(super) async fn rest(ctx: &Ctx, tx: &mut Tx<Write>, row: &AccountRow) -> Result<bool, AppError> {
    let roles: Vec<Role> = serde_json::from_str(&row.roles)?;
    let Actor::Member(member) = &ctx.actor else { return Ok(false) };
    if !roles.contains(&Role::IdentityKeeper) {
        return Ok(false);
    }
    let watched = others_awake(ctx, tx, row.account_id).await?;
    let matter = KeeperMatterRow {
        account_id: row.account_id,
        kind: MatterKind::Reset.code().to_owned(),
        asked_by: member.account,
        asked_at: ctx.now,
        rests_until: watched.then_some(ctx.now + DAY),
    };
    tx.put_keeper_matter(&matter).await?;
    Ok(true)
}

/// Whether the right of a keeper rests now.
pub(crate) async fn rests<M>(tx: &mut Tx<M>, account: AccountId, now: i64) -> Result<bool, AppError> {
    Ok(tx.keeper_matter(account).await?.is_some_and(|row| !is_appointment(&row) && is_open(&row, now)))
}

/// Whether the person may act as keeper now: still works here, still has the role, and does not rest.
pub(crate) async fn is_keeper<M>(tx: &mut Tx<M>, account: AccountId, now: i64) -> Result<bool, AppError> {
    let Some(row) = tx.account(account).await?.filter(|row| row.status == Status::Active.code()) else {
        return Ok(false);
    };
    let roles: Vec<Role> = serde_json::from_str(&row.roles)?;
    Ok(roles.contains(&Role::IdentityKeeper) && !rests(tx, account, now).await?)
}

/// Whether another keeper is at work who sees what happens to this one.
async fn others_awake<M>(ctx: &Ctx, tx: &mut Tx<M>, account: AccountId) -> Result<bool, AppError> {
    for row in tx.accounts().await? {
        if row.account_id != account && is_keeper(tx, row.account_id, ctx.now).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the actor is the second person for the matter.
async fn is_second<M>(ctx: &Ctx, tx: &mut Tx<M>, matter: &KeeperMatterRow) -> Result<bool, AppError> {
    let member = ctx.member()?;
    if member.account == matter.asked_by || member.account == matter.account_id {
        return Ok(false);
    }
    // A rest that a keeper has noticed is ended by a keeper; one that nobody could notice, by another administrator too.
    let needs_keeper = !is_appointment(matter) && matter.rests_until.is_some();
    if needs_keeper && !member.has(Role::IdentityKeeper) {
        return Ok(false);
    }
    Ok(!is_tied(ctx, tx, member.account, matter.asked_by).await?)
}

/// Whether the proposer has made this account, changed it or given it a password within a week: then it may be the proposer's own tool.
async fn is_tied<M>(ctx: &Ctx, tx: &mut Tx<M>, account: AccountId, proposer: AccountId) -> Result<bool, AppError> {
    const MADE: [&str; 3] = ["account_added", "account_changed", "password_reset"];
    let events = tx.stream(&format!("account:{account}")).await?;
    let proposer = proposer.to_string();
    Ok(events
        .iter()
        .any(|event| event.actor == proposer && MADE.contains(&event.kind.as_str()) && ctx.now - event.at < TIED_FOR))
}

pub(super) fn is_appointment(row: &KeeperMatterRow) -> bool {
    row.kind == MatterKind::Appointment.code()
}

fn kind(row: &KeeperMatterRow) -> MatterKind {
    if is_appointment(row) { MatterKind::Appointment } else { MatterKind::Reset }
}

fn is_open(row: &KeeperMatterRow, now: i64) -> bool {
    row.rests_until.is_none_or(|until| now < until)
}

fn with_keeper(roles: &[Role]) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| roles.contains(role) || *role == Role::IdentityKeeper).collect()
}

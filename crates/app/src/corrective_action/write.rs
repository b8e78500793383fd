//! Owns writing corrective actions: setting one, and its steps. Each is one row and one event; nothing is ever changed.
use domain::corrective_action::{
    ActionCommand, ActionRefusal, NewAction, Owner, read_check, read_done, read_new, read_reason,
};
use domain::form::{FieldError, Fields};
use domain::id::{AccountId, CorrectiveActionId, ReportId, UnitId};
use domain::policy::Action;
use domain::profile::{Label, Profile};
use serde_json::json;
use store::{ActionFilter, ActionStepRow, CorrectiveActionRow, ReportRow, Tx};

use super::{ActionView, opened, resource};
use crate::access::authorise;
use crate::journal::note;
use crate::people::Status;
use crate::report::names;
use crate::{App, AppError, Ctx};

/// What the form that sets an action offers.
#[derive(Debug, Clone)]
pub struct ActionOffers {
    /// The report.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// Active members of staff: id, name, unit. Those of the report's unit come first.
    pub people: Vec<(AccountId, String, Option<UnitId>)>,
    /// Seats that somebody holds for the report's unit: code and words.
    pub seats: Vec<(String, Label)>,
    /// The actions that were set already.
    pub others: Vec<ActionView>,
    /// Becomes the new action's id: the same form sent twice sets one action.
    pub key: CorrectiveActionId,
}

/// A step that somebody records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionStep {
    /// It was done.
    Done,
    /// Its effect was checked.
    Check,
    /// It will not be done.
    Withdraw,
    /// The last step was recorded by mistake.
    TakeBack,
}

impl ActionStep {
    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Check => "check",
            Self::Withdraw => "withdraw",
            Self::TakeBack => "take-back",
        }
    }

    /// The action that the policy is asked for.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Done | Self::Check => Action::CarryOutAction,
            Self::Withdraw => Action::WriteCorrectiveAction,
            Self::TakeBack => Action::TakeBackActionStep,
        }
    }

    /// The command of a form, and its words.
    fn read(self, ctx: &Ctx, fields: &Fields) -> Result<(ActionCommand, String), AppError> {
        let read = match self {
            Self::Done => read_done(fields, ctx.today()).map(|(on, words)| (ActionCommand::Finish { on }, words)),
            Self::Check => read_check(fields, ctx.today())
                .map(|(on, verdict, words)| (ActionCommand::Check { on, verdict }, words)),
            Self::Withdraw => read_reason(fields).map(|words| (ActionCommand::Withdraw, words)),
            Self::TakeBack => read_reason(fields).map(|words| (ActionCommand::TakeBack, words)),
        };
        read.map_err(AppError::Invalid)
    }
}

/// A refusal as the error of the field that it is about; an action that moved on is told by its page.
fn refused(refusal: ActionRefusal) -> AppError {
    match refusal {
        ActionRefusal::MovedOn | ActionRefusal::NotDone | ActionRefusal::AllChecked => AppError::Conflict,
        ActionRefusal::DayAhead | ActionRefusal::DayTooEarly | ActionRefusal::CheckTooEarly(_) => {
            AppError::Invalid(vec![FieldError::new("on", refusal.code())])
        }
    }
}

fn seats_of(profile: &Profile, held: &[(String, Option<UnitId>)], unit: Option<UnitId>) -> Vec<(String, Label)> {
    let is_held = |code: &str| held.iter().any(|(seat, of)| seat == code && (of.is_none() || *of == unit));
    let mut seats: Vec<_> = profile.seats.iter().filter(|seat| is_held(&seat.code)).collect();
    seats.sort_by_key(|seat| seat.order);
    seats.into_iter().map(|seat| (seat.code.clone(), seat.label.clone())).collect()
}

async fn held_seats<M>(tx: &mut Tx<M>) -> Result<Vec<(String, Option<UnitId>)>, AppError> {
    Ok(tx.seat_holders().await?.into_iter().map(|holder| (holder.seat, holder.unit_id.unit())).collect())
}

/// The owner must be somebody of this facility who can act.
async fn check_owner<M>(
    app: &App,
    tx: &mut Tx<M>,
    report: &ReportRow,
    owner: &Owner,
) -> Result<Option<FieldError>, AppError> {
    let is_known = match owner {
        Owner::Person(account) => tx.account(*account).await?.is_some_and(|row| row.status == Status::Active.code()),
        Owner::Seat(code) => {
            let profile = app.profile_version(tx, report.profile_version).await?;
            let held = held_seats(tx).await?;
            seats_of(&profile, &held, report.unit_id).iter().any(|(seat, _)| seat == code)
        }
    };
    Ok((!is_known).then(|| FieldError::new("owner", "choice_unknown")))
}

impl App {
    /// What the form that sets an action for a report offers.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn action_offers(&self, ctx: &Ctx, id: ReportId) -> Result<ActionOffers, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let resource = resource(self, ctx, &mut tx, &report, None).await?;
        authorise(ctx, Action::WriteCorrectiveAction, &resource)?;
        let profile = self.profile_version(&mut tx, report.profile_version).await?;
        let held = held_seats(&mut tx).await?;
        let accounts = tx.accounts().await?.into_iter().filter(|row| row.status == Status::Active.code());
        let mut people: Vec<_> = accounts.map(|row| (row.account_id, row.name, row.unit_id)).collect();
        people.sort_by_key(|(_, _, unit)| *unit != report.unit_id);
        let names = names(&mut tx).await?;
        let mut others = Vec::new();
        for line in tx.corrective_actions(&ActionFilter { report: Some(id), ..ActionFilter::default() }).await? {
            others.push(opened(&mut tx, &line, &names).await?);
        }
        Ok(ActionOffers {
            report: id,
            seats: seats_of(&profile, &held, report.unit_id),
            number: report.number,
            people,
            others,
            key: CorrectiveActionId::from_uuid(self.ids.random()),
        })
    }

    /// Sets an action for a report. `key` becomes its id: sending the same form again changes nothing.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`]; field errors (`what`, `kind`, `owner`, `due`).
    pub async fn add_action(
        &self,
        ctx: &Ctx,
        id: ReportId,
        key: Option<CorrectiveActionId>,
        fields: &Fields,
    ) -> Result<CorrectiveActionId, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let resource = resource(self, ctx, &mut tx, &report, None).await?;
        authorise(ctx, Action::WriteCorrectiveAction, &resource)?;
        let action_id = key.unwrap_or_else(|| CorrectiveActionId::from_uuid(self.ids.random()));
        if let Some(known) = tx.corrective_action(action_id).await? {
            return if known.row.report_id == id { Ok(action_id) } else { Err(AppError::Conflict) };
        }
        let new = read_new(fields, ctx.today()).map_err(AppError::Invalid)?;
        if let Some(error) = check_owner(self, &mut tx, &report, &new.owner).await? {
            return Err(AppError::Invalid(vec![error]));
        }
        let sealed = tx.seal_content(id, new.what.as_bytes()).await?;
        let facts = json!({ "report": id, "kind": new.kind.code(), "due": new.due });
        tx.insert_corrective_action(&row_of(ctx, (action_id, id), new, sealed)).await?;
        note(ctx, &mut tx, stream(action_id), "action_set", facts).await?;
        tx.commit().await?;
        Ok(action_id)
    }

    /// Records a step of an action. `seen` is how many steps the page showed: of two people who act at once, one wins.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`]; field errors; [`AppError::Conflict`] where the action has moved on.
    pub async fn action_step(
        &self,
        ctx: &Ctx,
        id: CorrectiveActionId,
        step: ActionStep,
        seen: Option<usize>,
        fields: &Fields,
    ) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let line = tx.corrective_action(id).await?.ok_or(AppError::NotFound)?;
        let report = tx.report(line.row.report_id).await?.ok_or(AppError::NotFound)?;
        let resource = resource(self, ctx, &mut tx, &report, Some(&line)).await?;
        // Whoever may read the action is told first that it has moved on: who recorded a step that somebody else took back
        // meanwhile has no right to it any more.
        authorise(ctx, Action::ReadCorrectiveAction, &resource)?;
        if seen.is_some_and(|seen| seen != line.steps.len()) {
            return Err(AppError::Conflict);
        }
        authorise(ctx, step.action(), &resource)?;
        let (command, words) = step.read(ctx, fields)?;
        let taken = line.row.folded(&line.steps)?.decide(command, ctx.today()).map_err(refused)?;
        let sealed = tx.seal_content(report.report_id, words.as_bytes()).await?;
        let number = i64::try_from(line.steps.len()).map_err(|_| AppError::Data("steps"))? + 1;
        let (code, on_day, months, verdict) = ActionStepRow::columns_of(&taken);
        let facts = json!({ "number": number, "on": on_day, "months": months, "verdict": verdict });
        let kind = match step {
            ActionStep::Done => "action_done",
            ActionStep::Check => "action_checked",
            ActionStep::Withdraw => "action_withdrawn",
            ActionStep::TakeBack => "action_taken_back",
        };
        tx.insert_action_step(&ActionStepRow {
            action_id: id,
            number,
            step: code,
            on_day,
            months,
            verdict,
            sealed,
            recorded_by: ctx.actor.journal_name(),
            recorded_at: ctx.now,
        })
        .await?;
        note(ctx, &mut tx, stream(id), kind, facts).await?;
        Ok(tx.commit().await?)
    }
}

/// The name of an action's stream in the journal.
fn stream(id: CorrectiveActionId) -> String {
    format!("action:{id}")
}

fn row_of(
    ctx: &Ctx,
    (action_id, report_id): (CorrectiveActionId, ReportId),
    new: NewAction,
    sealed: Vec<u8>,
) -> CorrectiveActionRow {
    let (owner_account, owner_seat) = match new.owner {
        Owner::Person(account) => (Some(account), None),
        Owner::Seat(seat) => (None, Some(seat)),
    };
    CorrectiveActionRow {
        action_id,
        report_id,
        kind: new.kind.code().to_owned(),
        owner_account,
        owner_seat,
        due_on: new.due.to_string(),
        added_on: ctx.today().to_string(),
        sealed,
        added_by: ctx.actor.journal_name(),
        added_at: ctx.now,
    }
}

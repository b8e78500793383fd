//! Owns corrective actions (再発防止の対策) as use cases: setting one for a case, recording that it was done and what came of it, taking back, the lists.
mod export;
mod list;
mod verify;
mod write;

use std::collections::BTreeMap;

use domain::corrective_action::{CorrectiveAction, Owner, Step};
use domain::id::{AccountId, CorrectiveActionId, ReportId, UnitId};
use domain::people::Actor;
use domain::policy::{AboutReport, Action, Decision, Resource, decide};
use store::{ActionFilter, ActionLine, ReportRow, StoreError, Tx};

use crate::access::{about, authorise};
use crate::report::{load_case, names};
use crate::{App, AppError, Ctx};

pub use list::{ActionGroup, ActionList, ActionQuery};
pub(crate) use verify::action_faults;
pub use write::{ActionOffers, ActionStep};

/// One step as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// What happened.
    pub step: Step,
    /// Evidence or reason; `None` = erased with the report.
    pub words: Option<String>,
    /// Who recorded it, by name; empty where that is nobody of the list.
    pub by: String,
    /// Whether the person who carries the action out recorded it.
    pub by_owner: bool,
    /// Whether it was taken back afterwards.
    pub taken_back: bool,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
}

/// One action as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionView {
    /// Id.
    pub id: CorrectiveActionId,
    /// The report for whose case it was set.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// Its form code.
    pub form: String,
    /// Where the action stands.
    pub action: CorrectiveAction,
    /// What is done; `None` = erased with the report.
    pub what: Option<String>,
    /// Who carries it out.
    pub owner: Owner,
    /// Name of the owner, where it is a person.
    pub owner_name: Option<String>,
    /// Who set it, by name.
    pub by: String,
    /// When it was set, microseconds since 1970 UTC.
    pub at: i64,
    /// The steps, the oldest first.
    pub steps: Vec<StepView>,
}

/// The page of one action.
#[derive(Debug, Clone)]
pub struct ActionPage {
    /// The action.
    pub view: ActionView,
    /// Whether the reader may record steps.
    pub may_carry_out: bool,
    /// Whether the reader may withdraw it.
    pub may_write: bool,
    /// Whether the reader may take the last step back.
    pub may_take_back: bool,
    /// Whether the reader may read the report.
    pub may_read_report: bool,
    /// Whether the reader is the one who carries it out: then a colleague's eyes are better for the check.
    pub is_owner: bool,
}

/// Whether the actor carries out what belongs to this owner, for a report of this unit.
fn owns(ctx: &Ctx, owner: &Owner, unit: Option<UnitId>) -> bool {
    let Actor::Member(member) = &ctx.actor else { return false };
    match owner {
        Owner::Person(account) => member.account == *account,
        Owner::Seat(seat) => member.seat(seat, unit).is_some(),
    }
}

/// Whether the actor recorded the step that would be taken back.
fn recorded_last(ctx: &Ctx, line: &ActionLine) -> Result<bool, AppError> {
    let last = line.row.folded(&line.steps)?.last_step();
    let row = last.and_then(|(at, _)| line.steps.get(at));
    Ok(row.is_some_and(|row| row.recorded_by == ctx.actor.journal_name()))
}

/// What the policy needs to know of the report, with the relation to the action.
async fn resource<M>(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx<M>,
    report: &ReportRow,
    line: Option<&ActionLine>,
) -> Result<Resource, AppError> {
    let (case, profile) = load_case(app, tx, report).await?;
    let mut about = about(ctx, tx, report, &case, &profile);
    if let Some(line) = line {
        let (owns_action, recorded_step) = (owns(ctx, &line.row.owner()?, report.unit_id), recorded_last(ctx, line)?);
        about = AboutReport { owns_action, recorded_step, ..about };
    }
    Ok(Resource::Report(ctx.facility, about))
}

fn may(ctx: &Ctx, action: Action, resource: &Resource) -> bool {
    decide(&ctx.actor, action, resource) == Decision::Allow
}

/// Opens words; `None` = the key was erased with the report.
async fn open<M>(tx: &mut Tx<M>, report: ReportId, sealed: &[u8]) -> Result<Option<String>, AppError> {
    if !tx.keys_present(report).await?.0 {
        return Ok(None);
    }
    let bytes = tx.open_content(report, sealed).await?;
    String::from_utf8(bytes).map(Some).map_err(|_| StoreError::Sealed.into())
}

/// An action with its words.
async fn opened<M>(
    tx: &mut Tx<M>,
    line: &ActionLine,
    names: &BTreeMap<String, String>,
) -> Result<ActionView, AppError> {
    let (owner, report) = (line.row.owner()?, line.row.report_id);
    let name = |key: &str| names.get(key).cloned();
    let is_owner = |by: &str| matches!(&owner, Owner::Person(account) if account.to_string() == by);
    let action = line.row.folded(&line.steps)?;
    let mut steps = Vec::with_capacity(line.steps.len());
    for (at, row) in line.steps.iter().enumerate() {
        steps.push(StepView {
            step: row.step()?,
            words: open(tx, report, &row.sealed).await?,
            by: name(&row.recorded_by).unwrap_or_default(),
            by_owner: is_owner(&row.recorded_by),
            taken_back: action.was_taken_back(at),
            at: row.recorded_at,
        });
    }
    let person = |account: &AccountId| name(&account.to_string());
    Ok(ActionView {
        id: line.row.action_id,
        report,
        number: line.number.clone(),
        unit: line.unit_id,
        form: line.form.clone(),
        action,
        what: open(tx, report, &line.row.sealed).await?,
        owner_name: match &owner {
            Owner::Person(account) => person(account),
            Owner::Seat(_) => None,
        },
        by: name(&line.row.added_by).unwrap_or_default(),
        at: line.row.added_at,
        owner,
        steps,
    })
}

impl App {
    /// The actions of a report in the order in which they were set, for the readers of the report.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn actions_of_report(&self, ctx: &Ctx, id: ReportId) -> Result<Vec<ActionView>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let lines = tx.corrective_actions(&ActionFilter { report: Some(id), ..ActionFilter::default() }).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let resource = resource(self, ctx, &mut tx, &report, None).await?;
        authorise(ctx, Action::ReadReport, &resource)?;
        let names = if lines.is_empty() { BTreeMap::new() } else { names(&mut tx).await? };
        let mut views = Vec::with_capacity(lines.len());
        for line in &lines {
            views.push(opened(&mut tx, line, &names).await?);
        }
        Ok(views)
    }

    /// One action, for the readers of its report and for the one who carries it out.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn corrective_action(&self, ctx: &Ctx, id: CorrectiveActionId) -> Result<ActionPage, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let line = tx.corrective_action(id).await?.ok_or(AppError::NotFound)?;
        let report = tx.report(line.row.report_id).await?.ok_or(AppError::NotFound)?;
        let resource = resource(self, ctx, &mut tx, &report, Some(&line)).await?;
        authorise(ctx, Action::ReadCorrectiveAction, &resource)?;
        let names = names(&mut tx).await?;
        Ok(ActionPage {
            view: opened(&mut tx, &line, &names).await?,
            may_carry_out: may(ctx, Action::CarryOutAction, &resource),
            may_write: may(ctx, Action::WriteCorrectiveAction, &resource),
            may_take_back: may(ctx, Action::TakeBackActionStep, &resource),
            may_read_report: may(ctx, Action::ReadReport, &resource),
            is_owner: owns(ctx, &line.row.owner()?, report.unit_id),
        })
    }
}

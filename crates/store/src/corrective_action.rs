//! Owns the rows of corrective actions (再発防止の対策): what was set, and the steps after it. Rows are added, never changed.
use domain::corrective_action::{ActionKind, CheckPoint, CorrectiveAction, Owner, Step, Verdict};
use domain::id::{AccountId, CorrectiveActionId, ReportId, UnitId};
use sqlx::any::AnyRow;

use crate::dialect::Sql;
use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::report_filter::any_of;
use crate::tx::{Tx, Write, cell, corrupt, decode_at};

record! {
    /// An action as it was set. Never changes.
    pub struct CorrectiveActionRow in CORRECTIVE_ACTIONS = "corrective_actions", recorded: true, key: (action_id) {
        /// Id.
        action_id: CorrectiveActionId => Technical,
        /// The report for whose case it was set.
        report_id: ReportId => Technical,
        /// Code of its kind.
        kind: String => Coded,
        /// The person who carries it out.
        owner_account: Option<AccountId> => Technical,
        /// The seat whose holder carries it out, where it is no person.
        owner_seat: Option<String> => Coded,
        /// By which day (ISO).
        due_on: String => Coded,
        /// The day on which it was set (ISO).
        added_on: String => Coded,
        /// What is done, sealed under the report's key.
        sealed: Vec<u8> => Sealed,
        /// Account id, or the kind of actor.
        added_by: String => Technical,
        /// Instant (µs).
        added_at: i64 => Technical,
    }
}

record! {
    /// One step of an action. Never changes.
    pub struct ActionStepRow in ACTION_STEPS = "action_steps", recorded: true, key: (action_id, number) {
        /// The action.
        action_id: CorrectiveActionId => Technical,
        /// 1, 2, 3 … within the action.
        number: i64 => Technical,
        /// `done`, `checked`, `withdrawn` or `taken_back`.
        step: String => Coded,
        /// The day (ISO).
        on_day: String => Coded,
        /// Months after which the effect was checked.
        months: Option<i64> => Coded,
        /// What the check found.
        verdict: Option<String> => Coded,
        /// Evidence or reason, sealed under the report's key.
        sealed: Vec<u8> => Sealed,
        /// Account id, or the kind of actor.
        recorded_by: String => Technical,
        /// Instant (µs).
        recorded_at: i64 => Technical,
    }
}

impl CorrectiveActionRow {
    /// Who carries it out. `Corrupt` for a row that this program never writes.
    pub fn owner(&self) -> Result<Owner> {
        match (self.owner_account, &self.owner_seat) {
            (Some(account), None) => Ok(Owner::Person(account)),
            (None, Some(seat)) => Ok(Owner::Seat(seat.clone())),
            _ => Err(corrupt("corrective_actions", "owner_account", &self.action_id.to_string())),
        }
    }

    /// Folds the action from its steps in their order. `Corrupt` for rows that this program never writes.
    pub fn folded(&self, steps: &[ActionStepRow]) -> Result<CorrectiveAction> {
        let bad = |column: &str| corrupt("corrective_actions", column, &self.action_id.to_string());
        let kind = ActionKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?;
        let added_on = self.added_on.parse().map_err(|_| bad("added_on"))?;
        let due = self.due_on.parse().map_err(|_| bad("due_on"))?;
        let folded = steps
            .iter()
            .try_fold(CorrectiveAction::new(kind, added_on, due), |action, row| action.after(row.step().ok()?));
        folded.ok_or_else(|| corrupt("action_steps", "step", &self.action_id.to_string()))
    }
}

impl ActionStepRow {
    /// The step. `Corrupt` for a row that this program never writes.
    pub fn step(&self) -> Result<Step> {
        let read = || {
            let on = self.on_day.parse().ok()?;
            match self.step.as_str() {
                "done" => Some(Step::Done { on }),
                "withdrawn" => Some(Step::Withdrawn { on }),
                "taken_back" => Some(Step::TakenBack { on }),
                "checked" => Some(Step::Checked {
                    point: CheckPoint::from_months(self.months?)?,
                    on,
                    verdict: Verdict::from_code(self.verdict.as_deref()?)?,
                }),
                _ => None,
            }
        };
        read().ok_or_else(|| corrupt("action_steps", "step", &format!("{}/{}", self.action_id, self.number)))
    }

    /// The columns of a step: its code, day, months and verdict.
    #[must_use]
    pub fn columns_of(step: &Step) -> (String, String, Option<i64>, Option<String>) {
        let (months, verdict) = match step {
            Step::Checked { point, verdict, .. } => (Some(point.months()), Some(verdict.code().to_owned())),
            Step::Done { .. } | Step::Withdrawn { .. } | Step::TakenBack { .. } => (None, None),
        };
        (step.code().to_owned(), step.on().to_string(), months, verdict)
    }
}

/// Seats of the route by code, of one unit or of all.
pub(crate) type Seats = Vec<(String, Option<UnitId>)>;

/// Which actions; every field that is `None` lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionFilter {
    /// Of this report.
    pub report: Option<ReportId>,
    /// Of reports of this unit.
    pub unit: Option<UnitId>,
    /// Of reports of this form.
    pub form: Option<String>,
    /// First day on which it was set (ISO), included.
    pub from: Option<String>,
    /// Last such day (ISO), included.
    pub until: Option<String>,
    /// Only those that this person carries out, also on one of these seats (of a unit, or of all).
    pub owner: Option<(AccountId, Seats)>,
}

/// An action with what a list says of its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// The action.
    pub row: CorrectiveActionRow,
    /// Number of the report.
    pub number: String,
    /// Unit of the report.
    pub unit_id: Option<UnitId>,
    /// Form code of the report.
    pub form: String,
    /// The steps in their order.
    pub steps: Vec<ActionStepRow>,
}

const LINES: &str = "SELECT r.number, r.unit_id, r.form, a.action_id, a.report_id, a.kind, a.owner_account, a.owner_seat, a.due_on, \
    a.added_on, a.sealed, a.added_by, a.added_at FROM corrective_actions a \
    JOIN reports r ON r.facility_id = a.facility_id AND r.report_id = a.report_id WHERE a.facility_id = $1";
const OWN: usize = 3;
const STEPS: &str = "SELECT action_id, number, step, on_day, months, verdict, sealed, recorded_by, recorded_at FROM action_steps \
    WHERE facility_id = $1";
/// Ids of one statement.
const AT_ONCE: usize = 500;

fn line(row: &AnyRow) -> Result<ActionLine> {
    let read = || Some((cell(row, 0)?, cell(row, 1)?, cell(row, 2)?));
    let (number, unit_id, form) = read().ok_or_else(|| corrupt("reports", "number", "?"))?;
    Ok(ActionLine { row: decode_at(row, OWN)?, number, unit_id, form, steps: Vec::new() })
}

fn conditions(mut sql: Sql, filter: &ActionFilter) -> Sql {
    if let Some(report) = filter.report {
        sql = sql.push(" AND a.report_id = ").bind(report.to_value());
    }
    if let Some(unit) = filter.unit {
        sql = sql.push(" AND r.unit_id = ").bind(unit.to_value());
    }
    if let Some(form) = &filter.form {
        sql = sql.push(" AND r.form = ").bind(form.to_value());
    }
    if let Some(from) = &filter.from {
        sql = sql.push(" AND a.added_on >= ").bind(from.to_value());
    }
    if let Some(until) = &filter.until {
        sql = sql.push(" AND a.added_on <= ").bind(until.to_value());
    }
    let Some((account, seats)) = &filter.owner else { return sql };
    sql = sql.push(" AND (a.owner_account = ").bind(account.to_value());
    for (seat, unit) in seats {
        sql = sql.push(" OR (a.owner_seat = ").bind(seat.to_value());
        if let Some(unit) = unit {
            sql = sql.push(" AND r.unit_id = ").bind(unit.to_value());
        }
        sql = sql.push(")");
    }
    sql.push(")")
}

impl<M> Tx<M> {
    /// One action with its steps.
    pub async fn corrective_action(&mut self, action_id: CorrectiveActionId) -> Result<Option<ActionLine>> {
        let sql = self.sql().push(LINES).push(" AND a.action_id = ").bind(action_id.to_value());
        let Some(row) = sql.query().fetch_optional(&mut *self.inner).await? else { return Ok(None) };
        let mut found = vec![line(&row)?];
        self.add_steps(&mut found).await?;
        Ok(found.pop())
    }

    /// The actions that pass the filter, in the order in which they were set.
    pub async fn corrective_actions(&mut self, filter: &ActionFilter) -> Result<Vec<ActionLine>> {
        let sql = conditions(self.sql().push(LINES), filter).push(" ORDER BY a.added_at, a.action_id");
        let rows = sql.query().fetch_all(&mut *self.inner).await?;
        let mut found = rows.iter().map(line).collect::<Result<Vec<_>>>()?;
        self.add_steps(&mut found).await?;
        Ok(found)
    }

    async fn add_steps(&mut self, lines: &mut [ActionLine]) -> Result<()> {
        for lines in lines.chunks_mut(AT_ONCE) {
            let ids: Vec<CorrectiveActionId> = lines.iter().map(|line| line.row.action_id).collect();
            let sql = any_of(self.sql().push(STEPS), " AND action_id", &ids).push(" ORDER BY action_id, number");
            for row in sql.query().fetch_all(&mut *self.inner).await? {
                let step: ActionStepRow = decode_at(&row, 0)?;
                if let Some(line) = lines.iter_mut().find(|line| line.row.action_id == step.action_id) {
                    line.steps.push(step);
                }
            }
        }
        Ok(())
    }
}

impl Tx<Write> {
    /// Sets an action.
    pub async fn insert_corrective_action(&mut self, row: &CorrectiveActionRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Adds a step. `Conflict("action_steps_pkey")` when another writer took its number.
    pub async fn insert_action_step(&mut self, row: &ActionStepRow) -> Result<()> {
        self.insert_row(row).await
    }
}

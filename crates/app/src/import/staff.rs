//! Owns bringing staff in from a file (職員の取込み): all rows or none, recognised by their sign-in names, journalled like changes on the pages.
//!
//! The file only adds rights: roles and seats that it names are given, none is taken. Who opens names (氏名を開く役) needs a second person
//! and is therefore never made by a file.
mod row;

use std::collections::BTreeMap;

use domain::id::{AccountId, UnitId};
use domain::people::Role;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{AccountRow, SeatHolderRow, Tx, UnitScope, Write};

use super::table::{FileProblem, Table};
use super::{RowError, may_import};
use crate::facility::Facility;
use crate::journal::note;
use crate::people::{Status, journal_account, short_password};
use crate::session::hex;
use crate::{App, AppError, Ctx};

pub use row::staff_template;
use row::{Given, read};

/// The outcome of an import of staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StaffReport {
    /// Rows of the file without the heading.
    pub rows: usize,
    /// Sign-in names of the people who were added, or would be.
    pub added: Vec<String>,
    /// People of whom something was changed, or would be.
    pub changed: usize,
    /// People who stood there already as the file has them.
    pub unchanged: usize,
    /// It was written; not in a dry run, and not when a row has an error.
    pub written: bool,
    /// What is wrong, row by row.
    pub errors: Vec<RowError>,
    /// Headings that nothing reads.
    pub ignored: Vec<String>,
}

/// What becomes of one row.
#[derive(Debug)]
struct Plan {
    /// The row as it will stand.
    row: AccountRow,
    is_new: bool,
    is_changed: bool,
    roles_given: Vec<Role>,
    seats_given: Vec<(String, Option<UnitId>)>,
}

impl App {
    /// Reads and checks a file of staff and writes nothing: what [`App::import_staff`] would do.
    ///
    /// # Errors
    /// A denial; [`AppError::Invalid`] when the file as a whole cannot be read. Rows that are wrong are in the report.
    pub async fn check_staff(&self, ctx: &Ctx, bytes: &[u8]) -> Result<StaffReport, AppError> {
        may_import(ctx)?;
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(self.plan_staff(ctx, &mut tx, &facility, bytes).await?.0)
    }

    /// Adds and changes staff from a file in one transaction: every row, or none when one of them is wrong. `passwords` holds the
    /// first passwords by sign-in name; each must be changed at the first sign-in. Who has none there cannot sign in until an
    /// administrator gives one.
    ///
    /// # Errors
    /// As [`App::check_staff`]; a field error for a password that is too short.
    pub async fn import_staff(
        &self,
        ctx: &Ctx,
        bytes: &[u8],
        passwords: &BTreeMap<String, String>,
    ) -> Result<StaffReport, AppError> {
        may_import(ctx)?;
        if let Some(error) = passwords.values().find_map(|password| short_password("password", password)) {
            return Err(AppError::Invalid(vec![error]));
        }
        // Hashing is slow on purpose; the transaction, which holds everybody else up, begins afterwards.
        let mut hashes = BTreeMap::new();
        for (login, password) in passwords {
            hashes.insert(login.as_str(), self.hasher.hash(password).await?);
            tracing::info!(done = hashes.len(), of = passwords.len(), "passwords");
        }
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let (mut report, plans) = self.plan_staff(ctx, &mut tx, &facility, bytes).await?;
        if !report.errors.is_empty() {
            return Ok(report);
        }
        for mut plan in plans {
            if plan.is_new {
                plan.row.password_hash = hashes.get(plan.row.login.as_str()).cloned();
            }
            carry_out(ctx, &mut tx, &plan).await?;
        }
        let facts = json!({
            "rows": report.rows,
            "added": report.added.len(),
            "changed": report.changed,
            "sha256": hex(&Sha256::digest(bytes)),
        });
        note(ctx, &mut tx, "import", "staff_imported", facts).await?;
        tx.commit().await?;
        report.written = true;
        Ok(report)
    }

    async fn plan_staff<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        facility: &Facility,
        bytes: &[u8],
    ) -> Result<(StaffReport, Vec<Plan>), AppError> {
        let table = Table::read(bytes).map_err(FileProblem::into_app_error)?;
        let file = read(&table, facility).map_err(FileProblem::into_app_error)?;
        let mut report = StaffReport { rows: table.rows.len(), ignored: file.ignored, ..StaffReport::default() };
        report.errors = file.errors;
        let mut plans = Vec::new();
        for given in file.people {
            let held = tx.account_by_login(&given.login).await?;
            if let Some(error) = given.against(held.as_ref()) {
                report.errors.push(error);
                continue;
            }
            let seats = match &held {
                Some(held) => tx.seats_of(held.account_id).await?,
                None => Vec::new(),
            };
            let plan = self.plan(ctx, given, held, &seats)?;
            match (plan.is_new, plan.is_changed) {
                (true, _) => report.added.push(plan.row.login.clone()),
                (false, true) => report.changed += 1,
                (false, false) => report.unchanged += 1,
            }
            plans.push(plan);
        }
        report.errors.sort_by_key(|error| error.row);
        Ok((report, plans))
    }

    fn plan(
        &self,
        ctx: &Ctx,
        given: Given,
        held: Option<AccountRow>,
        seats: &[SeatHolderRow],
    ) -> Result<Plan, AppError> {
        let is_new = held.is_none();
        let before = held.unwrap_or_else(|| self.nobody(ctx, &given.login));
        let mut roles: Vec<Role> = serde_json::from_str(&before.roles)?;
        let wanted =
            Role::ALL.into_iter().filter(|role| given.roles.contains(role) || (is_new && *role == Role::Staff));
        let roles_given: Vec<Role> = wanted.filter(|role| !roles.contains(role)).collect();
        roles.extend(&roles_given);
        let row = AccountRow {
            name: given.name,
            kana: given.kana.unwrap_or_else(|| before.kana.clone()),
            occupation: given.occupation.unwrap_or_else(|| before.occupation.clone()),
            unit_id: given.unit.or(before.unit_id),
            roles: if roles_given.is_empty() { before.roles.clone() } else { serde_json::to_string(&roles)? },
            ..before.clone()
        };
        let is_held = |(code, unit): &(String, Option<UnitId>)| {
            seats.iter().any(|held| held.seat == *code && held.unit_id.unit() == *unit)
        };
        let seats_given: Vec<_> = given.seats.into_iter().filter(|seat| !is_held(seat)).collect();
        Ok(Plan { is_new, is_changed: row != before || !seats_given.is_empty(), row, roles_given, seats_given })
    }

    /// The account of somebody new, before anything is known but the sign-in name.
    fn nobody(&self, ctx: &Ctx, login: &str) -> AccountRow {
        AccountRow {
            account_id: AccountId::from_uuid(self.ids.ordered()),
            login: login.to_owned(),
            name: String::new(),
            kana: String::new(),
            occupation: String::new(),
            unit_id: None,
            roles: "[]".to_owned(),
            status: Status::Active.code().to_owned(),
            password_hash: None,
            must_change: true,
            created_at: ctx.now,
            lang: String::new(),
            theme: String::new(),
        }
    }
}

/// Writes one person, and journals each change as the pages do.
async fn carry_out(ctx: &Ctx, tx: &mut Tx<Write>, plan: &Plan) -> Result<(), AppError> {
    let account = plan.row.account_id;
    if plan.is_new {
        tx.insert_account(&plan.row).await?;
        journal_account(ctx, tx, account, "account_added", json!({ "roles": plan.roles_given })).await?;
    } else if plan.is_changed {
        tx.update_account(&plan.row).await?;
        let none: [Role; 0] = [];
        let facts = json!({ "given": plan.roles_given, "taken": none });
        journal_account(ctx, tx, account, "account_changed", facts).await?;
    }
    for (seat, unit) in &plan.seats_given {
        let row = SeatHolderRow { seat: seat.clone(), unit_id: UnitScope(*unit), account_id: account };
        tx.insert_seat_holder(&row).await?;
        journal_account(ctx, tx, account, "seat_given", json!({ "seat": seat, "unit": unit })).await?;
    }
    Ok(())
}

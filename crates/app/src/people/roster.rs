//! Owns the roster of a facility (職員名簿): the list, changes of a person, a new password from the administrator, the end of sessions.
use domain::form::FieldError;
use domain::id::{AccountId, UnitId};
use domain::people::Role;
use domain::policy::Action;
use domain::profile::{ChoiceField, Profile};
use serde_json::json;
use store::{AccountRow, KeeperMatterRow, SeatHolderRow, Tx, Write};

use super::{journal_account, journal_people, keeper, seat, short_password};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// Whether a person can sign in (在籍状況).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Works here.
    Active,
    /// Away for longer (休職): cannot sign in, keeps seats, a deputy may stamp.
    Suspended,
    /// Has left (退職): cannot sign in, gives up all seats.
    Retired,
}

impl Status {
    /// Every status, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Retired];

    /// The code in rows, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
        }
    }

    /// Reads a code; whoever is in no known status cannot sign in.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|status| status.code() == code).unwrap_or(Self::Suspended)
    }
}

/// A member of staff as the administrator sees one: everything but the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// Sign-in name.
    pub login: String,
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Code of the occupation (職種).
    pub occupation: String,
    /// 部署.
    pub unit: Option<UnitId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Proposed as keeper of identities; somebody else has to confirm.
    pub keeper_proposed: bool,
    /// 在籍状況.
    pub status: Status,
    /// The password must be changed at the next sign-in.
    pub must_change: bool,
    /// Seats: code and unit (`None` = every unit).
    pub seats: Vec<(String, Option<UnitId>)>,
}

/// What the administrator may change of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditAccount {
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Code of the occupation (職種); empty = not said.
    pub occupation: String,
    /// 部署.
    pub unit: Option<UnitId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// 在籍状況.
    pub status: Status,
}

impl App {
    /// Everybody of the facility by reading, also those who have left.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn people(&self, ctx: &Ctx) -> Result<Vec<Colleague>, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let holders = tx.seat_holders().await?;
        let matters = tx.keeper_matters().await?;
        tx.accounts().await?.into_iter().map(|row| colleague(row, &holders, &matters)).collect()
    }

    /// One person.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn colleague(&self, ctx: &Ctx, account: AccountId) -> Result<Colleague, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
        let matter = tx.keeper_matter(account).await?;
        colleague(row, &tx.seats_of(account).await?, matter.as_slice())
    }

    /// The account of a sign-in name, for the command line.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn account_of(&self, ctx: &Ctx, login: &str) -> Result<AccountId, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(tx.account_by_login(login.trim()).await?.ok_or(AppError::NotFound)?.account_id)
    }

    /// Changes a person. Who cannot sign in any more is signed out everywhere; who leaves gives up all seats and delegations.
    /// As keeper of identities a person is only proposed; somebody else confirms.
    ///
    /// # Errors
    /// A denial; field errors: an empty name, an unknown occupation, unit or role, the last administrator, reports waiting at a seat,
    /// a change of roles without a fresh proof of the actor's own password.
    pub async fn edit_account(&self, ctx: &Ctx, account: AccountId, edit: EditAccount) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
        let facility = self.load_facility(&mut tx).await?;
        let held: Vec<Role> = serde_json::from_str(&row.roles)?;
        let (roles, proposed) = keeper::granted(ctx, &edit.roles, &held);
        let mut errors = check(&facility.profile, &edit, &row);
        if roles.is_empty() {
            errors.push(FieldError::new("roles", "roles_missing"));
        }
        let change = RoleChange::between(&held, &roles);
        if !change.is_none() || proposed {
            errors.extend(ctx.missing_proof());
        }
        if edit.unit != row.unit_id && edit.unit.is_some_and(|unit| !facility.unit_ids().contains(&unit)) {
            errors.push(FieldError::new("unit", "choice_unknown"));
        }
        errors.extend(self.cannot_leave(&mut tx, account, &edit).await?);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        if edit.status == Status::Retired {
            seat::give_up_all(ctx, &mut tx, account).await?;
        }
        if edit.status != Status::Active {
            tx.delete_sessions_of(account).await?;
        }
        let keeps_matter = proposed && edit.status == Status::Active;
        let matter = keeper::settle(ctx, &mut tx, account, &roles, keeps_matter).await?;
        let before = row.status.clone();
        let changed = AccountRow {
            name: edit.name.trim().to_owned(),
            kana: edit.kana.trim().to_owned(),
            occupation: edit.occupation,
            unit_id: edit.unit,
            roles: serde_json::to_string(&roles)?,
            status: edit.status.code().to_owned(),
            ..row
        };
        let mut facts = json!({ "given": change.given, "taken": change.taken });
        if let Some(matter) = matter {
            facts["keeper"] = json!(matter);
        }
        if before != changed.status {
            facts["status"] = json!(changed.status);
        }
        tx.update_account(&changed).await?;
        journal_account(ctx, &mut tx, account, "account_changed", facts).await?;
        Ok(tx.commit().await?)
    }

    /// Why a person may not leave, or stop being administrator.
    async fn cannot_leave(
        &self,
        tx: &mut Tx<Write>,
        account: AccountId,
        edit: &EditAccount,
    ) -> Result<Vec<FieldError>, AppError> {
        let mut errors = Vec::new();
        let stays = edit.status == Status::Active && edit.roles.contains(&Role::Administrator);
        if !stays && is_last_administrator(tx, account).await? {
            let field = if edit.status == Status::Active { "roles" } else { "status" };
            errors.push(FieldError::new(field, "last_administrator"));
        }
        if edit.status == Status::Retired {
            errors.extend(self.waiting_for(tx, account).await?);
        }
        Ok(errors)
    }

    /// Gives a person a new password, to be changed at the next sign-in, and signs the person out everywhere. A keeper of identities
    /// rests afterwards for a day, or until another keeper confirms.
    ///
    /// # Errors
    /// A denial; a field error for a short password.
    pub async fn reset_password(&self, ctx: &Ctx, account: AccountId, password: &str) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        if let Some(error) = short_password("password", password) {
            return Err(AppError::Invalid(vec![error]));
        }
        let password_hash = Some(self.hasher.hash(password).await?);
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
        tx.clear_sign_in_failures(&row.login).await?;
        tx.delete_sessions_of(account).await?;
        tx.forget_devices_of(account, i64::MAX).await?;
        let rests = keeper::rest(ctx, &mut tx, &row).await?;
        tx.update_account(&AccountRow { password_hash, must_change: true, ..row }).await?;
        journal_account(ctx, &mut tx, account, "password_reset", json!({ "keeper_rests": rests })).await?;
        Ok(tx.commit().await?)
    }

    /// Signs a person out everywhere (a lost phone); returns from how many devices.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn end_sessions(&self, ctx: &Ctx, account: AccountId) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        tx.account(account).await?.ok_or(AppError::NotFound)?;
        tx.forget_devices_of(account, i64::MAX).await?;
        let ended = tx.delete_sessions_of(account).await?;
        journal_people(ctx, &mut tx, account, "sessions_ended").await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// A first password that can be read out over the telephone: 16 letters in groups, 69 bits.
    #[must_use]
    pub fn suggest_password(&self) -> String {
        /// Without letters that are taken for one another in writing or by ear.
        const LETTERS: &[u8; 20] = b"abcdefghkmnprstuwxyz";
        let secret = self.ids.secret();
        // Bytes that would make some letters more frequent are left out; 32 bytes always hold enough in practice, and the loop goes on if not.
        let fair = secret.iter().cycle().copied().filter(|byte| *byte < 240).take(16);
        let letters: Vec<char> = fair.map(|byte| char::from(LETTERS[usize::from(byte % 20)])).collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }
}

/// What a change of roles gives and takes.
struct RoleChange {
    given: Vec<Role>,
    taken: Vec<Role>,
}

impl RoleChange {
    fn between(before: &[Role], after: &[Role]) -> Self {
        let only =
            |these: &[Role], those: &[Role]| these.iter().copied().filter(|role| !those.contains(role)).collect();
        Self { given: only(after, before), taken: only(before, after) }
    }

    const fn is_none(&self) -> bool {
        self.given.is_empty() && self.taken.is_empty()
    }
}

fn colleague(row: AccountRow, holders: &[SeatHolderRow], matters: &[KeeperMatterRow]) -> Result<Colleague, AppError> {
    let own = holders.iter().filter(|held| held.account_id == row.account_id);
    Ok(Colleague {
        seats: own.map(|held| (held.seat.clone(), held.unit_id.unit())).collect(),
        account: row.account_id,
        login: row.login,
        name: row.name,
        kana: row.kana,
        occupation: row.occupation,
        unit: row.unit_id,
        keeper_proposed: matters.iter().any(|held| held.account_id == row.account_id && keeper::is_appointment(held)),
        roles: serde_json::from_str(&row.roles)?,
        status: Status::from_code(&row.status),
        must_change: row.must_change,
    })
}

fn check(profile: &Profile, edit: &EditAccount, row: &AccountRow) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if edit.name.trim().is_empty() {
        errors.push(FieldError::new("name", "name_missing"));
    }
    if edit.occupation != row.occupation && !knows_occupation(profile, &edit.occupation) {
        errors.push(FieldError::new("occupation", "choice_unknown"));
    }
    errors
}

/// Whether the profile offers the occupation; saying none is allowed.
pub(super) fn knows_occupation(profile: &Profile, code: &str) -> bool {
    code.is_empty() || profile.choice_list(ChoiceField::Occupation).is_some_and(|list| list.accepts(code))
}

/// Whether nobody else could administer the facility.
async fn is_last_administrator(tx: &mut Tx<Write>, account: AccountId) -> Result<bool, AppError> {
    let (mut own, mut others) = (false, false);
    for row in tx.accounts().await?.into_iter().filter(|row| row.status == Status::Active.code()) {
        let roles: Vec<Role> = serde_json::from_str(&row.roles)?;
        if roles.contains(&Role::Administrator) {
            *(if row.account_id == account { &mut own } else { &mut others }) = true;
        }
    }
    Ok(own && !others)
}

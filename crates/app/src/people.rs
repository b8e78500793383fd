//! Owns the people of a facility (職員): accounts, seats of the route and delegations. Every change is journalled.
mod deputy;
pub(crate) mod keeper;
mod roster;
mod seat;

use domain::form::FieldError;
use domain::id::{AccountId, UnitId};
use domain::people::Role;
use domain::policy::Action;
use store::{AccountRow, Tx, Write};

pub use deputy::DelegationLine;
pub use keeper::{KeeperMatter, MatterKind};
pub use roster::{Colleague, EditAccount, Status};
pub use seat::{Holder, SeatLine};

use crate::access::authorise_facility;
use crate::journal::note;
use crate::report::long_text;
use crate::session::MIN_PASSWORD_CHARS;
use crate::{App, AppError, Ctx, tries};

/// A new member of staff.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Sign-in name, unique in the facility.
    pub login: String,
    /// 氏名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// Code of the occupation (職種).
    pub occupation: String,
    /// 部署.
    pub unit: Option<UnitId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// The first password.
    pub password: String,
    /// The password must be changed at the first sign-in.
    pub must_change: bool,
}

impl App {
    /// Adds a member of staff. As keeper of identities a person is only proposed; somebody else confirms.
    ///
    /// # Errors
    /// A denial; field errors for an empty, long or used sign-in name, an empty name, an unknown unit, no role, a short password, and
    /// for more than staff without a fresh proof of the actor's own password.
    pub async fn add_account(&self, ctx: &Ctx, new: NewAccount) -> Result<AccountId, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut errors = Vec::new();
        if new.login.trim().is_empty() {
            errors.push(FieldError::new("login", "login_missing"));
        }
        errors.extend(long_text("login", new.login.trim(), tries::MAX_LOGIN_CHARS));
        if new.name.trim().is_empty() {
            errors.push(FieldError::new("name", "name_missing"));
        }
        let (roles, proposed) = keeper::granted(ctx, &new.roles, &[]);
        if roles.is_empty() {
            errors.push(FieldError::new("roles", "roles_missing"));
        }
        if roles.iter().any(|role| *role != Role::Staff) || proposed {
            errors.extend(ctx.missing_proof());
        }
        errors.extend(short_password("password", &new.password));
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let password_hash = Some(self.hasher.hash(&new.password).await?);
        let account_id = AccountId::from_uuid(self.ids.ordered());
        let mut tx = self.store().write(&ctx.facility).await?;
        if tx.account_by_login(new.login.trim()).await?.is_some() {
            return Err(AppError::Invalid(vec![FieldError::new("login", "login_used")]));
        }
        if let Some(unit) = new.unit
            && tx.unit(unit).await?.is_none_or(|unit| !unit.active)
        {
            return Err(AppError::Invalid(vec![FieldError::new("unit", "choice_unknown")]));
        }
        let row = AccountRow {
            account_id,
            login: new.login.trim().to_owned(),
            name: new.name.trim().to_owned(),
            kana: new.kana.trim().to_owned(),
            occupation: new.occupation,
            unit_id: new.unit,
            roles: serde_json::to_string(&roles)?,
            status: "active".to_owned(),
            password_hash,
            must_change: new.must_change,
            created_at: ctx.now,
            lang: String::new(),
            theme: String::new(),
        };
        tx.insert_account(&row).await?;
        if proposed {
            keeper::propose(ctx, &mut tx, account_id).await?;
        }
        let facts = serde_json::json!({ "roles": roles, "keeper_proposed": proposed });
        journal_account(ctx, &mut tx, account_id, "account_added", facts).await?;
        tx.commit().await?;
        Ok(account_id)
    }

    /// Changes the actor's own password, ends every session of the account and begins a new one; returns its cookie.
    ///
    /// # Errors
    /// Field errors for a wrong old one or a short new one; [`AppError::TooManyTries`] after many wrong old ones, which are
    /// counted apart from failures to sign in.
    pub async fn change_password(&self, ctx: &Ctx, old: &str, new: &str) -> Result<String, AppError> {
        authorise_facility(ctx, Action::ManageSelf)?;
        let account = ctx.member()?.account;
        let row = self.check_password(ctx, account, "old", old).await?;
        if let Some(error) = short_password("new", new) {
            return Err(AppError::Invalid(vec![error]));
        }
        let password_hash = Some(self.hasher.hash(new).await?);
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = AccountRow { password_hash, must_change: false, ..row };
        tx.update_account(&row).await?;
        // Whoever else holds a session or a known device of this account loses it; the caller goes on under the new cookie.
        tx.delete_sessions_of(account).await?;
        tx.forget_devices_of(account, i64::MAX).await?;
        let cookie = self.begin_session(&mut tx, &row, ctx.now).await?;
        journal_people(ctx, &mut tx, account, "password_changed").await?;
        tx.commit().await?;
        Ok(cookie)
    }

    /// Keeps the actor's language and theme (empty = as the browser says).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_preferences(&self, ctx: &Ctx, lang: &str, theme: &str) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ManageSelf)?;
        let account = ctx.member()?.account;
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
        tx.update_account(&AccountRow { lang: lang.to_owned(), theme: theme.to_owned(), ..row }).await?;
        journal_people(ctx, &mut tx, account, "preferences_changed").await?;
        Ok(tx.commit().await?)
    }
}

/// The error for a password that is too short, if it is.
pub(crate) fn short_password(field: &str, password: &str) -> Option<FieldError> {
    (password.chars().count() < MIN_PASSWORD_CHARS)
        .then(|| FieldError::new(field, "password_short").with("min", MIN_PASSWORD_CHARS))
}

/// Journals a change of a person's rights or account; the rows changed are listed with their digests.
pub(crate) async fn journal_people(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    account: AccountId,
    kind: &str,
) -> Result<(), AppError> {
    journal_account(ctx, tx, account, kind, serde_json::json!({})).await
}

/// The same with what changed, in codes only: roles, seats, a status, never a name.
pub(crate) async fn journal_account(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    account: AccountId,
    kind: &str,
    facts: serde_json::Value,
) -> Result<(), AppError> {
    note(ctx, tx, format!("account:{account}"), kind, facts).await
}

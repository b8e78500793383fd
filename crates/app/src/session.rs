//! Owns sign-in: passwords, sessions, and who the person of a session is.
use std::fmt::Write as _;
use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::form::FieldError;
use domain::id::{AccountId, FacilityId, UnitId};
use domain::people::{Actor, Member, Role, Seat};
use sha2::{Digest, Sha256};
use store::{AccountRow, KnownDeviceRow, SessionRow, Tx, Write};
use tokio::sync::Semaphore;

use crate::people::keeper;
use crate::{App, AppError, Ctx, PROOF_FIELD, tries};

const MINUTE: i64 = 60_000_000;
/// A session without an act of the user ends after this (security.md §1.3).
const IDLE: i64 = 30 * MINUTE;
/// A session ends after this in any case.
const ABSOLUTE: i64 = 12 * 60 * MINUTE;
/// The instant of the last act is written at most this often, so that reading pages costs no write.
const SEEN_STEP: i64 = MINUTE;
/// A device is remembered this long after the last sign-in there.
const DEVICE_HELD: i64 = 365 * 24 * 60 * MINUTE;
/// The least length of a password in characters (NIST SP 800-63B-4: 15 without a second factor).
pub const MIN_PASSWORD_CHARS: usize = 15;

/// Hashes and checks passwords, at most two at a time, so that sign-ins never take all cores.
#[derive(Debug, Clone)]
pub struct Hasher {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
}

impl Hasher {
    /// The strength for real use: Argon2id, 19 MiB, 2 passes (OWASP's floor, security.md §3).
    #[must_use]
    pub fn strong() -> Self {
        Self::with(Params::DEFAULT)
    }

    /// A quick one for tests and for seeding demo data in bulk; the parameters stand in each hash.
    ///
    /// # Panics
    /// Never: the parameters are constant and valid.
    #[must_use]
    pub fn quick() -> Self {
        Self::with(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or(Params::DEFAULT))
    }

    fn with(params: Params) -> Self {
        Self { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), permits: Arc::new(Semaphore::new(2)) }
    }

    /// Hashes a password.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let _permit = self.permits.acquire().await.map_err(|_| AppError::Data("hasher"))?;
        tokio::task::spawn_blocking(move || argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()))
            .await
            .map_err(|_| AppError::Data("hasher"))?
            .map_err(|_| AppError::Data("hasher"))
    }

    /// Checks a password; an unknown account is checked against a made-up hash, so that it takes as long.
    pub(crate) async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool, AppError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let _permit = self.permits.acquire().await.map_err(|_| AppError::Data("hasher"))?;
        tokio::task::spawn_blocking(move || match hash {
            Some(text) => {
                PasswordHash::new(&text).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
            }
            None => {
                let _ = argon2.hash_password(password.as_bytes());
                false
            }
        })
        .await
        .map_err(|_| AppError::Data("hasher"))
    }
}

/// A fresh session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The value of the cookie: facility and secret.
    pub cookie: String,
    /// The secret by which this device is known from now on: the one that it showed, or a new one.
    pub device: String,
    /// The password was given by an administrator and must be changed first.
    pub must_change: bool,
}

/// The person of a session, for the frame of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// 氏名.
    pub name: String,
    /// Sign-in name.
    pub login: String,
    /// Language code, empty = as the browser says.
    pub lang: String,
    /// Theme code, empty = as the system says.
    pub theme: String,
    /// Unit.
    pub unit: Option<UnitId>,
    /// Code of the occupation.
    pub occupation: String,
    /// The password must be changed first.
    pub must_change: bool,
}

/// A session that stands.
#[derive(Debug, Clone)]
pub struct Session {
    /// The context for use cases.
    pub ctx: Ctx,
    /// Who it is.
    pub person: Person,
    /// Name of the facility, Japanese and English.
    pub facility_name: (String, String),
    /// What the database keeps of the session's secret; a fresh proof of the password is noted under it.
    token_hash: String,
}

impl App {
    /// Signs in.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a wrong name or password, without saying which; [`AppError::TooManyTries`] with the wait.
    pub async fn sign_in(&self, facility_code: &str, login: &str, password: &str) -> Result<SignedIn, AppError> {
        self.sign_in_on(facility_code, login, password, None).await
    }

    /// Signs in on a device that shows the secret which it was given before, if any. Tries there are counted apart.
    ///
    /// # Errors
    /// As [`App::sign_in`].
    pub async fn sign_in_on(
        &self,
        facility_code: &str,
        login: &str,
        password: &str,
        device: Option<&str>,
    ) -> Result<SignedIn, AppError> {
        let wrong = || AppError::Invalid(vec![FieldError::new("login", "sign_in_failed")]);
        // Also keeps a typed name apart from what else is counted beside sign-in names.
        let login = login.trim();
        let Some(entry) = self.store().facility_by_code(facility_code).await? else {
            self.hasher.verify(password, None).await?;
            return Err(wrong());
        };
        let facility = entry.facility_id;
        let now = self.now();
        let mut tx = self.store().read(&facility).await?;
        let account = tx.account_by_login(login).await?.filter(|account| account.status == "active");
        let key = tries_key(&mut tx, account.as_ref(), login, device).await?;
        tries::refuse_when_tired(&mut tx, tries::PASSWORD, &key, now).await?;
        drop(tx);
        let hash = account.as_ref().and_then(|account| account.password_hash.clone());
        let fits = self.hasher.verify(password, hash).await?;
        let mut tx = self.store().write(&facility).await?;
        let Some(account) = account.filter(|_| fits) else {
            if login.chars().count() <= tries::MAX_LOGIN_CHARS {
                tries::count(&mut tx, tries::PASSWORD, &key, now).await?;
                tx.commit().await?;
            }
            return Err(wrong());
        };
        tx.clear_sign_in_failures(&key).await?;
        let cookie = self.begin_session(&mut tx, &account, now).await?;
        let device = device.filter(|held| is_secret(held)).map_or_else(|| hex(&self.ids.secret()), str::to_owned);
        tx.forget_devices_of(account.account_id, now - DEVICE_HELD).await?;
        let device_hash = device_hash(&device, account.account_id);
        // The day is enough: this row outlives the session, and its time shall not help to tell who was here when a report came.
        let seen_at = now - now.rem_euclid(24 * 60 * MINUTE);
        tx.put_known_device(&KnownDeviceRow { device_hash, account_id: account.account_id, seen_at }).await?;
        tx.commit().await?;
        Ok(SignedIn { cookie, device, must_change: account.must_change })
    }

    /// Proves the password once more within a session, and gives the context in which that counts.
    ///
    /// # Errors
    /// A field error for a wrong one; [`AppError::TooManyTries`] after many wrong ones.
    pub async fn prove(&self, session: &Session, password: &str) -> Result<Ctx, AppError> {
        let ctx = &session.ctx;
        let account = ctx.member()?.account;
        self.check_password(ctx, account, PROOF_FIELD, password).await?;
        let mut tx = self.store().write(&ctx.facility).await?;
        if let Some(row) = tx.session(&session.token_hash).await? {
            tx.update_session(&SessionRow { reauth_at: ctx.now, ..row }).await?;
        }
        tx.commit().await?;
        Ok(Ctx { proved_at: Some(ctx.now), ..ctx.clone() })
    }

    /// Whether the session's password was proved just now, also since its context was made.
    pub async fn is_proved(&self, session: &Session) -> bool {
        let Ok(mut tx) = self.store().read(&session.ctx.facility).await else { return false };
        let row = tx.session(&session.token_hash).await.ok().flatten();
        row.is_some_and(|row| Ctx { proved_at: Some(row.reauth_at), ..session.ctx.clone() }.is_proved())
    }

    /// Checks the own password of somebody who is signed in; wrong ones are counted apart from those at the door.
    pub(crate) async fn check_password(
        &self,
        ctx: &Ctx,
        account: AccountId,
        field: &str,
        password: &str,
    ) -> Result<AccountRow, AppError> {
        let key = tries::proof_key(account);
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = tx.account(account).await?.ok_or(AppError::NotFound)?;
        tries::refuse_when_tired(&mut tx, tries::PASSWORD, &key, ctx.now).await?;
        drop(tx);
        let fits = self.hasher.verify(password, row.password_hash.clone()).await?;
        let mut tx = self.store().write(&ctx.facility).await?;
        if fits {
            tx.clear_sign_in_failures(&key).await?;
        } else {
            tries::count(&mut tx, tries::PASSWORD, &key, ctx.now).await?;
        }
        tx.commit().await?;
        if fits { Ok(row) } else { Err(AppError::Invalid(vec![FieldError::new(field, "password_wrong")])) }
    }

    pub(crate) async fn begin_session(
        &self,
        tx: &mut Tx<Write>,
        account: &AccountRow,
        now: i64,
    ) -> Result<String, AppError> {
        let secret = hex(&self.ids.secret());
        tx.delete_sessions_expired(now).await?;
        tx.insert_session(&SessionRow {
            token_hash: token_hash(&secret),
            account_id: account.account_id,
            created_at: now,
            seen_at: now,
            expires_at: now + ABSOLUTE,
            reauth_at: now,
        })
        .await?;
        Ok(format!("{}.{secret}", tx.facility_id()))
    }

    /// The session of a cookie; `None` when it does not stand (any more).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn resolve(&self, cookie: &str) -> Result<Option<Session>, AppError> {
        let Some((facility, secret)) = cookie.split_once('.') else { return Ok(None) };
        let Ok(facility) = facility.parse::<FacilityId>() else { return Ok(None) };
        let now = self.now();
        let mut tx = self.store().read(&facility).await?;
        let Some(session) = tx.session(&token_hash(secret)).await? else { return Ok(None) };
        if now >= session.expires_at || now - session.seen_at >= IDLE {
            return Ok(None);
        }
        let account = tx.account(session.account_id).await?.filter(|account| account.status == "active");
        let Some(account) = account else { return Ok(None) };
        let row = tx.facility().await?.ok_or(AppError::NotFound)?;
        let zone = jiff::tz::TimeZone::get(&row.zone).map_err(|_| AppError::Data("zone"))?;
        let mut ctx = Ctx { actor: Actor::Public, facility, now, zone, proved_at: Some(session.reauth_at) };
        ctx.actor = Actor::Member(load_member(&mut tx, &ctx, &account).await?);
        drop(tx);
        if now - session.seen_at >= SEEN_STEP {
            let mut tx = self.store().write(&facility).await?;
            tx.update_session(&SessionRow { seen_at: now, ..session }).await?;
            tx.commit().await?;
        }
        let facility_name = (row.name_ja, row.name_en);
        Ok(Some(Session { ctx, person: person(account), facility_name, token_hash: token_hash(secret) }))
    }

    /// Ends the session of a cookie.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), AppError> {
        let Some((facility, secret)) = cookie.split_once('.') else { return Ok(()) };
        let Ok(facility) = facility.parse::<FacilityId>() else { return Ok(()) };
        let mut tx = self.store().write(&facility).await?;
        tx.delete_session(&token_hash(secret)).await?;
        Ok(tx.commit().await?)
    }
}

/// Under what a try is counted: a device that the person has used before by itself, everything else under the name.
async fn tries_key<M>(
    tx: &mut Tx<M>,
    account: Option<&AccountRow>,
    login: &str,
    device: Option<&str>,
) -> Result<String, AppError> {
    if let (Some(account), Some(device)) = (account, device) {
        let hash = device_hash(device, account.account_id);
        if tx.known_device(&hash).await?.is_some() {
            return Ok(tries::device_key(&hash));
        }
    }
    Ok(login.to_owned())
}

/// What the database keeps of a device's secret; the account is in it, so that rows of two people at one device cannot be joined.
fn device_hash(secret: &str, account: AccountId) -> String {
    token_hash(&format!("device {account} {secret}"))
}

/// Whether this is a secret as this program gives them.
fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The member behind an account: roles, own seats, and seats deputised today. A keeper whose password an administrator reset rests.
pub(crate) async fn load_member<M>(tx: &mut Tx<M>, ctx: &Ctx, account: &AccountRow) -> Result<Member, AppError> {
    let mut roles: Vec<Role> = serde_json::from_str(&account.roles)?;
    if roles.contains(&Role::IdentityKeeper) && keeper::rests(tx, account.account_id, ctx.now).await? {
        roles.retain(|role| *role != Role::IdentityKeeper);
    }
    let mut seats: Vec<Seat> = tx
        .seats_of(account.account_id)
        .await?
        .into_iter()
        .map(|held| Seat { code: held.seat, unit: held.unit_id.unit(), for_account: None })
        .collect();
    let today = ctx.today().to_string();
    for delegation in tx.delegations_to(account.account_id, &today).await? {
        for held in tx.seats_of(delegation.from_account).await?.into_iter().filter(|held| held.seat == delegation.seat)
        {
            seats.push(Seat { code: held.seat, unit: held.unit_id.unit(), for_account: Some(delegation.from_account) });
        }
    }
    Ok(Member { facility: ctx.facility, account: account.account_id, unit: account.unit_id, roles, seats })
}

fn person(account: AccountRow) -> Person {
    Person {
        account: account.account_id,
        name: account.name,
        login: account.login,
        lang: account.lang,
        theme: account.theme,
        unit: account.unit_id,
        occupation: account.occupation,
        must_change: account.must_change,
    }
}

/// What the database keeps of a secret.
pub(crate) fn token_hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

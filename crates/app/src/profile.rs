//! Owns the versions of a facility's profile (様式・基準): what a change would do, putting it into force, and what changed when.
//!
//! A version is never changed, only followed by the next one. A case stays under the version that it was judged under.
mod edit;
mod guard;

use std::sync::Arc;

use domain::approval::CaseState;
use domain::form::FieldError;
use domain::policy::Action;
use domain::profile::{Profile, ProfileChange, ProfileProblem, diff};
use store::{ProfileVersionRow, Tx};

pub use edit::{Part, read_part};

use crate::access::authorise_facility;
use crate::facility::journal_facility;
use crate::{App, AppError, Ctx};

/// The profile in force, to be edited.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The profile.
    pub profile: Arc<Profile>,
    /// Its version; the page that saves says upon which one it was made.
    pub version: i64,
    /// It as TOML.
    pub toml: String,
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What is wrong; with any of these it cannot be put into force.
    pub problems: Vec<ProfileProblem>,
    /// Every change.
    pub changes: Vec<ProfileChange>,
    /// How many cases are open; they go on under the version they were judged under.
    pub open_cases: i64,
    /// The profile in force.
    pub before: Arc<Profile>,
    /// The profile as it would be.
    pub after: Profile,
    /// It as TOML.
    pub toml: String,
}

/// One version in the list of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// 1, 2, 3 …
    pub version: i64,
    /// Why it was made.
    pub note: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// By whom; `None` = the program itself at the founding.
    pub by: Option<String>,
}

/// One version with what it changed.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The version.
    pub line: VersionLine,
    /// The version before, if there is one.
    pub before: Option<Arc<Profile>>,
    /// The version itself.
    pub profile: Arc<Profile>,
    /// What it changed.
    pub changes: Vec<ProfileChange>,
    /// It as TOML, as stored.
    pub toml: String,
}

impl App {
    /// The profile in force, for the editor.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn profile_editor(&self, ctx: &Ctx) -> Result<Editor, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let (version, profile) = self.in_force(&mut tx).await?;
        let toml = profile.to_toml().map_err(|_| AppError::Data("profile"))?;
        Ok(Editor { profile, version, toml })
    }

    /// What would change, and what speaks against it. Writes nothing.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn preview_profile(&self, ctx: &Ctx, edited: Profile) -> Result<Preview, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        self.preview(&mut tx, edited).await
    }

    /// Puts a profile into force as the next version, and returns its number.
    ///
    /// # Errors
    /// A denial; [`AppError::Conflict`] when somebody saved another version since `base`; field errors for a profile with problems,
    /// for one without a change, and for a missing note.
    pub async fn save_profile(&self, ctx: &Ctx, edited: Profile, note: &str, base: i64) -> Result<i64, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        if tx.profile_latest_version().await? != Some(base) {
            return Err(AppError::Conflict);
        }
        let preview = self.preview(&mut tx, edited).await?;
        let mut errors = Vec::new();
        if note.trim().is_empty() {
            errors.push(FieldError::new("note", "note_missing"));
        }
        if !preview.problems.is_empty() {
            errors.push(FieldError::new("toml", "profile_problems").with("n", preview.problems.len()));
        } else if preview.changes.is_empty() {
            errors.push(FieldError::new("toml", "profile_unchanged"));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let version = base + 1;
        let number = u32::try_from(version).map_err(|_| AppError::Data("profile version"))?;
        let toml = Profile { version: number, ..preview.after }.to_toml().map_err(|_| AppError::Data("profile"))?;
        let created_by = ctx.actor.journal_name();
        tx.insert_profile_version(&ProfileVersionRow {
            version,
            toml,
            note: note.trim().to_owned(),
            created_at: ctx.now,
            created_by,
        })
        .await?;
        journal_facility(ctx, &mut tx, "profile_changed").await?;
        tx.commit().await?;
        Ok(version)
    }

    /// All versions, newest first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn profile_versions(&self, ctx: &Ctx) -> Result<Vec<VersionLine>, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let rows = tx.profile_versions().await?;
        version_lines(&mut tx, rows).await
    }

    /// One version and what it changed.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn profile_version_view(&self, ctx: &Ctx, version: i64) -> Result<VersionView, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = tx.profile_version(version).await?.ok_or(AppError::NotFound)?;
        let toml = row.toml.clone();
        let profile = self.profile_version(&mut tx, version).await?;
        let before = if version > 1 { Some(self.profile_version(&mut tx, version - 1).await?) } else { None };
        let changes = before.as_deref().map(|before| changes(before, &profile)).unwrap_or_default();
        let line = version_lines(&mut tx, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
        Ok(VersionView { line, before, profile, changes, toml })
    }

    async fn in_force<M>(&self, tx: &mut Tx<M>) -> Result<(i64, Arc<Profile>), AppError> {
        let version = tx.profile_latest_version().await?.ok_or(AppError::Data("profile"))?;
        Ok((version, self.profile_version(tx, version).await?))
    }

    async fn preview<M>(&self, tx: &mut Tx<M>, edited: Profile) -> Result<Preview, AppError> {
        let (_, before) = self.in_force(tx).await?;
        let after = Profile { version: before.version, ..edited };
        let mut problems = after.validate();
        problems.extend(guard::problems(&before, &after, &tx.seat_holders().await?));
        let over = [CaseState::Closed.code(), "merged"];
        let states = tx.count_by_state().await?;
        let open_cases =
            states.iter().filter(|(state, _)| !over.contains(&state.as_str())).map(|(_, count)| count).sum();
        let toml = after.to_toml().map_err(|_| AppError::Data("profile"))?;
        Ok(Preview { problems, changes: changes(&before, &after), open_cases, before, after, toml })
    }
}

/// A profile as an administrator uploads it. A form sends line ends as CR LF; the standard's own line breaks are LF.
///
/// # Errors
/// A field error with the place of the first thing that cannot be read.
pub fn read_toml(text: &str) -> Result<Profile, FieldError> {
    Profile::from_toml(&text.replace("\r\n", "\n"))
        .map_err(|error| FieldError::new("toml", "profile_unreadable").with("why", error.to_string().trim()))
}

/// The differences but for the version, which changes always.
fn changes(before: &Profile, after: &Profile) -> Vec<ProfileChange> {
    diff(before, &Profile { version: before.version, ..after.clone() })
}

async fn version_lines<M>(tx: &mut Tx<M>, rows: Vec<ProfileVersionRow>) -> Result<Vec<VersionLine>, AppError> {
    let accounts = tx.accounts().await?;
    let name = |id: &str| accounts.iter().find(|row| row.account_id.to_string() == id).map(|row| row.name.clone());
    let line = |row: ProfileVersionRow| VersionLine {
        by: name(&row.created_by),
        version: row.version,
        note: row.note,
        at: row.created_at,
    };
    Ok(rows.into_iter().map(line).collect())
}

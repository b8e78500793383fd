//! Owns drafts (下書き): the answers as typed, sealed, saved as one types, never lost to validation.
use domain::form::Fields;
use domain::id::DraftId;
use domain::policy::{Action, Resource};
use domain::report::Door;
use store::{DraftRow, Tx, Write};

use crate::access::{authorise, authorise_facility};
use crate::attachment::FILES_FIELD;
use crate::{App, AppError, Ctx};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// The door.
    pub door: Door,
    /// Grows with each saving; a page that saves says which version it saw.
    pub version: i64,
    /// The answers as typed.
    pub fields: Fields,
    /// When it was saved last, microseconds since 1970 UTC.
    pub updated_at: i64,
}

/// What a page saves.
#[derive(Debug, Clone, Default)]
pub struct SaveDraft {
    /// A change of door (a quick report becomes a full one).
    pub door: Option<Door>,
    /// The version that the page showed; `None` = save over whatever is there.
    pub version: Option<i64>,
    /// Prefixes of the fields that the page holds; they are replaced. `None` = every field is replaced.
    pub page_prefixes: Option<&'static [&'static str]>,
    /// The fields of the page.
    pub fields: Fields,
}

/// The name of the hidden field in a draft that holds its idempotency key.
pub const KEY_FIELD: &str = "_key";
/// The name of the hidden field in a draft that holds the report which it promotes.
pub const PROMOTES_FIELD: &str = "_promotes";

impl App {
    /// Begins a draft with these answers.
    ///
    /// # Errors
    /// When the actor may not report.
    pub async fn new_draft(&self, ctx: &Ctx, door: Door, mut fields: Fields) -> Result<Draft, AppError> {
        authorise_facility(ctx, Action::WriteReport)?;
        let member = ctx.member()?;
        if fields.text(KEY_FIELD).is_none() {
            fields.set(KEY_FIELD, self.ids.random().to_string());
        }
        let id = DraftId::from_uuid(self.ids.random());
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = DraftRow {
            draft_id: id,
            account_id: Some(member.account),
            door: door.code().to_owned(),
            version: 1,
            sealed: seal(&tx, id, &fields)?,
            updated_at: ctx.now,
            receipt_hash: None,
        };
        tx.insert_draft(&row).await?;
        tx.commit().await?;
        Ok(Draft { id, door, version: 1, fields, updated_at: ctx.now })
    }

    /// A draft of the actor.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or a denial when it is not the actor's.
    pub async fn draft(&self, ctx: &Ctx, id: DraftId) -> Result<Draft, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = own_draft(ctx, &mut tx, id).await?;
        open(&tx, &row)
    }

    /// The drafts of the actor, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn drafts(&self, ctx: &Ctx) -> Result<Vec<Draft>, AppError> {
        authorise_facility(ctx, Action::WriteReport)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let rows = tx.drafts_of(ctx.member()?.account).await?;
        rows.into_iter().map(|row| open(&tx, &row)).collect()
    }

    /// Saves a page of a draft.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the draft was saved elsewhere since the page was shown; nothing is overwritten then.
    pub async fn save_draft(&self, ctx: &Ctx, id: DraftId, save: SaveDraft) -> Result<Draft, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = own_draft(ctx, &mut tx, id).await?;
        if save.version.is_some_and(|seen| seen != row.version) {
            return Err(AppError::Conflict);
        }
        let mut draft = open(&tx, &row)?;
        merge(&mut draft.fields, &save);
        draft.door = save.door.unwrap_or(draft.door);
        draft.version += 1;
        draft.updated_at = ctx.now;
        let sealed = seal(&tx, id, &draft.fields)?;
        let door = draft.door.code().to_owned();
        tx.save_draft(&DraftRow { door, version: draft.version, sealed, updated_at: ctx.now, ..row }).await?;
        tx.commit().await?;
        Ok(draft)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not the actor's.
    pub async fn discard_draft(&self, ctx: &Ctx, id: DraftId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        own_draft(ctx, &mut tx, id).await?;
        let blobs =
            tx.draft_files(id).await?.into_iter().flat_map(|row| [Some(row.blob), row.thumb]).flatten().collect();
        tx.delete_draft(id).await?;
        tx.commit().await?;
        self.forget(blobs).await;
        Ok(())
    }
}

fn merge(fields: &mut Fields, save: &SaveDraft) {
    let hidden = [KEY_FIELD, PROMOTES_FIELD, FILES_FIELD].map(|name| (name, fields.get(name).to_owned()));
    match save.page_prefixes {
        None => *fields = save.fields.clone(),
        Some(prefixes) => {
            let held: Vec<String> = fields.iter().map(|(name, _)| name.to_owned()).collect();
            let gone: Vec<&str> = held
                .iter()
                .map(String::as_str)
                .filter(|name| prefixes.iter().any(|prefix| name.starts_with(prefix)))
                .collect();
            fields.replace_page(&gone, &save.fields);
        }
    }
    for (name, value) in hidden.into_iter().filter(|(_, value)| !value.is_empty()) {
        fields.set(name, value);
    }
}

pub(crate) async fn own_draft<M>(ctx: &Ctx, tx: &mut Tx<M>, id: DraftId) -> Result<DraftRow, AppError> {
    let row = tx.draft(id).await?.ok_or(AppError::NotFound)?;
    let own = ctx.actor.member().is_some_and(|member| row.account_id == Some(member.account));
    authorise(ctx, Action::KeepDraft, &Resource::Draft { facility: ctx.facility, own })?;
    Ok(row)
}

/// Notes in a draft whether it holds files, so that it is listed and never taken for an untouched one.
pub(crate) async fn mark_files(ctx: &Ctx, tx: &mut Tx<Write>, row: DraftRow, holds: bool) -> Result<(), AppError> {
    let mut draft = open(tx, &row)?;
    draft.fields.set(FILES_FIELD, if holds { "1" } else { "" });
    let (id, version) = (draft.id, draft.version + 1);
    let sealed = seal(tx, id, &draft.fields)?;
    Ok(tx.save_draft(&DraftRow { version, sealed, updated_at: ctx.now, ..row }).await?)
}

fn seal<M>(tx: &Tx<M>, id: DraftId, fields: &Fields) -> Result<Vec<u8>, AppError> {
    Ok(tx.seal_misc("draft", &id.to_string(), &serde_json::to_vec(fields)?)?)
}

fn open<M>(tx: &Tx<M>, row: &DraftRow) -> Result<Draft, AppError> {
    let fields = serde_json::from_slice(&tx.open_misc("draft", &row.draft_id.to_string(), &row.sealed)?)?;
    let door = Door::from_code(&row.door).ok_or(AppError::Data("door"))?;
    Ok(Draft { id: row.draft_id, door, version: row.version, fields, updated_at: row.updated_at })
}

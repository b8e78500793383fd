//! Owns saved views (保存した表示): what somebody looks at again and again, under a name of their own.
use domain::form::FieldError;
use domain::id::SavedViewId;
use domain::policy::Action;
use serde_json::json;
use store::SavedViewRow;

use super::theme::Theme;
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// How many views one person keeps.
pub const MAX_VIEWS: usize = 20;
/// The longest name in characters.
const MAX_NAME_CHARS: usize = 40;
/// The longest address in bytes.
const MAX_QUERY: usize = 400;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Id.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// What stands in the address after the question mark, without the words of a theme.
    pub query: String,
    /// The theme.
    pub theme: Option<Theme>,
}

/// Between the name and the words of a theme in what is sealed; neither holds one.
const LINE: char = '\n';

/// Name and theme as one text: words are sealed wherever they are kept, and the address of a view is not.
fn joined(name: &str, theme: Option<&Theme>) -> String {
    let name = name.replace(char::is_control, " ");
    theme.map_or_else(|| name.clone(), |theme| format!("{name}{LINE}{}", theme.as_str()))
}

fn parted(text: &str) -> (String, Option<Theme>) {
    let (name, words) = text.split_once(LINE).unwrap_or((text, ""));
    (name.to_owned(), Theme::read(words))
}

impl App {
    /// One's own views, the oldest first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn saved_views(&self, ctx: &Ctx) -> Result<Vec<SavedView>, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let rows = tx.saved_views(ctx.member()?.account).await?;
        let view = |row: SavedViewRow| {
            let (name, theme) = parted(&tx.open_view_name(&row)?);
            Ok(SavedView { id: row.view_id, name, query: row.query, theme })
        };
        rows.into_iter().map(view).collect()
    }

    /// Keeps a view. The caller has made the query from what it understood of the address; the words of a theme are no part of it.
    ///
    /// # Errors
    /// A denial; field errors (`name`) for no or a long name, or too many views.
    pub async fn save_view(
        &self,
        ctx: &Ctx,
        name: &str,
        (query, theme): (&str, Option<&Theme>),
    ) -> Result<(), AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let account = ctx.member()?.account;
        let name = name.trim();
        let chars = name.chars().count();
        let refused = |error: FieldError| Err(AppError::Invalid(vec![error]));
        if chars == 0 {
            return refused(FieldError::new("name", "view_name_missing"));
        }
        if let Some(over) = chars.checked_sub(MAX_NAME_CHARS).filter(|over| *over > 0) {
            return refused(FieldError::new("name", "text_too_long").with("max", MAX_NAME_CHARS).with("over", over));
        }
        if query.len() > MAX_QUERY {
            return Err(AppError::Data("query of a view"));
        }
        let mut tx = self.store().write(&ctx.facility).await?;
        if tx.saved_views(account).await?.len() >= MAX_VIEWS {
            return refused(FieldError::new("name", "views_too_many").with("max", MAX_VIEWS));
        }
        let view_id = SavedViewId::from_uuid(self.ids.random());
        let sealed = tx.seal_view_name(view_id, &joined(name, theme))?;
        let row = SavedViewRow { view_id, account_id: account, query: query.to_owned(), sealed, saved_at: ctx.now };
        tx.insert_saved_view(&row).await?;
        crate::journal::note(ctx, &mut tx, "insight", "view_saved", json!({ "view": view_id })).await?;
        Ok(tx.commit().await?)
    }

    /// Throws one of one's own views away.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn delete_view(&self, ctx: &Ctx, id: SavedViewId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let account = ctx.member()?.account;
        let mut tx = self.store().write(&ctx.facility).await?;
        let rows = tx.saved_views(account).await?;
        let row = rows.into_iter().find(|row| row.view_id == id).ok_or(AppError::NotFound)?;
        tx.delete_saved_view(&row).await?;
        crate::journal::note(ctx, &mut tx, "insight", "view_deleted", json!({ "view": id })).await?;
        Ok(tx.commit().await?)
    }
}

//! Owns the list of other names (呼び名・通称): what users, staff, places and the house are called besides their names in other lists.
use domain::form::FieldError;
use domain::id::OtherNameId;
use domain::policy::Action;
use store::{OtherNameRow, Tx};

use super::journal_facility;
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// How many names one page of the list shows.
pub const NAMES_PER_PAGE: usize = 50;
/// How many names the list takes: each is looked for in each published text.
pub const MAX_NAMES: usize = 2_000;
/// The longest name in characters.
const MAX_NAME_CHARS: usize = 40;

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A user (利用者) or anybody else.
    Person,
    /// A member of staff (職員).
    Staff,
    /// A place (場所).
    Place,
    /// The house or the corporation (施設・法人).
    Facility,
}

impl NameKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Staff, Self::Place, Self::Facility];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
            Self::Place => "place",
            Self::Facility => "facility",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A name of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherName {
    /// Id.
    pub id: OtherNameId,
    /// Whose.
    pub kind: NameKind,
    /// The name.
    pub name: String,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherNames {
    /// The names of the page, by kind and spelling.
    pub names: Vec<OtherName>,
    /// The number of the page, from 1.
    pub page: usize,
    /// How many names the whole list has.
    pub total: usize,
}

/// The whole list, opened.
pub(crate) async fn opened<M>(tx: &mut Tx<M>) -> Result<Vec<OtherName>, AppError> {
    let rows = tx.other_names().await?;
    let mut names = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = NameKind::from_code(&row.kind).ok_or(AppError::Data("kind of name"))?;
        names.push(OtherName { id: row.name_id, kind, name: tx.open_other_name(&row)? });
    }
    names.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| a.name.cmp(&b.name)));
    Ok(names)
}

impl App {
    /// A page of the list, counted from 1; a page behind the last is the last.
    ///
    /// # Errors
    /// A denial.
    pub async fn other_names(&self, ctx: &Ctx, page: usize) -> Result<OtherNames, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let all = opened(&mut tx).await?;
        let page = page.clamp(1, all.len().div_ceil(NAMES_PER_PAGE).max(1));
        let names = all.iter().skip((page - 1) * NAMES_PER_PAGE).take(NAMES_PER_PAGE).cloned().collect();
        Ok(OtherNames { names, page, total: all.len() })
    }

    /// Adds names, one a line; names that the list has already are passed over. Returns how many were added.
    ///
    /// # Errors
    /// A denial; field errors (`kind`, `names`) for no or an unknown kind, no name, a long name, a full list.
    pub async fn add_other_names(&self, ctx: &Ctx, kind: &str, lines: &str) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let kind = NameKind::from_code(kind);
        let wanted: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut errors = Vec::new();
        if kind.is_none() {
            errors.push(FieldError::new("kind", "kind_of_name_missing"));
        }
        errors.extend(misnamed(&wanted));
        let mut tx = self.store().write(&ctx.facility).await?;
        let held = opened(&mut tx).await?;
        if held.len() + wanted.len() > MAX_NAMES {
            errors.push(FieldError::new("names", "names_too_many").with("max", MAX_NAMES));
        }
        let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(AppError::Invalid(errors)) };
        let mut added: Vec<&str> = Vec::new();
        for name in wanted {
            if added.contains(&name) || held.iter().any(|other| other.kind == kind && other.name == name) {
                continue;
            }
            let name_id = OtherNameId::from_uuid(self.ids.random());
            let sealed = tx.seal_other_name(name_id, name)?;
            tx.insert_other_name(&OtherNameRow { name_id, kind: kind.code().to_owned(), sealed, added_at: ctx.now })
                .await?;
            added.push(name);
        }
        if !added.is_empty() {
            journal_facility(ctx, &mut tx, "other_names_added").await?;
        }
        let count = added.len();
        tx.commit().await?;
        Ok(count)
    }

    /// Takes a name off the list.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn remove_other_name(&self, ctx: &Ctx, id: OtherNameId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.other_name(id).await?.ok_or(AppError::NotFound)?;
        tx.delete_other_name(&row).await?;
        journal_facility(ctx, &mut tx, "other_name_removed").await?;
        Ok(tx.commit().await?)
    }
}

fn misnamed(names: &[&str]) -> Option<FieldError> {
    if names.is_empty() {
        return Some(FieldError::new("names", "name_missing"));
    }
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let over = longest.saturating_sub(MAX_NAME_CHARS);
    (over > 0).then(|| FieldError::new("names", "text_too_long").with("max", MAX_NAME_CHARS).with("over", over))
}

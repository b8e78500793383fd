//! Owns the floor plans (間取り図): adding, renaming, putting in order, retiring, showing. None is ever deleted: old drawings lie on them.
use domain::form::FieldError;
use domain::id::AttachmentId;
use domain::policy::Action;
use store::{FileSecret, PlanRow, Tx};

use super::journal_facility;
use crate::access::authorise_facility;
use crate::attachment::{FILE_FIELD, OpenedFile, Size, Stored, digest};
use crate::{App, AppError, Ctx};

/// How many plans can be chosen at once: more would be no choice on a small screen.
pub const MAX_PLANS: usize = 20;
/// The longest name in characters.
const MAX_LABEL_CHARS: usize = 40;

/// A floor plan as lists and drawings need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Id, as drawings name it.
    pub id: AttachmentId,
    /// Its name.
    pub label: String,
    /// Place in the order, counted from 1.
    pub position: i64,
    /// Whether it can be chosen.
    pub active: bool,
    /// Width and height in picture points.
    pub size: (u32, u32),
}

impl From<&PlanRow> for Plan {
    fn from(row: &PlanRow) -> Self {
        let side = |side: i64| u32::try_from(side).unwrap_or(1).max(1);
        let size = (side(row.width), side(row.height));
        Self { id: row.plan_id, label: row.label.clone(), position: row.position, active: row.active, size }
    }
}

/// One plan of the list as the administrator left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Which.
    pub id: AttachmentId,
    /// Its name.
    pub label: String,
    /// Place in the order, counted from 1.
    pub position: i64,
    /// Whether it can be chosen.
    pub active: bool,
}

/// A plan with the key to its picture.
#[derive(Debug, Clone)]
pub(crate) struct SealedPlan {
    row: PlanRow,
    secret: FileSecret,
}

/// A plan and its key, retired ones too; `None` when there is no such plan.
pub(crate) async fn sealed_plan<M>(tx: &mut Tx<M>, id: AttachmentId) -> Result<Option<SealedPlan>, AppError> {
    let Some(row) = tx.plan(id).await? else { return Ok(None) };
    let secret = tx.open_plan(&row)?;
    Ok(Some(SealedPlan { row, secret }))
}

impl App {
    /// All plans in their order, retired ones too.
    ///
    /// # Errors
    /// A denial.
    pub async fn plans(&self, ctx: &Ctx) -> Result<Vec<Plan>, AppError> {
        authorise_facility(ctx, Action::SeePlans)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(tx.plans().await?.iter().map(Plan::from).collect())
    }

    /// Opens the picture of a plan, retired ones too.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn open_plan(&self, ctx: &Ctx, id: AttachmentId, size: Size) -> Result<OpenedFile, AppError> {
        authorise_facility(ctx, Action::SeePlans)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let sealed = sealed_plan(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        drop(tx);
        Ok(self.opened_plan(sealed, size).await?.1)
    }

    pub(crate) async fn opened_plan(&self, sealed: SealedPlan, size: Size) -> Result<(Plan, OpenedFile), AppError> {
        let (plan, stored) = (Plan::from(&sealed.row), Stored::try_from(&sealed.row)?);
        let bytes = self.opened(&stored, sealed.secret, size).await?;
        let name = format!("plan-{}.{}", plan.position, stored.kind.code());
        Ok((plan, OpenedFile { kind: stored.kind, bytes, name }))
    }

    /// Adds a plan from a picture, which is kept like a photograph: reduced, without what the camera wrote into it.
    ///
    /// # Errors
    /// A denial; field errors for an empty or long name, too many plans, a file that is no picture.
    pub async fn add_plan(&self, ctx: &Ctx, label: &str, bytes: Vec<u8>) -> Result<AttachmentId, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let label = label.trim().to_owned();
        let mut tx = self.store().read(&ctx.facility).await?;
        let errors: Vec<FieldError> =
            misnamed("label", &label).into_iter().chain(no_room(&tx.plans().await?, "label")).collect();
        drop(tx);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let digest = digest(&bytes);
        let (kind, prepared) = self.prepared(bytes).await?;
        if !kind.is_picture() {
            return Err(AppError::Invalid(vec![FieldError::new(FILE_FIELD, "plan_no_picture")]));
        }
        let (stored, key) = self.put(kind, prepared).await?;
        let blobs = stored.blobs();
        let added = self.write_plan(ctx, label, stored, FileSecret { key, description: String::new(), digest }).await;
        if added.is_err() {
            self.forget(blobs).await;
        }
        added
    }

    async fn write_plan(
        &self,
        ctx: &Ctx,
        label: String,
        stored: Stored,
        secret: FileSecret,
    ) -> Result<AttachmentId, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let held = tx.plans().await?;
        if let Some(error) = no_room(&held, "label") {
            return Err(AppError::Invalid(vec![error]));
        }
        let plan_id = AttachmentId::from_uuid(self.ids.random());
        let side = |side: Option<i64>| side.ok_or(AppError::Data("plan size"));
        let row = PlanRow {
            plan_id,
            label,
            position: held.iter().map(|row| row.position).max().unwrap_or(0).saturating_add(1),
            active: true,
            kind: stored.kind.code().to_owned(),
            bytes: stored.bytes,
            width: side(stored.width)?,
            height: side(stored.height)?,
            blob: stored.blob,
            thumb: stored.thumb.ok_or(AppError::Data("plan preview"))?,
            sealed: tx.seal_plan(plan_id, &secret)?,
        };
        tx.insert_plan(&row).await?;
        journal_facility(ctx, &mut tx, "plan_added").await?;
        tx.commit().await?;
        Ok(plan_id)
    }

    /// Saves names, order and use of plans; those that are not named stay. Returns how many changed.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`]; field errors (`{id}_label`, `{id}_active`) for a name, or too many plans in use.
    pub async fn save_plans(&self, ctx: &Ctx, lines: &[PlanLine]) -> Result<usize, AppError> {
        authorise_facility(ctx, Action::Administer)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut held = tx.plans().await?;
        let (mut errors, mut changed) = (Vec::new(), Vec::new());
        for line in lines {
            let row = held.iter_mut().find(|row| row.plan_id == line.id).ok_or(AppError::NotFound)?;
            let label = line.label.trim().to_owned();
            errors.extend(misnamed(&format!("{}_label", line.id), &label));
            let new = PlanRow { label, position: line.position, active: line.active, ..row.clone() };
            if new != *row {
                *row = new.clone();
                changed.push(new);
            }
        }
        let in_use = held.iter().filter(|row| row.active).count();
        if let Some(last) = changed.iter().rfind(|row| row.active && in_use > MAX_PLANS) {
            errors.push(too_many(format!("{}_active", last.plan_id)));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        for row in &changed {
            tx.update_plan(row).await?;
        }
        if !changed.is_empty() {
            journal_facility(ctx, &mut tx, "plans_changed").await?;
        }
        tx.commit().await?;
        Ok(changed.len())
    }
}

fn misnamed(field: &str, label: &str) -> Option<FieldError> {
    if label.is_empty() {
        return Some(FieldError::new(field, "name_missing"));
    }
    let over = label.chars().count().saturating_sub(MAX_LABEL_CHARS);
    (over > 0).then(|| FieldError::new(field, "text_too_long").with("max", MAX_LABEL_CHARS).with("over", over))
}

fn no_room(held: &[PlanRow], field: &str) -> Option<FieldError> {
    (held.iter().filter(|row| row.active).count() >= MAX_PLANS).then(|| too_many(field.to_owned()))
}

fn too_many(field: String) -> FieldError {
    FieldError::new(field, "plans_too_many").with("max", MAX_PLANS)
}

//! Owns the separately written, de-identified texts of 他者の薬の誤服薬: one person writes, another approves.
use domain::form::{FieldError, Fields};
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::report::MAX_TEXT_CHARS;
use store::{PublicationTextRow, Tx, Write};

use crate::access::{about, authorise, authorise_facility};
use crate::journal::note;
use crate::report::{ReportView, load_case, record_reading};
use crate::{App, AppError, Ctx};

/// The original beside its text.
#[derive(Debug, Clone)]
pub struct TextDesk {
    /// The report as the writer may see it.
    pub view: ReportView,
    /// The text so far.
    pub text: Option<PublicationTextRow>,
    /// The actor wrote the newest wording, and so cannot approve it.
    pub own_wording: bool,
}

impl App {
    /// The original and its text, for writing or approving.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn text_desk(&self, ctx: &Ctx, id: ReportId) -> Result<TextDesk, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let view = self.load_view(ctx, &mut tx, id, Action::ReadReport).await?;
        record_reading(ctx, &mut tx, &view).await?;
        let text = tx.publication_text(id).await?;
        tx.commit().await?;
        let own_wording = text.as_ref().is_some_and(|text| text.written_by == ctx.actor.journal_name());
        Ok(TextDesk { view, text, own_wording })
    }

    /// Writes the text (`circumstances`, `prevention`); a changed text has to be approved again.
    ///
    /// # Errors
    /// Field errors, or a denial.
    pub async fn write_text(&self, ctx: &Ctx, id: ReportId, fields: &Fields) -> Result<(), AppError> {
        let circumstances = required(fields, "circumstances");
        let prevention = required(fields, "prevention");
        let (circumstances, prevention) = match (circumstances, prevention) {
            (Ok(circumstances), Ok(prevention)) => (circumstances, prevention),
            (a, b) => return Err(AppError::Invalid(a.err().into_iter().chain(b.err()).collect())),
        };
        let mut tx = self.store().write(&ctx.facility).await?;
        self.may_write(ctx, &mut tx, id).await?;
        let row = PublicationTextRow {
            report_id: id,
            circumstances,
            prevention,
            written_by: ctx.actor.journal_name(),
            approved_by: None,
            state: "draft".to_owned(),
            updated_at: ctx.now,
        };
        if tx.publication_text(id).await?.is_some() {
            tx.update_publication_text(&row).await?;
        } else {
            tx.insert_publication_text(&row).await?;
        }
        journal(ctx, &mut tx, id, "publication_text_written").await?;
        Ok(tx.commit().await?)
    }

    /// Approves the text; whoever wrote it cannot.
    ///
    /// # Errors
    /// A denial; [`domain::publication::MonthRefusal::SamePerson`].
    pub async fn approve_text(&self, ctx: &Ctx, id: ReportId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ApprovePublication)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut row = tx.publication_text(id).await?.ok_or(AppError::NotFound)?;
        let actor = ctx.actor.journal_name();
        if row.written_by == actor {
            return Err(domain::publication::MonthRefusal::SamePerson.into());
        }
        "approved".clone_into(&mut row.state);
        row.approved_by = Some(actor);
        row.updated_at = ctx.now;
        tx.update_publication_text(&row).await?;
        journal(ctx, &mut tx, id, "publication_text_approved").await?;
        Ok(tx.commit().await?)
    }

    async fn may_write(&self, ctx: &Ctx, tx: &mut Tx<Write>, id: ReportId) -> Result<(), AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &report).await?;
        let about = about(ctx, tx, &report, &case, &profile);
        authorise(ctx, Action::WritePublication, &Resource::Report(ctx.facility, about))
    }
}

async fn journal(ctx: &Ctx, tx: &mut Tx<Write>, id: ReportId, kind: &str) -> Result<(), AppError> {
    note(ctx, tx, format!("publication_text:{id}"), kind, serde_json::json!({})).await
}

fn required(fields: &Fields, name: &'static str) -> Result<String, FieldError> {
    let text = fields.text(name).ok_or_else(|| FieldError::new(name, "text_missing"))?;
    let length = text.chars().count();
    if length > MAX_TEXT_CHARS {
        return Err(FieldError::new(name, "text_too_long")
            .with("max", MAX_TEXT_CHARS)
            .with("over", length - MAX_TEXT_CHARS));
    }
    Ok(text.to_owned())
}

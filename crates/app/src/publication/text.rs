//! Owns the separately written, de-identified texts of 他者の薬の誤服薬: one person writes, another approves.
use domain::form::{FieldError, Fields};
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::report::MAX_TEXT_CHARS;
use store::{PublicationTextRow, Tx, Write};

use super::check::{Checked, Checker, Draft, Words, opened, subject, text_tag};
use super::settle::month_of;
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
    /// The text as it stands, what was found in it, and what was decided about that.
    pub checked: Checked,
    /// What was settled last can be undone.
    pub can_undo: bool,
    /// The actor wrote the newest wording or settled a finding, and so cannot approve it.
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
        let (mut checked, mut can_undo, mut own_wording) = (Checked::default(), false, false);
        if let Some(text) = &text {
            let facility = self.load_facility(&mut tx).await?;
            let mut checker = Checker::new(&mut tx, &facility, month_of(&view.report)?).await?;
            checked = checker.text(&mut tx, &view.report, text).await?;
            can_undo = checked.can_undo(&text_tag(&tx, &subject(&view.report), &checked.words));
            let me = ctx.actor.journal_name();
            own_wording = text.written_by == me || checked.settlers.contains(&me);
        }
        tx.commit().await?;
        Ok(TextDesk { view, text, checked, can_undo, own_wording })
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
        let words = Words { circumstances, prevention };
        let draft = Draft { base: words.clone(), words };
        let row = PublicationTextRow {
            report_id: id,
            circumstances: String::new(),
            prevention: String::new(),
            written_by: ctx.actor.journal_name(),
            approved_by: None,
            state: "draft".to_owned(),
            updated_at: ctx.now,
            sealed: Some(tx.seal_content(id, &serde_json::to_vec(&draft)?).await?),
        };
        if tx.publication_text(id).await?.is_some() {
            tx.update_publication_text(&row).await?;
        } else {
            tx.insert_publication_text(&row).await?;
        }
        journal(ctx, &mut tx, id, "publication_text_written").await?;
        Ok(tx.commit().await?)
    }

    /// Approves the text; whoever wrote it or settled a finding in it cannot, and nobody can while a finding is open.
    ///
    /// # Errors
    /// A denial; [`domain::publication::MonthRefusal`]: `SamePerson`, `FindingsOpen`.
    pub async fn approve_text(&self, ctx: &Ctx, id: ReportId) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ApprovePublication)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut row = tx.publication_text(id).await?.ok_or(AppError::NotFound)?;
        let actor = ctx.actor.journal_name();
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let facility = self.load_facility(&mut tx).await?;
        let checked = Checker::new(&mut tx, &facility, month_of(&report)?).await?.text(&mut tx, &report, &row).await?;
        let settlers = checked.settlers.iter().map(String::as_str);
        domain::publication::may_approve(&actor, &row.written_by, settlers, checked.open())?;
        let words = opened(&mut tx, &row).await?.words;
        (row.circumstances, row.prevention, row.sealed) = (words.circumstances, words.prevention, None);
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

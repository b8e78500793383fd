//! Owns the separately written, de-identified texts of 他者の薬の誤服薬: one person writes, another approves.
use domain::form::{FieldError, Fields};
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::report::MAX_TEXT_CHARS;
use store::{PublicationTextRow, Tx, Write};

use super::check::{Checked, Checker, Draft, Words, seen_tag, subject, text_tag};
use super::settle::month_of;
use crate::access::{about, authorise, authorise_facility};
use crate::journal::note;
use crate::report::{ReportView, load_case, record_reading, stream};
use crate::upon::{Relied, TRIES};
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
    /// Names what an approver reads here, the text and the reasons of what stays in it; empty where nothing is written.
    pub seen: String,
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
        let streams = [stream(id), text_stream(id)];
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let view = self.load_view(ctx, &mut tx, id, Action::ReadReport).await?;
            let desk = self.checked_desk(ctx, &mut tx, view).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::On(&streams)).await? {
                record_reading(ctx, &mut tx, &desk.view).await?;
                tx.commit().await?;
                return Ok(desk);
            }
        }
        Err(AppError::Conflict)
    }

    /// The text of a report with what is found in it.
    async fn checked_desk<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, view: ReportView) -> Result<TextDesk, AppError> {
        let text = tx.publication_text(view.report.report_id).await?;
        let (mut checked, mut seen, mut can_undo, mut own_wording) = (Checked::default(), String::new(), false, false);
        if let Some(text) = &text {
            let facility = self.load_facility(tx).await?;
            let mut checker = Checker::new(tx, &facility, month_of(&view.report)?).await?;
            checked = checker.text(tx, &view.report, text).await?;
            let subject = subject(&view.report);
            can_undo = checked.can_undo(&text_tag(tx, &subject, &checked.words));
            seen = seen_tag(tx, &subject, &checked);
            let me = ctx.actor.journal_name();
            own_wording = text.written_by == me || checked.settlers.contains(&me);
        }
        Ok(TextDesk { view, text, checked, seen, can_undo, own_wording })
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

    /// Approves the text that was read ([`TextDesk::seen`]); whoever wrote it or settled a finding in it cannot, and nobody can while a
    /// finding is open.
    ///
    /// # Errors
    /// A denial; [`domain::publication::MonthRefusal`]: `SamePerson`, `FindingsOpen`; [`AppError::Conflict`] when it is another text by now.
    pub async fn approve_text(&self, ctx: &Ctx, id: ReportId, seen: &str) -> Result<(), AppError> {
        authorise_facility(ctx, Action::ApprovePublication)?;
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let row = tx.publication_text(id).await?.ok_or(AppError::NotFound)?;
            let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
            let facility = self.load_facility(&mut tx).await?;
            let mut checker = Checker::new(&mut tx, &facility, month_of(&report)?).await?;
            let checked = checker.text(&mut tx, &report, &row).await?;
            let settlers = checked.settlers.iter().map(String::as_str);
            let actor = ctx.actor.journal_name();
            domain::publication::may_approve(&actor, &row.written_by, settlers, checked.open())?;
            if seen_tag(&tx, &subject(&report), &checked) != seen {
                return Err(AppError::Conflict);
            }
            drop(tx);
            if let Some(tx) = self.write_upon(ctx, &mark, Relied::OnRecords).await? {
                return write_approved(ctx, tx, row, checked.words).await;
            }
        }
        Err(AppError::Conflict)
    }

    async fn may_write(&self, ctx: &Ctx, tx: &mut Tx<Write>, id: ReportId) -> Result<(), AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &report).await?;
        let about = about(ctx, tx, &report, &case, &profile);
        authorise(ctx, Action::WritePublication, &Resource::Report(ctx.facility, about))
    }
}

async fn write_approved(
    ctx: &Ctx,
    mut tx: Tx<Write>,
    mut row: PublicationTextRow,
    words: Words,
) -> Result<(), AppError> {
    (row.circumstances, row.prevention, row.sealed) = (words.circumstances, words.prevention, None);
    "approved".clone_into(&mut row.state);
    row.approved_by = Some(ctx.actor.journal_name());
    row.updated_at = ctx.now;
    tx.update_publication_text(&row).await?;
    journal(ctx, &mut tx, row.report_id, "publication_text_approved").await?;
    Ok(tx.commit().await?)
}

/// The name of a text's stream in the journal.
pub(super) fn text_stream(id: ReportId) -> String {
    format!("publication_text:{id}")
}

async fn journal(ctx: &Ctx, tx: &mut Tx<Write>, id: ReportId, kind: &str) -> Result<(), AppError> {
    note(ctx, tx, text_stream(id), kind, serde_json::json!({})).await
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

//! Owns following a report without an account: the receipt code, what became of the report, questions and answers.
use domain::id::ReportId;
use domain::people::Actor;
use domain::policy::{Action, Resource};

use crate::access::{about, authorise};
use crate::report::{ReportView, load_case, normalise_code, record_reading};
use crate::session::token_hash;
use crate::{App, AppError, Ctx, tries};

impl App {
    /// The context of somebody who holds a receipt code; `None` when the code opens nothing at this facility.
    ///
    /// # Errors
    /// [`AppError::TooManyTries`] with the wait after very many wrong codes at this facility.
    pub async fn receipt_holder(&self, facility_code: &str, code: &str) -> Result<Option<(Ctx, ReportId)>, AppError> {
        let Some(visitor) = self.visitor(facility_code).await? else { return Ok(None) };
        let mut tx = self.store().read(&visitor.facility).await?;
        tries::refuse_when_tired(&mut tx, tries::RECEIPT, tries::RECEIPT_KEY, visitor.now).await?;
        let found = tx.report_by_receipt(&token_hash(&normalise_code(code))).await?;
        drop(tx);
        let Some(report) = found else {
            let mut tx = self.store().write(&visitor.facility).await?;
            tries::count(&mut tx, tries::RECEIPT, tries::RECEIPT_KEY, visitor.now).await?;
            tx.commit().await?;
            return Ok(None);
        };
        let actor = Actor::ReceiptHolder { facility: visitor.facility, report: report.report_id };
        Ok(Some((Ctx { actor, ..visitor }, report.report_id)))
    }

    /// The report as its reporter follows it, by account or by receipt code; the reading is journalled.
    ///
    /// # Errors
    /// A denial for everybody else.
    pub async fn track_report(&self, ctx: &Ctx, id: ReportId) -> Result<ReportView, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::TrackReport, &Resource::Report(ctx.facility, about))?;
        let view = self.load_view(ctx, &mut tx, id, Action::TrackReport).await?;
        record_reading(ctx, &mut tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }
}

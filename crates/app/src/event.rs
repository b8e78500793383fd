//! Owns events (事象): joining several reports of one event under the report that leads it, and undoing that.
use domain::approval::{CaseEvent, CaseState, CaseTexts, Refusal};
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use store::{ReportRow, Tx, Write};

use crate::access::{about, authorise};
use crate::report::{load_case, project};
use crate::{App, AppError, Ctx};

impl App {
    /// Joins a report to the event that another one leads. Its own route ends; it is counted no more; its text stays readable.
    ///
    /// # Errors
    /// A denial; a refusal when either case is merged already or both are the same.
    pub async fn merge_reports(&self, ctx: &Ctx, report: ReportId, into: ReportId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        self.may_merge(ctx, &mut tx, report).await?;
        self.may_merge(ctx, &mut tx, into).await?;
        // Who joins reports does so as a manager, by name, also when one of them is the manager's own and hidden:
        // the two rows stand side by side, and a name in only one of them would tell whose the other is.
        self.join(&mut tx, (report, into), &ctx.actor.journal_name(), ctx.now).await?;
        Ok(tx.commit().await?)
    }

    /// Undoes the joining; the report's case goes on where it was.
    ///
    /// # Errors
    /// A denial; a refusal when the report is not joined to another one.
    pub async fn separate_report(&self, ctx: &Ctx, report: ReportId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = self.may_merge(ctx, &mut tx, report).await?;
        let (case, _) = load_case(self, &mut tx, &row).await?;
        let CaseState::Merged { into, .. } = case.state else { return Err(Refusal::CaseOver.into()) };
        let actor = ctx.actor.journal_name();
        self.note(&mut tx, &row, CaseEvent::ReportSeparated { other: into }, &actor, ctx.now).await?;
        let leader = tx.report(into).await?.ok_or(AppError::NotFound)?;
        self.note(&mut tx, &leader, CaseEvent::ReportSeparated { other: report }, &actor, ctx.now).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn may_merge(&self, ctx: &Ctx, tx: &mut Tx<Write>, id: ReportId) -> Result<ReportRow, AppError> {
        let row = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &row).await?;
        let about = about(ctx, tx, &row, &case, &profile);
        authorise(ctx, Action::MergeReports, &Resource::Report(ctx.facility, about))?;
        Ok(row)
    }

    /// Joins `id` to the event led by `into`, within a transaction whose right was checked. Both rows bear the same actor.
    pub(crate) async fn join(
        &self,
        tx: &mut Tx<Write>,
        (id, into): (ReportId, ReportId),
        actor: &str,
        at: i64,
    ) -> Result<(), AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let leader = tx.report(into).await?.ok_or(AppError::NotFound)?;
        let (case, _) = load_case(self, tx, &report).await?;
        let (leading, _) = load_case(self, tx, &leader).await?;
        let merged = |state: &CaseState| matches!(state, CaseState::Merged { .. });
        if id == into || merged(&case.state) || merged(&leading.state) || !tx.merged_into(id).await?.is_empty() {
            return Err(Refusal::CaseOver.into());
        }
        self.note(tx, &report, CaseEvent::ReportMerged { into }, actor, at).await?;
        self.note(tx, &leader, CaseEvent::ReportAbsorbed { from: id }, actor, at).await
    }

    async fn note(
        &self,
        tx: &mut Tx<Write>,
        report: &ReportRow,
        event: CaseEvent,
        actor: &str,
        at: i64,
    ) -> Result<(), AppError> {
        let (mut case, profile) = load_case(self, tx, report).await?;
        let length = case.length;
        case.apply(&event, actor, at);
        tx.update_case(&project(&case, &profile, report.report_id)).await?;
        crate::report::journal_case(tx, report, length, &[(event, CaseTexts::default())], actor, None, at).await
    }
}

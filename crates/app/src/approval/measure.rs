//! Owns a measure as the addressed units read it, and who has read it (周知).
use std::sync::Arc;

use domain::approval::CaseEvent;
use domain::id::{PlaceId, ReportId, UnitId};
use domain::policy::{Action, Resource};
use domain::profile::Profile;

use crate::access::{about, authorise};
use crate::report::{load_case, stream};
use crate::{App, AppError, Ctx};

/// A measure (再発防止策) without the report: nobody in it can be recognised by who reads only this.
#[derive(Debug, Clone)]
pub struct MeasureView {
    /// Number of the report.
    pub number: String,
    /// Form code.
    pub form: String,
    /// Place.
    pub place: Option<PlaceId>,
    /// The profile, for the label of the form.
    pub profile: Arc<Profile>,
    /// The newest wording; `None` while none is written.
    pub text: Option<String>,
    /// When the actor confirmed it, microseconds since 1970 UTC.
    pub confirmed_at: Option<i64>,
}

/// How far a unit has come with reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitReaders {
    /// The unit.
    pub unit: UnitId,
    /// Names of who has confirmed.
    pub read: Vec<String>,
    /// Names of the active members who have not.
    pub missing: Vec<String>,
}

impl App {
    /// The measure of a report, for the members of the addressed units.
    ///
    /// # Errors
    /// A denial when it is not for the actor, or [`AppError::NotFound`].
    pub async fn measure(&self, ctx: &Ctx, id: ReportId) -> Result<MeasureView, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::ReadMeasure, &Resource::Report(ctx.facility, about))?;
        let mut text = None;
        for row in tx.stream(&stream(id)).await?.into_iter().rev() {
            let event: CaseEvent = serde_json::from_value(row.facts)?;
            if let (CaseEvent::MeasuresDescribed { .. }, Some(sealed)) = (event, &row.sealed) {
                let texts: domain::approval::CaseTexts = serde_json::from_slice(&tx.open_content(id, sealed).await?)?;
                text = texts.text;
                break;
            }
        }
        let receipt = tx.read_receipt(id, ctx.member()?.account).await?;
        Ok(MeasureView {
            number: report.number,
            form: report.form,
            place: report.place_id,
            profile,
            text,
            confirmed_at: receipt.map(|receipt| receipt.read_at),
        })
    }

    /// Who of the addressed units has read the measure, unit by unit.
    ///
    /// # Errors
    /// A denial for who may not read the report.
    pub async fn measure_readers(&self, ctx: &Ctx, id: ReportId) -> Result<Vec<UnitReaders>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::ReadReport, &Resource::Report(ctx.facility, about))?;
        let receipts = tx.read_receipts(id).await?;
        let mut readers = Vec::new();
        for unit in &case.measure_units {
            let mut of_unit = UnitReaders { unit: *unit, read: Vec::new(), missing: Vec::new() };
            for account in tx.accounts_of_unit(*unit).await? {
                let has_read = receipts.iter().any(|receipt| receipt.account_id == account.account_id);
                match (has_read, account.status.as_str()) {
                    (true, _) => of_unit.read.push(account.name),
                    (false, "active") => of_unit.missing.push(account.name),
                    (false, _) => {}
                }
            }
            readers.push(of_unit);
        }
        Ok(readers)
    }
}

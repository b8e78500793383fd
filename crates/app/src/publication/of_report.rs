//! Owns what the public knows of one report (この事例の公表): which month counts it, and whether its text is public.
use domain::approval::CaseState;
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::publication::{Month, Snapshot};

use crate::access::{about, authorise};
use crate::report::{fold, load_case, stream};
use crate::{App, AppError, Ctx};

/// Whether the public figures hold a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Reported before the standard came into force: no month counts it.
    BeforeStandard,
    /// Its month is not published yet.
    NotYet,
    /// The published month counts it.
    Yes,
    /// The published month counts the event once, in the report into which this one was merged.
    InAnother,
    /// It came after the cut-off of the published month, as past paper does; an erratum would count it.
    TooLate,
}

impl Counted {
    /// The stable code in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BeforeStandard => "before_standard",
            Self::NotYet => "not_yet",
            Self::Yes => "yes",
            Self::InAnother => "in_another",
            Self::TooLate => "too_late",
        }
    }
}

/// What the public knows of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPublication {
    /// The month of its report date.
    pub month: Month,
    /// Whether the month counts it.
    pub counted: Counted,
    /// When the newest revision of the month was published, microseconds since 1970 UTC.
    pub published_at: Option<i64>,
    /// Whether its separately written text is public; `None` where none is needed.
    pub text: Option<bool>,
}

impl App {
    /// What the public knows of a report, for its readers.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn report_publication(&self, ctx: &Ctx, id: ReportId) -> Result<ReportPublication, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::ReadReport, &Resource::Report(ctx.facility, about))?;
        let in_force = self.load_facility(&mut tx).await?.profile;
        let day = report.report_date.parse().map_err(|_| AppError::Data("report date"))?;
        let month = Month::of(day);
        let row = tx.published_month(&month.to_string()).await?;
        let counted = match &row {
            _ if day < in_force.effective_from => Counted::BeforeStandard,
            None => Counted::NotYet,
            Some(row) => {
                let mut known = tx.stream(&stream(id)).await?;
                known.retain(|event| event.at <= row.cut_off);
                match known.is_empty() {
                    true => Counted::TooLate,
                    false if matches!(fold(&known)?.state, CaseState::Merged { .. }) => Counted::InAnother,
                    false => Counted::Yes,
                }
            }
        };
        let needs_text = in_force.publication.needs_narrative(&report.form, report.medication_detail.as_deref());
        let text = if needs_text && !matches!(counted, Counted::BeforeStandard | Counted::InAnother) {
            let text = tx.publication_text(id).await?;
            let snapshot: Option<Snapshot> = row.as_ref().map(|row| serde_json::from_str(&row.snapshot)).transpose()?;
            // A snapshot names no report: its texts are recognised by their words.
            Some(text.zip(snapshot).is_some_and(|(text, snapshot)| {
                snapshot
                    .narratives
                    .iter()
                    .any(|told| told.circumstances == text.circumstances && told.prevention == text.prevention)
            }))
        } else {
            None
        };
        Ok(ReportPublication { month, counted, published_at: row.and_then(|row| row.published_at), text })
    }
}

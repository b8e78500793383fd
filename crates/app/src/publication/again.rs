//! Owns drawing a published month up again: what the journal gives today for its cut-off, by the profile of then.
use std::collections::BTreeMap;

use domain::policy::Action;
use domain::publication::{Month, Snapshot};
use store::{PublicationRow, Tx};

use super::count::{Drawn, draw_up, hash_of};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// Draws a published revision up again. The names of the facility and the approved texts are those of the release: they may be others
/// today; everything else comes from the journal.
pub(crate) async fn drawn_again<M>(app: &App, tx: &mut Tx<M>, row: &PublicationRow) -> Result<Drawn, AppError> {
    let published: Snapshot = serde_json::from_str(&row.snapshot)?;
    let profile = app.profile_version(tx, row.rule_version).await?;
    let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
    let head = (published.month, published.revision, published.cut_off, published.erratum_reason);
    let mut drawn = draw_up(app, tx, &facility, &profile, head, &BTreeMap::new()).await?;
    drawn.snapshot.facility_ja = published.facility_ja;
    drawn.snapshot.facility_en = published.facility_en;
    drawn.snapshot.narratives = published.narratives;
    Ok(drawn)
}

impl App {
    /// What publishing a revision of a month again would give, as text and SHA-256 in hexadecimal: the same bytes as then, as long as
    /// nobody altered the record. `None` when it was never published.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn month_again(
        &self,
        ctx: &Ctx,
        month: Month,
        revision: u32,
    ) -> Result<Option<(String, String)>, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let Some(row) = tx.publication(&month.to_string(), i64::from(revision)).await? else { return Ok(None) };
        if row.published_at.is_none() {
            return Ok(None);
        }
        hash_of(&drawn_again(self, &mut tx, &row).await?.snapshot).map(Some)
    }
}

//! Owns what the public reads: published snapshots and nothing else.
use domain::profile::Profile;
use domain::publication::{Month, Snapshot};
use std::sync::Arc;
use store::{FacilityEntry, PublicationRow};

use super::individual::PublicCaseLine;
use crate::{App, AppError, Ctx};

/// A revision of a published month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRevision {
    /// Its number, 1 = the first publication.
    pub revision: u32,
    /// When it was published, microseconds since 1970 UTC.
    pub published_at: i64,
    /// Why it replaced the one before.
    pub erratum_reason: Option<String>,
    /// SHA-256 of the snapshot, hexadecimal.
    pub hash: String,
}

/// A published month.
#[derive(Debug, Clone)]
pub struct PublicMonth {
    /// The newest snapshot.
    pub snapshot: Snapshot,
    /// The stored text of the snapshot: the very bytes whose hash was journalled.
    pub text: String,
    /// All revisions, newest first.
    pub revisions: Vec<PublicRevision>,
    /// The published month before.
    pub previous: Option<Month>,
    /// The published month after.
    pub next: Option<Month>,
    /// The profile by which was counted, for the explanation of the levels.
    pub profile: Arc<Profile>,
    /// How to reach the facility.
    pub contact: String,
    /// The facility's context, for dates in its zone.
    pub ctx: Ctx,
}

/// The published months of a facility.
#[derive(Debug, Clone)]
pub struct PublicIndex {
    /// The facility.
    pub facility: FacilityEntry,
    /// Months with their totals (incidents, accidents), newest first.
    pub months: Vec<(Month, u32, u32)>,
    /// How to reach the facility.
    pub contact: String,
    /// Individual publications, newest first.
    pub cases: Vec<PublicCaseLine>,
}

impl App {
    /// The published months of a facility; `None` when there is no such facility.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_index(&self, code: &str) -> Result<Option<PublicIndex>, AppError> {
        let Some(facility) = self.store().facility_by_code(code).await? else { return Ok(None) };
        let mut tx = self.store().read(&facility.facility_id).await?;
        let contact = tx.facility().await?.map(|row| row.contact).unwrap_or_default();
        let mut months: Vec<(Month, u32, u32)> = Vec::new();
        for row in tx.published().await? {
            let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
            if !months.iter().any(|(month, ..)| *month == snapshot.month) {
                months.push((snapshot.month, snapshot.figures.total_incident, snapshot.figures.total_accident));
            }
        }
        let cases = self.public_cases(&mut tx).await?;
        Ok(Some(PublicIndex { facility, months, contact, cases }))
    }

    /// A published month; `None` when there is no such facility or the month is not published.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_month(&self, code: &str, month: Month) -> Result<Option<PublicMonth>, AppError> {
        let Some(ctx) = self.visitor(code).await? else { return Ok(None) };
        let mut tx = self.store().read(&ctx.facility).await?;
        let key = month.to_string();
        let Some(row) = tx.published_month(&key).await? else { return Ok(None) };
        let revisions = tx.publications_of(&key).await?.into_iter().filter_map(revision).collect();
        let mut months: Vec<Month> = tx.published().await?.iter().filter_map(|row| row.month.parse().ok()).collect();
        months.sort_unstable();
        months.dedup();
        let at = months.iter().position(|held| *held == month).unwrap_or(0);
        let profile = self.profile_version(&mut tx, row.rule_version).await?;
        let contact = tx.facility().await?.map(|facility| facility.contact).unwrap_or_default();
        Ok(Some(PublicMonth {
            snapshot: serde_json::from_str(&row.snapshot)?,
            text: row.snapshot,
            revisions,
            previous: at.checked_sub(1).and_then(|before| months.get(before).copied()),
            next: months.get(at + 1).copied(),
            profile,
            contact,
            ctx: ctx.clone(),
        }))
    }
}

fn revision(row: PublicationRow) -> Option<PublicRevision> {
    Some(PublicRevision {
        revision: u32::try_from(row.revision).ok()?,
        published_at: row.published_at?,
        erratum_reason: row.erratum_reason,
        hash: row.snapshot_hash,
    })
}

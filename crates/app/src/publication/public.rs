//! Owns what the public reads: published snapshots and nothing else.
use std::sync::Arc;

use domain::profile::Profile;
use domain::publication::{AnnouncementLine, Month, Snapshot};
use jiff::tz::TimeZone;
use store::{FacilityRow, PublicationRow};

use super::individual::{announced, announced_hashes};
use super::period::{PublishedPeriod, published_periods};
use crate::{App, AppError, Ctx};

/// A revision of a published month or period.
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
    /// How the publication may be used; `None` = the program's own words.
    pub licence: Option<String>,
    /// The facility's context, for dates in its zone.
    pub ctx: Ctx,
}

/// A published month in the list: its newest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedMonth {
    /// The month.
    pub month: Month,
    /// The newest revision.
    pub revision: u32,
    /// インシデント, cases.
    pub incident: u32,
    /// アクシデント, cases.
    pub accident: u32,
    /// When the newest revision was published, microseconds since 1970 UTC.
    pub published_at: i64,
    /// When the first revision was published, microseconds since 1970 UTC.
    pub first_published_at: i64,
    /// SHA-256 of the newest snapshot, hexadecimal.
    pub hash: String,
}

/// Everything that a facility has published, as lists.
#[derive(Debug, Clone)]
pub struct PublicIndex {
    /// The facility.
    pub facility: FacilityRow,
    /// Its zone.
    pub zone: TimeZone,
    /// The profile in force, for the explanation of the levels.
    pub profile: Arc<Profile>,
    /// Months, newest first.
    pub months: Vec<PublishedMonth>,
    /// Half-years and years (包括公表), newest first.
    pub periods: Vec<PublishedPeriod>,
    /// Individual publications (個別公表), newest first; those whose text cannot be read are among them.
    pub announcements: Vec<AnnouncementLine>,
}

impl PublicIndex {
    /// When anything was published or taken back last, microseconds since 1970 UTC.
    #[must_use]
    pub fn updated_at(&self) -> Option<i64> {
        let months = self.months.iter().map(|month| month.published_at);
        let periods = self.periods.iter().map(|period| period.published_at);
        months.chain(periods).chain(self.announcements.iter().map(|announcement| announcement.changed_at)).max()
    }
}

impl App {
    /// Everything that a facility has published; `None` when there is no such facility.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_index(&self, code: &str) -> Result<Option<PublicIndex>, AppError> {
        let Some(ctx) = self.visitor(code).await? else { return Ok(None) };
        let mut tx = self.store().read(&ctx.facility).await?;
        let facility = self.load_facility(&mut tx).await?;
        Ok(Some(PublicIndex {
            months: months(tx.published().await?)?,
            periods: published_periods(self, &mut tx).await?,
            announcements: announced(&mut tx).await?,
            facility: facility.row,
            profile: facility.profile,
            zone: ctx.zone,
        }))
    }

    /// The newest snapshot of every published month, oldest month first; `None` when there is no such facility.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_snapshots(&self, code: &str) -> Result<Option<Vec<Snapshot>>, AppError> {
        let Some(ctx) = self.visitor(code).await? else { return Ok(None) };
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut snapshots: Vec<Snapshot> = Vec::new();
        for row in tx.published().await? {
            let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
            if snapshots.last().is_none_or(|last| last.month != snapshot.month) {
                snapshots.push(snapshot);
            }
        }
        snapshots.reverse();
        Ok(Some(snapshots))
    }

    /// The hashes of all published revisions of a month (`2026-10`), a period (`fy2026-h1`) or an individual publication
    /// (`cases/2026-1`); none for what was never published, or can no longer be read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_hashes(&self, code: &str, of: &str) -> Result<Vec<String>, AppError> {
        let Some(ctx) = self.visitor(code).await? else { return Ok(Vec::new()) };
        let mut tx = self.store().read(&ctx.facility).await?;
        if let Some(slug) = of.strip_prefix("cases/") {
            return announced_hashes(&mut tx, slug).await;
        }
        let months = tx.published().await?.into_iter().filter(|row| row.month == of).map(|row| row.snapshot_hash);
        let mut hashes: Vec<String> = months.collect();
        let periods = tx.published_periods().await?.into_iter();
        hashes.extend(periods.filter(|row| row.period == of).map(|row| row.snapshot_hash));
        Ok(hashes)
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
        let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
        Ok(Some(PublicMonth {
            snapshot: serde_json::from_str(&row.snapshot)?,
            text: row.snapshot,
            revisions,
            previous: at.checked_sub(1).and_then(|before| months.get(before).copied()),
            next: months.get(at + 1).copied(),
            profile,
            contact: facility.contact,
            licence: facility.licence,
            ctx: ctx.clone(),
        }))
    }
}

/// Rows come with the newest month and revision first.
fn months(rows: Vec<PublicationRow>) -> Result<Vec<PublishedMonth>, AppError> {
    let mut months: Vec<PublishedMonth> = Vec::new();
    for row in rows {
        let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
        let published_at = row.published_at.ok_or(AppError::Data("published_at"))?;
        match months.last_mut().filter(|newer| newer.month == snapshot.month) {
            Some(newer) => newer.first_published_at = published_at,
            None => months.push(PublishedMonth {
                month: snapshot.month,
                revision: snapshot.revision,
                incident: snapshot.figures.total_incident,
                accident: snapshot.figures.total_accident,
                published_at,
                first_published_at: published_at,
                hash: row.snapshot_hash,
            }),
        }
    }
    Ok(months)
}

fn revision(row: PublicationRow) -> Option<PublicRevision> {
    Some(PublicRevision {
        revision: u32::try_from(row.revision).ok()?,
        published_at: row.published_at?,
        erratum_reason: row.erratum_reason,
        hash: row.snapshot_hash,
    })
}

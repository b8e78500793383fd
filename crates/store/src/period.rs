//! Owns comprehensive publications (包括公表): the revisions of half-years and years.
use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One revision of a period's publication. Once `published`, the engines refuse every change.
    pub struct PeriodRow in PERIOD_PUBLICATIONS = "period_publications", recorded: true, key: (period, revision) {
        /// `fy2026`, `fy2026-h1` or `fy2026-h2`.
        period: String => Coded,
        /// 1, 2, 3 …
        revision: i64 => Coded,
        /// `draft`, `checked`, `approved` or `published`.
        state: String => Coded,
        /// The published figures (JSON).
        snapshot: String => Coded,
        /// SHA-256 of the snapshot (hex).
        snapshot_hash: String => Technical,
        /// Instant (µs) up to which events are counted.
        cut_off: i64 => Technical,
        /// Version of the profile whose rules counted.
        rule_version: i64 => Technical,
        /// Why a published period is corrected (正誤).
        erratum_reason: Option<String> => Coded,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// Instant (µs) of publication.
        published_at: Option<i64> => Technical,
    }
}

impl<M> Tx<M> {
    /// One revision of a period.
    pub async fn period(&mut self, period: &str, revision: i64) -> Result<Option<PeriodRow>> {
        self.get_row(&[period.to_owned().to_value(), revision.to_value()]).await
    }

    /// All revisions of a period, newest first.
    pub async fn periods_of(&mut self, period: &str) -> Result<Vec<PeriodRow>> {
        self.list_rows("AND period = $2 ORDER BY revision DESC", &[period.to_owned().to_value()]).await
    }

    /// All published revisions, newest period and revision first.
    pub async fn published_periods(&mut self) -> Result<Vec<PeriodRow>> {
        self.list_rows("AND state = 'published' ORDER BY period DESC, revision DESC", &[]).await
    }
}

impl Tx<Write> {
    /// Adds a revision. `Conflict("period_publications_pkey")` when another writer added the same.
    pub async fn insert_period(&mut self, row: &PeriodRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a revision that is not yet published.
    pub async fn update_period(&mut self, row: &PeriodRow) -> Result<()> {
        self.update_row(row).await
    }
}

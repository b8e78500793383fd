//! Owns the rows of individual publications (個別公表): the projection of each matter for lists, and every edition that went out.
use domain::id::ReportId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// Where the matter of a case stands. The truth is the journal stream `individual:<report>`.
    pub struct MatterRow in INDIVIDUAL_MATTERS = "individual_matters", recorded: true, key: (report_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// Stage code.
        stage: String => Coded,
        /// `level` or `socially_significant`.
        grounds: String => Coded,
        /// Day (ISO) on which its clock started.
        opened_on: String => Coded,
        /// Version of the profile whose rule holds.
        rule_version: i64 => Technical,
        /// Number of the last event of the stream.
        stream_seq: i64 => Technical,
        /// Name in public addresses, once released.
        slug: Option<String> => Coded,
        /// The newest edition that went out.
        edition: Option<i64> => Technical,
        /// Instant (µs) at which it came to this stage.
        entered_at: i64 => Technical,
    }
}

record! {
    /// One edition that went out. Never changes.
    pub struct ReleaseRow in INDIVIDUAL_RELEASES = "individual_releases", recorded: true, key: (slug, edition) {
        /// Name in public addresses.
        slug: String => Coded,
        /// 1, 2, 3 …
        edition: i64 => Technical,
        /// The report.
        report_id: ReportId => Technical,
        /// SHA-256 of the announcement (hex).
        snapshot_hash: String => Technical,
        /// The announcement (JSON), sealed under the report's content key: what is erased there can no longer be read here.
        sealed: Vec<u8> => Sealed,
        /// Version of the profile whose rule holds.
        rule_version: i64 => Technical,
        /// Instant (µs) up to which events are told.
        cut_off: i64 => Technical,
        /// Instant (µs).
        released_at: i64 => Technical,
    }
}

impl<M> Tx<M> {
    /// The matter of a report.
    pub async fn matter(&mut self, report_id: ReportId) -> Result<Option<MatterRow>> {
        self.get_row(&[report_id.to_value()]).await
    }

    /// The matter with the public name.
    pub async fn matter_by_slug(&mut self, slug: &str) -> Result<Option<MatterRow>> {
        Ok(self.list_rows("AND slug = $2", &[slug.to_owned().to_value()]).await?.pop())
    }

    /// All matters, the oldest first.
    pub async fn matters(&mut self) -> Result<Vec<MatterRow>> {
        self.list_rows("ORDER BY opened_on, report_id", &[]).await
    }

    /// The matters that are or were public, the newest name first.
    pub async fn public_matters(&mut self) -> Result<Vec<MatterRow>> {
        self.list_rows("AND slug IS NOT NULL ORDER BY slug DESC", &[]).await
    }

    /// The editions of a public name, newest first.
    pub async fn releases_of(&mut self, slug: &str) -> Result<Vec<ReleaseRow>> {
        self.list_rows("AND slug = $2 ORDER BY edition DESC", &[slug.to_owned().to_value()]).await
    }

    /// Every edition of every matter, by name and number; for verification.
    pub async fn releases(&mut self) -> Result<Vec<ReleaseRow>> {
        self.list_rows("ORDER BY slug, edition", &[]).await
    }
}

impl Tx<Write> {
    /// Adds the matter of a report. `Conflict("individual_matters_pkey")` when another writer opened it.
    pub async fn insert_matter(&mut self, row: &MatterRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Writes the projection after an event.
    pub async fn update_matter(&mut self, row: &MatterRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Adds an edition.
    pub async fn insert_release(&mut self, row: &ReleaseRow) -> Result<()> {
        self.insert_row(row).await
    }
}

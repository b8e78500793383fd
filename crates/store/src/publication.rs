//! Owns published months (月次公表) and the de-identified texts of cases.
use domain::id::ReportId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One revision of a month's publication. Once `published`, the engines refuse every change.
    pub struct PublicationRow in PUBLICATIONS = "publications", recorded: true, key: (month, revision) {
        /// `YYYY-MM`.
        month: String => Coded,
        /// 1, 2, 3 …
        revision: i64 => Coded,
        /// `draft`, `checked`, `approved` or `published`.
        state: String => Coded,
        /// The published figures and texts (JSON).
        snapshot: String => Coded,
        /// SHA-256 of the snapshot (hex).
        snapshot_hash: String => Technical,
        /// Instant (µs) up to which events are counted.
        cut_off: i64 => Technical,
        /// Version of the profile whose rules counted.
        rule_version: i64 => Technical,
        /// Why a published month is corrected (正誤).
        erratum_reason: Option<String> => Coded,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// Instant (µs) of publication.
        published_at: Option<i64> => Technical,
    }
}

record! {
    /// The de-identified text of one case.
    pub struct PublicationTextRow in PUBLICATION_TEXTS = "publication_texts", recorded: true, key: (report_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// What happened (発生状況), de-identified.
        circumstances: String => Coded,
        /// How it is prevented (防止策), de-identified.
        prevention: String => Coded,
        /// Account id.
        written_by: String => Technical,
        /// Account id of the second person.
        approved_by: Option<String> => Technical,
        /// `draft` or `approved`.
        state: String => Coded,
        /// Instant (µs).
        updated_at: i64 => Technical,
        /// Until it is approved: the text as it stands and as it was written, sealed under the report's key. The two columns are empty then.
        sealed: Option<Vec<u8>> => Sealed,
    }
}

impl<M> Tx<M> {
    /// One revision of a month.
    pub async fn publication(&mut self, month: &str, revision: i64) -> Result<Option<PublicationRow>> {
        self.get_row(&[month.to_owned().to_value(), revision.to_value()]).await
    }

    /// All revisions of a month, newest first.
    pub async fn publications_of(&mut self, month: &str) -> Result<Vec<PublicationRow>> {
        self.list_rows("AND month = $2 ORDER BY revision DESC", &[month.to_owned().to_value()]).await
    }

    /// All revisions of all months, newest month and revision first.
    pub async fn publications(&mut self) -> Result<Vec<PublicationRow>> {
        self.list_rows("ORDER BY month DESC, revision DESC", &[]).await
    }

    /// All published revisions, newest month and revision first.
    pub async fn published(&mut self) -> Result<Vec<PublicationRow>> {
        self.list_rows("AND state = 'published' ORDER BY month DESC, revision DESC", &[]).await
    }

    /// The revision of a month that the public sees: the newest published one.
    pub async fn published_month(&mut self, month: &str) -> Result<Option<PublicationRow>> {
        let rest = "AND month = $2 AND state = 'published' ORDER BY revision DESC LIMIT 1";
        Ok(self.list_rows(rest, &[month.to_owned().to_value()]).await?.pop())
    }

    /// The text of one case.
    pub async fn publication_text(&mut self, report_id: ReportId) -> Result<Option<PublicationTextRow>> {
        self.get_row(&[report_id.to_value()]).await
    }

    /// The texts of the reports with a report date between two ISO dates, both included.
    pub async fn publication_texts(&mut self, from: &str, until: &str) -> Result<Vec<PublicationTextRow>> {
        let rest = "AND report_id IN (SELECT r.report_id FROM reports r WHERE r.facility_id = $1 AND r.report_date >= $2 AND r.report_date <= $3) ORDER BY report_id";
        self.list_rows(rest, &[from.to_owned().to_value(), until.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Adds a revision. `Conflict("publications_pkey")` when another writer added the same.
    pub async fn insert_publication(&mut self, row: &PublicationRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a revision that is not yet published.
    pub async fn update_publication(&mut self, row: &PublicationRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Adds the text of a case.
    pub async fn insert_publication_text(&mut self, row: &PublicationTextRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes the text of a case.
    pub async fn update_publication_text(&mut self, row: &PublicationTextRow) -> Result<()> {
        self.update_row(row).await
    }
}

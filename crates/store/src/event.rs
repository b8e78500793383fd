//! Owns the receipts of staff who have read a measure (周知の確認). Events (事象) themselves are ids on reports.
use domain::id::{AccountId, EventId, ReportId, UnitId};

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One person has read the measure of one report.
    pub struct ReadReceiptRow in READ_RECEIPTS = "read_receipts", recorded: true, key: (report_id, account_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// The reader.
        account_id: AccountId => Technical,
        /// The reader's unit at that time.
        unit_id: Option<UnitId> => Technical,
        /// Instant (µs).
        read_at: i64 => Technical,
    }
}

record! {
    /// A unit that shall read the measure of a report (周知先の部署).
    pub struct MeasureUnitRow in MEASURE_UNITS = "measure_units", recorded: true, key: (report_id, unit_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// The unit.
        unit_id: UnitId => Technical,
    }
}

impl<M> Tx<M> {
    /// Who has read the measure, first reader first.
    pub async fn read_receipts(&mut self, report_id: ReportId) -> Result<Vec<ReadReceiptRow>> {
        self.list_rows("AND report_id = $2 ORDER BY read_at, account_id", &[report_id.to_value()]).await
    }

    /// Whether the person has read it.
    pub async fn read_receipt(&mut self, report_id: ReportId, account_id: AccountId) -> Result<Option<ReadReceiptRow>> {
        self.get_row(&[report_id.to_value(), account_id.to_value()]).await
    }

    /// What a person has read.
    pub async fn read_receipts_of(&mut self, account_id: AccountId) -> Result<Vec<ReadReceiptRow>> {
        self.list_rows("AND account_id = $2 ORDER BY read_at, report_id", &[account_id.to_value()]).await
    }

    /// The ids of the reports that tell of the event, first submitted first.
    pub async fn reports_of_event(&mut self, event_id: EventId) -> Result<Vec<ReportId>> {
        let text =
            "SELECT report_id FROM reports WHERE facility_id = $1 AND event_id = $2 ORDER BY submitted_at, report_id";
        self.column(text, &[event_id.to_value()], "reports", "report_id").await
    }
}

impl Tx<Write> {
    /// Notes that a person has read it. `Conflict("read_receipts_pkey")` when already noted.
    pub async fn insert_read_receipt(&mut self, row: &ReadReceiptRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Addresses the measure of a report to a unit.
    pub async fn insert_measure_unit(&mut self, row: &MeasureUnitRow) -> Result<()> {
        self.insert_row(row).await
    }
}

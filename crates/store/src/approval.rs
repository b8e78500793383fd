//! Owns the `cases` rows: the projection of each report's case (決裁) for lists. The truth is the journal stream.
use domain::id::ReportId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// The projection of a report's case.
    pub struct CaseRow in CASES = "cases", recorded: true, key: (report_id) {
        /// The report.
        report_id: ReportId => Technical,
        /// State code.
        state: String => Coded,
        /// Round of approval, from 1; a return (差し戻し) starts the next.
        round: i64 => Coded,
        /// The seat that decides next; `None` = nobody.
        seat: Option<String> => Coded,
        /// Number of the last event of the case's stream.
        stream_seq: i64 => Technical,
        /// Level proposed by the reporter.
        reporter_level: Option<String> => Coded,
        /// Level judged by the unit's leader.
        leader_level: Option<String> => Coded,
        /// Final level.
        final_level: Option<String> => Coded,
        /// `incident` or `accident`.
        kind: Option<String> => Coded,
        /// Whether measures await a review.
        measures_review: bool => Coded,
        /// The report into which this one was merged.
        merged_into: Option<ReportId> => Technical,
        /// Instant (µs) at which the case came to this state and seat.
        entered_at: i64 => Technical,
        /// Instant (µs) of closing.
        closed_at: Option<i64> => Technical,
    }
}

impl<M> Tx<M> {
    /// The case of a report.
    pub async fn case(&mut self, report_id: ReportId) -> Result<Option<CaseRow>> {
        self.get_row(&[report_id.to_value()]).await
    }

    /// The cases that were merged into the report's.
    pub async fn merged_into(&mut self, report_id: ReportId) -> Result<Vec<CaseRow>> {
        self.list_rows("AND merged_into = $2 ORDER BY report_id", &[report_id.to_value()]).await
    }

    /// The cases after a report id in id order, at most `limit`; to walk through all of them, as verification does.
    pub async fn cases_after(&mut self, after: Option<ReportId>, limit: i64) -> Result<Vec<CaseRow>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        self.list_rows("AND report_id > $2 ORDER BY report_id LIMIT $3", &[after.to_value(), limit.to_value()]).await
    }

    /// How many cases are in each state.
    pub async fn count_by_state(&mut self) -> Result<Vec<(String, i64)>> {
        let text = "SELECT state, COUNT(*) FROM cases WHERE facility_id = $1 GROUP BY state ORDER BY state";
        self.pairs(text, &[]).await
    }
}

impl Tx<Write> {
    /// Creates the case of a new report.
    pub async fn insert_case(&mut self, row: &CaseRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Writes the projection after events were decided.
    pub async fn update_case(&mut self, row: &CaseRow) -> Result<()> {
        self.update_row(row).await
    }
}

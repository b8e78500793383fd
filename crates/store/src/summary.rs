//! Owns short questions whose answers summarise many rows: what waits for reading, months with reports, the newest profile.
use domain::id::{AccountId, ReportId, UnitId};

use crate::error::Result;
use crate::field::Field;
use crate::tx::Tx;

impl<M> Tx<M> {
    /// Number of the newest profile version.
    pub async fn profile_latest_version(&mut self) -> Result<Option<i64>> {
        let text = "SELECT version FROM profile_versions WHERE facility_id = $1 ORDER BY version DESC LIMIT 1";
        Ok(self.column(text, &[], "profile_versions", "version").await?.pop())
    }

    /// Months (`YYYY-MM`, by report date) with the number of their reports, oldest first.
    pub async fn reports_per_month(&mut self) -> Result<Vec<(String, i64)>> {
        let text =
            "SELECT substr(report_date, 1, 7), COUNT(*) FROM reports WHERE facility_id = $1 GROUP BY 1 ORDER BY 1";
        self.pairs(text, &[]).await
    }

    /// Reports on which somebody stamped in this person's place (代決).
    pub async fn reports_stamped_for(&mut self, account_id: AccountId) -> Result<Vec<ReportId>> {
        let text = "SELECT DISTINCT substr(stream, 8) FROM journal WHERE facility_id = $1 AND on_behalf_of = $2 AND kind = 'seat_stamped'";
        self.column(text, &[account_id.to_string().to_value()], "journal", "stream").await
    }

    /// Reports whose measure this person's unit shall read and this person has not confirmed.
    pub async fn measures_unread(&mut self, unit_id: UnitId, account_id: AccountId) -> Result<Vec<ReportId>> {
        let text = "SELECT m.report_id FROM measure_units m WHERE m.facility_id = $1 AND m.unit_id = $2 AND NOT EXISTS \
                    (SELECT 1 FROM read_receipts r WHERE r.facility_id = m.facility_id AND r.report_id = m.report_id \
                    AND r.account_id = $3) ORDER BY m.report_id";
        self.column(text, &[unit_id.to_value(), account_id.to_value()], "measure_units", "report_id").await
    }
}

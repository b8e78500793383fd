//! Owns short questions whose answers summarise many rows: how much waits, what waits for reading, months with reports, the newest profile.
use domain::id::{AccountId, ReportId, UnitId};

use crate::dialect::Sql;
use crate::error::Result;
use crate::field::{Field, Value};
use crate::report_filter::any_of;
use crate::report_list::{FROM_CASES, my_seats};
use crate::tx::{Tx, cell, corrupt};

/// The streams `report/<id>` with more stamps for a person than looks by this person.
pub(crate) const PROXY_STAMPS: &str = "SELECT substr(j.stream, 8) FROM journal j \
    WHERE j.facility_id = $1 AND j.on_behalf_of = $2 AND j.kind = 'seat_stamped' GROUP BY j.stream \
    HAVING COUNT(*) > (SELECT COUNT(*) FROM journal r WHERE r.facility_id = $1 AND r.stream = j.stream \
    AND r.kind = 'proxy_stamp_reviewed' AND r.actor = $2)";

/// The text of how many cases wait at some seats.
pub(crate) fn inbox_count_sql(sql: Sql, seats: &[(String, Option<UnitId>)]) -> Sql {
    my_seats(sql.push("SELECT COUNT(*)").push(FROM_CASES).push(" AND c.state = 'in_review'"), seats)
}

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

    /// Reports on which somebody stamped in this person's place (代決) more often than this person has looked (後閲).
    /// A stamp that became void without a look counts too: whether one is still open, only the case itself tells.
    pub async fn reports_with_proxy_stamps(&mut self, account_id: AccountId) -> Result<Vec<ReportId>> {
        let account = account_id.to_string().to_value();
        self.column(PROXY_STAMPS, &[account], "journal", "stream").await
    }

    /// How many cases wait at some seats (決裁待ち): as many as [`Tx::inbox`] lists.
    pub async fn count_inbox(&mut self, seats: &[(String, Option<UnitId>)]) -> Result<i64> {
        if seats.is_empty() {
            return Ok(0);
        }
        let row = inbox_count_sql(self.sql(), seats).query().fetch_one(&mut *self.inner).await?;
        cell(&row, 0).ok_or_else(|| corrupt("cases", "count", "?"))
    }

    /// The same by seat code.
    pub async fn count_inbox_by_seat(&mut self, seats: &[(String, Option<UnitId>)]) -> Result<Vec<(String, i64)>> {
        if seats.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self.sql().push("SELECT c.seat, COUNT(*)").push(FROM_CASES).push(" AND c.state = 'in_review'");
        let rows =
            my_seats(sql, seats).push(" GROUP BY c.seat ORDER BY c.seat").query().fetch_all(&mut *self.inner).await?;
        let group = |row| Some((cell(row, 0)?, cell(row, 1)?));
        rows.iter().map(|row| group(row).ok_or_else(|| corrupt("cases", "seat", "?"))).collect()
    }

    /// How many measures [`Tx::unread`] lists.
    pub async fn count_measures_unread(&mut self, unit_id: UnitId, account_id: AccountId) -> Result<i64> {
        let text = "SELECT COUNT(*) FROM measure_units m WHERE m.facility_id = $1 AND m.unit_id = $2 AND NOT EXISTS \
                    (SELECT 1 FROM read_receipts r WHERE r.facility_id = m.facility_id AND r.report_id = m.report_id \
                    AND r.account_id = $3)";
        self.scalar(text, &[unit_id.to_value(), account_id.to_value()], "measure_units", "count").await
    }

    /// This person's reports, newest first: named ones by account, protected ones by their tags; `state` leaves only cases in it.
    pub async fn own_reports(&mut self, account_id: AccountId, state: Option<&str>) -> Result<Vec<ReportId>> {
        let mut sql = self.sql().push("SELECT r.report_id, r.submitted_at, r.reporter_tag, r.mode FROM reports r");
        if state.is_some() {
            sql = sql.push(" JOIN cases c ON c.facility_id = r.facility_id AND c.report_id = r.report_id");
        }
        sql = sql.push(" WHERE r.facility_id = $1");
        if let Some(state) = state {
            sql = sql.push(" AND c.state = ").bind(state.to_owned().to_value());
        }
        sql = sql.push(" AND (r.reporter_account = ").bind(account_id.to_value()).push(" OR r.mode = 'protected')");
        let mut own = Vec::new();
        for row in sql.query().fetch_all(&mut *self.inner).await? {
            let report: ReportId = cell(&row, 0).ok_or_else(|| corrupt("reports", "report_id", "?"))?;
            let read = || Some((cell::<i64>(&row, 1)?, cell::<Option<String>>(&row, 2)?, cell::<String>(&row, 3)?));
            let (at, tag, mode) = read().ok_or_else(|| corrupt("reports", "reporter_tag", &report.to_string()))?;
            if mode != "protected" || tag.is_some_and(|tag| tag == self.reporter_tag(report, account_id)) {
                own.push((at, report));
            }
        }
        own.sort_unstable_by(|one, other| other.cmp(one));
        Ok(own.into_iter().map(|(_, report)| report).collect())
    }

    /// The events of these kinds in these streams: name of the stream and kind, in the order in which they happened.
    pub async fn events_of_kinds(&mut self, streams: &[String], kinds: &[&str]) -> Result<Vec<(String, String)>> {
        if streams.is_empty() || kinds.is_empty() {
            return Ok(Vec::new());
        }
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let sql = self.sql().push("SELECT stream, kind FROM journal WHERE facility_id = $1");
        let sql = any_of(any_of(sql, " AND stream", streams), " AND kind", &kinds);
        let rows = sql.push(" ORDER BY stream, stream_seq").query().fetch_all(&mut *self.inner).await?;
        let pair = |row| Some((cell(row, 0)?, cell(row, 1)?));
        rows.iter().map(|row| pair(row).ok_or_else(|| corrupt("journal", "stream", "?"))).collect()
    }

    /// How many cases are in a state, by the version of the profile that judges them and by unit.
    pub async fn count_in_state(&mut self, state: &str) -> Result<Vec<(i64, Option<UnitId>, i64)>> {
        let text = "SELECT r.profile_version, r.unit_id, COUNT(*) FROM cases c JOIN reports r ON r.facility_id = c.facility_id \
                    AND r.report_id = c.report_id WHERE c.facility_id = $1 AND c.state = $2 GROUP BY r.profile_version, r.unit_id";
        let rows = self.fetch(text, &[Value::Text(state.to_owned())]).await?;
        let group = |row| Some((cell(row, 0)?, cell(row, 1)?, cell(row, 2)?));
        rows.iter().map(|row| group(row).ok_or_else(|| corrupt("reports", "unit_id", "?"))).collect()
    }
}

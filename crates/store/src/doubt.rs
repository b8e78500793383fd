//! Owns doubts that two reports tell of the same event (重複の疑い), found by the machine, and a person's word that they do not.
use domain::id::ReportId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// Two reports whose texts are nearly the same. Derived: found again whenever a text is indexed.
    pub struct DoubtRow in SEARCH_DOUBTS = "search_doubts", recorded: false, key: (report_id, other_id) {
        /// The report with the smaller id.
        report_id: ReportId => Technical,
        /// The other one.
        other_id: ReportId => Technical,
        /// How much their texts have in common, per mille.
        score: i64 => Technical,
    }
}

record! {
    /// A person's decision that two reports tell of different events.
    pub struct DistinctRow in DISTINCT_REPORTS = "distinct_reports", recorded: true, key: (report_id, other_id) {
        /// The report with the smaller id.
        report_id: ReportId => Technical,
        /// The other one.
        other_id: ReportId => Technical,
        /// Who decided: the journal's word for the actor.
        decided_by: String => Technical,
        /// Instant (µs).
        decided_at: i64 => Technical,
    }
}

impl DoubtRow {
    /// The pair in its order.
    #[must_use]
    pub fn of(one: ReportId, other: ReportId, score: i64) -> Self {
        let (report_id, other_id) = in_order(one, other);
        Self { report_id, other_id, score }
    }

    /// The report of the pair that is not this one.
    #[must_use]
    pub fn other_than(&self, report: ReportId) -> ReportId {
        if self.report_id == report { self.other_id } else { self.report_id }
    }
}

/// As the key has them: by text, as both engines compare.
fn in_order(one: ReportId, other: ReportId) -> (ReportId, ReportId) {
    if one.to_string() <= other.to_string() { (one, other) } else { (other, one) }
}

/// Neither decided nor joined to another report.
const OPEN: &str = "AND NOT EXISTS (SELECT 1 FROM distinct_reports x WHERE x.facility_id = search_doubts.facility_id \
    AND x.report_id = search_doubts.report_id AND x.other_id = search_doubts.other_id) \
    AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.facility_id = search_doubts.facility_id \
    AND c.report_id IN (search_doubts.report_id, search_doubts.other_id) AND c.merged_into IS NOT NULL)";

impl<M> Tx<M> {
    /// Doubts that nobody has settled, the strongest first. They are few: a list on one page.
    pub async fn open_doubts(&mut self) -> Result<Vec<DoubtRow>> {
        let rows: Vec<DoubtRow> = self.list_rows(OPEN, &[]).await?;
        Ok(strongest_first(rows))
    }

    /// How many doubts nobody has settled; counting ends at the limit, so that a flood of equal reports does not slow a page down.
    pub async fn count_open_doubts(&mut self, limit: i64) -> Result<i64> {
        let sql =
            self.sql().push("SELECT COUNT(*) FROM (SELECT 1 FROM search_doubts WHERE facility_id = $1 ").push(OPEN);
        let row =
            sql.push(" LIMIT ").bind(limit.to_value()).push(") AS counted").query().fetch_one(&mut *self.inner).await?;
        crate::tx::cell(&row, 0).ok_or_else(|| crate::tx::corrupt("search_doubts", "count", "?"))
    }

    /// The same of one report.
    pub async fn open_doubts_of(&mut self, report: ReportId) -> Result<Vec<DoubtRow>> {
        let mut rows = self.open_doubts_where_it_is("AND report_id = $2 ", report).await?;
        rows.extend(self.open_doubts_where_it_is("AND other_id = $2 ", report).await?);
        Ok(strongest_first(rows))
    }

    async fn open_doubts_where_it_is(&mut self, place: &'static str, report: ReportId) -> Result<Vec<DoubtRow>> {
        let sql =
            crate::tx::select(self.sql(), SEARCH_DOUBTS).push(" ").push(place).value(report.to_value()).push(OPEN);
        sql.query().fetch_all(&mut *self.inner).await?.iter().map(crate::tx::decode).collect()
    }

    /// The doubts of the facility, settled ones too.
    pub async fn doubts(&mut self) -> Result<Vec<DoubtRow>> {
        self.list_rows("", &[]).await
    }

    /// Every person's decision that two reports tell of different events.
    pub async fn all_distinct_reports(&mut self) -> Result<Vec<DistinctRow>> {
        self.list_rows("", &[]).await
    }

    /// A person's decision about two reports.
    pub async fn distinct_reports(&mut self, one: ReportId, other: ReportId) -> Result<Option<DistinctRow>> {
        let (report_id, other_id) = in_order(one, other);
        self.get_row(&[report_id.to_value(), other_id.to_value()]).await
    }
}

fn strongest_first(mut rows: Vec<DoubtRow>) -> Vec<DoubtRow> {
    rows.sort_by_key(|row| (std::cmp::Reverse(row.score), row.report_id.to_string(), row.other_id.to_string()));
    rows
}

impl Tx<Write> {
    /// Puts the doubts about a report in place of those found before.
    pub async fn put_doubts(&mut self, report: ReportId, found: &[DoubtRow]) -> Result<()> {
        self.run(
            "DELETE FROM search_doubts WHERE facility_id = $1 AND (report_id = $2 OR other_id = $2)",
            &[report.to_value()],
        )
        .await?;
        for row in found {
            self.insert_row(row).await?;
        }
        Ok(())
    }

    /// Puts these in place of all doubts of the facility, so the caller brings those that shall stay, too; decisions stay.
    pub async fn replace_doubts(&mut self, found: &[DoubtRow]) -> Result<()> {
        self.delete_doubts().await?;
        for row in found {
            self.insert_row(row).await?;
        }
        Ok(())
    }

    /// Forgets all doubts of the facility; decisions stay.
    pub async fn delete_doubts(&mut self) -> Result<u64> {
        self.run("DELETE FROM search_doubts WHERE facility_id = $1", &[]).await
    }

    /// Records that two reports tell of different events. `Conflict("distinct_reports_pkey")` when it was said before.
    pub async fn insert_distinct_reports(
        &mut self,
        one: ReportId,
        other: ReportId,
        decided_by: String,
        decided_at: i64,
    ) -> Result<()> {
        let (report_id, other_id) = in_order(one, other);
        self.insert_row(&DistinctRow { report_id, other_id, decided_by, decided_at }).await
    }
}

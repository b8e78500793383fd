//! Owns the lists of reports with their cases: filter, pages, inbox (決裁待ち), months.
use domain::id::{AccountId, EventId, PlaceId, ReportId, UnitId};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::approval::CaseRow;
use crate::dialect::Sql;
use crate::error::Result;
use crate::field::Field;
use crate::report_filter::{ReportFilter, conditions};
use crate::search::{self, Route};
use crate::tx::{Tx, cell, corrupt, decode_at};

/// Part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many.
    pub limit: i64,
    /// After so many.
    pub offset: i64,
}

impl Page {
    /// Everything.
    pub const ALL: Self = Self { limit: i64::MAX, offset: 0 };
}

/// A report without its sealed parts, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Id.
    pub report_id: ReportId,
    /// Number.
    pub number: String,
    /// Event.
    pub event_id: EventId,
    /// Instant (µs).
    pub submitted_at: i64,
    /// Report date (ISO).
    pub report_date: String,
    /// Mode.
    pub mode: String,
    /// Door.
    pub door: String,
    /// Form code.
    pub form: String,
    /// Code of the medication detail.
    pub medication_detail: Option<String>,
    /// Unit.
    pub unit_id: Option<UnitId>,
    /// Place.
    pub place_id: Option<PlaceId>,
    /// Day of the event (ISO).
    pub occurred_on: Option<String>,
    /// Reporter of a named report.
    pub reporter_account: Option<AccountId>,
    /// Pseudonym of a protected reporter.
    pub reporter_tag: Option<String>,
    /// Coded answers (JSON).
    pub coded: String,
    /// Version of the profile.
    pub profile_version: i64,
    /// The projection of the case.
    pub case: CaseRow,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPage {
    /// The lines.
    pub lines: Vec<ReportLine>,
    /// How many there are in all; with words counting ends at [`count_limit`](crate::SearchWords::count_limit).
    pub total: i64,
}

pub(crate) const COLUMNS: &str = "SELECT r.report_id, r.number, r.event_id, r.submitted_at, r.report_date, r.mode, r.door, r.form, \
    r.medication_detail, r.unit_id, r.place_id, r.occurred_on, r.reporter_account, r.reporter_tag, r.coded, r.profile_version, \
    c.report_id, c.state, c.round, c.seat, c.stream_seq, c.reporter_level, c.leader_level, c.final_level, c.kind, \
    c.measures_review, c.merged_into, c.entered_at, c.closed_at";
const OWN: usize = 16;
pub(crate) const FROM_REPORTS: &str = " FROM reports r JOIN cases c ON c.facility_id = r.facility_id AND c.report_id = r.report_id WHERE r.facility_id = $1";
pub(crate) const FROM_CASES: &str = " FROM cases c JOIN reports r ON r.facility_id = c.facility_id AND r.report_id = c.report_id WHERE c.facility_id = $1";
/// Measures that a unit (bound next) shall read and one person (bound after it) has not confirmed.
const FROM_UNREAD: [&str; 3] = [
    " FROM measure_units m JOIN cases c ON c.facility_id = m.facility_id AND c.report_id = m.report_id \
     JOIN reports r ON r.facility_id = m.facility_id AND r.report_id = m.report_id WHERE m.facility_id = $1 AND m.unit_id = ",
    " AND NOT EXISTS (SELECT 1 FROM read_receipts x WHERE x.facility_id = m.facility_id AND x.report_id = m.report_id \
     AND x.account_id = ",
    ")",
];

fn line(row: &AnyRow) -> Result<ReportLine> {
    fn get<T: Field>(row: &AnyRow, index: usize, column: &str) -> Result<T> {
        cell(row, index).ok_or_else(|| corrupt("reports", column, &row.try_get::<String, _>(0).unwrap_or_default()))
    }
    Ok(ReportLine {
        report_id: get(row, 0, "report_id")?,
        number: get(row, 1, "number")?,
        event_id: get(row, 2, "event_id")?,
        submitted_at: get(row, 3, "submitted_at")?,
        report_date: get(row, 4, "report_date")?,
        mode: get(row, 5, "mode")?,
        door: get(row, 6, "door")?,
        form: get(row, 7, "form")?,
        medication_detail: get(row, 8, "medication_detail")?,
        unit_id: get(row, 9, "unit_id")?,
        place_id: get(row, 10, "place_id")?,
        occurred_on: get(row, 11, "occurred_on")?,
        reporter_account: get(row, 12, "reporter_account")?,
        reporter_tag: get(row, 13, "reporter_tag")?,
        coded: get(row, 14, "coded")?,
        profile_version: get(row, 15, "profile_version")?,
        case: decode_at(row, OWN)?,
    })
}

/// The text of a page of a list, newest report date first.
pub(crate) fn list_sql(sql: Sql, filter: &ReportFilter, page: Page) -> Sql {
    conditions(sql.push(COLUMNS).push(FROM_REPORTS), filter)
        .push(" ORDER BY r.report_date DESC, r.submitted_at DESC, r.report_id DESC")
        .paged(page)
}

impl Sql {
    pub(crate) fn paged(self, page: Page) -> Self {
        self.push(" LIMIT ").bind(page.limit.to_value()).push(" OFFSET ").bind(page.offset.to_value())
    }

    /// The case that waits longest first.
    fn longest_first(self, page: Page) -> Self {
        self.push(" ORDER BY c.entered_at, c.report_id").paged(page)
    }
}

/// Appends "the current seat is one of mine, and the unit matches where the seat is for one unit".
pub(crate) fn my_seats(mut sql: Sql, seats: &[(String, Option<UnitId>)]) -> Sql {
    sql = sql.push(" AND (1 = 0");
    for (seat, unit) in seats {
        sql = sql.push(" OR (c.seat = ").bind(seat.to_value());
        if let Some(unit) = unit {
            sql = sql.push(" AND r.unit_id = ").bind(unit.to_value());
        }
        sql = sql.push(")");
    }
    sql.push(")")
}

/// The text of the inbox, the case that waits longest first.
pub(crate) fn inbox_sql(sql: Sql, seats: &[(String, Option<UnitId>)], page: Page) -> Sql {
    let sql = sql.push(COLUMNS).push(FROM_CASES).push(" AND c.state = 'in_review'");
    my_seats(sql, seats).longest_first(page)
}

impl<M> Tx<M> {
    /// A page of the reports that pass the filter, newest report date first.
    pub async fn reports(&mut self, filter: &ReportFilter, page: Page) -> Result<ReportPage> {
        let lines = self.report_lines(filter, page).await?;
        let shown = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        // A page that is not full is the last one: there is nothing left to count.
        let is_last = shown < page.limit && (shown > 0 || page.offset == 0);
        let total = if is_last { page.offset.saturating_add(shown) } else { self.count_reports(filter).await? };
        Ok(ReportPage { lines, total })
    }

    /// The same without the count.
    pub async fn report_lines(&mut self, filter: &ReportFilter, page: Page) -> Result<Vec<ReportLine>> {
        let route = match &filter.words {
            Some(words) => self.route(filter, words).await?,
            None => Route::Reports,
        };
        let sql = search::list_sql(self.sql(), self.engine, filter, &route, page);
        sql.query().fetch_all(&mut *self.inner).await?.iter().map(line).collect()
    }

    /// How many reports pass the filter; with words counting ends at [`count_limit`](crate::SearchWords::count_limit).
    pub async fn count_reports(&mut self, filter: &ReportFilter) -> Result<i64> {
        let sql = match &filter.words {
            Some(words) => {
                let route = self.route(filter, words).await?;
                search::count_sql(self.sql(), self.engine, filter, &route)
            }
            None => conditions(self.sql().push("SELECT COUNT(*)").push(filter.counted_from()), filter),
        };
        Ok(sql.query().fetch_one(&mut *self.inner).await?.try_get(0)?)
    }

    /// One report with its case, without its sealed parts.
    pub async fn report_line(&mut self, report_id: ReportId) -> Result<Option<ReportLine>> {
        let filter = ReportFilter { ids: Some(vec![report_id]), ..ReportFilter::default() };
        let rows =
            list_sql(self.sql(), &filter, Page { limit: 1, offset: 0 }).query().fetch_all(&mut *self.inner).await?;
        rows.first().map(line).transpose()
    }

    /// The inbox (決裁待ち): cases in `in_review` whose current seat is one of mine, the one that waits longest first.
    pub async fn inbox(&mut self, seats: &[(String, Option<UnitId>)], page: Page) -> Result<Vec<ReportLine>> {
        if seats.is_empty() {
            return Ok(Vec::new());
        }
        let rows = inbox_sql(self.sql(), seats, page).query().fetch_all(&mut *self.inner).await?;
        rows.iter().map(line).collect()
    }

    /// A page of the reports that pass the filter, the case that waits longest first.
    pub async fn waiting(&mut self, filter: &ReportFilter, page: Page) -> Result<Vec<ReportLine>> {
        let sql = conditions(self.sql().push(COLUMNS).push(FROM_CASES), filter).longest_first(page);
        sql.query().fetch_all(&mut *self.inner).await?.iter().map(line).collect()
    }

    /// A page of the reports whose measure this unit shall read and this person has not confirmed, the oldest first.
    pub async fn unread(&mut self, unit: UnitId, account: AccountId, page: Page) -> Result<Vec<ReportLine>> {
        let [of_unit, by_person, end] = FROM_UNREAD;
        let sql = self.sql().push(COLUMNS).push(of_unit).bind(unit.to_value());
        let sql = sql.push(by_person).bind(account.to_value()).push(end).longest_first(page);
        sql.query().fetch_all(&mut *self.inner).await?.iter().map(line).collect()
    }

    /// Every report with a report date in the month (`YYYY-MM`), newest first.
    pub async fn reports_of_month(&mut self, month: &str) -> Result<Vec<ReportLine>> {
        // ISO dates of a month sort between "YYYY-MM-01" and "YYYY-MM-31".
        let filter = ReportFilter {
            from: Some(format!("{month}-01")),
            until: Some(format!("{month}-31")),
            ..ReportFilter::default()
        };
        let rows = list_sql(self.sql(), &filter, Page::ALL).query().fetch_all(&mut *self.inner).await?;
        rows.iter().map(line).collect()
    }
}

//! Owns submitted reports (報告). A row never changes after submission; the engines refuse it.
use domain::id::{AccountId, EventId, PlaceId, ReportId, UnitId};

use crate::error::Result;
use crate::field::{Field, Kind};
use crate::registry::{Class, Column, Table, record};
use crate::tx::{Tx, Write};

record! {
    /// A submitted report.
    pub struct ReportRow in REPORTS = "reports", recorded: true, key: (report_id) {
        /// Id.
        report_id: ReportId => Technical,
        /// Number that people say, such as `R8-0123`, unique in the facility.
        number: String => Coded,
        /// The event it tells of.
        event_id: EventId => Technical,
        /// Instant (µs); coarse for anonymous reports.
        submitted_at: i64 => Technical,
        /// Report date (報告日), ISO.
        report_date: String => Coded,
        /// `named`, `protected` or `anonymous`.
        mode: String => Coded,
        /// `quick`, `full` or `import`.
        door: String => Coded,
        /// Form code of the profile.
        form: String => Coded,
        /// Code of the medication detail.
        medication_detail: Option<String> => Coded,
        /// Unit.
        unit_id: Option<UnitId> => Technical,
        /// Place.
        place_id: Option<PlaceId> => Technical,
        /// Day of the event (発生日), ISO.
        occurred_on: Option<String> => Coded,
        /// The reporter of a named report.
        reporter_account: Option<AccountId> => Technical,
        /// A pseudonym of a protected reporter, different for each report.
        reporter_tag: Option<String> => Technical,
        /// Hash of the receipt with which an anonymous reporter comes back.
        receipt_hash: Option<String> => Secret,
        /// Coded answers (JSON).
        coded: String => Coded,
        /// Sealed free text.
        sealed: Vec<u8> => Sealed,
        /// Sealed identity.
        identity: Option<Vec<u8>> => Sealed,
        /// Version of the profile by which it was filled in.
        profile_version: i64 => Technical,
    }
}

/// The next number of each series. Only through [`Tx::next_number`].
pub(crate) const NUMBER_SERIES: &Table = &Table {
    name: "number_series",
    columns: &[
        Column { name: "series", kind: Kind::Text, nullable: false, class: Class::Coded },
        Column { name: "next", kind: Kind::Int, nullable: false, class: Class::Technical },
    ],
    key: &["series"],
    recorded: true,
};

impl<M> Tx<M> {
    /// One report.
    pub async fn report(&mut self, report_id: ReportId) -> Result<Option<ReportRow>> {
        self.get_row(&[report_id.to_value()]).await
    }

    /// The report with the number.
    pub async fn report_by_number(&mut self, number: &str) -> Result<Option<ReportRow>> {
        Ok(self.list_rows("AND number = $2", &[number.to_owned().to_value()]).await?.pop())
    }

    /// How many anonymous reports of a day (ISO date) there are, and how many of them of one hour (µs, its start).
    pub async fn anonymous_reports(&mut self, day: &str, hour: i64) -> Result<(i64, i64)> {
        let text =
            "SELECT submitted_at FROM reports WHERE facility_id = $1 AND report_date = $2 AND mode = 'anonymous'";
        let times: Vec<i64> = self.column(text, &[day.to_owned().to_value()], "reports", "submitted_at").await?;
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Ok((count(times.len()), count(times.iter().filter(|at| **at == hour).count())))
    }

    /// The anonymous report of a receipt.
    pub async fn report_by_receipt(&mut self, receipt_hash: &str) -> Result<Option<ReportRow>> {
        Ok(self.list_rows("AND receipt_hash = $2", &[receipt_hash.to_owned().to_value()]).await?.pop())
    }
}

impl Tx<Write> {
    /// Files a report.
    pub async fn insert_report(&mut self, row: &ReportRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Takes the next number of a series: 1, 2, 3 … No number is lost when the transaction rolls back.
    pub async fn next_number(&mut self, series: &str) -> Result<i64> {
        let text = "INSERT INTO number_series (facility_id, series, next) VALUES ($1, $2, 2) \
                    ON CONFLICT (facility_id, series) DO UPDATE SET next = number_series.next + 1 RETURNING next - 1";
        let key = vec![series.to_owned().to_value()];
        let number = self.scalar(text, &key, "number_series", "next").await?;
        self.touch(NUMBER_SERIES, key);
        Ok(number)
    }
}

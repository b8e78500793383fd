//! Owns bringing exposures in from a file (曝露量の取込み): all rows or none, recognised by month and unit, journalled like typed ones.
//!
//! An empty cell changes nothing: a file can bring the user-days of a year and leave the beds as they stand.
mod row;

use domain::exposure::{Exposure, Measure};
use domain::id::UnitId;
use domain::policy::Action;
use domain::publication::{Month, Period, PeriodLength};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Tx;

use super::RowError;
use super::table::{FileProblem, Table};
use crate::access::authorise_facility;
use crate::export::harmless;
use crate::exposure::{self, Change, exposures_in};
use crate::facility::Facility;
use crate::journal::note;
use crate::session::hex;
use crate::{App, AppError, Ctx};

pub use row::exposure_template;
use row::{Given, read};

/// What a row does to what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowEffect {
    /// The month had no numbers yet.
    Added,
    /// One of its numbers becomes another one.
    Changed,
    /// It stands there already as the file has it.
    Unchanged,
    /// The row holds no number.
    Empty,
}

impl RowEffect {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Empty => "empty",
        }
    }
}

/// One row of the file beside what stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExposureLine {
    /// Row of the file as a spreadsheet shows it: the heading is row 1.
    pub row: usize,
    /// Unit and month with the numbers as they stand.
    pub before: Exposure,
    /// The same as they will stand.
    pub after: Exposure,
    /// What the row does.
    pub effect: RowEffect,
    /// More user-days than the beds can explain: worth a second look, no error.
    pub doubtful: bool,
}

/// The outcome of an import of exposures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ExposureReport {
    /// Rows of the file without the heading.
    pub rows: usize,
    /// Months that had no numbers yet.
    pub added: usize,
    /// Months of which a number changed, or would.
    pub changed: usize,
    /// Months that stood there already as the file has them.
    pub unchanged: usize,
    /// Rows without a number.
    pub empty: usize,
    /// It was written; not in a dry run, and not when a row has an error.
    pub written: bool,
    /// What is wrong, row by row.
    pub errors: Vec<RowError>,
    /// The rows that could be read.
    pub lines: Vec<ExposureLine>,
    /// Headings that nothing reads.
    pub ignored: Vec<String>,
}

impl App {
    /// Reads and checks a file of exposures and writes nothing: what [`App::import_exposures`] would do.
    ///
    /// # Errors
    /// A denial; [`AppError::Invalid`] when the file as a whole cannot be read. Rows that are wrong are in the report.
    pub async fn check_exposures(&self, ctx: &Ctx, bytes: &[u8]) -> Result<ExposureReport, AppError> {
        authorise_facility(ctx, Action::WriteExposures)?;
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        plan(ctx, &mut tx, &facility, bytes).await
    }

    /// Takes the numbers of a file in one transaction: every row, or none when one of them is wrong. The same file again changes and
    /// journals nothing.
    ///
    /// # Errors
    /// As [`App::check_exposures`].
    pub async fn import_exposures(&self, ctx: &Ctx, bytes: &[u8]) -> Result<ExposureReport, AppError> {
        authorise_facility(ctx, Action::WriteExposures)?;
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut report = plan(ctx, &mut tx, &facility, bytes).await?;
        if !report.errors.is_empty() {
            return Ok(report);
        }
        let moved = |line: &&ExposureLine| matches!(line.effect, RowEffect::Added | RowEffect::Changed);
        let change = |line: &ExposureLine| Change { before: line.before, after: line.after };
        let changes: Vec<Change> = report.lines.iter().filter(moved).map(change).collect();
        if !changes.is_empty() {
            exposure::write(ctx, &mut tx, &changes).await?;
            let facts = json!({
                "rows": report.rows,
                "added": report.added,
                "changed": report.changed,
                "sha256": hex(&Sha256::digest(bytes)),
            });
            note(ctx, &mut tx, "import", "exposures_imported", facts).await?;
            tx.commit().await?;
        }
        report.written = true;
        Ok(report)
    }

    /// The file for the months of a fiscal year (年度, named by its April): a row per month of the whole facility and of every unit in
    /// use, with the numbers that stand. It can be filled in and given back. UTF-8 with a byte order mark, CRLF, every cell quoted.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn exposure_sheet(&self, ctx: &Ctx, year: i16) -> Result<Vec<u8>, AppError> {
        authorise_facility(ctx, Action::SeeExposures)?;
        let facility = self.facility(ctx).await?;
        let months = fiscal_months(year);
        let (first, last) = (months[0], months[months.len() - 1]);
        let mut tx = self.store().read(&ctx.facility).await?;
        let held = exposures_in(&mut tx, first, last).await?;
        let in_use = facility.units.iter().filter(|unit| unit.active);
        let of =
            [(None, String::new())].into_iter().chain(in_use.map(|unit| (Some(unit.unit_id), unit.name_ja.clone())));
        let mut out = exposure_template().into_bytes();
        for (unit, name) in of {
            for month in &months {
                let found = held.iter().find(|one| one.unit == unit && one.month == *month);
                let number = |measure: Measure| {
                    found.and_then(|one| one.get(measure)).map(|number| number.to_string()).unwrap_or_default()
                };
                let cells = [month.to_string(), name.clone(), number(Measure::UserDays), number(Measure::Beds)];
                let cells = cells.map(|cell| format!("\"{}\"", harmless(&cell).replace('"', "\"\"")));
                out.extend_from_slice(cells.join(",").as_bytes());
                out.extend_from_slice(b"\r\n");
            }
        }
        Ok(out)
    }
}

/// The months of a fiscal year (年度), April first. A year beyond the calendar of this program is its last or first one.
#[must_use]
pub fn fiscal_months(year: i16) -> Vec<Month> {
    let april = jiff::civil::Date::new(year.clamp(1900, 9000), 4, 1).unwrap_or(jiff::civil::Date::constant(2000, 4, 1));
    Period::of(april, PeriodLength::Year).months()
}

async fn plan<M>(ctx: &Ctx, tx: &mut Tx<M>, facility: &Facility, bytes: &[u8]) -> Result<ExposureReport, AppError> {
    let table = Table::read(bytes).map_err(FileProblem::into_app_error)?;
    let file = read(&table, facility, ctx.today()).map_err(FileProblem::into_app_error)?;
    let mut report = ExposureReport { rows: table.rows.len(), ignored: file.ignored, ..ExposureReport::default() };
    report.errors = file.errors;
    let wanted: Vec<Exposure> = file.rows.iter().map(|given| given.exposure).collect();
    let held = exposure::held(tx, &wanted).await?;
    for given in file.rows {
        let key: (Option<UnitId>, Month) = (given.exposure.unit, given.exposure.month);
        let line = beside(&given, held.get(&key).copied());
        match line.effect {
            RowEffect::Added => report.added += 1,
            RowEffect::Changed => report.changed += 1,
            RowEffect::Unchanged => report.unchanged += 1,
            RowEffect::Empty => report.empty += 1,
        }
        report.lines.push(line);
    }
    Ok(report)
}

/// A row beside what stands.
fn beside(given: &Given, held: Option<Exposure>) -> ExposureLine {
    let before = held.unwrap_or(Exposure::unknown(given.exposure.unit, given.exposure.month));
    let after = Measure::ALL
        .into_iter()
        .fold(before, |after, measure| after.with(measure, given.exposure.get(measure).or(before.get(measure))));
    let effect = match held {
        _ if given.exposure.is_unknown() => RowEffect::Empty,
        _ if after == before => RowEffect::Unchanged,
        None => RowEffect::Added,
        Some(_) => RowEffect::Changed,
    };
    ExposureLine { row: given.row, before, after, effect, doubtful: after.is_doubtful() }
}

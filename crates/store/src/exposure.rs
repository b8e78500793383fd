//! Owns the rows of exposure (曝露量): user-days and beds of a month, of a unit or of the whole facility.
use domain::exposure::Exposure;
use domain::publication::Month;

use crate::error::Result;
use crate::field::{Field, UnitScope};
use crate::registry::record;
use crate::tx::{Tx, Write, corrupt};

record! {
    /// The exposure of one month. A month of which neither number is known has no row.
    pub struct ExposureRow in EXPOSURES = "exposures", recorded: true, key: (unit_id, month) {
        /// The unit; empty = the whole facility.
        unit_id: UnitScope => Technical,
        /// `YYYY-MM`.
        month: String => Coded,
        /// User-days; `None` = not known, which is not zero.
        user_days: Option<i64> => Coded,
        /// Beds or places; `None` = not known.
        beds: Option<i64> => Coded,
        /// Instant (µs).
        updated_at: i64 => Technical,
        /// Account id or `system`.
        updated_by: String => Technical,
    }
}

impl ExposureRow {
    /// The row of an exposure that somebody gave at an instant (µs).
    #[must_use]
    pub fn of(exposure: &Exposure, updated_at: i64, updated_by: String) -> Self {
        Self {
            unit_id: UnitScope(exposure.unit),
            month: exposure.month.to_string(),
            user_days: exposure.user_days.map(i64::from),
            beds: exposure.beds.map(i64::from),
            updated_at,
            updated_by,
        }
    }

    /// What it tells.
    ///
    /// # Errors
    /// `Corrupt` when it holds what this program never writes.
    pub fn exposure(&self) -> Result<Exposure> {
        let wrong = |column: &str| corrupt("exposures", column, &self.month);
        let count = |held: Option<i64>, column: &str| {
            held.map(|held| u32::try_from(held).map_err(|_| wrong(column))).transpose()
        };
        Ok(Exposure {
            unit: self.unit_id.unit(),
            month: self.month.parse().map_err(|_| wrong("month"))?,
            user_days: count(self.user_days, "user_days")?,
            beds: count(self.beds, "beds")?,
        })
    }
}

impl<M> Tx<M> {
    /// The exposures of the months from `from` to `until`, both included, of all units and of the whole facility: by month, the
    /// facility before its units.
    pub async fn exposures(&mut self, from: Month, until: Month) -> Result<Vec<ExposureRow>> {
        let values = [from.to_string().to_value(), until.to_string().to_value()];
        self.list_rows("AND month >= $2 AND month <= $3 ORDER BY month, unit_id", &values).await
    }

    /// One month of a unit or of the whole facility.
    pub async fn exposure(&mut self, unit: UnitScope, month: Month) -> Result<Option<ExposureRow>> {
        self.get_row(&[unit.to_value(), month.to_string().to_value()]).await
    }
}

impl Tx<Write> {
    /// Writes a month in place of what stood there.
    pub async fn put_exposure(&mut self, row: &ExposureRow) -> Result<()> {
        let held: Option<ExposureRow> = self.get_row(&[row.unit_id.to_value(), row.month.to_value()]).await?;
        if held.is_some() { self.update_row(row).await } else { self.insert_row(row).await }
    }

    /// Takes a month away: neither number is known any more.
    pub async fn delete_exposure(&mut self, row: &ExposureRow) -> Result<()> {
        self.delete_record(row).await
    }
}

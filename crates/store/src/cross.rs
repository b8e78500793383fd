//! Owns the only reads that cross tenants: the directory of facilities.
use domain::id::FacilityId;

use crate::dialect;
use crate::error::Result;
use crate::field::Value;
use crate::store::Store;
use crate::tx::{cell, corrupt};

/// A line of the directory of facilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityEntry {
    /// Id.
    pub facility_id: FacilityId,
    /// Code in public addresses.
    pub code: String,
    /// Japanese name.
    pub name_ja: String,
    /// English name.
    pub name_en: String,
    /// The contact shown on public pages.
    pub contact: String,
    /// Whether anonymous reports are accepted.
    pub anonymous_reports: bool,
}

impl Store {
    /// The facility with the code.
    pub async fn facility_by_code(&self, code: &str) -> Result<Option<FacilityEntry>> {
        let text =
            "SELECT facility_id, code, name_ja, name_en, contact, anonymous_reports FROM facilities WHERE code = $1";
        Ok(self.entries(text, vec![Value::Text(code.to_owned())]).await?.pop())
    }

    /// All facilities by code.
    pub async fn facilities(&self) -> Result<Vec<FacilityEntry>> {
        let text =
            "SELECT facility_id, code, name_ja, name_en, contact, anonymous_reports FROM facilities ORDER BY code";
        self.entries(text, Vec::new()).await
    }

    /// Every facility that verification must visit.
    pub(crate) async fn facilities_to_verify(&self) -> Result<Vec<FacilityId>> {
        let text = dialect::facilities_to_verify(self.engine());
        let rows = dialect::query(text, Vec::new()).fetch_all(&self.pools.readers).await?;
        rows.iter().map(|row| cell(row, 0).ok_or_else(|| corrupt("facilities", "facility_id", "?"))).collect()
    }

    async fn entries(&self, text: &'static str, values: Vec<Value>) -> Result<Vec<FacilityEntry>> {
        let rows = dialect::query(text, values).fetch_all(&self.pools.readers).await?;
        let entry = |row| {
            Some(FacilityEntry {
                facility_id: cell(row, 0)?,
                code: cell(row, 1)?,
                name_ja: cell(row, 2)?,
                name_en: cell(row, 3)?,
                contact: cell(row, 4)?,
                anonymous_reports: cell(row, 5)?,
            })
        };
        rows.iter().map(|row| entry(row).ok_or_else(|| corrupt("facilities", "facility_id", "?"))).collect()
    }
}

//! Owns the rows of facilities (施設), units (部署) and places (場所).
use domain::id::{PlaceId, UnitId};

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// A facility (施設). Its id is the transaction's.
    pub struct FacilityRow in FACILITIES = "facilities", recorded: true, key: () {
        /// The short code in public addresses, unique over all facilities.
        code: String => Coded,
        /// Japanese name.
        name_ja: String => Coded,
        /// English name.
        name_en: String => Coded,
        /// IANA time zone.
        zone: String => Coded,
        /// `wareki` (和暦) or `seireki` (西暦).
        calendar: String => Coded,
        /// Whether anonymous reports are accepted.
        anonymous_reports: bool => Coded,
        /// The date from which reports are taken (ISO).
        effective_from: String => Coded,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// The contact shown on public pages.
        contact: String => Coded,
        /// How what it publishes may be used; NULL = the program's own words.
        licence: Option<String> => Coded,
    }
}

record! {
    /// A unit (部署).
    pub struct UnitRow in UNITS = "units", recorded: true, key: (unit_id) {
        /// Id.
        unit_id: UnitId => Technical,
        /// Code, unique in the facility.
        code: String => Coded,
        /// Japanese name.
        name_ja: String => Coded,
        /// English name.
        name_en: String => Coded,
        /// Order in lists.
        position: i64 => Coded,
        /// Whether it can be chosen.
        active: bool => Coded,
    }
}

record! {
    /// A place (場所).
    pub struct PlaceRow in PLACES = "places", recorded: true, key: (place_id) {
        /// Id.
        place_id: PlaceId => Technical,
        /// Code, unique in the facility.
        code: String => Coded,
        /// Japanese name.
        name_ja: String => Coded,
        /// English name.
        name_en: String => Coded,
        /// Order in lists.
        position: i64 => Coded,
        /// Whether it can be chosen.
        active: bool => Coded,
    }
}

impl<M> Tx<M> {
    /// The facility of this transaction.
    pub async fn facility(&mut self) -> Result<Option<FacilityRow>> {
        self.get_row(&[]).await
    }

    /// One unit.
    pub async fn unit(&mut self, unit_id: UnitId) -> Result<Option<UnitRow>> {
        self.get_row(&[unit_id.to_value()]).await
    }

    /// All units in list order, inactive ones too.
    pub async fn units(&mut self) -> Result<Vec<UnitRow>> {
        self.list_rows("ORDER BY position, code", &[]).await
    }

    /// One place.
    pub async fn place(&mut self, place_id: PlaceId) -> Result<Option<PlaceRow>> {
        self.get_row(&[place_id.to_value()]).await
    }

    /// All places in list order, inactive ones too.
    pub async fn places(&mut self) -> Result<Vec<PlaceRow>> {
        self.list_rows("ORDER BY position, code", &[]).await
    }
}

impl Tx<Write> {
    /// Creates this transaction's facility. `Conflict("facilities_code_key")` when the code is taken.
    pub async fn insert_facility(&mut self, row: &FacilityRow) -> Result<()> {
        self.start_tallies();
        self.insert_row(row).await
    }

    /// Changes the facility.
    pub async fn update_facility(&mut self, row: &FacilityRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Creates a unit. `Conflict("units_facility_id_code_key")` when the code is taken.
    pub async fn insert_unit(&mut self, row: &UnitRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a unit.
    pub async fn update_unit(&mut self, row: &UnitRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Creates a place. `Conflict("places_facility_id_code_key")` when the code is taken.
    pub async fn insert_place(&mut self, row: &PlaceRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a place.
    pub async fn update_place(&mut self, row: &PlaceRow) -> Result<()> {
        self.update_row(row).await
    }
}

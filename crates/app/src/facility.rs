//! Owns what every page needs of a facility: its row, units, places and the profile in force.
mod found;
mod lists;
mod other_names;
mod plans;
mod settings;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{FacilityId, PlaceId, ReportId, UnitId};
use domain::people::Actor;
use domain::profile::Profile;
use jiff::tz::TimeZone;
use render::Text;
use render::page::record::Names;
use store::{FacilityRow, PlaceRow, Tx, UnitRow};

pub use found::NewFacility;
pub(crate) use found::journal_facility;
pub use lists::EditLine;
pub(crate) use other_names::opened as opened_names;
pub use other_names::{MAX_NAMES, NAMES_PER_PAGE, NameKind, OtherName, OtherNames};
pub use plans::{MAX_PLANS, Plan, PlanLine};
pub(crate) use plans::{SealedPlan, sealed_plan};
pub use settings::EditFacility;

use crate::{App, AppError, Ctx};

/// A facility with its lists.
#[derive(Debug, Clone)]
pub struct Facility {
    /// The row.
    pub row: FacilityRow,
    /// Units (部署) in their order, retired ones too.
    pub units: Vec<UnitRow>,
    /// Places (場所) in their order, retired ones too.
    pub places: Vec<PlaceRow>,
    /// The profile in force.
    pub profile: Arc<Profile>,
}

impl Facility {
    /// Ids of the units that may be chosen.
    #[must_use]
    pub fn unit_ids(&self) -> Vec<UnitId> {
        self.units.iter().filter(|unit| unit.active).map(|unit| unit.unit_id).collect()
    }

    /// Ids of the places that may be chosen.
    #[must_use]
    pub fn place_ids(&self) -> Vec<PlaceId> {
        self.places.iter().filter(|place| place.active).map(|place| place.place_id).collect()
    }

    /// A unit's row.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&UnitRow> {
        self.units.iter().find(|unit| unit.unit_id == id)
    }

    /// What the ids of a record are called in the reader's language; retired units and places too.
    #[must_use]
    pub fn names(&self, t: Text, people: &BTreeMap<String, String>, reports: BTreeMap<ReportId, String>) -> Names {
        let word = |ja: &str, en: &str| t.pick(ja, en).to_owned();
        Names {
            people: people.clone(),
            units: self.units.iter().map(|unit| (unit.unit_id, word(&unit.name_ja, &unit.name_en))).collect(),
            places: self.places.iter().map(|place| (place.place_id, word(&place.name_ja, &place.name_en))).collect(),
            reports,
        }
    }

    /// A place's row.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<&PlaceRow> {
        self.places.iter().find(|place| place.place_id == id)
    }
}

impl App {
    /// A context for somebody who is not signed in, at the facility of this code; `None` when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn visitor(&self, facility_code: &str) -> Result<Option<Ctx>, AppError> {
        let Some(entry) = self.store().facility_by_code(facility_code).await? else { return Ok(None) };
        self.context(entry.facility_id, Actor::Public).await.map(Some)
    }

    /// A context for the program itself at a facility.
    ///
    /// # Errors
    /// When the store fails or there is no such facility.
    pub async fn system(&self, facility: FacilityId) -> Result<Ctx, AppError> {
        self.context(facility, Actor::System).await
    }

    pub(crate) async fn context(&self, facility: FacilityId, actor: Actor) -> Result<Ctx, AppError> {
        let mut tx = self.store().read(&facility).await?;
        let row = tx.facility().await?.ok_or(AppError::NotFound)?;
        Ok(Ctx { actor, facility, now: self.now(), zone: zone(&row)?, proved_at: None })
    }

    /// Codes and names of all facilities, for the sign-in page and the public directory.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn directory(&self) -> Result<Vec<store::FacilityEntry>, AppError> {
        Ok(self.store().facilities().await?)
    }

    /// The facility's row alone, where only names or the contact are wanted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn facility_row(&self, ctx: &Ctx) -> Result<FacilityRow, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        tx.facility().await?.ok_or(AppError::NotFound)
    }

    /// The facility of the context with its lists.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn facility(&self, ctx: &Ctx) -> Result<Facility, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        self.load_facility(&mut tx).await
    }

    pub(crate) async fn load_facility<M>(&self, tx: &mut Tx<M>) -> Result<Facility, AppError> {
        let row = tx.facility().await?.ok_or(AppError::NotFound)?;
        let latest = tx.profile_latest_version().await?.ok_or(AppError::Data("profile"))?;
        let profile = self.profile_version(tx, latest).await?;
        Ok(Facility { row, units: tx.units().await?, places: tx.places().await?, profile })
    }

    /// The profile version under which a case is judged.
    pub(crate) async fn profile_version<M>(&self, tx: &mut Tx<M>, version: i64) -> Result<Arc<Profile>, AppError> {
        let key = (tx.facility_id(), version);
        let held = self.profiles.lock().map_err(|_| AppError::Data("profile cache"))?.get(&key).cloned();
        if let Some(profile) = held {
            return Ok(profile);
        }
        let row = tx.profile_version(version).await?.ok_or(AppError::Data("profile version"))?;
        let mut profile = Profile::from_toml(&row.toml).map_err(|_| AppError::Data("profile"))?;
        profile.version = u32::try_from(version).map_err(|_| AppError::Data("profile version"))?;
        let profile = Arc::new(profile);
        self.profiles.lock().map_err(|_| AppError::Data("profile cache"))?.insert(key, Arc::clone(&profile));
        Ok(profile)
    }
}

fn zone(row: &FacilityRow) -> Result<TimeZone, AppError> {
    TimeZone::get(&row.zone).map_err(|_| AppError::Data("zone"))
}

//! Owns the use cases: each function authorises, decides in `domain`, and opens the one transaction that makes it so.
//!
//! A use case takes a [`Ctx`] first. It answers with plain data for a page, or an [`AppError`] that the server turns into a page.

mod access;
pub mod approval;
pub mod attachment;
pub mod audit;
pub mod chart;
mod context;
pub mod corrective_action;
pub mod demo;
pub mod draft;
mod error;
pub mod event;
pub mod export;
pub mod exposure;
pub mod facility;
pub mod identity;
pub mod import;
pub mod insight;
mod journal;
pub mod level;
pub mod paper;
pub mod people;
mod picture;
mod ports;
pub mod profile;
pub mod publication;
pub mod publication_files;
pub mod report;
pub mod search;
pub mod session;
mod shelf;
pub mod suggest;
pub mod text;
pub mod themes;
pub mod track;
mod tries;
mod upon;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::id::FacilityId;
use domain::profile::Profile;
use store::Store;

use crate::shelf::Shelf;

pub use context::{Ctx, PROOF_FIELD};
pub use error::AppError;
pub use ports::{Clock, Ids};
pub use session::Hasher;

/// The licences of what lies inside the program: each font and the dictionary, by name.
pub fn notices() -> impl Iterator<Item = (&'static str, &'static str)> {
    let fonts = pdf::notices().iter().map(|notice| (notice.family, notice.licence));
    fonts.chain([("IPADIC", ::text::dictionary::notices())])
}

/// The row types that use cases hand out; the only names of the store that a server needs.
pub mod rows {
    pub use store::{
        AccountRow, Answer, BLOB_DIR, CaseRow, DelegationRow, FacilityEntry, FacilityRow, LagDays, MasterKey, Page,
        PlaceRow, ProfileVersionRow, PublicationRow, PublicationTextRow, ReadReceiptRow, ReportFilter, ReportLine,
        ReportRow, SeatHolderRow, Store, StoreConfig, StoreError, UnitRow, VerifyOptions, VerifyReport, copy_files,
    };
}

/// Parsed profiles by facility and version.
type ProfileCache = HashMap<(FacilityId, i64), Arc<Profile>>;

/// The application: the store, the ports and the caches. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Store,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    hasher: Hasher,
    /// What the facilities' reports have taught, by facility.
    models: Arc<Shelf<suggest::Models>>,
    /// Versions of profiles never change, so that a parsed one is good for ever.
    profiles: Arc<Mutex<ProfileCache>>,
    /// What search keeps in memory.
    search: Arc<search::Memory>,
    /// What insight counts, by facility.
    insight: Arc<insight::Memory>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>, hasher: Hasher) -> Self {
        let (models, profiles, search, insight) = (Arc::default(), Arc::default(), Arc::default(), Arc::default());
        Self { store, clock, ids, hasher, models, profiles, search, insight }
    }

    /// Whether the database answers.
    pub async fn healthy(&self) -> bool {
        self.store.healthy().await.is_ok()
    }

    /// The clock's now, in microseconds since 1970 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().as_microsecond()
    }

    /// The store, for the modules of this crate and for the commands that verify or back it up.
    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// Lets go of what is held in memory of facilities where nobody uses it: facts, texts to compare, models. It is read again when
    /// somebody does.
    pub fn let_go_of_unused(&self) {
        let now = self.now();
        self.insight.let_go(now);
        self.search.let_go(now);
        self.models.let_go(now, suggest::MOST_HELD);
    }

    /// Ends cleanly: the database is closed and sealed as a file.
    ///
    /// # Errors
    /// When the last write fails.
    pub async fn close(self) -> Result<(), AppError> {
        Ok(self.store.close().await?)
    }
}

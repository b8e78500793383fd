//! Owns what tests of several crates share: an application on a fresh store, a clock that tests move, ids from a seed, and a facility.

mod bulk;
mod clock;
mod database;
mod dump;
mod people;

use std::sync::Arc;

use app::rows::{MasterKey, Store, StoreConfig};
use app::{App, Ctx, Hasher};
use domain::id::{FacilityId, PlaceId, UnitId};
use domain::profile::Profile;
use tempfile::TempDir;

pub use clock::{FixedClock, SeededIds};
pub use dump::RawRow;
pub use people::{PASSWORD, Person};

/// An application with one facility (`hoshi`), two units, two places and people on every seat that the tests need.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// The store below it, for rows that another part of the program would write.
    pub store: Store,
    /// The clock.
    pub clock: Arc<FixedClock>,
    /// The facility.
    pub facility: FacilityId,
    /// Units: the first is the people's own.
    pub units: [UnitId; 2],
    /// Places.
    pub places: [PlaceId; 2],
    /// People by login.
    pub people: Vec<Person>,
    database: String,
    dir: Option<TempDir>,
}

impl TestApp {
    /// On a fresh database, at 2026-11-20 10:00 in Tokyo, with the welfare profile.
    ///
    /// # Panics
    /// When the store cannot be made: the test cannot go on.
    pub async fn new() -> Self {
        let (database, dir) = database::fresh().await;
        Self::on(&database, Some(dir)).await
    }

    /// On the database of this path or address.
    ///
    /// # Panics
    /// When the store cannot be made.
    pub async fn on(database: &str, dir: Option<TempDir>) -> Self {
        let blobs = dir.as_ref().map(|dir| dir.path().join("blobs"));
        let config = StoreConfig { blobs, ..StoreConfig::new(database, MasterKey::new([7; 32])) };
        let store = Store::open(config).await.expect("a fresh store");
        let clock = Arc::new(FixedClock::at("2026-11-20T01:00:00Z"));
        let app = App::new(store.clone(), Arc::clone(&clock) as _, Arc::new(SeededIds::new(1)), Hasher::quick());
        let facility = found(&app, "hoshi", "welfare").await;
        let ctx = app.system(facility).await.expect("the facility");
        let units = [unit(&app, &ctx, "ichou", "いちょう棟").await, unit(&app, &ctx, "sakura", "さくら棟").await];
        let places = [place(&app, &ctx, "shokudo", "食堂").await, place(&app, &ctx, "kyoshitsu", "居室").await];
        let people = people::settle(&app, &ctx, units).await;
        Self { app, store, clock, facility, units, places, people, database: database.to_owned(), dir }
    }

    /// The context of a person, as after signing in.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn ctx(&self, login: &str) -> Ctx {
        let cookie = self.cookie(login).await;
        self.app.resolve(&cookie).await.expect("the store").expect("a session").ctx
    }

    /// The cookie of a fresh session of a person.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn cookie(&self, login: &str) -> String {
        self.app.sign_in("hoshi", login, PASSWORD).await.expect("a sign-in").cookie
    }

    /// The directory of this test's data, with the sealed files in `blobs`.
    ///
    /// # Panics
    /// When the test brought a database of its own.
    #[must_use]
    pub fn dir(&self) -> &std::path::Path {
        self.dir.as_ref().expect("a directory of the test").path()
    }

    /// Every row of the database, read behind the store's back.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn raw_rows(&self) -> Vec<RawRow> {
        dump::rows(&self.database).await
    }

    /// A second facility with the hospital profile and one safety manager (`tanin`).
    ///
    /// # Panics
    /// When it cannot be founded.
    pub async fn second_facility(&self) -> FacilityId {
        let facility = found(&self.app, "kita", "university-hospital").await;
        let ctx = self.app.system(facility).await.expect("the facility");
        let ward = unit(&self.app, &ctx, "ward", "東病棟").await;
        people::stranger(&self.app, &ctx, ward).await;
        facility
    }
}

async fn found(app: &App, code: &str, profile: &str) -> FacilityId {
    let new = app::facility::NewFacility {
        code: code.to_owned(),
        name_ja: format!("{code}の里"),
        name_en: format!("{code} home"),
        zone: "Asia/Tokyo".to_owned(),
        calendar: "wareki".to_owned(),
        anonymous_reports: true,
        contact: "電話 000-000-0000".to_owned(),
        profile: Profile::builtin(profile).expect("a shipped profile").clone(),
    };
    app.found_facility(new).await.expect("a facility")
}

async fn unit(app: &App, ctx: &Ctx, code: &str, name: &str) -> UnitId {
    app.add_unit(ctx, code, name, code).await.expect("a unit")
}

async fn place(app: &App, ctx: &Ctx, code: &str, name: &str) -> PlaceId {
    app.add_place(ctx, code, name, code).await.expect("a place")
}

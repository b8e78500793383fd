//! Owns the test database of each engine and the builders of rows.
use std::sync::atomic::{AtomicU32, Ordering};

use domain::id::{AccountId, EventId, FacilityId, PlaceId, ReportId, UnitId};
use serde_json::json;
use sqlx::{ConnectOptions as _, Connection as _};
use uuid::Uuid;

use crate::*;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Declares a test that runs on both engines, each time on a fresh database.
macro_rules! both_engines {
    ($( $(#[$doc:meta])* async fn $name:ident($arg:ident: TestStore) $body:block )*) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;
            async fn run($arg: &TestStore) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(&TestStore::sqlite().await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(test) = TestStore::postgres().await {
                    run(&test).await;
                    test.drop_database().await;
                }
            }
        }
    )*};
}
pub(super) use both_engines;

/// A fresh database.
pub(super) struct TestStore {
    pub(super) store: Store,
    pub(super) config: StoreConfig,
    admin: Option<(String, String)>,
    pub(super) folder: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "tests read where their server is; there is no configuration yet")]
fn server() -> Option<String> {
    std::env::var("FUTAWA_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

pub(super) fn key(byte: u8) -> MasterKey {
    MasterKey::new([byte; 32])
}

impl TestStore {
    pub(super) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig::new(folder.path().join("表 %?.db").to_str().unwrap(), key(7));
        let store = Store::open(config.clone()).await.unwrap();
        Self { store, config, admin: None, folder }
    }

    pub(super) async fn postgres() -> Option<Self> {
        let Some(admin) = server() else {
            eprintln!("skipped: FUTAWA_TEST_POSTGRES names no PostgreSQL server");
            return None;
        };
        Some(Self::on_server(admin, None).await)
    }

    /// The same in a database of an ordinary role, which may create roles but is no superuser.
    pub(super) async fn postgres_owned_by(owner: &str) -> Option<Self> {
        let Some(admin) = server() else {
            eprintln!("skipped: FUTAWA_TEST_POSTGRES names no PostgreSQL server");
            return None;
        };
        let text = format!(
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{owner}') THEN \
             CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'test'; END IF; END $$"
        );
        run_admin(&admin, text).await;
        Some(Self::on_server(admin, Some(owner)).await)
    }

    async fn on_server(admin: String, owner: Option<&str>) -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("futawa_store_{}_{number}", std::process::id());
        // Another order of letters than by bytes, as a server in Japan may have it.
        let locale =
            "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'ja-JP'";
        run_admin(&admin, format!("CREATE DATABASE {name} {locale}")).await;
        let (address, query) = admin.split_once('?').unwrap_or((&admin, ""));
        let (server, _) = address.rsplit_once('/').unwrap();
        let mut url = format!("{server}/{name}?{query}");
        if let Some(owner) = owner {
            run_admin(&admin, format!("ALTER DATABASE {name} OWNER TO {owner}")).await;
            url.push_str(&format!("&user={owner}&password=test"));
        }
        let config = StoreConfig::new(url, key(7));
        let store = Store::open(config.clone()).await.unwrap();
        Self { store, config, admin: Some((admin, name)), folder: tempfile::tempdir().unwrap() }
    }

    pub(super) async fn drop_database(&self) {
        self.store.close().await.unwrap();
        if let Some((admin, name)) = &self.admin {
            run_admin(admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }

    pub(super) fn is_sqlite(&self) -> bool {
        self.store.engine() == Engine::Sqlite
    }

    /// Runs statements past the store, as an attacker with the file or the owner's password could.
    pub(super) async fn raw(&self, text: &str) -> Result<u64, StoreError> {
        let mut connection = self.raw_connection().await;
        let done = sqlx::Executor::execute(&mut connection, sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned()))).await;
        connection.close().await.unwrap();
        Ok(done?.rows_affected())
    }

    pub(super) async fn raw_connection(&self) -> sqlx::AnyConnection {
        let url =
            if self.is_sqlite() { format!("{}?mode=rw", self.store.target.url) } else { self.config.database.clone() };
        let options: sqlx::any::AnyConnectOptions = url.parse().unwrap();
        options.connect().await.unwrap()
    }
}

async fn run_admin(url: &str, text: String) {
    sqlx::any::install_default_drivers();
    let options: sqlx::any::AnyConnectOptions = url.parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    sqlx::Executor::execute(&mut connection, sqlx::raw_sql(sqlx::AssertSqlSafe(text))).await.unwrap();
    connection.close().await.unwrap();
}

pub(super) fn facility(n: u128) -> FacilityId {
    FacilityId::from_uuid(Uuid::from_u128(0xFA00 + n))
}
pub(super) fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(0x0100 + n))
}
pub(super) fn account(n: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(0x0A00 + n))
}
pub(super) fn report_id(n: u128) -> ReportId {
    ReportId::from_uuid(Uuid::from_u128(0xCE00_0000 + n))
}
pub(super) fn event_id(n: u128) -> EventId {
    EventId::from_uuid(Uuid::from_u128(0xE000_0000 + n))
}

pub(super) fn event(stream: &str, kind: &str) -> NewEvent {
    NewEvent {
        chain: Chain::Main,
        stream: stream.into(),
        expected_stream_seq: None,
        kind: kind.into(),
        facts: json!({ "n": 1, "日": "令和8年" }),
        sealed: None,
        actor: "system".into(),
        on_behalf_of: None,
        at: 1_800_000_000_000_000,
    }
}

pub(super) fn account_row(n: u128) -> AccountRow {
    AccountRow {
        account_id: account(n),
        login: format!("user{n}"),
        name: format!("職員{n}"),
        kana: format!("しょくいん{n}"),
        occupation: "nurse".into(),
        unit_id: Some(unit(n % 2)),
        roles: r#"["staff"]"#.into(),
        status: "active".into(),
        password_hash: n.is_multiple_of(2).then(|| "$argon2id$x".into()),
        must_change: false,
        created_at: 1,
        lang: "ja".into(),
        theme: "auto".into(),
    }
}

/// Creates a facility with two units, a place, three accounts, seats, a delegation and a profile.
pub(super) async fn found(store: &Store, n: u128) {
    let mut tx = store.write(&facility(n)).await.unwrap();
    let row = FacilityRow {
        code: format!("f{n}"),
        name_ja: format!("施設{n}"),
        name_en: format!("Facility {n}"),
        zone: "Asia/Tokyo".into(),
        calendar: "wareki".into(),
        anonymous_reports: true,
        effective_from: "2026-04-01".into(),
        created_at: 1,
        contact: "内線 1".into(),
        licence: None,
    };
    tx.insert_facility(&row).await.unwrap();
    for u in 0..2u8 {
        let position = i64::from(u);
        let code = format!("u{u}");
        tx.insert_unit(&UnitRow {
            unit_id: unit(u.into()),
            code,
            name_ja: "病棟".into(),
            name_en: "Ward".into(),
            position,
            active: true,
        })
        .await
        .unwrap();
    }
    people_of(&mut tx).await;
    tx.append(event("facility", "facility_founded")).await.unwrap();
    tx.commit().await.unwrap();
}

/// A place, three accounts, two seats and a profile.
async fn people_of(tx: &mut Tx<Write>) {
    let place_id = PlaceId::from_uuid(Uuid::from_u128(0x0B00));
    tx.insert_place(&PlaceRow {
        place_id,
        code: "p".into(),
        name_ja: "廊下".into(),
        name_en: "Corridor".into(),
        position: 0,
        active: true,
    })
    .await
    .unwrap();
    for a in 0..3 {
        tx.insert_account(&account_row(a)).await.unwrap();
    }
    tx.insert_seat_holder(&SeatHolderRow {
        seat: "leader".into(),
        unit_id: UnitScope(Some(unit(0))),
        account_id: account(0),
    })
    .await
    .unwrap();
    tx.insert_seat_holder(&SeatHolderRow { seat: "director".into(), unit_id: UnitScope(None), account_id: account(1) })
        .await
        .unwrap();
    let profile = ProfileVersionRow {
        version: 1,
        toml: "a = 1".into(),
        note: String::new(),
        created_at: 1,
        created_by: "system".into(),
    };
    tx.insert_profile_version(&profile).await.unwrap();
}

/// Files a report with keys, sealed content, identity, case and event.
pub(super) async fn file(store: &Store, facility_id: FacilityId, n: u128) {
    file_as(store, facility_id, n, |_| ()).await;
}

/// The same with something else in the report.
pub(super) async fn file_as(store: &Store, facility_id: FacilityId, n: u128, change: impl FnOnce(&mut ReportRow)) {
    let mut tx = store.write(&facility_id).await.unwrap();
    let id = report_id(n);
    tx.create_report_keys(id).await.unwrap();
    let sealed = tx.seal_content(id, "転倒した".as_bytes()).await.unwrap();
    let identity = Some(tx.seal_identity(id, "山田花子".as_bytes()).await.unwrap());
    // As in real use, a series belongs to one chain.
    let series = if n % 3 == 2 { "A" } else { "" };
    tx.next_number(&format!("report/R8{series}")).await.unwrap();
    let mut row = ReportRow {
        report_id: id,
        number: format!("R8-{:04}", n + 1),
        event_id: event_id(n),
        submitted_at: 1_000 + n as i64,
        report_date: format!("2026-{:02}-{:02}", 4 + n % 3, 1 + n % 28),
        mode: ["named", "protected", "anonymous"][(n % 3) as usize].into(),
        door: "full".into(),
        form: if n.is_multiple_of(2) { "fall" } else { "medication" }.into(),
        medication_detail: None,
        unit_id: Some(unit(n % 2)),
        place_id: None,
        occurred_on: Some("2026-04-01".into()),
        reporter_account: n.is_multiple_of(3).then(|| account(0)),
        reporter_tag: (n % 3 == 1).then(|| tx.reporter_tag(id, account(0))),
        receipt_hash: (n % 3 == 2).then(|| format!("receipt{n}")),
        coded: match n % 3 {
            0 => format!(r#"{{"occurred_time":{{"kind":"exact","at":{{"hour":{},"minute":5}}}}}}"#, n % 24),
            1 => r#"{"occurred_time":{"kind":"band","at":"night"}}"#.into(),
            _ => "{}".into(),
        },
        sealed,
        identity,
        profile_version: 1,
    };
    change(&mut row);
    tx.insert_report(&row).await.unwrap();
    tx.insert_case(&case_row(n)).await.unwrap();
    let chain = if n % 3 == 2 { Chain::Anonymous } else { Chain::Main };
    tx.append(NewEvent { chain, expected_stream_seq: Some(0), ..event(&format!("report/{id}"), "report_submitted") })
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub(super) fn case_row(n: u128) -> CaseRow {
    CaseRow {
        report_id: report_id(n),
        state: "in_review".into(),
        round: 1,
        seat: Some(if n.is_multiple_of(2) { "leader" } else { "director" }.into()),
        stream_seq: 1,
        reporter_level: Some("2".into()),
        leader_level: None,
        final_level: None,
        kind: None,
        measures_review: false,
        merged_into: None,
        entered_at: 5_000 - n as i64,
        closed_at: None,
    }
}

/// A case moves on, on the main chain, whatever chain it began on.
pub(super) async fn stamp(store: &Store, facility_id: FacilityId, n: u128, expected: i64) -> Result<AppendedEvent> {
    let mut tx = store.write(&facility_id).await?;
    let mut case = tx.case(report_id(n)).await?.expect("the case was filed");
    case.seat = Some("director".into());
    case.stream_seq = expected + 1;
    tx.update_case(&case).await?;
    let stream = format!("report/{}", report_id(n));
    let done = tx.append(NewEvent { expected_stream_seq: Some(expected), ..event(&stream, "stamped") }).await?;
    tx.commit().await?;
    Ok(done)
}

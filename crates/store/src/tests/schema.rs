//! Owns the tests of migrations, of the registry against the real schema, and of start-up refusals.
use std::collections::BTreeMap;

use sqlx::{Connection as _, Row as _};

use super::harness::*;
use crate::dialect::search::is_index_table;
use crate::field::Kind;
use crate::registry::{Class, TABLES};
use crate::*;

/// Table → columns as (name, type, nullable).
async fn real_schema(test: &TestStore) -> BTreeMap<String, Vec<(String, String, bool)>> {
    let text = if test.is_sqlite() {
        "SELECT m.name, c.name, c.type, 1 - c.\"notnull\" FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
    } else {
        "SELECT table_name::text, column_name::text, data_type::text, CASE WHEN is_nullable = 'YES' THEN 1::bigint ELSE 0::bigint END \
         FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
    };
    let mut connection = test.raw_connection().await;
    let mut tables: BTreeMap<String, Vec<(String, String, bool)>> = BTreeMap::new();
    for row in sqlx::query(text).fetch_all(&mut connection).await.unwrap() {
        tables.entry(row.get(0)).or_default().push((
            row.get(1),
            row.get::<String, _>(2).to_lowercase(),
            row.get::<i64, _>(3) == 1,
        ));
    }
    connection.close().await.unwrap();
    tables
}

both_engines! {
    /// A table or column that is not classified fails here.
    async fn registry_is_the_schema(test: TestStore) {
        let mut real = real_schema(test).await;
        assert!(real.remove("schema_migrations").is_some());
        real.retain(|name, _| !is_index_table(name));
        for table in TABLES {
            let mut columns = real.remove(table.name).unwrap_or_else(|| panic!("{} does not exist", table.name));
            let facility = columns.remove(0);
            assert_eq!((facility.0.as_str(), facility.2), ("facility_id", false), "{}", table.name);
            let expected: Vec<_> = table
                .columns
                .iter()
                .map(|column| {
                    let kind = match (column.kind, test.is_sqlite()) {
                        (Kind::Text, _) => "text",
                        (Kind::Int, true) => "integer",
                        (Kind::Int, false) => "bigint",
                        (Kind::Blob, true) => "blob",
                        (Kind::Blob, false) => "bytea",
                    };
                    (column.name.to_owned(), kind.to_owned(), column.nullable)
                })
                .collect();
            assert_eq!(columns, expected, "{}", table.name);
            assert!(table.key.iter().all(|key| table.columns.iter().any(|column| column.name == *key)));
        }
        assert!(real.is_empty(), "not in the registry: {:?}", real.keys());
    }

    /// Opening again changes nothing; an edited or a newer migration is refused with a sentence.
    async fn migrations(test: TestStore) {
        found(&test.store, 1).await;
        let before = real_schema(test).await;
        test.store.close().await.unwrap();
        drop(Store::open(test.config.clone()).await.unwrap());
        assert_eq!(real_schema(test).await, before);
        test.raw("INSERT INTO schema_migrations VALUES (999, 'x', 'x', 'x')").await.unwrap();
        let error = Store::open(test.config.clone()).await.unwrap_err();
        assert!(matches!(&error, StoreError::Migration(text) if text.contains("999")), "{error:?}");
        test.raw("DELETE FROM schema_migrations WHERE version = 999; UPDATE schema_migrations SET checksum = 'x' WHERE version = 1").await.unwrap();
        let error = Store::open(test.config.clone()).await.unwrap_err();
        assert!(matches!(&error, StoreError::Migration(text) if text.contains("0001_first")), "{error:?}");
        test.raw("DELETE FROM schema_migrations").await.unwrap();
        let error = Store::open(StoreConfig { access: Access::ReadOnly, ..test.config.clone() }).await.unwrap_err();
        assert!(matches!(error, StoreError::Migration(_)), "{error:?}");
    }

    /// The facility leads every key, index and foreign key.
    async fn facility_leads(test: TestStore) {
        let text = if test.is_sqlite() {
            "SELECT m.name, (SELECT i.name FROM pragma_index_info(l.name) i WHERE i.seqno = 0) FROM sqlite_master m, pragma_index_list(m.name) l WHERE m.type = 'table'"
        } else {
            "SELECT t.relname::text, (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0]) \
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = current_schema()"
        };
        let mut connection = test.raw_connection().await;
        let rows = sqlx::query(text).fetch_all(&mut connection).await.unwrap();
        assert!(rows.len() > 30);
        for row in rows {
            let (table, column): (String, String) = (row.get(0), row.get(1));
            let free = is_index_table(&table) || table == "schema_migrations" || (table == "facilities" && column == "code");
            assert!(free || column == "facility_id", "{table} has an index that begins with {column}");
        }
        connection.close().await.unwrap();
    }
}

/// Reports hold no personal column in the clear.
#[test]
fn reports_have_no_personal_column() {
    for table in TABLES.iter().filter(|table| !["accounts", "sign_in_attempts"].contains(&table.name)) {
        assert!(table.columns.iter().all(|column| column.class != Class::Personal), "{}", table.name);
    }
}

/// SQLite runs with the settings that keep acknowledged rows, and an old one is refused.
#[tokio::test]
async fn sqlite_settings() {
    let test = TestStore::sqlite().await;
    for (text, expected) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA secure_delete", 1),
        ("PRAGMA busy_timeout", 5000),
    ] {
        let value: i64 = sqlx::query_scalar(text).fetch_one(&test.store.pools.writer).await.unwrap();
        assert_eq!(value, expected, "{text}");
    }
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&test.store.pools.writer).await.unwrap();
    assert_eq!(mode, "wal");
    assert!(
        sqlx::query("DELETE FROM units").execute(&test.store.pools.readers).await.is_err(),
        "a reader cannot write"
    );
    assert!(dialect::check_sqlite_version("3.51.3").is_ok() && dialect::check_sqlite_version("3.52.0").is_ok());
    assert!(dialect::check_sqlite_version("3.51.2").is_err() && dialect::check_sqlite_version("3.40.1").is_err());
}

/// A full disk is told as such, and nothing of the transaction is kept.
#[tokio::test]
async fn full_disk() {
    let test = TestStore::sqlite().await;
    found(&test.store, 1).await;
    sqlx::query("PRAGMA max_page_count = 80").fetch_all(&test.store.pools.writer).await.unwrap();
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    let big = NewEvent { sealed: Some(vec![7; 1_000_000]), ..event("s", "a") };
    assert!(matches!(tx.append(big).await, Err(StoreError::Full)));
    drop(tx);
    let mut tx = test.store.read(&facility(1)).await.unwrap();
    assert_eq!(tx.stream_end("s").await.unwrap(), 0);
}

/// Only the owner may read the file; the address of a server is not shown.
#[tokio::test]
async fn private_file_and_address() {
    use std::os::unix::fs::PermissionsExt as _;
    let test = TestStore::sqlite().await;
    let file = test.store.target.file.clone().unwrap();
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    let config = StoreConfig::new("postgres://u:geheim@localhost/x", key(1));
    let target = dialect::Target::parse(&config.database).unwrap();
    assert!(!format!("{config:?}{target:?}").contains("geheim"));
}

/// A role that owns a table could switch row-level security off: it is refused.
#[tokio::test]
async fn powerful_role_is_refused() {
    let Some(test) = TestStore::postgres().await else {
        return;
    };
    test.raw("ALTER TABLE units OWNER TO futawa_app").await.unwrap();
    let error = Store::open(test.config.clone()).await.unwrap_err();
    assert!(matches!(error, StoreError::Setup(_)), "{error:?}");
    test.drop_database().await;
}

/// An owner that is no superuser can found the database, and is itself bound by row-level security.
#[tokio::test]
async fn ordinary_owner() {
    let Some(test) = TestStore::postgres_owned_by("futawa_test_owner").await else {
        return;
    };
    found(&test.store, 1).await;
    let mut connection = test.raw_connection().await;
    let seen: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM units").fetch_one(&mut connection).await.unwrap();
    assert_eq!(seen, 0, "row-level security is forced upon the owner");
    connection.close().await.unwrap();
    drop(Store::open(test.config.clone()).await.unwrap());
    test.drop_database().await;
}

//! Owns the tests that change stored data behind the store's back: every change must be found and named.
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

use super::harness::*;
use crate::field::{Kind, Value};
use crate::journal::{HeadRow, JOURNAL, JournalRow, hash, key_text, values_of};
use crate::registry::{Record as _, TABLES, Table};
use crate::tally::is_tallied;
use crate::tx::decode;
use crate::*;

/// A seeded generator (xorshift64*), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

/// Fills a store with a row in every table.
async fn filled(test: &TestStore) {
    recorded(test).await;
    exposed(test).await;
    operational(test).await;
}

async fn operational(test: &TestStore) {
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    let (account_id, token_hash) = (account(1), "t".to_owned());
    tx.insert_session(&SessionRow { token_hash, account_id, created_at: 1, seen_at: 1, expires_at: 9, reauth_at: 1 })
        .await
        .unwrap();
    tx.count_sign_in_failure("somebody", 1).await.unwrap();
    let draft_id = domain::id::DraftId::from_uuid(uuid::Uuid::from_u128(9));
    let (door, sealed, receipt_hash) = ("quick".to_owned(), vec![1], None);
    tx.insert_draft(&DraftRow { draft_id, account_id: None, door, version: 1, sealed, updated_at: 1, receipt_hash })
        .await
        .unwrap();
    let (key, scope, result) = ("k".to_owned(), "report".to_owned(), "r".to_owned());
    tx.insert_idempotency_key(&IdempotencyRow { key, scope, result, at: 1 }).await.unwrap();
    tx.commit().await.unwrap();
}

async fn recorded(test: &TestStore) {
    found(&test.store, 1).await;
    found(&test.store, 2).await;
    for n in 0..6 {
        file(&test.store, facility(1), n).await;
        stamp(&test.store, facility(1), n, 1).await.unwrap();
    }
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    let month = PublicationRow {
        month: "2026-04".into(),
        revision: 1,
        state: "published".into(),
        snapshot: r#"{"total":3}"#.into(),
        snapshot_hash: "h".into(),
        cut_off: 1,
        rule_version: 1,
        erratum_reason: None,
        created_at: 1,
        published_at: Some(2),
    };
    tx.insert_publication(&month).await.unwrap();
    let text = PublicationTextRow {
        report_id: report_id(0),
        circumstances: "転倒".into(),
        prevention: "見守り".into(),
        written_by: "a".into(),
        approved_by: None,
        state: "draft".into(),
        updated_at: 1,
        sealed: None,
    };
    tx.insert_publication_text(&text).await.unwrap();
    tx.insert_read_receipt(&ReadReceiptRow {
        report_id: report_id(0),
        account_id: account(1),
        unit_id: None,
        read_at: 4,
    })
    .await
    .unwrap();
    let delegation_id = domain::id::DelegationId::from_uuid(uuid::Uuid::from_u128(5));
    let (from_date, until_date) = ("2026-04-01".into(), "2026-04-30".into());
    let row = DelegationRow {
        delegation_id,
        seat: "leader".into(),
        from_account: account(0),
        to_account: account(2),
        from_date,
        until_date,
    };
    tx.insert_delegation(&row).await.unwrap();
    tx.append(NewEvent {
        sealed: Some(vec![1, 2, 3]),
        on_behalf_of: Some("x".into()),
        ..event("publication/2026-04", "published")
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn exposed(test: &TestStore) {
    let month = "2026-04".parse().unwrap();
    let exposure = domain::exposure::Exposure { unit: None, month, user_days: Some(1500), beds: Some(50) };
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    tx.put_exposure(&ExposureRow::of(&exposure, 1, "a".into())).await.unwrap();
    tx.append(event("exposure", "exposures_changed")).await.unwrap();
    tx.commit().await.unwrap();
}

/// A connection on which no trigger, foreign key or (SQLite) check stands in the way.
async fn attacker(test: &TestStore) -> sqlx::AnyConnection {
    let mut connection = test.raw_connection().await;
    let text = if test.is_sqlite() {
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA recursive_triggers = OFF; \
         DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; DROP TRIGGER reports_no_update; DROP TRIGGER reports_no_delete; \
         DROP TRIGGER publications_no_update; DROP TRIGGER publications_no_delete"
    } else {
        "SET session_replication_role = replica"
    };
    connection.execute(sqlx::raw_sql(text)).await.unwrap();
    connection
}

fn changed(dice: &mut Dice, kind: Kind, old: &Value) -> Value {
    match (kind, old) {
        (Kind::Text, Value::Text(text)) if !text.is_empty() && dice.roll(2) == 0 => {
            Value::Text(text.chars().skip(1).collect())
        }
        (Kind::Text, Value::Text(text)) => Value::Text(format!("{text}x")),
        (Kind::Text, _) => Value::Text(String::new()),
        (Kind::Int, Value::Int(number)) => Value::Int(number ^ (1 << dice.roll(40))),
        (Kind::Int, _) => Value::Int(0),
        (Kind::Blob, Value::Blob(bytes)) if !bytes.is_empty() => {
            let mut bytes = bytes.clone();
            let at = dice.roll(bytes.len());
            bytes[at] ^= 1 << dice.roll(8);
            Value::Blob(bytes)
        }
        (Kind::Blob, _) => Value::Blob(vec![0]),
    }
}

struct Place {
    table: &'static Table,
    key: Vec<Value>,
    column: &'static str,
    kind: Kind,
    old: Value,
}

/// Picks a column, outside the key, of a row of the first facility.
async fn pick(connection: &mut sqlx::AnyConnection, dice: &mut Dice) -> Option<Place> {
    let table = TABLES[dice.roll(TABLES.len())];
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let text =
        format!("SELECT {} FROM {} WHERE facility_id = '{}' ORDER BY 1, 2", names.join(", "), table.name, facility(1));
    let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(connection).await.unwrap();
    let free: Vec<usize> = (0..names.len()).filter(|index| !table.key.contains(&names[*index])).collect();
    if rows.is_empty() || free.is_empty() {
        return None;
    }
    let values = values_of(table, &rows[dice.roll(rows.len())]);
    let index = free[dice.roll(free.len())];
    let key =
        table.key.iter().map(|name| values[names.iter().position(|other| other == name).unwrap()].clone()).collect();
    Some(Place { table, key, column: names[index], kind: table.columns[index].kind, old: values[index].clone() })
}

/// Writes one column of one row past the store.
async fn write(connection: &mut sqlx::AnyConnection, place: &Place, value: &Value) -> bool {
    let mut sql = crate::dialect::Sql::new(crate::dialect::Engine::Sqlite, &facility(1).to_string());
    sql = sql.push("UPDATE ").push(place.table.name).push(" SET ").push(place.column).push(" = ").bind(value.clone());
    sql = crate::tx::with_key(sql.push(" WHERE facility_id = $1"), place.table, &place.key);
    sql.query().execute(connection).await.is_ok_and(|done| done.rows_affected() == 1)
}

both_engines! {
    /// Any single field changed in any guarded row is found, with table and key.
    async fn every_field(test: TestStore) {
        filled(test).await;
        let options = VerifyOptions::default();
        assert_eq!(test.store.verify(&options).await.unwrap().findings, vec![]);
        let mut connection = attacker(test).await;
        let mut dice = Dice(20_261_121);
        let mut places = 0;
        while places < if test.is_sqlite() { 200 } else { 60 } {
            let Some(place) = pick(&mut connection, &mut dice).await else { continue };
            let value = changed(&mut dice, place.kind, &place.old);
            // A check of PostgreSQL may refuse the value; then it is not a place where data can be changed.
            if value == place.old || !write(&mut connection, &place, &value).await {
                continue;
            }
            places += 1;
            let report = test.store.verify(&options).await.unwrap();
            // Of an operational table the tally knows that something is wrong, not with which row.
            let (name, key) = match place.table.name {
                "tallies" => (key_text(&place.key), String::new()),
                name if is_tallied(place.table) => (name.to_owned(), String::new()),
                name => (name.to_owned(), key_text(&place.key)),
            };
            let named = report.findings.iter().any(|finding| finding.table == name && finding.key == key && finding.facility == Some(facility(1)));
            assert!(named, "{}.{} of {key}: {:?}", place.table.name, place.column, report.findings);
            assert!(write(&mut connection, &place, &place.old).await);
        }
        assert!(test.store.verify(&options).await.unwrap().is_clean());
        connection.close().await.unwrap();
    }

    /// Rows deleted, added, moved to another facility or put back to an older state are found.
    async fn rows_gone_added_and_old(test: TestStore) {
        filled(test).await;
        let mut connection = attacker(test).await;
        let (one, two, report) = (facility(1), facility(2), report_id(4));
        let cases: &[(&str, String, &str, String, Fault)] = &[
            ("cases", format!("DELETE FROM cases WHERE report_id = '{report}'"), "cases", report.to_string(), Fault::Missing),
            ("reports", format!("UPDATE reports SET facility_id = '{two}' WHERE report_id = '{report}'"), "reports", report.to_string(), Fault::Missing),
            ("units", format!("UPDATE units SET unit_id = 'x' WHERE facility_id = '{one}' AND unit_id = '{}'", unit(1)), "units", "x".into(), Fault::Unjournalled),
            ("seat_holders", format!("INSERT INTO seat_holders VALUES ('{one}', 'director', '', '{}')", account(2)), "seat_holders", format!("director//{}", account(2)), Fault::Unjournalled),
            ("cases", format!("UPDATE cases SET seat = 'leader', stream_seq = 1 WHERE report_id = '{report}'"), "cases", report.to_string(), Fault::Changed),
            ("journal", format!("DELETE FROM journal WHERE facility_id = '{one}' AND chain = 'main' AND seq = 3"), "journal", "main/4".into(), Fault::Gap),
            ("journal", format!("DELETE FROM journal WHERE facility_id = '{one}' AND chain = 'main' AND seq >= 9"), "journal_heads", "main".into(), Fault::Head),
            ("journal_heads", format!("DELETE FROM journal_heads WHERE facility_id = '{one}' AND chain = 'anonymous'"), "journal_heads", "anonymous".into(), Fault::Missing),
            ("sessions", format!("DELETE FROM sessions WHERE facility_id = '{one}'"), "sessions", String::new(), Fault::Tally),
            ("drafts", format!("UPDATE drafts SET draft_id = 'x' WHERE facility_id = '{one}'"), "drafts", String::new(), Fault::Tally),
            ("sign_in_attempts", format!("INSERT INTO sign_in_attempts VALUES ('{one}', 'x', 0, 0)"), "sign_in_attempts", String::new(), Fault::Tally),
            ("tallies", format!("DELETE FROM tallies WHERE facility_id = '{two}' AND table_name = 'sessions'"), "sessions", String::new(), Fault::Tally),
        ];
        for (table, text, finding_table, key, fault) in cases {
            connection.execute(sqlx::raw_sql(AssertSqlSafe(format!("CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")))).await.unwrap();
            let done = connection.execute(sqlx::raw_sql(AssertSqlSafe(text.clone()))).await.unwrap();
            assert!(done.rows_affected() >= 1, "{text}");
            let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
            let named = report.findings.iter().any(|finding| finding.table == *finding_table && finding.key == *key && finding.what == *fault);
            assert!(named, "{text}: {:?}", report.findings);
            let restore = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept");
            connection.execute(sqlx::raw_sql(AssertSqlSafe(restore))).await.unwrap();
        }
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        connection.close().await.unwrap();
    }

    /// Who rewrites an event and every hash after it, but has no master key, is found by the head.
    async fn rewritten_chain(test: TestStore) {
        filled(test).await;
        let mut connection = attacker(test).await;
        let names = JOURNAL.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let text = format!("SELECT {names} FROM journal WHERE facility_id = '{}' AND chain = 'main' ORDER BY seq DESC LIMIT 1", facility(1));
        let mut row: JournalRow = decode(&sqlx::query(AssertSqlSafe(text)).fetch_one(&mut connection).await.unwrap()).unwrap();
        row.actor = "somebody else".into();
        row.hash = hash(&facility(1).to_string(), &row);
        let text = format!(
            "UPDATE journal SET actor = '{}', hash = '{}' WHERE facility_id = '{2}' AND chain = 'main' AND seq = {3}; \
             UPDATE journal_heads SET hash = '{1}' WHERE facility_id = '{2}' AND chain = 'main'",
            row.actor, row.hash, facility(1), row.seq
        );
        connection.execute(sqlx::raw_sql(AssertSqlSafe(text))).await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        let expected = Finding { facility: Some(facility(1)), table: "journal_heads".into(), key: "main".into(), what: Fault::Mac };
        assert_eq!(report.findings, vec![expected]);
        // Nothing is built upon such a chain.
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(matches!(tx.append(event("s", "a")).await, Err(StoreError::Corrupt { .. })));
        assert_eq!(HeadRow::TABLE.name, "journal_heads");
        connection.close().await.unwrap();
    }
}

/// Any single bit flipped in a file at rest is found.
#[tokio::test]
async fn every_byte_of_the_file() {
    let test = TestStore::sqlite().await;
    filled(&test).await;
    let copy = test.folder.path().join("copy.db");
    test.store.backup(&copy).await.unwrap();
    let config = StoreConfig::new(copy.to_str().unwrap(), key(7));
    let bytes = std::fs::read(&copy).unwrap();
    let report = verify_at(config.clone(), &VerifyOptions::default()).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    let mut dice = Dice(7);
    for _ in 0..100 {
        let mut flipped = bytes.clone();
        let at = dice.roll(bytes.len());
        flipped[at] ^= 1 << dice.roll(8);
        std::fs::write(&copy, &flipped).unwrap();
        let report = verify_at(config.clone(), &VerifyOptions::default()).await.unwrap();
        assert_eq!(report.findings.first().map(|finding| &finding.what), Some(&Fault::FileChanged), "byte {at}");
    }
    std::fs::write(&copy, &bytes).unwrap();
    assert!(verify_at(config, &VerifyOptions::default()).await.unwrap().is_clean());
}

//! Owns the proofs that no facility sees or changes another's rows.
use super::harness::*;
use crate::*;

both_engines! {
    /// Ids of another facility give nothing, and updates of them find no row.
    async fn other_facility_is_invisible(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        file(&test.store, facility(1), 1).await;
        let mut tx = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(tx.report(report_id(1)).await.unwrap(), None);
        assert_eq!(tx.case(report_id(1)).await.unwrap(), None);
        assert_eq!(tx.report_by_number("R8-0001").await.unwrap(), None);
        assert_eq!(tx.reports(&ReportFilter::default(), Page::ALL).await.unwrap().total, 0);
        assert!(tx.stream(&format!("report/{}", report_id(1))).await.unwrap().is_empty());
        assert!(tx.inbox(&[("director".into(), None)], Page::ALL).await.unwrap().is_empty());
        assert_eq!(tx.facility().await.unwrap().unwrap().code, "f2");
        drop(tx);
        let mut tx = test.store.write(&facility(2)).await.unwrap();
        assert!(matches!(tx.update_case(&case_row(1)).await, Err(StoreError::NotFound { table: "cases" })));
        assert!(matches!(tx.open_content(report_id(1), &[1]).await, Err(StoreError::NotFound { table: "report_keys" })));
        drop(tx);
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(tx.reports(&ReportFilter::default(), Page::ALL).await.unwrap().total, 1);
    }

    /// The directory lists all facilities and no code is given twice.
    async fn directory(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let codes: Vec<String> = test.store.facilities().await.unwrap().into_iter().map(|entry| entry.code).collect();
        assert_eq!(codes, ["f1", "f2"]);
        assert_eq!(test.store.facility_by_code("f2").await.unwrap().unwrap().facility_id, facility(2));
        assert_eq!(test.store.facility_by_code("none").await.unwrap(), None);
        let row = { test.store.read(&facility(1)).await.unwrap().facility().await.unwrap().unwrap() };
        let mut tx = test.store.write(&facility(3)).await.unwrap();
        assert!(tx.insert_facility(&row).await.unwrap_err().is_conflict("facilities_code_key"));
        drop(tx);
        test.store.healthy().await.unwrap();
    }
}

/// Row-level security alone: without the setting no row is seen, with another's no row is written.
#[tokio::test]
async fn row_level_security() {
    let Some(test) = TestStore::postgres().await else {
        return;
    };
    found(&test.store, 1).await;
    let count = |text: &'static str| {
        let pool = test.store.pools.readers.clone();
        async move { sqlx::query_scalar::<_, i64>(text).fetch_one(&pool).await.unwrap() }
    };
    for table in registry::TABLES {
        let text = format!("SELECT COUNT(*) FROM {}", table.name);
        let seen: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(&test.store.pools.readers).await.unwrap();
        assert_eq!(seen, i64::from(table.name == "facilities"), "{}", table.name);
    }
    assert_eq!(count("SELECT COUNT(*) FROM units").await, 0);
    let text = format!(
        "BEGIN; SET LOCAL ROLE futawa_app; SELECT set_config('futawa.facility', '{}', true); \
         INSERT INTO units VALUES ('{}', 'x', 'x', 'x', 'x', 0, 1); COMMIT;",
        facility(2),
        facility(1)
    );
    let error = test.raw(&text).await.unwrap_err();
    assert!(matches!(error, StoreError::Database(_)), "{error:?}");
    let text = format!(
        "BEGIN; SET LOCAL ROLE futawa_app; UPDATE facilities SET code = 'stolen'; COMMIT; SELECT '{}'",
        facility(1)
    );
    test.raw(&text).await.unwrap();
    assert!(test.store.facility_by_code("f1").await.unwrap().is_some());
    test.drop_database().await;
}

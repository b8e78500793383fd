//! Owns the tests of verification on sound data, of the file's seal and of the backup.
use super::harness::*;
use crate::*;

both_engines! {
    /// Sound data is clean, and everything was visited.
    async fn counts(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        for n in 0..3 {
            file(&test.store, facility(1), n).await;
        }
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        // Per facility: itself, 2 units, a place, 3 accounts, 2 seats, a profile; per report: itself, keys, case; two series of numbers.
        assert_eq!(report, VerifyReport { facilities: 2, events: 5, rows: 2 * 10 + 3 * 3 + 2, ..VerifyReport::default() });
    }

    /// A case that began on the anonymous chain and goes on along both is followed by its stream.
    async fn both_chains(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 2).await;
        stamp(&test.store, facility(1), 2, 1).await.unwrap();
        let older = { test.store.read(&facility(1)).await.unwrap().case(report_id(2)).await.unwrap().unwrap() };
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.update_case(&CaseRow { stream_seq: 3, ..older.clone() }).await.unwrap();
        let stream = format!("report/{}", report_id(2));
        tx.append(NewEvent { chain: Chain::Anonymous, expected_stream_seq: Some(2), ..event(&stream, "addendum") }).await.unwrap();
        tx.commit().await.unwrap();
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        test.raw("UPDATE cases SET stream_seq = 2").await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        let finding = Finding { facility: Some(facility(1)), table: "cases".into(), key: report_id(2).to_string(), what: Fault::Changed };
        assert_eq!(report.findings, vec![finding]);
        assert_eq!(report.findings[0].to_string(), format!("cases {}: the row is not as the last event left it", report_id(2)));
    }

    /// More rows than a page of the walk holds.
    async fn pages(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        for n in 10..1310 {
            tx.insert_account(&account_row(n)).await.unwrap();
            if n % 100 == 0 {
                tx.append(event("people", "imported")).await.unwrap();
            }
        }
        tx.append(event("people", "imported")).await.unwrap();
        for _ in 0..2100 {
            tx.append(event("reads", "viewed")).await.unwrap();
        }
        tx.commit().await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings.first());
        assert_eq!((report.events, report.rows), (1 + 14 + 2100, 10 + 1300));
    }

    /// A backup is sound and sealed; PostgreSQL points to its own tool.
    async fn backup(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 1).await;
        let to = test.folder.path().join("backup.db");
        let done = test.store.backup(&to).await;
        if !test.is_sqlite() {
            assert!(matches!(&done, Err(StoreError::Setup(text)) if text.contains("pg_dump")), "{done:?}");
            return;
        }
        done.unwrap();
        assert!(matches!(test.store.backup(&to).await, Err(StoreError::Setup(_))), "nothing is overwritten");
        let config = StoreConfig::new(to.to_str().unwrap(), key(7));
        let report = verify_at(config.clone(), &VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        assert_eq!((report.facilities, report.events), (1, 2));
        let restored = Store::open(config).await.unwrap();
        assert_eq!(restored.read(&facility(1)).await.unwrap().count_reports(&ReportFilter::default()).await.unwrap(), 1);
    }
}

/// A clean end seals the file; a reader leaves it as it is; a writer takes the seal away.
#[tokio::test]
async fn seal_of_the_file() {
    let test = TestStore::sqlite().await;
    found(&test.store, 1).await;
    test.store.close().await.unwrap();
    let file = test.store.target.file.clone().unwrap();
    let seal = std::path::PathBuf::from(format!("{}.seal", file.display()));
    assert!(seal.exists());
    let before = std::fs::read(&file).unwrap();
    let report = verify_at(test.config.clone(), &VerifyOptions::default()).await.unwrap();
    assert!(report.is_clean() && !report.unsealed, "{report:?}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    std::fs::rename(&seal, seal.with_extension("away")).unwrap();
    assert!(verify_at(test.config.clone(), &VerifyOptions::default()).await.unwrap().unsealed);
    std::fs::rename(seal.with_extension("away"), &seal).unwrap();
    let store = Store::open(StoreConfig { access: Access::ReadOnly, ..test.config.clone() }).await.unwrap();
    assert!(
        store.write(&facility(1)).await.is_err()
            || store.write(&facility(1)).await.unwrap().append(event("s", "a")).await.is_err()
    );
    store.close().await.unwrap();
    assert!(seal.exists());
    let store = Store::open(test.config.clone()).await.unwrap();
    assert!(!seal.exists());
    store.close().await.unwrap();
    std::fs::write(&seal, "forged").unwrap();
    let report = verify_at(test.config.clone(), &VerifyOptions::default()).await.unwrap();
    assert_eq!(report.findings[0].what, Fault::FileChanged);
}

/// Verification walks at least 50,000 events a second in a release build.
#[tokio::test]
#[ignore = "speed: cargo test --release -p store -- --ignored"]
async fn speed() {
    let test = TestStore::sqlite().await;
    found(&test.store, 1).await;
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    for n in 0..60_000 {
        tx.append(event(&format!("reads/{}", n % 1000), "viewed")).await.unwrap();
    }
    tx.commit().await.unwrap();
    let start = std::time::Instant::now();
    let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
    let rate = report.events as f64 / start.elapsed().as_secs_f64();
    eprintln!("{rate:.0} events/s");
    assert!(report.is_clean() && (cfg!(debug_assertions) || rate >= 50_000.0), "{rate:.0} events/s");
}

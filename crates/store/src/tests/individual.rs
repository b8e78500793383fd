//! Owns the tests of individual publications: kept, sealed, never changed, verified, and nobody else's.
use super::harness::*;
use crate::*;

fn matter(n: u128, slug: Option<&str>) -> MatterRow {
    MatterRow {
        report_id: report_id(n),
        stage: if slug.is_some() { "released" } else { "opened" }.into(),
        grounds: "level".into(),
        opened_on: "2026-10-01".into(),
        rule_version: 1,
        stream_seq: 1,
        slug: slug.map(str::to_owned),
        edition: slug.map(|_| 1),
        entered_at: 5,
    }
}

async fn release(store: &Store, n: u128) -> ReleaseRow {
    let mut tx = store.write(&facility(1)).await.unwrap();
    let sealed = tx.seal_content(report_id(n), "公表文".as_bytes()).await.unwrap();
    let row = ReleaseRow {
        slug: "2026-1".into(),
        edition: 1,
        report_id: report_id(n),
        snapshot_hash: "ab".into(),
        sealed,
        rule_version: 1,
        cut_off: 4,
        released_at: 5,
    };
    tx.insert_matter(&matter(n, Some("2026-1"))).await.unwrap();
    tx.insert_release(&row).await.unwrap();
    tx.append(event(&format!("individual:{}", report_id(n)), "released")).await.unwrap();
    tx.commit().await.unwrap();
    row
}

both_engines! {
    /// A release is found by its name, opens with the report's key, and is nobody else's.
    async fn found_by_name_and_sealed(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        file(&test.store, facility(1), 0).await;
        file(&test.store, facility(1), 3).await;
        let row = release(&test.store, 0).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_matter(&matter(3, None)).await.unwrap();
        tx.append(event("individual:x", "matter_opened")).await.unwrap();
        assert_eq!(tx.matter_by_slug("2026-1").await.unwrap(), Some(matter(0, Some("2026-1"))));
        assert_eq!((tx.matters().await.unwrap().len(), tx.public_matters().await.unwrap().len()), (2, 1));
        assert_eq!(tx.releases_of("2026-1").await.unwrap(), std::slice::from_ref(&row));
        assert_eq!(tx.open_content(report_id(0), &row.sealed).await.unwrap(), "公表文".as_bytes());
        tx.commit().await.unwrap();
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.matter_by_slug("2026-1").await.unwrap(), None);
        assert_eq!((stranger.releases().await.unwrap(), stranger.matters().await.unwrap()), (vec![], vec![]));
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// The engine refuses a change of what went out; a change of the projection is found.
    async fn never_changed_and_verified(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 0).await;
        release(&test.store, 0).await;
        for text in ["UPDATE individual_releases SET snapshot_hash = 'x'", "DELETE FROM individual_releases"] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let twice = tx.insert_matter(&matter(0, None)).await.unwrap_err();
        assert!(twice.is_conflict("individual_matters_pkey"), "{twice:?}");
        drop(tx);
        test.raw("UPDATE individual_matters SET stage = 'withheld'").await.unwrap();
        let findings = test.store.verify(&VerifyOptions::default()).await.unwrap().findings;
        let told: Vec<_> = findings.into_iter().map(|finding| (finding.table, finding.what)).collect();
        assert_eq!(told, [("individual_matters".to_owned(), Fault::Changed)]);
    }
}

//! Owns the tests of exposures in the store: what is not known is not zero, a tenant's own rows, changes are journalled.
use domain::exposure::Exposure;
use domain::id::UnitId;
use domain::publication::Month;

use super::harness::*;
use crate::*;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn row(unit: Option<UnitId>, text: &str, user_days: Option<u32>, beds: Option<u32>) -> ExposureRow {
    ExposureRow::of(&Exposure { unit, month: month(text), user_days, beds }, 1, "system".to_owned())
}

async fn put(test: &TestStore, rows: &[ExposureRow]) {
    let mut tx = test.store.write(&facility(1)).await.unwrap();
    for row in rows {
        tx.put_exposure(row).await.unwrap();
    }
    tx.append(event("exposure", "exposures_changed")).await.unwrap();
    tx.commit().await.unwrap();
}

async fn listed(test: &TestStore, n: u128, from: &str, until: &str) -> Vec<ExposureRow> {
    let mut tx = test.store.read(&facility(n)).await.unwrap();
    tx.exposures(month(from), month(until)).await.unwrap()
}

both_engines! {
    /// Months come in order, the facility before its units; zero and unknown stay apart; another facility sees none of it.
    async fn months_in_order(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let rows = [
            row(None, "2026-04", Some(0), None),
            row(Some(unit(0)), "2026-04", None, Some(40)),
            row(Some(unit(1)), "2026-04", Some(3_100_000), Some(100_000)),
            row(None, "2027-03", Some(1500), Some(50)),
        ];
        let mut mixed = rows.to_vec();
        mixed.reverse();
        put(test, &mixed).await;
        assert_eq!(listed(test, 1, "2026-04", "2027-03").await, rows);
        assert_eq!(listed(test, 1, "2026-05", "2027-03").await, rows[3..]);
        assert!(listed(test, 1, "2026-05", "2027-02").await.is_empty());
        assert!(listed(test, 2, "2026-01", "2028-01").await.is_empty(), "another facility");
        let zero = rows[0].exposure().unwrap();
        assert_eq!((zero.unit, zero.user_days, zero.beds), (None, Some(0), None));
        let mut tx = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(tx.exposure(UnitScope(None), month("2026-04")).await.unwrap(), None);
        drop(tx);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// A month is replaced and taken away, never without the journal; what is beyond the limits the engines refuse.
    async fn replaced_and_taken_away(test: TestStore) {
        found(&test.store, 1).await;
        put(test, &[row(None, "2026-04", Some(1), None)]).await;
        put(test, &[row(None, "2026-04", Some(2), Some(3))]).await;
        let held = listed(test, 1, "2026-04", "2026-04").await;
        assert_eq!(held, [row(None, "2026-04", Some(2), Some(3))]);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.delete_exposure(&held[0]).await.unwrap();
        assert!(matches!(tx.commit().await, Err(StoreError::Unjournalled { table: "exposures" })));
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.delete_exposure(&held[0]).await.unwrap();
        tx.append(event("exposure", "exposures_changed")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(listed(test, 1, "2026-04", "2026-04").await.is_empty());
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.put_exposure(&row(None, "2026-04", Some(3_100_001), None)).await.is_err());
    }

    /// A number changed behind the store's back is found, with its month.
    async fn a_changed_number_is_found(test: TestStore) {
        found(&test.store, 1).await;
        put(test, &[row(Some(unit(0)), "2026-04", Some(1500), Some(50))]).await;
        test.raw("UPDATE exposures SET user_days = 3000").await.unwrap();
        let key = format!("{}/2026-04", unit(0));
        let finding = Finding { facility: Some(facility(1)), table: "exposures".into(), key, what: Fault::Changed };
        assert_eq!(test.store.verify(&VerifyOptions::default()).await.unwrap().findings, vec![finding]);
    }
}

//! Owns the tests of comprehensive publications in the store: a tenant's own rows, and that a published one never changes.
use super::harness::*;
use crate::*;

fn row(state: &str) -> PeriodRow {
    PeriodRow {
        period: "fy2026-h1".to_owned(),
        revision: 1,
        state: state.to_owned(),
        snapshot: "{}".to_owned(),
        snapshot_hash: "00".to_owned(),
        cut_off: 1,
        rule_version: 1,
        erratum_reason: None,
        created_at: 1,
        published_at: (state == "published").then_some(2),
    }
}

both_engines! {
    /// A draft changes, a published revision does not, and no other facility sees either.
    async fn published_is_for_ever(test: TestStore) {
        found(&test.store, 1).await;
        for (at, state) in ["draft", "published"].into_iter().enumerate() {
            let mut tx = test.store.write(&facility(1)).await.unwrap();
            if at == 0 {
                tx.insert_period(&row(state)).await.unwrap();
            } else {
                tx.update_period(&row(state)).await.unwrap();
            }
            tx.append(event("period:fy2026-h1", "month_drafted")).await.unwrap();
            tx.commit().await.unwrap();
        }
        for text in ["UPDATE period_publications SET snapshot = 'x'", "DELETE FROM period_publications"] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        let mut own = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(own.published_periods().await.unwrap(), [row("published")]);
        assert_eq!(own.period("fy2026-h1", 1).await.unwrap(), Some(row("published")));
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert!(stranger.published_periods().await.unwrap().is_empty());
        assert!(stranger.periods_of("fy2026-h1").await.unwrap().is_empty());
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }
}

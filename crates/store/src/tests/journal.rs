//! Owns the tests of the journal: order, conflicts, claims, append-only.
use std::sync::Arc;

use super::harness::*;
use crate::*;

both_engines! {
    /// Events come back as they were given, numbered along chain and stream.
    async fn append_and_read(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let new = NewEvent { sealed: Some(vec![0, 255]), on_behalf_of: Some("x".into()), expected_stream_seq: Some(0), ..event("s/1", "a") };
        let first = tx.append(new.clone()).await.unwrap();
        let second = tx.append(NewEvent { expected_stream_seq: Some(1), at: 9, ..event("s/1", "b") }).await.unwrap();
        let other = tx.append(NewEvent { chain: Chain::Anonymous, ..event("s/1", "c") }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((first.seq, first.stream_seq, second.seq, second.stream_seq), (2, 1, 3, 2));
        assert_eq!((other.seq, other.stream_seq), (1, 3));
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let events = tx.stream("s/1").await.unwrap();
        assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!((&events[0].facts, &events[0].sealed, &events[0].on_behalf_of), (&new.facts, &new.sealed, &new.on_behalf_of));
        assert_eq!(events[0].hash, first.hash);
        assert_eq!(tx.stream_end("s/1").await.unwrap(), 3);
        assert_eq!(tx.streams_prefix("s/", 9).await.unwrap().len(), 1);
        assert_eq!(tx.events_since(Chain::Main, 1, 10).await.unwrap().len(), 2);
        assert_eq!(tx.events_before(Chain::Main, 4, 2).await.unwrap()[0].kind, "b");
    }

    /// What was read is upon a mark; a write from elsewhere succeeds while it is read, and the next writer sees where.
    async fn a_mark_tells_what_moved(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let mut reader = test.store.read(&facility(1)).await.unwrap();
        let mark = reader.mark().await.unwrap();
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.moved_since(&mark).await.unwrap().is_empty());
        tx.append(event("s/1", "a")).await.unwrap();
        tx.append(event("s/1", "b")).await.unwrap();
        tx.append(NewEvent { chain: Chain::Anonymous, ..event("s/0", "c") }).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.write(&facility(2)).await.unwrap();
        tx.append(event("s/9", "elsewhere")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(reader.mark().await.unwrap(), mark, "the reader still sees what it saw");
        drop(reader);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.moved_since(&mark).await.unwrap(), ["s/0", "s/1"], "both chains, this facility alone, each stream once");
        let now = tx.mark().await.unwrap();
        assert!(now != mark && tx.moved_since(&now).await.unwrap().is_empty());
    }

    /// Of sixteen stamps upon the same state of a case exactly one commits.
    async fn one_of_sixteen_wins(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 1).await;
        let store = Arc::new(test.store.clone());
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let store = Arc::clone(&store);
                tokio::spawn(async move { stamp(&store, facility(1), 1, 1).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(done) => {
                    won += 1;
                    assert_eq!(done.stream_seq, 2);
                }
                Err(error) => assert!(error.is_conflict("journal_facility_id_stream_stream_seq_key"), "{error:?}"),
            }
        }
        assert_eq!(won, 1);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// The engine's own unique key is the second wall: it refuses a number that is taken.
    async fn unique_key_holds(test: TestStore) {
        found(&test.store, 1).await;
        let text = format!(
            "INSERT INTO journal (facility_id, chain, seq, stream, stream_seq, kind, facts, actor, at, touched, prev_hash, hash) \
             VALUES ('{}', 'main', 2, 'facility', 1, 'k', '{{}}', 'a', 1, '[]', '', '')",
            facility(1)
        );
        let error = test.raw(&text).await.unwrap_err();
        assert!(error.is_conflict("journal_facility_id_stream_stream_seq_key"), "{error:?}");
    }

    /// A change without an event is refused, and nothing of it is kept.
    async fn commit_without_event(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_account(&account_row(9)).await.unwrap();
        assert!(matches!(tx.commit().await, Err(StoreError::Unjournalled { table: "accounts" })));
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(tx.account(account(9)).await.unwrap(), None);
    }

    /// Dropping a transaction undoes it.
    async fn rollback_on_drop(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.append(event("s", "a")).await.unwrap();
        drop(tx);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.append(event("s", "a")).await.unwrap().seq, 2);
    }

    /// Journal, reports and published months refuse changes even past the store.
    async fn append_only(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 1).await;
        let month = PublicationRow {
            month: "2026-04".into(),
            revision: 1,
            state: "published".into(),
            snapshot: "{}".into(),
            snapshot_hash: "h".into(),
            cut_off: 1,
            rule_version: 1,
            erratum_reason: None,
            created_at: 1,
            published_at: Some(2),
        };
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_publication(&month).await.unwrap();
        tx.append(event("publication/2026-04", "published")).await.unwrap();
        tx.commit().await.unwrap();
        for text in [
            "UPDATE journal SET actor = 'x'",
            "DELETE FROM journal",
            "UPDATE reports SET form = 'x'",
            "DELETE FROM reports",
            "UPDATE publications SET snapshot = 'x'",
            "DELETE FROM publications",
        ] {
            let error = test.raw(text).await.expect_err(text);
            assert!(matches!(error, StoreError::Database(_)), "{text}: {error:?}");
        }
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.update_publication(&month).await.is_err());
    }
}

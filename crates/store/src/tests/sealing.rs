//! Owns the tests of sealing: round trip, wrong key, swapped values, erasure.
use super::harness::*;
use crate::*;

both_engines! {
    /// What is sealed opens again, only where it belongs.
    async fn round_trip_and_swap(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 1).await;
        file(&test.store, facility(1), 2).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let (one, two) = (tx.report(report_id(1)).await.unwrap().unwrap(), tx.report(report_id(2)).await.unwrap().unwrap());
        assert_eq!(tx.open_content(report_id(1), &one.sealed).await.unwrap(), "転倒した".as_bytes());
        assert_eq!(tx.open_identity(report_id(1), one.identity.as_ref().unwrap()).await.unwrap(), "山田花子".as_bytes());
        assert!(matches!(tx.open_content(report_id(1), &two.sealed).await, Err(StoreError::Sealed)), "another report's value");
        assert!(matches!(tx.open_identity(report_id(1), &one.sealed).await, Err(StoreError::Sealed)), "another purpose");
        assert!(matches!(tx.open_content(report_id(1), &[]).await, Err(StoreError::Sealed)));
        let mut flipped = one.sealed.clone();
        for index in 0..flipped.len() {
            flipped[index] ^= 1;
            assert!(matches!(tx.open_content(report_id(1), &flipped).await, Err(StoreError::Sealed)), "byte {index}");
            flipped[index] ^= 1;
        }
        let sealed = tx.seal_misc("draft", "1", b"x").unwrap();
        assert_ne!(sealed, tx.seal_misc("draft", "1", b"x").unwrap(), "a nonce is never used twice");
        assert_eq!(tx.open_misc("draft", "1", &sealed).unwrap(), b"x");
        assert!(tx.open_misc("draft", "2", &sealed).is_err());
        assert!(tx.open_misc("other", "1", &sealed).is_err());
        assert_ne!(tx.reporter_tag(report_id(1), account(1)), tx.reporter_tag(report_id(2), account(1)));
        assert_eq!(tx.reporter_tag(report_id(1), account(1)), tx.reporter_tag(report_id(1), account(1)));
    }

    /// An erased key opens nothing any more; the other key still does; verification stays clean.
    async fn erasure(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.erase_keys(report_id(1), KeyPart::Identity).await.unwrap();
        tx.append(event(&format!("report/{}", report_id(1)), "identity_erased")).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let row = tx.report(report_id(1)).await.unwrap().unwrap();
        assert!(matches!(tx.open_identity(report_id(1), row.identity.as_ref().unwrap()).await, Err(StoreError::Sealed)));
        assert!(tx.open_content(report_id(1), &row.sealed).await.is_ok());
        assert_eq!(tx.keys_present(report_id(1)).await.unwrap(), (true, false));
        drop(tx);
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
    }

    /// Another master key is refused at start.
    async fn wrong_master_key(test: TestStore) {
        test.store.close().await.unwrap();
        let config = StoreConfig { master_key: key(8), ..test.config.clone() };
        assert!(matches!(Store::open(config).await, Err(StoreError::Sealed)));
        let again = Store::open(test.config.clone()).await.unwrap();
        again.healthy().await.unwrap();
    }
}

/// Nothing secret is shown by `Debug`.
#[test]
fn debug_is_redacted() {
    assert_eq!(format!("{:?}", key(7)), "MasterKey([redacted])");
    let text = format!("{:?}", account_row(2));
    assert!(!text.contains("職員2") && !text.contains("argon2") && !text.contains("user2"), "{text}");
}

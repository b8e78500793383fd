//! Owns the tests of the lock: one process writes, any number read.
use super::harness::*;
use crate::*;

/// A second writer is refused in words; readers, a backup and a verification are not; the end of the first gives the lock back.
#[tokio::test]
async fn one_writer_any_readers() {
    let test = TestStore::sqlite().await;
    found(&test.store, 1).await;
    let refused = Store::open(test.config.clone()).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Setup(text) if text.contains("another futawa process")), "{refused:?}");
    let reader = Store::open(StoreConfig { access: Access::ReadOnly, ..test.config.clone() }).await.unwrap();
    reader.backup(&test.folder.path().join("copy.db")).await.unwrap();
    assert!(reader.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    reader.close().await.unwrap();
    let file = test.store.target.file.clone().unwrap();
    let still_refused = Store::open(test.config.clone()).await;
    assert!(still_refused.is_err(), "a reader that ends takes no lock along");
    assert!(!file.with_extension("db.seal").exists(), "one that was refused changes nothing");
    let other_handle = test.store.clone();
    test.store.close().await.unwrap();
    let next = Store::open(test.config.clone()).await.unwrap();
    next.healthy().await.unwrap();
    drop(other_handle);
}

/// A process that ends without closing leaves no lock behind.
#[tokio::test]
async fn the_end_of_a_process_gives_the_lock_back() {
    let TestStore { store, config, .. } = &TestStore::sqlite().await;
    store.close().await.unwrap();
    drop(Store::open(config.clone()).await.unwrap());
    Store::open(config.clone()).await.unwrap().close().await.unwrap();
}

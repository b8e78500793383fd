//! Owns the tests of floor plans: kept and opened, never deleted, the picture never changed, verified, never swept.
use domain::id::AttachmentId;
use uuid::Uuid;

use super::harness::*;
use crate::*;

async fn with_files(test: &TestStore) -> Store {
    if test.is_sqlite() {
        return test.store.clone();
    }
    let blobs = Some(test.folder.path().join(BLOB_DIR));
    Store::open(StoreConfig { blobs, ..test.config.clone() }).await.unwrap()
}

async fn plan(store: &Store) -> PlanRow {
    let secret = FileSecret { key: BlobKey::random().unwrap(), description: String::new(), digest: "d".to_owned() };
    let plan_id = AttachmentId::from_uuid(Uuid::from_u128(0xA1));
    let mut tx = store.write(&facility(1)).await.unwrap();
    let row = PlanRow {
        plan_id,
        label: "1階".to_owned(),
        position: 1,
        active: true,
        kind: "png".to_owned(),
        bytes: 4,
        width: 30,
        height: 20,
        blob: store.put_blob(&secret.key, b"plan").unwrap(),
        thumb: store.put_blob(&secret.key, b"small").unwrap(),
        sealed: tx.seal_plan(plan_id, &secret).unwrap(),
    };
    tx.insert_plan(&row).await.unwrap();
    tx.append(event("facility", "plan_added")).await.unwrap();
    tx.commit().await.unwrap();
    row
}

both_engines! {
    /// A plan is kept, renamed and retired; its picture stays, and nobody deletes it.
    async fn kept_renamed_never_deleted(test: TestStore) {
        let store = with_files(test).await;
        found(&store, 1).await;
        let row = plan(&store).await;
        let mut tx = store.write(&facility(1)).await.unwrap();
        let key = tx.open_plan(&row).unwrap().key;
        assert_eq!(store.open_blob(&row.blob, &key).unwrap(), b"plan");
        tx.update_plan(&PlanRow { label: "旧1階".to_owned(), active: false, ..row.clone() }).await.unwrap();
        tx.append(event("facility", "plans_changed")).await.unwrap();
        tx.commit().await.unwrap();
        for text in ["UPDATE plans SET blob = 'x'", "UPDATE plans SET sealed = NULL", "DELETE FROM plans"] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        let mut stranger = store.read(&facility(2)).await.unwrap();
        assert_eq!((stranger.plan(row.plan_id).await.unwrap(), stranger.plans().await.unwrap()), (None, Vec::new()));
        assert!(store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// The sweep leaves plans alone; a changed and a missing picture are found.
    async fn swept_never_and_verified(test: TestStore) {
        let store = with_files(test).await;
        found(&store, 1).await;
        let row = plan(&store).await;
        assert_eq!(store.sweep_blobs(i64::MAX).await.unwrap(), 0);
        let path = |name: &str| test.folder.path().join(BLOB_DIR).join(&name[..2]).join(name);
        let other = BlobKey::random().unwrap();
        assert!(matches!(store.open_blob(&row.blob, &other), Err(StoreError::Sealed)));
        std::fs::write(path(&row.thumb), b"another").unwrap();
        let told = async |deep| {
            let found = store.verify(&VerifyOptions { deep }).await.unwrap().findings;
            found.into_iter().map(|finding| (finding.table, finding.key, finding.what)).collect::<Vec<_>>()
        };
        let told_of = |what| vec![("plans".to_owned(), row.plan_id.to_string(), what)];
        assert_eq!(told(true).await, told_of(Fault::BlobChanged));
        std::fs::remove_file(path(&row.blob)).unwrap();
        assert_eq!(told(false).await, told_of(Fault::BlobMissing));
    }
}

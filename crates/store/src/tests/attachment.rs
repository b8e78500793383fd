//! Owns the tests of sealed files: rows of both engines, the directory, verification, backup and the sweep.
use domain::id::{AttachmentId, DraftId};
use uuid::Uuid;

use super::harness::*;
use crate::*;

fn id(n: u128) -> AttachmentId {
    AttachmentId::from_uuid(Uuid::from_u128(0xF0 + n))
}

/// The store of a test with a directory for files, on both engines.
async fn with_files(test: &TestStore) -> Store {
    if test.is_sqlite() {
        return test.store.clone();
    }
    let blobs = Some(test.folder.path().join(BLOB_DIR));
    Store::open(StoreConfig { blobs, ..test.config.clone() }).await.unwrap()
}

fn secret(text: &str) -> FileSecret {
    FileSecret { key: BlobKey::random().unwrap(), description: text.to_owned(), digest: "d".to_owned() }
}

/// Adds a file to the first report of the first facility.
async fn attach(store: &Store, n: u128, bytes: &[u8]) -> AttachmentRow {
    let secret = secret("床のようす");
    let blob = store.put_blob(&secret.key, bytes).unwrap();
    let thumb = Some(store.put_blob(&secret.key, b"small").unwrap());
    let report = report_id(0);
    let mut tx = store.write(&facility(1)).await.unwrap();
    let row = AttachmentRow {
        attachment_id: id(n),
        report_id: report,
        position: n as i64,
        kind: "jpg".to_owned(),
        bytes: bytes.len() as i64,
        width: Some(3),
        height: Some(2),
        blob,
        thumb,
        sealed: tx.seal_attachment(report, &secret).await.unwrap(),
        origin: None,
        at: 1,
    };
    tx.insert_attachment(&row).await.unwrap();
    tx.append(event("s", "attachment_added")).await.unwrap();
    tx.commit().await.unwrap();
    row
}

async fn draft(store: &Store) -> DraftId {
    let draft_id = DraftId::from_uuid(Uuid::from_u128(5));
    let mut tx = store.write(&facility(1)).await.unwrap();
    let (door, sealed, receipt_hash) = ("quick".to_owned(), vec![1], None);
    tx.insert_draft(&DraftRow { draft_id, account_id: None, door, version: 1, sealed, updated_at: 1, receipt_hash })
        .await
        .unwrap();
    tx.commit().await.unwrap();
    draft_id
}

async fn draft_file(store: &Store, draft_id: DraftId) -> DraftFileRow {
    let secret = secret("下書きの写真");
    let blob = store.put_blob(&secret.key, b"draft").unwrap();
    let mut tx = store.write(&facility(1)).await.unwrap();
    let sealed = tx.seal_draft_file(id(50), &secret).unwrap();
    let (kind, attachment_id) = ("pdf".to_owned(), id(50));
    let row = DraftFileRow {
        attachment_id,
        draft_id,
        position: 1,
        kind,
        bytes: 5,
        width: None,
        height: None,
        blob,
        thumb: None,
        sealed,
    };
    tx.insert_draft_file(&row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

both_engines! {
    /// What was put in comes out; a row never changes; another report's key does not open it.
    async fn kept_and_opened(test: TestStore) {
        let store = with_files(test).await;
        found(&store, 1).await;
        file(&store, facility(1), 0).await;
        let row = attach(&store, 1, b"picture").await;
        let mut tx = store.read(&facility(1)).await.unwrap();
        let kept = tx.attachments(report_id(0)).await.unwrap();
        assert_eq!(kept, vec![row.clone()]);
        let opened = tx.open_attachment(&row).await.unwrap();
        assert_eq!(opened.description, "床のようす");
        assert_eq!(store.open_blob(&row.blob, &opened.key).unwrap(), b"picture");
        assert_eq!(store.open_blob(row.thumb.as_ref().unwrap(), &opened.key).unwrap(), b"small");
        assert!(matches!(store.open_blob(&row.blob, &BlobKey::random().unwrap()), Err(StoreError::Sealed)));
        assert!(matches!(store.open_blob("../../etc/passwd", &opened.key), Err(StoreError::Sealed)));
        drop(tx);
        for text in ["UPDATE attachments SET kind = 'png'", "DELETE FROM attachments"] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        assert!(store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        let mut stranger = store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.attachment(id(1)).await.unwrap(), None);
    }

    /// A changed, a foreign and a missing file are found, each under its row.
    async fn verification_finds_every_damage(test: TestStore) {
        let store = with_files(test).await;
        found(&store, 1).await;
        file(&store, facility(1), 0).await;
        let rows = [attach(&store, 1, b"one").await, attach(&store, 2, b"two").await, attach(&store, 3, b"three").await];
        let path = |name: &str| test.folder.path().join(BLOB_DIR).join(&name[..2]).join(name);
        let mut bytes = std::fs::read(path(&rows[0].blob)).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(path(&rows[0].blob), bytes).unwrap();
        std::fs::remove_file(path(rows[1].thumb.as_ref().unwrap())).unwrap();
        let found = store.verify(&VerifyOptions { deep: false }).await.unwrap().findings;
        let told: Vec<(String, Fault)> = found.into_iter().map(|finding| (finding.key, finding.what)).collect();
        assert_eq!(told, vec![(id(1).to_string(), Fault::BlobChanged), (id(2).to_string(), Fault::BlobMissing)]);
    }

    /// The files of a draft go with the draft; what nobody names any more is swept, what somebody names stays.
    async fn drafts_and_the_sweep(test: TestStore) {
        let store = with_files(test).await;
        found(&store, 1).await;
        file(&store, facility(1), 0).await;
        let row = attach(&store, 1, b"picture").await;
        let draft_id = draft(&store).await;
        let held = draft_file(&store, draft_id).await;
        let orphan = store.put_blob(&BlobKey::random().unwrap(), b"nobody's").unwrap();
        assert_eq!(store.sweep_blobs(0).await.unwrap(), 0, "nothing is old enough");
        assert_eq!(store.sweep_blobs(i64::MAX).await.unwrap(), 1);
        let exists = |name: &str| test.folder.path().join(BLOB_DIR).join(&name[..2]).join(name).exists();
        assert!(!exists(&orphan) && exists(&row.blob) && exists(&held.blob));
        let mut tx = store.write(&facility(1)).await.unwrap();
        let opened = tx.open_draft_file(&held).unwrap();
        assert_eq!((opened.description.as_str(), store.open_blob(&held.blob, &opened.key).unwrap()), ("下書きの写真", b"draft".to_vec()));
        tx.delete_draft(draft_id).await.unwrap();
        assert_eq!(tx.draft_file(held.attachment_id).await.unwrap(), None);
        tx.commit().await.unwrap();
        assert_eq!(store.sweep_blobs(i64::MAX).await.unwrap(), 1);
        assert!(store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }
}

/// Every file bears one time and is the owner's alone; a backup carries the files and is whole.
#[tokio::test]
async fn files_tell_no_time_and_go_into_the_backup() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let test = TestStore::sqlite().await;
    found(&test.store, 1).await;
    file(&test.store, facility(1), 0).await;
    let row = attach(&test.store, 1, b"picture").await;
    let data = std::fs::metadata(test.folder.path().join(BLOB_DIR).join(&row.blob[..2]).join(&row.blob)).unwrap();
    assert_eq!((data.mtime(), data.permissions().mode() & 0o777), (946_684_800, 0o600));
    let copy = test.folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    let file = copy.join("futawa.db");
    test.store.backup(&file).await.unwrap();
    let config = StoreConfig::read_only(file.to_str().unwrap(), key(7));
    assert!(verify_at(config.clone(), &VerifyOptions::default()).await.unwrap().is_clean());
    std::fs::remove_dir_all(copy.join(BLOB_DIR)).unwrap();
    let found = verify_at(config, &VerifyOptions::default()).await.unwrap().findings;
    assert_eq!(found.iter().map(|finding| &finding.what).collect::<Vec<_>>(), vec![&Fault::BlobMissing]);
}

/// A server without a directory says so instead of keeping files somewhere.
#[tokio::test]
async fn without_a_directory_there_are_no_files() {
    let Some(test) = TestStore::postgres().await else { return };
    assert!(!test.store.keeps_files());
    assert!(matches!(test.store.put_blob(&BlobKey::random().unwrap(), b"x"), Err(StoreError::Setup(_))));
    test.drop_database().await;
}

//! Owns the tests of other names and settlements: sealed, of one facility, decisions that stand.
use domain::id::OtherNameId;
use uuid::Uuid;

use super::harness::*;
use crate::*;

fn settlement(number: i64) -> SettlementRow {
    SettlementRow {
        subject: "text:1".to_owned(),
        number,
        act: 1,
        finding: "t".to_owned(),
        class: "person".to_owned(),
        decision: "kept".to_owned(),
        reason: Some("common_word".to_owned()),
        sealed: None,
        left_tag: "l".to_owned(),
        settled_by: account(1).to_string(),
        settled_at: 5,
        undone_at: None,
    }
}

both_engines! {
    /// A name is sealed, belongs to its facility and goes when it is taken off the list.
    async fn other_names_are_sealed_and_go(test: TestStore) {
        found(&test.store, 1).await;
        let name_id = OtherNameId::from_uuid(Uuid::from_u128(0xB1));
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let sealed = tx.seal_other_name(name_id, "はなちゃん").unwrap();
        let row = OtherNameRow { name_id, kind: "person".to_owned(), sealed, added_at: 1 };
        tx.insert_other_name(&row).await.unwrap();
        tx.append(event("facility", "other_names_added")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!format!("{row:?}").contains("はな"), "nothing of it in a log line");
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.other_names().await.unwrap(), []);
        drop(stranger);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.open_other_name(&row).unwrap(), "はなちゃん");
        let moved = OtherNameRow { name_id: OtherNameId::from_uuid(Uuid::from_u128(0xB2)), ..row.clone() };
        assert!(tx.open_other_name(&moved).is_err(), "it opens nowhere else");
        tx.delete_other_name(&row).await.unwrap();
        tx.append(event("facility", "other_name_removed")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// A decision is neither changed nor deleted; it can be undone once.
    async fn settlements_stand(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_settlement(&settlement(1)).await.unwrap();
        tx.insert_settlement(&settlement(2)).await.unwrap();
        tx.append(event("publication_text:1", "findings_settled")).await.unwrap();
        tx.commit().await.unwrap();
        for text in [
            "DELETE FROM settlements",
            "UPDATE settlements SET decision = 'applied'",
            "UPDATE settlements SET reason = 'public'",
            "UPDATE settlements SET settled_by = 'x'",
        ] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.update_settlement(&SettlementRow { undone_at: Some(9), ..settlement(1) }).await.unwrap();
        tx.update_settlement(&SettlementRow { finding: "moved".to_owned(), ..settlement(2) }).await.unwrap();
        tx.append(event("publication_text:1", "settling_undone")).await.unwrap();
        assert_eq!(tx.settlements_of("text:1").await.unwrap().len(), 2);
        assert_ne!(tx.finding_tag(&["a", "b"]), tx.finding_tag(&["ab", ""]), "parts stay apart");
        tx.commit().await.unwrap();
        assert!(test.raw("UPDATE settlements SET undone_at = NULL WHERE number = 1").await.is_err());
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.settlements_of("text:1").await.unwrap(), []);
        drop(stranger);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }
}

//! Owns the tests of drafts, idempotency keys, sessions, sign-in failures, numbers, people and publications.
use domain::id::{DelegationId, DraftId};
use uuid::Uuid;

use super::harness::*;
use crate::*;

both_engines! {
    /// A draft saves only over the version before it.
    async fn drafts(test: TestStore) {
        found(&test.store, 1).await;
        let draft_id = DraftId::from_uuid(Uuid::from_u128(1));
        let mut row = DraftRow { draft_id, account_id: Some(account(1)), door: "quick".into(), version: 1, sealed: vec![1], updated_at: 1, receipt_hash: None };
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_draft(&row).await.unwrap();
        row.version = 2;
        row.sealed = vec![2];
        tx.save_draft(&row).await.unwrap();
        assert!(tx.save_draft(&row).await.unwrap_err().is_conflict("drafts_version"));
        tx.commit().await.unwrap();
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.draft(draft_id).await.unwrap(), Some(row.clone()));
        assert_eq!(tx.drafts_of(account(1)).await.unwrap(), vec![row.clone()]);
        tx.delete_draft(draft_id).await.unwrap();
        assert!(matches!(tx.save_draft(&row).await, Err(StoreError::NotFound { table: "drafts" })));
        row.account_id = None;
        tx.insert_draft(&row).await.unwrap();
        assert_eq!(tx.delete_drafts_before(2).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }

    /// A key is used once; its answer can be read.
    async fn idempotency(test: TestStore) {
        found(&test.store, 1).await;
        let row = IdempotencyRow { key: "k".into(), scope: "submit".into(), result: "r".into(), at: 1 };
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_idempotency_key(&row).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.insert_idempotency_key(&row).await.unwrap_err().is_conflict("idempotency_keys_pkey"));
        drop(tx);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.idempotency_key("k").await.unwrap(), Some(row));
        assert_eq!(tx.delete_idempotency_keys_before(2).await.unwrap(), 1);
    }

    /// Sessions start, move and end; failures count up and are forgotten.
    async fn sessions(test: TestStore) {
        found(&test.store, 1).await;
        let mut row = SessionRow { token_hash: "t".into(), account_id: account(1), created_at: 1, seen_at: 1, expires_at: 9, reauth_at: 1 };
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.insert_session(&row).await.unwrap();
        row.seen_at = 5;
        tx.update_session(&row).await.unwrap();
        assert_eq!(tx.session("t").await.unwrap(), Some(row.clone()));
        assert_eq!(tx.sessions_of(account(1)).await.unwrap().len(), 1);
        assert_eq!(tx.delete_sessions_expired(9).await.unwrap(), 0);
        assert_eq!(tx.delete_sessions_expired(10).await.unwrap(), 1);
        tx.insert_session(&row).await.unwrap();
        assert_eq!(tx.delete_sessions_of(account(1)).await.unwrap(), 1);
        tx.delete_session("t").await.unwrap();
        assert_eq!(tx.count_sign_in_failure("nobody", 3).await.unwrap(), 1);
        assert_eq!(tx.count_sign_in_failure("nobody", 4).await.unwrap(), 2);
        assert_eq!(tx.sign_in_attempt("nobody").await.unwrap().unwrap().last_at, 4);
        tx.clear_sign_in_failures("nobody").await.unwrap();
        assert_eq!(tx.sign_in_attempt("nobody").await.unwrap(), None);
        tx.commit().await.unwrap();
    }

    /// Numbers run per facility and series; a rolled back one is given again.
    async fn numbers(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        for expected in 1..=3 {
            let mut tx = test.store.write(&facility(1)).await.unwrap();
            assert_eq!(tx.next_number("a").await.unwrap(), expected);
            tx.append(event("number", "number_taken")).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.next_number("a").await.unwrap(), 4);
        assert_eq!(tx.next_number("b").await.unwrap(), 1);
        drop(tx);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.next_number("a").await.unwrap(), 4);
        drop(tx);
        let mut tx = test.store.write(&facility(2)).await.unwrap();
        assert_eq!(tx.next_number("a").await.unwrap(), 1);
    }

    /// People, seats and delegations are found the way pages look for them.
    async fn people(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.account_by_login("user2").await.unwrap(), Some(account_row(2)));
        assert_eq!(tx.accounts().await.unwrap().len(), 3);
        assert_eq!(tx.accounts_of_unit(unit(0)).await.unwrap().len(), 2);
        assert_eq!(tx.seats_of(account(0)).await.unwrap()[0].unit_id, UnitScope(Some(unit(0))));
        assert_eq!(tx.seats_of(account(1)).await.unwrap()[0].unit_id, UnitScope(None));
        let mut twin = account_row(9);
        twin.login = "user2".into();
        let row = DelegationRow {
            delegation_id: DelegationId::from_uuid(Uuid::from_u128(5)),
            seat: "leader".into(),
            from_account: account(0),
            to_account: account(2),
            from_date: "2026-04-01".into(),
            until_date: "2026-04-30".into(),
        };
        tx.insert_delegation(&row).await.unwrap();
        assert_eq!(tx.delegations_to(account(2), "2026-04-30").await.unwrap(), vec![row.clone()]);
        assert!(tx.delegations_to(account(2), "2026-05-01").await.unwrap().is_empty());
        assert_eq!(tx.delegation(row.delegation_id).await.unwrap(), Some(row.clone()));
        tx.append(event("people", "delegated")).await.unwrap();
        tx.delete_delegation(&row).await.unwrap();
        tx.append(event("people", "delegation_withdrawn")).await.unwrap();
        tx.commit().await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.insert_account(&twin).await.unwrap_err().is_conflict("accounts_facility_id_login_key"));
    }

    /// A month goes from draft to published; the public sees the newest published revision.
    async fn publications(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 0).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let mut row = PublicationRow {
            month: "2026-04".into(),
            revision: 1,
            state: "draft".into(),
            snapshot: "{}".into(),
            snapshot_hash: "h".into(),
            cut_off: 1,
            rule_version: 1,
            erratum_reason: None,
            created_at: 1,
            published_at: None,
        };
        tx.insert_publication(&row).await.unwrap();
        assert_eq!(tx.published_month("2026-04").await.unwrap(), None);
        row.state = "published".into();
        row.published_at = Some(3);
        tx.update_publication(&row).await.unwrap();
        let next = PublicationRow { revision: 2, state: "draft".into(), published_at: None, ..row.clone() };
        tx.insert_publication(&next).await.unwrap();
        assert_eq!(tx.published_month("2026-04").await.unwrap(), Some(row.clone()));
        assert_eq!(tx.publications_of("2026-04").await.unwrap(), vec![next.clone(), row.clone()]);
        assert_eq!(tx.publication("2026-04", 2).await.unwrap(), Some(next));
        assert_eq!(tx.published().await.unwrap(), vec![row]);
        let mut text = PublicationTextRow {
            report_id: report_id(0),
            circumstances: "転倒".into(),
            prevention: "見守り".into(),
            written_by: "a".into(),
            approved_by: None,
            state: "draft".into(),
            updated_at: 1,
            sealed: None,
        };
        tx.insert_publication_text(&text).await.unwrap();
        text.state = "approved".into();
        text.approved_by = Some("b".into());
        tx.update_publication_text(&text).await.unwrap();
        assert_eq!(tx.publication_texts("2026-04-01", "2026-04-30").await.unwrap(), vec![text.clone()]);
        assert!(tx.publication_texts("2026-05-01", "2026-05-31").await.unwrap().is_empty());
        tx.insert_read_receipt(&ReadReceiptRow { report_id: report_id(0), account_id: account(1), unit_id: None, read_at: 4 }).await.unwrap();
        assert_eq!(tx.read_receipts(report_id(0)).await.unwrap().len(), 1);
        assert_eq!(tx.read_receipts_of(account(1)).await.unwrap()[0].read_at, 4);
        tx.append(event("publication/2026-04", "published")).await.unwrap();
        tx.commit().await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
    }
}

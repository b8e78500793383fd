//! Owns the tests of what suggestions rest on: confirmed labels, models of one facility only, counts that add up.
use super::harness::*;
use crate::*;

fn count(code: &str, shown: i64, accepted: i64) -> SuggestionCountRow {
    SuggestionCountRow { field: "form".to_owned(), code: code.to_owned(), shown, accepted, chosen_otherwise: 1 }
}

both_engines! {
    /// Only judged and closed cases are labels; merged ones are not.
    async fn only_confirmed_reports_are_labels(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..5 {
            file(&test.store, facility(1), n).await;
        }
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.count_confirmed().await.unwrap(), 0);
        tx.update_case(&CaseRow { leader_level: Some("2".into()), ..case_row(0) }).await.unwrap();
        tx.update_case(&CaseRow { final_level: Some("3".into()), ..case_row(1) }).await.unwrap();
        tx.update_case(&CaseRow { state: "closed".into(), ..case_row(2) }).await.unwrap();
        tx.update_case(&CaseRow { final_level: Some("2".into()), merged_into: Some(report_id(0)), ..case_row(3) }).await.unwrap();
        tx.append(event("cases", "moved")).await.unwrap();
        assert_eq!(tx.count_confirmed().await.unwrap(), 3);
        let labels = tx.confirmed_labels(2).await.unwrap();
        let told: Vec<_> = labels.iter().map(|label| (label.report_id, label.form.as_str())).collect();
        assert_eq!(told, [(report_id(2), "fall"), (report_id(1), "medication")], "the newest report date first");
    }

    /// A model is replaced, opens for its own facility and field only, and is vouched for.
    async fn models_belong_to_one_facility(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let row = |tx: &Tx<Write>, version: i64, bytes: &[u8]| TextModelRow {
            field: "form".to_owned(), version, trained_at: version, labels: 60, figures: "{}".to_owned(),
            sealed: tx.seal_text_model("form", bytes).unwrap(),
        };
        tx.put_text_model(&row(&tx, 1, b"first")).await.unwrap();
        tx.put_text_model(&row(&tx, 2, b"second")).await.unwrap();
        tx.commit().await.unwrap();
        let mut own = test.store.read(&facility(1)).await.unwrap();
        let kept = own.text_model("form").await.unwrap().unwrap();
        assert_eq!((kept.version, own.open_text_model(&kept).unwrap()), (2, b"second".to_vec()));
        assert!(own.open_text_model(&TextModelRow { field: "cause".to_owned(), ..kept.clone() }).is_err());
        drop(own);
        let mut other = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(other.text_model("form").await.unwrap(), None);
        assert!(matches!(other.open_text_model(&kept), Err(StoreError::Sealed)));
        drop(other);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        test.raw("UPDATE text_models SET version = 3").await.unwrap();
        let found = test.store.verify(&VerifyOptions::default()).await.unwrap().findings;
        assert_eq!(found.iter().map(|finding| finding.table.as_str()).collect::<Vec<_>>(), ["text_models"]);
    }

    /// Counts add up by class and stay with their facility.
    async fn counts_add_up(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        for added in [count("fall", 1, 1), count("injury", 1, 0), count("fall", 1, 0)] {
            tx.add_suggestion_counts(&added).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let counts = tx.suggestion_counts("form").await.unwrap();
        assert_eq!(counts, [SuggestionCountRow { chosen_otherwise: 2, ..count("fall", 2, 1) }, count("injury", 1, 0)]);
        assert_eq!(tx.suggestion_counts("cause").await.unwrap(), []);
        drop(tx);
        let mut other = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(other.suggestion_counts("form").await.unwrap(), []);
        drop(other);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }
}

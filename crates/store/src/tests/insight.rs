//! Owns the tests of insight's rows: what is counted follows the journal; notes, signals and views are sealed and of one facility.
use domain::id::{ChartNoteId, SavedViewId, SignalId};
use uuid::Uuid;

use super::harness::*;
use crate::*;

fn note(n: u128) -> ChartNoteId {
    ChartNoteId::from_uuid(Uuid::from_u128(n))
}

both_engines! {
    /// What is counted comes whole or for some reports, and only what moved is named after the ends of the chains.
    async fn facts_follow_the_journal(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let before = tx.chain_ends().await.unwrap();
        assert_eq!(tx.insight_lines().await.unwrap(), []);
        drop(tx);
        file(&test.store, facility(1), 1).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let after = tx.chain_ends().await.unwrap();
        assert!(after.0 + after.1 > before.0 + before.1);
        let lines = tx.insight_lines().await.unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(tx.insight_lines_of(&[lines[0].report_id]).await.unwrap(), lines);
        assert_eq!(tx.insight_lines_of(&[]).await.unwrap(), []);
        assert!(!tx.streams_since(before).await.unwrap().is_empty());
        assert!(tx.streams_since(after).await.unwrap().is_empty());
        drop(tx);
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.insight_lines().await.unwrap(), []);
        assert_eq!(stranger.chain_ends().await.unwrap(), (0, 0));
    }

    /// The tag of a theme is the same for the same words, another one in another facility, and shows no word.
    async fn tags_of_themes(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        let here = test.store.read(&facility(1)).await.unwrap();
        let there = test.store.read(&facility(2)).await.unwrap();
        let tag = here.theme_tag("浴室 転倒");
        assert_eq!((tag.len(), &here.theme_tag("浴室 転倒")), (32, &tag));
        assert!(tag != here.theme_tag("浴室") && tag != there.theme_tag("浴室 転倒"));
    }

    /// Notes and signals are sealed, told apart by series and state, and part of what is verified.
    async fn notes_and_signals_are_kept(test: TestStore) {
        found(&test.store, 1).await;
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let sealed = Some(tx.seal_chart_note(note(1), "ベッド柵を替えた").unwrap());
        let mut row = ChartNoteRow {
            note_id: note(1), series: "harm form=fall".into(), kind: "note".into(), month: Some("2026-04".into()), chart: None, sealed,
            added_by: account(1), added_at: 5, withdrawn_by: None, withdrawn_at: None,
        };
        tx.insert_chart_note(&row).await.unwrap();
        let signal_id = SignalId::from_uuid(Uuid::from_u128(2));
        let signal = SignalRow {
            signal_id, series: "harm".into(), rule: "shift_up".into(), toward: "up".into(), first_mark: "2026-04".into(),
            last_mark: "2026-05".into(), raised_at: 6, state: "open".into(), dealt_by: None, dealt_at: None, sealed: None,
        };
        tx.insert_signal(&signal).await.unwrap();
        tx.append(event("insight", "chart_note_added")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!format!("{row:?}").contains("ベッド"), "nothing of it in a log line");

        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.open_chart_note(&row).unwrap(), "ベッド柵を替えた");
        assert!(tx.open_chart_note(&ChartNoteRow { note_id: note(9), ..row.clone() }).is_err(), "it opens nowhere else");
        assert_eq!(tx.chart_notes("harm form=fall").await.unwrap(), [row.clone()]);
        assert_eq!(tx.chart_notes("harm").await.unwrap(), []);
        assert_eq!(tx.count_open_signals().await.unwrap(), 1);
        row.withdrawn_at = Some(7);
        tx.update_chart_note(&row).await.unwrap();
        let sealed = Some(tx.seal_signal(signal_id, "会議で話した").unwrap());
        let dealt = SignalRow { state: "dealt".into(), dealt_by: Some(account(1)), dealt_at: Some(8), sealed, ..signal };
        tx.update_signal(&dealt).await.unwrap();
        tx.append(event("insight", "signal_dealt_with")).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(tx.chart_notes_in_force().await.unwrap(), []);
        assert_eq!(tx.signals_in("open").await.unwrap(), []);
        assert_eq!(tx.signals_of("harm").await.unwrap(), std::slice::from_ref(&dealt));
        assert_eq!(tx.open_signal(&dealt).unwrap(), "会議で話した");
        drop(tx);
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!((stranger.count_open_signals().await.unwrap(), stranger.signal(signal_id).await.unwrap()), (0, None));
        drop(stranger);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// A saved view is one person's, and goes when it is thrown away.
    async fn views_are_of_one_person(test: TestStore) {
        found(&test.store, 1).await;
        let view_id = SavedViewId::from_uuid(Uuid::from_u128(3));
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let sealed = tx.seal_view_name(view_id, "2階の転倒").unwrap();
        let row = SavedViewRow { view_id, account_id: account(1), query: "form=fall".into(), sealed, saved_at: 5 };
        tx.insert_saved_view(&row).await.unwrap();
        tx.append(event("insight", "view_saved")).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.saved_views(account(1)).await.unwrap(), std::slice::from_ref(&row));
        assert_eq!(tx.saved_views(account(7)).await.unwrap(), []);
        assert_eq!(tx.open_view_name(&row).unwrap(), "2階の転倒");
        tx.delete_saved_view(&row).await.unwrap();
        tx.append(event("insight", "view_deleted")).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(tx.saved_views(account(1)).await.unwrap(), []);
    }
}

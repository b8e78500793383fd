//! Owns the tests of corrective actions in the store: kept and sealed, folded, filtered, never changed, verified, nobody else's.
use domain::corrective_action::{CheckPoint, Owner, Standing, Step, Verdict};
use domain::id::CorrectiveActionId;
use uuid::Uuid;

use super::harness::*;
use crate::*;

/// A day from its text; the type is the one that is asked for.
fn day<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn action_id(n: u128) -> CorrectiveActionId {
    CorrectiveActionId::from_uuid(Uuid::from_u128(0xAC00 + n))
}

/// Sets action `n` for report `n`: the even ones belong to a person, the odd ones to a seat.
async fn set(store: &Store, n: u128) -> CorrectiveActionRow {
    let mut tx = store.write(&facility(1)).await.unwrap();
    let sealed = tx.seal_content(report_id(n), "薬の棚を分ける".as_bytes()).await.unwrap();
    let row = CorrectiveActionRow {
        action_id: action_id(n),
        report_id: report_id(n),
        kind: "look_alike".into(),
        owner_account: n.is_multiple_of(2).then(|| account(2)),
        owner_seat: (!n.is_multiple_of(2)).then(|| "leader".into()),
        due_on: "2026-04-30".into(),
        added_on: format!("2026-04-{:02}", n + 1),
        sealed,
        added_by: account(1).to_string(),
        added_at: 10 + n as i64,
    };
    tx.insert_corrective_action(&row).await.unwrap();
    tx.append(event(&format!("action:{}", row.action_id), "action_set")).await.unwrap();
    tx.commit().await.unwrap();
    row
}

async fn step(store: &Store, n: u128, number: i64, step: &Step) -> Result<()> {
    let mut tx = store.write(&facility(1)).await?;
    let sealed = tx.seal_content(report_id(n), "写真あり".as_bytes()).await?;
    let (code, on_day, months, verdict) = ActionStepRow::columns_of(step);
    let recorded_by = account(2).to_string();
    let row = ActionStepRow {
        action_id: action_id(n),
        number,
        step: code,
        on_day,
        months,
        verdict,
        sealed,
        recorded_by,
        recorded_at: 20,
    };
    tx.insert_action_step(&row).await?;
    tx.append(event(&format!("action:{}", row.action_id), "action_step")).await?;
    tx.commit().await
}

both_engines! {
    /// An action opens with the report's key only, folds to where it stands, and is nobody else's.
    async fn kept_sealed_and_folded(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        file(&test.store, facility(1), 0).await;
        let row = set(&test.store, 0).await;
        assert!(!format!("{row:?}").contains("棚"), "nothing of it in a log line");
        step(&test.store, 0, 1, &Step::Done { on: day("2026-04-20") }).await.unwrap();
        let checked = Step::Checked { point: CheckPoint::One, on: day("2026-05-20"), verdict: Verdict::Partly };
        step(&test.store, 0, 2, &checked).await.unwrap();
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let line = tx.corrective_action(action_id(0)).await.unwrap().unwrap();
        assert_eq!((&line.row, line.number.as_str(), line.unit_id), (&row, "R8-0001", Some(unit(0))));
        assert_eq!(line.row.owner().unwrap(), Owner::Person(account(2)));
        let folded = line.row.folded(&line.steps).unwrap();
        assert_eq!(folded.standing(day("2026-06-01")), Standing::Partly);
        assert_eq!(folded.steps()[1], checked);
        assert_eq!(tx.open_content(report_id(0), &line.row.sealed).await.unwrap(), "薬の棚を分ける".as_bytes());
        assert_eq!(tx.open_content(report_id(0), &line.steps[0].sealed).await.unwrap(), "写真あり".as_bytes());
        drop(tx);
        let mut stranger = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(stranger.corrective_action(action_id(0)).await.unwrap(), None);
        assert_eq!(stranger.corrective_actions(&ActionFilter::default()).await.unwrap(), []);
        drop(stranger);
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
    }

    /// Lists follow report, unit, form, days and owner; a seat of one unit gives the actions of that unit only.
    async fn filtered(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..4 {
            file(&test.store, facility(1), n).await;
            set(&test.store, n).await;
        }
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let all = ActionFilter::default();
        let seat = |unit| ActionFilter { owner: Some((account(0), vec![("leader".into(), unit)])), ..ActionFilter::default() };
        let cases = [
            (all.clone(), vec![0, 1, 2, 3]),
            (ActionFilter { report: Some(report_id(2)), ..all.clone() }, vec![2]),
            (ActionFilter { unit: Some(unit(1)), ..all.clone() }, vec![1, 3]),
            (ActionFilter { form: Some("fall".into()), ..all.clone() }, vec![0, 2]),
            (ActionFilter { from: Some("2026-04-02".into()), until: Some("2026-04-03".into()), ..all.clone() }, vec![1, 2]),
            (ActionFilter { owner: Some((account(2), vec![])), ..all }, vec![0, 2]),
            (seat(Some(unit(1))), vec![1, 3]),
            (seat(Some(unit(0))), vec![]),
            (seat(None), vec![1, 3]),
        ];
        for (filter, expected) in cases {
            let found: Vec<_> = tx.corrective_actions(&filter).await.unwrap().iter().map(|line| line.row.action_id).collect();
            assert_eq!(found, expected.into_iter().map(action_id).collect::<Vec<_>>(), "{filter:?}");
        }
    }

    /// A step that is taken back stays a row; the action folds to where it stood before, and of two who take back one wins.
    async fn taken_back(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 0).await;
        set(&test.store, 0).await;
        step(&test.store, 0, 1, &Step::Done { on: day("2026-04-20") }).await.unwrap();
        let in_vain = Step::Checked { point: CheckPoint::One, on: day("2026-05-20"), verdict: Verdict::Not };
        step(&test.store, 0, 2, &in_vain).await.unwrap();
        step(&test.store, 0, 3, &Step::TakenBack { on: day("2026-05-21") }).await.unwrap();
        let twice = step(&test.store, 0, 3, &Step::TakenBack { on: day("2026-05-21") }).await.unwrap_err();
        assert!(twice.is_conflict("action_steps_pkey"), "{twice:?}");
        let line = test.store.read(&facility(1)).await.unwrap().corrective_action(action_id(0)).await.unwrap().unwrap();
        let folded = line.row.folded(&line.steps).unwrap();
        assert_eq!((folded.standing(day("2026-06-01")), folded.steps().len()), (Standing::Waiting, 3));
        assert!(folded.was_taken_back(1) && !folded.was_taken_back(0));
        assert!(test.store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        // Rows that this program never writes: nothing is left to take back.
        for number in 4..6 {
            step(&test.store, 0, number, &Step::TakenBack { on: day("2026-05-22") }).await.unwrap();
        }
        let line = test.store.read(&facility(1)).await.unwrap().corrective_action(action_id(0)).await.unwrap().unwrap();
        assert!(line.row.folded(&line.steps).is_err());
    }

    /// A database from before steps could be taken back is brought up to it: its rows stay, and stay what the journal tells.
    async fn brought_up(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 0).await;
        set(&test.store, 0).await;
        step(&test.store, 0, 1, &Step::Done { on: day("2026-04-20") }).await.unwrap();
        test.store.close().await.unwrap();
        let before = if test.is_sqlite() {
            include_str!("../../migrations/0014_corrective_actions.sql")
                .split_once("CREATE TABLE action_steps")
                .map(|(_, columns)| columns.replace("{{TEXT}}", "TEXT").replace("{{INT}}", "INTEGER").replace("{{BLOB}}", "BLOB"))
                .map(|columns| columns.replace("{{END}}", "STRICT, WITHOUT ROWID"))
                .map(|columns| {
                    format!(
                        "CREATE TABLE older{columns} INSERT INTO older SELECT * FROM action_steps; DROP TABLE action_steps; \
                         ALTER TABLE older RENAME TO action_steps"
                    )
                })
                .unwrap()
        } else {
            "ALTER TABLE action_steps DROP CONSTRAINT action_steps_step_check; \
             ALTER TABLE action_steps ADD CONSTRAINT action_steps_step_check CHECK (step IN ('done', 'checked', 'withdrawn'))"
                .to_owned()
        };
        test.raw(&before).await.unwrap();
        test.raw("DELETE FROM schema_migrations WHERE version = 15").await.unwrap();
        let store = Store::open(test.config.clone()).await.unwrap();
        assert!(store.verify(&VerifyOptions::default()).await.unwrap().is_clean());
        step(&store, 0, 2, &Step::TakenBack { on: day("2026-04-21") }).await.unwrap();
        let line = store.read(&facility(1)).await.unwrap().corrective_action(action_id(0)).await.unwrap().unwrap();
        assert_eq!(line.row.folded(&line.steps).unwrap().standing(day("2026-04-22")), Standing::Open);
        for text in ["UPDATE action_steps SET step = 'done'", "DELETE FROM action_steps"] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        store.close().await.unwrap();
    }

    /// Neither is ever changed, of two steps of one number one wins, and what was changed behind the store's back is found.
    async fn never_changed_and_verified(test: TestStore) {
        found(&test.store, 1).await;
        file(&test.store, facility(1), 0).await;
        set(&test.store, 0).await;
        step(&test.store, 0, 1, &Step::Done { on: day("2026-04-20") }).await.unwrap();
        let twice = step(&test.store, 0, 1, &Step::Withdrawn { on: day("2026-04-21") }).await.unwrap_err();
        assert!(twice.is_conflict("action_steps_pkey"), "{twice:?}");
        for text in [
            "UPDATE corrective_actions SET kind = 'reminder'",
            "DELETE FROM action_steps",
            "UPDATE action_steps SET step = 'withdrawn'",
        ] {
            assert!(test.raw(text).await.is_err(), "{text}");
        }
        if test.is_sqlite() {
            test.raw("DROP TRIGGER action_steps_no_update; UPDATE action_steps SET on_day = '2026-04-01'").await.unwrap();
            let findings = test.store.verify(&VerifyOptions::default()).await.unwrap().findings;
            let told = findings.into_iter().any(|finding| finding.table == "action_steps" && finding.what == Fault::Changed);
            assert!(told);
        }
    }
}

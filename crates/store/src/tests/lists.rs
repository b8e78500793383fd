//! Owns the tests of report lists: every filter, order, pages, inbox, and that indexes serve them.
use sqlx::Row as _;

use super::harness::*;
use crate::dialect::Sql;
use crate::report_list::{inbox_sql, list_sql};
use crate::summary::{PROXY_STAMPS, inbox_count_sql};
use crate::*;

async fn total(tx: &mut Tx<Read>, filter: ReportFilter) -> i64 {
    let page = tx.reports(&filter, Page::ALL).await.unwrap();
    assert_eq!(page.total, page.lines.len() as i64);
    page.total
}

both_engines! {
    /// Each filter narrows as it says.
    async fn filters(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..12 {
            file(&test.store, facility(1), n).await;
        }
        let tx = &mut test.store.read(&facility(1)).await.unwrap();
        let base = ReportFilter::default;
        assert_eq!(total(tx, base()).await, 12);
        assert_eq!(total(tx, ReportFilter { states: vec!["in_review".into(), "closed".into()], ..base() }).await, 12);
        assert_eq!(total(tx, ReportFilter { states: vec!["closed".into()], ..base() }).await, 0);
        assert_eq!(total(tx, ReportFilter { form: Some("fall".into()), ..base() }).await, 6);
        assert_eq!(total(tx, ReportFilter { level: Some(Answer::Code("2".into())), ..base() }).await, 12);
        assert_eq!(total(tx, ReportFilter { level: Some(Answer::Code("3b".into())), ..base() }).await, 0);
        assert_eq!(total(tx, ReportFilter { units: vec![unit(1)], ..base() }).await, 6);
        assert_eq!(total(tx, ReportFilter { from: Some("2026-05-01".into()), until: Some("2026-05-31".into()), ..base() }).await, 4);
        assert_eq!(total(tx, ReportFilter { modes: vec!["protected".into(), "anonymous".into()], ..base() }).await, 8);
        assert_eq!(total(tx, ReportFilter { reporter_account: Some(account(0)), ..base() }).await, 4);
        assert_eq!(total(tx, ReportFilter { number_prefix: Some("R8-001".into()), ..base() }).await, 3);
        assert_eq!(total(tx, ReportFilter { number_prefix: Some("R8-00%".into()), ..base() }).await, 0);
        assert_eq!(total(tx, ReportFilter { ids: Some(vec![report_id(3), report_id(99)]), ..base() }).await, 1);
        assert_eq!(total(tx, ReportFilter { ids: Some(Vec::new()), ..base() }).await, 0);
        assert_eq!(total(tx, ReportFilter { kind: Some("incident".into()), without_merged: true, ..base() }).await, 0);
        // 2026-04-01 was a Wednesday; the hour is known of the first, the fourth, the seventh and the tenth.
        for (weekday, expected) in [(2, 12), (1, 0), (3, 0), (6, 0)] {
            assert_eq!(total(tx, ReportFilter { weekday: Some(weekday), ..base() }).await, expected, "{weekday}");
        }
        for (hours, expected) in [((0, 2), 1), ((3, 9), 3), ((9, 23), 1), ((10, 23), 0), ((0, 23), 4)] {
            let filter = ReportFilter { hours: Some(hours), weekday: Some(2), ..base() };
            assert_eq!(total(tx, filter.clone()).await, expected, "{hours:?}");
            assert_eq!(tx.count_reports(&filter).await.unwrap(), expected);
        }
        let first = tx.reports(&base(), Page { limit: 5, offset: 0 }).await.unwrap();
        let second = tx.reports(&base(), Page { limit: 5, offset: 5 }).await.unwrap();
        assert_eq!((first.total, first.lines.len(), second.lines.len()), (12, 5, 5));
        let dates: Vec<&String> = first.lines.iter().chain(&second.lines).map(|line| &line.report_date).collect();
        assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]), "{dates:?}");
        assert_eq!(tx.reports_of_month("2026-04").await.unwrap().len(), 4);
        assert_eq!(tx.count_by_state().await.unwrap(), vec![("in_review".to_owned(), 12)]);
        assert_eq!(tx.report_line(report_id(2)).await.unwrap().unwrap().case, case_row(2));
        assert_eq!(tx.report_by_receipt("receipt2").await.unwrap().unwrap().report_id, report_id(2));
        assert_eq!(tx.reports_of_event(event_id(2)).await.unwrap(), vec![report_id(2)]);
        assert_eq!(tx.cases_after(Some(report_id(5)), 3).await.unwrap().iter().map(|case| case.report_id).collect::<Vec<_>>(), [6, 7, 8].map(report_id));
    }

    /// Days from the event to the report, over the ends of months and years; an event after its report has none.
    async fn days_to_report(test: TestStore) {
        found(&test.store, 1).await;
        let days = [
            (Some("2026-04-01"), "2026-04-01"),
            (Some("2026-03-31"), "2026-04-01"),
            (Some("2024-02-28"), "2024-03-01"),
            (Some("2025-12-31"), "2026-01-08"),
            (Some("2026-04-02"), "2026-04-01"),
            (None, "2026-04-01"),
        ];
        for (n, (occurred, reported)) in (0..).zip(days) {
            file_as(&test.store, facility(1), n, |row| {
                row.occurred_on = occurred.map(str::to_owned);
                reported.clone_into(&mut row.report_date);
            })
            .await;
        }
        let tx = &mut test.store.read(&facility(1)).await.unwrap();
        let cases = [
            (LagDays::Between(0, Some(0)), vec![0]),
            (LagDays::Between(1, Some(2)), vec![1, 2]),
            (LagDays::Between(3, Some(7)), vec![]),
            (LagDays::Between(2, None), vec![2, 3]),
            (LagDays::Unknown, vec![4, 5]),
        ];
        for (lag, expected) in cases {
            let filter = ReportFilter { lag: Some(lag), ..ReportFilter::default() };
            let mut ids = tx.report_ids(&filter, Page::ALL).await.unwrap();
            ids.sort_unstable();
            assert_eq!(ids, expected.into_iter().map(report_id).collect::<Vec<_>>(), "{lag:?}");
        }
    }

    /// Cause, medication detail and occupation narrow by the coded answers; nobody is found by an occupation but who is named, and a file
    /// that was brought in does not tell the reporter's.
    async fn coded_answers(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..9 {
            file_as(&test.store, facility(1), n, |row| {
                let causes = ["[\"check\"]", "[\"rush\",\"check\"]", "[]"][(n / 3) as usize];
                row.coded = format!(r#"{{"occupation":"nurse","choices":{{"cause":{causes}}}}}"#);
                row.medication_detail = (n == 1).then(|| "wrong_time".into());
                row.door = if n == 3 { "import" } else { "full" }.into();
            })
            .await;
        }
        file(&test.store, facility(1), 9).await;
        let tx = &mut test.store.read(&facility(1)).await.unwrap();
        let base = ReportFilter::default;
        let some = |code: &str| Some(Answer::Code(code.to_owned()));
        let none = Some(Answer::NotTold);
        for (cause, expected) in [("check", 6), ("rush", 3), ("chec", 0), ("", 0), ("%", 0), ("\"check\"", 0)] {
            assert_eq!(total(tx, ReportFilter { cause: some(cause), ..base() }).await, expected, "{cause}");
        }
        assert_eq!(total(tx, ReportFilter { cause: none.clone(), ..base() }).await, 4, "three empty lists, and no list");
        assert_eq!(total(tx, ReportFilter { detail: Some("wrong_time".into()), ..base() }).await, 1);
        assert_eq!(total(tx, ReportFilter { level: none.clone(), ..base() }).await, 0, "all have a level");
        assert_eq!(total(tx, ReportFilter { elsewhere: true, ..base() }).await, 10, "none has a place");
        assert_eq!(total(tx, ReportFilter { detail: Some("wrong".into()), ..base() }).await, 0);
        let nurse = ReportFilter { occupation: some("nurse"), ..base() };
        let found = tx.reports(&nurse, Page::ALL).await.unwrap().lines;
        assert_eq!(found.iter().map(|line| line.report_id).collect::<Vec<_>>().len(), 2);
        assert!(found.iter().all(|line| line.mode == "named" && line.door == "full"), "{found:?}");
        assert_eq!(tx.count_reports(&nurse).await.unwrap(), 2);
        for mode in ["protected", "anonymous"] {
            assert_eq!(total(tx, ReportFilter { modes: vec![mode.into()], ..nurse.clone() }).await, 0, "{mode}");
        }
        assert_eq!(total(tx, ReportFilter { cause: some("rush"), ..nurse }).await, 0, "of the import alone");
        let found = tx.reports(&ReportFilter { occupation: none, ..base() }, Page::ALL).await.unwrap().lines;
        let mut found: Vec<_> = found.iter().map(|line| (line.report_id, line.door.as_str())).collect();
        found.sort_unstable();
        assert_eq!(found, [(report_id(3), "import"), (report_id(9), "full")], "what an import tells is not the reporter's");
    }

    /// The inbox holds my seats' cases, the unit's only where the seat is for one unit, the longest waiting first.
    async fn inbox(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..6 {
            file(&test.store, facility(1), n).await;
        }
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let numbers = |lines: Vec<ReportLine>| lines.into_iter().map(|line| line.report_id).collect::<Vec<_>>();
        assert_eq!(numbers(tx.inbox(&[("leader".into(), Some(unit(0)))], Page::ALL).await.unwrap()), [4, 2, 0].map(report_id));
        assert!(tx.inbox(&[("leader".into(), Some(unit(1)))], Page::ALL).await.unwrap().is_empty());
        let both = [("leader".into(), None), ("director".into(), None)];
        assert_eq!(numbers(tx.inbox(&both, Page::ALL).await.unwrap()), [5, 4, 3, 2, 1, 0].map(report_id));
        assert!(tx.inbox(&[], Page::ALL).await.unwrap().is_empty());
        assert_eq!(tx.count_inbox(&[("leader".into(), Some(unit(0)))]).await.unwrap(), 3);
        assert_eq!(tx.count_inbox(&[("leader".into(), Some(unit(1)))]).await.unwrap(), 0);
        assert_eq!(tx.count_inbox(&both).await.unwrap(), 6);
        assert_eq!(tx.count_inbox(&[]).await.unwrap(), 0);
        let mut groups = tx.count_in_state("in_review").await.unwrap();
        groups.sort_unstable();
        assert_eq!(groups, [(1, Some(unit(0)), 3), (1, Some(unit(1)), 3)]);
        assert!(tx.count_in_state("closed").await.unwrap().is_empty());
        assert_eq!(tx.count_inbox_by_seat(&both).await.unwrap(), [("director".to_owned(), 3), ("leader".to_owned(), 3)]);
        let second = Page { limit: 2, offset: 2 };
        assert_eq!(numbers(tx.inbox(&both, second).await.unwrap()), [3, 2].map(report_id));
        let waiting = ReportFilter { states: vec!["in_review".into()], ..ReportFilter::default() };
        assert_eq!(numbers(tx.waiting(&waiting, second).await.unwrap()), [3, 2].map(report_id));
        let mine = ReportFilter { groups: Some(vec![(1, Some(unit(1))), (1, None)]), ..waiting.clone() };
        assert_eq!(numbers(tx.waiting(&mine, Page::ALL).await.unwrap()), [5, 3, 1].map(report_id));
        let none = ReportFilter { groups: Some(Vec::new()), ..waiting.clone() };
        assert!(tx.waiting(&none, Page::ALL).await.unwrap().is_empty());
        let entered = tx.report_line(report_id(3)).await.unwrap().unwrap().case.entered_at;
        let older = ReportFilter { entered_before: Some(entered), ..ReportFilter::default() };
        assert_eq!(tx.count_reports(&older).await.unwrap(), 2);
    }

    /// One's own reports are the named ones by account and the protected ones by tag, newest first; nobody else's.
    async fn own_reports(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..6 {
            file(&test.store, facility(1), n).await;
        }
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let expected = [4, 3, 1, 0].map(report_id);
        assert_eq!(tx.own_reports(account(0), None).await.unwrap(), expected);
        assert_eq!(tx.own_reports(account(0), Some("in_review")).await.unwrap(), expected);
        assert!(tx.own_reports(account(0), Some("returned")).await.unwrap().is_empty());
        assert!(tx.own_reports(account(77), None).await.unwrap().is_empty());
    }
}

/// SQLite counts what waits by indexes that hold little else, not by reading the journal.
#[tokio::test]
async fn indexes_serve_counts() {
    let test = TestStore::sqlite().await;
    let mut tx = test.store.read(&facility(1)).await.unwrap();
    let sql = || Sql::new(crate::dialect::Engine::Sqlite, &facility(1).to_string());
    let seats = [("leader".to_owned(), Some(unit(0)))];
    let proxies = sql().push(PROXY_STAMPS).value(crate::field::Value::Text(account(0).to_string()));
    for (sql, index) in [(inbox_count_sql(sql(), &seats), "cases_inbox"), (proxies, "journal_proxy")] {
        let rows = sql.explained().query().fetch_all(&mut *tx.inner).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get::<String, _>(3)).collect();
        assert!(plan.iter().any(|line| line.contains(index)), "{plan:?}");
        assert!(!plan.iter().any(|line| line.starts_with("SCAN")), "{plan:?}");
    }
}

/// SQLite serves list and inbox by an index, never by reading a whole table.
#[tokio::test]
async fn indexes_serve_lists() {
    let test = TestStore::sqlite().await;
    let mut tx = test.store.read(&facility(1)).await.unwrap();
    let filter = ReportFilter { states: vec!["in_review".into()], ..ReportFilter::default() };
    let month =
        ReportFilter { from: Some("2026-04-01".into()), until: Some("2026-04-30".into()), ..ReportFilter::default() };
    let mine = ReportFilter { reporter_account: Some(account(0)), ..ReportFilter::default() };
    let page = Page { limit: 50, offset: 0 };
    let seats = [("leader".to_owned(), Some(unit(0)))];
    let sql = || Sql::new(crate::dialect::Engine::Sqlite, &facility(1).to_string());
    for sql in [
        list_sql(sql(), &filter, page),
        list_sql(sql(), &month, page),
        list_sql(sql(), &mine, page),
        inbox_sql(sql(), &seats, page),
    ] {
        let rows = sql.explained().query().fetch_all(&mut *tx.inner).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get::<String, _>(3)).collect();
        assert!(
            plan.iter().any(|line| line.contains("USING INDEX") || line.contains("USING COVERING INDEX")),
            "{plan:?}"
        );
        assert!(!plan.iter().any(|line| line.starts_with("SCAN")), "{plan:?}");
    }
    let plan = inbox_sql(sql(), &seats, page).explained().query().fetch_all(&mut *tx.inner).await.unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.get::<String, _>(3)).collect();
    assert!(plan.iter().any(|line| line.contains("cases_inbox")), "{plan:?}");
}

//! Owns the tests of search: the answers of a substring search on both engines, tenants apart, replacing, deleting, order and pages.
use domain::id::ReportId;
use sqlx::Row as _;

use super::harness::*;
use crate::dialect::Sql;
use crate::registry::TABLES;
use crate::search::{Route, count_sql, list_sql};
use crate::*;

/// Four letters for a character, as `text::grams` has them.
fn letters(char: char) -> String {
    let mut rest = char as u32;
    let mut next = || {
        let letter = char::from(b'a' + u8::try_from(rest % 26).unwrap());
        rest /= 26;
        letter
    };
    (0..4).map(|_| next()).collect()
}

fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<String> = text.chars().map(letters).collect();
    let mut all = chars.clone();
    all.extend(chars.windows(2).map(<[String]>::concat));
    all.sort_unstable();
    all.dedup();
    all
}

fn words(terms: &[&str]) -> Option<SearchWords> {
    let exact = terms.iter().all(|term| term.chars().count() <= 2);
    let of = |term: &&str| {
        let all = tokens(term);
        let pairs = if term.chars().count() > 1 { 8 } else { 4 };
        all.into_iter().filter(move |token| token.len() == pairs).collect::<Vec<_>>()
    };
    SearchWords::new(terms.iter().flat_map(of).collect(), terms.iter().map(|term| (*term).to_owned()).collect(), exact)
}

fn doc(n: u128, text: &str) -> SearchDoc {
    SearchDoc {
        report_id: report_id(n),
        text_version: 1,
        text: format!("{text}。"),
        folded: text.to_owned(),
        tokens: tokens(text),
        indexed_at: 10,
    }
}

async fn put(store: &Store, n: u128, docs: &[SearchDoc]) {
    let mut tx = store.write(&facility(n)).await.unwrap();
    for doc in docs {
        tx.put_search_doc(doc).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A text of a small alphabet, so that every pair is common and pairs often lie apart.
fn text_of(n: u128) -> String {
    let alphabet = ['転', '倒', 'の', '薬', 'べ', '𠮷', 'a', '1'];
    let mut state = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(77) & 0xFFFF_FFFF;
    (0..14)
        .map(|_| {
            state = (state * 1_103_515_245 + 12_345) & 0x7FFF_FFFF;
            alphabet[usize::try_from((state >> 16) % 8).unwrap()]
        })
        .collect()
}

async fn filled(test: &TestStore, reports: u128) {
    found(&test.store, 1).await;
    for n in 0..reports {
        file(&test.store, facility(1), n).await;
    }
    put(&test.store, 1, &(0..reports).map(|n| doc(n, &text_of(n))).collect::<Vec<_>>()).await;
}

async fn ids(tx: &mut Tx<Read>, filter: &ReportFilter) -> Vec<ReportId> {
    let page = tx.reports(filter, Page { limit: 1_000, offset: 0 }).await.unwrap();
    assert_eq!(page.total, i64::try_from(page.lines.len()).unwrap());
    assert_eq!(tx.count_reports(filter).await.unwrap(), page.total);
    page.lines.into_iter().map(|line| line.report_id).collect()
}

both_engines! {
    /// Every substring of one to ten characters finds exactly the texts that hold it, alone and under each filter.
    async fn finds_what_a_substring_search_finds(test: TestStore) {
        filled(test, 36).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let all = ids(&mut tx, &ReportFilter::default()).await;
        let base = |terms: &[&str]| ReportFilter { words: words(terms), ..ReportFilter::default() };
        for n in 0..60_u128 {
            let source: Vec<char> = text_of(n % 40).chars().collect();
            let (from, length) = (usize::try_from(n % 5).unwrap(), 1 + usize::try_from(n % 10).unwrap());
            let term: String = source[from..(from + length).min(source.len())].iter().collect();
            let holds = |id: &&ReportId| (0..36).any(|n| report_id(n) == **id && text_of(n).contains(&term));
            let expected: Vec<ReportId> = all.iter().filter(holds).copied().collect();
            assert_eq!(ids(&mut tx, &base(&[&term])).await, expected, "{term}");
            let mut with = tx.report_ids_with(&words(&[&term]).unwrap()).await.unwrap();
            with.sort_unstable();
            let mut sorted = expected.clone();
            sorted.sort_unstable();
            assert_eq!(with, sorted, "{term}");
            let both = ["薬", term.as_str()];
            let expected: Vec<ReportId> = expected.into_iter().filter(|id| (0..36).any(|n| report_id(n) == *id && text_of(n).contains('薬'))).collect();
            assert_eq!(ids(&mut tx, &base(&both)).await, expected, "{both:?}");
        }
        let filters = [
            ReportFilter { units: vec![unit(1)], ..base(&["の"]) },
            ReportFilter { units: vec![unit(0), unit(1)], form: Some("fall".into()), ..base(&["転倒"]) },
            ReportFilter { from: Some("2026-05-01".into()), until: Some("2026-05-20".into()), ..base(&["薬"]) },
            ReportFilter { level: Some(Answer::Code("2".into())), modes: vec!["named".into()], ..base(&["の"]) },
            ReportFilter { states: vec!["in_review".into()], ..base(&["の転"]) },
            ReportFilter { ids: Some((3..9).map(report_id).collect()), ..base(&["の"]) },
            ReportFilter { reporter_account: Some(account(0)), ..base(&["倒"]) },
            ReportFilter { without_merged: true, kind: Some("incident".into()), ..base(&["倒"]) },
        ];
        for filter in filters {
            let without = ReportFilter { words: None, ..filter.clone() };
            let terms: Vec<String> = filter.words.clone().unwrap().terms().to_vec();
            let holds = |id: &ReportId| (0..36).any(|n| report_id(n) == *id && terms.iter().all(|term| text_of(n).contains(term.as_str())));
            let expected: Vec<ReportId> = ids(&mut tx, &without).await.into_iter().filter(holds).collect();
            assert_eq!(ids(&mut tx, &filter).await, expected, "{filter:?}");
        }
    }

    /// Pages follow one another in the order of the list.
    async fn pages(test: TestStore) {
        filled(test, 20).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let filter = ReportFilter { words: words(&["薬"]), ..ReportFilter::default() };
        let all = ids(&mut tx, &filter).await;
        assert!(all.len() > 6, "{}", all.len());
        let mut paged = Vec::new();
        for offset in (0..all.len()).step_by(3) {
            let page = Page { limit: 3, offset: i64::try_from(offset).unwrap() };
            let found = tx.reports(&filter, page).await.unwrap();
            assert_eq!(found.total, i64::try_from(all.len()).unwrap());
            paged.extend(found.lines.into_iter().map(|line| line.report_id));
        }
        assert_eq!(paged, all);
        assert_eq!(tx.report_ids(&filter, Page { limit: 2, offset: 1 }).await.unwrap(), all[1..3]);
    }

    /// A word planted in one facility is neither found nor counted in the other, whichever was indexed first, and emptying one
    /// index leaves the other.
    async fn tenants_are_apart(test: TestStore) {
        found(&test.store, 1).await;
        found(&test.store, 2).await;
        for n in 0..3 {
            file(&test.store, facility(1), n).await;
            file(&test.store, facility(2), 10 + n).await;
        }
        put(&test.store, 2, &[doc(10, "薬の転倒"), doc(11, "のの")]).await;
        put(&test.store, 1, &[doc(0, "秘密の薬"), doc(1, "秘密")]).await;
        put(&test.store, 2, &[doc(12, "薬")]).await;
        let asked = |terms: &[&str]| ReportFilter { words: words(terms), ..ReportFilter::default() };
        for (n, term, expected) in [(1, "秘密", 2), (2, "秘密", 0), (1, "秘", 2), (2, "秘", 0), (2, "秘密の薬", 0), (1, "薬", 1), (2, "薬", 2), (1, "転倒", 0)] {
            let mut tx = test.store.read(&facility(n)).await.unwrap();
            assert_eq!(ids(&mut tx, &asked(&[term])).await.len(), expected, "{term} in {n}");
            assert_eq!(tx.report_ids_with(&words(&[term]).unwrap()).await.unwrap().len(), expected, "{term} in {n}");
        }
        let mut tx = test.store.read(&facility(2)).await.unwrap();
        assert_eq!(tx.search_text(report_id(0)).await.unwrap(), None);
        assert!(tx.search_texts_after(None, 10).await.unwrap().iter().all(|found| !found.text.contains('秘')));
        assert_eq!(tx.search_texts_newest(10).await.unwrap().len(), 3);
        assert_eq!(tx.count_search_docs().await.unwrap(), 3);
        drop(tx);
        let mut tx = test.store.write(&facility(2)).await.unwrap();
        assert!(matches!(tx.put_search_doc(&doc(0, "盗")).await, Err(StoreError::NotFound { table: "reports" })));
        assert!(!tx.delete_search_doc(report_id(0)).await.unwrap());
        assert_eq!(tx.delete_search_docs().await.unwrap(), 3);
        tx.commit().await.unwrap();
        let mut tx = test.store.read(&facility(2)).await.unwrap();
        assert!(ids(&mut tx, &asked(&["薬"])).await.is_empty());
        drop(tx);
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(ids(&mut tx, &asked(&["秘密"])).await.len(), 2);
        drop(tx);
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
    }

    /// What is indexed anew is found by its new text only; what is taken out waits to be indexed.
    async fn replacing_and_deleting(test: TestStore) {
        filled(test, 3).await;
        let asked = |term: &str| ReportFilter { words: words(&[term]), ..ReportFilter::default() };
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert!(tx.unindexed_reports(1, 10).await.unwrap().is_empty());
        assert_eq!(tx.unindexed_reports(2, 2).await.unwrap(), [2, 1].map(report_id));
        drop(tx);
        put(&test.store, 1, &[SearchDoc { text_version: 2, ..doc(1, "新") }]).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert_eq!(ids(&mut tx, &asked("新")).await, [report_id(1)]);
        assert_eq!(tx.count_unindexed().await.unwrap(), 0);
        let may = tx.search_texts_between("2026-05-02", "2026-05-02").await.unwrap();
        assert_eq!(may.iter().map(|found| found.report_id).collect::<Vec<_>>(), [report_id(1)]);
        assert!(tx.search_texts_between("2026-05-03", "2026-05-31").await.unwrap().is_empty());
        for term in text_of(1).chars() {
            assert!(!ids(&mut tx, &asked(&term.to_string())).await.contains(&report_id(1)));
        }
        assert_eq!(tx.search_text(report_id(1)).await.unwrap().as_deref(), Some("新。"));
        assert_eq!(tx.unindexed_reports(2, 10).await.unwrap(), [2, 0].map(report_id));
        drop(tx);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert!(tx.delete_search_doc(report_id(1)).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        assert!(ids(&mut tx, &asked("新")).await.is_empty());
        assert_eq!(tx.unindexed_reports(1, 10).await.unwrap(), [report_id(1)]);
        assert_eq!(tx.count_unindexed().await.unwrap(), 1);
        assert_eq!(tx.search_texts_after(Some(report_id(0)), 10).await.unwrap().len(), 1);
        drop(tx);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.delete_search_docs().await.unwrap(), 2);
        tx.put_search_doc(&doc(1, "再")).await.unwrap();
        tx.commit().await.unwrap();
        // A connection that has asked the index before must not take its change for damage.
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
    }

    /// Many reports of one second keep numbers of their own.
    async fn one_second(test: TestStore) {
        found(&test.store, 1).await;
        for n in [0, 84, 168, 252] {
            file(&test.store, facility(1), n).await;
        }
        put(&test.store, 1, &[0, 84, 168, 252].map(|n| doc(n, "同"))).await;
        let mut tx = test.store.read(&facility(1)).await.unwrap();
        let filter = ReportFilter { words: words(&["同"]), ..ReportFilter::default() };
        assert_eq!(ids(&mut tx, &filter).await.len(), 4);
    }
}

/// Nothing but letters gets into the index's language, and a long query is narrowed by its first tokens.
#[test]
fn words_are_letters() {
    assert_eq!(SearchWords::new(vec!["abcd".into()], Vec::new(), true), None);
    let odd = SearchWords::new(vec!["ab\" OR \"cd".into(), "NOT".into(), "abcd".into()], vec!["x".into()], true);
    let plain = SearchWords::new(vec!["abcd".into()], vec!["x".into()], true);
    assert_eq!(odd, plain);
    let secret = SearchWords::new(vec!["abcd".into()], vec!["山田".into()], true);
    assert!(!format!("{secret:?}{:?}", doc(1, "山田")).contains("山田"));
    let text = TABLES.iter().find(|table| table.name == "search_docs").unwrap().columns;
    assert!(text.iter().filter(|column| column.class == registry::Class::Deidentified).count() == 2);
}

/// On a server the index itself shows a tenant's rows only, also to who asks it directly.
#[tokio::test]
async fn index_is_under_row_level_security() {
    let Some(test) = TestStore::postgres().await else {
        return;
    };
    filled(&test, 2).await;
    let mut tx = test.store.pools.readers.begin().await.unwrap();
    for (n, expected) in [(1, 2), (2, 0)] {
        sqlx::query("SELECT set_config('futawa.facility', $1, true)")
            .bind(facility(n).to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        let seen: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM search_index").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(seen, expected);
        let text = "SELECT COUNT(*) FROM futawa_search($1)";
        let found: i64 = sqlx::query_scalar(text).bind(form_token()).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(found, expected.min(1));
    }
    drop(tx);
    test.drop_database().await;
}

fn form_token() -> String {
    crate::search::form_facet("fall")
}

/// SQLite asks the index first and the rest by keys, newest first without sorting.
#[tokio::test]
async fn the_index_leads() {
    let test = TestStore::sqlite().await;
    let mut tx = test.store.read(&facility(1)).await.unwrap();
    let filter = ReportFilter { words: words(&["転倒し"]), units: vec![unit(1)], ..ReportFilter::default() };
    let words = filter.words.clone().unwrap();
    let route = tx.route(&filter, &words).await.unwrap();
    assert!(matches!(&route, Route::Index { groups, .. } if groups.len() == 3));
    let sql = || Sql::new(crate::dialect::Engine::Sqlite, &facility(1).to_string());
    let page = Page { limit: 50, offset: 0 };
    for sql in
        [list_sql(sql(), Engine::Sqlite, &filter, &route, page), count_sql(sql(), Engine::Sqlite, &filter, &route)]
    {
        let rows = sql.explained().query().fetch_all(&mut *tx.inner).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get::<String, _>(3)).collect();
        assert!(plan.iter().any(|line| line.contains("VIRTUAL TABLE INDEX")), "{plan:?}");
        assert!(
            !plan.iter().any(|line| line.contains("SORT") || line.contains("B-TREE") || line.contains("AUTOMATIC")),
            "{plan:?}"
        );
    }
}

both_engines! {
    /// A doubt waits until a person says that the two are different, or one is joined to another report; indexing again asks no more.
    async fn doubts(test: TestStore) {
        found(&test.store, 1).await;
        for n in 0..4 {
            file(&test.store, facility(1), n).await;
        }
        let [a, b, c, d] = [0, 1, 2, 3].map(report_id);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        tx.put_doubts(b, &[DoubtRow::of(b, a, 700), DoubtRow::of(b, c, 900)]).await.unwrap();
        tx.put_doubts(d, &[DoubtRow::of(d, a, 800)]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        let open = tx.open_doubts().await.unwrap();
        assert_eq!(open, [DoubtRow::of(b, c, 900), DoubtRow::of(a, d, 800), DoubtRow::of(a, b, 700)]);
        assert_eq!(tx.open_doubts_of(a).await.unwrap().iter().map(|row| row.other_than(a)).collect::<Vec<_>>(), [d, b]);
        tx.insert_distinct_reports(c, b, "x".into(), 5).await.unwrap();
        tx.append(event("doubts", "told_apart")).await.unwrap();
        let merged = CaseRow { merged_into: Some(a), ..case_row(3) };
        tx.update_case(&merged).await.unwrap();
        tx.append(event("r", "merged")).await.unwrap();
        tx.put_doubts(b, &[DoubtRow::of(b, a, 700), DoubtRow::of(b, c, 900)]).await.unwrap();
        assert_eq!(tx.open_doubts().await.unwrap(), [DoubtRow::of(a, b, 700)]);
        assert_eq!(tx.count_open_doubts(100).await.unwrap(), 1);
        assert_eq!(tx.count_open_doubts(0).await.unwrap(), 0, "counting ends at the limit");
        assert_eq!(tx.doubts().await.unwrap().len(), 3, "settled ones, too");
        let apart = tx.all_distinct_reports().await.unwrap();
        assert!(apart.len() == 1 && apart[0].decided_by == "x", "{apart:?}");
        assert_eq!(tx.distinct_reports(b, c).await.unwrap().unwrap().decided_at, 5);
        assert!(tx.distinct_reports(a, b).await.unwrap().is_none());
        tx.commit().await.unwrap();
        let report = test.store.verify(&VerifyOptions::default()).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        let mut tx = test.store.write(&facility(1)).await.unwrap();
        assert_eq!(tx.delete_doubts().await.unwrap(), 3);
        tx.commit().await.unwrap();
    }
}

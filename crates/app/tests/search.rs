//! Owns the tests of search on the use cases: what is indexed and when, who finds what, similar cases, possible duplicates.
use app::AppError;
use app::approval::Act;
use app::rows::{Page, ReportFilter, VerifyOptions};
use app::search::{Found, Order};
use domain::form::Fields;
use domain::id::ReportId;
use testkit::TestApp;

use crate::support::{fall, submit};

const ALL: Page = Page { limit: 50, offset: 0 };

fn told(t: &TestApp, narrative: &str) -> Fields {
    let mut fields = fall(t);
    fields.set("narrative", narrative);
    fields
}

async fn index(t: &TestApp) -> usize {
    t.app.index_pending(t.facility, &mut |_| ()).await.unwrap()
}

async fn search(t: &TestApp, login: &str, words: &str) -> Result<Found, AppError> {
    let filter = ReportFilter::default();
    t.app.search_reports(&t.ctx(login).await, (&filter, words), Order::Newest, ALL).await
}

async fn numbers(t: &TestApp, words: &str) -> Vec<String> {
    let found = search(t, "risk", words).await.unwrap();
    assert_eq!(found.total, i64::try_from(found.items.len()).unwrap());
    found.items.into_iter().map(|found| found.item.line.number).collect()
}

#[tokio::test]
async fn reports_are_found_by_their_words_in_any_spelling() {
    let t = TestApp::new().await;
    submit(&t, "kaigo", told(&t, "車椅子からベッドへ移乗する際、ﾌﾞﾚｰｷをかけ忘れていた。"), "1").await;
    submit(&t, "kaigo2", told(&t, "昼食後の薬を隣の席の方に渡した。"), "2").await;
    assert!(numbers(&t, "移乗").await.is_empty(), "filing does not index");
    assert_eq!(index(&t).await, 2);
    assert_eq!(index(&t).await, 0);
    for words in ["移乗", "乗", "ブレーキ", "ぶれーき", "車椅子 移乗", "ﾍﾞｯﾄﾞ", "をかけ忘れ"]
    {
        assert_eq!(numbers(&t, words).await, ["R8-0001"], "{words}");
    }
    assert_eq!(numbers(&t, "後").await, ["R8-0002"]);
    assert!(numbers(&t, "移乗 昼食").await.is_empty());
    assert_eq!(numbers(&t, " 　").await.len(), 2);
    let found = search(&t, "risk", "ぶれーき").await.unwrap();
    let hits: Vec<&str> =
        found.items[0].snippet.iter().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
    assert_eq!(hits, ["ﾌﾞﾚｰｷ"]);
}

#[tokio::test]
async fn names_are_neither_indexed_nor_shown() {
    let t = TestApp::new().await;
    let mut fields = told(&t, "介護 花子が巡視中、鬼頭さんが食堂で立ち上がり転倒した。");
    fields.set("person1_name", "鬼頭 テツ");
    submit(&t, "kaigo", fields, "1").await;
    index(&t).await;
    for words in ["鬼頭", "鬼", "花子"] {
        assert!(numbers(&t, words).await.is_empty(), "{words}");
    }
    assert_eq!(numbers(&t, "転倒").await, ["R8-0001"]);
    let rows = t.raw_rows().await;
    let docs: Vec<&str> = rows.iter().filter(|row| row.table == "search_docs").map(|row| row.text.as_str()).collect();
    assert!(docs.len() == 1 && docs[0].contains("転倒"));
    assert!(!docs[0].contains("鬼頭") && !docs[0].contains("花子"));
}

#[tokio::test]
async fn only_who_lists_reports_searches_and_the_words_are_not_journalled() {
    let t = TestApp::new().await;
    submit(&t, "kaigo", told(&t, "廊下で滑って転倒した。"), "1").await;
    index(&t).await;
    assert!(matches!(search(&t, "kaigo", "転倒").await, Err(AppError::Denied(_))));
    assert!(matches!(search(&t, "kanri", "転倒").await, Err(AppError::Denied(_))));
    assert_eq!(search(&t, "risk", "転倒").await.unwrap().total, 1);
    assert_eq!(search(&t, "rijicho", "滑って").await.unwrap().total, 1);
    let rows = t.raw_rows().await;
    let searches: Vec<String> =
        rows.iter().filter(|row| row.table == "journal").map(|row| format!("{row:?}")).collect();
    assert_eq!(searches.iter().filter(|row| row.contains("reports_searched")).count(), 2);
    assert!(searches.iter().all(|row| !row.contains("滑って")));
}

#[tokio::test]
async fn what_is_added_is_searched_too() {
    let t = TestApp::new().await;
    let id = submit(&t, "kaigo", told(&t, "浴室で足を滑らせた。"), "1").await.report;
    index(&t).await;
    assert!(numbers(&t, "手すり").await.is_empty());
    t.app.act(&t.ctx("kaigo").await, id, None, Act::Addendum("手すりが濡れていた。".to_owned())).await.unwrap();
    assert!(numbers(&t, "浴室").await.is_empty(), "it waits to be indexed again");
    assert_eq!(index(&t).await, 1);
    assert_eq!(numbers(&t, "手すり").await, ["R8-0001"]);
    assert_eq!(numbers(&t, "浴室").await, ["R8-0001"]);
    assert_eq!(t.app.reindex(t.facility, &mut |_| ()).await.unwrap(), 1);
    assert_eq!(numbers(&t, "手すり").await, ["R8-0001"]);
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn facilities_are_apart() {
    let t = TestApp::new().await;
    let other = t.second_facility().await;
    submit(&t, "kaigo", told(&t, "秘密の合言葉ヌルポポを口にした。"), "1").await;
    index(&t).await;
    t.app.index_pending(other, &mut |_| ()).await.unwrap();
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let ctx = t.app.resolve(&cookie).await.unwrap().unwrap().ctx;
    let filter = ReportFilter::default();
    for words in ["ヌルポポ", "ヌ", "秘密"] {
        assert_eq!(t.app.search_reports(&ctx, (&filter, words), Order::Best, ALL).await.unwrap().total, 0);
    }
    assert!(t.app.similar_to_text(&ctx, "秘密の合言葉ヌルポポを口にした。").await.unwrap().is_empty());
    assert_eq!(numbers(&t, "ヌルポポ").await, ["R8-0001"]);
}

#[tokio::test]
async fn the_best_come_first_when_asked() {
    let t = TestApp::new().await;
    submit(&t, "kaigo", told(&t, "薬を飲み忘れ、薬をあとで渡した。薬の確認が漏れた。"), "1").await;
    submit(&t, "kaigo", told(&t, "食堂で転び、そのあと服の汚れに気づき、着替えたのち居室へ戻り、薬を渡した。"), "2")
        .await;
    index(&t).await;
    let filter = ReportFilter::default();
    let ctx = t.ctx("risk").await;
    let best = t.app.search_reports(&ctx, (&filter, "薬"), Order::Best, ALL).await.unwrap();
    let best: Vec<&str> = best.items.iter().map(|found| found.item.line.number.as_str()).collect();
    assert_eq!(best, ["R8-0001", "R8-0002"]);
}

fn ids(similar: &[app::search::Similar]) -> Vec<ReportId> {
    similar.iter().filter_map(|similar| similar.item.as_ref().map(|item| item.line.report_id)).collect()
}

#[tokio::test]
async fn similar_cases_are_those_that_the_reader_may_open() {
    let t = TestApp::new().await;
    let first = submit(&t, "kaigo", told(&t, "車椅子からベッドへ移乗する際にブレーキをかけ忘れ、ずり落ちた。"), "1")
        .await
        .report;
    let second =
        submit(&t, "kaigo2", told(&t, "ベッドから車椅子へ移乗する際、ブレーキの確認を忘れた。"), "2").await.report;
    submit(&t, "kaigo", told(&t, "昼食後の薬を隣の方へ渡した。"), "3").await;
    index(&t).await;
    let found = t.app.similar_to(&t.ctx("risk").await, first).await.unwrap();
    assert_eq!(ids(&found).first(), Some(&second));
    assert!(found[0].shared.iter().any(|word| word.contains("移乗")), "{:?}", found[0].shared);
    let own = t.app.similar_to(&t.ctx("kaigo").await, first).await.unwrap();
    assert!(!ids(&own).contains(&second), "a colleague's report");
    assert!(matches!(t.app.similar_to(&t.ctx("kaigo2").await, first).await, Err(AppError::Denied(_))));
    let text = "車椅子からベッドへの移乗のとき、ブレーキを忘れた。";
    let found = t.app.similar_to_text(&t.ctx("kaigo2").await, text).await.unwrap();
    assert_eq!((ids(&found), found.len()), (vec![second], 1));
    let both = ids(&t.app.similar_to_text(&t.ctx("risk").await, text).await.unwrap());
    assert!(both.contains(&first) && both.contains(&second));
    assert!(t.app.similar_to_text(&t.ctx("risk").await, "短い").await.unwrap().is_empty());
}

/// Writes and approves the text of a case for the public.
async fn approved(t: &TestApp, id: ReportId, circumstances: &str) {
    let text: Fields = [("circumstances", circumstances), ("prevention", "二人で確かめる。")].into_iter().collect();
    t.app.write_text(&t.ctx("risk").await, id, &text).await.unwrap();
    let reader = t.ctx("rijicho").await;
    let seen = t.app.text_desk(&reader, id).await.unwrap().seen;
    t.app.approve_text(&reader, id, &seen).await.unwrap();
}

#[tokio::test]
async fn of_a_case_that_one_may_not_open_only_the_approved_words_are_shown() {
    let t = TestApp::new().await;
    let told_of = "ベッドから車椅子へ移乗する際、ブレーキの確認を忘れて尻もちをついた。";
    let hidden = submit(&t, "kaigo2", told(&t, told_of), "1").await.report;
    index(&t).await;
    let guess = async || {
        let text = "車椅子への移乗で、ブレーキの確認を忘れて尻もちをついた。";
        t.app.similar_to_text(&t.ctx("kaigo").await, text).await.unwrap()
    };
    assert!(guess().await.is_empty(), "nothing was approved: a machine alone shows nothing");
    approved(&t, hidden, "食事のときに、席をまちがえた。").await;
    assert!(guess().await.is_empty(), "what is alike only in the hidden text answers no guesses");
    approved(&t, hidden, "移乗のときに、車椅子が動いた。").await;
    let found = guess().await;
    let [one] = found.as_slice() else { panic!("one: {found:?}") };
    assert!(one.item.is_none() && one.gist.approved, "no number and no link");
    assert_eq!(one.gist.text, "移乗のときに、車椅子が動いた。");
    assert!(!one.shared.is_empty(), "something is alike in the approved text, too");
    for word in &one.shared {
        assert!(one.gist.text.contains(word.as_str()), "{word} stands only in the hidden text");
    }
}

#[tokio::test]
async fn doubts_wait_for_a_person() {
    let t = TestApp::new().await;
    let text = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。";
    let one = submit(&t, "kaigo", told(&t, text), "1").await.report;
    let two = submit(&t, "kaigo2", told(&t, &format!("{text}発赤なし。")), "2").await.report;
    let mut later = told(&t, text);
    later.set("occurred", "令和8年11月10日");
    submit(&t, "kaigo2", later, "3").await;
    index(&t).await;
    let (risk, leader) = (t.ctx("risk").await, t.ctx("leader").await);
    let doubts = t.app.open_doubts(&risk, None).await.unwrap();
    assert_eq!(doubts.len(), 1, "another day is another event");
    assert_eq!((doubts[0].first.item.line.report_id, doubts[0].second.item.line.report_id), (one, two));
    assert!((60..=100).contains(&doubts[0].percent));
    assert!(matches!(t.app.open_doubts(&leader, None).await, Err(AppError::Denied(_))));
    assert!(matches!(t.app.tell_apart(&leader, one, two).await, Err(AppError::Denied(_))));
    t.app.tell_apart(&risk, two, one).await.unwrap();
    t.app.tell_apart(&risk, one, two).await.unwrap();
    assert!(t.app.open_doubts(&risk, Some(one)).await.unwrap().is_empty());
    t.app.reindex(t.facility, &mut |_| ()).await.unwrap();
    assert!(t.app.open_doubts(&risk, None).await.unwrap().is_empty(), "it is not asked again");
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn pairs_that_were_told_apart_take_no_other_pairs_place() {
    let t = TestApp::new().await;
    let text = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。すぐに声をかけ、見守りを続けた。";
    let mut copies = Vec::new();
    for n in 0..5 {
        copies.push(submit(&t, "kaigo", told(&t, text), &format!("{n}")).await.report);
        index(&t).await;
    }
    let (risk, last) = (t.ctx("risk").await, copies[4]);
    let others = async || {
        let doubts = t.app.open_doubts(&risk, Some(last)).await.unwrap();
        let other = |doubt: &app::search::Doubt| {
            let (first, second) = (doubt.first.item.line.report_id, doubt.second.item.line.report_id);
            if first == last { second } else { first }
        };
        doubts.iter().map(other).collect::<Vec<_>>()
    };
    let asked = others().await;
    assert_eq!(asked.len(), 3, "a person need not be asked about each pair");
    for other in &asked {
        t.app.tell_apart(&risk, last, *other).await.unwrap();
    }
    assert!(others().await.is_empty());
    t.app.act(&t.ctx("kaigo").await, last, None, Act::Addendum("発赤なし。".to_owned())).await.unwrap();
    index(&t).await;
    let left: Vec<ReportId> = copies[..4].iter().copied().filter(|id| !asked.contains(id)).collect();
    assert_eq!((others().await, left.len()), (left, 1), "the fourth has a place now");
}

#[tokio::test]
async fn a_report_that_is_indexed_anew_takes_no_doubt_from_the_others() {
    let t = TestApp::new().await;
    let text = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。すぐに声をかけ、見守りを続けた。";
    let mut copies = Vec::new();
    for n in 0..6 {
        copies.push(submit(&t, "kaigo", told(&t, text), &format!("{n}")).await.report);
        index(&t).await;
    }
    let risk = t.ctx("risk").await;
    let asked = async || {
        let doubts = t.app.open_doubts(&risk, None).await.unwrap();
        let ids = |doubt: &app::search::Doubt| (doubt.first.item.line.report_id, doubt.second.item.line.report_id);
        doubts.iter().map(ids).collect::<std::collections::BTreeSet<_>>()
    };
    let before = asked().await;
    let many = |id: &ReportId| before.iter().filter(|(one, other)| one == id || other == id).count();
    let most = *copies.iter().max_by_key(|id| many(id)).unwrap();
    assert!(many(&most) > 3, "later ones ask about it, each as one of three: {before:?}");
    t.app.act(&t.ctx("kaigo").await, most, None, Act::Addendum("発赤なし。".to_owned())).await.unwrap();
    assert_eq!(index(&t).await, 1);
    assert_eq!(asked().await, before);
}

#[tokio::test]
async fn a_joined_report_is_no_doubt_any_more() {
    let t = TestApp::new().await;
    let text = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。";
    let one = submit(&t, "kaigo", told(&t, text), "1").await.report;
    let two = submit(&t, "kaigo2", told(&t, text), "2").await.report;
    assert_eq!(t.app.reindex(t.facility, &mut |_| ()).await.unwrap(), 2);
    let risk = t.ctx("risk").await;
    assert_eq!(t.app.open_doubts(&risk, Some(two)).await.unwrap().len(), 1);
    t.app.merge_reports(&risk, two, one).await.unwrap();
    assert!(t.app.open_doubts(&risk, None).await.unwrap().is_empty());
}

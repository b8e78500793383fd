//! Themes: what grew, what is new, what belongs together, and any input.

use proptest::prelude::*;

use super::*;
use crate::grams::runs::word_texts;

fn documents(texts: &[(String, String)]) -> Vec<Document<'_>> {
    texts.iter().map(|(id, text)| Document { id, text }).collect()
}

fn many(text: &str, count: usize, from: usize) -> Vec<(String, String)> {
    (from..from + count).map(|at| (at.to_string(), text.to_owned())).collect()
}

#[test]
fn words_that_grew_come_with_their_reports() {
    let now = [many("浴室の床で転倒した", 8, 0), many("昼薬の配薬を誤った", 6, 20)].concat();
    let before =
        [many("ﾖｸｼﾂの床で転倒した", 2, 50), many("浴室の床で転倒した", 4, 60), many("昼薬の配薬を誤った", 40, 100)]
            .concat();
    let (now, before) = (documents(&now), documents(&before));
    let trends = trend_words(&now, &before, &word_texts, TrendOptions::default());
    assert_eq!(trends.iter().map(|trend| trend.word.as_str()).collect::<Vec<_>>(), ["浴室", "転倒"]);
    assert_eq!((trends[0].now, trends[0].before, trends[0].is_new), (8, 4, false));
    assert_eq!(trends[0].ids[0], "0");
    assert!(trends[0].z > 1.96);
    let strict = TrendOptions { support: 9, ..TrendOptions::default() };
    assert!(trend_words(&now, &before, &word_texts, strict).is_empty());
}

#[test]
fn telling_words_name_nobody() {
    let words = theme_words("佐藤さんがさくら園の浴室で転倒し、車椅子のブレーキを職員Aが確認した。");
    for word in ["浴室", "転倒", "ブレーキ"] {
        assert!(words.iter().any(|found| found == word), "{word}: {words:?}");
    }
    for word in ["佐藤", "職員", "確認"] {
        assert!(!words.iter().any(|found| found == word), "{word}: {words:?}");
    }
}

#[test]
fn new_words_were_in_no_report_before() {
    let now = [many("センサーマットの電源の不良", 3, 0), many("転倒した", 5, 9)].concat();
    let before = many("転倒した", 9, 30);
    let new = new_words(&documents(&now), &documents(&before), &word_texts, TrendOptions::default());
    assert_eq!(new.iter().map(|trend| trend.word.as_str()).collect::<Vec<_>>(), ["センサーマット", "不良", "電源"]);
    assert!(
        new_words(&documents(&now), &[], &word_texts, TrendOptions::default()).is_empty(),
        "without a past nothing is new"
    );
}

#[test]
fn reports_of_one_kind_belong_together() {
    let texts = [
        "昼薬を別の利用者へ配薬した",
        "朝薬の配薬で利用者を取り違えた",
        "夕薬の配薬の際に落薬",
        "廊下で転倒し膝を打撲",
        "浴室で転倒し肘を打撲",
        "居室で転倒、打撲なし",
        "…",
        "玄関の鍵",
    ];
    let owned: Vec<(String, String)> =
        texts.iter().enumerate().map(|(at, text)| (at.to_string(), (*text).to_owned())).collect();
    let found = clusters(&documents(&owned), 2, &word_texts);
    let sorted = |cluster: &Cluster| {
        let mut ids = cluster.ids.clone();
        ids.sort();
        ids
    };
    let mut groups: Vec<Vec<String>> = found.iter().map(sorted).collect();
    groups.sort();
    assert_eq!(groups, [["0", "1", "2"], ["3", "4", "5"]]);
    let falls = found.iter().find(|cluster| cluster.ids.contains(&"3".to_owned())).unwrap();
    assert_eq!(falls.label, ["打撲", "転倒"]);
    assert_eq!(found, clusters(&documents(&owned), 2, &word_texts));
    assert_eq!(label_words(&documents(&owned), &[0, 1, 2], &word_texts)[0], "配薬");
}

proptest! {
    #[test]
    fn any_texts_are_grouped(texts in prop::collection::vec("\\PC{0,12}|[転倒薬浴室]{2,6}", 0..12), k in 0_usize..5) {
        let owned: Vec<(String, String)> = texts.into_iter().enumerate().map(|(at, text)| (at.to_string(), text)).collect();
        let found = clusters(&documents(&owned), k, &word_texts);
        prop_assert!(found.len() <= k);
        let mut ids: Vec<&String> = found.iter().flat_map(|cluster| &cluster.ids).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), all);
        for trend in trend_words(&documents(&owned), &documents(&owned), &word_texts, TrendOptions { support: 0, z: f64::MIN, ..TrendOptions::default() }) {
            prop_assert!(trend.z.abs() < 1e-9, "nothing grew against itself");
        }
    }
}

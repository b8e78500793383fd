//! Similar cases: ranking, shared words, duplicates, and any input.

use proptest::prelude::*;

use super::*;

const CASES: [(&str, &str); 6] = [
    ("a", "トイレで立ち上がり時にふらつき、転倒して右膝を打った。"),
    ("b", "朝食後の内服薬を隣の利用者に渡してしまい、服用後に気づいた。"),
    ("c", "昼食後の薬を別の利用者が服用していた。"),
    ("d", "夜間、居室のベッドから転落し、床に座り込んでいた。"),
    ("e", "送迎車のドアに指を挟んだ。"),
    ("f", ""),
];

#[test]
fn the_nearest_comes_first_and_says_why() {
    let index = Index::build(CASES);
    assert_eq!((index.len(), index.is_empty()), (6, false));
    let hits = index.query("利用者の内服薬を取り違え、隣の人に服用させた", 2);
    assert_eq!(hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(hits[0].shared, ["内服薬", "利用者", "服用"]);
    assert!(hits[0].score > hits[1].score && hits[0].score < 1.0);
    let own = index.query(CASES[0].1, 1);
    assert!(own[0].id == "a" && own[0].score > 0.999);
}

#[test]
fn shared_words_keep_the_found_spelling_and_stay_whole() {
    let index = Index::build([("a", "ベッドサイドで転倒。タブレット端末が破損")]);
    let hits = index.query("ﾍﾞｯﾄﾞへ移る時に転倒した。トイレットペーパー、イレット", 1);
    assert_eq!(hits[0].shared, ["ベッド", "転倒"]);
}

#[test]
fn nothing_in_common_is_no_hit() {
    let index = Index::build(CASES);
    assert!(index.query("", 5).is_empty() && index.query("xyz", 5).is_empty() && index.query("転倒", 0).is_empty());
    assert!(Index::default().query("転倒", 3).is_empty());
}

#[test]
fn copies_with_small_changes_are_duplicates() {
    let texts = [CASES[0].1, CASES[1].1, "トイレで立上がり時にふらつき、転倒し右膝を打った。", "", "", CASES[3].1];
    let pairs = near_duplicates(&texts, DUPLICATE_THRESHOLD, usize::MAX);
    assert_eq!(pairs.iter().map(|pair| (pair.first, pair.second)).collect::<Vec<_>>(), [(0, 2)]);
    assert!((pairs[0].jaccard - jaccard(texts[0], texts[2])).abs() < 1e-12);
    assert!((jaccard("転倒", "転　倒") - 1.0).abs() < 1e-12 && jaccard("", "").abs() < 1e-12);
}

#[test]
fn a_text_that_stands_a_thousand_times_gives_few_pairs() {
    let texts: Vec<String> =
        (0..1_000).map(|n| format!("食堂で立ち上がる際にふらつき、床に膝をついた。通し番号{n}")).collect();
    let pairs = near_duplicates(&texts, DUPLICATE_THRESHOLD, 3);
    assert!(pairs.len() <= 3_000, "{}", pairs.len());
    let linked = (1..1_000).filter(|second| pairs.iter().any(|pair| pair.second == *second)).count();
    assert_eq!(linked, 999, "each is linked to one before it");
}

#[test]
fn of_many_twins_the_nearest_in_the_list_are_compared() {
    let texts = ["食堂で立ち上がる際にふらつき、床に膝をついた。"; 40];
    let pairs = near_duplicates(&texts, DUPLICATE_THRESHOLD, 2);
    let mut last: Vec<usize> = pairs.iter().filter(|pair| pair.second == 39).map(|pair| pair.first).collect();
    last.sort_unstable();
    assert_eq!(last, [37, 38], "though the search ends before the first of the list");
}

proptest! {
    #[test]
    fn the_filter_misses_no_pair(texts in prop::collection::vec("[あいうえ]{0,9}", 0..14), threshold in 0.1_f64..1.0) {
        let mut all: Vec<(usize, usize)> = Vec::new();
        for second in 0..texts.len() {
            all.extend((0..second).filter(|first| jaccard(&texts[*first], &texts[second]) >= threshold).map(|first| (first, second)));
        }
        let mut found: Vec<(usize, usize)> = near_duplicates(&texts, threshold, usize::MAX).iter().map(|pair| (pair.first, pair.second)).collect();
        all.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, all);
    }

    #[test]
    fn any_text_is_answered(corpus in prop::collection::vec("[ぁ-んァ-ヴ一-鿋a-zA-Zｱ-ﾝ。 ]{0,20}", 0..6), text in "[ぁ-んァ-ヴ一-鿋a-zA-Zｱ-ﾝ。 ]{0,20}") {
        let index = Index::build(corpus.iter().enumerate().map(|(id, text)| (id.to_string(), text.as_str())));
        for hit in index.query(&text, 3) {
            prop_assert!(hit.score > 0.0 && hit.score <= 1.0);
            let found = fold_text(&corpus[hit.id.parse::<usize>().unwrap()]);
            for word in hit.shared {
                prop_assert!(found.contains(&fold_text(&word)) && fold_text(&text).contains(&fold_text(&word)));
            }
        }
    }
}

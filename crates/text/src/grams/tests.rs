//! Finding equals a substring search over the folded text, for texts and queries of every kind.

use proptest::prelude::*;

use super::*;
use crate::fold::fold;

const SENTENCES: [&str; 6] = [
    "夕食後、居室のベッドサイドで尻もちをついているところを発見した。",
    "朝食後の内服薬を他の利用者に渡してしまい、服用後に気づいた。",
    "ﾄｲﾚから戻る際、廊下の手すりをつかみ損ねて転倒　右膝に擦過傷２㎝。",
    "おやつのパンを喉に詰まらせ、背部叩打により吐き出した。 SpO2 92％",
    "髙橋さんの眼鏡が渡邉さんの居室で見つかった。",
    "雪",
];

/// What the index and the second look answer together.
fn found(query: &Query, source: &str) -> bool {
    let folded = fold_text(source);
    let have = tokens(&folded);
    let by_index = query.tokens().iter().all(|token| have.binary_search(token).is_ok());
    if query.is_exact() { by_index } else { by_index && query.matches(&folded) }
}

#[test]
fn one_character_and_every_spelling() {
    for (query, source) in [
        ("雪", "雪"),
        ("ト", SENTENCES[2]),
        ("トイレ", SENTENCES[2]),
        ("高橋", SENTENCES[4]),
        ("渡辺 ﾒｶﾞﾈ", "渡邉さんのめがね"),
        ("2cm", SENTENCES[2]),
        ("spo", SENTENCES[3]),
    ] {
        assert!(found(&Query::words(query), source), "{query}");
    }
    assert!(!found(&Query::words("雪"), SENTENCES[0]));
    assert!(!found(&Query::words("転倒 雪"), SENTENCES[2]), "every word must occur");
    assert!(found(&Query::phrase("転倒　右"), SENTENCES[2]));
    assert!(!found(&Query::phrase("右　転倒"), SENTENCES[2]));
    assert!(found(&Query::words("右　転倒"), SENTENCES[2]));
}

#[test]
fn pairs_that_lie_apart_are_no_find() {
    let query = Query::words("転倒防");
    assert!(!query.is_exact());
    assert!(!found(&query, "転倒した。打倒防止。"));
}

#[test]
fn an_empty_query_asks_for_nothing() {
    for query in [Query::words(" \t\u{0}"), Query::phrase(""), Query::words("")] {
        assert!(query.is_empty() && query.tokens().is_empty());
    }
}

#[test]
fn tokens_are_letters_only() {
    for token in tokens(&fold_text(SENTENCES[3])) {
        assert!(matches!(token.len(), 4 | 8) && token.bytes().all(|byte| byte.is_ascii_lowercase()), "{token}");
    }
    assert_eq!(index_line("雪"), tokens("雪")[0]);
}

#[test]
fn highlights_stand_on_the_source() {
    let source = "ﾍﾞｯﾄﾞからベッドへ。ベット";
    let marked = |query: &str| {
        let ranges = Query::words(query).highlight(&fold(source));
        ranges.into_iter().map(|range| &source[range]).collect::<Vec<_>>()
    };
    assert_eq!(marked("べっど"), ["ﾍﾞｯﾄﾞ", "ベッド"]);
    assert_eq!(marked("ベッ"), ["ﾍﾞｯ", "ベッ", "ベッ"]);
    assert_eq!(marked("から らべ"), ["からベ"]);
    assert_eq!(marked("無い"), [""; 0]);
}

proptest! {
    #[test]
    fn recall_equals_a_substring_search(of in 0..SENTENCES.len(), start in 0_usize..40, length in 1_usize..=10) {
        let query: String = SENTENCES[of].chars().skip(start).take(length).collect();
        let wanted = fold_text(&query);
        let query = Query::phrase(&query);
        for source in SENTENCES {
            prop_assert_eq!(found(&query, source), fold_text(source).contains(&wanted), "{} in {}", wanted, source);
        }
    }

    #[test]
    fn any_text_finds_its_own_pieces(source in "\\PC{0,30}", start in 0_usize..30, length in 1_usize..=10) {
        let folded = fold(&source);
        let piece: String = folded.text.chars().skip(start).take(length).collect();
        let query = Query::phrase(&piece);
        prop_assert!(found(&query, &source));
        let ranges = query.highlight(&folded);
        prop_assert_eq!(ranges.is_empty(), piece.is_empty());
        prop_assert!(ranges.iter().all(|range| source.get(range.clone()).is_some()));
    }
}

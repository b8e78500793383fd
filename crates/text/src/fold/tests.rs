//! Folding: what becomes one, the way back, and that it is stable on any input.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::*;

#[test]
fn spellings_of_one_word_are_one() {
    for words in [
        &["アイウ", "あいう", "ｱｲｳ"][..],
        &["ガーゼ", "ｶﾞｰｾﾞ", "がーぜ", "ガ－ゼ", "ガ‐ゼ", "ガ−ゼ", "か゛ーせ゛", "ガ\u{200B}ーゼ"],
        &["パン", "ﾊﾟﾝ", "は\u{309A}ん"],
        &["髙橋", "高橋"],
        &["山﨑", "山崎", "山嵜"],
        &["渡邉", "渡邊", "渡辺"],
        &["齋藤", "齊藤", "斉藤", "斎藤"],
        &["ＡＢＣ１２３", "abc123"],
        &["㎝", "cm", "ＣＭ"],
        &["霞ヶ関", "霞ケ関", "霞け関"],
        &["ヴァ", "ゔぁ", "ｳﾞｧ"],
        &["転\r\n倒", "転倒", "転\u{0}倒"],
        &["１０〜２０", "10～20", "10~20"],
        &["½錠", "1/2錠", "１／２錠"],
        &["誤與藥", "誤与薬"],
    ] {
        let folded: Vec<String> = words.iter().map(|word| fold_text(word)).collect();
        assert!(folded.iter().all(|one| *one == folded[0]), "{words:?} → {folded:?}");
    }
}

#[test]
fn different_words_stay_different() {
    for (one, other) in [("は", "ば"), ("きや", "きゃ"), ("つ", "っ"), ("一", "ー"), ("工", "エ"), ("1 2", "12")]
    {
        assert_ne!(fold_text(one), fold_text(other));
    }
}

#[test]
fn the_way_back() {
    let source = "ｶﾞｰｾﾞ 5㎝";
    let folded = fold(source);
    assert_eq!(folded.text, "がーぜ 5cm");
    assert_eq!(folded.source(0, 3).map(|range| &source[range]), Some("ｶﾞｰｾﾞ"));
    assert_eq!(folded.source(6, 7).map(|range| &source[range]), Some("㎝"));
    assert_eq!((folded.source(2, 2), folded.source(0, 99), folded.source(3, 1)), (None, None, None));
}

#[test]
fn every_character_alone_is_stable_and_the_short_way_is_the_long_way() {
    for char in (0..=0x0010_FFFF).filter_map(char::from_u32) {
        let once = fold_text(&char.to_string());
        assert_eq!(fold_text(&once), once, "U+{:04X}", char as u32);
        if let Some(short) = fold_alone(char) {
            assert_eq!(short.to_string(), fold_cluster(&char.to_string()), "U+{:04X}", char as u32);
        }
    }
}

/// Texts rich in what folding touches.
fn texts() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(
        "アｱｶﾞﾊﾟか゛\u{3099}\u{309A}\u{301}ヷヶ－-—㎝½髙﨑邉İẞﬁ\u{0}\u{200B}\u{FE0F}ᄀ\u{1161} 転倒AＺ"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(prop_oneof![3 => tricky, 1 => any::<char>()], 0..40)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn folding_is_idempotent_and_total(source in texts()) {
        let once = fold(&source);
        prop_assert_eq!(&fold_text(&source), &once.text);
        prop_assert_eq!(fold_text(&once.text), once.text);
    }

    #[test]
    fn normal_forms_fold_alike(source in "[ぁ-ゔァ-ヴｦ-ﾟＡ-Ｚa-z０-９]{0,20}") {
        prop_assert_eq!(fold_text(&source.nfd().collect::<String>()), fold_text(&source));
        prop_assert_eq!(fold_text(&source.nfkc().collect::<String>()), fold_text(&source));
    }

    #[test]
    fn ranges_are_in_order_and_on_boundaries(source in texts()) {
        let folded = fold(&source);
        prop_assert_eq!(folded.map.len(), folded.text.chars().count());
        for pair in folded.map.windows(2) {
            prop_assert!(pair[0] == pair[1] || pair[0].1 <= pair[1].0);
        }
        for at in 0..folded.map.len() {
            let range = folded.source(at, at + 1).unwrap();
            prop_assert!(source.get(range).is_some_and(|piece| !piece.is_empty()));
        }
    }
}

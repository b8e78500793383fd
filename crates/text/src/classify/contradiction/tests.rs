//! The warning: what is said, what is taken back, and what the facts already say.

use proptest::prelude::*;

use super::*;

const LESS: Told = Told { death: Some(false), external: Some(false), treated: Some(false), grave: Some(false) };

#[test]
fn what_the_facts_do_not_say_is_shown() {
    for (text, claim, words) in [
        ("転倒後、救急搬送となった。", Claim::ExternalCare, &["救急搬送"][..]),
        ("意識がなく救急車を要請し、病院へ搬送した。", Claim::ExternalCare, &["救急車", "搬送"]),
        ("右足を骨折していた。", Claim::GraveInjury, &["骨折"]),
        ("翌日整形外科を受診し、骨折と診断された。", Claim::ExternalCare, &["受診"]),
        ("額を３針縫合した。", Claim::Treatment, &["縫合"]),
        ("搬送先で死亡が確認された。", Claim::Death, &["死亡"]),
        ("やむなく救急搬送した。", Claim::ExternalCare, &["救急搬送"]),
        ("頭部打撲は異常なし。手首は骨折していた。", Claim::GraveInjury, &["骨折"]),
        ("救急搬送となったが、意識はなかった", Claim::ExternalCare, &["救急搬送"]),
        ("家族が救急車を呼び、受診したが異常なし", Claim::ExternalCare, &["救急車", "受診"]),
        ("まもなく心肺停止となった", Claim::Death, &["心肺停止"]),
    ] {
        let warning = contradiction(text, LESS);
        assert_eq!(warning.as_ref().map(|warning| warning.claim), Some(claim), "{text}");
        assert_eq!(warning.unwrap().words, words, "{text}");
    }
}

#[test]
fn what_is_taken_back_is_no_claim() {
    for text in [
        "救急搬送はせず、施設内で様子を見た。",
        "病院へ搬送せず経過観察とした。",
        "骨折なし。",
        "レントゲンの結果、骨折は認められなかった。",
        "骨折の疑いはないとのこと。",
        "受診の必要はないと判断した。",
        "救急車を呼ばずに済んだ。",
        "骨折の有無を確認した。",
        "もし転倒していたら骨折するところだった。",
        "昨年、大腿骨を骨折している。",
        "入院患者の誤認に気づいた。",
        "定期受診の付き添い中に転倒した。",
        "骨折には至らなかった。",
        "死亡診断書の日付の誤りに気づいた。",
        "転倒防止のマットを敷いた。",
        "骨折、脱臼なし。",
        "骨折・脱臼は認めず。",
        "救急搬送したことはない。",
        "受診した場合に備えて記録した。",
        "受診予約を忘れた。",
        "骨折予防の体操中にふらついた。",
        "",
        "異常なし。",
    ] {
        assert_eq!(contradiction(text, LESS), None, "{text}");
    }
}

#[test]
fn facts_that_say_it_or_are_unknown_are_not_contradicted() {
    let text = "救急搬送され、骨折と診断された。";
    assert_eq!(contradiction(text, Told::default()), None);
    let external = Told { external: Some(true), grave: Some(true), treated: Some(true), death: Some(false) };
    assert_eq!(contradiction(text, external), None);
    let only_grave = Told { external: Some(true), ..LESS };
    assert_eq!(contradiction(text, only_grave).map(|warning| warning.claim), Some(Claim::GraveInjury));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|救急車|骨折|なし|。){0,20}") {
        if let Some(warning) = contradiction(&text, LESS) {
            for (range, word) in warning.ranges.iter().zip(&warning.words) {
                prop_assert_eq!(&text[range.clone()], word);
            }
        }
    }
}

//! Owns the Latin spellings of a reading (ローマ字): Hepburn and Kunrei, long vowels written out, shortened or with an h.

/// One or two kana and their two spellings; the longer first.
const TABLE: &[(&str, &str, &str)] = &[
    ("キャ", "kya", "kya"),
    ("キュ", "kyu", "kyu"),
    ("キョ", "kyo", "kyo"),
    ("シャ", "sha", "sya"),
    ("シュ", "shu", "syu"),
    ("ショ", "sho", "syo"),
    ("チャ", "cha", "tya"),
    ("チュ", "chu", "tyu"),
    ("チョ", "cho", "tyo"),
    ("ニャ", "nya", "nya"),
    ("ニュ", "nyu", "nyu"),
    ("ニョ", "nyo", "nyo"),
    ("ヒャ", "hya", "hya"),
    ("ヒュ", "hyu", "hyu"),
    ("ヒョ", "hyo", "hyo"),
    ("ミャ", "mya", "mya"),
    ("ミュ", "myu", "myu"),
    ("ミョ", "myo", "myo"),
    ("リャ", "rya", "rya"),
    ("リュ", "ryu", "ryu"),
    ("リョ", "ryo", "ryo"),
    ("ギャ", "gya", "gya"),
    ("ギュ", "gyu", "gyu"),
    ("ギョ", "gyo", "gyo"),
    ("ジャ", "ja", "zya"),
    ("ジュ", "ju", "zyu"),
    ("ジョ", "jo", "zyo"),
    ("ビャ", "bya", "bya"),
    ("ビュ", "byu", "byu"),
    ("ビョ", "byo", "byo"),
    ("ア", "a", "a"),
    ("イ", "i", "i"),
    ("ウ", "u", "u"),
    ("エ", "e", "e"),
    ("オ", "o", "o"),
    ("カ", "ka", "ka"),
    ("キ", "ki", "ki"),
    ("ク", "ku", "ku"),
    ("ケ", "ke", "ke"),
    ("コ", "ko", "ko"),
    ("サ", "sa", "sa"),
    ("シ", "shi", "si"),
    ("ス", "su", "su"),
    ("セ", "se", "se"),
    ("ソ", "so", "so"),
    ("タ", "ta", "ta"),
    ("チ", "chi", "ti"),
    ("ツ", "tsu", "tu"),
    ("テ", "te", "te"),
    ("ト", "to", "to"),
    ("ナ", "na", "na"),
    ("ニ", "ni", "ni"),
    ("ヌ", "nu", "nu"),
    ("ネ", "ne", "ne"),
    ("ノ", "no", "no"),
    ("ハ", "ha", "ha"),
    ("ヒ", "hi", "hi"),
    ("フ", "fu", "hu"),
    ("ヘ", "he", "he"),
    ("ホ", "ho", "ho"),
    ("マ", "ma", "ma"),
    ("ミ", "mi", "mi"),
    ("ム", "mu", "mu"),
    ("メ", "me", "me"),
    ("モ", "mo", "mo"),
    ("ヤ", "ya", "ya"),
    ("ユ", "yu", "yu"),
    ("ヨ", "yo", "yo"),
    ("ラ", "ra", "ra"),
    ("リ", "ri", "ri"),
    ("ル", "ru", "ru"),
    ("レ", "re", "re"),
    ("ロ", "ro", "ro"),
    ("ワ", "wa", "wa"),
    ("ヲ", "o", "o"),
    ("ン", "n", "n"),
    ("ガ", "ga", "ga"),
    ("ギ", "gi", "gi"),
    ("グ", "gu", "gu"),
    ("ゲ", "ge", "ge"),
    ("ゴ", "go", "go"),
    ("ザ", "za", "za"),
    ("ジ", "ji", "zi"),
    ("ズ", "zu", "zu"),
    ("ゼ", "ze", "ze"),
    ("ゾ", "zo", "zo"),
    ("ダ", "da", "da"),
    ("ヂ", "ji", "di"),
    ("ヅ", "zu", "du"),
    ("デ", "de", "de"),
    ("ド", "do", "do"),
    ("バ", "ba", "ba"),
    ("ビ", "bi", "bi"),
    ("ブ", "bu", "bu"),
    ("ベ", "be", "be"),
    ("ボ", "bo", "bo"),
    ("パ", "pa", "pa"),
    ("ピ", "pi", "pi"),
    ("プ", "pu", "pu"),
    ("ペ", "pe", "pe"),
    ("ポ", "po", "po"),
];

/// The ways in which a reading in katakana is written in small Latin letters; empty when it holds other letters.
pub(super) fn latin(katakana: &str) -> Vec<String> {
    let (Some(hepburn), Some(kunrei)) = (spell(katakana, false), spell(katakana, true)) else { return Vec::new() };
    let mut names = Vec::new();
    for name in [hepburn, kunrei] {
        names.push(name.replace("ou", "o").replace("oo", "o").replace("uu", "u"));
        names.push(name.replace("ou", "oh").replace("oo", "oh"));
        names.push(name.replace("nb", "mb").replace("np", "mp").replace("nm", "mm"));
        names.push(name);
    }
    names.sort();
    names.dedup();
    names
}

fn spell(katakana: &str, kunrei: bool) -> Option<String> {
    let mut rest = katakana;
    let mut out = String::new();
    let mut doubled = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('ッ') {
            (rest, doubled) = (after, true);
            continue;
        }
        if let Some(after) = rest.strip_prefix('ー') {
            rest = after;
            continue;
        }
        let (kana, hepburn, other) = TABLE.iter().find(|(kana, ..)| rest.starts_with(kana))?;
        let spelling = if kunrei { other } else { hepburn };
        if doubled {
            out.push(if spelling.starts_with("ch") { 't' } else { spelling.chars().next()? });
            doubled = false;
        }
        out.push_str(spelling);
        rest = &rest[kana.len()..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn readings_have_their_usual_spellings() {
        for (reading, name) in [
            ("サトウ", "sato"),
            ("サトウ", "satou"),
            ("サトウ", "satoh"),
            ("シンバ", "shimba"),
            ("シンバ", "sinba"),
            ("ハットリ", "hattori"),
            ("ホッチ", "hotchi"),
            ("ジュンイチ", "junichi"),
            ("オオノ", "ono"),
            ("オオノ", "oono"),
        ] {
            assert!(latin(reading).iter().any(|spelling| spelling == name), "{reading}: {:?}", latin(reading));
        }
        assert!(latin("佐藤").is_empty() && latin("A").is_empty());
    }
}

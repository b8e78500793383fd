//! Owns the questions asked of a string: is it a surname, does it look like a given name, where does a full name divide.

use crate::deidentify::plain::{is_kanji, is_katakana, to_katakana};
use crate::dictionary::{names, tokenize};

/// The longest surname in characters that is tried.
pub(crate) const LONGEST: usize = 5;

/// What given names of three kanji end with.
const LAST_OF_THREE: &str = "子郎美代江枝世奈香花太介助乃衣人輔丸彦弥也哉希音葉穂里恵絵衛門朗雄夫男菜佳加吉治次二";

/// Kanji of given names that have become usual since the dictionary was made (own list).
const MODERN: &str = "翔斗音愛心凛蓮湊陽葵紬咲結莉瑛颯奏汰碧楓澄羽桜梨翼輝煌虎飛希花乃衣奈菜那和生仁央大悠陸樹海空柊朔律蒼琉絆杏芽彩優真夏美沙織里佳穂香歩未来琴詩帆萌";

/// Whether a surname is written so.
pub(crate) fn is_surname(text: &str) -> bool {
    names().surname(text).is_some()
}

/// Whether a given name is written so, or the kanji are those that given names begin and end with.
pub(crate) fn is_given(text: &str) -> bool {
    if names().given(text).is_some() {
        return true;
    }
    let letters: Vec<char> = text.chars().collect();
    if letters.iter().all(|letter| is_kana(*letter)) {
        return letters.len() >= 2 && names().is_given_reading(&to_katakana(text));
    }
    match letters.as_slice() {
        [_, _, last] if !LAST_OF_THREE.contains(*last) => false,
        [first, .., last] if letters.len() <= 3 && letters.iter().all(|letter| is_kanji(*letter)) => {
            let (begins, _) = names().given_letter(*first);
            let (_, ends) = names().given_letter(*last);
            let begins = begins >= 6 || MODERN.contains(*first);
            let ends = ends >= 6 || MODERN.contains(*last);
            begins && ends && !is_common_word(text)
        }
        _ => false,
    }
}

fn is_kana(letter: char) -> bool {
    is_katakana(letter) || crate::deidentify::plain::is_hiragana(letter)
}

/// Whether the whole string is one common word of the dictionary.
pub(crate) fn is_common_word(text: &str) -> bool {
    matches!(tokenize(text).as_slice(), [only] if only.is_known && !only.pos.is_proper())
}

/// The best place to divide a full name written without a space: the length of the surname, in characters.
pub(crate) fn divide(text: &str) -> Option<usize> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 2 {
        return None;
    }
    let piece = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let cost = |at: usize| {
        let (surname, given) = (piece(0, at), piece(at, letters.len()));
        let surname_cost = match names().surname(&surname) {
            Some(name) => i32::from(name.cost),
            None if at >= 2 && names().is_surname_reading(&to_katakana(&surname)) => 11_000,
            None => 20_000,
        };
        let given_cost = match names().given(&given) {
            Some(name) => i32::from(name.cost),
            None if is_given(&given) => 11_000,
            None => 18_000,
        };
        surname_cost + given_cost
    };
    let best = (1..letters.len().min(LONGEST + 1)).min_by_key(|at| cost(*at))?;
    (cost(best) < 38_000).then_some(best)
}

/// Whether two writings may be read alike: 佐藤 and さとう.
pub(crate) fn reads_as(kanji: &str, kana: &str) -> bool {
    let kana = to_katakana(kana);
    let has = |name: Option<&crate::dictionary::Name>| {
        name.is_some_and(|name| name.readings.iter().any(|reading| **reading == *kana))
    };
    has(names().surname(kanji)) || has(names().given(kanji))
}

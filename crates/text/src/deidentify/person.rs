//! Owns the finding of persons: from the facility's list, by honorific, by role, by the dictionary, in Latin letters.

mod honorific;
mod latin;
pub(crate) mod listed;
mod relation;
mod role;
mod romaji;
pub(crate) mod shape;
mod tagged;
pub(crate) mod words;

use super::class::{Class, Find};
use super::plain::Plain;
use crate::dictionary::Token;

/// A text and its words.
pub(crate) struct Reading<'t> {
    pub(crate) plain: &'t Plain,
    pub(crate) tokens: &'t [Token<'t>],
    /// For each character position whether a word begins there.
    begins: Vec<bool>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(plain: &'t Plain, tokens: &'t [Token<'t>]) -> Self {
        let mut begins = vec![false; plain.chars.len() + 1];
        for token in tokens {
            begins[token.start] = true;
        }
        begins[plain.chars.len()] = true;
        Self { plain, tokens, begins }
    }

    /// Whether a word begins at the position; the end of the text counts.
    pub(crate) fn is_edge(&self, at: usize) -> bool {
        self.begins.get(at).copied().unwrap_or(true)
    }

    /// The word that covers a position.
    pub(crate) fn token_at(&self, at: usize) -> Option<&Token<'t>> {
        let after = self.tokens.partition_point(|token| token.start <= at);
        self.tokens.get(after.checked_sub(1)?).filter(|token| at < token.end)
    }
}

/// The Latin spellings of a reading in katakana.
#[cfg(test)]
pub(crate) fn latin_of(katakana: &str) -> Vec<String> {
    latin::latin(katakana)
}

/// Every person.
pub(crate) fn find(reading: &Reading<'_>, finds: &mut Vec<Find>) {
    honorific::find(reading, finds);
    role::find(reading, finds);
    tagged::find(reading, finds);
    romaji::find(reading.plain, finds);
    relation::find(reading, finds);
}

/// What follows a name: the end of the honorific or title, and whether it is a member of staff's.
pub(crate) fn tail(plain: &Plain, at: usize) -> Option<(usize, Class)> {
    let skip = usize::from(plain.get(at) == Some(' '));
    let rest = plain.after(at + skip, 16);
    let longest = |list: &[&'static str]| {
        list.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len()).copied()
    };
    let is_kata = plain.previous(at).is_some_and(super::plain::is_katakana);
    let honorific =
        longest(&words::HONORIFICS).filter(|word| is_honorific(word, rest) && !(is_kata && *word == "サン"));
    let honorific = honorific.filter(|word| !(*word == "様" && is_like(plain, at, rest)));
    // HOT holds no occupational therapist.
    let follows_letter = skip == 0 && plain.previous(at).is_some_and(|letter| letter.is_ascii_alphabetic());
    let title = longest(&words::TITLES)
        .filter(|word| !(follows_letter && word.starts_with(|letter: char| letter.is_ascii_alphabetic())));
    let user = longest(&words::USER_TITLES);
    let pick = |word: &str, class: Class| {
        let mut end = at + skip + word.chars().count();
        // 佐藤看護師さん, 佐藤主任様
        for more in ["さん", "様", "殿"] {
            if class == Class::Staff && plain.from(end).starts_with(more) {
                end += more.chars().count();
            }
        }
        (end, class)
    };
    if let Some(word) = title.filter(|word| ends_word(plain, at + skip, word)) {
        return Some(pick(word, Class::Staff));
    }
    honorific.or(user).map(|word| pick(word, Class::Person))
}

/// What something may be like (水様の便, 膿様).
pub(crate) const STUFF: &str = "水泥血膿砂粉雪墨綿糸帯羽膜液塊肉渣状吐沫";

/// 水様便, 膿様物, コーヒー残渣様: what the body gives off is like something, and nobody's.
fn is_like(plain: &Plain, at: usize, rest: &str) -> bool {
    let is_stuff = plain.previous(at).is_some_and(|letter| STUFF.contains(letter));
    is_stuff
        && rest.strip_prefix('様').is_some_and(|after| after.starts_with(['便', '物', '性', '嘔', '吐', '下', '分']))
}

/// 様子, 様な, さんで (はさんで) and their like are no honorifics.
fn is_honorific(word: &str, rest: &str) -> bool {
    let after = rest.strip_prefix(word).unwrap_or("");
    match word {
        "様" => {
            !after.starts_with(['子', '々', '式', '相', '態', 'な', 'で'])
                || after.starts_with("でした")
                || after.starts_with("です")
        }
        "サマ" => !after.starts_with(['リ', 'ー', 'タ']),
        "氏" => !after.starts_with(['名', '族', '神']),
        "君" => !after.starts_with(['主', '臨']),
        "殿" => !after.starts_with(['堂', '部']),
        "たん" => after.is_empty() || after.starts_with(['が', 'は', 'の', 'を', 'に', '、']),
        "どの" => false,
        _ => true,
    }
}

/// A title in Latin letters ends where the letters end.
fn ends_word(plain: &Plain, start: usize, word: &str) -> bool {
    let end = start + word.chars().count();
    let is_latin = word.chars().next_back().is_some_and(|letter| letter.is_ascii_alphabetic());
    let goes_on = |at: usize| plain.get(at).is_some_and(|letter| letter.is_ascii_alphanumeric());
    !is_latin || !(goes_on(end) || plain.get(end) == Some('-') && goes_on(end + 1))
}

/// A person with the tail that follows the name, if any.
pub(crate) fn person(plain: &Plain, start: usize, end: usize, class: Class, confidence: f32) -> Find {
    let (whole, class) = match tail(plain, end) {
        Some((whole, tail_class)) => (whole, if class == Class::Staff { class } else { tail_class }),
        None => (end, class),
    };
    Find::new(start, whole, class, confidence).named(start, end)
}

/// Whether a run of kanji holds no common word of two characters or more, so that it may be a name that no dictionary has.
pub(crate) fn is_odd(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let mut at = start;
    while let Some(token) = reading.token_at(at).filter(|_| at < end) {
        let is_word = token.is_known
            && !token.pos.is_proper()
            && token.pos != crate::dictionary::Pos::Number
            && token.end - token.start >= 2;
        if is_word || token.end > end {
            return false;
        }
        at = token.end;
    }
    true
}

/// Where a run of kanji begins when the words that lead to a name are cut off.
pub(crate) fn skip_leads(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let plain = reading.plain;
    let mut from = start;
    while let Some(lead) = words::LEADS
        .iter()
        .filter(|lead| plain.slice(from, end).starts_with(**lead) && reading.is_edge(from + lead.chars().count()))
        .max_by_key(|lead| lead.len())
    {
        let next = from + lead.chars().count();
        if next >= end {
            break;
        }
        from = next;
    }
    from
}

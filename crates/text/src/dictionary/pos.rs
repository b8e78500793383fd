//! Owns the parts of speech (品詞) that the compiled dictionary keeps, one ASCII letter each; also used by `build.rs`.

/// A part of speech (品詞), as coarse as this program needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pos {
    /// Common noun (名詞,一般).
    Noun,
    /// Noun that becomes a verb with する (サ変接続).
    VerbalNoun,
    /// Noun that becomes an adjective with な (形容動詞語幹).
    AdjectivalNoun,
    /// Noun that may stand as an adverb: times and amounts (副詞可能).
    AdverbialNoun,
    /// Proper noun without a finer class (固有名詞,一般).
    Proper,
    /// Surname (姓).
    Surname,
    /// Given name (名).
    Given,
    /// Name of a person, neither surname nor given name alone (人名,一般).
    Person,
    /// Place (地域).
    Place,
    /// Country (国).
    Country,
    /// Organisation (組織).
    Organisation,
    /// Number (数).
    Number,
    /// Counter (助数詞).
    Counter,
    /// Suffix of persons: さん, 様, 氏 (接尾,人名).
    PersonSuffix,
    /// Suffix of places: 市, 県 (接尾,地域).
    PlaceSuffix,
    /// Any other suffix (接尾).
    Suffix,
    /// Pronoun (代名詞).
    Pronoun,
    /// Dependent noun: こと, とき (非自立) and other noun-like words.
    Dependent,
    /// Verb (動詞).
    Verb,
    /// Adjective (形容詞).
    Adjective,
    /// Adverb (副詞).
    Adverb,
    /// Particle (助詞).
    Particle,
    /// Auxiliary verb (助動詞).
    Auxiliary,
    /// Prefix (接頭詞).
    Prefix,
    /// Adnominal (連体詞).
    Adnominal,
    /// Conjunction (接続詞).
    Conjunction,
    /// Interjection or filler (感動詞, フィラー).
    Interjection,
    /// Symbol or punctuation (記号).
    Symbol,
    /// Anything else (その他).
    Other,
}

/// Each part of speech with its letter in the compiled dictionary.
const LETTERS: [(Pos, char); 29] = [
    (Pos::Noun, 'n'),
    (Pos::VerbalNoun, 's'),
    (Pos::AdjectivalNoun, 'a'),
    (Pos::AdverbialNoun, 'd'),
    (Pos::Proper, 'p'),
    (Pos::Surname, 'S'),
    (Pos::Given, 'G'),
    (Pos::Person, 'H'),
    (Pos::Place, 'L'),
    (Pos::Country, 'C'),
    (Pos::Organisation, 'O'),
    (Pos::Number, '0'),
    (Pos::Counter, 'c'),
    (Pos::PersonSuffix, 'h'),
    (Pos::PlaceSuffix, 'l'),
    (Pos::Suffix, 'x'),
    (Pos::Pronoun, 'r'),
    (Pos::Dependent, 'e'),
    (Pos::Verb, 'v'),
    (Pos::Adjective, 'j'),
    (Pos::Adverb, 'b'),
    (Pos::Particle, 't'),
    (Pos::Auxiliary, 'u'),
    (Pos::Prefix, 'f'),
    (Pos::Adnominal, 'm'),
    (Pos::Conjunction, 'k'),
    (Pos::Interjection, 'i'),
    (Pos::Symbol, 'y'),
    (Pos::Other, 'z'),
];

impl Pos {
    /// The part of speech of a letter; [`Pos::Other`] for a letter that means nothing.
    #[must_use]
    pub fn from_letter(letter: char) -> Self {
        LETTERS.iter().find(|(_, known)| *known == letter).map_or(Self::Other, |(pos, _)| *pos)
    }

    /// The letter that stands for this part of speech.
    #[must_use]
    pub fn letter(self) -> char {
        LETTERS.iter().find(|(pos, _)| *pos == self).map_or('z', |(_, letter)| *letter)
    }

    /// Reads the first four part-of-speech columns of IPADIC.
    #[must_use]
    pub fn from_ipadic(columns: [&str; 4]) -> Self {
        match columns[0] {
            "名詞" => Self::noun([columns[1], columns[2], columns[3]]),
            "動詞" => Self::Verb,
            "形容詞" => Self::Adjective,
            "副詞" => Self::Adverb,
            "助詞" => Self::Particle,
            "助動詞" => Self::Auxiliary,
            "接頭詞" => Self::Prefix,
            "連体詞" => Self::Adnominal,
            "接続詞" => Self::Conjunction,
            "感動詞" | "フィラー" => Self::Interjection,
            "記号" => Self::Symbol,
            _ => Self::Other,
        }
    }

    fn noun(columns: [&str; 3]) -> Self {
        match columns {
            ["一般", ..] => Self::Noun,
            ["サ変接続", ..] => Self::VerbalNoun,
            ["形容動詞語幹" | "ナイ形容詞語幹", ..] => Self::AdjectivalNoun,
            ["副詞可能", ..] => Self::AdverbialNoun,
            ["固有名詞", "人名", "姓"] => Self::Surname,
            ["固有名詞", "人名", "名"] => Self::Given,
            ["固有名詞", "人名", _] => Self::Person,
            ["固有名詞", "地域", "国"] => Self::Country,
            ["固有名詞", "地域", _] => Self::Place,
            ["固有名詞", "組織", _] => Self::Organisation,
            ["固有名詞", ..] => Self::Proper,
            ["数", ..] => Self::Number,
            ["接尾", "助数詞", _] => Self::Counter,
            ["接尾", "人名", _] => Self::PersonSuffix,
            ["接尾", "地域", _] => Self::PlaceSuffix,
            ["接尾", ..] => Self::Suffix,
            ["代名詞", ..] => Self::Pronoun,
            _ => Self::Dependent,
        }
    }

    /// Whether the word names something single: a person, a place, an organisation.
    #[must_use]
    pub fn is_proper(self) -> bool {
        matches!(
            self,
            Self::Proper
                | Self::Surname
                | Self::Given
                | Self::Person
                | Self::Place
                | Self::Country
                | Self::Organisation
        )
    }

    /// Whether the word is tagged as the name of a person.
    #[must_use]
    pub fn is_person(self) -> bool {
        matches!(self, Self::Surname | Self::Given | Self::Person)
    }

    /// Whether the word carries content of its own as a noun: common, verbal, adjectival, adverbial.
    #[must_use]
    pub fn is_common_noun(self) -> bool {
        matches!(self, Self::Noun | Self::VerbalNoun | Self::AdjectivalNoun | Self::AdverbialNoun)
    }
}

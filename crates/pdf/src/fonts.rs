//! The embedded faces, loaded once, which characters they cover, and their licences.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

macro_rules! face {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/fonts/", $name, ".ttf")).as_slice()
    };
}

macro_rules! licence {
    ($family:literal, $name:literal) => {
        Notice { family: $family, licence: include_str!(concat!(env!("OUT_DIR"), "/fonts/", $name, ".txt")) }
    };
}

/// A typeface that stands in the documents, and the terms under which it may.
#[derive(Debug, Clone, Copy)]
pub struct Notice {
    /// Name of the family.
    pub family: &'static str,
    /// Whole text of the licence (SIL Open Font License 1.1).
    pub licence: &'static str,
}

static FACES: [&[u8]; 13] = [
    face!("BIZUDPGothic_400Regular"),
    face!("BIZUDPGothic_700Bold"),
    face!("NotoSansJP_400Regular"),
    face!("NotoSansJP_700Bold"),
    face!("NotoEmoji_400Regular"),
    face!("NotoSansHebrew_400Regular"),
    face!("NotoSansArabic_400Regular"),
    face!("NotoSansSC_400Regular"),
    face!("NotoSansKR_400Regular"),
    face!("NotoSansThai_400Regular"),
    face!("NotoSansDevanagari_400Regular"),
    face!("NotoSansMyanmar_400Regular"),
    face!("NotoSansSymbols2_400Regular"),
];

/// The bold faces, in which seals are cut; then those of names that these lack (簡体字, Hangul).
pub(crate) static SEAL_FACES: [&[u8]; 4] = [FACES[1], FACES[3], FACES[7], FACES[8]];

static NOTICES: [Notice; 11] = [
    licence!("BIZ UDPGothic", "BIZUDPGothic"),
    licence!("Noto Sans JP", "NotoSansJP"),
    licence!("Noto Emoji", "NotoEmoji"),
    licence!("Noto Sans Hebrew", "NotoSansHebrew"),
    licence!("Noto Sans Arabic", "NotoSansArabic"),
    licence!("Noto Sans SC", "NotoSansSC"),
    licence!("Noto Sans KR", "NotoSansKR"),
    licence!("Noto Sans Thai", "NotoSansThai"),
    licence!("Noto Sans Devanagari", "NotoSansDevanagari"),
    licence!("Noto Sans Myanmar", "NotoSansMyanmar"),
    licence!("Noto Sans Symbols 2", "NotoSansSymbols2"),
];

/// The typefaces of the documents with their licence texts.
#[must_use]
pub fn notices() -> &'static [Notice] {
    &NOTICES
}

/// The faces, their index for Typst, and the set of characters that at least one of them draws.
pub(crate) struct Faces {
    pub(crate) fonts: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    covered: Vec<u64>,
}

pub(crate) static FONTS: LazyLock<Faces> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
    let mut covered = vec![0; 0x11_0000 / 64];
    for font in &fonts {
        for code in font.info().coverage.iter() {
            if let Some(word) = covered.get_mut(code as usize / 64) {
                *word |= 1_u64 << (code % 64);
            }
        }
    }
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Faces { fonts, book, covered }
});

impl Faces {
    /// Whether some face draws the character.
    pub(crate) fn cover(&self, character: char) -> bool {
        let code = character as usize;
        self.covered.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_loads_and_rare_kanji_are_covered() {
        assert_eq!(FONTS.fonts.len(), FACES.len());
        for character in "髙﨑𠮷邉①≒〓◯😀אب☐✗ễ刘张伟김박ไนमမ".chars() {
            assert!(FONTS.cover(character), "{character}");
        }
        assert!(!FONTS.cover('\u{e000}'));
    }

    #[test]
    fn every_family_brings_the_open_font_license() {
        for notice in notices() {
            assert!(notice.licence.contains("SIL OPEN FONT LICENSE"), "{}", notice.family);
        }
    }
}

//! What documents are made of: covers, choices, seals, seats and pictures. All texts are in the reader's language.

use serde::{Deserialize, Serialize};

use crate::outline::DateLine;

/// Language of a document: of its fixed words, and what a screen reader speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// What a PDF file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Title of the file, shown by readers.
    pub title: String,
    /// Who made it, as a rule the facility (施設).
    pub author: String,
    /// Language of the document.
    pub lang: Lang,
    /// Day of the document: year, month, day. PDF/A wants one; it is given so that equal input gives equal bytes.
    pub date: (i16, u8, u8),
    /// What identifies the document for good, such as the report's id; only its hash stands in the file.
    pub ident: String,
}

/// One answer of a list (選択肢). Paper prints all of them and circles the chosen ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Its wording.
    pub label: String,
    /// Circled (○で囲む).
    pub chosen: bool,
    /// What was written between its brackets.
    pub text: String,
    /// Brackets stand behind it even when empty: その他（　）.
    pub asks: bool,
}

impl Choice {
    /// An answer without brackets.
    #[must_use]
    pub fn new(label: &str, chosen: bool) -> Self {
        Self { label: label.to_owned(), chosen, ..Self::default() }
    }

    /// An answer with brackets: その他（　）.
    #[must_use]
    pub fn asking(label: &str, chosen: bool, text: &str) -> Self {
        Self { label: label.to_owned(), chosen, text: text.to_owned(), asks: true }
    }
}

/// A seal (印). Without a picture the name is drawn in a red circle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seal {
    /// Name on the seal, as a rule the family name.
    pub name: String,
    /// The seal as SVG.
    #[serde(skip_serializing)]
    pub svg: Option<String>,
    /// File under which the template finds it.
    pub(crate) image: Option<String>,
    /// The words of the picture, whose letters are outlines: for whoever searches or copies.
    pub(crate) words: String,
    /// The date, set over the picture.
    pub(crate) date: Option<DateLine>,
}

impl Seal {
    /// A seal with its picture, or drawn from the name.
    #[must_use]
    pub fn new(name: &str, svg: Option<String>) -> Self {
        Self { name: name.to_owned(), svg, ..Self::default() }
    }
}

/// A seat (決裁欄) of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    /// What stands above the box; "/" and "(" begin a new line.
    pub label: String,
    /// Date of the stamp, short: 8.11.21.
    pub date: String,
    /// The seal, once stamped.
    pub seal: Option<Seal>,
    /// 代決, 後閲; empty as a rule.
    pub note: String,
}

/// A drawing (図) or photo (写真).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// What it shows, in words: printed under it and read aloud. Must not be empty.
    pub alt: String,
    /// Drawn by hand (図): may stand inside the box of the narrative.
    pub drawing: bool,
    /// The picture itself.
    #[serde(skip_serializing)]
    pub content: PictureContent,
    /// File under which the template finds it.
    pub(crate) image: Option<String>,
}

impl Picture {
    /// A photo.
    #[must_use]
    pub fn photo(alt: &str, content: PictureContent) -> Self {
        Self { alt: alt.to_owned(), drawing: false, content, image: None }
    }

    /// A drawing.
    #[must_use]
    pub fn drawing(alt: &str, content: PictureContent) -> Self {
        Self { alt: alt.to_owned(), drawing: true, content, image: None }
    }
}

/// Bytes of a picture by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureContent {
    /// Nothing: the template says that the picture cannot be shown.
    #[default]
    None,
    /// SVG text.
    Svg(String),
    /// PNG.
    Png(Vec<u8>),
    /// JPEG, RGB or grey.
    Jpeg(Vec<u8>),
}

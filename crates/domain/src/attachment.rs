//! Owns photographs and files (写真・添付): which kinds are taken, how a kind is told from the bytes, the limits and the refusals.
mod blur;
mod jpeg;
mod pdf;
mod sniff;

#[cfg(test)]
mod tests;

pub use blur::{BlurRect, MAX_RECTS, WHOLE};
pub use sniff::{is_layered_jpeg, sniff};

/// The most that one file may hold as it is sent, in bytes: a photograph of a phone has 3 to 8 MB, a scanned sheet less.
pub const MAX_FILE_BYTES: usize = 15 * 1024 * 1024;
/// The most that the files of one report may hold as they are kept, in bytes.
pub const MAX_TOTAL_BYTES: u64 = 60 * 1024 * 1024;
/// How many files one report takes. Copies made unrecognisable are not counted.
pub const MAX_FILES: usize = 10;
/// How many rows one report may hold with such copies.
pub const MAX_WITH_COPIES: usize = 40;
/// The most picture points of a picture as it is sent; the largest pictures that phones take have 50 million.
pub const MAX_PIXELS: u64 = 50_000_000;
/// The same for a JPEG in layers, which needs three times the memory while it is opened.
pub const MAX_LAYERED_PIXELS: u64 = 16_000_000;
/// The long side of a kept picture in picture points; a larger one is reduced.
pub const LONG_SIDE: u32 = 2560;
/// The long side of a preview in picture points.
pub const THUMB_SIDE: u32 = 400;
/// The longest description (写っているもの) in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 200;

/// What a file is, told from its bytes and never from its name or from what the sender declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A photograph.
    Jpeg,
    /// A drawing or a picture of a screen.
    Png,
    /// A document.
    Pdf,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    /// The stable code in rows; also the ending of a file's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The media type under which it is shown.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether it is a picture, which can be shown and made unrecognisable.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

/// Why a file is not taken; each has a sentence in the catalogue under `error.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.code())]
pub enum FileRefusal {
    /// Nothing is in it.
    Empty,
    /// More than [`MAX_FILE_BYTES`].
    TooLarge,
    /// Neither JPEG, PNG nor PDF.
    Type,
    /// A HEIC picture, as iPhones keep them.
    Heic,
    /// Its end is missing, or it cannot be read.
    Broken,
    /// A JPEG of a kind that hardly a program writes: without loss, with more than eight bits, or arithmetically coded.
    JpegKind,
    /// More picture points than [`MAX_PIXELS`], or more than can be opened within the memory set aside for it.
    Pixels,
    /// More than [`MAX_FILES`].
    TooMany,
    /// More than [`MAX_TOTAL_BYTES`] together.
    Total,
    /// A PDF with a password.
    PdfLocked,
    /// A PDF with a program, a form or another file in it.
    PdfActive,
    /// What was sent could not be read to its end.
    Stopped,
    /// More was sent at once than a form takes.
    AtOnce,
    /// No file was chosen.
    NoneChosen,
    /// Only pictures can be made unrecognisable.
    NotAPicture,
    /// No rectangle was drawn.
    NoRect,
    /// This server has no place for files.
    Unavailable,
}

impl FileRefusal {
    /// Every refusal, for the test that the catalogue has a sentence for each.
    pub const ALL: [Self; 17] = [
        Self::Empty,
        Self::TooLarge,
        Self::Type,
        Self::Heic,
        Self::Broken,
        Self::JpegKind,
        Self::Pixels,
        Self::TooMany,
        Self::Total,
        Self::PdfLocked,
        Self::PdfActive,
        Self::Stopped,
        Self::AtOnce,
        Self::NoneChosen,
        Self::NotAPicture,
        Self::NoRect,
        Self::Unavailable,
    ];

    /// The stable code and message key below `error.`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::Type => "file_type",
            Self::Heic => "file_heic",
            Self::Broken => "file_broken",
            Self::JpegKind => "file_jpeg_kind",
            Self::Pixels => "file_pixels",
            Self::TooMany => "file_too_many",
            Self::Total => "file_total",
            Self::PdfLocked => "file_pdf_locked",
            Self::PdfActive => "file_pdf_active",
            Self::Stopped => "file_stopped",
            Self::AtOnce => "file_at_once",
            Self::NoneChosen => "file_none_chosen",
            Self::NotAPicture => "file_not_a_picture",
            Self::NoRect => "file_no_rect",
            Self::Unavailable => "file_unavailable",
        }
    }
}

/// Whether one more file of this size finds room beside those that are kept already.
///
/// # Errors
/// [`FileRefusal::TooMany`] or [`FileRefusal::Total`].
pub const fn room_for(held: usize, held_bytes: u64, bytes: u64) -> Result<(), FileRefusal> {
    if held >= MAX_FILES {
        return Err(FileRefusal::TooMany);
    }
    if held_bytes.saturating_add(bytes) > MAX_TOTAL_BYTES { Err(FileRefusal::Total) } else { Ok(()) }
}

/// A description as it is kept: without control and direction characters, which could hide a name or turn a line round, in one line,
/// and not longer than [`MAX_DESCRIPTION_CHARS`].
#[must_use]
pub fn description(typed: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let plain: String = typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hides(*c)).collect();
    plain.trim().chars().take(MAX_DESCRIPTION_CHARS).collect()
}

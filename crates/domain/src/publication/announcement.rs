//! Owns what a list of individual publications (個別公表, B11) says of each.
use serde::{Deserialize, Serialize};

/// What the newest version of an individual publication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// Published (公表).
    Released,
    /// Published again with a correction (訂正).
    Corrected,
    /// Held back, because a consent was withdrawn or the text was erased; its page says so (停止).
    Recalled,
    /// Taken back for good; its page says so (取り下げ).
    Withdrawn,
}

impl AnnouncementKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Corrected => "corrected",
            Self::Recalled => "recalled",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An individual publication, as the public list and the feed name it; nothing of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncementLine {
    /// Its stable name in the address: digits and hyphens; it tells nothing of the case.
    pub slug: String,
    /// What the newest version is.
    pub kind: AnnouncementKind,
    /// The newest edition, 1 = the first release.
    pub edition: u32,
    /// When it was first released, microseconds since 1970 UTC.
    pub released_at: i64,
    /// When the newest edition was released or the text was taken away, microseconds since 1970 UTC.
    pub changed_at: i64,
    /// SHA-256 of the newest edition, hexadecimal; `None` when its text cannot be read.
    pub hash: Option<String>,
}

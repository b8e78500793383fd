//! Owns what a list of individual announcements (個別公表, B11) says of each.
use serde::{Deserialize, Serialize};

/// What an announcement's newest version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// Published (公表).
    Released,
    /// Published again with a correction (訂正).
    Corrected,
    /// Taken back; its page says so and why (取り下げ).
    Withdrawn,
}

impl AnnouncementKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An individual announcement, as the public list and the feed name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Its stable name in the address: lower case letters, digits, hyphens; it tells nothing of the case.
    pub slug: String,
    /// Its published title.
    pub title: String,
    /// When its newest version was released, microseconds since 1970 UTC.
    pub released_at: i64,
    /// What the newest version is.
    pub kind: AnnouncementKind,
}
